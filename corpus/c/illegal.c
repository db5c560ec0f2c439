/* Only here: an undefined instruction. */
/* corpus: want signal SIGILL */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
#ifdef __i386__
	__asm__ volatile("ud2");
#elif defined __powerpc__
	__asm__ volatile(".long 0");
#else
	__asm__ volatile(".word 0x0000003d");
#endif
	return 0;
}
