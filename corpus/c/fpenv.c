/* Only here: the sticky exception flags of the FPU and feholdexcept, feupdateenv, feraiseexcept. */
/* corpus: cflags -frounding-math -ftrapping-math */
#include <fenv.h>
#include <math.h>
#include <stdio.h>

static void flags(const char *what)
{
	int f = fetestexcept(FE_ALL_EXCEPT);
	printf("%-10s%s%s%s%s%s\n", what, f & FE_INVALID ? " invalid" : "", f & FE_DIVBYZERO ? " divbyzero" : "",
	       f & FE_OVERFLOW ? " overflow" : "", f & FE_UNDERFLOW ? " underflow" : "", f & FE_INEXACT ? " inexact" : "");
	feclearexcept(FE_ALL_EXCEPT);
}

static volatile double zero, one = 1, big = 1e308, small = 1e-308, third;
static volatile float fbig = 3e38f, fr;
static volatile int n;
static volatile double huge = 1e300;

int main(void)
{
	feclearexcept(FE_ALL_EXCEPT);
	flags("start");
	third = one / 3, flags("third");
	third = one / zero, flags("div0");
	third = zero / zero, flags("0/0");
	third = big * 10, flags("big");
	third = small / 1e10, flags("small");
	third = small / 2, flags("exact sub");
	fr = (float)big, flags("narrow");
	fr = fbig * fbig, flags("float");
	n = (int)(one / 2), flags("0.5 to int");
	third = sqrt(-one), flags("sqrt");
	third = one + one, flags("exact");
	n = third < zero / zero, flags("lt nan");
	fesetround(FE_UPWARD);
	fenv_t env;
	feholdexcept(&env);
	third = one / 3;
	printf("held %d\n", fetestexcept(FE_INEXACT) != 0);
	fesetround(FE_DOWNWARD);
	feupdateenv(&env);
	printf("mode back %d\n", fegetround() == FE_UPWARD);
	flags("updated");
	feraiseexcept(FE_OVERFLOW), flags("raised");
	fesetenv(FE_DFL_ENV);
	printf("default %d\n", fegetround() == FE_TONEAREST);
	return 0;
}
