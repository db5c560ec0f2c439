/* int: sieve of Eratosthenes over bytes and bits. */
/* bench: repeat 12 */
#include <stdio.h>
#include <string.h>
#define N 2000000
static unsigned char flag[N];
static unsigned bits[N / 32 + 1];
int main(void)
{
	unsigned sum = 0;
	for (int round = 0; round < 4; round++) {
		memset(flag, 1, N);
		for (int i = 2; i * i < N; i++)
			if (flag[i])
				for (int j = i * i; j < N; j += i)
					flag[j] = 0;
		for (int i = 2; i < N; i++)
			sum += flag[i] ? (unsigned)i : 0;
	}
	for (unsigned i = 3; i * i < N; i += 2)
		if (!(bits[i / 32] >> i % 32 & 1))
			for (unsigned j = i * i; j < N; j += 2 * i)
				bits[j / 32] |= 1u << j % 32;
	for (unsigned i = 3; i < N; i += 2)
		sum += !(bits[i / 32] >> i % 32 & 1);
	printf("%u\n", sum);
	return 0;
}
