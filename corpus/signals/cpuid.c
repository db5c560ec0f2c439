/* Only here: what i386 CPUID announces executes, and its leaves agree with each other. */
/* corpus: guests i386 */
#include <cpuid.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static sigjmp_buf back;

static void handler(int sig)
{
	(void)sig;
	siglongjmp(back, 1);
}

static unsigned char memory[512] __attribute__((aligned(64)));

/* WORKS executes text, which has the address of memory, for a feature that is
 * announced. */
#define WORKS(bit, text)                                                                             \
	do {                                                                                         \
		if ((bit) == 0)                                                                      \
			break;                                                                       \
		if (sigsetjmp(back, 1) == 0)                                                         \
			__asm__ volatile(text : : "r"(memory) : "eax", "ecx", "edx", "memory", "cc"); \
		else                                                                                 \
			printf("announced and illegal: %s\n", text);                                 \
	} while (0)

static void features(void)
{
	unsigned a, b, c, d;
	__cpuid(1, a, b, c, d);
	WORKS(d & bit_CMPXCHG8B, "cmpxchg8b (%0)");
	WORKS(d & bit_CMOV, "cmovz %%eax, %%ecx");
	WORKS(d & 1, "fninit");
	WORKS(d & 1 << 4, "rdtsc");
	WORKS(d & 1 << 19, "clflush (%0)");
	WORKS(d & bit_MMX, "pxor %%mm0, %%mm0; emms");
	WORKS(d & bit_FXSAVE, "fxsave (%0); fxrstor (%0)");
	WORKS(d & bit_SSE, "xorps %%xmm0, %%xmm0; sfence");
	WORKS(d & bit_SSE2, "pxor %%xmm0, %%xmm0; mfence");
	WORKS(c & bit_SSE3, "lddqu (%0), %%xmm0");
	WORKS(c & bit_SSSE3, "pshufb %%xmm0, %%xmm0");
	WORKS(c & bit_SSE4_1, "pmaxsd %%xmm0, %%xmm0");
	WORKS(c & bit_SSE4_2, "crc32b %%al, %%ecx");
	WORKS(c & bit_PCLMUL, "pclmulqdq $0, %%xmm0, %%xmm0");
	WORKS(c & bit_AES, "aesenc %%xmm0, %%xmm0");
	WORKS(c & bit_MOVBE, "movbe (%0), %%eax");
	WORKS(c & bit_POPCNT, "popcnt %%eax, %%eax");
	WORKS(c & bit_OSXSAVE, "xorl %%ecx, %%ecx; xgetbv");
	WORKS(c & bit_RDRND, "rdrand %%eax");
	if ((d & 1 << 19) && (b >> 8 & 255) * 8 != 64)
		printf("cache line of %u\n", (b >> 8 & 255) * 8);
	if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) {
		WORKS(b & bit_BMI, "andn %%eax, %%eax, %%eax");
		WORKS(b & bit_AVX2, "vpxor %%ymm0, %%ymm0, %%ymm0");
		WORKS(b & bit_SHA, "sha1msg1 %%xmm0, %%xmm0");
	}
	if (__get_cpuid(0x80000001, &a, &b, &c, &d)) {
		WORKS(c & bit_LZCNT, "lzcnt %%eax, %%eax");
		WORKS(d & 1 << 27, "rdtscp");
	}
}

/* caches follows the leaf of caches, which ends with none. */
static void caches(void)
{
	unsigned a, b, c, d, n = 0, first = 0;
	if (!__get_cpuid_count(4, 0, &a, &b, &c, &d))
		return;
	while ((a & 31) != 0 && n < 16) {
		unsigned size = ((b >> 22) + 1) * ((b >> 12 & 1023) + 1) * ((b & 4095) + 1) * (c + 1);
		first |= (a >> 5 & 7) == 1;
		if (size < 4096 || (b & 4095) != 63)
			printf("cache %u of %u bytes\n", n, size);
		n++;
		__cpuid_count(4, n, a, b, c, d);
	}
	printf(n < 16 && (n == 0 || first) ? "caches end\n" : "no end of caches\n");
}

int main(void)
{
	unsigned brand[13] = {0};
	signal(SIGILL, handler);
	features();
	caches();
	if (__get_cpuid_max(0x80000000, NULL) >= 0x80000004)
		for (unsigned n = 0; n < 3; n++)
			__cpuid(0x80000002 + n, brand[4 * n], brand[4 * n + 1], brand[4 * n + 2], brand[4 * n + 3]);
	puts(strlen((char *)brand) > 0 ? "it has a name" : "it has no name");
	__builtin_cpu_init();
	puts(__builtin_cpu_supports("sse2") ? "sse2" : "no sse2");
	return 0;
}
