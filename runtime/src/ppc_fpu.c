/* The PowerPC floating-point unit on an x86-64 host. Lifted code does its
 * arithmetic with SSE, in a MXCSR that holds the guest's rounding mode. The
 * sticky flags of MXCSR, apart from Invalid, are the guest's too; FPSCR has them
 * where it was looked at since. They are cleared together. [Power I, 4.2.2] */
#include "ppc_fpu.h"

#include "mxcsr.h"
#include "start.h"

/* The exceptions that the host notes. */
#define HOST_FLAGS (FP_OX | FP_UX | FP_ZX | FP_XX)
/* The bits of FPSCR that depend on those. */
#define ACCRUED (HOST_FLAGS | FP_FX)

/* change sets FPSCR but for FEX and VX, which follow from the other bits: each
 * enabling bit lies 22 below the exception's. */
__attribute__((always_inline)) static inline void change(struct state *st, uint32_t v)
{
	v &= ~(FP_FEX | FP_VX | FP_RESERVED);
	v |= v & FP_VX_ALL ? FP_VX : 0;
	st->fpscr = v | (v >> 22 & v & FP_ENABLES ? FP_FEX : 0);
	st->news = (v & FP_XX ? 0 : MXCSR_PE) | (v & FP_UX ? 0 : MXCSR_UE) | (v & FP_OX ? 0 : MXCSR_OE) | (v & FP_ZX ? 0 : MXCSR_ZE);
}

/* raise mostly finds the bits set. The processor goes on by a guess of that, where
 * what sets them in any case would wait for the operations that raised them. */
__attribute__((always_inline)) static inline void raise(struct state *st, uint32_t bits)
{
	bits &= ~st->fpscr;
	if (__builtin_expect(bits != 0, 0))
		change(st, st->fpscr | bits | (bits & ~(FP_FI | FP_FR) ? FP_FX : 0));
}

void fpu_raise(uint32_t bits)
{
	raise(self(), bits);
}

__attribute__((always_inline)) static inline void settle(struct state *st)
{
	uint32_t mx = mxcsr();
	raise(st, (mx & MXCSR_PE ? FP_XX : 0) | (mx & MXCSR_UE ? FP_UX : 0) | (mx & MXCSR_OE ? FP_OX : 0) | (mx & MXCSR_ZE ? FP_ZX : 0));
}

void fpu_settle(void)
{
	settle(self());
}

/* install makes the host compute as FPSCR says, which has the host's flags. Where
 * enabled exceptions trap, the host's do. */
__attribute__((always_inline)) static inline void install(struct state *st)
{
	static const uint8_t modes[4] = {0, 3, 2, 1};
	uint32_t mx = MXCSR_MASKED | (uint32_t)modes[st->fpscr & FP_RN] << 13, on = st->fp_mode ? st->fpscr : 0;
	mx &= ~((on & FP_XE ? 1u << 12 : 0) | (on & FP_UE ? 1u << 11 : 0) | (on & FP_OE ? 1u << 10 : 0) |
		(on & FP_ZE ? 1u << 9 : 0) | (on & FP_VE ? 1u << 7 : 0));
	set_mxcsr(mx);
}

void fpu_init(struct state *st)
{
	uint32_t a = 1, b, c, d;
	enum { FMA = 1 << 12, OSXSAVE = 1 << 27, AVX = 1 << 28 };
	const uint32_t all = FMA | OSXSAVE | AVX;
	__asm__("cpuid" : "+a"(a), "=b"(b), "=c"(c), "=d"(d) : "2"(0));
	(void)b;
	(void)d;
	uint32_t lo = 0, hi = 0;
	if ((c & all) == all)
		__asm__("xgetbv" : "=a"(lo), "=d"(hi) : "c"(0));
	st->has_fma = (lo & 6) == 6;
	change(st, 0);
	install(st);
}

static inline uint32_t settled(struct state *st)
{
	settle(st);
	return st->fpscr;
}

