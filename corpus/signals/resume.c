/* Only here: all registers survive signals that interrupt computations at arbitrary points; floating-point state too. */
#define _GNU_SOURCE
#include <fenv.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <sys/time.h>

static volatile unsigned ticks;
static volatile double noise;
static volatile unsigned long long junk;

/* Spoils whatever registers it can. */
static void tick(int s)
{
	unsigned a = ticks, b = a * 3, c = b ^ a, d = c + 5, e = d * 7, f = e ^ b;
	double x = a + 0.5, y = x * 1.7, z = sqrt(y + 1) + noise;
	unsigned long long m = (unsigned long long)f * e + s;
	fesetround(FE_UPWARD);
	noise = x / 3 + y * z;
	fesetround(FE_TONEAREST);
	junk += m * d + c;
	ticks++;
}

__attribute__((noinline)) static unsigned mix(unsigned n, unsigned seed)
{
	unsigned a = seed, b = 1, c = 2, d = 3, e = 5, f = 7, g = 11, h = 13;
	unsigned long long m = seed;
	double x = 1, y = 2;
	float z = 3;
	for (unsigned i = 0; i < n; i++) {
		a += b ^ i;
		b = (b << 5 | b >> 27) ^ c;
		c += d * 2654435761u;
		d ^= e + a;
		e = e * 5 + f;
		f ^= g >> 3;
		g += h;
		h = (h << 1 | h >> 31) + a;
		m = m * 6364136223846793005ull + 1442695040888963407ull;
		x = x * 0.999 + (i & 7);
		y = (y + x) * 0.5;
		z = z * 0.25f + (float)(i & 3);
		if (i % 1000 == 0)
			x = sqrt(x + y);
	}
	return a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ (unsigned)(m >> 32) ^ (unsigned)(x * 1000) ^ (unsigned)(y * 1000) ^ (unsigned)(z * 1000);
}

static unsigned fib(unsigned n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

int main(void)
{
	unsigned quiet = mix(300000, 42), q2 = fib(22);
	struct sigaction sa = {.sa_handler = tick};
	struct itimerval it = {{0, 200}, {0, 200}};
	sigaction(SIGALRM, &sa, 0);
	setitimer(ITIMER_REAL, &it, 0);
	int same = 0;
	unsigned rounds = 0;
	while (ticks < 300) {
		same += mix(300000, 42) == quiet;
		same += fib(22) == q2;
		rounds += 2;
	}
	it.it_value.tv_usec = 0;
	setitimer(ITIMER_REAL, &it, 0);
	printf("%u %u %s\n", quiet, q2, same == rounds ? "same" : "different");
	return 0;
}
