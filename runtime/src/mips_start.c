/* The start of a Linux/MIPS program: its first registers as the kernel's execve
 * leaves them. [psABI MIPS, Process Initialization; Linux fs/binfmt_elf.c] */
#include "start.h"

#include "elf.h"
#include "mips_fpu.h"

void guest_start(struct state *st)
{
	static const struct aux own[] = {{AT_HWCAP_, 0}, {AT_HWCAP2_, 0}};
	st->gpr[SP] = stack_build("mips", own, sizeof own / sizeof *own);
	st->pc = xlat_process.start;
	st->ll_addr = 1;
	fpu_init(st, (program.flags & PROGRAM_NAN2008) != 0);
}

/* Bits of e_flags, and the record of the ABI. [MIPS psABI 4; binutils
 * include/elf/mips.h; Linux arch/mips/kernel/elf.c] */
enum {
	E_FLAGS = 36,
	EF_ABI2 = 0x20, EF_FP64 = 0x200, EF_NAN2008 = 0x400, EF_ABI = 0xf000, EF_ABI_O32 = 0x1000,
	EF_MICROMIPS = 0x02000000, EF_MIPS16 = 0x04000000,
	EF_ARCH_SHIFT = 28, ARCH_R6 = 9,
	ABI_SIZE = 24, ABI_REV = 3, ABI_FP = 7, ABI_ASES = 12,
	ASES_UNSUPPORTED = 0xe00, /* MSA, MIPS16, microMIPS */
};

int guest_elf_flags(const uint8_t *header, const uint8_t *abi, uint32_t n)
{
	/* Of the floating-point ABI: any, double, single, soft, old 64, XX, 64, 64A. */
	static const uint8_t modes[] = {0, 0, 0, PROGRAM_SOFT_FLOAT, PROGRAM_FR1, 0, PROGRAM_FR1, PROGRAM_FR1};
	uint32_t e = get32(header + E_FLAGS);
	int flags = (e & EF_NAN2008 ? PROGRAM_NAN2008 : 0) | (e & EF_FP64 ? PROGRAM_FR1 : 0);
	if ((e & EF_ABI2) || ((e & EF_ABI) != 0 && (e & EF_ABI) != EF_ABI_O32) || (e & (EF_MICROMIPS | EF_MIPS16)) ||
		e >> EF_ARCH_SHIFT >= ARCH_R6)
		return -1;
	if (n < ABI_SIZE || get16(abi) != 0)
		return flags;
	if (abi[ABI_FP] >= sizeof modes || abi[ABI_REV] >= 6 || (get32(abi + ABI_ASES) & ASES_UNSUPPORTED))
		return -1;
	return abi[ABI_FP] == 0 ? flags : (flags & PROGRAM_NAN2008) | modes[abi[ABI_FP]];
}
