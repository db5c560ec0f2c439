/* Only here: conversions, sums and rounding functions in all four rounding modes of fesetround. */
/* corpus: cflags -frounding-math */
#include <fenv.h>
#include <math.h>
#include <stdio.h>

static const struct { int mode; const char *name; } modes[] = {
	{ FE_TONEAREST, "nearest" },
	{ FE_UPWARD, "up" },
	{ FE_DOWNWARD, "down" },
	{ FE_TOWARDZERO, "zero" },
};

int main(void)
{
	static volatile double v[] = { 0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.1, -0.1, 1e9 + 0.5, 2147483646.5,
				       -2147483648.5, 1.0 / 3, 4503599627370497.5, 1e-310, 123456.789 };
	static volatile float w[] = { 16777215.5f, 0.1f, 1e-40f, 3e38f };
	for (int m = 0; m < 4; m++) {
		if (fesetround(modes[m].mode))
			puts("refused");
		printf("%s %d\n", modes[m].name, fegetround() == modes[m].mode);
		for (unsigned i = 0; i < sizeof v / sizeof *v; i++) {
			double x = v[i];
			printf("%.17g: %d %ld %lld %.17g %.17g %.17g %.17g %.17g %.17g %.9g %a %a\n", x, (int)x, lrint(x),
			       llrint(x), rint(x), nearbyint(x), floor(x), ceil(x), trunc(x), round(x), (float)x,
			       x + 1e-17, x / 3);
		}
		for (unsigned i = 0; i < sizeof w / sizeof *w; i++) {
			float x = w[i];
			printf("%a: %a %a %a %a %a\n", x, x * x, x + 0.3f, x / 7, sqrtf(x), x * 1.0000001);
		}
		volatile int n = 16777217;
		volatile unsigned u = 4294967295u;
		volatile long long l = 9007199254740993LL;
		printf("%a %a %a %a\n", (float)n, (float)u, (double)l, (float)l);
	}
	return 0;
}
