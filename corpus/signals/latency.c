/* Only here: how soon a timer's signal interrupts loops without calls, which its handler leaves. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>

enum { SAMPLES = 15, TRIES = 8, WORDS = 1 << 16, LIMIT = 10000 /* µs */ };

static sigjmp_buf back;
static volatile unsigned flag;
static unsigned words[WORDS];
static volatile unsigned sink;
static volatile double fsink;
static long long due;

/* The loops go on for hours. */
static void integers(void)
{
	unsigned x = 1;
	for (unsigned long long i = 0; i < 1ull << 42; i++)
		x ^= x << 13, x ^= x >> 17, x ^= x << 5;
	sink = x;
}

static void floats(void)
{
	double x = flag;
	for (unsigned long long i = 0; i < 1ull << 42; i++)
		x = x * 0.5 + 1;
	fsink = x;
}

static void memory(void)
{
	unsigned x = 0;
	for (unsigned n = 0; n < 1u << 31; n++)
		for (int i = 0; i < WORDS; i++)
			x += words[i] ^ n;
	sink = x;
}

static void pointers(void)
{
	unsigned at = 0;
	do
		at = words[at];
	while (at != WORDS);
	sink = at;
}

static void choices(void)
{
	unsigned x = 1, i = 0;
	for (;;) {
		switch (x % 8) {
		case 0: x = x / 2 + 1; break;
		case 1: x = x * 3 + 7; break;
		case 2: x += i; break;
		case 3: x ^= 0x55555; break;
		case 4: x -= 77; break;
		case 5: x = ~x; break;
		case 6: x *= 5; break;
		default: x += 12345; break;
		}
		if (i++ == 0 && flag)
			break;
	}
	sink = x;
}

static void waiting(void)
{
	while (!flag)
		;
}

static void forever(void)
{
	for (;;)
		;
}

static long long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000ll + t.tv_nsec / 1000;
}

static volatile long late;
static void alarmed(int s)
{
	(void)s;
	late = (long)(now() - due);
	siglongjmp(back, 1);
}

static int ascending(const void *a, const void *b)
{
	return *(const long *)a < *(const long *)b ? -1 : 1;
}

/* median returns how late the signal usually is. */
static long median(void (*loop)(void))
{
	long sample[SAMPLES];
	for (volatile int i = 0; i < SAMPLES; i++) {
		if (sigsetjmp(back, 1) == 0) {
			long delay = 500 + rand() % 4000;
			struct itimerval v = {{0, 0}, {0, delay}};
			due = now() + delay;
			setitimer(ITIMER_REAL, &v, 0);
			loop();
		}
		sample[i] = late;
	}
	qsort(sample, SAMPLES, sizeof *sample, ascending);
	return sample[SAMPLES / 2];
}

static void show(const char *name, void (*loop)(void))
{
	long best = 1L << 30;
	for (int i = 0; i < TRIES && best > LIMIT; i++) {
		long m = median(loop);
		best = m < best ? m : best;
	}
	if (best <= LIMIT)
		printf("%s: in time\n", name);
	else
		printf("%s: %ld microseconds\n", name, best);
}

int main(void)
{
	for (unsigned i = 0; i < WORDS; i++)
		words[i] = (i + 4099) % WORDS;
	signal(SIGALRM, alarmed);
	show("integers", integers);
	show("floats", floats);
	show("memory", memory);
	show("pointers", pointers);
	show("choices", choices);
	show("waiting", waiting);
	show("forever", forever);
	return 0;
}
