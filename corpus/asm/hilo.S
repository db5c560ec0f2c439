/* Only here: HI and LO: mult, multu, div, divu, madd, msub, mul, moves between, at the limits. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	.macro	HL
	mfhi	t8
	mflo	t9
	SHOW	t8
	SHOW	t9
	.endm
	.macro	PAIR x, y
	li	t0, \x
	li	t1, \y
	mult	t0, t1
	HL
	multu	t0, t1
	HL
	div	zero, t0, t1
	HL
	divu	zero, t0, t1
	HL
	madd	t0, t1
	HL
	maddu	t0, t1
	HL
	msub	t0, t1
	HL
	msubu	t1, t0
	HL
	mul	t2, t0, t1
	SHOW	t2
	NEWLINE
	.endm
	.set	mips32r2
	BEGIN
	PAIR	7, 3
	PAIR	-7, 3
	PAIR	7, -3
	PAIR	0x7fffffff, 0x7fffffff
	PAIR	0x80000000, 0x80000000
	PAIR	0x80000000, 1
	PAIR	0xffffffff, 0xfffffffe
	PAIR	0x12345678, 0x9abcdef0
	PAIR	0, 5
	PAIR	0x80000000, -1
	/* Undefined results, but no trap. */
	li	t0, 9
	div	zero, t0, zero
	divu	zero, t0, zero
	li	t0, 0x1111
	li	t1, 0x2222
	mthi	t0
	mtlo	t1
	HL
	mflo	t2
	mthi	t2
	HL
	NEWLINE
	EXIT	0
	END
