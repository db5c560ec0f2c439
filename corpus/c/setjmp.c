/* Only here: setjmp and longjmp in loops, across frames, out of qsort and from nested calls. */
/* corpus: tags codegen */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static jmp_buf top, inner;

__attribute__((noinline)) static void deep(int n, int code)
{
	volatile int pad[16] = { n };
	if (n == 0)
		longjmp(top, code);
	deep(n - 1, code);
	printf("never %d\n", pad[0]);
}

static int stop(const void *a, const void *b)
{
	static int n;
	(void)a, (void)b;
	if (++n == 5)
		longjmp(top, 77);
	return 0;
}

static void loop(void)
{
	volatile int i = 0;
	double d = 1.5;
	volatile double vd = 2.5;
	int r = setjmp(inner);
	vd += r;
	if (++i < 6)
		longjmp(inner, i);
	printf("loop %d %d %g %g\n", i, r, vd, d);
}

static int nested(void)
{
	jmp_buf a;
	int r = setjmp(a);
	if (r == 0) {
		jmp_buf b;
		int q = setjmp(b);
		if (q < 3)
			longjmp(b, q + 1);
		longjmp(a, q * 10);
	}
	return r;
}

int main(void)
{
	volatile int round = 0;
	int r = setjmp(top);
	printf("top %d\n", r);
	if (++round < 4)
		deep(round * 50, round);
	if (round == 4) {
		int v[20] = { 0 };
		qsort(v, 20, sizeof *v, stop);
	}
	loop();
	printf("nested %d\n", nested());
	sigjmp_buf s;
	if (sigsetjmp(s, 1) == 0)
		siglongjmp(s, 1);
	else
		puts("sig");
	if (setjmp(top) == 0)
		longjmp(top, 0);
	puts("end");
	return 0;
}
