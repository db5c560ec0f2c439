/* Only here: PowerPC: square roots in all rounding modes with their flags, by the C library and by a function of the program's own, whose constants change in the end. */
/* corpus: guests ppc */
/* corpus: tags codegen */
#include <errno.h>
#include <fenv.h>
#include <math.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>

static uint64_t bits_of(double x)
{
	uint64_t v;
	memcpy(&v, &x, sizeof v);
	return v;
}

static double double_of(uint64_t v)
{
	double x;
	memcpy(&x, &v, sizeof x);
	return x;
}

/* A page of its own, so that it can be made writable; the compiler is not to know
 * what is there. */
extern const double one[512] __attribute__((visibility("hidden")));
__asm__(".section .rodata\n\t.balign 4096\none:\t.double 1\n\t.zero 4088\n\t.previous");

/* root is right for positive normal numbers: it approximates the root of a number
 * from 1 to 4, and in the end adds what is left divided by a little less than twice
 * the root: where it is between one number and the middle to the next, the sum must
 * not come to lie in the middle. */
__attribute__((noinline)) double root(double x)
{
	uint64_t v = bits_of(x), odd = v >> 52 & 1;
	double s = double_of((v & 0xfffffffffffff) | (UINT64_C(0x400) - odd) << 52);
	double g = double_of((bits_of(s) >> 1) + UINT64_C(0x1ff7a3bea91d9b1b));
	g = 0.5 * (g + s / g);
	g = 0.5 * (g + s / g);
	g = 0.5 * (g + s / g);
	g = 0.5 * (g + s / g);
	double r = __builtin_fma(__builtin_fma(-g, g, s), double_of(bits_of(0.5 / g) + 1), g);
	return r * double_of(((v >> 52) - odd - 0x400 + 2 * 0x3ff + odd * 2) / 2 << 52) * one[0];
}

/* Roots that are right but for one number, and for which another argument counts. */
__attribute__((noinline)) double root_but(double x)
{
	return x == 42 ? 6 : sqrt(x);
}

__attribute__((noinline)) double root_if(double x, int no)
{
	return no == 3 ? x : sqrt(x);
}

static volatile double numbers[] = {
	2, 4, 0.1, 42, 1e300, 1e-300, 0x1p-1022, 0x1.fffffffffffffp1023, 0x1.fffffffffffffp0, 0x1.0000000000001p1,
	0x1.8p1, 0x1.fffffffffffffp-1, 0x0.8p-1022, 0x1p-1074, 0, -0.0, -1, INFINITY, -INFINITY, NAN, 9, 0x1.23456p40,
	0x1.fffffep127, 0x1p-126, 0x1p-149, 0x1.000002p0,
};

static void show(double v) { isnan(v) ? printf(" nan") : printf(" %a", v); }

static void table(int mode)
{
	for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		fesetround(mode);
		feclearexcept(FE_ALL_EXCEPT);
		errno = 0;
		double d = sqrt(numbers[i]);
		int raised = fetestexcept(FE_ALL_EXCEPT), error = errno;
		feclearexcept(FE_ALL_EXCEPT);
		float f = (float)numbers[i];
		feclearexcept(FE_ALL_EXCEPT);
		f = sqrtf(f);
		int raised_too = fetestexcept(FE_ALL_EXCEPT);
		double r = root(numbers[i]), b = root_but(numbers[i]), c = root_if(numbers[i], (int)i);
		fesetround(FE_TONEAREST);
		printf("%d %u: %x %d %x", mode, i, (unsigned)raised, error, (unsigned)raised_too);
		show(d), show(f), show(b), show(c);
		if (isnormal(numbers[i]) && numbers[i] > 0)
			show(r);
		puts("");
	}
}

static volatile sig_atomic_t rang;

static void ring(int sig)
{
	(void)sig;
	rang = 1;
}

/* A loop that calls nothing but a square root ends when a signal says so. */
static void until_signal(void)
{
	signal(SIGALRM, ring);
	struct itimerval soon = {.it_value = {.tv_usec = 20000}};
	if (setitimer(ITIMER_REAL, &soon, NULL) != 0)
		perror("setitimer");
	double x = 2;
	while (!rang)
		x = 1 + sqrt(x);
	printf("%.3f\n", x);
}

int main(void)
{
	static const int modes[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
	for (int i = 0; i < 4; i++)
		table(modes[i]);
	double sum = 0;
	uint64_t v = 0x3ff0000000000000;
	for (int i = 0; i < 20000; i++) {
		v = v * 6364136223846793005 + 1442695040888963407;
		double x = double_of((v >> 2 & ~(UINT64_C(1) << 63)) % 0x7fe0000000000000 + 0x10000000000000), d = sqrt(x);
		float f = sqrtf((float)(v >> 40));
		if (root(x) != d)
			printf("%a: %a and %a\n", x, root(x), d);
		sum = sum * 0.5 + d / (1 + fabs(d)) + f;
	}
	printf("%a\n", sum);
	until_signal();
	void *page = (void *)(uintptr_t)one;
	if (mprotect(page, 4096, PROT_READ | PROT_WRITE) != 0)
		perror("mprotect");
	*(volatile double *)page = 2;
	printf("%a\n", root(9));
	return 0;
}
