/* Only here: handlers that repair what made an access fault and return, as collectors and lazy mappings do. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PAGES = 64, PAGE = 65536 };
static char *heap;
static unsigned char dirty[PAGES];
static volatile int faults;

static void repair(int s, siginfo_t *i, void *u)
{
	uintptr_t n = ((char *)i->si_addr - heap) / PAGE;
	(void)s, (void)u;
	if (n >= PAGES)
		_exit(3);
	faults++;
	dirty[n] = 1;
	mprotect(heap + n * PAGE, PAGE, PROT_READ | PROT_WRITE);
}

/* Many live registers across the accesses. */
__attribute__((noinline)) static unsigned sweep(unsigned *p, int n, unsigned a, unsigned b, unsigned c, unsigned d)
{
	double x = a, y = b;
	for (int i = 0; i < n; i += 8) {
		a += b ^ p[i];
		b = (b << 3 | b >> 29) + c;
		p[i + 1] += a;
		c ^= d * 17 + p[i + 2];
		x = x * 1.000001 + y;
		y = y * 0.5 + i;
		p[i + 3] = a ^ b ^ c ^ d;
		d += i;
		memcpy(p + i + 4, &x, 8);
	}
	return a ^ b ^ c ^ d ^ (unsigned)x ^ (unsigned)y;
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = repair, .sa_flags = SA_SIGINFO};
	sigaction(SIGSEGV, &sa, 0);
	sigaction(SIGBUS, &sa, 0);
	heap = mmap(0, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (int i = 0; i < PAGES * PAGE / 4; i++)
		((unsigned *)heap)[i] = i * 2654435761u;
	unsigned sum = 0;
	for (int round = 0; round < 4; round++) {
		mprotect(heap, PAGES * PAGE, round & 1 ? PROT_READ : PROT_NONE);
		memset(dirty, 0, sizeof dirty);
		sum += sweep((unsigned *)heap, PAGES * PAGE / 4, round, 5, 7, sum);
		int n = 0;
		for (int i = 0; i < PAGES; i++)
			n += dirty[i];
		printf("round %d sum %u dirty %d faults %d\n", round, sum, n, faults);
	}
	return 0;
}
