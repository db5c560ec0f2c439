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

/* Features of leaf 1. [SDM 2A, CPUID] */
enum {
	EDX_FPU = 1 << 0, EDX_TSC = 1 << 4, EDX_CX8 = 1 << 8, EDX_CMOV = 1 << 15, EDX_MMX = 1 << 23, EDX_FXSR = 1 << 24,
	EDX_SSE = 1 << 25, EDX_SSE2 = 1 << 26,
	ECX_SSE3 = 1 << 0, ECX_SSSE3 = 1 << 9, ECX_SSE41 = 1 << 19, ECX_MOVBE = 1 << 22, ECX_POPCNT = 1 << 23,
};

uint32_t x86_features(void)
{
	return EDX_FPU | EDX_TSC | EDX_CX8 | EDX_CMOV | EDX_MMX | EDX_FXSR | EDX_SSE | EDX_SSE2;
}

/* A processor that has what frontend/x86 has, under the maker's name that
 * programs expect. */
uint32_t rt_cpuid(struct state *st, uint32_t next)
{
	uint32_t a = 0, b = 0, c = 0, d = 0;
	switch (st->gpr[EAX]) {
	case 0:
		a = 1;
		b = 0x756e6547; /* GenuineIntel */
		d = 0x49656e69;
		c = 0x6c65746e;
		break;
	case 0x80000000:
		a = 0x80000001;
		break;
	case 0x80000001:
		break;
	default:
		a = 0x6f0; /* family 6, model 15 */
		b = 8 << 8; /* a cache line of 64 bytes */
		c = ECX_SSE3 | ECX_SSSE3 | ECX_SSE41 | ECX_MOVBE | ECX_POPCNT;
		d = x86_features();
	}
	st->gpr[EAX] = a;
	st->gpr[EBX] = b;
	st->gpr[ECX] = c;
	st->gpr[EDX] = d;
	return next;
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
		x86_push(&sp, width, width == 2 ? get16(host(link)) : get32(host(link)));
	}
	if (level > 0)
		x86_push(&sp, width, frame);
	sp -= size;
	__asm__ volatile("lock orb $0, %0" : "+m"(*(uint8_t *)host(sp)));
	st->gpr[EBP] = width == 2 ? (bp & 0xffff0000) | (frame & 0xffff) : frame;
	st->gpr[ESP] = sp;
	return next;
}

/* POPF has popped flags with TF set. */
uint32_t rt_trap_flag(struct state *st, uint32_t flags, uint32_t size, uint32_t next)
{
	x86_set_eflags(st, size == 2 ? (x86_get_eflags(st) & 0xffff0000) | flags : flags);
	return next;
}

