/* Only here: endless recursion until the stack overflows. */
/* corpus: want signal SIGSEGV */
#include <stdio.h>

__attribute__((noinline)) static int down(volatile int *p)
{
	volatile int frame[64];
	frame[0] = *p + 1;
	return down(frame) + frame[0];
}

int main(void)
{
	volatile int n = 0;
	puts("before");
	fflush(stdout);
	return down(&n);
}
