/* The PowerPC floating-point unit on an x86-64 host. Lifted code does its
 * arithmetic with SSE, in a MXCSR that holds the guest's rounding mode; the
 * sticky flags of MXCSR, apart from Invalid, are the guest's flags since FPSCR
 * was last read or written. Which NaN results, and why an operation was invalid,
 * is found here. [Power I, 4.2.2, 4.4] */
#include "ppc_fpu.h"

#include "start.h"

#define MASKED 0x1f80u
#define FLAGS 0x3fu

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

void fpu_raise(uint32_t bits)
{
	struct state *st = self();
	if (bits & ~st->fpscr & ~(FP_FI | FP_FR))
		st->fpscr |= FP_FX;
	st->fpscr |= bits;
}

void fpu_settle(void)
{
	uint32_t mx = mxcsr();
	if (!(mx & FLAGS))
		return;
	fpu_raise((mx & 0x20 ? FP_XX : 0) | (mx & 0x10 ? FP_UX : 0) | (mx & 8 ? FP_OX : 0) | (mx & 4 ? FP_ZX : 0));
	set_mxcsr(mx & ~FLAGS);
}

/* install makes the host compute as FPSCR says. Where enabled exceptions trap,
 * the host's do. */
static void install(struct state *st)
{
	static const uint8_t modes[4] = {0, 3, 2, 1};
	uint32_t mx = MASKED | (uint32_t)modes[st->fpscr & FP_RN] << 13, on = st->fp_mode ? st->fpscr : 0;
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
	st->fpscr = 0;
	install(st);
}

/* summary returns FEX and VX, which follow from the other bits. */
static uint32_t summary(uint32_t v)
{
	uint32_t vx = v & FP_VX_ALL ? FP_VX : 0;
	bool enabled = (vx && v & FP_VE) || (v & FP_OX && v & FP_OE) || (v & FP_UX && v & FP_UE) ||
		(v & FP_ZX && v & FP_ZE) || (v & FP_XX && v & FP_XE);
	return vx | (enabled ? FP_FEX : 0);
}

uint32_t fpu_fpscr(struct state *st)
{
	fpu_settle();
	return st->fpscr | summary(st->fpscr);
}

void fpu_set_fpscr(struct state *st, uint32_t v)
{
	st->fpscr = v & ~(FP_FEX | FP_VX | FP_RESERVED);
	install(st);
}

void fpu_set_mode(struct state *st, uint32_t mode)
{
	fpu_settle();
	st->fp_mode = mode;
	install(st);
}

uint32_t rt_fpscr(void);
uint32_t rt_fpscr_field(uint32_t n);
void rt_set_fpscr(uint32_t mask, uint32_t bits);
void rt_set_fpscr_bit(uint32_t n, uint32_t v);
uint32_t rt_take_fpscr(uint32_t field);
uint32_t rt_fpe_due(void);
uint32_t rt_fpe(struct state *st, uint32_t unused);
uint32_t rt_suppressed(void);

uint32_t rt_fpscr(void)
{
	return fpu_fpscr(self());
}

/* rt_fpscr_field returns a field, numbered from the most significant one. */
uint32_t rt_fpscr_field(uint32_t n)
{
	return fpu_fpscr(self()) >> (28 - 4 * n) & 15;
}

void rt_set_fpscr(uint32_t mask, uint32_t bits)
{
	struct state *st = self();
	fpu_settle();
	mask &= ~(FP_FEX | FP_VX | FP_RESERVED);
	fpu_set_fpscr(st, (st->fpscr & ~mask) | (bits & mask));
}

/* What FX tells of: the bits that mtfsb1 raises and mcrfs clears. */
#define EXCEPTIONS (FP_OX | FP_UX | FP_ZX | FP_XX | FP_VX_ALL)

void rt_set_fpscr_bit(uint32_t n, uint32_t v)
{
	struct state *st = self();
	uint32_t bit = (0x80000000u >> n) & ~(FP_FEX | FP_VX | FP_RESERVED);
	fpu_settle();
	if (v && bit & EXCEPTIONS)
		fpu_raise(bit);
	fpu_set_fpscr(st, v ? st->fpscr | bit : st->fpscr & ~bit);
}

uint32_t rt_take_fpscr(uint32_t field)
{
	struct state *st = self();
	uint32_t v = rt_fpscr_field(field);
	st->fpscr &= ~(0xf0000000u >> 4 * field & (EXCEPTIONS | FP_FX));
	return v;
}

/* rt_fpe_due tells whether an exception is enabled and there, and the program
 * asked the kernel for such to trap. */
