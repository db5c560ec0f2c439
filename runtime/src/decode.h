/* What interpreters of instruction sets whose instructions are words share: the
 * steps are generated from the semantics that lifting uses. */
#ifndef DECODE_H
#define DECODE_H

#include "xlat.h"

/* One kind of instruction. run returns the PC to go on at, and above it what the
 * machine's interpreter agreed on with its steps. */
struct step {
	uint32_t mask, match;
	uint64_t (*run)(uint32_t word, uint32_t pc);
};

/* step_of finds the step that executes word among n; where there is none, one
 * that raises SIGILL. All calls in a program are with the same steps. */
const struct step *step_of(const struct step *steps, uint32_t n, uint32_t word);

/* No page begins here. */
#define NO_PAGE 1u

/* step_fetch reads the word at pc. It returns false after raising SIGSEGV, when
 * no code can be there; *page is the last page that was found to hold code. */
bool step_fetch(struct state *st, gaddr pc, gaddr *page, uint32_t *word);

#endif
