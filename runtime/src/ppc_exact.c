/* Whole operations of the PowerPC floating-point unit that are exact in
 * everything, for functions that look at the class of results, and for the
 * interpreter. [Power I, 4.4, 4.6] */
#include "ppc_fpu.h"

#include "mxcsr.h"

/* class_of returns FPRF for a result. [Power I, figure 45] */
static uint32_t class_of(double r, bool single)
{
	uint64_t v = bits_of(r), least = single ? UINT64_C(0x3810000000000000) : UINT64_C(0x0010000000000000);
	uint64_t size = v & ~(UINT64_C(1) << 63);
	bool minus = v >> 63;
	if (is_nan(r))
		return 0x11000;
	if (is_infinite(r))
		return minus ? 0x09000 : 0x05000;
	if (size == 0)
		return minus ? 0x12000 : 0x02000;
	if (size < least)
		return minus ? 0x18000 : 0x14000;
	return minus ? 0x08000 : 0x04000;
}

/* finish sets FPSCR after an operation that raised bits. */
static double finish(double r, uint32_t raised, bool single)
{
	struct state *st = self();
	st->fpscr &= ~(FP_FR | FP_FI);
	fpu_raise(raised);
	st->kept = (raised & FP_VX_ALL && st->fpscr & FP_VE) || (raised & FP_ZX && st->fpscr & FP_ZE);
	if (!st->kept)
		st->fpscr = (st->fpscr & ~FP_FPRF) | class_of(r, single);
	return r;
}

static double exact(enum operation op, bool single, double x, double y, double z)
{
	fpu_settle();
	uint32_t vx = fpu_invalid(op, x, y, z);
	if (vx || is_nan(x) || is_nan(y) || is_nan(z)) {
		double n = fpu_nan(op, x, y, z);
		if (single)
			n = double_of(bits_of(n) & ~UINT64_C(0x1fffffff));
		return finish(n, vx, single);
	}
	struct outcome r = soft(op, single, fpu_rounding(), x, y, z);
	return finish(r.result, r.raised, single);
}

/* exact_s is exact for lifted code, in which the class, FR and FI are not kept. */
static float exact_s(enum operation op, double x, double y, double z)
{
	struct state *st = self();
	const uint32_t classes = FP_FPRF | FP_FR | FP_FI;
	uint32_t was = st->fpscr & classes;
	float r = float_of(narrow(exact(op, true, x, y, z)));
	st->fpscr = (st->fpscr & ~classes) | was;
	return r;
}

#define EXACT2(name, op) \
	double rt_x##name##_d(double x, double y), rt_x##name##_s(double x, double y); \
	double rt_x##name##_d(double x, double y) { return exact(op, false, x, y, 0); } \
	double rt_x##name##_s(double x, double y) { return exact(op, true, x, y, 0); } \
	COLD_HELPER float rt_x##name##_s32(double x, double y); \
	COLD_HELPER float rt_x##name##_s32(double x, double y) { return exact_s(op, x, y, 0); }
EXACT2(add, ADD)
EXACT2(sub, SUB)
EXACT2(mul, MUL)
EXACT2(div, DIV)

#define EXACT3(name, op) \
	double rt_x##name##_d(double x, double y, double z), rt_x##name##_s(double x, double y, double z); \
	double rt_x##name##_d(double x, double y, double z) { return exact(op, false, x, y, z); } \
	double rt_x##name##_s(double x, double y, double z) { return exact(op, true, x, y, z); } \
	COLD_HELPER float rt_x##name##_s32(double x, double y, double z); \
	COLD_HELPER float rt_x##name##_s32(double x, double y, double z) { return exact_s(op, x, y, z); }
EXACT3(madd, MADD)
EXACT3(msub, MSUB)
EXACT3(nmadd, NMADD)
EXACT3(nmsub, NMSUB)

