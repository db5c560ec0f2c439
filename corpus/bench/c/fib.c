/* int: calls: Fibonacci, Ackermann, Takeuchi. */
/* bench: repeat 18 */
#include <stdio.h>
__attribute__((noinline)) static unsigned fib(unsigned n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
__attribute__((noinline)) static int ack(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
__attribute__((noinline)) static int tak(int x, int y, int z) { return y >= x ? z : tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y)); }
int main(void)
{
	printf("%u %d %d\n", fib(31), ack(2, 700), tak(18, 12, 6));
	return 0;
}
