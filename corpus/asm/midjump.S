/* Only here: jumps into the middle of functions, shared tails, two entries, computed jumps with no table. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	BEGIN
	/* base + 8 * n, a Duff-like computed jump into straight code. */
	li	s0, 0
1:	la	t0, slide
	sll	t1, s0, 3
	addu	t0, t0, t1
	li	v0, 0
	jalr	t0
	nop
	SHOW	v0
	addiu	s0, s0, 1
	sltiu	t1, s0, 6
	bnez	t1, 1b
	nop
	NEWLINE
	/* Two entries of one function, the second in a loop's body. */
	li	a0, 4
	bal	sum
	li	v0, 0
	SHOW	v0
	li	a0, 4
	la	t9, sum_inside
	jalr	t9
	li	v0, 100
	SHOW	v0
	/* A tail shared by two functions. */
	bal	left
	nop
	SHOW	v0
	bal	right
	nop
	SHOW	v0
	NEWLINE
	/* A function that returns past an inline argument. */
	bal	inline_arg
	nop
	.word	0x1234abcd
	SHOW	v0
	/* A computed return: back to one of several places. */
	li	s1, 0
2:	bal	skip
	nop
	addiu	s2, zero, 1
	addiu	s2, zero, 2
	addiu	s2, zero, 3
	SHOW	s2
	addiu	s1, s1, 4
	sltiu	t0, s1, 12
	bnez	t0, 2b
	nop
	NEWLINE
	/* An address kept with an offset: no search for constants finds it. */
	lw	t2, disguised
	lui	t1, 0x0100
	subu	t2, t2, t1
	jalr	t2
	li	v0, 0
	SHOW	v0
	NEWLINE
	EXIT	0

slide:	addiu	v0, v0, 1
	nop
	addiu	v0, v0, 0x10
	nop
	addiu	v0, v0, 0x100
	nop
	addiu	v0, v0, 0x1000
	nop
	jr	ra
	nop
	jr	ra
	addiu	v0, v0, 7

sum:	beqz	a0, 3f
	nop
sum_again:
	addu	v0, v0, a0
sum_inside:
	addiu	a0, a0, -1
	bgtz	a0, sum_again
	nop
3:	jr	ra
	nop

left:	b	shared
	li	v0, 0x11
right:	li	v0, 0x22
shared:	sll	v0, v0, 8
	jr	ra
	addiu	v0, v0, 1

inline_arg:
	lw	v0, 0(ra)
	addiu	ra, ra, 4
	jr	ra
	nop

skip:	addu	ra, ra, s1
	jr	ra
	li	s2, 0

	.fill	8, 4, 0x0000003d	# words that are no instructions
hidden:	li	v0, 0x600d
	jr	ra
	nop
	END

	.data
disguised:
	.word	hidden + 0x01000000
	.text
