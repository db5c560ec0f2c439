/* Only here: the smallest program with stdio, its arguments unused. */
/* corpus: tags short */
#include <stdio.h>

int main(void)
{
	puts("hello, world");
	return 0;
}
