/* The interpreter's table of steps, and where words come from. */
#include "decode.h"

#include "interp.h"
#include "mem.h"

enum { SIGSEGV_ = 11, SEGV_MAPERR_ = 1, SEGV_ACCERR_ = 2 };

uint32_t rt_illegal(struct state *st, uint32_t word);

static uint64_t run_illegal(uint32_t word, uint32_t pc)
{
	struct state *st = self();
	st->pc = pc;
	return rt_illegal(st, word);
}
static const struct step illegal = {0, 0, run_illegal};

/* Decoded words: the word in the high half, the number of its step plus one in
 * the low half. An element is one store, so threads can share the cache. */
static uint64_t decoded[1 << 12];

const struct step *step_of(const struct step *steps, uint32_t n, uint32_t word)
{
	uint64_t *slot = &decoded[(word * 0x9e3779b1u) >> 20];
	uint64_t d = __atomic_load_n(slot, __ATOMIC_RELAXED);
	if (d >> 32 == word && (uint32_t)d != 0)
		return &steps[(uint32_t)d - 1];
	for (uint32_t i = 0; i < n; i++)
		if ((word & steps[i].mask) == steps[i].match) {
			__atomic_store_n(slot, (uint64_t)word << 32 | (i + 1), __ATOMIC_RELAXED);
			return &steps[i];
		}
	return &illegal;
}

bool step_fetch(struct state *st, gaddr pc, gaddr *page, uint32_t *word)
{
	gaddr p = pc & ~4095u;
	if (p != *page) {
		if (pc % 4 != 0 || !(mem_prot(pc) & MEM_EXEC)) {
			st->pc = guest_fault(st, SIGSEGV_, mem_mapped(pc) ? SEGV_ACCERR_ : SEGV_MAPERR_, pc);
			return false;
		}
		*page = p;
	}
	*word = get32(host(pc));
	return true;
}
