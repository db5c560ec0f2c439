/* Only here: PowerPC: instructions of later processors, which the emulator's has not; what is wanted is from qemu-ppc64 -cpu power7. */
/* corpus: guests ppc */
/* corpus: oracle signal SIGILL */
/* corpus: cflags -Wa,-mpower7 */
#include <stdint.h>
#include <stdio.h>

static const uint32_t words[] = {
	0, 1, 2, 3, 0xffffffff, 0xfffffffe, 0x7fffffff, 0x80000000, 0x80000001, 31, 32, 0xff, 0x8000, 0x10000,
	0x55555555, 0xaaaaaaaa, 0x12345678, 0xdeadbeef, 0x01010101, 0xff00ff00,
};
enum { WORDS = sizeof words / sizeof *words };

static const uint64_t doubles[] = {
	0, 1ull << 63, 0x3ff0000000000000, 0xbff0000000000000, 0x3fe0000000000000, 0xbfe0000000000000, 0x3ff8000000000000,
	0xbff8000000000000, 0x4004000000000000, 0xc004000000000000, 0x3fdfffffffffffff, 0x3fe0000000000001, 0x4010000000000000,
	0x4330000000000000, 0x4330000000000001, 0x432fffffffffffff, 0x4320000000000001, 0xc320000000000001, 0x43e0000000000000,
	0xc3e0000000000000, 0x43dfffffffffffff, 0x7fefffffffffffff, 0x7ff0000000000000, 0xfff0000000000000, 0x7ff8000000000000,
	0xfff8123456789abc, 0x7ff4000000000000, 0xfff4123456789abc, 1, 0x800fffffffffffff, 0x0010000000000000, 0x3810000000000000,
	0x36a0000000000000, 0x47efffffe0000000, 0x400921fb54442d18, 0xc00921fb54442d18, 0x0000000080000000, 0xffffffff7fffffff,
};
enum { DOUBLES = sizeof doubles / sizeof *doubles };

/* What fsqrts raises for doubles that are no singles is undefined. Translated
 * programs raise what processors do where the function itself looks at FPSCR. */
#define INLINE static inline __attribute__((always_inline))
INLINE uint32_t flags(void)
{
	union { double d; uint64_t u; } u;
	__asm__ volatile("mffs %0" : "=d"(u.d));
	return (uint32_t)u.u & 0xbff80700; /* neither FEX, FR, FI nor the class */
}

INLINE void clear(int mode)
{
	union { double d; uint64_t u; } u = {.u = (uint64_t)mode};
	__asm__ volatile("mtfsf 255, %0" : : "d"(u.d));
}

#define ONE(op) \
	printf(#op); \
	for (int i = 0; i < WORDS; i++) { \
		uint32_t r; \
		__asm__ volatile(#op " %0, %1" : "=r"(r) : "r"(words[i])); \
		printf(" %x", (unsigned)r); \
	} \
	printf("\n")

#define TWO(op) \
	printf(#op); \
	for (int i = 0; i < WORDS; i++) \
		for (int k = 0; k < WORDS; k++) { \
			uint32_t r; \
			__asm__ volatile(#op " %0, %1, %2" : "=r"(r) : "r"(words[i]), "r"(words[k])); \
			printf(" %x", (unsigned)r); \
		} \
	printf("\n")

/* DIVIDE shows the quotient where it is defined, and CR0 where the 64-bit mode
 * of the oracle compares the same number. */
#define DIVIDE(op) \
	printf(#op); \
	for (int i = 0; i < WORDS; i++) \
		for (int k = 0; k < WORDS; k++) { \
			uint32_t r, cr, xer; \
			__asm__ volatile("li %0, 0\nmtxer %0\n" #op " %0, %3, %4\nmfcr %1\nmfxer %2" \
				: "=&r"(r), "=&r"(cr), "=&r"(xer) : "r"(words[i]), "r"(words[k]) : "cr0", "xer"); \
			xer &= 0xc0000000; \
			if (xer) \
				printf(" %x", (unsigned)xer); \
			else \
				printf(" %x:%x", (unsigned)r, r >> 31 ? 0 : (unsigned)cr >> 28); \
		} \
	printf("\n")

#define SELECT(bit) \
	printf("isel " #bit); \
	for (int i = 0; i < WORDS; i++) { \
		uint32_t r; \
		__asm__ volatile("mtcr %1\nisel %0, %2, %3, " #bit : "=r"(r) : "r"(words[i]), "b"(1), "r"(2) : "cr0", "cr1", "cr2", "cr3", "cr4", "cr5", "cr6", "cr7"); \
		printf(" %x", (unsigned)r); \
	} \
	printf("\n")

#define FLOAT(op, mode) \
	printf(#op " %d", mode); \
	for (int i = 0; i < DOUBLES; i++) { \
		union { double d; uint64_t u; } x = {.u = doubles[i]}, r; \
		clear(mode); \
		__asm__ volatile(#op " %0, %1" : "=d"(r.d) : "d"(x.d)); \
		printf(" %x%08x:%x", (unsigned)(r.u >> 32), (unsigned)r.u, (unsigned)flags()); \
	} \
	printf("\n")

#define ALL(op) \
	for (int mode = 0; mode < 4; mode++) { \
		FLOAT(op, mode); \
	}

static void sign(void)
{
	printf("fcpsgn");
	for (int i = 0; i < DOUBLES; i++) {
		union { double d; uint64_t u; } x = {.u = doubles[i]}, y = {.u = doubles[DOUBLES - 1 - i]}, r;
		__asm__ volatile("fcpsgn %0, %1, %2" : "=d"(r.d) : "d"(x.d), "d"(y.d));
		printf(" %x%08x", (unsigned)(r.u >> 32), (unsigned)r.u);
	}
	printf("\n");
}

static void load(void)
{
	printf("lfiw[az]x");
	for (int i = 0; i < WORDS; i++) {
		union { double d; uint64_t u; } x, y;
		__asm__ volatile("lfiwax %0, 0, %1" : "=d"(x.d) : "r"(&words[i]), "m"(words[i]));
		__asm__ volatile("lfiwzx %0, 0, %1" : "=d"(y.d) : "r"(&words[i]), "m"(words[i]));
		printf(" %x%08x %x%08x", (unsigned)(x.u >> 32), (unsigned)x.u, (unsigned)(y.u >> 32), (unsigned)y.u);
	}
	printf("\n");
}

static void fields(void)
{
	uint32_t was, one, set;
	__asm__ volatile("mtcr %3\nmfocrf %0, 0x20\nmtocrf 0x04, %4\nmfocrf %1, 0x04\nmfcr %2"
		: "=&r"(one), "=&r"(set), "=&r"(was) : "r"(0x12345678), "r"(0x9abcdef0)
		: "cr0", "cr1", "cr2", "cr3", "cr4", "cr5", "cr6", "cr7");
	printf("mfocrf %x %x %x\n", (unsigned)one & 0x00f00000, (unsigned)set & 0x00000f00, (unsigned)was);
}

int main(void)
{
	setvbuf(stdout, 0, _IOLBF, 0);
	ONE(popcntb);
	ONE(popcntw);
	ONE(prtyw);
	TWO(cmpb);
	DIVIDE(divwe.);
	DIVIDE(divweo.);
	DIVIDE(divweuo.);
	SELECT(0);
	SELECT(13);
	SELECT(31);
	ALL(fsqrt)
	ALL(fsqrts)
	ALL(frin)
	ALL(friz)
	ALL(frip)
	ALL(frim)
	ALL(fcfid)
	ALL(fctid)
	ALL(fctidz)
	sign();
	load();
	fields();
	return 0;
}
