/* Only here: PowerPC: calls of computed addresses let through what the callee does not write, as compilers that know the callee expect (GCC's -fipa-ra). */
/* corpus: tags bare */
/* corpus: guests ppc */
/* corpus: cflags -Wa,-mregnames */
#include "ppclib.h"
	.macro	CALL n
	lis	r31, callees@ha
	lwz	r12, callees@l+4*\n(r31)
	mtctr	r12
	bctrl
	.endm
	.macro	SET
	li	r4, 4
	li	r5, 5
	li	r6, 6
	li	r7, 7
	li	r8, 8
	li	r9, 9
	li	r10, 10
	li	r11, 11
	li	r0, -1
	mtcr	r0
	.endm
	.macro	SHOWALL
	mfcr	r28
	SHOW	r3
	SHOW	r4
	SHOW	r5
	SHOW	r6
	SHOW	r7
	SHOW	r8
	SHOW	r9
	SHOW	r10
	SHOW	r11
	SHOW	r28
	NEWLINE
	.endm
	BEGIN
	.irp	n, 0, 1, 2, 3
	SET
	CALL	\n
	SHOWALL
	.endr
	/* Values live in a loop across calls. */
	li	r11, 0
	li	r9, 3
	li	r6, 0x1000
1:	CALL	0
	add	r9, r9, r6
	addi	r11, r11, 1
	cmpwi	cr7, r11, 4
	bne	cr7, 1b
	SHOW	r9
	NEWLINE
	EXIT	0
	/* Writes r3. */
	FUNC	leaf
	li	r3, 1
	blr
	/* Writes much of what it could, and calls what writes r3. */
	FUNC	nested
	stwu	r1, -16(r1)
	mflr	r0
	stw	r0, 20(r1)
	li	r5, 5
	li	r7, 6
	cmpwi	cr1, r7, 6
	lwz	r12, callees@l(r31)
	mtctr	r12
	bctrl
	lwz	r0, 20(r1)
	mtlr	r0
	addi	r1, r1, 16
	blr
	/* Ends in a jump to another function. */
	FUNC	tail
	lwz	r12, callees@l(r31)
	mtctr	r12
	li	r10, 7
	bctr
	/* Calls a known function. */
	FUNC	known
	stwu	r1, -16(r1)
	mflr	r0
	stw	r0, 20(r1)
	li	r6, 8
	bl	leaf
	lwz	r0, 20(r1)
	mtlr	r0
	addi	r1, r1, 16
	blr
	END
	.data
callees: .long	leaf, nested, tail, known
