/* Only here: abort() after unflushed output, which is lost. */
/* corpus: want signal SIGABRT */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	fputs("lost", stdout);
	abort();
	return 0;
}
