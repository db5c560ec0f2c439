/* What the assembly programs for PowerPC share: start, hexadecimal output, exit. */
#include <asm/unistd.h>

	.macro	FUNC name
	.globl	\name
	.type	\name, @function
\name:
	.endm

	/* SHOW prints a register as eight digits; all registers but r0, r12 and LR are kept. */
	.macro	SHOW reg
	mr	r12, \reg
	bl	show
	.endm

	/* NEWLINE ends a line; it keeps what SHOW keeps. */
	.macro	NEWLINE
	bl	newline
	.endm

	.macro	EXIT code
	li	r3, \code
	li	r0, __NR_exit
	sc
	.endm

	.macro	BEGIN
	.text
	.globl	_start
_start:
	.endm

	/* EACHREG saves or restores what a system call and the printers change. */
	.macro	EACHREG op
	\op	r3, 8(r1)
	\op	r4, 12(r1)
	\op	r5, 16(r1)
	\op	r6, 20(r1)
	\op	r7, 24(r1)
	\op	r8, 28(r1)
	\op	r9, 32(r1)
	\op	r10, 36(r1)
	\op	r11, 40(r1)
	.endm

	.macro	END
show:	stwu	r1, -80(r1)
	EACHREG	stw
	mfcr	r0
	stw	r0, 44(r1)
	mfctr	r0
	stw	r0, 48(r1)
	li	r3, 8
	mtctr	r3
	addi	r4, r1, 55
1:	rlwinm	r12, r12, 4, 0, 31
	clrlwi	r5, r12, 28
	cmpwi	r5, 10
	addi	r5, r5, '0'
	blt	2f
	addi	r5, r5, 'a' - '0' - 10
2:	stbu	r5, 1(r4)
	bdnz	1b
	li	r5, ' '
	stb	r5, 1(r4)
	addi	r4, r1, 56
	li	r5, 9
	b	3f
newline:
	stwu	r1, -80(r1)
	EACHREG	stw
	mfcr	r0
	stw	r0, 44(r1)
	mfctr	r0
	stw	r0, 48(r1)
	li	r5, '\n'
	stb	r5, 56(r1)
	addi	r4, r1, 56
	li	r5, 1
3:	li	r3, 1
	li	r0, __NR_write
	sc
	lwz	r0, 44(r1)
	mtcr	r0
	lwz	r0, 48(r1)
	mtctr	r0
	EACHREG	lwz
	addi	r1, r1, 80
	blr
	.endm
