/* Only here: signal masks, pending signals, synchronous waiting, queued values, stacks and stored actions, without a handler running. */
#include "check.h"
#include <signal.h>
#include <sys/wait.h>

static void handler(int sig) { (void)sig; }

static void show(const char *what, const sigset_t *s)
{
	printf("%s:", what);
	for (int i = 1; i < 64; i++)
		if (sigismember(s, i) == 1)
			printf(" %d", i);
	printf("\n");
	fflush(stdout);
}

int main(void)
{
	sigset_t set, old;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGKILL);
	sigaddset(&set, SIGRTMIN);
	sigaddset(&set, SIGRTMIN + 5);
	CALL(sigprocmask(SIG_BLOCK, &set, &old));
	show("old", &old);
	CALL(sigprocmask(SIG_BLOCK, NULL, &old));
	show("blocked", &old);
	CALL(raise(SIGUSR1));
	CALL(kill(getpid(), SIGUSR2));
	CALL(sigqueue(getpid(), SIGRTMIN + 5, (union sigval){.sival_int = 77}));
	CALL(sigqueue(getpid(), SIGRTMIN + 5, (union sigval){.sival_int = 88}));
	CALL(sigpending(&old));
	show("pending", &old);
	siginfo_t si;
	memset(&si, 0, sizeof si);
	sigemptyset(&old);
	sigaddset(&old, SIGRTMIN + 5);
	CALL(sigwaitinfo(&old, &si) - SIGRTMIN);
	printf("code %d value %d pid %d uid %d\n", si.si_code, si.si_value.sival_int, si.si_pid == getpid(), si.si_uid == getuid());
	CALL(sigtimedwait(&old, &si, &(struct timespec){1, 0}) - SIGRTMIN);
	printf("value %d\n", si.si_value.sival_int);
	CALL(sigtimedwait(&old, &si, &(struct timespec){0, 1000}));
	sigemptyset(&old);
	sigaddset(&old, SIGUSR1);
	sigaddset(&old, SIGUSR2);
	int a, b;
	CALL(sigwait(&old, &a));
	CALL(sigwait(&old, &b));
	printf("%d %d\n", a == SIGUSR1 || b == SIGUSR1, a == SIGUSR2 || b == SIGUSR2);
	pid_t child = fork();
	if (child == 0) {
		sigprocmask(SIG_BLOCK, NULL, &old);
		_exit(sigismember(&old, SIGUSR1) ? 3 : 4);
	}
	sigemptyset(&old);
	sigaddset(&old, SIGCHLD);
	memset(&si, 0, sizeof si);
	CALL(sigwaitinfo(&old, &si) == SIGCHLD);
	printf("exited %d status %d pid %d\n", si.si_code == CLD_EXITED, si.si_status, si.si_pid == child);
	wait(NULL);
	sigemptyset(&set);
	CALL(sigprocmask(SIG_SETMASK, &set, &old));
	show("before", &old);
	CALL(sigprocmask(99, &set, NULL));

	struct sigaction act = {.sa_handler = handler, .sa_flags = SA_RESTART | SA_NODEFER}, was;
	sigaddset(&act.sa_mask, SIGHUP);
	sigaddset(&act.sa_mask, SIGRTMIN + 2);
	CALL(sigaction(SIGUSR1, &act, NULL));
	CALL(sigaction(SIGUSR1, NULL, &was));
	/* The flag that a restorer is given is the C library's business. */
	printf("same %d flags %x\n", was.sa_handler == handler, was.sa_flags & ~0x4000000);
	show("mask", &was.sa_mask);
	CALL(sigaction(SIGKILL, &act, NULL));
	CALL(sigaction(SIGKILL, NULL, &was));
	printf("default %d\n", was.sa_handler == SIG_DFL);
	CALL(sigaction(0, &act, NULL));
	CALL(sigaction(200, &act, NULL));
	act.sa_handler = SIG_IGN;
	CALL(sigaction(SIGUSR1, &act, &was));
	CALL(raise(SIGUSR1));
	CALL(signal(SIGUSR2, SIG_IGN) == SIG_DFL);
	CALL(signal(SIGUSR2, SIG_DFL) == SIG_IGN);
	for (int i = 1; i <= 127; i++)
		if (i != SIGKILL && i != SIGSTOP && syscall(SYS_rt_sigaction, i, NULL, NULL, 16) != 0)
			printf("action %d: errno %d\n", i, errno);

	stack_t st, ost;
	CALL(sigaltstack(NULL, &ost));
	printf("disabled %d\n", ost.ss_flags == SS_DISABLE);
	st = (stack_t){.ss_sp = malloc(65536), .ss_size = 65536, .ss_flags = 0};
	CALL(sigaltstack(&st, NULL));
	CALL(sigaltstack(NULL, &ost));
	printf("same %d %d %d\n", ost.ss_sp == st.ss_sp, (int)ost.ss_size, ost.ss_flags);
	st.ss_size = 100;
	CALL(sigaltstack(&st, NULL));
	st.ss_flags = 77;
	CALL(sigaltstack(&st, NULL));
	st.ss_flags = SS_DISABLE;
	CALL(sigaltstack(&st, NULL));
	CALL(kill(getpid(), 0));
	CALL(kill(getpid(), 500));
	CALL(kill(getpid(), -1));
	/* Children that were to be ignored leave no status. */
	act.sa_handler = SIG_IGN;
	act.sa_flags = 0;
	sigaction(SIGCHLD, &act, NULL);
	fflush(stdout);
	if (fork() == 0)
		_exit(1);
	CALL(wait(NULL));
	return 0;
}
