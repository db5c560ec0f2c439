/* Only here: one function of several thousand basic blocks around a switch of 1024 cases. */
#include <stdio.h>

#define C1(n) case n: x = x * 3 + (n); if (x & 1) y += x >> 3; else y ^= (n) * 5; if (y > x) pc += (n) % 3; break;
#define C4(n) C1(n) C1(n + 1) C1(n + 2) C1(n + 3)
#define C16(n) C4(n) C4(n + 4) C4(n + 8) C4(n + 12)
#define C64(n) C16(n) C16(n + 16) C16(n + 32) C16(n + 48)
#define C256(n) C64(n) C64(n + 64) C64(n + 128) C64(n + 192)

__attribute__((noinline)) static unsigned run(unsigned pc, int steps)
{
	unsigned x = 1, y = 2;
	for (; steps-- > 0; pc += 7)
		switch (pc & 1023) {
			C256(0) C256(256) C256(512) C256(768)
		}
	return x ^ y;
}

int main(void)
{
	for (unsigned i = 0; i < 20; i++)
		printf("%08x ", run(i * 97, 5000));
	puts("");
	return 0;
}
