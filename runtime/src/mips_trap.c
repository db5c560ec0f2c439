/* Exceptions of MIPS instructions, as Linux turns them into signals.
 * [Linux arch/mips/kernel/traps.c] */
#include "signal.h"

enum {
	SIGILL_ = 4, SIGTRAP_ = 5, SIGBUS_ = 7, SIGFPE_ = 8,
	TRAP_BRKPT_ = 1, BUS_ADRALN_ = 1, FPE_INTDIV_ = 1, FPE_INTOVF_ = 2, SI_KERNEL_ = 0x80,
	BRK_OVERFLOW = 6, BRK_DIVZERO = 7,
};

/* An access to the kernel's half that is not aligned is an address error before
 * it is anything else. */
void fault_note(struct state *st, uint8_t *info, const uint8_t *context, gaddr pc)
{
	static const int32_t sig = SIGBUS_, code = BUS_ADRALN_;
	const uint64_t kernel_space = 0x80000000u;
	uint64_t addr;
	(void)st;
	(void)context;
	(void)pc;
	memcpy(&addr, info + 16, 8);
	if (addr >= kernel_space && addr % 4 != 0) {
		memcpy(info, &sig, 4);
		memcpy(info + 8, &code, 4);
	}
}

/* trap_or_break raises what the code of a trap or break instruction asks for, or
 * SIGTRAP. */
static uint32_t trap_or_break(struct state *st, uint32_t code, int trap_code)
{
	switch (code) {
	case BRK_OVERFLOW:
		return guest_fault(st, SIGFPE_, FPE_INTOVF_, st->pc);
	case BRK_DIVZERO:
		return guest_fault(st, SIGFPE_, FPE_INTDIV_, st->pc);
	}
	return guest_fault(st, SIGTRAP_, trap_code, trap_code == SI_KERNEL_ ? 0 : st->pc);
}

uint32_t rt_trap(struct state *st, uint32_t code)
{
	return trap_or_break(st, code, SI_KERNEL_);
}

/* The assembler puts the code of break in the upper ten bits of its field, or
 * with two operands in both halves. */
uint32_t rt_break(struct state *st, uint32_t code)
{
	if (code >= 1 << 10)
		code >>= 10;
	return trap_or_break(st, code, TRAP_BRKPT_);
}

uint32_t rt_overflow(struct state *st, uint32_t unused)
{
	(void)unused;
	return guest_fault(st, SIGFPE_, FPE_INTOVF_, st->pc);
}

uint32_t rt_illegal(struct state *st, uint32_t word)
{
	(void)word;
	return guest_fault(st, SIGILL_, SI_KERNEL_, 0);
}

/* A branch or a system call in a delay slot is unpredictable by the manual. */
uint32_t rt_slot(struct state *st, uint32_t word)
{
	return rt_illegal(st, word);
}

/* The cycle counter that rdhwr $2 reads counts every second cycle. */
__attribute__((preserve_all)) uint32_t rt_cycles(void)
{
	uint32_t lo, hi;
	__asm__ volatile("rdtsc" : "=a"(lo), "=d"(hi));
	(void)hi;
	return lo;
}
