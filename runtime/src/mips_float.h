/* What the files of the MIPS floating-point unit share: FCSR, MXCSR, NaNs and
 * conversions that are invalid. */
#ifndef MIPS_FLOAT_H
#define MIPS_FLOAT_H

#include "mips_fpu.h"

#include "mxcsr.h"

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

/* MXCSR. */
#define FLUSH 0x8000u

/* control returns the rounding mode of FCSR as MXCSR has it. */
static inline uint32_t control(uint32_t rm)
{
	static const uint8_t host[4] = { 0, 3, 2, 1 };
	return MXCSR_MASKED | (uint32_t)host[rm & 3] << 13;
}

/* raised returns the exceptions in a value of MXCSR, but for Invalid. */
static inline uint32_t raised(uint32_t mx)
{
	return (mx >> 5 & 1) * INEXACT | (mx >> 4 & 1) * UNDERFLOW | (mx >> 3 & 1) * OVERFLOW |
		(mx >> 2 & 1) * DIVZERO;
}

static inline void set_flags(uint32_t exceptions)
{
	self()->fcsr |= FLAGS(exceptions);
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
static inline double nan_d(double x, double y, uint32_t *exceptions)
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

static inline float nan_s(float x, float y, uint32_t *exceptions)
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
static inline float narrow(double x, uint32_t *exceptions)
{
	uint64_t v = bits_d(nan_d(x, x, exceptions));
	if (!nan2008())
		return float_of(0x7fbfffff);
	return float_of((uint32_t)(v >> 32 & 0x80000000) | 0x7f800000 | (uint32_t)(v >> 29 & 0x7fffff));
}

static inline double widen(float x, uint32_t *exceptions)
{
	uint64_t v = bits_s(nan_s(x, x, exceptions));
	if (!nan2008())
		return double_of(UINT64_C(0x7ff7ffffffffffff));
	return double_of((v & 0x80000000) << 32 | UINT64_C(0x7ff0000000000000) | (v & 0x7fffff) << 29);
}

/* rounding returns the mode of a conversion: mode, or FCSR's. */
static inline uint32_t rounding(uint32_t mode)
{
	return mode < 4 ? mode : self()->fcsr & 3;
}

/* is_min_w and is_min_l tell whether x rounds to the least integer. Numbers of
 * the size of -2^63 are integers. */
static inline bool is_min_w(double x, uint32_t mode)
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

static inline bool is_min_l(double x)
{
	return x == -9223372036854775808.0;
}

/* wrong_w and wrong_l give the result of a conversion that is invalid. */
static inline int32_t wrong_w(bool nan, bool negative)
{
	if (nan2008() && (nan || negative))
		return nan ? 0 : INT32_MIN;
	return INT32_MAX;
}

static inline int64_t wrong_l(bool nan, bool negative)
{
	if (nan2008() && (nan || negative))
		return nan ? 0 : INT64_MIN;
	return INT64_MAX;
}

#endif
