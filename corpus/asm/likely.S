/* Only here: every branch-likely instruction, taken and not: the slot runs only if taken. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	.macro	TRY insn, x, y=none
	li	s0, \x
	.ifnc	\y, none
	li	s1, \y
	.endif
	li	s2, 0
	.ifnc	\y, none
	\insn	s0, s1, 1f
	.else
	\insn	s0, 1f
	.endif
	ori	s2, s2, 1
	ori	s2, s2, 2
1:	SHOW	s2
	.endm
	.macro	CALL insn, x
	li	s0, \x
	li	s2, 0
	\insn	s0, 1f
	ori	s2, s2, 1
	ori	s2, s2, 2
1:	la	t0, 1b
	subu	t0, t0, ra
	SHOW	s2
	SHOW	t0
	.endm
	BEGIN
	TRY	beql, 1, 1
	TRY	beql, 1, 2
	TRY	bnel, 1, 1
	TRY	bnel, 1, 2
	TRY	blezl, 0
	TRY	blezl, 1
	TRY	blezl, -1
	TRY	bgtzl, 0
	TRY	bgtzl, 1
	TRY	bgtzl, -1
	NEWLINE
	TRY	bltzl, 0
	TRY	bltzl, -1
	TRY	bgezl, 0
	TRY	bgezl, -1
	CALL	bltzall, -1
	CALL	bgezall, 1
	NEWLINE
	CALL	bltzal, -1
	CALL	bltzal, 1
	CALL	bgezal, -1
	CALL	bgezal, 0
	NEWLINE
	/* A likely loop that uses its slot as the body's last step. */
	li	t0, 10
	li	t1, 0
2:	addiu	t0, t0, -1
	bgtzl	t0, 2b
	addu	t1, t1, t0
	SHOW	t1
	NEWLINE
	EXIT	0
	END
