/* Segment registers, and transfers from one code segment to another, which all
 * are the same memory. What faults changes nothing.
 * [SDM 2A, CALL, IRET, JMP, LDS/LES/LFS/LGS/LSS; SDM 2B, MOV, POP, RET] */
#include "start.h"
#include "x86_flags.h"
#include "x86_system.h"

static uint32_t selector_at(gaddr a)
{
	return get16(host(a));
}

uint32_t rt_segment(struct state *st, uint32_t n, uint32_t selector, uint32_t next)
{
	if (n > SEG_GS || n == SEG_CS)
		return rt_illegal(st, 0);
	struct refusal r = x86_load_segment(st, n, (uint16_t)selector);
	return r.vector != 0 ? x86_refuse(st, r) : next;
}

uint32_t rt_pop_segment(struct state *st, uint32_t n, uint32_t width, uint32_t next)
{
	struct refusal r = x86_load_segment(st, n, (uint16_t)selector_at(st->gpr[ESP]));
	if (r.vector != 0)
		return x86_refuse(st, r);
	st->gpr[ESP] += width;
	return next;
}

uint32_t rt_load_far(struct state *st, gaddr ea, uint32_t n, uint32_t reg, uint32_t width, uint32_t next)
{
	uint32_t offset = x86_operand(ea, width);
	struct refusal r = x86_load_segment(st, n, (uint16_t)selector_at(ea + width));
	if (r.vector != 0)
		return x86_refuse(st, r);
	st->gpr[reg] = x86_merged(st->gpr[reg], offset, width);
	return next;
}

/* enter sets CS, of which the processor makes the RPL the privilege of programs. */
static uint32_t enter(struct state *st, uint32_t selector, gaddr offset)
{
	st->seg[SEG_CS] = selector | 3;
	return offset;
}

uint32_t rt_jump_far(struct state *st, uint32_t offset, uint32_t selector, uint32_t next)
{
	(void)next;
	struct refusal r = x86_check_code(st, (uint16_t)selector, offset, false);
	return r.vector != 0 ? x86_refuse(st, r) : enter(st, selector, offset);
}

uint32_t rt_call_far(struct state *st, uint32_t offset, uint32_t selector, uint32_t width, uint32_t next)
{
	struct refusal r = x86_check_code(st, (uint16_t)selector, offset, false);
	if (r.vector != 0)
		return x86_refuse(st, r);
	gaddr sp = st->gpr[ESP];
	x86_push(&sp, width, st->seg[SEG_CS]);
	x86_push(&sp, width, next);
	st->gpr[ESP] = sp;
	return enter(st, selector, offset);
}

uint32_t rt_jump_far_at(struct state *st, gaddr ea, uint32_t width, uint32_t next)
{
	return rt_jump_far(st, x86_operand(ea, width), selector_at(ea + width), next);
}

uint32_t rt_call_far_at(struct state *st, gaddr ea, uint32_t width, uint32_t next)
{
	return rt_call_far(st, x86_operand(ea, width), selector_at(ea + width), width, next);
}

uint32_t rt_return_far(struct state *st, uint32_t extra, uint32_t width, uint32_t next)
{
	gaddr sp = st->gpr[ESP];
	uint32_t offset = x86_operand(sp, width), selector = selector_at(sp + width);
	(void)next;
	struct refusal r = x86_check_code(st, (uint16_t)selector, offset, true);
	if (r.vector != 0)
		return x86_refuse(st, r);
	st->gpr[ESP] = sp + 2 * width + extra;
	return enter(st, selector, offset);
}

/* IRET in a nested task would go back to another, of which there is none with
 * 64-bit kernels. */
uint32_t rt_iret(struct state *st, uint32_t width, uint32_t next)
{
	gaddr sp = st->gpr[ESP];
	(void)next;
	if (st->eflags & FLAG_NT)
		return rt_privileged(st, 0);
	uint32_t offset = x86_operand(sp, width), selector = selector_at(sp + width), flags = x86_operand(sp + 2 * width, width);
	struct refusal r = x86_check_code(st, (uint16_t)selector, offset, true);
	if (r.vector != 0)
		return x86_refuse(st, r);
	st->gpr[ESP] = sp + 3 * width;
	x86_set_eflags(st, x86_merged(x86_get_eflags(st), flags, width));
	st->pc = enter(st, selector, offset);
	if (flags & FLAG_TF)
		st->unwind = 1; /* the interpreter goes on, not lifted code */
	return going_on(st);
}
