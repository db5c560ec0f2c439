/* The MIPS floating-point unit on an x86-64 host. Lifted code does its
 * arithmetic with SSE, in a MXCSR that holds the guest's rounding mode and
 * flush bit; the sticky flags of MXCSR, apart from Invalid, are the guest's
 * flags since FCSR was last written. x86 and MIPS disagree on which NaNs are
 * signaling and which NaN results, hence on Invalid; whatever may raise it
 * comes here, and it is kept in state.fcsr alone. */
#include "mips_fpu.h"

#include "start.h"

/* FCSR. Exceptions are five bits, in this order from each field's start. */
enum { INEXACT = 1, UNDERFLOW = 2, OVERFLOW = 4, DIVZERO = 8, INVALID = 16, UNIMPLEMENTED = 32 };
#define FLAGS(x) ((x) << 2)
#define CAUSE(x) ((x) << 12)
#define ENABLES(fcsr) (((fcsr) >> 7) & 31)
#define FS (1u << 24)
#define NAN2008 (1u << 18)
#define ABS2008 (1u << 19)
/* What CTC1 can write, apart from the condition codes. */
#define WRITABLE 0x0103ffffu
#define CODES 0xfe800000u

/* MXCSR. */
#define MASKED 0x1f80u
#define ROUNDING 0x6000u
#define FLUSH 0x8000u

static inline uint32_t mxcsr(void)
{
	uint32_t v;
	__asm__ volatile("stmxcsr %0" : "=m"(v));
	return v;
}

static inline void set_mxcsr(uint32_t v)
{
	__asm__ volatile("ldmxcsr %0" : : "m"(v));
}

/* control returns the rounding mode of FCSR as MXCSR has it. */
static uint32_t control(uint32_t rm)
{
	static const uint8_t host[4] = { 0, 3, 2, 1 };
	return MASKED | (uint32_t)host[rm & 3] << 13;
}

/* raised returns the exceptions in a value of MXCSR, but for Invalid. */
static uint32_t raised(uint32_t mx)
{
	return (mx >> 5 & 1) * INEXACT | (mx >> 4 & 1) * UNDERFLOW | (mx >> 3 & 1) * OVERFLOW |
		(mx >> 2 & 1) * DIVZERO;
}

static inline void set_flags(uint32_t exceptions)
{
	self()->fcsr |= FLAGS(exceptions);
}

/* unmasked returns the mask bits of MXCSR that FCSR's enables clear, so that
 * lifted code traps on the host. (x86 takes operations on legacy quiet NaNs for
 * invalid; a program that enables Invalid hardly computes with NaNs.) */
static uint32_t unmasked(uint32_t fcsr)
{
	uint32_t e = ENABLES(fcsr);
	return (e & INEXACT ? 1u << 12 : 0) | (e & UNDERFLOW ? 1u << 11 : 0) | (e & OVERFLOW ? 1u << 10 : 0) |
		(e & DIVZERO ? 1u << 9 : 0) | (e & INVALID ? 1u << 7 : 0);
}

/* install makes v, without condition codes, the FCSR of this thread. */
static void install(struct state *st, uint32_t v)
{
	st->fcsr = v;
	set_mxcsr((control(v) | (v & FS ? FLUSH : 0)) & ~unmasked(v));
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
}

uint32_t rt_cfc1(uint32_t n)
{
	struct state *st = self();
	uint32_t v = st->fcsr | FLAGS(raised(mxcsr()));
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
	return rt_fpe_due() != 0;
}

uint32_t rt_fpe_due(void)
{
	uint32_t v = self()->fcsr;
	return (ENABLES(v) | UNIMPLEMENTED) & v >> 12;
}

/* The signal's code names the gravest of the exceptions that are enabled.
 * [Linux arch/mips/kernel/traps.c, force_fcr31_sig] */
