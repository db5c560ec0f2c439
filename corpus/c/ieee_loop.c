/* Only here: loops of mixed float and double arithmetic whose digits depend on every rounding. */
/* corpus: tags codegen */
#include <math.h>
#include <stdio.h>

__attribute__((noinline)) static float harmonic(int n)
{
	float s = 0;
	for (int i = 1; i <= n; i++)
		s += 1.0f / (float)i;
	return s;
}

__attribute__((noinline)) static double logistic(double r, double x, int n)
{
	while (n--)
		x = r * x * (1 - x);
	return x;
}

__attribute__((noinline)) static double mixed(const float *f, const double *d, int n)
{
	double s = 0;
	float t = 1;
	for (int i = 0; i < n; i++) {
		s += f[i] * d[i];
		t *= (float)(1 + d[i] / 1000);
		s -= (double)t * f[n - 1 - i];
	}
	return s + t;
}

__attribute__((noinline)) static int newton(double v, double *out)
{
	int n = 0;
	double x = v;
	while (fabs(x * x - v) > 1e-15 * v && n < 100) {
		x = 0.5 * (x + v / x);
		n++;
	}
	*out = x;
	return n;
}

int main(void)
{
	float f[100];
	double d[100], r;
	for (int i = 0; i < 100; i++) {
		f[i] = (float)sin(i) * 3;
		d[i] = cos(i * 0.1) + i / 7.0;
	}
	printf("%.9g %.17g %.17g\n", harmonic(100000), logistic(3.9, 0.4, 1000), mixed(f, d, 100));
	for (double v = 0.001; v < 1e6; v *= 17) {
		int n = newton(v, &r);
		printf("%d %a %a\n", n, r, sqrt(v) - r);
	}
	long long k = 0;
	for (double x = -5; x < 5; x += 0.37)
		k = k * 7 + (x < 0 ? -(int)x : (int)floor(x)) + (x > 1 && x <= 3) + !(x >= 0);
	printf("%lld\n", k);
	return 0;
}
