/* Only here: a stripped program with tables of raw addresses and of offsets in text, data between code. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
/* corpus: cflags -s */
#include "lib.h"
	BEGIN
	li	s0, 0
1:	la	t0, .Ltable
	sll	t1, s0, 2
	addu	t0, t0, t1
	lw	t0, 0(t0)
	jr	t0
	li	s1, 0
.Lc0:	b	2f
	li	s1, 0xa0
.Lc1:	b	2f
	li	s1, 0xa1
.Lc2:	li	s1, 0xa2
2:	SHOW	s1
	addiu	s0, s0, 1
	bne	s0, 3, 1b
	nop
	NEWLINE
	/* Offsets of 16 bits from a bal's return address. */
	li	s0, 0
3:	bal	.Lhere
	nop
.Lhere:	sll	t1, s0, 1
	addu	t1, t1, ra
	lhu	t1, 24(t1)		# .Loffs - .Lhere
	addu	t1, t1, ra
	jr	t1
	nop
.Loffs:	.half	.Ld0 - .Lhere, .Ld1 - .Lhere
.Ld1:	b	4f
	li	s1, 0xd1
.Ld0:	li	s1, 0xd0
4:	SHOW	s1
	addiu	s0, s0, 1
	bne	s0, 2, 3b
	nop
	/* Calls through a table in writable data, changed on the way. */
	lw	t9, .Lslot
	jalr	t9
	nop
	SHOW	v0
	la	t0, .Lf2
	sw	t0, .Lslot
	lw	t9, .Lslot
	jalr	t9
	nop
	SHOW	v0
	NEWLINE
	EXIT	0
.Ltable: .word	.Lc0, .Lc1, .Lc2
	.asciiz	"text among the code"
	.align	2
.Lf1:	jr	ra
	li	v0, 0xf1
.Lf2:	jr	ra
	li	v0, 0xf2
	END
	.data
.Lslot:	.word	.Lf1
	.text
