/* Only here: jump tables that lead to parts of a function that lie apart, first, last and in between, with values in scratch registers. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	BEGIN
	li	s0, 0
1:	move	a0, s0
	bal	pick
	nop
	SHOW	v0
	move	a0, s0
	bal	choose
	nop
	SHOW	v0
	NEWLINE
	addiu	s0, s0, 1
	sltiu	t1, s0, 5
	bnez	t1, 1b
	nop
	EXIT	0
	/* Absolute addresses. */
	FUNC	pick
	sll	t3, a0, 2
	la	t2, cases
	addu	t2, t2, t3
	lw	t2, 0(t2)
	li	t0, 0x100
	addiu	t1, a0, 0x20
	jr	t2
	addiu	t8, t1, 0x3000
.Lpart1:	jr	ra
	addu	v0, t0, t1
.Lpart2:	jr	ra
	subu	v0, t0, t1
	.end	pick
	FUNC	coldpick
	jr	ra
	li	v0, 7
.Lpart3:	addu	v0, t0, t8
	jr	ra
	xor	v0, v0, t1
.Lpart4:	jr	ra
	subu	v0, t8, t0
	.end	coldpick
	/* Distances from a base, in a loop that keeps more such values. */
	FUNC	choose
	li	t4, 3
	li	t5, 0x40
	li	v0, 0
.Lpart5:	sll	t3, a0, 2
	la	t2, distances
	addu	t2, t2, t3
	lw	t2, 0(t2)
	la	t6, .Lpart1
	addu	t2, t2, t6
	jr	t2
	addiu	t7, t5, 5
.Lpart6:	addu	v0, v0, t7
.Lpart7:	addiu	t4, t4, -1
	bnez	t4, .Lpart5
	addiu	t5, t5, 1
	jr	ra
	addu	v0, v0, t5
	.end	choose
	FUNC	coldchoose
	jr	ra
	li	v0, 9
.Lpart8:	sll	t7, t7, 4
	b	.Lpart6
	addu	v0, v0, t5
.Lpart9:	b	.Lpart7
	addu	v0, v0, t7
	.end	coldchoose
	END
	.section .rodata
	.align	2
cases:	.word	.Lpart3, .Lpart1, .Lpart4, .Lpart2, .Lpart3
distances: .word .Lpart8 - .Lpart1, .Lpart6 - .Lpart1, .Lpart9 - .Lpart1, .Lpart7 - .Lpart1, .Lpart9 - .Lpart1
