/* Guest state of an i386 thread. Emitted code works on it through %gs at these
 * offsets, which frontend/x86/state.go repeats and a test compares. */
#ifndef STATE_X86_H
#define STATE_X86_H

#include <stddef.h>
#include <stdint.h>

/* Numbers of the general and of the segment registers, as instructions encode
 * them. */
enum { EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI };
enum { SEG_ES, SEG_CS, SEG_SS, SEG_DS, SEG_FS, SEG_GS };

struct state {
	struct state *self;   /* what %gs:0 holds */
	uint64_t stack_limit; /* lifted code returns to the dispatcher below this host sp */
	uint32_t pc;          /* exact outside lifted code */
	uint32_t event;       /* not 0: lifted code returns to the dispatcher at the next loop or call */
	uint32_t unwind;      /* not 0: lifted code went stale; a system call leaves it for the dispatcher */
	uint32_t pad[9];
	uint32_t gpr[8];
	uint32_t seg_base[6]; /* what is added to addresses; only that of fs and gs is used */
	/* The arithmetic flags, in the form instructions leave them. */
	uint8_t cf;           /* 0 or 1 */
	uint8_t pf;           /* the low byte of the result: PF is 1 where its parity is even */
	uint8_t af;           /* 0 or 1 */
	uint8_t zf;           /* 0 or 1 */
	uint8_t sf;           /* 0 or 1 */
	uint8_t lt;           /* SF != OF, 0 or 1 */
	uint8_t df;           /* 0 or 1 */
	uint8_t pad2;
	uint32_t eflags;      /* the other bits: TF, IOPL, NT, RF, AC, ID; 0 for those above */
	uint32_t seg[6];      /* selectors */
	uint32_t fpu;         /* enum fpu_stack */
	uint32_t fcw;         /* control word; the host's is always the same */
	uint32_t fcc;         /* C0 to C3, in place in the status word; its exceptions are the host's */
	uint32_t fop, fip, fcs, fdp, fds; /* of the last instruction, where known */
	uint64_t mm[8];       /* where FPU_MMX */
	struct fpreg {
		uint64_t mantissa;
		uint16_t exponent; /* and sign */
		uint16_t pad[3];
	} st[8];              /* by number in the register file, not from the top */
	uint8_t xmm[8][16];
	/* MXCSR is the host's while the guest runs. */
	/* Below: the runtime's own, not seen by emitted code. */
	struct thread *thread;
	uint64_t tls[3];      /* descriptors in the GDT that are the thread's */
	uint32_t trapno, error, cr2; /* of the last exception, which signal frames show */
};

/* The word fpu says how the register file is used. */
enum fpu_stack {
	FPU_FULL = 0xff,      /* a bit for each register of st that is not empty */
	FPU_TOP_SHIFT = 8,    /* number of st(0), three bits */
	FPU_TOP = 7 << 8,
	FPU_MMX = 1 << 16,    /* registers hold MMX values, which are in mm; TOP is 0, all are full */
};

_Static_assert(offsetof(struct state, stack_limit) == 8, "offset");
_Static_assert(offsetof(struct state, pc) == 16, "offset");
_Static_assert(offsetof(struct state, event) == 20, "offset");
_Static_assert(offsetof(struct state, gpr) == 64, "offset");
_Static_assert(offsetof(struct state, seg_base) == 96, "offset");
_Static_assert(offsetof(struct state, cf) == 120, "offset");
_Static_assert(offsetof(struct state, eflags) == 128, "offset");
_Static_assert(offsetof(struct state, seg) == 132, "offset");
_Static_assert(offsetof(struct state, fpu) == 156, "offset");
_Static_assert(offsetof(struct state, fcw) == 160, "offset");
_Static_assert(offsetof(struct state, fcc) == 164, "offset");
_Static_assert(offsetof(struct state, mm) == 192, "offset");
_Static_assert(offsetof(struct state, st) == 256, "offset");
_Static_assert(offsetof(struct state, xmm) == 384, "offset");

#endif
