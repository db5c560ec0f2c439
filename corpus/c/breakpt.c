/* Only here: a break instruction outside a debugger. */
/* corpus: want signal SIGTRAP */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
#ifdef __i386__
	__asm__ volatile("int3");
#elif defined __powerpc__
	__asm__ volatile("trap");
#else
	__asm__ volatile("break 5");
#endif
	return 0;
}
