/* Only here: 64-bit arithmetic through libgcc: division, shifts by variables, overflow checks. */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>

static uint64_t seed = 88172645463325252ull;

static uint64_t next(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed >> (seed & 63);
}

int main(void)
{
	uint64_t h = 0;
	for (int i = 0; i < 3000; i++) {
		uint64_t a = next(), b = next() | 1;
		int64_t sa = (int64_t)a, sb = (int64_t)b, s;
		int32_t t;
		unsigned n = a & 63;
		h = h * 31 + a / b + a % b;
		h = h * 31 + (uint64_t)(sa / sb) + (uint64_t)(sa % sb);
		h = h * 31 + (a << n) + (b >> n) + (uint64_t)(sa >> n);
		h = h * 31 + __builtin_add_overflow(sa, sb, &s) + (uint64_t)s;
		h = h * 31 + __builtin_mul_overflow((int32_t)a, (int32_t)b, &t) + (uint32_t)t;
		h = h * 31 + (uint64_t)((int64_t)(int32_t)a * (int32_t)b);
		h = h * 31 + (uint64_t)(uint32_t)a * (uint32_t)b;
		h = h * 31 + (a < b) + 2 * (sa < sb);
		if (i % 300 == 0)
			printf("%llu %lld %016llx\n", (unsigned long long)(a / b),
			       (long long)(sa % sb), (unsigned long long)h);
	}
	printf("%016llx\n", (unsigned long long)h);
	return 0;
}
