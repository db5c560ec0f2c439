/* Only here: all sixteen FP compares into several condition codes, bc1t, bc1fl, movt, movf.d, FCSR and rounding conversions. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
/* corpus: cflags -mfp32 */
#include "lib.h"
	.macro	COMPARE cond
	c.\cond\().d $fcc0, $f4, $f6
	c.\cond\().s $fcc3, $f8, $f10
	cfc1	a0, $31
	SHOW	a0
	ctc1	zero, $31
	.endm
	.macro	ALL a, b
	ldc1	$f4, \a
	ldc1	$f6, \b
	cvt.s.d	$f8, $f4
	cvt.s.d	$f10, $f6
	ctc1	zero, $31
	.irp	c, f, un, eq, ueq, olt, ult, ole, ule, sf, ngle, seq, ngl, lt, nge, le, ngt
	COMPARE	\c
	.endr
	NEWLINE
	.endm
	.macro	ROUND value
	ldc1	$f4, \value
	.irp	op, round.w.d, trunc.w.d, ceil.w.d, floor.w.d, cvt.w.d
	\op	$f6, $f4
	mfc1	t0, $f6
	SHOW	t0
	.endr
	.irp	mode, 0, 1, 2, 3
	li	t0, \mode
	ctc1	t0, $31
	cvt.w.d	$f6, $f4
	mfc1	t0, $f6
	SHOW	t0
	.endr
	cfc1	a0, $31
	SHOW	a0
	ctc1	zero, $31
	NEWLINE
	.endm
	.set	mips32r2
	BEGIN
	ALL	one, two
	ALL	two, one
	ALL	one, one
	ALL	one, quiet
	ALL	minus0, zero0
	ROUND	half
	ROUND	twohalf
	ROUND	negative
	ROUND	two
	/* Branches on condition codes, plain and likely. */
	ldc1	$f4, one
	ldc1	$f6, two
	c.lt.d	$fcc0, $f4, $f6
	c.lt.d	$fcc1, $f6, $f4
	li	s0, 0
	bc1t	$fcc0, 1f
	ori	s0, s0, 1
	ori	s0, s0, 2
1:	bc1f	$fcc1, 2f
	ori	s0, s0, 4
	ori	s0, s0, 8
2:	bc1tl	$fcc1, 3f
	ori	s0, s0, 0x10
	ori	s0, s0, 0x20
3:	bc1fl	$fcc1, 4f
	ori	s0, s0, 0x40
	ori	s0, s0, 0x80
4:	SHOW	s0
	li	t0, 1
	li	t1, 2
	movt	t0, t1, $fcc0
	SHOW	t0
	movf	t0, zero, $fcc0
	SHOW	t0
	mov.d	$f8, $f4
	movt.d	$f8, $f6, $fcc0
	mfc1	t0, $f9
	SHOW	t0
	movn.d	$f8, $f4, t1
	mfc1	t0, $f9
	SHOW	t0
	movz.s	$f8, $f6, zero
	mfc1	t0, $f8
	SHOW	t0
	/* Arithmetic of one precision in both halves of a pair. */
	li	t0, 0x40490fdb
	mtc1	t0, $f8
	add.s	$f9, $f8, $f8
	mul.s	$f10, $f9, $f8
	neg.s	$f11, $f10
	abs.s	$f12, $f11
	sqrt.s	$f13, $f12
	div.s	$f14, $f13, $f8
	.irp	r, 9, 10, 11, 12, 13, 14
	mfc1	t0, $f\r
	SHOW	t0
	.endr
	NEWLINE
	EXIT	0
	END
	.data
	.align	3
one:	.double	1
two:	.double	2
half:	.double	0.5
twohalf: .double 2.5
negative: .double -1234.75
zero0:	.double	0
minus0:	.double	-0.0
quiet:
#ifdef __MIPSEB__
	.word	0x7ff7ffff, 0xffffffff
#else
	.word	0xffffffff, 0x7ff7ffff
#endif
	.text