uint32_t rt_fpe(struct state *st, uint32_t unused)
{
	enum { SIGFPE_ = 8, FPE_FLTDIV_ = 3, FPE_FLTOVF_, FPE_FLTUND_, FPE_FLTRES_, FPE_FLTINV_ };
	uint32_t e = rt_fpe_due();
	int code = e & INVALID ? FPE_FLTINV_ : e & DIVZERO ? FPE_FLTDIV_ : e & OVERFLOW ? FPE_FLTOVF_ :
		e & UNDERFLOW ? FPE_FLTUND_ : FPE_FLTRES_;
	(void)unused;
	return guest_fault(st, SIGFPE_, code, st->pc);
}

/* NaNs, as bits. Legacy MIPS has the sense of the quiet bit inverted, and the
 * result of an operation on a NaN is always the default one. With NAN2008 it
 * is the first signaling operand, made quiet, else the first quiet one. */

#define QUIET_D (UINT64_C(1) << 51)
#define QUIET_S (1u << 22)

static inline uint64_t bits_d(double x) { uint64_t v; __builtin_memcpy(&v, &x, 8); return v; }
static inline uint32_t bits_s(float x) { uint32_t v; __builtin_memcpy(&v, &x, 4); return v; }
static inline double double_of(uint64_t v) { double x; __builtin_memcpy(&x, &v, 8); return x; }
static inline float float_of(uint32_t v) { float x; __builtin_memcpy(&x, &v, 4); return x; }

static inline bool nan_bits_d(uint64_t v) { return v << 1 > UINT64_C(0xffe0000000000000); }
static inline bool nan_bits_s(uint32_t v) { return v << 1 > 0xff000000; }

static inline bool nan2008(void) { return self()->fcsr & NAN2008; }

static inline bool signaling_d(uint64_t v)
{
	return nan_bits_d(v) && !(v & QUIET_D) == nan2008();
}

static inline bool signaling_s(uint32_t v)
{
	return nan_bits_s(v) && !(v & QUIET_S) == nan2008();
}

/* nan_d returns the NaN that results from x and y, and adds to *exceptions. */
static double nan_d(double x, double y, uint32_t *exceptions)
{
	uint64_t a = bits_d(x), b = bits_d(y);
	bool sa = signaling_d(a), sb = signaling_d(b), either = nan_bits_d(a) || nan_bits_d(b);
	if (sa || sb || !either)
		*exceptions |= INVALID;
	if (!nan2008())
		return double_of(UINT64_C(0x7ff7ffffffffffff));
	if (!either)
		return double_of(UINT64_C(0x7ff8000000000000));
	return double_of((sa || (!sb && nan_bits_d(a)) ? a : b) | QUIET_D);
}

static float nan_s(float x, float y, uint32_t *exceptions)
{
	uint32_t a = bits_s(x), b = bits_s(y);
	bool sa = signaling_s(a), sb = signaling_s(b), either = nan_bits_s(a) || nan_bits_s(b);
	if (sa || sb || !either)
		*exceptions |= INVALID;
	if (!nan2008())
		return float_of(0x7fbfffff);
	if (!either)
		return float_of(0x7fc00000);
	return float_of((sa || (!sb && nan_bits_s(a)) ? a : b) | QUIET_S);
}

/* narrow and widen convert NaNs between the formats. */
static float narrow(double x, uint32_t *exceptions)
{
	uint64_t v = bits_d(nan_d(x, x, exceptions));
	if (!nan2008())
		return float_of(0x7fbfffff);
	return float_of((uint32_t)(v >> 32 & 0x80000000) | 0x7f800000 | (uint32_t)(v >> 29 & 0x7fffff));
}

static double widen(float x, uint32_t *exceptions)
{
	uint64_t v = bits_s(nan_s(x, x, exceptions));
	if (!nan2008())
		return double_of(UINT64_C(0x7ff7ffffffffffff));
	return double_of((v & 0x80000000) << 32 | UINT64_C(0x7ff0000000000000) | (v & 0x7fffff) << 29);
}

