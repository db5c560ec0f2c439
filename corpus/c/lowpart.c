/* Only here: bytes and halfwords loaded into the low part of the register that holds their address. */
/* corpus: guests i386 */
#include <stdint.h>
#include <stdio.h>

static uint8_t data[64];

/* low prints what is left of the address p after a load over its low part. */
static void low(const char *what, uintptr_t p, uintptr_t r, unsigned bits)
{
	uintptr_t mask = ((uintptr_t)1 << bits) - 1;
	printf("%s: low %#lx, high %s\n", what, (unsigned long)(r & mask), (r & ~mask) == (p & ~mask) ? "kept" : "lost");
}

int main(void)
{
	for (unsigned i = 0; i < sizeof data; i++)
		data[i] = (uint8_t)(i * 37 + 11);
	volatile uintptr_t place = (uintptr_t)&data[9]; /* not known when it is compiled */
	uintptr_t p = place, r;
	__asm__("movl %1, %%eax\n\tandl $-4, %%eax\n\tmovb (%%eax), %%al" : "=&a"(r) : "g"(p));
	low("byte", p & -4u, r, 8);
	__asm__("movl %1, %%ebx\n\tandl $-8, %%ebx\n\tmovw 6(%%ebx), %%bx" : "=&b"(r) : "r"(p));
	low("halfword", p & -8u, r, 16);
	__asm__("movl %1, %%edx\n\tandl $-2, %%edx\n\tmovb 2(%%edx), %%dl" : "=&d"(r) : "r"(p));
	low("displaced", p & -2u, r, 8);
	__asm__("movl %1, %%ecx\n\torl $1, %%ecx\n\tmovb (%%ecx), %%cl\n\taddb %%cl, %%cl" : "=&c"(r) : "r"(p));
	low("sum", p | 1, r, 8);
	return 0;
}
