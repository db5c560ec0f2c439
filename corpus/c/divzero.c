/* Only here: an integer division by zero, which traps. */
/* corpus: guests mips mipsel i386 */
/* corpus: want signal SIGFPE */
/* corpus: oracle signal SIGTRAP */
#include <stdio.h>
#include <stdlib.h>

static void *volatile zero;

int main(void)
{
	puts("before");
	fflush(stdout);
	return 5 / (int)(long)zero;
	return 0;
}
