/* Guest state of a MIPS thread. Emitted code works on it through %gs at these
 * offsets, which frontend/mips/state.go repeats; TestStateOffsets compares. */
#ifndef STATE_MIPS_H
#define STATE_MIPS_H

#include <stddef.h>
#include <stdint.h>

enum { ZERO, AT, V0, V1, A0, A1, A2, A3, T0, T1, T2, T3, T4, T5, T6, T7,
       S0, S1, S2, S3, S4, S5, S6, S7, T8, T9, K0, K1, GP, SP, FP, RA };

struct state {
	struct state *self;   /* what %gs:0 holds */
	uint64_t stack_limit; /* lifted code returns to the dispatcher below this host sp */
	uint32_t pc;          /* exact outside lifted code */
	uint32_t event;       /* not 0: lifted code returns to the dispatcher at the next loop or call */
	uint32_t unwind;      /* not 0: lifted code went stale; a system call leaves it for the dispatcher */
	uint32_t pad[9];
	uint32_t gpr[32];     /* gpr[0] is always 0 */
	uint32_t lo, hi;      /* the accumulator */
	uint32_t tp;          /* UserLocal, read by rdhwr $29 */
	uint32_t fcsr;        /* flags and cause also accrue in MXCSR; condition bits are in fcc */
	uint32_t ll_addr;     /* address of the last ll, 1 when broken */
	uint32_t ll_value;    /* what it loaded */
	uint8_t fcc[8];       /* floating-point condition codes, each 0 or 1 */
	uint64_t fpr[32];     /* FR=0: a pair is one even element, its odd register the high half */
	/* Below: the runtime's own, not seen by emitted code. */
	struct thread *thread;
};

_Static_assert(offsetof(struct state, stack_limit) == 8, "offset");
_Static_assert(offsetof(struct state, pc) == 16, "offset");
_Static_assert(offsetof(struct state, event) == 20, "offset");
_Static_assert(offsetof(struct state, unwind) == 24, "offset");
_Static_assert(offsetof(struct state, gpr) == 64, "offset");
_Static_assert(offsetof(struct state, lo) == 192, "offset");
_Static_assert(offsetof(struct state, tp) == 200, "offset");
_Static_assert(offsetof(struct state, fcsr) == 204, "offset");
_Static_assert(offsetof(struct state, ll_addr) == 208, "offset");
_Static_assert(offsetof(struct state, ll_value) == 212, "offset");
_Static_assert(offsetof(struct state, fcc) == 216, "offset");
_Static_assert(offsetof(struct state, fpr) == 224, "offset");

#endif
