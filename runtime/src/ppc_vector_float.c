/* Vector instructions on single-precision numbers. They round to nearest whatever
 * FPSCR says, and neither read nor write it; VSCR's NJ makes what is denormal
 * zero. Sums, products, quotients and roots of singles that are computed as
 * doubles and then rounded are rounded right. [Power I, 6.5, 6.6] */
#include "ppc_vector.h"

#include "mxcsr.h"
#include "ppc_fpu.h"
#include "start.h"

#pragma STDC FENV_ACCESS ON

/* A unit is how an instruction computes. */
struct unit {
	uint32_t mxcsr; /* of the guest's scalar unit */
	bool flush;     /* denormal numbers are zero */
};

static struct unit begin(void)
{
	struct unit u = {mxcsr(), self()->vscr & VSCR_NJ};
	set_mxcsr(MXCSR_MASKED);
	return u;
}

static void end(const struct unit *u)
{
	set_mxcsr(u->mxcsr);
}

#define SIGN 0x80000000u
#define INFINITE 0x7f800000u
#define QUIET_S 0x00400000u
#define NAN_S 0x7fc00000u

static bool nan_bits(uint32_t x) { return (x & ~SIGN) > INFINITE; }

/* operand returns what an instruction takes x for. */
static uint32_t operand(const struct unit *u, uint32_t x)
{
	return u->flush && (x & INFINITE) == 0 ? x & SIGN : x;
}

/* finish returns the single nearest to r. */
static uint32_t finish(const struct unit *u, double r)
{
	if (is_nan(r))
		return NAN_S;
	if (u->flush && r < 0x1p-126 && r > -0x1p-126)
		return bits_of(r) >> 63 ? SIGN : 0;
	return bits_of_s((float)r);
}

static double root(double x)
{
	__asm__("sqrtsd %0, %0" : "+x"(x));
	return x;
}

/* UNARY and BINARY define an instruction that computes each element as a double
 * from operands that are no NaNs. */
#define UNARY(name, result)                                                     \
	VECTOR1(name)                                                           \
	{                                                                       \
		union vector vb = {b}, r;                                       \
		const struct unit u = begin();                                  \
		for (int i = 0; i < 4; i++) {                                   \
			uint32_t n = operand(&u, vb.w[i]);                      \
			double x = float_of(n);                                 \
			r.w[i] = nan_bits(n) ? n | QUIET_S : finish(&u, result); \
		}                                                               \
		end(&u);                                                        \
		return r.v;                                                     \
	}

#define BINARY(name, result)                                                    \
	VECTOR2(name)                                                           \
	{                                                                       \
		union vector va = {a}, vb = {b}, r;                             \
		const struct unit u = begin();                                  \
		for (int i = 0; i < 4; i++) {                                   \
			uint32_t m = operand(&u, va.w[i]), n = operand(&u, vb.w[i]); \
			double x = float_of(m), y = float_of(n);                \
			r.w[i] = nan_bits(m) ? m | QUIET_S : nan_bits(n) ? n | QUIET_S : finish(&u, result); \
		}                                                               \
		end(&u);                                                        \
		return r.v;                                                     \
	}

/* Of zeros with different signs the positive one is greater. */
static double greater(double x, double y) { return x > y || (x == y && !(bits_of(x) >> 63)) ? x : y; }
static double lesser(double x, double y) { return x < y || (x == y && bits_of(x) >> 63) ? x : y; }

BINARY(addfp, x + y)
BINARY(subfp, x - y)
BINARY(maxfp, greater(x, y))
BINARY(minfp, lesser(x, y))

/* Estimates, better than they need be: as far as they are defined by others they
 * are rounded right. [Power I, vrefp, vrsqrtefp] */
UNARY(refp, 1 / x)
UNARY(rsqrtefp, 1 / (double)(float)root(x))

/* power returns 2 to the power of x. [Power I, vexptefp] */
static double power(double x)
{
	if (x >= 128)
		return double_of(UINT64_C(0x7ff) << 52);
	if (x < -151)
		return 0;
	int whole = (int)(x < 0 ? x - 0.5 : x + 0.5);
	double part = (x - whole) * 0.69314718055994530942, term = 1, sum = 1;
	for (int n = 1; n < 14; n++) {
		term *= part / n;
		sum += term;
	}
	return sum * double_of((uint64_t)(1023 + whole) << 52);
}

/* logarithm returns the logarithm of x to base 2: the exponent, and of what is
 * left between the roots of 1/2 and 2 the series of artanh. [Power I, vlogefp] */
static double logarithm(double x)
{
	if (x == 0)
		return double_of(UINT64_C(0xfff) << 52);
	if (x < 0)
		return double_of(DEFAULT_NAN);
	if (x > 0x1p128)
		return x;
	int exponent = (int)(bits_of(x) >> 52) - 1023;
	double m = double_of((bits_of(x) & ((UINT64_C(1) << 52) - 1)) | UINT64_C(1023) << 52);
	if (m > 1.41421356237309504880) {
		m /= 2;
		exponent++;
	}
	double z = (m - 1) / (m + 1), square = z * z, term = z, sum = 0;
	for (int n = 1; n < 30; n += 2) {
		sum += term / n;
		term *= square;
	}
	return exponent + sum * 2.88539008177792681472; /* 2 / ln 2 */
}

UNARY(exptefp, power(x))
UNARY(logefp, logarithm(x))