uint32_t rt_fpe_due(void)
{
	struct state *st = self();
	return st->fp_mode && summary(st->fpscr) & FP_FEX;
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

static unsigned mode(void)
{
	return self()->fpscr & FP_RN;
}

/* NaNs and invalid operations. */

static bool infinite(double x) { return bits_of(x) << 1 == UINT64_C(0xffe0000000000000); }
static bool zero(double x) { return bits_of(x) << 1 == 0; }
static bool negative(double x) { return bits_of(x) >> 63; }

/* invalid returns the VX bits of an operation. */
static uint32_t invalid(enum operation op, double x, double y, double z)
{
	uint32_t vx = 0;
	if (is_signaling(x) || is_signaling(y) || is_signaling(z))
		vx = FP_VXSNAN;
	switch (op) {
	case ADD:
	case SUB:
		if (infinite(x) && infinite(y) && (negative(x) == negative(y)) == (op == SUB))
			vx |= FP_VXISI;
		break;
	case MUL:
		if ((infinite(x) && zero(y)) || (zero(x) && infinite(y)))
			vx |= FP_VXIMZ;
		break;
	case DIV:
		if (infinite(x) && infinite(y))
			vx |= FP_VXIDI;
		else if (zero(x) && zero(y))
			vx |= FP_VXZDZ;
		break;
	case SQRT:
		if (negative(x) && !zero(x) && !is_nan(x))
			vx |= FP_VXSQRT;
		break;
	case MADD:
	case MSUB:
	case NMADD:
	case NMSUB:
		if ((infinite(x) && zero(y)) || (zero(x) && infinite(y)))
			vx |= FP_VXIMZ;
		else if ((infinite(x) || infinite(y)) && !is_nan(x) && !is_nan(y) && infinite(z) &&
			((negative(x) != negative(y)) == negative(z)) == (op == MSUB || op == NMSUB))
			vx |= FP_VXISI;
		break;
	}
	return vx;
}

/* nan_of is the NaN that results: the first of FRA, FRB and FRC that is one, made
 * quiet. */
static double nan_of(enum operation op, double x, double y, double z)
{
	if (is_nan(x))
		return double_of(bits_of(x) | QUIET);
	if (op >= MADD && is_nan(z))
		return double_of(bits_of(z) | QUIET);
	if (op != SQRT && is_nan(y))
		return double_of(bits_of(y) | QUIET);
	return double_of(DEFAULT_NAN);
}

/* nan_result makes r, the host's result, what it is on PowerPC. Where it is no
 * NaN it is right already. */
static double nan_result(enum operation op, double r, double x, double y, double z)
{
	if (!is_nan(r))
		return r;
	fpu_raise(invalid(op, x, y, z));
	return nan_of(op, x, y, z);
}

static float nan_result_s(enum operation op, float r, float x, float y, float z)
{
	if (r == r)
		return r;
	return float_of(narrow(nan_result(op, widen(r), widen(x), widen(y), widen(z))));
}

#define NANS2(name, op) \
	COLD_HELPER double rt_nan_##name##_d(double r, double x, double y); \
	COLD_HELPER double rt_nan_##name##_d(double r, double x, double y) { return nan_result(op, r, x, y, 0); } \
	COLD_HELPER float rt_nan_##name##_s(float r, float x, float y); \
	COLD_HELPER float rt_nan_##name##_s(float r, float x, float y) { return nan_result_s(op, r, x, y, 0); }
NANS2(add, ADD)
NANS2(sub, SUB)
NANS2(mul, MUL)
NANS2(div, DIV)

COLD_HELPER double rt_nan_sqrt_d(double r, double x);
COLD_HELPER double rt_nan_sqrt_d(double r, double x) { return nan_result(SQRT, r, x, 0, 0); }
COLD_HELPER float rt_nan_sqrt_s(float r, float x);
COLD_HELPER float rt_nan_sqrt_s(float r, float x) { return nan_result_s(SQRT, r, x, 0, 0); }

#define NANS3(name, op, sign) \
	COLD_HELPER double rt_nan_##name##_d(double r, double x, double y, double z); \
	COLD_HELPER double rt_nan_##name##_d(double r, double x, double y, double z) { return nan_result(op, r, x, y, sign z); } \
	COLD_HELPER float rt_nan_##name##_s(float r, float x, float y, float z); \
	COLD_HELPER float rt_nan_##name##_s(float r, float x, float y, float z) { return nan_result_s(op, r, x, y, sign z); }
NANS3(madd, MADD, +)
NANS3(msub, MSUB, -) /* lifted code negates z and adds */

/* rt_nan_rsp is for frsp: a NaN loses the bits that do not fit. */
COLD_HELPER float rt_nan_rsp(float r, double x);
COLD_HELPER float rt_nan_rsp(float r, double x)
{
	if (r == r)
		return r;
	if (is_signaling(x))
		fpu_raise(FP_VXSNAN);
	return float_of(narrow(double_of(bits_of(x) | QUIET)));
}

/* rt_widen and rt_narrow are for loads and stores of singles. */
COLD_HELPER double rt_widen(double r, float x);
COLD_HELPER double rt_widen(double r, float x)
{
	(void)r;
	return widen(x);
}

uint32_t rt_xnarrow(double x);
uint32_t rt_xnarrow(double x)
{
	return narrow(x);
}

COLD_HELPER uint32_t rt_narrow(double x);
COLD_HELPER uint32_t rt_narrow(double x)
{
	return narrow(x);
}

/* Fused operations on a host that has none, with the flags in the host's place. */

static double fused(bool single, double x, double y, double z)
{
	if (is_nan(x) || is_nan(y) || is_nan(z) || invalid(MADD, x, y, z))
		return double_of(DEFAULT_NAN); /* made right by its helper */
	struct outcome r = soft(MADD, single, mode(), x, y, z);
	fpu_raise(r.raised & ~(FP_FI | FP_FR));
	return r.result;
}

COLD_HELPER double rt_fma_d(double x, double y, double z);
COLD_HELPER double rt_fma_d(double x, double y, double z) { return fused(false, x, y, z); }
COLD_HELPER float rt_fma_s(float x, float y, float z);
COLD_HELPER float rt_fma_s(float x, float y, float z)
{
	return float_of(narrow(fused(true, widen(x), widen(y), widen(z))));
}

/* Exact operations. */

/* class_of returns FPRF for a result. [Power I, figure 45] */
static uint32_t class_of(double r, bool single)
{
	uint64_t v = bits_of(r), least = single ? UINT64_C(0x3810000000000000) : UINT64_C(0x0010000000000000);
	uint64_t size = v & ~(UINT64_C(1) << 63);
	bool minus = v >> 63;
	if (is_nan(r))
		return 0x11000;
	if (infinite(r))
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
	uint32_t vx = invalid(op, x, y, z);
	if (vx || is_nan(x) || is_nan(y) || is_nan(z)) {
		double n = nan_of(op, x, y, z);
		if (single)
			n = double_of(bits_of(n) & ~UINT64_C(0x1fffffff));
		return finish(n, vx, single);
	}
	struct outcome r = soft(op, single, mode(), x, y, z);
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
	uint32_t vx = invalid(SQRT, x, 0, 0);
	fpu_settle();
	if (vx || is_nan(x))
		return exact(SQRT, single, x, 0, 0);
	struct outcome r = soft(SQRT, false, mode(), x, 0, 0);
	uint32_t first = r.raised & FP_XX;
	r = soft(DIV, single, mode(), 1, r.result, 0);
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
	int64_t v = integer(x, rounding < 4 ? rounding : mode(), bits, &raised);
	uint32_t class = st->fpscr & FP_FPRF;
	finish(0, raised, false);
	st->fpscr = (st->fpscr & ~FP_FPRF) | class;
	return double_of((uint64_t)v);
}

double rt_xto_w(double x, uint32_t rounding), rt_xto_l(double x, uint32_t rounding), rt_xfrom_l(double x);
double rt_xto_w(double x, uint32_t rounding) { return converted(x, rounding, 32); }
double rt_xto_l(double x, uint32_t rounding) { return converted(x, rounding, 64); }

/* rt_to_w and rt_to_l are for what the host made the most negative integer. */
COLD_HELPER uint64_t rt_to_w(double x);
COLD_HELPER uint64_t rt_to_w(double x)
{
	uint32_t raised = 0;
	int64_t v = integer(x, x < 0 ? mode() : 1, 32, &raised);
	fpu_raise(raised & ~(FP_FI | FP_FR | FP_XX));
	return (uint64_t)v;
}

COLD_HELPER uint64_t rt_to_l(double x);
COLD_HELPER uint64_t rt_to_l(double x)
{
	uint32_t raised = 0;
	int64_t v = integer(x, 1, 64, &raised);
	fpu_raise(raised & ~(FP_FI | FP_FR | FP_XX));
	return (uint64_t)v;
}

double rt_xfrom_l(double x)
{
	int64_t v = (int64_t)bits_of(x);
	fpu_settle();
	/* The halves are exact, and so is their sum but for the last rounding. */
	struct outcome r = soft(MADD, false, mode(), (double)(int32_t)(v >> 32), 0x1p32, (double)(uint32_t)v);
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

COLD_HELPER uint32_t rt_unordered(double x, double y, uint32_t ordered);
COLD_HELPER uint32_t rt_unordered(double x, double y, uint32_t ordered)
{
	fpu_raise(unordered(x, y, ordered));
	return 1;
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
