/* The dispatcher enters lifted code and finds where to go on when it comes
 * back: for a PC whose caller is gone, for one that was not foreseen. */
#include "code.h"
#include "interp.h"
#include "misses.h"
#include "signal.h"

/* In every output: calls lifted code at pc, registers from and to the state. */
uint32_t xlat_enter(uint32_t pc, const void *code);
/* In every output: lifted code that returns to the dispatcher at once. */
extern const char xlat_miss[];

/* lifted returns the code that can be entered at a guest PC, or NULL. */
static const void *lifted(uint32_t pc)
{
	const struct program *p = &program;
	if (pc < p->text_start || pc >= p->text_end || pc % GUEST_ALIGN != 0)
		return NULL;
	uint32_t distance = p->dispatch[(pc - p->text_start) / GUEST_ALIGN];
	return distance == 0 ? NULL : xlat_miss + distance;
}

bool is_lifted(gaddr pc)
{
	return lifted(pc) != NULL;
}

bool is_function(gaddr pc)
{
	const struct function *f = code_from(pc);
	return f < program.functions_end && f->guest == pc && lifted(pc) != NULL;
}

_Noreturn void xlat_dispatch(struct state *st)
{
	for (;;) {
		st->unwind = 0;
		if (st->thread->nest != NULL)
			nest_prune(st);
		if (__atomic_load_n(&st->event, __ATOMIC_RELAXED) != 0)
			signals_deliver(st);
		if (is_stepping(st)) {
			uint64_t executed = 0;
			interpret(st, &executed);
			continue;
		}
		const void *code = lifted(st->pc);
		if (code == NULL) {
			interpret(st, misses_enter(st->pc));
			continue;
		}
		uint32_t next = xlat_enter(st->pc, code);
		if (!unwinds(st, next))
			st->pc = next;
	}
}
