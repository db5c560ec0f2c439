/* Only here: PowerPC: forms of mffs that processors before Power ISA 3.0 take for plain mffs. */
/* corpus: guests ppc */
#include <stdint.h>
#include <stdio.h>

/* READ shows the control bits and flags as an instruction of mffs's forms gives
 * them in f1, and then as they are. */
#define READ(name, word) \
	do { \
		union { double d; uint64_t u; } got, now, two = {.u = 2}; \
		__asm__ volatile("fmr 2, %2; .long " #word "; fmr %0, 1; mffs %1" \
			: "=&d"(got.d), "=d"(now.d) : "d"(two.d) : "fr1", "fr2"); \
		printf("%s %x %x\n", name, (unsigned)got.u & 0xffe007ff, (unsigned)now.u & 0xffe007ff); \
	} while (0)

int main(void)
{
	for (unsigned mode = 0; mode < 4; mode++) {
		union { double d; uint64_t u; } set = {.u = mode | (mode & 1 ? 0x82000000 : 0)};
		__asm__ volatile("mtfsf 255, %0" : : "d"(set.d));
		READ("mffs", 0xfc20048e);
		READ("mffsl", 0xfc38048e);
		READ("mffscrn", 0xfc36148e);
		READ("mffscrni", 0xfc370c8e);
		READ("mffscdrn", 0xfc34148e);
		READ("mffsce", 0xfc21048e);
	}
	return 0;
}
