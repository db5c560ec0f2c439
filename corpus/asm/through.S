/* Only here: calls of computed addresses let through what the callee does not write, as compilers that know the callee expect (GCC's -fipa-ra). */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	.macro	CALL n
	la	s7, callees
	lw	t9, 4*\n(s7)
	jalr	t9
	nop
	.endm
	.macro	SET
	li	a0, 0xa0
	li	a1, 0xa1
	li	a2, 0xa2
	li	a3, 0xa3
	li	v1, 0xb1
	li	t0, 0x70
	li	t1, 0x71
	li	t2, 0x72
	li	t3, 0x73
	li	t4, 0x74
	li	t5, 0x75
	li	t6, 0x76
	li	t7, 0x77
	li	t8, 0x78
	mtc1	t3, $f6
	mtc1	t4, $f12
	mtlo	t5
	.endm
	.macro	SHOWALL
	SHOW	v0
	SHOW	v1
	SHOW	a0
	SHOW	a1
	SHOW	a2
	SHOW	a3
	SHOW	t0
	SHOW	t1
	SHOW	t2
	SHOW	t3
	SHOW	t4
	SHOW	t5
	SHOW	t6
	SHOW	t7
	SHOW	t8
	mfc1	t0, $f6
	mfc1	t1, $f12
	mflo	t2
	SHOW	t0
	SHOW	t1
	SHOW	t2
	NEWLINE
	.endm
	BEGIN
	.irp	n, 0, 1, 2, 3
	SET
	CALL	\n
	SHOWALL
	.endr
	/* Values live in a loop across calls. */
	li	t3, 0
	li	t5, 3
	li	a3, 0x1000
1:	CALL	0
	addu	t5, t5, a3
	addiu	t3, t3, 1
	li	v0, 4
	bne	t3, v0, 1b
	nop
	SHOW	t5
	NEWLINE
	EXIT	0
	/* Writes v0. */
	FUNC	leaf
	jr	ra
	li	v0, 1
	.end	leaf
	/* Writes much of what it could, and calls what writes v0. */
	FUNC	nested
	addiu	sp, sp, -8
	sw	ra, 4(sp)
	li	a1, 5
	li	t1, 6
	lw	t9, 0(s7)
	jalr	t9
	addiu	t2, t1, 1
	lw	ra, 4(sp)
	jr	ra
	addiu	sp, sp, 8
	.end	nested
	/* Ends in a jump to another function. */
	FUNC	tail
	lw	t9, 0(s7)
	jr	t9
	li	t4, 7
	.end	tail
	/* Calls a known function. */
	FUNC	known
	addiu	sp, sp, -8
	sw	ra, 4(sp)
	bal	leaf
	li	a2, 8
	lw	ra, 4(sp)
	jr	ra
	addiu	sp, sp, 8
	.end	known
	END
	.data
callees: .word	leaf, nested, tail, known
