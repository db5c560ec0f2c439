/* Floating-point arithmetic in integers: operands are taken apart into 128-bit
 * numbers, the operation is done exactly but for a last bit that says whether
 * more follows, and the result is rounded once. [IEEE 754; Power I, 4.3, 4.4] */
#include "ppc_fpu.h"

typedef unsigned __int128 u128;

/* A number is m × 2^e; bit 0 of m is set where less than it was lost. */
struct number {
	bool negative;
	u128 m;
	int e;
};

enum { FRACTION = 52, BIAS = 1023 };

/* unpack takes a finite number apart; other than zero, its m has 53 bits. */
static struct number unpack(double x)
{
	uint64_t v = bits_of(x), m = v & ((UINT64_C(1) << FRACTION) - 1);
	int e = (int)(v >> FRACTION & 0x7ff);
	if (e != 0) {
		m |= UINT64_C(1) << FRACTION;
	} else if (m != 0) {
		int up = __builtin_clzll(m) - 11;
		m <<= up;
		e = 1 - up;
	}
	return (struct number){v >> 63, m, e - BIAS - FRACTION};
}

/* right shifts m, keeping in bit 0 whether ones were lost. */
static u128 right(u128 m, int n)
{
	if (n <= 0)
		return m;
	if (n > 127)
		return m != 0;
	return m >> n | ((m & (((u128)1 << n) - 1)) != 0);
}

static int top_bit(u128 m)
{
	uint64_t high = (uint64_t)(m >> 64);
	return high ? 127 - __builtin_clzll(high) : 63 - __builtin_clzll((uint64_t)m);
}

/* add returns x + y; a zero that results of numbers that cancel has the sign the
 * mode gives it. */
static struct number add(struct number x, struct number y, unsigned mode)
{
	/* Bits below those of the wider operand, and room for a carry. */
	enum { SPARE = 20 };
	if (x.m == 0)
		return y;
	if (y.m == 0)
		return x;
	struct number *high = &x, *low = &y;
	if (top_bit(y.m) + y.e > top_bit(x.m) + x.e) {
		high = &y;
		low = &x;
	}
	int up = 127 - SPARE / 4 - top_bit(high->m);
	high->m <<= up;
	high->e -= up;
	int down = high->e - low->e;
	low->m = down >= 0 ? right(low->m, down) : low->m << -down;
	struct number r = {high->negative, 0, high->e};
	if (high->negative == low->negative) {
		r.m = high->m + low->m;
	} else if (high->m >= low->m) {
		r.m = high->m - low->m;
	} else {
		r.m = low->m - high->m;
		r.negative = low->negative;
	}
	if (r.m == 0)
		r.negative = mode == 3;
	return r;
}

static struct number multiply(struct number x, struct number y)
{
	return (struct number){x.negative != y.negative, x.m * y.m, x.e + y.e};
}

static struct number divide(struct number x, struct number y)
{
	enum { BITS = 64 }; /* of the quotient, found one by one */
	uint64_t rest = (uint64_t)x.m, by = (uint64_t)y.m;
	u128 q = 0;
	for (int i = 0; i < BITS; i++, rest <<= 1) {
		q <<= 1;
		if (rest >= by) {
			rest -= by;
			q |= 1;
		}
	}
	return (struct number){x.negative != y.negative, q << 1 | (rest != 0), x.e - y.e - BITS};
}

static struct number root(struct number x)
{
	int up = 72 + ((x.e & 1) != 0);
	u128 v = x.m << up, r = 0;
	for (int bit = 63; bit >= 0; bit--) {
		u128 t = r | (u128)1 << bit;
		if (t * t <= v)
			r = t;
	}
	return (struct number){false, r << 1 | (r * r != v), (x.e - up) / 2 - 1};
}

/* A format: bits of the significand, and the exponents of the least normal and
 * the greatest number. */
struct format {
	int precision, least, greatest;
};
static const struct format single_format = {24, -126, 127}, double_format = {53, -1022, 1023};

/* pack makes a double of m × 2^e, which is representable. */
static double pack(bool negative, uint64_t m, int e)
{
	uint64_t sign = (uint64_t)negative << 63;
	if (m == 0)
		return double_of(sign);
	int up = __builtin_clzll(m) - 11;
	m <<= up;
	e = e - up + FRACTION + BIAS;
	if (e <= 0)
		return double_of(sign | m >> (1 - e));
	return double_of(sign | (uint64_t)e << FRACTION | (m & ((UINT64_C(1) << FRACTION) - 1)));
}

/* overflow returns what a number that is too large becomes. */
static struct outcome overflow(bool negative, const struct format *f, unsigned mode)
{
	bool infinite = mode == 0 || (mode == 2 && !negative) || (mode == 3 && negative);
	uint64_t most = (UINT64_C(1) << f->precision) - 1;
	double r = infinite ? double_of((uint64_t)negative << 63 | UINT64_C(0x7ff0000000000000)) :
		pack(negative, most, f->greatest + 1 - f->precision);
	return (struct outcome){r, FP_OX | FP_XX | FP_FI | (infinite ? FP_FR : 0)};
}

