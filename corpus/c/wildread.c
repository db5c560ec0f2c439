/* Only here: a load from unaligned kernel space. */
/* corpus: guests mips mipsel */
/* corpus: want signal SIGBUS */
/* corpus: guests mips mipsel */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
	return *(volatile int *)((char *)zero - 15);
	return 0;
}
