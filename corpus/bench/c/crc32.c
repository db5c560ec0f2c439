/* int: CRC-32 by a table and by bits. */
/* bench: repeat 6 */
#include <stdint.h>
#include <stdio.h>
static uint32_t table[256];
static unsigned char buf[1 << 16];
int main(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i;
		for (int k = 0; k < 8; k++)
			c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
		table[i] = c;
	}
	for (int i = 0; i < 1 << 16; i++)
		buf[i] = (unsigned char)(i * i >> 3);
	uint32_t c = ~0u;
	for (int r = 0; r < 300; r++)
		for (int i = 0; i < 1 << 16; i++)
			c = table[(c ^ buf[i]) & 255] ^ c >> 8;
	for (int i = 0; i < 1 << 16; i++) {
		c ^= buf[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (0xedb88320u & -(c & 1));
	}
	printf("%08x\n", ~c);
	return 0;
}
