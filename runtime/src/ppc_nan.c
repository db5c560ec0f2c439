/* What lifted code calls where a result of the host is a NaN or not as wide as
 * the guest's: which NaN results, and why an operation was invalid.
 * [Power I, 4.4] */
#include "ppc_fpu.h"

uint32_t fpu_invalid(enum operation op, double x, double y, double z)
{
	uint32_t vx = 0;
	if (is_signaling(x) || is_signaling(y) || is_signaling(z))
		vx = FP_VXSNAN;
	switch (op) {
	case ADD:
	case SUB:
		if (is_infinite(x) && is_infinite(y) && (negative(x) == negative(y)) == (op == SUB))
			vx |= FP_VXISI;
		break;
	case MUL:
		if ((is_infinite(x) && is_zero(y)) || (is_zero(x) && is_infinite(y)))
			vx |= FP_VXIMZ;
		break;
	case DIV:
		if (is_infinite(x) && is_infinite(y))
			vx |= FP_VXIDI;
		else if (is_zero(x) && is_zero(y))
			vx |= FP_VXZDZ;
		break;
	case SQRT:
		if (negative(x) && !is_zero(x) && !is_nan(x))
			vx |= FP_VXSQRT;
		break;
	case MADD:
	case MSUB:
	case NMADD:
	case NMSUB:
		if ((is_infinite(x) && is_zero(y)) || (is_zero(x) && is_infinite(y)))
			vx |= FP_VXIMZ;
		else if ((is_infinite(x) || is_infinite(y)) && !is_nan(x) && !is_nan(y) && is_infinite(z) &&
			((negative(x) != negative(y)) == negative(z)) == (op == MSUB || op == NMSUB))
			vx |= FP_VXISI;
		break;
	}
	return vx;
}

double fpu_nan(enum operation op, double x, double y, double z)
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
	fpu_raise(fpu_invalid(op, x, y, z));
	return fpu_nan(op, x, y, z);
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

/* rt_nan_kept is for the negation of results, which leaves a NaN as it is. */
COLD_HELPER double rt_nan_kept_d(double r, double x);
COLD_HELPER double rt_nan_kept_d(double r, double x) { return is_nan(x) ? x : r; }
COLD_HELPER float rt_nan_kept_s(float r, float x);
COLD_HELPER float rt_nan_kept_s(float r, float x) { return x != x ? x : r; }

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

COLD_HELPER uint32_t rt_narrow(double x);
COLD_HELPER uint32_t rt_narrow(double x)
{
	return narrow(x);
}

/* Fused operations on a host that has none, with the flags in the host's place. */

static double fused(bool single, double x, double y, double z)
{
	if (is_nan(x) || is_nan(y) || is_nan(z) || fpu_invalid(MADD, x, y, z))
		return double_of(DEFAULT_NAN); /* made right by its helper */
	struct outcome r = soft(MADD, single, fpu_rounding(), x, y, z);
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
