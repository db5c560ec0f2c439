/* Only here: a table of values from the math library's functions, double and float, to the last bit. */
/* corpus: tags codegen */
#include <math.h>
#include <stdio.h>

#define F(g) { #g, g, g##f }
static const struct { const char *name; double (*d)(double); float (*f)(float); } fns[] = {
	F(sin), F(cos), F(tan), F(asin), F(acos), F(atan), F(sinh), F(cosh), F(tanh), F(asinh), F(acosh), F(atanh),
	F(exp), F(exp2), F(expm1), F(log), F(log2), F(log10), F(log1p), F(sqrt), F(cbrt), F(erf), F(erfc), F(lgamma),
	F(tgamma), F(floor), F(ceil), F(round), F(trunc), F(rint), F(logb), F(fabs), F(j0),
};
static volatile double x[] = { 0, -0.0, 0.1, -0.3, 0.5, 0.9999, 1, -1, 1.5, 2, -2.5, 3.7, 10, 100.25, -1000, 1e5, 1e-10, 1e22 };
static volatile double y[] = { 2, -1, 0.5, 3.25 };

static void show(double v) { isnan(v) ? printf(" nan") : printf(" %a", v); }

int main(void)
{
	for (unsigned i = 0; i < sizeof fns / sizeof *fns; i++) {
		printf("%s", fns[i].name);
		for (unsigned j = 0; j < sizeof x / sizeof *x; j++) {
			show(fns[i].d(x[j]));
			show(fns[i].f((float)x[j]));
		}
		puts("");
	}
	for (unsigned i = 0; i < sizeof x / sizeof *x; i++) {
		for (int j = 0; j < 4; j++) {
			show(pow(x[i], y[j]));
			show(atan2(x[i], y[j]));
			show(fmod(x[i], y[j]));
			show(hypot(x[i], y[j]));
			show(remainder(x[i], y[j]));
			show(fma(x[i], y[j], 0.1));
			show(powf((float)x[i], (float)y[j]));
			show(fmaf((float)x[i], (float)y[j], 0.1f));
		}
		int e;
		show(frexp(x[i], &e));
		double ip;
		show(modf(x[i], &ip));
		printf(" %d %g %g\n", e, ip, ldexp(x[i], 5));
	}
	return 0;
}
