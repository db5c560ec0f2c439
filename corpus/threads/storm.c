/* Only here: threads interrupted by signals while they lock, allocate, fork and compute; stacks reused; masks per thread. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static volatile int stop, hits, quiet;
static int counter;
static __thread volatile int mine;

static void onsig(int s)
{
	(void)s;
	mine++;
	__atomic_fetch_add(&hits, 1, __ATOMIC_RELAXED);
}

static void *worker(void *arg)
{
	unsigned sum = 0;
	while (mine == 0)
		sched_yield();
	for (int i = 0; i < 1500; i++) {
		pthread_mutex_lock(&lock);
		counter++;
		pthread_mutex_unlock(&lock);
		char *p = malloc(100 + i % 400);
		memset(p, i, 100);
		for (int k = 0; k < 100; k++)
			sum = sum * 31 + p[k];
		free(p);
	}
	sigset_t usr1; /* from here on no signal counts in hits alone */
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &usr1, 0);
	__atomic_fetch_add(&quiet, 1, __ATOMIC_RELAXED);
	*(unsigned *)arg = sum;
	return (void *)(long)mine;
}

static void *sender(void *arg)
{
	pthread_t *t = arg;
	for (int i = 0; !stop; i++) {
		pthread_kill(t[i % 3], SIGUSR1);
		if (i % 8 == 0)
			usleep(100);
	}
	return 0;
}

int main(void)
{
	pthread_t t[3], s;
	unsigned sums[3];
	long seen = 0;
	int forked = 0, bad = 0;
	struct sigaction sa = {.sa_handler = onsig, .sa_flags = SA_RESTART};
	sigaction(SIGUSR1, &sa, 0);
	for (int round = 0; round < 3; round++) {
		stop = quiet = 0;
		for (int i = 0; i < 3; i++)
			pthread_create(&t[i], 0, worker, &sums[i]);
		pthread_create(&s, 0, sender, t);
		for (int i = 0; i < 4; i++) {
			int st, pid = fork();
			if (pid == 0)
				_exit(40 + i);
			while (waitpid(pid, &st, 0) < 0)
				;
			forked += WEXITSTATUS(st) == 40 + i;
		}
		while (quiet < 3)
			usleep(1000);
		stop = 1;
		pthread_join(s, 0);
		for (int i = 0; i < 3; i++) {
			void *r;
			pthread_join(t[i], &r);
			seen += (long)r;
			bad += sums[i] != sums[0];
		}
	}
	printf("counter %d bad %d forked %d hits %d\n", counter, bad, forked, seen == hits);
	return 0;
}