double rt_xsqrt_d(double x), rt_xsqrt_s(double x);
double rt_xsqrt_d(double x) { return exact(SQRT, false, x, 0, 0); }
double rt_xsqrt_s(double x) { return exact(SQRT, true, x, 0, 0); }
COLD_HELPER float rt_xsqrt_s32(double x);
COLD_HELPER float rt_xsqrt_s32(double x) { return exact_s(SQRT, x, 0, 0); }

/* Estimates are as good as they can be, as in QEMU; processors differ.
 * [Power I, fre, frsqrte] */
double rt_xre(double x), rt_xres(double x), rt_xrsqrte(double x), rt_xrsqrtes(double x);
double rt_xre(double x) { return exact(DIV, false, 1, x, 0); }
double rt_xres(double x) { return exact(DIV, true, 1, x, 0); }

static double inverse_root(double x, bool single)
{
	uint32_t vx = fpu_invalid(SQRT, x, 0, 0);
	fpu_settle();
	if (vx || is_nan(x))
		return exact(SQRT, single, x, 0, 0);
	struct outcome r = soft(SQRT, false, fpu_rounding(), x, 0, 0);
	uint32_t first = r.raised & FP_XX;
	r = soft(DIV, single, fpu_rounding(), 1, r.result, 0);
	return finish(r.result, r.raised | first, single);
}

double rt_xrsqrte(double x) { return inverse_root(x, false); }
double rt_xrsqrtes(double x) { return inverse_root(x, true); }

/* rt_xrsp rounds to single. */
double rt_xrsp(double x);
double rt_xrsp(double x)
{
	if (is_nan(x)) {
		fpu_settle();
		return finish(double_of((bits_of(x) | QUIET) & ~UINT64_C(0x1fffffff)), is_signaling(x) ? FP_VXSNAN : 0, true);
	}
	return exact(MUL, true, x, 1, 0);
}

/* Conversions to integers. */

/* whole rounds a finite number of less than 2^63 to an integer. away says that
 * halves go away from zero. */
static int64_t whole(double x, unsigned rounding, bool away, uint32_t *raised)
{
	int64_t t;
	uint32_t keep = mxcsr();
	__asm__ volatile("cvttsd2si %1, %0" : "=r"(t) : "x"(x));
	double rest, part = (double)t;
	rest = x - part; /* exact */
	double size = rest < 0 ? -rest : rest;
	bool up = false;
	if (rest != 0) {
		*raised |= FP_XX | FP_FI;
		switch (rounding) {
		case 0: up = size > 0.5 || (size == 0.5 && (away || t & 1)); break;
		case 2: up = rest > 0; break;
		case 3: up = rest < 0; break;
		}
	}
	set_mxcsr(keep);
	if (up)
		*raised |= FP_FR;
	return !up ? t : rest < 0 ? t - 1 : t + 1;
}

/* integer converts x; bits is the size of the result. */
static int64_t integer(double x, unsigned rounding, int bits, uint32_t *raised)
{
	int64_t most = bits == 64 ? INT64_MAX : INT32_MAX, least = bits == 64 ? INT64_MIN : INT32_MIN;
	if (is_nan(x)) {
		*raised = FP_VXCVI | (is_signaling(x) ? FP_VXSNAN : 0);
		return bits == 64 ? least : (int64_t)0x80000000;
	}
	if (x < 0x1p63 && x >= -0x1p63) {
		int64_t v = whole(x, rounding, false, raised);
		if (v >= least && v <= most)
			return v;
	}
	*raised = FP_VXCVI;
	return negative(x) ? least : most;
}

static double converted(double x, uint32_t rounding, int bits)
{
	uint32_t raised = 0;
	struct state *st = self();
	fpu_settle();
	int64_t v = integer(x, rounding < 4 ? rounding : fpu_rounding(), bits, &raised);
	uint32_t class = st->fpscr & FP_FPRF;
	finish(0, raised, false);
	st->fpscr = (st->fpscr & ~FP_FPRF) | class;
	return double_of((uint64_t)v);
}

