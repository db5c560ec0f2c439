/* int: bit tricks: population counts, reversal, Gray codes, de Bruijn, xorshift. */
/* bench: repeat 6 */
#include <stdint.h>
#include <stdio.h>
static uint32_t reverse(uint32_t x)
{
	x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
	x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
	x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
	x = (x >> 8 & 0x00ff00ff) | (x & 0x00ff00ff) << 8;
	return x >> 16 | x << 16;
}
static int count(uint32_t x)
{
	x -= x >> 1 & 0x55555555;
	x = (x & 0x33333333) + (x >> 2 & 0x33333333);
	return (int)(((x + (x >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24);
}
int main(void)
{
	uint32_t x = 2463534242u, h = 0;
	uint64_t w = 0;
	for (int i = 0; i < 5000000; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		h += reverse(x) ^ (x ^ x >> 1);
		h += (uint32_t)count(x) + (uint32_t)__builtin_clz(x | 1);
		h = h << 7 | h >> 25;
		w = w * 3 + (w >> 5 ^ x);
	}
	printf("%08x %016llx\n", h, (unsigned long long)w);
	return 0;
}
