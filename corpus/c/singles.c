/* Only here: singles in registers through loops, calls and joins, and doubles where singles are expected. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

static volatile float seed = 1.25f;

static unsigned bits(float x)
{
	unsigned u;
	memcpy(&u, &x, 4);
	return u;
}

NOINLINE static float scale(float x, float by)
{
	return x * by + 0.5f;
}

NOINLINE static float sum(const float *v, int n, float start)
{
	for (int i = 0; i < n; i++)
		start += v[i];
	return start;
}

/* The greatest element: a comparison and a copy in a loop. */
NOINLINE static float greatest(const float *v, int n)
{
	float m = v[0];
	for (int i = 1; i < n; i++)
		if (v[i] > m)
			m = v[i];
	return m;
}

/* A float that outlives calls, in a register that they preserve. */
NOINLINE static float through(float x, int n)
{
	float y = x;
	for (int i = 0; i < n; i++)
		y = scale(y, x) - (float)i * 0.25f;
	return y - x;
}

/* A variable that is a single on one way and a double on the other. */
NOINLINE static double either(int which, float s, double d)
{
	double r = d;
	if (which & 1)
		r = s;
	for (int i = 0; i < which; i++)
		r = r * 1.5 + s;
	return r;
}

NOINLINE static float negated(float x, int n)
{
	float y = -x, z = fabsf(x);
	while (n-- > 0) {
		y = -(y * z) + x;
		z = fabsf(y) * 0.125f;
	}
	return y + z;
}

/* A conversion in a loop: the sum is a double, the elements are singles. */
NOINLINE static double mixed(const float *v, int n)
{
	double s = 0;
	float last = v[0];
	for (int i = 0; i < n; i++) {
		s += (double)v[i] * last;
		last = (float)(s * 0.001) + v[i];
	}
	return s + last;
}

#ifdef __powerpc__
/* A single-precision instruction whose operand is no single, in a loop and as an
 * argument: the manual leaves that to the processor, which computes with it. */
NOINLINE static float wide(double x, int n)
{
	float r = 0;
	for (int i = 0; i < n; i++) {
		float t;
		__asm__ volatile("fadds %0,%1,%2" : "=f"(t) : "f"(x), "f"((double)i * 0.1));
		r += t;
	}
	return r;
}

NOINLINE static unsigned stored(double x)
{
	unsigned u;
	__asm__ volatile("stfs %1,%0" : "=m"(u) : "f"(x));
	return u;
}
#else
NOINLINE static float wide(double x, int n)
{
	(void)x;
	return (float)n;
}

NOINLINE static unsigned stored(double x)
{
	return bits((float)x);
}
#endif

int main(void)
{
	static float v[50];
	float x = seed;
	for (int i = 0; i < 50; i++) {
		v[i] = x;
		x = x * 1.1f - (float)(i % 7);
	}
	printf("%08x %08x\n", bits(sum(v, 50, seed)), bits(greatest(v, 50)));
	printf("%08x %08x\n", bits(through(seed, 9)), bits(negated(seed, 11)));
	for (int i = 0; i < 4; i++)
		printf("%.17g\n", either(i, seed * 3, 1.0 / 3));
	printf("%.17g\n", mixed(v, 50));
	v[20] = INFINITY;
	printf("%08x %08x\n", bits(sum(v, 50, seed)), bits(greatest(v, 50)));
	v[30] = -INFINITY;
	printf("%d\n", isnan(sum(v, 50, seed)));
	v[30] = NAN;
	printf("%08x %d\n", bits(greatest(v, 50)), isnan(through(NAN, 3)));
	/* Loaded and stored, a signaling NaN stays one; through a call, too. */
	unsigned pattern = 0x7f812345;
	memcpy(&v[1], &pattern, 4);
	v[2] = v[1];
	printf("%d\n", isnan(sum(v, 3, seed)));
	v[3] = 1e-42f;
	printf("%08x %08x\n", bits(sum(v + 3, 1, 0)), bits(scale(1e-42f, 0.5f) - 0.5f));
#ifdef __powerpc__
	printf("%08x %08x\n", bits(wide(1.0 / 3, 6)), bits(wide(1e300, 2)));
	printf("%08x %08x\n", stored(1.0 / 3), stored(0.5));
#endif
	return wide(0.5, 0) != 0 || stored(0.5) != 0x3f000000;
}
