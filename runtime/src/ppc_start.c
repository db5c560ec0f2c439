/* The start of a Linux/PowerPC program: its first registers as the kernel's
 * execve leaves them, and what it is told of the processor.
 * [PowerPC psABI, Process Initialization; Linux arch/powerpc/include/asm/elf.h] */
#include "start.h"

#include "ppc_fpu.h"
#include "ppc_vector.h"
#include "sys.h"

void guest_start(struct state *st)
{
	enum {
		FEATURE_32 = (int)0x80000000, FEATURE_ALTIVEC = 0x10000000, FEATURE_FPU = 0x08000000, FEATURE_MMU = 0x04000000,
		CACHE_LINE = 32,
	};
	static const struct aux own[] = {
		{AT_IGNOREPPC_, AT_IGNOREPPC_}, {AT_IGNOREPPC_, AT_IGNOREPPC_},
		{AT_DCACHEBSIZE_, CACHE_LINE}, {AT_ICACHEBSIZE_, CACHE_LINE}, {AT_UCACHEBSIZE_, 0},
		{AT_HWCAP_, (uint32_t)FEATURE_32 | FEATURE_ALTIVEC | FEATURE_FPU | FEATURE_MMU}, {AT_HWCAP2_, 0},
		{AT_SYSINFO_EHDR_, GUEST_VDSO},
	};
	st->gpr[SP] = stack_build("ppc7400", own, sizeof own / sizeof *own);
	st->pc = xlat_process.start;
	st->ll_addr = 1;
	st->vscr = VSCR_NJ;
	fpu_init(st);
}