/* round_to rounds x to a format. Tininess is found before rounding. */
static struct outcome round_to(struct number x, const struct format *f, unsigned mode)
{
	if (x.m == 0)
		return (struct outcome){double_of((uint64_t)x.negative << 63), 0};
	int exponent = top_bit(x.m) + x.e;
	bool tiny = exponent < f->least;
	int last = (tiny ? f->least : exponent) - f->precision + 1; /* exponent of the last bit kept */
	int down = last - x.e;
	if (down <= 0) /* exact */
		return exponent > f->greatest ? overflow(x.negative, f, mode) :
			(struct outcome){pack(x.negative, (uint64_t)x.m, x.e), 0};
	u128 kept = right(x.m, down - 2); /* two bits more: half, and whether there is more */
	if (down == 1)
		kept = x.m << 1;
	unsigned rest = (unsigned)kept & 3;
	uint64_t m = (uint64_t)(kept >> 2);
	bool up = mode == 0 ? rest > 2 || (rest == 2 && (m & 1)) : mode == 2 ? rest && !x.negative : mode == 3 ? rest && x.negative : false;
	m += up;
	if (m >> f->precision) {
		m >>= 1;
		last++;
	}
	if (last + f->precision - 1 > f->greatest && m >> (f->precision - 1))
		return overflow(x.negative, f, mode);
	uint32_t raised = rest ? FP_XX | FP_FI | (up ? FP_FR : 0) | (tiny ? FP_UX : 0) : 0;
	return (struct outcome){pack(x.negative, m, last), raised};
}

static double negate(double x) { return double_of(bits_of(x) ^ UINT64_C(1) << 63); }
static double infinity(bool negative) { return double_of((uint64_t)negative << 63 | UINT64_C(0x7ff0000000000000)); }

/* zero_sum is the sum of two zeros. */
static double zero_sum(bool x, bool y, unsigned mode)
{
	return double_of((uint64_t)(x == y ? x : mode == 3) << 63);
}

/* product_sum computes x × y + z. */
static struct outcome product_sum(double x, double y, double z, const struct format *f, unsigned mode)
{
	bool sign = negative(x) != negative(y);
	if (is_infinite(x) || is_infinite(y))
		return (struct outcome){infinity(sign), 0};
	if (is_infinite(z))
		return (struct outcome){z, 0};
	if (is_zero(x) || is_zero(y))
		return is_zero(z) ? (struct outcome){zero_sum(sign, negative(z), mode), 0} : round_to(unpack(z), f, mode);
	return round_to(add(multiply(unpack(x), unpack(y)), unpack(z), mode), f, mode);
}

static struct outcome sum(double x, double y, const struct format *f, unsigned mode)
{
	if (is_infinite(x) || is_infinite(y))
		return (struct outcome){is_infinite(x) ? x : y, 0};
	if (is_zero(x) && is_zero(y))
		return (struct outcome){zero_sum(negative(x), negative(y), mode), 0};
	return round_to(add(unpack(x), unpack(y), mode), f, mode);
}

static struct outcome quotient(double x, double y, const struct format *f, unsigned mode)
{
	bool sign = negative(x) != negative(y);
	if (is_infinite(x))
		return (struct outcome){infinity(sign), 0};
	if (is_zero(x) || is_infinite(y))
		return (struct outcome){double_of((uint64_t)sign << 63), 0};
	if (is_zero(y))
		return (struct outcome){infinity(sign), FP_ZX};
	return round_to(divide(unpack(x), unpack(y)), f, mode);
}

struct outcome soft(enum operation op, bool single, unsigned mode, double x, double y, double z)
{
	const struct format *f = single ? &single_format : &double_format;
	struct outcome r;
	switch (op) {
	case ADD:
		return sum(x, y, f, mode);
	case SUB:
		return sum(x, negate(y), f, mode);
	case MUL:
		if (is_infinite(x) || is_infinite(y))
			return (struct outcome){infinity(negative(x) != negative(y)), 0};
		return round_to(multiply(unpack(x), unpack(y)), f, mode);
	case DIV:
		return quotient(x, y, f, mode);
	case SQRT:
		return is_infinite(x) || is_zero(x) ? (struct outcome){x, 0} : round_to(root(unpack(x)), f, mode);
	case MADD:
		return product_sum(x, y, z, f, mode);
	case MSUB:
		return product_sum(x, y, negate(z), f, mode);
	case NMADD:
	case NMSUB:
		break;
	}
	r = product_sum(x, y, op == NMADD ? z : negate(z), f, mode);
	r.result = negate(r.result);
	return r;
}

double widen(float s)
{
	uint32_t v = bits_of_s(s);
	uint64_t sign = (uint64_t)(v & 0x80000000u) << 32, m = v & 0x7fffff;
	int e = (int)(v >> 23 & 0xff);
	if (e == 0xff)
		return double_of(sign | UINT64_C(0x7ff0000000000000) | m << 29);
	if (e == 0)
		return pack(v >> 31, m, -149);
	return double_of(sign | (uint64_t)(e - 127 + BIAS) << FRACTION | m << 29);
}

uint32_t narrow(double x)
{
	uint64_t v = bits_of(x);
	int e = (int)(v >> FRACTION & 0x7ff);
	uint32_t sign = (uint32_t)(v >> 32 & 0x80000000u);
	if (e > 896 || v << 1 == 0)
		return (uint32_t)(v >> 32 & 0xc0000000u) | (uint32_t)(v >> 29 & 0x3fffffff);
	if (e >= 874) {
		uint64_t m = (v & ((UINT64_C(1) << FRACTION) - 1)) | UINT64_C(1) << FRACTION;
		return sign | (uint32_t)(m >> (29 + 897 - e));
	}
	return sign;
}
