/* What lifted code calls for instructions it leaves to the runtime. */
#ifndef X86_SYSTEM_H
#define X86_SYSTEM_H

#include "x86_segment.h"

/* The bytes of INT 0x80. */
enum { INT_80 = 2 };

/* In x86_system.c. */
uint32_t rt_again(struct state *st, uint32_t pc);
uint32_t rt_skip(struct state *st, uint32_t next);
uint32_t rt_interrupt(struct state *st, uint32_t n, uint32_t next);
uint32_t rt_enter(struct state *st, uint32_t size, uint32_t level, uint32_t width, uint32_t next);
uint32_t rt_trap_flag(struct state *st, uint32_t flags, uint32_t size, uint32_t next);

/* In x86_far.c; width is the size of an operand, 2 or 4. */
uint32_t rt_segment(struct state *st, uint32_t n, uint32_t selector, uint32_t next);
uint32_t rt_pop_segment(struct state *st, uint32_t n, uint32_t width, uint32_t next);
uint32_t rt_load_far(struct state *st, gaddr ea, uint32_t n, uint32_t reg, uint32_t width, uint32_t next);
uint32_t rt_jump_far(struct state *st, uint32_t offset, uint32_t selector, uint32_t next);
uint32_t rt_call_far(struct state *st, uint32_t offset, uint32_t selector, uint32_t width, uint32_t next);
uint32_t rt_jump_far_at(struct state *st, gaddr ea, uint32_t width, uint32_t next);
uint32_t rt_call_far_at(struct state *st, gaddr ea, uint32_t width, uint32_t next);
uint32_t rt_return_far(struct state *st, uint32_t extra, uint32_t width, uint32_t next);
uint32_t rt_iret(struct state *st, uint32_t width, uint32_t next);

/* In x86_cpuid.c. */
uint32_t rt_cpuid(struct state *st, uint32_t next);

/* In x86_protect.c. */
uint32_t rt_lar(struct state *st, uint32_t selector, uint32_t reg, uint32_t width, uint32_t next);
uint32_t rt_lsl(struct state *st, uint32_t selector, uint32_t reg, uint32_t width, uint32_t next);
uint32_t rt_verr(struct state *st, uint32_t selector, uint32_t next);
uint32_t rt_verw(struct state *st, uint32_t selector, uint32_t next);
uint32_t rt_arpl(struct state *st, gaddr ea, uint32_t selector, uint32_t next);
uint32_t rt_sldt(void);

/* In x86_interp.c: executes the instruction at st->pc. */
uint32_t rt_interpret(struct state *st, uint32_t unused);

/* In x86_fpu.c. */
long double rt_stack_underflow(void) __attribute__((preserve_all));
long double rt_stack_overflow(void) __attribute__((preserve_all));
uint32_t rt_out_of_range(struct state *st, uint32_t next);
uint32_t rt_fninit(void);
uint32_t rt_fnstenv(struct state *st, gaddr ea, uint32_t width, uint32_t next);
uint32_t rt_fldenv(struct state *st, gaddr ea, uint32_t width, uint32_t next);
uint32_t rt_fnsave(struct state *st, gaddr ea, uint32_t width, uint32_t next);
uint32_t rt_frstor(struct state *st, gaddr ea, uint32_t width, uint32_t next);
uint32_t rt_fxsave(struct state *st, gaddr ea, uint32_t next);
uint32_t rt_fxrstor(struct state *st, gaddr ea, uint32_t next);

/* In x86_sse.c: the register file goes from x87 values to MMX values and back;
 * a comparison met a quiet NaN it complains of. */
uint32_t rt_enter_mmx(void) __attribute__((preserve_all));
uint32_t rt_leave_mmx(void) __attribute__((preserve_all));
uint32_t rt_emms(struct state *st, uint32_t next);
uint32_t rt_invalid_sse(void) __attribute__((preserve_all));

/* Exceptions, in x86_trap.c. next is where the instruction after that at
 * st->pc is. */
uint32_t rt_divide(struct state *st, uint32_t unused);     /* #DE */
uint32_t rt_trace(struct state *st);                       /* #DB, TF */
uint32_t rt_illegal(struct state *st, uint32_t unused);    /* #UD */
uint32_t rt_break(struct state *st, uint32_t next);        /* #BP */
uint32_t rt_debug(struct state *st, uint32_t next);        /* #DB, INT1 */
uint32_t rt_into(struct state *st, uint32_t next);         /* #OF */
uint32_t rt_bound(struct state *st, uint32_t next);        /* #BR */
uint32_t rt_privileged(struct state *st, uint32_t unused); /* #GP */
uint32_t x86_refuse(struct state *st, struct refusal r);   /* #GP, #NP or #SS by a selector */
uint32_t rt_int(struct state *st, uint32_t n);             /* #GP by INT n */

/* x86_fetch_fault is the page fault of an instruction that cannot be read at a. */
uint32_t x86_fetch_fault(struct state *st, gaddr a);

/* x86_push stores an operand of width bytes, 2 or 4, below *sp, which it moves. */
void x86_push(gaddr *sp, uint32_t width, uint32_t v);

/* x86_features is what CPUID tells in EDX of leaf 1, which is AT_HWCAP too. */
uint32_t x86_features(void);

/* x86_operand reads an operand of width bytes, x86_merged returns what one leaves in
 * a register of which it writes the low part. */
static inline uint32_t x86_operand(gaddr a, uint32_t width)
{
	return width == 2 ? get16(host(a)) : get32(host(a));
}

static inline uint32_t x86_merged(uint32_t was, uint32_t v, uint32_t width)
{
	return width == 2 ? (was & 0xffff0000) | (v & 0xffff) : v;
}

#endif