/* rt_nan_* make r, the host's result of an operation on x and y, what it is on
 * MIPS. Where r is no NaN it is right already. */
#define EXACT_NAN(name, type, is_nan, nan, params) \
	COLD_HELPER type name params \
	{ \
		uint32_t e = 0; \
		if (is_nan) { \
			r = nan; \
			set_flags(e); \
		} \
		return r; \
	}
EXACT_NAN(rt_nan_d, double, r != r, nan_d(x, y, &e), (double r, double x, double y))
EXACT_NAN(rt_nan_s, float, r != r, nan_s(x, y, &e), (float r, float x, float y))
EXACT_NAN(rt_nan1_d, double, r != r, nan_d(x, x, &e), (double r, double x))
EXACT_NAN(rt_nan1_s, float, r != r, nan_s(x, x, &e), (float r, float x))
EXACT_NAN(rt_nan_s_d, float, r != r, narrow(x, &e), (float r, double x))
EXACT_NAN(rt_nan_d_s, double, r != r, widen(x, &e), (double r, float x))

/* Conversions to integers. */

static uint32_t rounding(uint32_t mode)
{
	return mode < 4 ? mode : self()->fcsr & 3;
}

/* is_min_w tells whether x, which is no NaN, rounds to -2^31. */
static bool is_min_w(double x, uint32_t mode)
{
	if (x > -2147483647.0)
		return false;
	switch (rounding(mode)) {
	case 0: /* ties go to the even -2^31, from either side */
		return x >= -2147483648.5 && x <= -2147483647.5;
	case 3:
		return x >= -2147483648.0 && x < -2147483647.0;
	}
	return x > -2147483649.0 && x <= -2147483648.0;
}

/* wrong_w and wrong_l give the result of a conversion that is invalid. */
static int32_t wrong_w(bool nan, bool negative)
{
	if (nan2008() && (nan || negative))
		return nan ? 0 : INT32_MIN;
	return INT32_MAX;
}

static int64_t wrong_l(bool nan, bool negative)
{
	if (nan2008() && (nan || negative))
		return nan ? 0 : INT64_MIN;
	return INT64_MAX;
}

COLD_HELPER int32_t rt_to_w_d(double x, uint32_t mode)
{
	bool nan = nan_bits_d(bits_d(x));
	if (!nan && is_min_w(x, mode))
		return INT32_MIN;
	set_flags(INVALID);
	return wrong_w(nan, bits_d(x) >> 63);
}

COLD_HELPER int32_t rt_to_w_s(float x, uint32_t mode)
{
	bool nan = nan_bits_s(bits_s(x));
	if (!nan && is_min_w((double)x, mode))
		return INT32_MIN;
	set_flags(INVALID);
	return wrong_w(nan, bits_s(x) >> 31);
}

COLD_HELPER int64_t rt_to_l_d(double x, uint32_t mode)
{
	(void)mode; /* numbers of this size are integers */
	if (bits_d(x) == UINT64_C(0xc3e0000000000000))
		return INT64_MIN;
	set_flags(INVALID);
	return wrong_l(nan_bits_d(bits_d(x)), bits_d(x) >> 63);
}

COLD_HELPER int64_t rt_to_l_s(float x, uint32_t mode)
{
	(void)mode;
	if (bits_s(x) == 0xdf000000)
		return INT64_MIN;
	set_flags(INVALID);
	return wrong_l(nan_bits_s(bits_s(x)), bits_s(x) >> 31);
}

/* Comparisons. Bit 3 of cond says that quiet NaNs are invalid too. */

COLD_HELPER uint32_t rt_unordered_d(double x, double y, uint32_t cond)
{
	if (cond & 8 || signaling_d(bits_d(x)) || signaling_d(bits_d(y)))
		set_flags(INVALID);
	return cond & 1;
}

