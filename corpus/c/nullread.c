/* Only here: a load through a null pointer. */
/* corpus: want signal SIGSEGV */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
	return *(volatile int *)zero;
	return 0;
}
