/* Only here: dot products that compile to madd, msub, mthi, mtlo and mul. */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>

static int32_t x[64], y[64];

__attribute__((noinline)) static int64_t dot(const int32_t *a, const int32_t *b, int n, int64_t s)
{
	for (int i = 0; i < n; i++)
		s += (int64_t)a[i] * b[i];
	return s;
}

__attribute__((noinline)) static uint64_t udot(const uint32_t *a, const uint32_t *b, int n, uint64_t s)
{
	for (int i = 0; i < n; i++)
		s += (uint64_t)a[i] * b[i];
	return s;
}

__attribute__((noinline)) static int64_t ndot(const int32_t *a, const int32_t *b, int n, int64_t s)
{
	for (int i = 0; i < n; i++)
		s -= (int64_t)a[i] * b[i];
	return s;
}

__attribute__((noinline)) static int32_t poly(int32_t v)
{
	return ((v * 3 + 5) * v - 7) * v + 11;
}

int main(void)
{
	uint32_t s = 1;
	for (int i = 0; i < 64; i++) {
		x[i] = (int32_t)(s = s * 1103515245 + 12345);
		y[i] = (int32_t)(s = s * 1103515245 + 12345);
	}
	for (int n = 0; n < 64; n += 9)
		printf("%d %lld %llu %lld %d\n", n, (long long)dot(x, y, n, n),
		       (unsigned long long)udot((uint32_t *)x, (uint32_t *)y, n, 1u << n % 32),
		       (long long)ndot(x, y, n, -n), poly(x[n]));
	return 0;
}
