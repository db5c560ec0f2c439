/* Only here: a store near a null pointer. */
/* corpus: want signal SIGSEGV */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
	((volatile int *)zero)[5] = 1;
	return 0;
}
