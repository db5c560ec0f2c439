/* Only here: an undefined instruction. */
/* corpus: guests mips mipsel i386 */
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
#else
	__asm__ volatile(".word 0x0000003d");
#endif
	return 0;
}
