/* Guest state of a PowerPC thread. Emitted code works on it through %gs at these
 * offsets, which frontend/ppc/state.go repeats and a test compares. */
#ifndef STATE_PPC_H
#define STATE_PPC_H

#include <stddef.h>
#include <stdint.h>

enum { SP = 1, TP = 2 }; /* registers with a role, by number */
enum { CR_SO = 3 };      /* of the bits of a field */
enum { XER_SO, XER_OV, XER_CA };

struct state {
	struct state *self;   /* what %gs:0 holds */
	uint64_t stack_limit; /* lifted code returns to the dispatcher below this host sp */
	uint32_t pc;          /* exact outside lifted code */
	uint32_t event;       /* not 0: lifted code returns to the dispatcher at the next loop or call */
	uint32_t unwind;      /* not 0: lifted code went stale; a system call leaves it for the dispatcher */
	uint8_t has_fma;      /* the host has fused multiply-add */
	uint8_t pad[3];
	uint32_t mxcsr;       /* emitted code's own */
	uint32_t fpscr;       /* flags also accrue in MXCSR */
	uint32_t news;        /* flags of MXCSR that fpscr does not have yet */
	uint8_t pad1[20];
	uint32_t gpr[32];
	uint32_t lr, ctr;
	uint8_t cr[32];       /* bits of the condition register, bit 0 first, each 0 or 1 */
	uint8_t xer[3];       /* SO, OV and CA */
	uint8_t pad2;
	uint32_t xer_count;   /* the other bits; the low seven count the bytes of lswx and stswx */
	uint32_t ll_addr;     /* address of the last lwarx, 1 when there is no reservation */
	uint32_t ll_value;    /* what it loaded */
	uint32_t vrsave;
	uint32_t goal;        /* emitted code's own */
	uint64_t fpr[32];
	uint64_t vr[32][2];   /* bytes the other way round: the first element is the most significant part */
	uint64_t sat[2];      /* not 0: VSCR's SAT is set, as it is where vscr says so */
	/* Below: the runtime's own, not seen by emitted code. */
	uint32_t vscr;
	uint32_t fp_mode;     /* of prctl's PR_SET_FPEXC: whether enabled exceptions trap */
	uint32_t kept;        /* the last exact operation leaves its target alone */
	uint32_t trap, dar;   /* of the last fault, for the frame of its signal */
	struct thread *thread;
};

_Static_assert(offsetof(struct state, stack_limit) == 8, "offset");
_Static_assert(offsetof(struct state, pc) == 16, "offset");
_Static_assert(offsetof(struct state, event) == 20, "offset");
_Static_assert(offsetof(struct state, has_fma) == 28, "offset");
_Static_assert(offsetof(struct state, mxcsr) == 32, "offset");
_Static_assert(offsetof(struct state, fpscr) == 36, "offset");
_Static_assert(offsetof(struct state, news) == 40, "offset");
_Static_assert(offsetof(struct state, gpr) == 64, "offset");
_Static_assert(offsetof(struct state, lr) == 192, "offset");
_Static_assert(offsetof(struct state, ctr) == 196, "offset");
_Static_assert(offsetof(struct state, cr) == 200, "offset");
_Static_assert(offsetof(struct state, xer) == 232, "offset");
_Static_assert(offsetof(struct state, xer_count) == 236, "offset");
_Static_assert(offsetof(struct state, ll_addr) == 240, "offset");
_Static_assert(offsetof(struct state, ll_value) == 244, "offset");
_Static_assert(offsetof(struct state, vrsave) == 248, "offset");
_Static_assert(offsetof(struct state, goal) == 252, "offset");
_Static_assert(offsetof(struct state, fpr) == 256, "offset");
_Static_assert(offsetof(struct state, vr) == 512, "offset");
_Static_assert(offsetof(struct state, sat) == 1024, "offset");

#endif
