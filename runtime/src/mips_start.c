/* The start of a Linux/MIPS program: its first registers as the kernel's execve
 * leaves them. [psABI MIPS, Process Initialization; Linux fs/binfmt_elf.c] */
#include "start.h"

#include "mips_fpu.h"

void guest_start(struct state *st)
{
	static const struct aux own[] = {{AT_HWCAP_, 0}, {AT_HWCAP2_, 0}};
	st->gpr[SP] = stack_build("mips", own, sizeof own / sizeof *own);
	st->pc = xlat_program.entry;
	st->ll_addr = 1;
	fpu_init(st, (xlat_program.flags & PROGRAM_NAN2008) != 0);
}
