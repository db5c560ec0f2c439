/* Only here: thread-local variables in one thread: rdhwr $29, initial values, addresses that differ. */
/* corpus: tags codegen */
#include <errno.h>
#include <stdio.h>
#include <string.h>

__thread int a = 1;
__thread char text[20] = "thread";
__thread double zero;
static __thread long long big = 1LL << 40;

__attribute__((noinline)) static int *where(void) { return &a; }

int main(void)
{
	a += 41;
	strcat(text, " local");
	zero += 0.5;
	big++;
	errno = 33;
	printf("%d %s %g %lld %d %d\n", *where(), text, zero, big, errno, where() == &a);
	return 0;
}
