/* Only here: PowerPC: calls over data, shared tails, two entries, jumps into code, calls through LR, branches that count and call. */
/* corpus: tags bare */
/* corpus: guests ppc */
/* corpus: cflags -Wa,-mregnames */
#include "ppclib.h"
	BEGIN
	/* Where a function is: LR is not the caller's in between. */
	li	r3, 1
	li	r14, 2
	li	r28, 3
	bl	place_bcl
	add	r3, r3, r14
	add	r3, r3, r28
	SHOW	r3
	li	r4, 2
	bl	place_bl
	SHOW	r3
	NEWLINE
	/* A computed jump into straight code. */
	li	r31, 0
1:	lis	r9, slide@ha
	addi	r9, r9, slide@l
	slwi	r10, r31, 3
	add	r9, r9, r10
	li	r3, 0
	mtctr	r9
	bctrl
	SHOW	r3
	addi	r31, r31, 1
	cmpwi	r31, 6
	blt	1b
	NEWLINE
	/* Two entries of one function, the second in a loop's body. */
	li	r4, 4
	li	r3, 0
	bl	sum
	SHOW	r3
	lis	r9, sum_inside@ha
	addi	r9, r9, sum_inside@l
	li	r4, 4
	li	r3, 100
	mtlr	r9
	blrl
	SHOW	r3
	/* A tail shared by two functions. */
	bl	left
	SHOW	r3
	bl	right
	SHOW	r3
	NEWLINE
	/* A function that returns past an inline argument. */
	bl	inline_arg
	.long	0x1234abcd
	SHOW	r3
	/* A computed return: back to one of several places. */
	li	r31, 0
2:	bl	skip
	addi	r30, r30, 1
	addi	r30, r30, 2
	addi	r30, r30, 3
	SHOW	r30
	addi	r31, r31, 4
	cmpwi	r31, 12
	blt	2b
	/* The system call is the last instruction of one function; the next returns. */
	li	r15, 0x77
	bl	falls
	SHOW	r3
	SHOW	r15
	NEWLINE
	/* Conditional calls and returns, taken and not, that count and do not. */
	li	r31, 0
3:	cmpwi	cr1, r31, 1
	li	r3, 0
	beql	cr1, bump
	bltl	cr1, bump
	lis	r9, bump@ha
	addi	r9, r9, bump@l
	mtctr	r9
	bgtctrl	cr1
	mtlr	r9
	beqlrl	cr1
	bl	early
	SHOW	r3
	addi	r31, r31, 1
	cmpwi	r31, 3
	blt	3b
	li	r3, 0
	li	r4, 3
	mtctr	r4
4:	bdnzl	bump
	mfctr	r4
	cmpwi	r4, 0
	bne	4b
	bl	countdown
	SHOW	r3
	NEWLINE
	/* An address kept with an offset: no search for constants finds it. */
	lis	r9, disguised@ha
	lwz	r9, disguised@l(r9)
	addis	r9, r9, -0x100
	mtctr	r9
	bctrl
	SHOW	r3
	NEWLINE
	EXIT	0

place_bcl:
	mflr	r0
	bcl	20, 31, 1f
	.long	0x000dda48
1:	mflr	r9
	lwz	r9, 0(r9)
	add	r3, r3, r9
	mtlr	r0
	blr

place_bl:
	mflr	r0
	bl	1f
	.long	0x00123450
	.long	0x00000003
1:	mflr	r9
	lwz	r3, 0(r9)
	lwz	r9, 4(r9)
	add	r3, r3, r9
	add	r3, r3, r4
	mtlr	r0
	blr

slide:	addi	r3, r3, 1
	nop
	addi	r3, r3, 0x10
	nop
	addi	r3, r3, 0x100
	nop
	addi	r3, r3, 0x1000
	nop
	blr
	nop
	addi	r3, r3, 7
	blr

sum:	cmpwi	r4, 0
	beqlr
sum_again:
	add	r3, r3, r4
sum_inside:
	addic.	r4, r4, -1
	bgt	sum_again
	blr

left:	li	r3, 0x11
	b	shared
right:	li	r3, 0x22
shared:	slwi	r3, r3, 8
	addi	r3, r3, 1
	blr

inline_arg:
	mflr	r9
	lwz	r3, 0(r9)
	addi	r9, r9, 4
	mtlr	r9
	blr

skip:	mflr	r9
	add	r9, r9, r31
	mtlr	r9
	li	r30, 0
	blr

	FUNC	falls
	li	r0, __NR_umask
	li	r3, 022
	sc
	FUNC	behind
	li	r3, 0x55
	blr

bump:	addi	r3, r3, 0x10
	blr

early:	cmpwi	r31, 2
	beqlr
	addi	r3, r3, 1
	blr

countdown:
	li	r4, 2
	mtctr	r4
	bdnzlr
	addi	r3, r3, 1
	bdzlr
	addi	r3, r3, 2
	blr

	.fill	8, 4, 0x00000000	# words that are no instructions
hidden:	li	r3, 0x600d
	blr
	END

	.data
disguised:
	.long	hidden + 0x01000000
