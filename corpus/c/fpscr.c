/* Only here: PowerPC: bits of FPSCR that are set and cleared just after an operation raised an exception. */
/* corpus: guests ppc */
#include <stdint.h>
#include <stdio.h>

enum { FX = 0x80000000u, FLAGS = 0x1ff80700u, CONTROL = 0xff };

/* AFTER prints what an instruction leaves of FPSCR after 1 / 3, which is
 * inexact. The class of the result is left out. */
#define AFTER(text)                                                                                       \
	do {                                                                                              \
		union { double d; uint64_t u; } v;                                                        \
		double q;                                                                                 \
		__asm__ volatile("mtfsf 255,%2; fdiv %0,%3,%4; " text "; mffs %1"                         \
			: "=&f"(q), "=&f"(v.d) : "f"(0.0), "f"(one), "f"(three));                         \
		printf("%s: %08x\n", text, (unsigned)v.u & (FX | FLAGS | CONTROL));                       \
	} while (0)

static volatile double one = 1, three = 3;

int main(void)
{
	AFTER("nop");
	AFTER("mtfsb0 0");
	AFTER("mtfsb1 0");
	AFTER("mtfsb0 6");
	AFTER("mtfsb1 6");
	AFTER("mtfsb1 7");
	AFTER("mtfsfi 7,0");
	AFTER("mtfsfi 7,3; mtfsfi 7,0");
	AFTER("mtfsfi 0,0");
	AFTER("mcrfs 0,1");
	AFTER("mcrfs 0,0; mcrfs 0,1");
	return 0;
}
