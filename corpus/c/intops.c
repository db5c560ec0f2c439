/* Only here: every C integer operator on edge values of every width. */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>

static const int64_t edge[] = {
	0, 1, -1, 2, -2, 7, 127, 128, -128, 255, 256, 32767, 32768, -32768, 65535,
	65536, 2147483647, 2147483648LL, -2147483647 - 1LL, 4294967295LL,
	0x7fffffffffffffffLL, -0x7fffffffffffffffLL - 1, 0x123456789abcdefLL,
};
#define N (int)(sizeof edge / sizeof *edge)

static volatile int64_t sink;

#define OPS(T, U, name) \
static void name(void) \
{ \
	uint64_t h = 14695981039346656037ull; \
	for (int i = 0; i < N; i++) \
		for (int j = 0; j < N; j++) { \
			volatile T va = (T)edge[i], vb = (T)edge[j]; \
			T a = va, b = vb; \
			U ua = (U)a, ub = (U)b; \
			uint64_t r[] = { \
				(U)(ua + ub), (U)(ua - ub), (U)(ua * ub), ua & ub, \
				ua | ub, ua ^ ub, (U)~ua, (U)-ua, a < b, a <= b, \
				ua < ub, ua <= ub, a == b, !a, \
				(U)(ua << (ub % (8 * sizeof(T)))), \
				(U)(ua >> (ub % (8 * sizeof(T)))), \
				(U)(a >> (ub % (8 * sizeof(T)))), \
				ub ? ua / ub : 0, ub ? ua % ub : 0, \
				(U)(b && !(b == -1 && (U)(ua << 1) == 0) ? a / b : 0), \
				(U)(b && !(b == -1 && (U)(ua << 1) == 0) ? a % b : 0), \
				(U)(a < 0 ? 3 : b > 0 ? 5 : 9), \
			}; \
			for (unsigned k = 0; k < sizeof r / sizeof *r; k++) { \
				h = (h ^ r[k]) * 1099511628211ull; \
				if (i < 9 && j < 9 && (i * 7 + j * 3 + (int)k) % 29 == 0) \
					printf(#T " %d %d op%u %llx\n", i, j, k, (unsigned long long)r[k]); \
			} \
		} \
	printf(#T " %016llx\n", (unsigned long long)h); \
}

OPS(int8_t, uint8_t, ops8)
OPS(int16_t, uint16_t, ops16)
OPS(int32_t, uint32_t, ops32)
OPS(int64_t, uint64_t, ops64)

int main(void)
{
	ops8();
	ops16();
	ops32();
	ops64();
	return 0;
}
