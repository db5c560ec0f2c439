/* Instructions that lifted code leaves to the runtime. Each gets the state,
 * exact and with the PC of the instruction, and returns where to go on. */
#include "start.h"
#include "x86_flags.h"
#include "x86_fpu.h"
#include "x86_system.h"

/* The instruction again: another thread was quicker, or it has more to do. */
uint32_t rt_again(struct state *st, uint32_t pc)
{
	(void)st;
	return pc;
}

/* Nothing: a repeated instruction whose count is 0. */
uint32_t rt_skip(struct state *st, uint32_t next)
{
	(void)st;
	return next;
}

/* A system call starts again at the last two bytes of its instruction, past
 * prefixes. */
uint32_t rt_interrupt(struct state *st, uint32_t n, uint32_t next)
{
	if (n == 0x80) {
		st->pc = next - INT_80;
		return rt_syscall(st, 0);
	}
	if (n == 3)
		return rt_break(st, next);
	return n == 4 ? rt_into(st, next) : rt_int(st, n);
}

void x86_push(gaddr *sp, uint32_t width, uint32_t v)
{
	*sp -= width;
	if (width == 2)
		put16(host(*sp), (uint16_t)v);
	else
		put32(host(*sp), v);
}

/* ENTER, whose pushes may fault, and which looks whether the new frame's last
 * word can be written: nothing changes before all is done. [SDM 2A, ENTER] */
uint32_t rt_enter(struct state *st, uint32_t size, uint32_t level, uint32_t width, uint32_t next)
{
	gaddr sp = st->gpr[ESP], bp = st->gpr[EBP], frame = sp - width;
	level &= 31;
	x86_push(&sp, width, bp);
	for (uint32_t n = 1; n < level; n++) {
		gaddr link = bp - width * n;
		x86_push(&sp, width, x86_operand(link, width));
	}
	if (level > 0)
		x86_push(&sp, width, frame);
	sp -= size;
	__asm__ volatile("lock orb $0, %0" : "+m"(*(uint8_t *)host(sp)));
	st->gpr[EBP] = x86_merged(bp, frame, width);
	st->gpr[ESP] = sp;
	return next;
}

/* POPF has popped flags with TF set. */
uint32_t rt_trap_flag(struct state *st, uint32_t flags, uint32_t size, uint32_t next)
{
	x86_set_eflags(st, x86_merged(x86_get_eflags(st), flags, size));
	return next;
}