double rt_xto_w(double x, uint32_t rounding), rt_xto_l(double x, uint32_t rounding), rt_xfrom_l(double x);
double rt_xto_w(double x, uint32_t rounding) { return converted(x, rounding, 32); }
double rt_xto_l(double x, uint32_t rounding) { return converted(x, rounding, 64); }

/* saturated converts what the host made the most negative integer, as it
 * rounded. */
static uint64_t saturated(double x, uint32_t rounding, int bits)
{
	uint32_t raised = 0;
	int64_t v = integer(x, rounding < 4 ? rounding : fpu_rounding(), bits, &raised);
	fpu_raise(raised & ~(FP_FI | FP_FR | FP_XX));
	return (uint64_t)v;
}

COLD_HELPER uint64_t rt_to_w(double x, uint32_t rounding), rt_to_l(double x, uint32_t rounding);
COLD_HELPER uint64_t rt_to_w(double x, uint32_t rounding) { return saturated(x, rounding, 32); }
COLD_HELPER uint64_t rt_to_l(double x, uint32_t rounding) { return saturated(x, rounding, 64); }

double rt_xfrom_l(double x)
{
	int64_t v = (int64_t)bits_of(x);
	fpu_settle();
	/* The halves are exact, and so is their sum but for the last rounding. */
	struct outcome r = soft(MADD, false, fpu_rounding(), (double)(int32_t)(v >> 32), 0x1p32, (double)(uint32_t)v);
	return finish(r.result, r.raised, false);
}

/* Rounding to an integer in floating point raises nothing but for signaling
 * NaNs. [Power I, 4.6.7.3] */
static double integral(double x, unsigned rounding, bool away)
{
	uint32_t raised = 0;
	fpu_settle();
	if (is_nan(x))
		return finish(double_of(bits_of(x) | QUIET), is_signaling(x) ? FP_VXSNAN : 0, false);
	if (!(x < 0x1p52 && x > -0x1p52))
		return finish(x, 0, false);
	uint64_t r = bits_of((double)whole(x, rounding, away, &raised));
	return finish(double_of(r | (bits_of(x) & UINT64_C(1) << 63)), 0, false);
}

double rt_xrin(double x), rt_xriz(double x), rt_xrip(double x), rt_xrim(double x);
double rt_xrin(double x) { return integral(x, 0, true); }
double rt_xriz(double x) { return integral(x, 1, false); }
double rt_xrip(double x) { return integral(x, 2, false); }
double rt_xrim(double x) { return integral(x, 3, false); }

/* Comparisons. */

static uint32_t unordered(double x, double y, bool ordered)
{
	uint32_t vx = is_signaling(x) || is_signaling(y) ? FP_VXSNAN : 0;
	if (ordered && (!vx || !(self()->fpscr & FP_VE)))
		vx |= FP_VXVC;
	return vx;
}

COLD_HELPER uint32_t rt_unordered_d(double x, double y, uint32_t ordered);
COLD_HELPER uint32_t rt_unordered_d(double x, double y, uint32_t ordered)
{
	fpu_raise(unordered(x, y, ordered));
	return 1;
}

COLD_HELPER uint32_t rt_unordered_s(float x, float y, uint32_t ordered);
COLD_HELPER uint32_t rt_unordered_s(float x, float y, uint32_t ordered)
{
	return rt_unordered_d(widen(x), widen(y), ordered);
}

/* rt_xcompare returns the four bits of the field. */
uint32_t rt_xcompare(double x, double y, uint32_t ordered);
uint32_t rt_xcompare(double x, double y, uint32_t ordered)
{
	struct state *st = self();
	bool nan = is_nan(x) || is_nan(y);
	uint32_t field = nan ? 1 : x < y ? 8 : x > y ? 4 : 2;
	fpu_settle();
	if (nan)
		fpu_raise(unordered(x, y, ordered));
	st->fpscr = (st->fpscr & ~FP_FPCC) | field << 12;
	return field;
}
