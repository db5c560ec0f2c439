/* The string comparisons of SSE4.2. [SDM 1, 12.3; SDM 2B, 4.1] */
#include <stdbool.h>
#include <stdint.h>

typedef long long v128 __attribute__((vector_size(16)));

/* What the immediate operand says. */
enum {
	WORDS = 1, SIGNED = 2, AGGREGATION = 3 << 2, POLARITY = 3 << 4, LAST = 1 << 6,
	EQUAL_ANY = 0 << 2, RANGES = 1 << 2, EQUAL_EACH = 2 << 2, EQUAL_ORDERED = 3 << 2,
	NEGATIVE = 1 << 4, MASKED_NEGATIVE = 3 << 4,
};

/* A string is the elements of a vector and how many of them count. */
struct string {
	int32_t at[16];
	uint32_t length;
};

static uint32_t capacity(uint32_t imm)
{
	return imm & WORDS ? 8 : 16;
}

static int32_t element(v128 v, uint32_t imm, uint32_t n)
{
	union {
		v128 v;
		uint8_t b[16];
		int8_t sb[16];
		uint16_t w[8];
		int16_t sw[8];
	} u = {v};
	if (imm & WORDS)
		return imm & SIGNED ? u.sw[n] : u.w[n];
	return imm & SIGNED ? u.sb[n] : u.b[n];
}

/* string takes v apart; limit is the length where it is given, which may be
 * negative. */
static void string(struct string *s, v128 v, uint32_t imm, bool given, int32_t limit)
{
	uint32_t n = capacity(imm), size = limit < 0 ? 0 - (uint32_t)limit : (uint32_t)limit;
	s->length = n;
	for (uint32_t i = n; i-- > 0;) {
		s->at[i] = element(v, imm, i);
		if (!given && s->at[i] == 0)
			s->length = i;
	}
	if (given && size < n)
		s->length = size;
}

/* in_set says whether v is one of the elements of x, in_ranges whether it is in
 * one of the ranges whose bounds are pairs of them. */
static bool in_set(const struct string *x, int32_t v)
{
	for (uint32_t i = 0; i < x->length; i++)
		if (x->at[i] == v)
			return true;
	return false;
}

static bool in_ranges(const struct string *x, int32_t v)
{
	for (uint32_t i = 0; i + 1 < x->length; i += 2)
		if (x->at[i] <= v && v <= x->at[i + 1])
			return true;
	return false;
}

/* begins says whether x lies in y at j, as far as y's vector goes. */
static bool begins(const struct string *x, const struct string *y, uint32_t j, uint32_t n)
{
	for (uint32_t i = 0; i < x->length && j + i < n; i++)
		if (j + i >= y->length || x->at[i] != y->at[j + i])
			return false;
	return true;
}

static bool same(const struct string *x, const struct string *y, uint32_t j)
{
	bool inside = j < x->length;
	return inside == (j < y->length) && (!inside || x->at[j] == y->at[j]);
}

static bool matches(const struct string *x, const struct string *y, uint32_t imm, uint32_t j)
{
	switch (imm & AGGREGATION) {
	case EQUAL_ANY:
		return j < y->length && in_set(x, y->at[j]);
	case RANGES:
		return j < y->length && in_ranges(x, y->at[j]);
	case EQUAL_EACH:
		return same(x, y, j);
	}
	return begins(x, y, j, capacity(imm));
}

/* rt_pcmpstr compares strings. The result is a bit for each element of y, from
 * bit 16 the number of the first or last one set, and in bits 24 and 25 whether
 * y and x end within their vectors. explicit says that lengths are given. */
uint64_t rt_pcmpstr(v128 x, v128 y, uint32_t imm, uint32_t explicit, uint32_t xlen, uint32_t ylen);
uint64_t rt_pcmpstr(v128 x, v128 y, uint32_t imm, uint32_t explicit, uint32_t xlen, uint32_t ylen)
{
	struct string a, b;
	uint32_t n = capacity(imm), bits = 0, index = n;
	string(&a, x, imm, explicit, (int32_t)xlen);
	string(&b, y, imm, explicit, (int32_t)ylen);
	for (uint32_t j = 0; j < n; j++) {
		bool m = matches(&a, &b, imm, j);
		if ((imm & POLARITY) == NEGATIVE || ((imm & POLARITY) == MASKED_NEGATIVE && j < b.length))
			m = !m;
		bits |= (uint32_t)m << j;
	}
	if (bits != 0)
		index = (uint32_t)(imm & LAST ? 31 - __builtin_clz(bits) : __builtin_ctz(bits));
	return bits | index << 16 | (uint32_t)(b.length < n) << 24 | (uint32_t)(a.length < n) << 25;
}

/* rt_pcmpmask makes a vector of the bits of rt_pcmpstr: as they are, or each as
 * wide as an element. */
v128 rt_pcmpmask(uint64_t bits, uint32_t imm);
v128 rt_pcmpmask(uint64_t bits, uint32_t imm)
{
	union {
		v128 v;
		uint8_t b[16];
	} u = {{(long long)(bits & 0xffff), 0}};
	uint32_t size = imm & WORDS ? 2 : 1;
	if (imm & LAST)
		for (uint32_t i = 0; i < 16; i++)
			u.b[i] = bits >> i / size & 1 ? 0xff : 0;
	return u.v;
}
