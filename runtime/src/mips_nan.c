/* What lifted code calls where the host's NaN, or its integer for a number that
 * is too large, is not the guest's. */
#include "mips_float.h"

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

/* rt_to_* convert to an integer what the host made the least one of. */
#define TO_INTEGER(name, type, from, least, is_least, wrong) \
	COLD_HELPER type name(from x, uint32_t mode) \
	{ \
		(void)mode; \
		if (is_least) \
			return least; \
		set_flags(INVALID); \
		return wrong(x != x, __builtin_signbit(x)); \
	}
TO_INTEGER(rt_to_w_d, int32_t, double, INT32_MIN, is_min_w(x, mode), wrong_w)
TO_INTEGER(rt_to_w_s, int32_t, float, INT32_MIN, is_min_w((double)x, mode), wrong_w)
TO_INTEGER(rt_to_l_d, int64_t, double, INT64_MIN, is_min_l(x), wrong_l)
TO_INTEGER(rt_to_l_s, int64_t, float, INT64_MIN, is_min_l((double)x), wrong_l)

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
