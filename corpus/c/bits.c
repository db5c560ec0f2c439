/* Only here: clz, ctz, popcount, rotates, byte swaps and bit-field insertion. */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>

struct fields {
	unsigned a : 3, b : 11, c : 1, d : 17;
	int e : 5, f : 27;
	unsigned long long g : 40, h : 24;
};

static uint32_t rotl(uint32_t x, unsigned n) { return x << (n & 31) | x >> (-n & 31); }

static uint32_t next(void)
{
	static uint32_t s = 12345;
	s = s * 1664525 + 1013904223;
	return s;
}

int main(void)
{
	volatile struct fields f = { 0 };
	for (int i = 0; i < 40; i++) {
		uint32_t x = next() >> (i % 32);
		if (!x)
			x = 1;
		printf("%08x clz %d ctz %d pop %d par %d swap %08x %04x rot %08x clo %d\n",
		       x, __builtin_clz(x), __builtin_ctz(x), __builtin_popcount(x),
		       __builtin_parity(x), __builtin_bswap32(x),
		       __builtin_bswap16((uint16_t)x), rotl(x, i), ~x ? __builtin_clz(~x) : 32);
		uint64_t y = (uint64_t)x << 32 | next();
		printf("%016llx clz %d ctz %d pop %d swap %016llx\n", (unsigned long long)y,
		       __builtin_clzll(y), __builtin_ctzll(y), __builtin_popcountll(y),
		       (unsigned long long)__builtin_bswap64(y));
		f.a = x;
		f.b = x >> 3;
		f.c = !f.c;
		f.d ^= x;
		f.e = (int)x;
		f.f = (int)(x >> 2);
		f.g += y;
		f.h -= (uint32_t)y;
		printf("%u %u %u %u %d %d %llu %u\n", f.a, f.b, f.c, f.d, f.e, f.f,
		       (unsigned long long)f.g, (unsigned)f.h);
		printf("sext %d %d\n", (int8_t)x, (int16_t)x);
	}
	return 0;
}
