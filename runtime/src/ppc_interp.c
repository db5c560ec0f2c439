/* The interpreter: executes guest code that was not lifted, one instruction at
 * a time, until it reaches code that was. */
#include "interp.h"

#include "decode.h"
#include "ppc_xer.h"

extern const struct step xlat_steps[];
extern const uint32_t xlat_steps_count;

static bool is_syscall(uint32_t word)
{
	return (word & 0xfc000002) == 0x44000002;
}

/* execute executes the instruction at st->pc. */
static void execute(struct state *st, gaddr *page)
{
	uint32_t word;
	if (!step_fetch(st, st->pc, page, &word))
		return;
	uint8_t summary = st->xer[XER_SO];
	uint32_t next = (uint32_t)step_of(xlat_steps, xlat_steps_count, word)->run(word, st->pc);
	if (summary != st->xer[XER_SO])
		summary_changed(st);
	if (is_syscall(word))
		*page = NO_PAGE; /* it may have changed what is mapped */
	if (!unwinds(st, next))
		st->pc = next;
}

uint32_t rt_interpret(struct state *st, uint32_t unused);
/* rt_interpret executes the instruction at st->pc for lifted code that has
 * found a double where it wants a single. */
uint32_t rt_interpret(struct state *st, uint32_t unused)
{
	gaddr page = NO_PAGE;
	(void)unused;
	execute(st, &page);
	return going_on(st);
}

void interpret(struct state *st, uint64_t *executed)
{
	gaddr page = NO_PAGE;
	do {
		++*executed;
		execute(st, &page);
	} while (st->event == 0 && !is_lifted(st->pc));
}
