/* Load and store multiple and string instructions where their registers are not
 * known ahead of time: the interpreter's all, lifted code's lswx and stswx. The
 * state is exact, so a fault on the way needs nothing more than to be raised.
 * [Power I, 3.3.5, 3.3.6] */
#include "xlat.h"

uint32_t rt_lmw(struct state *st, uint32_t word), rt_stmw(struct state *st, uint32_t word);
uint32_t rt_lswi(struct state *st, uint32_t word), rt_stswi(struct state *st, uint32_t word);
uint32_t rt_lswx(struct state *st, uint32_t word), rt_stswx(struct state *st, uint32_t word);

static unsigned rt_of(uint32_t word) { return word >> 21 & 31; }
static unsigned rb_of(uint32_t word) { return word >> 11 & 31; }

/* base returns (RA|0). */
static gaddr base(const struct state *st, uint32_t word)
{
	unsigned ra = word >> 16 & 31;
	return ra ? st->gpr[ra] : 0;
}

static gaddr displaced(const struct state *st, uint32_t word)
{
	return base(st, word) + (uint32_t)(int32_t)(int16_t)word;
}

static gaddr indexed(const struct state *st, uint32_t word)
{
	return base(st, word) + st->gpr[rb_of(word)];
}

static uint32_t next(const struct state *st)
{
	return st->pc + 4;
}

/* Registers are written when all of memory has been read. */
uint32_t rt_lmw(struct state *st, uint32_t word)
{
	gaddr a = displaced(st, word);
	unsigned first = rt_of(word);
	uint32_t v[32];
	for (unsigned r = first; r < 32; r++)
		v[r] = get32(host(a + 4 * (r - first)));
	memcpy(&st->gpr[first], &v[first], 4 * (32 - first));
	return next(st);
}

uint32_t rt_stmw(struct state *st, uint32_t word)
{
	gaddr a = displaced(st, word);
	for (unsigned r = rt_of(word); r < 32; r++, a += 4)
		put32(host(a), st->gpr[r]);
	return next(st);
}

static uint32_t load_string(struct state *st, uint32_t word, gaddr a, uint32_t n)
{
	uint8_t bytes[128] = {0};
	for (uint32_t i = 0; i < n; i++)
		bytes[i] = *(const volatile uint8_t *)host(a + i);
	for (uint32_t i = 0; i < n; i += 4)
		st->gpr[(rt_of(word) + i / 4) & 31] = get32(bytes + i);
	return next(st);
}

static uint32_t store_string(struct state *st, uint32_t word, gaddr a, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		*(volatile uint8_t *)host(a + i) = (uint8_t)(st->gpr[(rt_of(word) + i / 4) & 31] >> (24 - 8 * (i % 4)));
	return next(st);
}

static uint32_t length(uint32_t word)
{
	uint32_t n = rb_of(word);
	return n ? n : 32;
}

uint32_t rt_lswi(struct state *st, uint32_t word)
{
	return load_string(st, word, base(st, word), length(word));
}

uint32_t rt_stswi(struct state *st, uint32_t word)
{
	return store_string(st, word, base(st, word), length(word));
}

uint32_t rt_lswx(struct state *st, uint32_t word)
{
	return load_string(st, word, indexed(st, word), st->xer_count & 127);
}

uint32_t rt_stswx(struct state *st, uint32_t word)
{
	return store_string(st, word, indexed(st, word), st->xer_count & 127);
}
