/* Only here: queued real-time signals with values, sigwaitinfo, sigtimedwait, signalfd, POSIX timers, siginfo of children. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void show(int s, siginfo_t *i, void *u)
{
	(void)u;
	if (i->si_code == SI_QUEUE)
		printf("signal %d code %d value %d from me %d\n", s, i->si_code, i->si_value.sival_int, i->si_pid == getpid() && i->si_uid == getuid());
	else if (i->si_code == SI_TIMER || i->si_code == -2) /* QEMU has the number of other machines */
		printf("timer value %d overrun %d\n", i->si_value.sival_int, i->si_overrun >= 0);
	else
		printf("signal %d code %d from me %d\n", s, i->si_code, i->si_pid == getpid());
}

static volatile int seen;
static void child(int s, siginfo_t *i, void *u)
{
	(void)u, (void)s;
	if (i->si_code == CLD_EXITED)
		printf("child status %d uid %d\n", i->si_status, i->si_uid == getuid());
	else
		seen |= 1 << i->si_code;
}

int main(void)
{
	sigset_t m;
	union sigval v;
	siginfo_t info;
	setvbuf(stdout, 0, _IONBF, 0);
	struct sigaction sa = {.sa_sigaction = show, .sa_flags = SA_SIGINFO};
	sigemptyset(&m);
	for (int s = 36; s < 39; s++) {
		sigaction(s, &sa, 0);
		sigaddset(&m, s);
	}
	sigaction(SIGUSR1, &sa, 0);
	sigaddset(&m, SIGUSR1);
	sigprocmask(SIG_BLOCK, &m, 0);
	for (int i = 0; i < 3; i++)
		for (int s = 38; s >= 36; s--) {
			v.sival_int = s * 10 + i;
			sigqueue(getpid(), s, v);
		}
	kill(getpid(), SIGUSR1);
	raise(SIGUSR1);
	sigset_t p;
	sigpending(&p);
	printf("pending %d %d %d\n", sigismember(&p, 36), sigismember(&p, SIGUSR1), sigismember(&p, SIGUSR2));
	for (int i = 0; i < 3; i++) {
		int s = sigwaitinfo(&m, &info);
		printf("waited %d code %d value %d\n", s == SIGUSR1 ? 1 : s, info.si_code == SI_QUEUE, s == SIGUSR1 ? 0 : info.si_value.sival_int);
	}
	printf("unblock\n");
	sigprocmask(SIG_UNBLOCK, &m, 0);
	sigprocmask(SIG_BLOCK, &m, 0);
	struct timespec ts = {0, 20000000};
	int r = sigtimedwait(&m, &info, &ts);
	printf("timeout %d %d\n", r, errno == EAGAIN);

	int fd = signalfd(-1, &m, 0);
	v.sival_int = 77;
	sigqueue(getpid(), 37, v);
	struct signalfd_siginfo si;
	r = read(fd, &si, sizeof si);
	printf("signalfd %d signal %u value %d pid %d\n", r, si.ssi_signo, si.ssi_int, (int)si.ssi_pid == getpid());
	sigprocmask(SIG_UNBLOCK, &m, 0);

	struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = 36};
	struct itimerspec it = {{0, 0}, {0, 10000000}};
	timer_t t;
	ev.sigev_value.sival_int = 4242;
	timer_create(CLOCK_MONOTONIC, &ev, &t);
	timer_settime(t, 0, &it, 0);
	pause();
	timer_delete(t);

	struct sigaction ca = {.sa_sigaction = child, .sa_flags = SA_SIGINFO | SA_RESTART};
	sigaction(SIGCHLD, &ca, 0);
	int pid = fork();
	if (pid == 0)
		_exit(9);
	waitpid(pid, 0, 0);
	pid = fork();
	if (pid == 0)
		for (;;)
			pause();
	kill(pid, SIGSTOP);
	int status;
	waitpid(pid, &status, WUNTRACED);
	printf("stopped %d %d\n", WIFSTOPPED(status), WSTOPSIG(status) == SIGSTOP);
	kill(pid, SIGCONT);
	waitpid(pid, &status, WCONTINUED);
	printf("continued %d\n", WIFCONTINUED(status));
	kill(pid, SIGTERM);
	waitpid(pid, &status, 0);
	printf("seen stopped %d\n", seen >> CLD_STOPPED & 1);
	printf("killed %d %d\n", WIFSIGNALED(status), WTERMSIG(status) == SIGTERM);
	ca.sa_flags = SA_SIGINFO | SA_NOCLDWAIT;
	sigaction(SIGCHLD, &ca, 0);
	if (fork() == 0)
		_exit(1);
	while (wait(0) > 0)
		;
	printf("reaped %d\n", errno == ECHILD);
	return 0;
}