uint32_t fpu_fpscr(struct state *st)
{
	return settled(st);
}

void fpu_set_fpscr(struct state *st, uint32_t v)
{
	change(st, v);
	install(st);
}

void fpu_set_mode(struct state *st, uint32_t mode)
{
	fpu_settle();
	st->fp_mode = mode;
	install(st);
}

COLD_HELPER uint32_t rt_fpscr(void);
COLD_HELPER uint32_t rt_set_fpscr(uint32_t mask, uint32_t bits);
COLD_HELPER uint32_t rt_set_fpscr_bit(uint32_t bit, uint32_t value);

uint32_t rt_fpscr_field(uint32_t n);
uint32_t rt_take_fpscr(uint32_t field);
uint32_t rt_fpe_due(void);
uint32_t rt_fpe(struct state *st, uint32_t unused);
uint32_t rt_suppressed(void);

COLD_HELPER uint32_t rt_fpscr(void)
{
	return settled(self());
}

/* rt_fpscr_field returns a field, numbered from the most significant one. */
uint32_t rt_fpscr_field(uint32_t n)
{
	return fpu_fpscr(self()) >> (28 - 4 * n) & 15;
}

/* due tells whether an exception is enabled and there, and the program asked the
 * kernel for such to trap. */
static inline bool due(struct state *st)
{
	return st->fp_mode && st->fpscr & FP_FEX;
}

/* set replaces the bits of FPSCR that mask has, and tells whether that leads to a
 * trap. Mathematical functions mostly choose the mode that is, and put back flags
 * that are there already. */
__attribute__((always_inline)) static inline uint32_t set(struct state *st, uint32_t mask, uint32_t bits)
{
	mask &= ~(FP_FEX | FP_VX | FP_RESERVED);
	if (mask & ACCRUED || (st->fpscr ^ bits) & mask)
		settle(st);
	if ((st->fpscr ^ bits) & mask) {
		change(st, (st->fpscr & ~mask) | (bits & mask));
		install(st);
	}
	return due(st);
}

COLD_HELPER uint32_t rt_set_fpscr(uint32_t mask, uint32_t bits)
{
	return set(self(), mask, bits);
}

/* What FX tells of: the bits that mtfsb1 raises and mcrfs clears. */
#define EXCEPTIONS (FP_OX | FP_UX | FP_ZX | FP_XX | FP_VX_ALL)

COLD_HELPER uint32_t rt_set_fpscr_bit(uint32_t bit, uint32_t value)
{
	struct state *st = self();
	if (value & EXCEPTIONS)
		raise(st, value);
	return set(st, bit, value);
}

uint32_t rt_take_fpscr(uint32_t field)
{
	struct state *st = self();
	uint32_t v = rt_fpscr_field(field);
	fpu_set_fpscr(st, st->fpscr & ~(0xf0000000u >> 4 * field & (EXCEPTIONS | FP_FX)));
	return v;
}

uint32_t rt_fpe_due(void)
{
	return due(self());
}

uint32_t program_interrupt(struct state *st, int sig, int code);

/* [Linux arch/powerpc/kernel/traps.c, __parse_fpscr] */
uint32_t rt_fpe(struct state *st, uint32_t unused)
{
	enum { SIGFPE_ = 8, FPE_FLTDIV_ = 3, FPE_FLTOVF_, FPE_FLTUND_, FPE_FLTRES_, FPE_FLTINV_ };
	uint32_t v = st->fpscr;
	int code = v & FP_VE && v & FP_VX_ALL ? FPE_FLTINV_ : v & FP_OE && v & FP_OX ? FPE_FLTOVF_ :
		v & FP_UE && v & FP_UX ? FPE_FLTUND_ : v & FP_ZE && v & FP_ZX ? FPE_FLTDIV_ : FPE_FLTRES_;
	(void)unused;
	return program_interrupt(st, SIGFPE_, code);
}

uint32_t rt_suppressed(void)
{
	return self()->kept;
}
