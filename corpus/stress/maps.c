/* Only here: threads that map, protect, move and unmap at once while they fault; memory used up and given back. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { THREADS = 4, ROUNDS = 300, PAGE = 4096 };
static __thread sigjmp_buf back;
static __thread volatile int expected;
static volatile int wrong;

static void fault(int s, siginfo_t *i, void *u)
{
	(void)s, (void)i, (void)u;
	if (!expected) {
		static const char m[] = "unexpected fault\n";
		wrong++;
		fputs(m, stderr);
	}
	siglongjmp(back, 1);
}

static int faults(volatile char *p, int write)
{
	expected = 1;
	int f = sigsetjmp(back, 1);
	if (f == 0) {
		if (write)
			*p = 1;
		else
			(void)*p;
	}
	expected = 0;
	return f;
}

static void *work(void *arg)
{
	unsigned seed = (unsigned)(uintptr_t)arg * 2654435761u + 1;
	int ok = 0, pages;
	for (int r = 0; r < ROUNDS; r++) {
		seed = seed * 1664525 + 1013904223;
		pages = 1 + (seed >> 16) % 16;
		size_t size = (size_t)pages * PAGE;
		char *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (p == MAP_FAILED)
			continue;
		memset(p, r, size);
		mprotect(p, PAGE, PROT_READ);
		ok += faults(p, 1) && !faults(p, 0);
		mprotect(p, PAGE, PROT_READ | PROT_WRITE);
		char *q = mremap(p, size, size + 4 * PAGE, MREMAP_MAYMOVE);
		ok += q != MAP_FAILED && q[size - 1] == (char)r && q[size] == 0;
		if (q == MAP_FAILED)
			continue;
		mprotect(q + size, PAGE, PROT_NONE);
		ok += faults(q + size, 0) && !faults(q, 1);
		munmap(q, size + 4 * PAGE);
	}
	return (void *)(intptr_t)ok;
}

/* Maps until nothing is left. */
static int exhaust(void)
{
	enum { BLOCK = 16 << 20, MOST = 300 };
	static void *blocks[MOST];
	int n = 0, touched = 0;
	while (n < MOST && (blocks[n] = mmap(0, BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)) != MAP_FAILED) {
		*(char *)blocks[n] = 1;
		n++;
	}
	for (int i = 0; i < n; i++) {
		touched += *(char *)blocks[i] == 1;
		munmap(blocks[i], BLOCK);
	}
	void *again = mmap(0, BLOCK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return n > 60 && n < MOST && touched == n && again != MAP_FAILED;
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
	pthread_t t[THREADS];
	sigaction(SIGSEGV, &sa, 0);
	sigaction(SIGBUS, &sa, 0);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&t[i], 0, work, (void *)(intptr_t)(i + 1));
	for (int i = 0; i < THREADS; i++) {
		void *r;
		pthread_join(t[i], &r);
		printf("thread %d ok %d\n", i, (int)(intptr_t)r);
	}
	printf("wrong %d exhausted %d\n", wrong, exhaust());
	return 0;
}
