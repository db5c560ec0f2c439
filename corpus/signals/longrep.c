/* Only here: how soon a timer's signal interrupts repeated string instructions, what they have done by then, and that they go on. */
/* corpus: guests i386 */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

enum { SAMPLES = 100, SIZE = 64 << 20, LIMIT = 2000 /* µs */ };

static char *area;
static long long due;
static volatile long late;
static volatile int rang;

static long long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000ll + t.tv_nsec / 1000;
}

static void alarmed(int s)
{
	(void)s;
	late = (long)(now() - due);
	rang = 1;
}

/* A string instruction on all of the area; what it leaves is checked. */
#define REPEATED(name, text, value, from, to)                                                             \
	static int name(void)                                                                              \
	{                                                                                                  \
		char *d = to, *s = from;                                                                   \
		unsigned n = SIZE - 2, equal;                                                              \
		__asm__ volatile(text "; sete %b3; movzbl %b3, %3; cld"                                    \
			: "+D"(d), "+S"(s), "+c"(n), "=&q"(equal) : "a"(value) : "memory", "cc");           \
		return n == 0 && (unsigned)abs((int)(d - (to))) == SIZE - 2 && equal;                      \
	}

REPEATED(falling, "testl %%eax, %%eax; std; rep movsb", 0, area + SIZE - 2, area + SIZE - 1)
REPEATED(searched, "repe scasb", 0, area, area)
REPEATED(compared, "repe cmpsb", 0, area, area + 1)

/* soonest returns how late the signal is at best: on a busy machine it is often
 * late. The instruction is repeated until then: some processors are done with it
 * before the signal is due. */
static long soonest(int (*repeated)(void), int *right)
{
	long least = LONG_MAX;
	for (int i = 0; i < SAMPLES && least > LIMIT; i++) {
		struct itimerval v = {{0, 0}, {0, 500 + rand() % 4000}};
		due = now() + v.it_value.tv_usec;
		rang = 0;
		setitimer(ITIMER_REAL, &v, 0);
		do
			*right &= repeated();
		while (!rang);
		least = late < least ? late : least;
	}
	return least;
}

static void show(const char *name, int (*repeated)(void))
{
	int right = 1;
	long least = soonest(repeated, &right);
	printf("%s: %s, ", name, right ? "right" : "wrong");
	if (least <= LIMIT)
		printf("in time\n");
	else
		printf("%ld microseconds\n", least);
}

int main(void)
{
	area = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memset(area, 0, SIZE);
	signal(SIGALRM, alarmed);
	show("compared", compared);
	show("searched", searched);
	show("falling", falling);
	return 0;
}
