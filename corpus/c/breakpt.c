/* Only here: a break instruction outside a debugger. */
/* corpus: guests mips mipsel i386 */
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
#else
	__asm__ volatile("break 5");
#endif
	return 0;
}
