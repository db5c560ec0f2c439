/* Only here: loops that only read memory until another thread has written it, of several shapes; signals that must come in each. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int flag, turn, chosen, ticks;
static volatile char bytes[16];
static volatile int *volatile cell = &flag;

static void single(int n)
{
	while (flag != n)
		;
}

static void indirect(int n)
{
	volatile int *p = cell;
	while (*p != n)
		;
}

static void nested(int n)
{
	for (int i = 0;; i++)
		for (int k = 0; k < 16; k++)
			if (bytes[k] == n)
				return;
}

static void choosing(int n)
{
	for (;;)
		switch (flag - n + 3) {
		case 0: chosen = 0; break;
		case 1: chosen = 1; break;
		case 2: chosen = 2; break;
		case 3: return;
		case 4: chosen = 4; break;
		case 5: chosen = 5; break;
		case 6: chosen = 6; break;
		}
}

__attribute__((noinline)) static int peek(void) { return flag; }

static void calling(int n)
{
	while (peek() != n)
		;
}

static unsigned spent;
static void counting(int n)
{
	unsigned s = 0;
	do
		s = s * 3 + 1;
	while (flag != n);
	spent += s;
}

static void (*const loops[])(int) = {single, indirect, nested, choosing, calling, counting};
enum { LOOPS = sizeof loops / sizeof *loops };

static void set(int n)
{
	bytes[n & 15] = (char)n;
	flag = n;
}

/* The writer sets what the loop waits for after some time, when a signal has had
 * to come too. */
static void *writer(void *unused)
{
	(void)unused;
	for (int n = 1; n <= LOOPS; n++) {
		while (turn != 100 + n)
			usleep(100);
		int t = ticks;
		while (ticks == t)
			usleep(100);
		set(n);
	}
	return 0;
}

static long now_ms(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static volatile long sent, late;

static void tick(int s)
{
	(void)s;
	long d = now_ms() - sent;
	if (d > late)
		late = d;
	ticks++;
}

/* Signals for the thread that loops, one after the other has come. */
static void *sender(void *t)
{
	for (;;) {
		int seen = ticks;
		sent = now_ms();
		if (pthread_kill(*(pthread_t *)t, SIGUSR1))
			return 0;
		while (ticks == seen)
			usleep(500);
		usleep(1000);
	}
}

static pthread_t looping; /* read until the process has ended */

int main(void)
{
	pthread_t w, s;
	looping = pthread_self();
	signal(SIGUSR1, tick);
	pthread_create(&w, 0, writer, 0);
	pthread_create(&s, 0, sender, &looping);
	for (int n = 1; n <= LOOPS; n++) {
		turn = 100 + n;
		loops[n - 1](n);
		printf("loop %d done\n", n);
		fflush(stdout);
	}
	pthread_join(w, 0);
	/* 10 ms are what is aimed at; a busy machine needs more. */
	printf("late %d\n", late > 2000);
	return 0;
}
