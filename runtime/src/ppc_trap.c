/* Exceptions of PowerPC instructions, as Linux turns them into signals.
 * [Linux arch/powerpc/kernel/traps.c] */
#include "signal.h"

enum {
	SIGILL_ = 4, SIGTRAP_ = 5, SIGFPE_ = 8,
	ILL_ILLOPC_ = 1, TRAP_BRKPT_ = 1,
	PROGRAM_INTERRUPT = 0x700, DATA_STORAGE_INTERRUPT = 0x300,
};

/* program_interrupt raises a signal for the instruction at the state's PC. */
uint32_t program_interrupt(struct state *st, int sig, int code)
{
	st->trap = PROGRAM_INTERRUPT;
	return guest_fault(st, sig, code, st->pc);
}

uint32_t rt_trap(struct state *st, uint32_t word)
{
	(void)word;
	return program_interrupt(st, SIGTRAP_, TRAP_BRKPT_);
}

uint32_t rt_illegal(struct state *st, uint32_t word)
{
	(void)word;
	return program_interrupt(st, SIGILL_, ILL_ILLOPC_);
}

void fault_note(struct state *st, uint8_t *info, const uint8_t *context, gaddr pc)
{
	uint64_t addr;
	(void)context;
	(void)pc;
	memcpy(&addr, info + 16, 8);
	st->trap = DATA_STORAGE_INTERRUPT;
	st->dar = (uint32_t)addr;
}

uint32_t rt_timebase(uint32_t half)
{
	uint32_t lo, hi;
	__asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
	return half ? hi : lo;
}
