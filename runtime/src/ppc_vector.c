/* Vector instructions on integers that the host has no like of, and VSCR.
 * [Power I, 6.8, 6.9] */
#include "ppc_vector.h"

#include "start.h"

uint32_t vector_vscr(struct state *st)
{
	return st->vscr | (st->sat[0] | st->sat[1] ? VSCR_SAT : 0);
}

void vector_set_vscr(struct state *st, uint32_t v)
{
	st->vscr = v;
	st->sat[0] = st->sat[1] = 0;
}

void vector_saturated(void)
{
	self()->vscr |= VSCR_SAT;
}

/* What lifted code holds in sat it adds itself. Reserved bits keep what is written
 * to them, as in QEMU. */
uint32_t rt_vscr(void);
void rt_set_vscr(uint32_t v);

uint32_t rt_vscr(void)
{
	return self()->vscr;
}

void rt_set_vscr(uint32_t v)
{
	self()->vscr = v;
}

/* The nearest number in the range of a type. */
static int64_t clamp(int64_t x, int64_t least, int64_t most)
{
	if (x >= least && x <= most)
		return x;
	vector_saturated();
	return x < least ? least : most;
}

static uint32_t clamp_u32(int64_t x) { return (uint32_t)clamp(x, 0, UINT32_MAX); }
static int32_t clamp_s32(int64_t x) { return (int32_t)clamp(x, INT32_MIN, INT32_MAX); }
static int16_t clamp_s16(int64_t x) { return (int16_t)clamp(x, INT16_MIN, INT16_MAX); }

/* EACH2 defines an instruction that computes each of n elements from two, x and
 * y. */
#define EACH2(name, n, type, field, result)                                     \
	VECTOR2(name)                                                           \
	{                                                                       \
		union vector va = {a}, vb = {b}, r;                             \
		for (int i = 0; i < n; i++) {                                   \
			type x = va.field[i], y = vb.field[i];                  \
			r.field[i] = (type)(result);                            \
		}                                                               \
		return r.v;                                                     \
	}

EACH2(rlb, 16, uint8_t, b, x << (y & 7) | x >> (-y & 7))
EACH2(rlh, 8, uint16_t, h, x << (y & 15) | x >> (-y & 15))
EACH2(rlw, 4, uint32_t, w, x << (y & 31) | x >> (-y & 31))
EACH2(slb, 16, uint8_t, b, x << (y & 7))
EACH2(slh, 8, uint16_t, h, x << (y & 15))
EACH2(slw, 4, uint32_t, w, x << (y & 31))
EACH2(srb, 16, uint8_t, b, x >> (y & 7))
EACH2(srh, 8, uint16_t, h, x >> (y & 15))
EACH2(srw, 4, uint32_t, w, x >> (y & 31))
EACH2(srab, 16, int8_t, sb, x >> (y & 7))
EACH2(srah, 8, int16_t, sh, x >> (y & 15))
EACH2(sraw, 4, int32_t, sw, x >> (y & 31))

EACH2(avguw, 4, uint32_t, w, ((uint64_t)x + y + 1) >> 1)
EACH2(avgsw, 4, int32_t, sw, ((int64_t)x + y + 1) >> 1)

EACH2(adduws, 4, uint32_t, w, clamp_u32((int64_t)x + y))
EACH2(addsws, 4, int32_t, sw, clamp_s32((int64_t)x + y))
EACH2(subuws, 4, uint32_t, w, clamp_u32((int64_t)x - y))
EACH2(subsws, 4, int32_t, sw, clamp_s32((int64_t)x - y))

/* Products of halfwords, their high parts added. */
VECTOR3(mhaddshs)
{
	union vector va = {a}, vb = {b}, vc = {c}, r;
	for (int i = 0; i < 8; i++)
		r.sh[i] = clamp_s16((va.sh[i] * vb.sh[i] >> 15) + vc.sh[i]);
	return r.v;
}

VECTOR3(mhraddshs)
{
	union vector va = {a}, vb = {b}, vc = {c}, r;
	for (int i = 0; i < 8; i++)
		r.sh[i] = clamp_s16(((va.sh[i] * vb.sh[i] + 0x4000) >> 15) + vc.sh[i]);
	return r.v;
}

