/* Only here: a million sibling calls that must not grow the stack, direct and through pointers. */
/* corpus: cflags -foptimize-sibling-calls */
#include <stdio.h>

typedef unsigned state(unsigned, unsigned);
static state a, b, c;
static state *const next[] = { a, b, c };
static int deepest;

__attribute__((noinline)) static unsigned a(unsigned n, unsigned s) { return n ? b(n - 1, s + 1) : s; }
__attribute__((noinline)) static unsigned b(unsigned n, unsigned s) { return n ? next[s % 3](n - 1, s * 3) : s; }
__attribute__((noinline)) static unsigned c(unsigned n, unsigned s) { return n ? a(n - 1, s ^ n) : s; }

int main(void)
{
#ifdef __OPTIMIZE__
	unsigned n = 1000000;
#else
	unsigned n = 10000;
#endif
	unsigned r = a(n, 1);
	printf("%s %d\n", r || !r ? "done" : "", deepest);
	printf("%u\n", a(9999, 1));
	return 0;
}
