/* What lifted code calls for instructions it leaves to the runtime. */
#ifndef X86_SYSTEM_H
#define X86_SYSTEM_H

#include "xlat.h"

/* In x86_system.c. */
uint32_t rt_again(struct state *st, uint32_t pc);
uint32_t rt_interrupt(struct state *st, uint32_t n, uint32_t next);
uint32_t rt_cpuid(struct state *st, uint32_t next);
uint32_t rt_enter(struct state *st, uint32_t size, uint32_t level, uint32_t next);
uint32_t rt_segment(struct state *st, uint32_t n, uint32_t selector, uint32_t next);
uint32_t rt_pop_segment(struct state *st, uint32_t n, uint32_t size, uint32_t next);
uint32_t rt_debug(struct state *st, uint32_t next);

/* In x86_interp.c: executes the instruction at st->pc. */
uint32_t rt_interpret(struct state *st, uint32_t unused);

/* Exceptions, in x86_trap.c. next is where the instruction after that at
 * st->pc is. */
uint32_t rt_illegal(struct state *st, uint32_t unused);    /* #UD */
uint32_t rt_break(struct state *st, uint32_t next);        /* #BP */
uint32_t rt_into(struct state *st, uint32_t next);         /* #OF */
uint32_t rt_bound(struct state *st, uint32_t next);        /* #BR */
uint32_t rt_privileged(struct state *st, uint32_t unused); /* #GP */
uint32_t rt_int(struct state *st, uint32_t n);             /* #GP by INT n */

/* x86_load_segment loads segment register n; not 0 where the processor refuses
 * the selector. */
int x86_load_segment(struct state *st, uint32_t n, uint16_t selector);

#endif
