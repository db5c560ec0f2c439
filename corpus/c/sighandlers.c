/* Only here: handlers of synchronous faults: siginfo, siglongjmp out, returning past the fault, sigaltstack. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile sig_atomic_t count;
static char alt[32768];
static void *volatile zero;

static void jump(int s, siginfo_t *i, void *u)
{
	(void)u;
	count++;
	siglongjmp(back, s == SIGSEGV && i->si_addr == (void *)16 ? 2 : s == SIGBUS ? 3 : 4);
}

static void counter(int s) { (void)s; count++; }

static void onstack(int s)
{
	char here;
	(void)s;
	count = &here >= alt && &here < alt + sizeof alt;
}

int main(void)
{
	struct sigaction sa = { .sa_sigaction = jump, .sa_flags = SA_SIGINFO };
	sigaction(SIGSEGV, &sa, 0);
	sigaction(SIGBUS, &sa, 0);
	int r = sigsetjmp(back, 1);
	if (r == 0)
		((volatile int *)zero)[4] = 1;
	printf("segv %d %d\n", r, count);
	if ((r = sigsetjmp(back, 1)) == 0)
		*(volatile int *)mmap(0, 4096, PROT_READ, MAP_SHARED, open("empty", O_RDWR | O_CREAT, 0600), 0);
	printf("bus %d %d\n", r, count);
	signal(SIGUSR1, counter);
	signal(SIGUSR2, SIG_IGN);
	raise(SIGUSR1);
	kill(getpid(), SIGUSR1);
	raise(SIGUSR2);
	printf("usr %d\n", count);
	sigset_t set, old, pend;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, &old);
	raise(SIGUSR1);
	sigpending(&pend);
	printf("blocked %d pending %d\n", count, sigismember(&pend, SIGUSR1));
	sigprocmask(SIG_SETMASK, &old, 0);
	printf("unblocked %d\n", count);
	stack_t ss = { .ss_sp = alt, .ss_size = sizeof alt };
	sigaltstack(&ss, 0);
	struct sigaction on = { .sa_handler = onstack, .sa_flags = SA_ONSTACK | SA_RESETHAND };
	sigaction(SIGUSR1, &on, 0);
	raise(SIGUSR1);
	printf("altstack %d\n", count);
	sigaction(SIGUSR1, 0, &on);
	printf("reset %d\n", on.sa_handler == SIG_DFL);
	signal(SIGALRM, counter);
	count = 0;
	ualarm(20000, 0);
	while (!count)
		;
	printf("alarm %d\n", count);
	alarm(1);
	pause();
	printf("pause %d\n", count);
	return 0;
}
