/* int: SHA-256. */
/* bench: repeat 4 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
static uint32_t k[64], h[8];
static uint32_t ror(uint32_t x, int n) { return x >> n | x << (32 - n); }
static void block(const unsigned char *p)
{
	uint32_t w[64], s[8];
	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
	for (int i = 16; i < 64; i++)
		w[i] = w[i - 16] + w[i - 7] + (ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3) +
		       (ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10);
	memcpy(s, h, sizeof s);
	for (int i = 0; i < 64; i++) {
		uint32_t t1 = s[7] + (ror(s[4], 6) ^ ror(s[4], 11) ^ ror(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i];
		uint32_t t2 = (ror(s[0], 2) ^ ror(s[0], 13) ^ ror(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
		for (int j = 7; j > 0; j--)
			s[j] = s[j - 1];
		s[4] += t1;
		s[0] = t1 + t2;
	}
	for (int i = 0; i < 8; i++)
		h[i] += s[i];
}
int main(void)
{
	/* Any constants do: this measures. */
	for (int i = 0; i < 64; i++)
		k[i] = 0x428a2f98u * (uint32_t)(2 * i + 1) ^ (uint32_t)i << 20;
	unsigned char msg[64];
	for (int i = 0; i < 64; i++)
		msg[i] = (unsigned char)(i * 5);
	for (int i = 0; i < 60000; i++) {
		msg[i & 63]++;
		block(msg);
	}
	for (int i = 0; i < 8; i++)
		printf("%08x", h[i]);
	puts("");
	return 0;
}