/* whole rounds x to an integer. From 2^23 on there is no fraction. */
static double whole(double x, unsigned rn)
{
	enum { TO_NEAREST, TO_ZERO, UP, DOWN };
	if (!(x < 0x1p23 && x > -0x1p23))
		return x;
	double t = (int)x;
	if (rn == TO_NEAREST)
		t = x + 0x1.8p52 - 0x1.8p52;
	else if (rn == UP && t < x)
		t += 1;
	else if (rn == DOWN && t > x)
		t -= 1;
	return double_of((bits_of(t) & ~(UINT64_C(1) << 63)) | (bits_of(x) & UINT64_C(1) << 63));
}

UNARY(rfin, whole(x, 0))
UNARY(rfiz, whole(x, 1))
UNARY(rfip, whole(x, 2))
UNARY(rfim, whole(x, 3))

/* sum returns x + y rounded to odd: where the sum is inexact, its last bit is
 * set, so that rounding it again rounds right. */
static double sum(double x, double y)
{
	double s = x + y, part = s - x, error = (x - (s - part)) + (y - part);
	uint64_t bits = bits_of(s);
	if (!(s < 0x1p1000 && s > -0x1p1000) || error == 0 || bits & 1)
		return s;
	return double_of((error > 0) == (s > 0) ? bits + 1 : bits - 1);
}

/* fused computes a × c + b, with b and the result negated where asked. The
 * product of two singles is exact. */
static v128 fused(v128 a, v128 b, v128 c, bool negate)
{
	union vector va = {a}, vb = {b}, vc = {c}, r;
	const struct unit u = begin();
	for (int i = 0; i < 4; i++) {
		uint32_t x = operand(&u, va.w[i]), y = operand(&u, vc.w[i]), z = operand(&u, vb.w[i]);
		if (nan_bits(x) || nan_bits(y) || nan_bits(z)) {
			r.w[i] = (nan_bits(x) ? x : nan_bits(z) ? z : y) | QUIET_S;
			continue;
		}
		double addend = negate ? -(double)float_of(z) : float_of(z);
		double t = sum((double)float_of(x) * float_of(y), addend);
		r.w[i] = finish(&u, negate && !is_nan(t) ? -t : t);
	}
	end(&u);
	return r.v;
}

VECTOR3(maddfp) { return fused(a, b, c, false); }
VECTOR3(nmsubfp) { return fused(a, b, c, true); }

/* COMPARE defines a comparison; with a NaN nothing holds. */
#define COMPARE(name, result)                                                   \
	VECTOR2(name)                                                           \
	{                                                                       \
		union vector va = {a}, vb = {b}, r;                             \
		const struct unit u = begin();                                  \
		for (int i = 0; i < 4; i++) {                                   \
			float x = float_of(operand(&u, va.w[i])), y = float_of(operand(&u, vb.w[i])); \
			r.w[i] = (result);                                      \
		}                                                               \
		end(&u);                                                        \
		return r.v;                                                     \
	}

#define ONES 0xffffffffu

COMPARE(cmpeqfp, x == y ? ONES : 0)
COMPARE(cmpgefp, x >= y ? ONES : 0)
COMPARE(cmpgtfp, x > y ? ONES : 0)
COMPARE(cmpbfp, (x <= y ? 0 : SIGN) | (x >= -y ? 0 : SIGN >> 1))

/* Conversions scale by a power of two, 2^-uim from integers and 2^uim to them. */
v128 rt_vcfux(v128 b, uint32_t uim);
v128 rt_vcfsx(v128 b, uint32_t uim);
v128 rt_vctuxs(v128 b, uint32_t uim);
v128 rt_vctsxs(v128 b, uint32_t uim);

static double two_to(int n) { return double_of((uint64_t)(1023 + n) << 52); }

v128 rt_vcfux(v128 b, uint32_t uim)
{
	union vector vb = {b}, r;
	const struct unit u = begin();
	for (int i = 0; i < 4; i++)
		r.f[i] = (float)(vb.w[i] * two_to(-(int)uim));
	end(&u);
	return r.v;
}

v128 rt_vcfsx(v128 b, uint32_t uim)
{
	union vector vb = {b}, r;
	const struct unit u = begin();
	for (int i = 0; i < 4; i++)
		r.f[i] = (float)(vb.sw[i] * two_to(-(int)uim));
	end(&u);
	return r.v;
}

/* to_integer returns x scaled and cut to an integer between two. */
static int64_t to_integer(uint32_t x, uint32_t uim, double least, double most)
{
	if (nan_bits(x))
		return 0;
	double scaled = (double)float_of(x) * two_to((int)uim);
	double limited = scaled < least ? least : scaled > most ? most : scaled;
	if (limited != scaled && (scaled <= least - 1 || scaled >= most + 1))
		vector_saturated();
	return (int64_t)limited;
}

v128 rt_vctuxs(v128 b, uint32_t uim)
{
	union vector vb = {b}, r;
	const struct unit u = begin();
	for (int i = 0; i < 4; i++)
		r.w[i] = (uint32_t)to_integer(vb.w[i], uim, 0, 4294967295.0);
	end(&u);
	return r.v;
}

v128 rt_vctsxs(v128 b, uint32_t uim)
{
	union vector vb = {b}, r;
	const struct unit u = begin();
	for (int i = 0; i < 4; i++)
		r.sw[i] = (int32_t)to_integer(vb.w[i], uim, -2147483648.0, 2147483647.0);
	end(&u);
	return r.v;
}
