/* Only here: the signals 65 to 127 of MIPS, which other machines lack: a process's own. */
/* corpus: guests mips mipsel */
/* corpus: oracle exit 1 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int count, order[16], value, code;

static void handler(int s, siginfo_t *i, void *u)
{
	(void)u;
	order[count++ & 15] = s;
	value = i->si_value.sival_int;
	code = i->si_code;
}

static void show(const char *what)
{
	printf("%s:", what);
	for (int i = 0; i < count; i++)
		printf(" %d", order[i]);
	printf(" code %d\n", code);
	count = 0;
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
	sigset_t set, old;
	siginfo_t info;
	setvbuf(stdout, 0, _IOLBF, 0);
	for (int s = 65; s < 128; s++)
		if (sigaction(s, &sa, 0))
			printf("sigaction %d\n", s);
	if (kill(getpid(), 100)) {
		puts("no such signal");
		return 1;
	}
	show("kill");
	syscall(SYS_tgkill, getpid(), getpid(), 65);
	show("tgkill");
	sigqueue(getpid(), 127, (union sigval){.sival_int = 77});
	printf("value %d ", value);
	show("queued");
	memset(&set, 0, sizeof set);
	for (int s = 65; s < 128; s++)
		sigaddset(&set, s);
	sigprocmask(SIG_BLOCK, &set, &old);
	sigqueue(getpid(), 90, (union sigval){.sival_int = 1});
	sigqueue(getpid(), 80, (union sigval){.sival_int = 2});
	sigqueue(getpid(), 90, (union sigval){.sival_int = 3});
	sigqueue(getpid(), 70, (union sigval){.sival_int = 4});
	sigpending(&set);
	printf("blocked %d pending %d %d %d\n", count, sigismember(&set, 90), sigismember(&set, 80), sigismember(&set, 81));
	memset(&set, 0, sizeof set);
	sigaddset(&set, 80);
	int got = sigwaitinfo(&set, &info);
	printf("waited %d value %d\n", got, info.si_value.sival_int);
	sigprocmask(SIG_SETMASK, &old, 0);
	printf("last value %d ", value);
	show("unblocked");
	signal(101, SIG_IGN);
	kill(getpid(), 101);
	show("ignored");
	return 0;
}
