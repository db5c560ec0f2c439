/* The MIPS floating-point unit on an x86-64 host. Lifted code does its
 * arithmetic with SSE, in a MXCSR that holds the guest's rounding mode and
 * flush bit; the sticky flags of MXCSR, apart from Invalid, are the guest's
 * flags since FCSR was last written. x86 and MIPS disagree on which NaNs are
 * signaling and which NaN results, hence on Invalid; whatever may raise it
 * comes here, and it is kept in state.fcsr alone. */
#include "mips_float.h"

#include "code.h"
#include "start.h"

/* install makes v, without condition codes, the FCSR of this thread. */
static void install(struct state *st, uint32_t v)
{
	st->fcsr = v;
	set_mxcsr(control(v) | (v & FS ? FLUSH : 0));
}

/* may_raise reports whether a word is an instruction that can raise a
 * floating-point exception: not a move, and none that only changes the sign.
 * [MIPS32 II, A] */
static bool may_raise(uint32_t word)
{
	enum { COP1 = 0x11, COP1X = 0x13, FIRST_FORMAT = 16, FIRST_MADD = 0x20 };
	const uint64_t quiet = 1u << 5 | 1u << 6 | 1u << 7 | 1u << 0x11 | 1u << 0x12 | 1u << 0x13; /* ABS MOV NEG MOVF MOVZ MOVN */
	uint32_t op = word >> 26, function = word & 63;
	return (op == COP1 && (word >> 21 & 31) >= FIRST_FORMAT && !(quiet >> function & 1)) ||
		(op == COP1X && function >= FIRST_MADD);
}

static bool computes(const struct function *f)
{
	uint8_t words[1024];
	for (uint32_t at = 0; at < f->size; at += sizeof words) {
		uint32_t n = f->size - at < sizeof words ? f->size - at : sizeof words;
		if (copy_in(words, f->guest + at, n))
			return false; /* closed already */
		for (uint32_t i = 0; i < n; i += 4)
			if (may_raise(get32(words + i)))
				return true;
	}
	return false;
}

/* Lifted code does arithmetic when it suits, and tells nobody what it raises. A
 * program that enables exceptions has it interpreted from then on, unless it was
 * translated to be exact. */
static bool exact_from_now;

static bool must_be_exact(uint32_t fcsr)
{
	return ENABLES(fcsr) && !(program.flags & PROGRAM_EXACT) && !__atomic_load_n(&exact_from_now, __ATOMIC_RELAXED);
}

static void be_exact(void)
{
	code_close(computes);
	__atomic_store_n(&exact_from_now, true, __ATOMIC_RELAXED);
}

void fpu_init(struct state *st, bool nan2008)
{
	install(st, nan2008 ? NAN2008 | ABS2008 : 0);
}

uint32_t fpu_fcsr(struct state *st)
{
	uint32_t v = st->fcsr | FLAGS(raised(mxcsr()));
	for (unsigned k = 0; k < 8; k++)
		v |= (uint32_t)st->fcc[k] << (k ? 24 + k : 23);
	return v;
}

void fpu_settle(struct state *st)
{
	st->fcsr |= FLAGS(raised(mxcsr()));
}

void fpu_set_fcsr(struct state *st, uint32_t v)
{
	for (unsigned k = 0; k < 8; k++)
		st->fcc[k] = v >> (k ? 24 + k : 23) & 1;
	install(st, (v & WRITABLE) | (st->fcsr & (NAN2008 | ABS2008)));
	if (must_be_exact(v))
		be_exact();
}

uint32_t rt_cfc1(uint32_t n)
{
	struct state *st = self();
	uint32_t v = st->fcsr | FLAGS(raised(mxcsr()));
	if (n == 31) /* mathematical functions read it often */
		return v;
	switch (n) {
	case 0: /* FIR of the processors that QEMU shows for either kind of NaN */
		return v & NAN2008 ? 0x30f30300 : 0x00739300;
	case 1: case 5: case 25:
		return 0;
	case 26:
		return v & 0x0003f07c;
	case 28:
		return (v & 0x00000f83) | (v >> 22 & 4);
	}
	return v;
}

uint32_t rt_ctc1(uint32_t n, uint32_t v)
{
	struct state *st = self();
	uint32_t now = st->fcsr | FLAGS(raised(mxcsr()));
	switch (n) {
	case 25:
		if (v > 255)
			return 0;
		break;
	case 26:
		if (v & 0x007c0000)
			return 0;
		now = (now & ~0x0003f07cu) | (v & 0x0003f07c);
		break;
	case 28:
		if (v & 0x007c0000)
			return 0;
		now = (now & ~(0x00000f83u | FS)) | (v & 0x00000f83) | (v & 4) << 22;
		break;
	case 31:
		now = (now & ~WRITABLE) | (v & WRITABLE);
		break;
	default:
		return 0;
	}
	install(st, now);
	return rt_fpe_due() != 0 || must_be_exact(now);
}

uint32_t rt_fpe_due(void)
{
	uint32_t v = self()->fcsr;
	return (ENABLES(v) | UNIMPLEMENTED) & v >> 12;
}

/* The instruction is executed again, which changes nothing. */
uint32_t rt_fcsr_written(struct state *st, uint32_t unused)
{
	if (rt_fpe_due())
		return rt_fpe(st, unused);
	be_exact();
	return UNWIND;
}

/* The signal's code names the gravest exception in Cause, enabled or not; the
 * kernel takes the enabled ones out of it.
 * [Linux arch/mips/kernel/traps.c, force_fcr31_sig, do_fpe] */
uint32_t rt_fpe(struct state *st, uint32_t unused)
{
	enum { SIGFPE_ = 8, FPE_FLTDIV_ = 3, FPE_FLTOVF_, FPE_FLTUND_, FPE_FLTRES_, FPE_FLTINV_ };
	uint32_t e = st->fcsr >> 12;
	int code = e & INVALID ? FPE_FLTINV_ : e & DIVZERO ? FPE_FLTDIV_ : e & OVERFLOW ? FPE_FLTOVF_ :
		e & UNDERFLOW ? FPE_FLTUND_ : FPE_FLTRES_;
	(void)unused;
	st->fcsr &= ~CAUSE(rt_fpe_due());
	return guest_fault(st, SIGFPE_, code, st->pc);
}
