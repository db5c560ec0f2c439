/* Only here: threads that fault at the same time, some handlers repairing and returning, others jumping out, while timer signals come. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>

enum { THREADS = 3, ROUNDS = 400, PAGE = 65536 };
static __thread sigjmp_buf back;
static __thread int jumping, mine;
static __thread char *page;
static volatile int ticks, wrong;

static void fault(int s, siginfo_t *i, void *u)
{
	(void)s, (void)u;
	mine++;
	if ((char *)i->si_addr < page || (char *)i->si_addr >= page + PAGE)
		wrong++;
	if (jumping)
		siglongjmp(back, 1);
	mprotect(page, PAGE, PROT_READ | PROT_WRITE);
}

static void tick(int s)
{
	(void)s;
	ticks++;
}

__attribute__((noinline)) static unsigned touch(unsigned *p, unsigned seed)
{
	unsigned a = seed, b = seed * 3;
	for (int i = 0; i < 64; i++) {
		a = a * 1664525 + b;
		p[i * 16] += a;
		b ^= p[i * 16 + 1] + (a >> 7);
	}
	return a ^ b;
}

static void *work(void *arg)
{
	unsigned sum = 0;
	volatile unsigned jumps = 0;
	page = mmap(0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < ROUNDS; i++) {
		mprotect(page, PAGE, i & 1 ? PROT_NONE : PROT_READ);
		jumping = i % 3 == 0;
		if (sigsetjmp(back, 1) == 0) {
			sum += touch((unsigned *)page, i);
		} else {
			jumps++;
			mprotect(page, PAGE, PROT_READ | PROT_WRITE);
		}
	}
	*(unsigned *)arg = sum;
	return (void *)(long)(mine * 1000 + jumps);
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
	struct itimerval it = {{0, 500}, {0, 500}};
	pthread_t t[THREADS];
	unsigned sums[THREADS];
	sigaction(SIGSEGV, &sa, 0);
	sigaction(SIGBUS, &sa, 0);
	sa.sa_handler = tick;
	sa.sa_flags = SA_RESTART;
	sigaction(SIGALRM, &sa, 0);
	setitimer(ITIMER_REAL, &it, 0);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&t[i], 0, work, &sums[i]);
	for (int i = 0; i < THREADS; i++) {
		void *r;
		pthread_join(t[i], &r);
		printf("thread %d faults and jumps %ld sum %u\n", i, (long)r, sums[i]);
	}
	printf("wrong %d ticks %d\n", wrong, ticks > 0);
	return 0;
}
