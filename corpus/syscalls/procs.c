/* Only here: fork, vfork, clone, exec with arguments and environment, every form of wait and every kind of end. */
#include "check.h"
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

static void ended(const char *what, pid_t child)
{
	int status = -1;
	struct rusage ru;
	pid_t r = wait4(child, &status, 0, &ru);
	printf("%s: %d", what, r == child);
	if (WIFEXITED(status))
		printf(" exit %d\n", WEXITSTATUS(status));
	else if (WIFSIGNALED(status))
		printf(" signal %s core %d\n", strsignal(WTERMSIG(status)), 0);
	else
		printf(" status %x\n", status);
	fflush(stdout);
}

static void ends(int sig)
{
	pid_t child = fork();
	if (child == 0) {
		struct rlimit none = {0, 0};
		setrlimit(RLIMIT_CORE, &none);
		signal(sig, SIG_DFL);
		kill(getpid(), sig);
		_exit(0);
	}
	ended(strsignal(sig), child);
}

int main(void)
{
	static const int signals[] = {SIGTERM, SIGKILL, SIGUSR1, SIGUSR2, SIGSYS, SIGALRM, SIGPIPE, SIGXCPU, SIGVTALRM};
	for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++)
		ends(signals[i]);

	fflush(stdout);
	pid_t child = fork();
	if (child == 0)
		_exit(42);
	siginfo_t si = {0};
	CALL(waitid(P_PID, child, &si, WEXITED | WNOWAIT));
	printf("%d %d %d pid %d\n", si.si_signo == SIGCHLD, si.si_code == CLD_EXITED, si.si_status, si.si_pid == child);
	ended("exited", child);
	child = fork();
	if (child == 0)
		for (;;)
			pause();
	kill(child, SIGSTOP);
	int status;
	CALL(waitpid(child, &status, WUNTRACED) == child);
	printf("stopped %d %d\n", WIFSTOPPED(status), WSTOPSIG(status) == SIGSTOP);
	kill(child, SIGCONT);
	CALL(waitpid(child, &status, WCONTINUED) == child);
	printf("continued %d\n", WIFCONTINUED(status));
	CALL(waitpid(child, &status, WNOHANG));
	kill(child, SIGTERM);
	memset(&si, 0, sizeof si);
	CALL(waitid(P_ALL, 0, &si, WEXITED));
	printf("%d status %d\n", si.si_code == CLD_KILLED, si.si_status == SIGTERM);
	CALL(waitpid(child, &status, 0));
	CALL(wait(NULL));
	CALL(waitpid(-1, NULL, 0x1000));

	child = vfork();
	if (child == 0) {
		execl("none", "none", NULL);
		_exit(errno);
	}
	ended("not found", child);
	pid_t spawned = 0;
	char *args[] = {"sh", "-c", "exit 9", NULL};
	CALL(posix_spawn(&spawned, "/bin/sh", NULL, NULL, args, environ));
	ended("spawned", spawned);
	CALL(system("exit 3"));
	CALL(execve("/etc/passwd", args, environ));
	CALL(execve("/", args, environ));
	CALL(syscall(SYS_execve, (char *)1, args, environ));
	CALL(syscall(SYS_execve, "/bin/true", (char **)16, environ));

	pid_t shared = 0;
	child = syscall(SYS_clone, SIGCHLD | CLONE_PARENT_SETTID, 0, &shared, 0, 0);
	if (child == 0)
		_exit(5);
	ended("cloned", child);
	child = syscall(SYS_clone, 0, 0, 0, 0, 0);
	if (child == 0)
		_exit(6);
	CALL(waitpid(child, &status, 0));
	CALL(waitpid(child, &status, __WALL) == child);
	/* An orphan and a session. */
	int p[2];
	pipe(p);
	child = fork();
	if (child == 0) {
		printf("session %d leader %d\n", setsid() == getpid(), getsid(0) == getpid());
		fflush(stdout);
		write(p[1], "x", 1);
		exit(0);
	}
	ended("session", child);
	fflush(stdout);
	return 0;
}
