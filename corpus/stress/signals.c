/* Only here: queued signals between threads and processes, all of which must arrive, in order; masks, waits and timers meanwhile. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 3, EACH = 300 };
static volatile int got[THREADS], disorder, last[THREADS], ticks, waited;

/* Signal SIGRTMIN+2+k has the values 1, 2, 3 … of sender k. */
static void queued(int s, siginfo_t *i, void *u)
{
	int k = s - SIGRTMIN - 2, v = i->si_value.sival_int;
	(void)u;
	if (v != last[k] + 1)
		disorder++;
	last[k] = v;
	got[k]++;
}

static void tick(int s)
{
	(void)s;
	ticks++;
}

static void *sender(void *arg)
{
	int k = (int)(long)arg;
	for (int v = 1; v <= EACH; v++)
		while (sigqueue(getpid(), SIGRTMIN + 2 + k, (union sigval){.sival_int = v}) < 0)
			sched_yield();
	return 0;
}

static void *waiter(void *arg)
{
	sigset_t set;
	siginfo_t i;
	(void)arg;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	while (waited < 200)
		if (sigwaitinfo(&set, &i) == SIGUSR2)
			waited++;
	return 0;
}

static unsigned busy(unsigned n)
{
	unsigned s = n;
	for (unsigned i = 0; i < 2000; i++)
		s = s * 1664525 + i;
	return s;
}

int main(void)
{
	pthread_t t[THREADS], w;
	sigset_t most, usr2, old;
	struct sigaction sa = {.sa_sigaction = queued, .sa_flags = SA_SIGINFO | SA_RESTART};
	struct itimerval it = {{0, 700}, {0, 700}};
	sigfillset(&most);
	sigemptyset(&usr2);
	sigaddset(&usr2, SIGUSR2);
	for (int k = 0; k < THREADS; k++)
		sigaction(SIGRTMIN + 2 + k, &sa, 0);
	sa.sa_handler = tick;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGALRM, &sa, 0);
	/* The queued signals are for this thread alone. */
	pthread_sigmask(SIG_SETMASK, &most, &old);
	for (int k = 0; k < THREADS; k++)
		pthread_create(&t[k], 0, sender, (void *)(long)k);
	pthread_create(&w, 0, waiter, 0);
	pthread_sigmask(SIG_SETMASK, &old, 0);
	pthread_sigmask(SIG_BLOCK, &usr2, 0);
	setitimer(ITIMER_REAL, &it, 0);
	unsigned sum = 0, rounds = 0;
	while (got[0] + got[1] + got[2] < THREADS * EACH || waited < 200 || ticks < 20) {
		if (rounds++ % 7 == 0) {
			pthread_sigmask(SIG_SETMASK, &most, &old);
			sum ^= busy(rounds);
			pthread_sigmask(SIG_SETMASK, &old, 0);
		}
		if (waited < 200)
			kill(getpid(), SIGUSR2);
		sum += busy(3);
		if (rounds % 50 == 0 && fork() == 0)
			_exit(got[0] >= 0 ? 3 : 4);
	}
	for (int k = 0; k < THREADS; k++)
		pthread_join(t[k], 0);
	kill(getpid(), SIGUSR2);
	pthread_join(w, 0);
	int st, children = 0;
	while (wait(&st) > 0 || errno == EINTR)
		children += WEXITSTATUS(st) != 3;
	printf("got %d %d %d disorder %d children wrong %d\n", got[0], got[1], got[2], disorder, children);
	return 0;
}
