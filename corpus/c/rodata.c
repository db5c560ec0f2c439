/* Only here: a store to constant data. */
/* corpus: want signal SIGSEGV */
#include <stdio.h>
#include <stdlib.h>

static const char ro[] = "constant";

int main(void)
{
	puts("before");
	fflush(stdout);
	*(volatile char *)ro = 1;
	return 0;
}