COLD_HELPER uint32_t rt_unordered_s(float x, float y, uint32_t cond)
{
	if (cond & 8 || signaling_s(bits_s(x)) || signaling_s(bits_s(y)))
		set_flags(INVALID);
	return cond & 1;
}

/* Exact operations. Each runs in a MXCSR of its own, with the flags clear, and
 * commits what it raised to Cause and Flags; the flags that fast operations
 * left in MXCSR stay there. */

enum op { ADD, SUB, MUL, DIV, SQRT };

#define HOST2(name, insn, type) \
	static inline type name(type x, type y) \
	{ \
		__asm__ volatile(insn " %1, %0" : "+x"(x) : "x"(y)); \
		return x; \
	}
HOST2(addsd, "addsd", double)
HOST2(subsd, "subsd", double)
HOST2(mulsd, "mulsd", double)
HOST2(divsd, "divsd", double)
HOST2(addss, "addss", float)
HOST2(subss, "subss", float)
HOST2(mulss, "mulss", float)
HOST2(divss, "divss", float)

#define HOST1(name, insn, to, constraint, from, from_constraint) \
	static inline to name(from x) \
	{ \
		to r; \
		__asm__ volatile(insn " %1, %0" : constraint(r) : from_constraint(x)); \
		return r; \
	}
HOST1(sqrtsd, "sqrtsd", double, "=x", double, "x")
HOST1(sqrtss, "sqrtss", float, "=x", float, "x")
HOST1(cvtsd2ss, "cvtsd2ss", float, "=x", double, "x")
HOST1(cvtss2sd, "cvtss2sd", double, "=x", float, "x")
HOST1(cvtsi2ss, "cvtsi2ssl", float, "=x", int32_t, "r")
HOST1(cvtsq2ss, "cvtsi2ssq", float, "=x", int64_t, "r")
HOST1(cvtsq2sd, "cvtsi2sdq", double, "=x", int64_t, "r")
HOST1(cvtsd2si, "cvtsd2si", int32_t, "=r", double, "x")
HOST1(cvtss2si, "cvtss2si", int32_t, "=r", float, "x")
HOST1(cvtsd2sq, "cvtsd2si", int64_t, "=r", double, "x")
HOST1(cvtss2sq, "cvtss2si", int64_t, "=r", float, "x")

static double host_d(enum op op, double x, double y)
{
	switch (op) {
	case ADD: return addsd(x, y);
	case SUB: return subsd(x, y);
	case MUL: return mulsd(x, y);
	case DIV: return divsd(x, y);
	case SQRT: break;
	}
	return sqrtsd(x);
}

static float host_s(enum op op, float x, float y)
{
	switch (op) {
	case ADD: return addss(x, y);
	case SUB: return subss(x, y);
	case MUL: return mulss(x, y);
	case DIV: return divss(x, y);
	case SQRT: break;
	}
	return sqrtss(x);
}

/* commit ends an exact operation. Where it traps, Flags stay as they are. */
static void commit(uint32_t exceptions)
{
	struct state *st = self();
	st->fcsr = (st->fcsr & ~CAUSE(63u)) | CAUSE(exceptions);
	if (!(ENABLES(st->fcsr) & exceptions))
		st->fcsr |= FLAGS(exceptions);
}

/* The flush bit turns a result that is tiny before rounding into a zero and
 * raises nothing. (The host's flushes what is tiny after rounding, and raises
 * Underflow and Inexact.) Truncating shows which side of the smallest normal
 * number the exact result was on. */

static bool tiny_d(double r) { return (bits_d(r) >> 52 & 0x7ff) <= 1 && self()->fcsr & FS; }
static bool tiny_s(float r) { return (bits_s(r) >> 23 & 0xff) <= 1 && self()->fcsr & FS; }

