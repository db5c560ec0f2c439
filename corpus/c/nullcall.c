/* Only here: a call of a null function pointer. */
/* corpus: want signal SIGSEGV */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
	((void (*)(void))zero)();
	return 0;
}
