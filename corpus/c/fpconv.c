/* Only here: conversions between every integer type and float and double, at and beyond the limits. */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>

static volatile double d[] = { 0, -0.0, 0.99, -0.99, 1.5, 127.9, 255.9, 32767.5, 65535.9, 2147483647.0, 2147483647.9,
			       -2147483648.9, 4294967295.5, 2147483648.0, 1e15, 9.2e18, -9.2e18, 1.8e19, 3.9, -7.2 };
static volatile float f[] = { 0.25f, -3.75f, 8388607.5f, 16777216.f, 2147483520.f, -2147483648.f, 4294967040.f, 9e18f };
static volatile int64_t n[] = { 0, 1, -1, 16777216, 16777217, 2147483647, -2147483648LL, 4294967295LL,
				9007199254740992LL, 9007199254740993LL, INT64_MAX, INT64_MIN, 1LL << 62, 33554435 };

int main(void)
{
	for (unsigned i = 0; i < sizeof d / sizeof *d; i++) {
		double x = d[i];
		printf("%.17g:", x);
		if (x > -2147483649.0 && x < 2147483648.0)
			printf(" i32 %d", (int)x);
		if (x > -1 && x < 4294967296.0)
			printf(" u32 %u", (unsigned)x);
		if (x < 9.22e18)
			printf(" i64 %lld", (long long)x);
		if (x > -1)
			printf(" u64 %llu", (unsigned long long)x);
		if (x > -129 && x < 128)
			printf(" i8 %d", (signed char)x);
		printf(" f %a\n", (float)x);
	}
	for (unsigned i = 0; i < sizeof f / sizeof *f; i++) {
		float x = f[i];
		printf("%.9g: %lld %a", x, (long long)x, (double)x);
		if (x >= 0)
			printf(" %llu", (unsigned long long)x);
		if (x > -2147483649.0 && x < 2147483648.0)
			printf(" %d", (int)x);
		puts("");
	}
	for (unsigned i = 0; i < sizeof n / sizeof *n; i++) {
		int64_t x = n[i];
		printf("%lld: %a %a %a %a", (long long)x, (double)x, (float)x, (double)(uint64_t)x, (float)(uint64_t)x);
		printf(" %a %a %a %a %a\n", (double)(int)x, (float)(int)x, (double)(unsigned)x, (float)(unsigned)x, (double)(short)x);
	}
	/* Out of range: the guest's answer, whatever it is. */
	volatile double wild[] = { 3e9, -3e9, 1e30, 1.0 / d[0] };
	for (int i = 0; i < 4; i++)
		printf("%d ", (int)wild[i]);
	puts("");
	return 0;
}
