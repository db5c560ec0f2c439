/* What the steps of vector instructions need: those whose immediate operand is
 * part of the host's instruction too, and the registers that x87 and MMX share.
 * [SDM 1, 9.5 and 10] */
#include "mxcsr.h"
#include "x86_system.h"

typedef long long v128 __attribute__((vector_size(16)));

/* A case for each immediate. */
#define CASE(op, n)                                                             \
	case n:                                                                 \
		__asm__ volatile(op : "+x"(x) : "x"(y), "i"(n));                \
		break;
#define CASES4(op, n) CASE(op, n) CASE(op, (n) + 1) CASE(op, (n) + 2) CASE(op, (n) + 3)
#define CASES16(op, n) CASES4(op, n) CASES4(op, (n) + 4) CASES4(op, (n) + 8) CASES4(op, (n) + 12)
#define CASES64(op, n) CASES16(op, n) CASES16(op, (n) + 16) CASES16(op, (n) + 32) CASES16(op, (n) + 48)
#define CASES256(op, n) CASES64(op, n) CASES64(op, (n) + 64) CASES64(op, (n) + 128) CASES64(op, (n) + 192)
#define CASES_HALVES(op, n) CASE(op, n) CASE(op, (n) + 1) CASE(op, (n) + 16) CASE(op, (n) + 17)

#define IMMEDIATE(name, op, cases, mask)                                        \
	v128 rt_##name(v128 x, v128 y, uint32_t imm);                           \
	v128 rt_##name(v128 x, v128 y, uint32_t imm)                            \
	{                                                                       \
		switch (imm & (mask)) {                                         \
			cases(op " %2, %1, %0", 0)                              \
		}                                                               \
		return x;                                                       \
	}

IMMEDIATE(shufps, "shufps", CASES256, 255)
IMMEDIATE(shufpd, "shufpd", CASES4, 3)
IMMEDIATE(blendps, "blendps", CASES16, 15)
IMMEDIATE(blendpd, "blendpd", CASES4, 3)
IMMEDIATE(pblendw, "pblendw", CASES256, 255)
IMMEDIATE(palignr, "palignr", CASES256, 255)
IMMEDIATE(insertps, "insertps", CASES256, 255)
IMMEDIATE(mpsadbw, "mpsadbw", CASES16, 15)
IMMEDIATE(pclmulqdq, "pclmulqdq", CASES_HALVES, 17)
IMMEDIATE(aeskeygenassist, "aeskeygenassist", CASES256, 255)
IMMEDIATE(cmpps, "cmpps", CASES16, 7)
IMMEDIATE(cmppd, "cmppd", CASES16, 7)
IMMEDIATE(cmpss, "cmpss", CASES16, 7)
IMMEDIATE(cmpsd, "cmpsd", CASES16, 7)
IMMEDIATE(roundps, "roundps", CASES16, 15)
IMMEDIATE(roundpd, "roundpd", CASES16, 15)
IMMEDIATE(roundss, "roundss", CASES16, 15)
IMMEDIATE(roundsd, "roundsd", CASES16, 15)
IMMEDIATE(dpps, "dpps", CASES256, 255)
IMMEDIATE(dppd, "dppd", CASES256, 255)
IMMEDIATE(pshufd, "pshufd", CASES256, 255)
IMMEDIATE(pshufhw, "pshufhw", CASES256, 255)
IMMEDIATE(pshuflw, "pshuflw", CASES256, 255)

/* Shifts by bytes: 16 and more give zero. */
static v128 shift(v128 x, int bytes)
{
	uint8_t in[16], out[16] = {0};
	__builtin_memcpy(in, &x, 16);
	for (int n = 0; n < 16; n++)
		if (n + bytes >= 0 && n + bytes < 16)
			out[n] = in[n + bytes];
	__builtin_memcpy(&x, out, 16);
	return x;
}

v128 rt_psrldq(v128 x, v128 y, uint32_t imm);
v128 rt_pslldq(v128 x, v128 y, uint32_t imm);

v128 rt_psrldq(v128 x, v128 y, uint32_t imm)
{
	(void)y;
	return shift(x, (int)(imm & 255));
}

v128 rt_pslldq(v128 x, v128 y, uint32_t imm)
{
	(void)y;
	return shift(x, -(int)(imm & 255));
}

uint32_t rt_enter_mmx(void)
{
	struct state *st = self();
	for (unsigned n = 0; n < 8; n++)
		st->mm[n] = st->st[n].mantissa;
	st->fpu = FPU_MMX;
	return 0;
}

static void leave_mmx(struct state *st)
{
	for (unsigned n = 0; n < 8; n++) {
		st->st[n].mantissa = st->mm[n];
		st->st[n].exponent = 0xffff;
	}
	st->fpu = FPU_FULL;
}

uint32_t rt_leave_mmx(void)
{
	leave_mmx(self());
	return 0;
}

/* rt_emms empties all registers, which keep what they hold. [SDM 2A, EMMS] */
uint32_t rt_emms(struct state *st, uint32_t next)
{
	if (st->fpu & FPU_MMX)
		leave_mmx(st);
	st->fpu = 0;
	return next;
}

uint32_t rt_invalid_sse(void)
{
	set_mxcsr(mxcsr() | 1);
	return 0;
}
