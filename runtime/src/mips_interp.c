/* The interpreter: executes guest code that was not lifted, one instruction at
 * a time, until it reaches code that was. Its steps are generated from the
 * semantics that lifting uses. */
#include "interp.h"

#include "decode.h"
#include "mem.h"

/* Set in what a step returns when the delay slot runs first. */
#define STEP_DELAYED (UINT64_C(1) << 32)

extern const struct step xlat_steps_fr0[], xlat_steps_fr1[];
extern const uint32_t xlat_steps_fr0_count, xlat_steps_fr1_count;

static const struct step *decode(uint32_t word)
{
	if (program.flags & PROGRAM_FR1)
		return step_of(xlat_steps_fr1, xlat_steps_fr1_count, word);
	return step_of(xlat_steps_fr0, xlat_steps_fr0_count, word);
}

static bool is_syscall(uint32_t word)
{
	return (word & 0xfc00003f) == 0x0000000c;
}

/* execute runs the instruction at st->pc, with its delay slot, and moves
 * st->pc on. */
static void execute(struct state *st, gaddr *page)
{
	gaddr pc = st->pc;
	uint32_t word;
	if (!step_fetch(st, pc, page, &word))
		return;
	uint64_t next = decode(word)->run(word, pc);
	if (!(next & STEP_DELAYED)) {
		if (is_syscall(word))
			*page = NO_PAGE; /* it may have changed what is mapped */
		if (!unwinds(st, (uint32_t)next))
			st->pc = (uint32_t)next;
		return;
	}
	uint32_t slot;
	if (!step_fetch(st, pc + 4, page, &slot))
		return;
	/* The processor reports what the slot raises at the transfer. */
	uint64_t after = decode(slot)->run(slot, pc);
	if (unwinds(st, (uint32_t)after))
		return;
	/* Where the slot raised something, that decides; a transfer in a delay
	 * slot is unpredictable by the manual, and here never taken. */
	bool raised = !(after & STEP_DELAYED) && (uint32_t)after != pc + 4;
	st->pc = raised ? (uint32_t)after : (uint32_t)next;
}

/* own_address sets t9 where a function of the program begins that computes $gp
 * from it, its own address: callers of lifted functions do not store it, and
 * this one may have been closed. [MIPS psABI, Position-Independent Function Prologue] */
static void own_address(struct state *st)
{
	gaddr pc = st->pc;
	if (pc < program.text_start || pc >= program.text_end || pc % 4 != 0 || !(mem_prot(pc) & mem_prot(pc + 8) & MEM_EXEC))
		return;
	if ((get32(host(pc)) & 0xffff0000) == 0x3c1c0000 /* lui gp */ && get32(host(pc + 8)) == 0x0399e021 /* addu gp, gp, t9 */)
		st->gpr[T9] = pc;
}

void interpret(struct state *st, uint64_t *executed)
{
	gaddr page = NO_PAGE;
	own_address(st);
	do {
		++*executed;
		execute(st, &page);
	} while (st->event == 0 && !is_lifted(st->pc));
}
