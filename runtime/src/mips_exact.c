/* Whole operations of the MIPS floating-point unit that are exact in everything,
 * for functions that look at Cause, and for the interpreter. Each runs in a
 * MXCSR of its own, with the flags clear, and commits what it raised to Cause
 * and Flags; the flags that fast operations left in MXCSR stay there. */
#include "mips_float.h"

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

#define FROM_INTEGER(name, type, from, host) \
	type name(from x) \
	{ \
		uint32_t e; \
		type r; \
		ROUNDED(e, self()->fcsr, r = host(x)); \
		commit(e); \
		return r; \
	}
FROM_INTEGER(rt_xfrom_l_d, double, int64_t, cvtsq2sd)
FROM_INTEGER(rt_xfrom_w_s, float, int32_t, cvtsi2ss)
FROM_INTEGER(rt_xfrom_l_s, float, int64_t, cvtsq2ss)

#define TO_INTEGER(name, type, from, host, least, is_least, wrong) \
	type name(from x, uint32_t mode) \
	{ \
		uint32_t e; \
		type r; \
		ROUNDED(e, rounding(mode), r = host(x)); \
		if (r == least && !(is_least)) { \
			r = wrong(x != x, __builtin_signbit(x)); \
			e = INVALID; \
		} \
		commit(e); \
		return r; \
	}
TO_INTEGER(rt_xto_w_d, int32_t, double, cvtsd2si, INT32_MIN, is_min_w(x, mode), wrong_w)
TO_INTEGER(rt_xto_w_s, int32_t, float, cvtss2si, INT32_MIN, is_min_w((double)x, mode), wrong_w)
TO_INTEGER(rt_xto_l_d, int64_t, double, cvtsd2sq, INT64_MIN, is_min_l(x), wrong_l)
TO_INTEGER(rt_xto_l_s, int64_t, float, cvtss2sq, INT64_MIN, is_min_l((double)x), wrong_l)

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
