/* Only here: thousands of threads created, joined, detached and cancelled; recursion to the end of small stacks. */
/* corpus: musl ppc */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { JOINED = 4000, DETACHED = 200, CANCELLED = 100, DEEP = 20 };
static volatile int detached, cleaned;
static __thread int own = 5;

static void *add(void *arg)
{
	own += (int)(long)arg;
	return (void *)(long)own;
}

static void *free_run(void *arg)
{
	(void)arg;
	__atomic_fetch_add(&detached, 1, __ATOMIC_RELAXED);
	return 0;
}

static void cleanup(void *arg)
{
	(void)arg;
	__atomic_fetch_add(&cleaned, 1, __ATOMIC_RELAXED);
}

static void *endless(void *arg)
{
	pthread_cleanup_push(cleanup, 0);
	for (;;)
		if (arg)
			pthread_testcancel();
		else
			usleep(100000);
	pthread_cleanup_pop(0);
	return 0;
}

static __thread sigjmp_buf back;
static void overflow(int s)
{
	(void)s;
	siglongjmp(back, 1);
}

__attribute__((noinline)) static int deeper(volatile char *up)
{
	volatile char here[200];
	here[0] = up[0];
	return deeper(here) + here[0];
}

static void *deep(void *arg)
{
	char *alt = malloc(16384), start = 1;
	stack_t ss = {.ss_sp = alt, .ss_size = 16384}, off = {.ss_flags = SS_DISABLE};
	int times = 0;
	(void)arg;
	sigaltstack(&ss, 0);
	for (volatile int i = 0; i < 3; i++)
		if (sigsetjmp(back, 1) == 0)
			deeper(&start);
		else
			times++;
	sigaltstack(&off, 0);
	free(alt);
	return (void *)(long)times;
}

int main(void)
{
	pthread_t t[8];
	void *r;
	long sum = 0, wrong = 0;
	for (int i = 0; i < JOINED; i += 8) {
		for (int k = 0; k < 8; k++)
			wrong += pthread_create(&t[k], 0, add, (void *)(long)(i + k)) != 0;
		for (int k = 0; k < 8; k++) {
			pthread_join(t[k], &r);
			sum += (long)r;
		}
	}
	printf("joined %ld wrong %ld\n", sum, wrong);
	for (int i = 0; i < DETACHED; i++) {
		pthread_create(&t[0], 0, free_run, 0);
		pthread_detach(t[0]);
	}
	while (detached < DETACHED)
		usleep(1000);
	for (int i = 0; i < CANCELLED; i++) {
		pthread_create(&t[0], 0, endless, (void *)(long)(i & 1));
		if (i % 3 == 0)
			usleep(200);
		pthread_cancel(t[0]);
		pthread_join(t[0], &r);
		wrong += r != PTHREAD_CANCELED;
	}
	printf("detached %d cancelled wrong %ld cleaned %d\n", detached, wrong, cleaned > 0);
	struct sigaction sa = {.sa_handler = overflow, .sa_flags = SA_ONSTACK};
	sigaction(SIGSEGV, &sa, 0);
	sigaction(SIGBUS, &sa, 0);
	pthread_attr_t small;
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, 128 << 10);
	for (int i = 0; i < DEEP; i++) {
		pthread_create(&t[0], &small, deep, 0);
		pthread_create(&t[1], &small, deep, 0);
		for (int k = 0; k < 2; k++) {
			pthread_join(t[k], &r);
			wrong += (long)r != 3;
		}
	}
	printf("deep wrong %ld\n", wrong);
	return 0;
}
