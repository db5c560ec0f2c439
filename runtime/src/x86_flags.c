/* EFLAGS as a whole. [SDM 1, 3.4.3] */
#include "x86_flags.h"

uint32_t x86_get_eflags(const struct state *st)
{
	uint32_t even = !__builtin_parity(st->pf);
	return FLAG_ONE | FLAG_IF | st->eflags | st->cf * (uint32_t)FLAG_CF | even * FLAG_PF | st->af * (uint32_t)FLAG_AF |
		st->zf * (uint32_t)FLAG_ZF | st->sf * (uint32_t)FLAG_SF | st->df * (uint32_t)FLAG_DF |
		(uint32_t)(st->sf ^ st->lt) * FLAG_OF;
}

void x86_set_eflags(struct state *st, uint32_t flags)
{
	st->cf = (flags & FLAG_CF) != 0;
	st->pf = (flags & FLAG_PF) == 0; /* of 0 the parity is even, of 1 odd */
	st->af = (flags & FLAG_AF) != 0;
	st->zf = (flags & FLAG_ZF) != 0;
	st->sf = (flags & FLAG_SF) != 0;
	st->df = (flags & FLAG_DF) != 0;
	st->lt = (uint8_t)(st->sf ^ ((flags & FLAG_OF) != 0));
	st->eflags = flags & (FLAG_TF | FLAG_NT | FLAG_AC | FLAG_ID);
}
