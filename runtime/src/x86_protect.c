/* What programs may ask about descriptors. Whether they may is in ZF.
 * [SDM 2A, ARPL, LAR, LSL; SDM 2B, SLDT, VERR/VERW] */
#include "x86_system.h"

/* answer gives a register v where there is a descriptor. */
static uint32_t answer(struct state *st, uint64_t descriptor, uint32_t v, uint32_t reg, uint32_t width, uint32_t next)
{
	st->zf = descriptor != 0;
	if (descriptor != 0)
		st->gpr[reg] = x86_merged(st->gpr[reg], v, width);
	return next;
}

uint32_t rt_lar(struct state *st, uint32_t selector, uint32_t reg, uint32_t width, uint32_t next)
{
	uint64_t v = x86_descriptor(st, (uint16_t)selector);
	return answer(st, v, (uint32_t)(v >> 32) & 0x00ffff00, reg, width, next);
}

uint32_t rt_lsl(struct state *st, uint32_t selector, uint32_t reg, uint32_t width, uint32_t next)
{
	uint64_t v = x86_descriptor(st, (uint16_t)selector);
	return answer(st, v, x86_limit(v), reg, width, next);
}

uint32_t rt_verr(struct state *st, uint32_t selector, uint32_t next)
{
	uint64_t v = x86_descriptor(st, (uint16_t)selector);
	st->zf = v != 0 && (!desc_has(v, DESC_CODE) || desc_has(v, DESC_ACCESS));
	return next;
}

uint32_t rt_verw(struct state *st, uint32_t selector, uint32_t next)
{
	uint64_t v = x86_descriptor(st, (uint16_t)selector);
	st->zf = v != 0 && !desc_has(v, DESC_CODE) && desc_has(v, DESC_ACCESS);
	return next;
}

uint32_t rt_arpl(struct state *st, gaddr ea, uint32_t selector, uint32_t next)
{
	put16(host(ea), (uint16_t)selector);
	st->zf = 1;
	return next;
}

/* The kernel's selector of a process's own table.
 * [Linux arch/x86/include/asm/segment.h] */
uint32_t rt_sldt(void)
{
	return x86_has_ldt() ? 10 << 3 : 0;
}