/* SUMS defines an instruction that adds to each word the products of the n
 * elements in it. */
#define SUMS(name, n, x, y, result)                                             \
	VECTOR3(name)                                                           \
	{                                                                       \
		union vector va = {a}, vb = {b}, vc = {c}, r;                   \
		for (int i = 0; i < 4; i++) {                                   \
			int64_t sum = 0;                                        \
			for (int k = n * i; k < n * (i + 1); k++)               \
				sum += (int64_t)va.x[k] * vb.y[k];              \
			result;                                                 \
		}                                                               \
		return r.v;                                                     \
	}

SUMS(msumubm, 4, b, b, r.w[i] = (uint32_t)(sum + vc.w[i]))
SUMS(msummbm, 4, sb, b, r.w[i] = (uint32_t)(sum + vc.w[i]))
SUMS(msumuhm, 2, h, h, r.w[i] = (uint32_t)(sum + vc.w[i]))
SUMS(msumuhs, 2, h, h, r.w[i] = clamp_u32(sum + vc.w[i]))
SUMS(msumshs, 2, sh, sh, r.sw[i] = clamp_s32(sum + vc.sw[i]))

/* Sums across elements. Of those that give fewer than four words the last word of
 * each part holds the result, and the others are zero. */
VECTOR2(sum4ubs)
{
	union vector va = {a}, vb = {b}, r;
	for (int i = 0; i < 4; i++)
		r.w[i] = clamp_u32((int64_t)vb.w[i] + va.b[4 * i] + va.b[4 * i + 1] + va.b[4 * i + 2] + va.b[4 * i + 3]);
	return r.v;
}

VECTOR2(sum4sbs)
{
	union vector va = {a}, vb = {b}, r;
	for (int i = 0; i < 4; i++)
		r.sw[i] = clamp_s32((int64_t)vb.sw[i] + va.sb[4 * i] + va.sb[4 * i + 1] + va.sb[4 * i + 2] + va.sb[4 * i + 3]);
	return r.v;
}

VECTOR2(sum4shs)
{
	union vector va = {a}, vb = {b}, r;
	for (int i = 0; i < 4; i++)
		r.sw[i] = clamp_s32((int64_t)vb.sw[i] + va.sh[2 * i] + va.sh[2 * i + 1]);
	return r.v;
}

VECTOR2(sum2sws)
{
	union vector va = {a}, vb = {b}, r = {0};
	for (int i = 0; i < 4; i += 2)
		r.sw[i] = clamp_s32((int64_t)vb.sw[i] + va.sw[i] + va.sw[i + 1]);
	return r.v;
}

VECTOR2(sumsws)
{
	union vector va = {a}, vb = {b}, r = {0};
	r.sw[0] = clamp_s32((int64_t)vb.sw[0] + va.sw[0] + va.sw[1] + va.sw[2] + va.sw[3]);
	return r.v;
}

/* Pixels of 16 bits: one bit and three times five, made from words by dropping
 * low bits of each byte, and back. [Power I, vpkpx, vupkhpx, vupklpx] */
static uint16_t pixel(uint32_t w)
{
	return (uint16_t)((w >> 9 & 0xfc00) | (w >> 6 & 0x3e0) | (w >> 3 & 0x1f));
}

static uint32_t widened(uint16_t h)
{
	return (h >> 15 ? 0xff000000u : 0) | (h >> 10 & 0x1fu) << 16 | (h >> 5 & 0x1fu) << 8 | (h & 0x1fu);
}

VECTOR2(pkpx)
{
	union vector va = {a}, vb = {b}, r;
	for (int i = 0; i < 4; i++) {
		r.h[4 + i] = pixel(va.w[i]);
		r.h[i] = pixel(vb.w[i]);
	}
	return r.v;
}

VECTOR1(upkhpx)
{
	union vector vb = {b}, r;
	for (int i = 0; i < 4; i++)
		r.w[i] = widened(vb.h[4 + i]);
	return r.v;
}

VECTOR1(upklpx)
{
	union vector vb = {b}, r;
	for (int i = 0; i < 4; i++)
		r.w[i] = widened(vb.h[i]);
	return r.v;
}
