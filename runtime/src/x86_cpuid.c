/* CPUID: a processor that has what frontend/x86 has, under the maker's name that
 * programs expect, with the host's caches. [SDM 2A, CPUID] */
#include "x86_system.h"

/* Features of leaf 1. */
enum {
	EDX_FPU = 1 << 0, EDX_TSC = 1 << 4, EDX_CX8 = 1 << 8, EDX_CMOV = 1 << 15, EDX_CLFSH = 1 << 19, EDX_MMX = 1 << 23,
	EDX_FXSR = 1 << 24, EDX_SSE = 1 << 25, EDX_SSE2 = 1 << 26,
	ECX_SSE3 = 1 << 0, ECX_PCLMULQDQ = 1 << 1, ECX_SSSE3 = 1 << 9, ECX_SSE41 = 1 << 19, ECX_MOVBE = 1 << 22, ECX_POPCNT = 1 << 23,
	ECX_AES = 1 << 25,
};

/* Leaves: the last ones, and those that say something. The family is 6, the
 * model one with SSE4.1 and no more. */
enum {
	MAKER, VERSION, CACHE_WORDS, CACHES = 4, LAST = CACHES,
	SIGNATURE = 0x1067a, CACHE_LINE = 64,
};
#define EXTENDED 0x80000000u
#define BRAND (EXTENDED + 2)
#define LAST_EXTENDED (EXTENDED + 4)

struct leaf {
	uint32_t a, b, c, d;
};

uint32_t x86_features(void)
{
	return EDX_FPU | EDX_TSC | EDX_CX8 | EDX_CMOV | EDX_CLFSH | EDX_MMX | EDX_FXSR | EDX_SSE | EDX_SSE2;
}

static struct leaf host_cpuid(uint32_t leaf, uint32_t sub)
{
	struct leaf r;
	__asm__ volatile("cpuid" : "=a"(r.a), "=b"(r.b), "=c"(r.c), "=d"(r.d) : "0"(leaf), "2"(sub));
	return r;
}

/* cache tells of cache n of the host, which makers have in different leaves but
 * in one form. Nobody shares it: there is one thread to a processor. */
static struct leaf cache(uint32_t n)
{
	enum { TYPE = 0x1f, LEVEL = 0xe0, KIND = 0x300, TOPOLOGY_EXTENSIONS = 1 << 22 };
	const uint32_t amd = 0x8000001d;
	struct leaf r = {0};
	if (host_cpuid(MAKER, 0).a >= CACHES)
		r = host_cpuid(CACHES, n);
	if ((r.a & TYPE) == 0 && host_cpuid(EXTENDED, 0).a >= amd && (host_cpuid(EXTENDED + 1, 0).c & TOPOLOGY_EXTENSIONS))
		r = host_cpuid(amd, n);
	if ((r.a & TYPE) == 0)
		return (struct leaf){0};
	r.a &= TYPE | LEVEL | KIND;
	return r;
}

/* brand tells 16 bytes of the processor's name. */
static struct leaf brand(uint32_t n)
{
	static const char name[48] = "i386 processor of a translated program";
	struct leaf r;
	memcpy(&r, name + 16 * n, sizeof r);
	return r;
}

static struct leaf cpuid(uint32_t leaf, uint32_t sub)
{
	switch (leaf) {
	case MAKER: return (struct leaf){LAST, 0x756e6547, 0x6c65746e, 0x49656e69}; /* GenuineIntel */
	case VERSION:
		return (struct leaf){
			SIGNATURE, CACHE_LINE / 8 << 8,
			ECX_SSE3 | ECX_SSSE3 | ECX_SSE41 | ECX_MOVBE | ECX_POPCNT | (host_cpuid(VERSION, 0).c & (ECX_PCLMULQDQ | ECX_AES)),
			x86_features(),
		};
	case CACHE_WORDS: return (struct leaf){0xff01, 0, 0, 0}; /* once; see CACHES */
	case CACHES: return cache(sub);
	case EXTENDED: return (struct leaf){LAST_EXTENDED, 0, 0, 0};
	case BRAND:
	case BRAND + 1:
	case BRAND + 2: return brand(leaf - BRAND);
	}
	return (struct leaf){0};
}

uint32_t rt_cpuid(struct state *st, uint32_t next)
{
	struct leaf r = cpuid(st->gpr[EAX], st->gpr[ECX]);
	st->gpr[EAX] = r.a;
	st->gpr[EBX] = r.b;
	st->gpr[ECX] = r.c;
	st->gpr[EDX] = r.d;
	return next;
}
