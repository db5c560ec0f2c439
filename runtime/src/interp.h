/* The interpreter and its seam to the dispatcher. */
#ifndef INTERP_H
#define INTERP_H

#include "start.h"

/* interpret executes guest code from st->pc until lifted code can go on, or an
 * event is pending. It executes at least one instruction, and counts them in
 * *executed, delay slots not apart. */
void interpret(struct state *st, uint64_t *executed);

/* is_stepping reports whether the guest wants a trap after each instruction,
 * which lifted code does not give. */
#ifdef GUEST_X86
bool is_stepping(const struct state *st);
#else
static inline bool is_stepping(const struct state *st)
{
	(void)st;
	return false;
}
#endif

/* is_function reports whether pc is where a lifted function begins. */
bool is_function(gaddr pc);

/* is_lifted reports whether lifted code can be entered at pc. */
bool is_lifted(gaddr pc);

#endif