static double exact_d(enum op op, double x, double y, uint32_t *exceptions)
{
	uint32_t saved = mxcsr();
	set_mxcsr(control(self()->fcsr));
	double r = host_d(op, x, y);
	uint32_t e = raised(mxcsr());
	if (nan_bits_d(bits_d(r))) {
		r = nan_d(x, y, &e);
	} else if (tiny_d(r)) {
		set_mxcsr(control(1));
		uint64_t t = bits_d(host_d(op, x, y));
		if (!(t >> 52 & 0x7ff) && (t << 1 || e & INEXACT)) {
			r = double_of(t >> 63 << 63);
			e = 0;
		}
	}
	set_mxcsr(saved);
	*exceptions |= e;
	return r;
}

static float exact_s(enum op op, float x, float y, uint32_t *exceptions)
{
	uint32_t saved = mxcsr();
	set_mxcsr(control(self()->fcsr));
	float r = host_s(op, x, y);
	uint32_t e = raised(mxcsr());
	if (nan_bits_s(bits_s(r))) {
		r = nan_s(x, y, &e);
	} else if (tiny_s(r)) {
		set_mxcsr(control(1));
		uint32_t t = bits_s(host_s(op, x, y));
		if (!(t >> 23 & 0xff) && (t << 1 || e & INEXACT)) {
			r = float_of(t & 0x80000000);
			e = 0;
		}
	}
	set_mxcsr(saved);
	*exceptions |= e;
	return r;
}

#define OPERATIONS(type, exact, nadd, nsub, nmul, ndiv, nmadd, nmsub, nsqrt, nrsqrt) \
	type nadd(type x, type y) { uint32_t e = 0; x = exact(ADD, x, y, &e); commit(e); return x; } \
	type nsub(type x, type y) { uint32_t e = 0; x = exact(SUB, x, y, &e); commit(e); return x; } \
	type nmul(type x, type y) { uint32_t e = 0; x = exact(MUL, x, y, &e); commit(e); return x; } \
	type ndiv(type x, type y) { uint32_t e = 0; x = exact(DIV, x, y, &e); commit(e); return x; } \
	type nsqrt(type x) { uint32_t e = 0; x = exact(SQRT, x, x, &e); commit(e); return x; } \
	type nmadd(type x, type y, type z) \
	{ \
		uint32_t e = 0; \
		x = exact(ADD, exact(MUL, x, y, &e), z, &e); \
		commit(e); \
		return x; \
	} \
	type nmsub(type x, type y, type z) \
	{ \
		uint32_t e = 0; \
		x = exact(SUB, exact(MUL, x, y, &e), z, &e); \
		commit(e); \
		return x; \
	} \
	type nrsqrt(type x) \
	{ \
		uint32_t e = 0; \
		x = exact(DIV, 1, exact(SQRT, x, x, &e), &e); \
		commit(e); \
		return x; \
	}
OPERATIONS(double, exact_d, rt_xadd_d, rt_xsub_d, rt_xmul_d, rt_xdiv_d, rt_xmadd_d, rt_xmsub_d, rt_xsqrt_d, rt_xrsqrt_d)
OPERATIONS(float, exact_s, rt_xadd_s, rt_xsub_s, rt_xmul_s, rt_xdiv_s, rt_xmadd_s, rt_xmsub_s, rt_xsqrt_s, rt_xrsqrt_s)

float rt_xcvt_s_d(double x)
{
	uint32_t saved = mxcsr();
	set_mxcsr(control(self()->fcsr));
	float r = cvtsd2ss(x);
	uint32_t e = raised(mxcsr());
	if (nan_bits_s(bits_s(r))) {
		r = narrow(x, &e);
	} else if (tiny_s(r)) {
		set_mxcsr(control(1));
		uint32_t t = bits_s(cvtsd2ss(x));
		if (!(t >> 23 & 0xff) && (t << 1 || e & INEXACT)) {
			r = float_of(t & 0x80000000);
			e = 0;
		}
	}
	set_mxcsr(saved);
	commit(e);
	return r;
}

