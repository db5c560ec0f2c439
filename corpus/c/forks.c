/* Only here: fork, pipes, wait statuses and the execution of the program itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void report(const char *what, int s)
{
	if (WIFEXITED(s))
		printf("%s exit %d\n", what, WEXITSTATUS(s));
	else if (WIFSIGNALED(s))
		printf("%s signal %s\n", what, strsignal(WTERMSIG(s)));
	fflush(stdout);
}

static int child(int argc, char **argv)
{
	printf("child of %d arguments: %s, %s\n", argc, argv[1], argv[2]);
	printf("environment %s\n", getenv("MARK") ? getenv("MARK") : "none");
	return 42;
}

int main(int argc, char **argv)
{
	if (argc > 2)
		return child(argc, argv);
	int p[2], q[2], s;
	char buf[100];
	if (pipe(p) || pipe(q))
		return 1;
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		int sum = 0, n;
		close(p[1]);
		while (read(p[0], &n, sizeof n) == sizeof n)
			sum += n;
		write(q[1], &sum, sizeof sum);
		_exit(sum & 127);
	}
	close(p[0]);
	for (int i = 0; i < 1000; i++)
		write(p[1], &i, sizeof i);
	close(p[1]);
	int sum;
	read(q[0], &sum, sizeof sum);
	printf("sum %d waited %d\n", sum, waitpid(pid, &s, 0) == pid);
	report("adder", s);
	int died[] = { SIGTERM, SIGKILL, SIGUSR1, SIGSEGV };
	for (int i = 0; i < 4; i++) {
		if ((pid = fork()) == 0) {
			raise(died[i]);
			pause();
		}
		waitpid(pid, &s, 0);
		report("raiser", s);
	}
	if ((pid = fork()) == 0) {
		execle("bin/self", "self", "alpha", "beta", (char *)0, (char *[]){ "MARK=set", "PATH=/bin", 0 });
		_exit(errno);
	}
	waitpid(pid, &s, 0);
	report("self", s);
	if ((pid = vfork()) == 0) {
		execl("/nonexistent", "x", (char *)0);
		_exit(errno == ENOENT ? 9 : 10);
	}
	waitpid(pid, &s, 0);
	report("vfork", s);
	FILE *f = popen("echo from the shell; exit 3", "r");
	while (fgets(buf, sizeof buf, f))
		printf("popen: %s", buf);
	report("pclose", pclose(f));
	report("system", system("exit 5"));
	printf("no child %d\n", wait(&s) < 0 && errno == ECHILD);
	close(q[0]);
	signal(SIGPIPE, SIG_IGN);
	printf("pipe %d\n", write(q[1], "x", 1) < 0 && errno == EPIPE);
	return 0;
}
