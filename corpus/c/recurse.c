/* Only here: recursion that uses six megabytes of guest stack. */
#include <stdio.h>

__attribute__((noinline)) static unsigned down(unsigned n, volatile char *above)
{
	volatile char frame[200];
	frame[n % 200] = (char)n;
	if (n == 0)
		return above ? (unsigned)*above : 0;
	unsigned r = down(n - 1, frame);
	return r * 3 + (unsigned char)frame[n % 200] + 1;
}

__attribute__((noinline)) static int odd(int n);
__attribute__((noinline)) static int even(int n) { return n == 0 ? 1 : odd(n - 1) + 0 * n; }
__attribute__((noinline)) static int odd(int n) { return n == 0 ? 0 : even(n - 1) + 0 * n; }

static unsigned ack(unsigned m, unsigned n)
{
	return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1));
}

int main(void)
{
	printf("%u\n", down(24000, 0));
	printf("%d %d\n", even(30000), odd(30001));
	printf("%u\n", ack(2, 300));
	return 0;
}
