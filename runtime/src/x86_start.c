/* The start of a Linux/i386 program: its first registers as the kernel's execve
 * leaves them. [psABI i386, Process Initialization; Linux
 * arch/x86/include/asm/elf.h] */
#include "start.h"

#include "x86_flags.h"
#include "x86_fpu.h"
#include "x86_segment.h"
#include "x86_system.h"

void guest_start(struct state *st)
{
	const struct aux own[] = {{AT_HWCAP_, x86_features()}, {AT_HWCAP2_, 0}};
	st->gpr[ESP] = stack_build("i686", own, sizeof own / sizeof *own);
	st->pc = xlat_process.start;
	static const uint32_t data[] = {SEG_ES, SEG_SS, SEG_DS};
	for (size_t i = 0; i < sizeof data / sizeof *data; i++)
		x86_load_segment(st, data[i], USER_DS);
	st->seg[SEG_CS] = USER_CS;
	x86_set_eflags(st, 0);
	x86_fpu_init(st);
}