double rt_xcvt_d_s(float x)
{
	uint32_t e = 0;
	double r = nan_bits_s(bits_s(x)) ? widen(x, &e) : cvtss2sd(x);
	commit(e);
	return r;
}

double rt_xfrom_w_d(int32_t x)
{
	commit(0);
	return x;
}

/* Conversions that can be inexact run host, an expression, in the rounding
 * mode rm and take what it raised. */
#define ROUNDED(e, rm, host) \
	do { \
		uint32_t saved = mxcsr(); \
		set_mxcsr(control(rm)); \
		host; \
		(e) = raised(mxcsr()); \
		set_mxcsr(saved); \
	} while (0)

double rt_xfrom_l_d(int64_t x)
{
	uint32_t e;
	double r;
	ROUNDED(e, self()->fcsr, r = cvtsq2sd(x));
	commit(e);
	return r;
}

float rt_xfrom_w_s(int32_t x)
{
	uint32_t e;
	float r;
	ROUNDED(e, self()->fcsr, r = cvtsi2ss(x));
	commit(e);
	return r;
}

float rt_xfrom_l_s(int64_t x)
{
	uint32_t e;
	float r;
	ROUNDED(e, self()->fcsr, r = cvtsq2ss(x));
	commit(e);
	return r;
}

int32_t rt_xto_w_d(double x, uint32_t mode)
{
	uint32_t e;
	int32_t r;
	ROUNDED(e, rounding(mode), r = cvtsd2si(x));
	bool nan = nan_bits_d(bits_d(x));
	if (r == INT32_MIN && (nan || !is_min_w(x, mode))) {
		r = wrong_w(nan, bits_d(x) >> 63);
		e = INVALID;
	}
	commit(e);
	return r;
}

int32_t rt_xto_w_s(float x, uint32_t mode)
{
	uint32_t e;
	int32_t r;
	ROUNDED(e, rounding(mode), r = cvtss2si(x));
	bool nan = nan_bits_s(bits_s(x));
	if (r == INT32_MIN && (nan || !is_min_w((double)x, mode))) {
		r = wrong_w(nan, bits_s(x) >> 31);
		e = INVALID;
	}
	commit(e);
	return r;
}

int64_t rt_xto_l_d(double x, uint32_t mode)
{
	uint32_t e;
	int64_t r;
	ROUNDED(e, rounding(mode), r = cvtsd2sq(x));
	if (r == INT64_MIN && bits_d(x) != UINT64_C(0xc3e0000000000000)) {
		r = wrong_l(nan_bits_d(bits_d(x)), bits_d(x) >> 63);
		e = INVALID;
	}
	commit(e);
	return r;
}

int64_t rt_xto_l_s(float x, uint32_t mode)
{
	uint32_t e;
	int64_t r;
	ROUNDED(e, rounding(mode), r = cvtss2sq(x));
	if (r == INT64_MIN && bits_s(x) != 0xdf000000) {
		r = wrong_l(nan_bits_s(bits_s(x)), bits_s(x) >> 31);
		e = INVALID;
	}
	commit(e);
	return r;
}

uint32_t rt_xcompare_d(double x, double y, uint32_t cond)
{
	uint64_t a = bits_d(x), b = bits_d(y);
	if (nan_bits_d(a) || nan_bits_d(b)) {
		commit(cond & 8 || signaling_d(a) || signaling_d(b) ? INVALID : 0);
		return cond & 1;
	}
	commit(0);
	return (cond & 2 && x == y) || (cond & 4 && x < y);
}

uint32_t rt_xcompare_s(float x, float y, uint32_t cond)
{
	uint32_t a = bits_s(x), b = bits_s(y);
	if (nan_bits_s(a) || nan_bits_s(b)) {
		commit(cond & 8 || signaling_s(a) || signaling_s(b) ? INVALID : 0);
		return cond & 1;
	}
	commit(0);
	return (cond & 2 && x == y) || (cond & 4 && x < y);
}
