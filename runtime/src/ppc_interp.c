/* The interpreter: executes guest code that was not lifted, one instruction at
 * a time, until it reaches code that was. */
#include "interp.h"

#include "decode.h"

extern const struct step xlat_steps[];
extern const uint32_t xlat_steps_count;

static bool is_syscall(uint32_t word)
{
	return (word & 0xfc000002) == 0x44000002;
}

void interpret(struct state *st, uint64_t *executed)
{
	gaddr page = NO_PAGE;
	do {
		uint32_t word;
		++*executed;
		if (!step_fetch(st, st->pc, &page, &word))
			continue;
		uint32_t next = (uint32_t)step_of(xlat_steps, xlat_steps_count, word)->run(word, st->pc);
		if (is_syscall(word))
			page = NO_PAGE; /* it may have changed what is mapped */
		if (next != UNWIND)
			st->pc = next;
	} while (st->event == 0 && !is_lifted(st->pc));
}
