/* What the assembly programs share: start, hexadecimal output, exit. */
#include <asm/unistd.h>
#include <regdef.h>

	.macro	FUNC name
	.globl	\name
	.type	\name, @function
	.ent	\name
\name:
	.endm

	/* SHOW prints a register as eight digits; all registers but k0, k1 are kept. */
	.macro	SHOW reg
	move	k0, \reg
	bal	show
	nop
	.endm

	/* TAG prints a short literal text and a blank. */
	.macro	TAG text
	.section .rodata
9999:	.asciiz	"\text "
	.previous
	la	k0, 9999b
	bal	puts
	nop
	.endm

	.macro	NEWLINE
	.section .rodata
9999:	.asciiz	"\n"
	.previous
	la	k0, 9999b
	bal	puts
	nop
	.endm

	.macro	EXIT code
	li	a0, \code
	li	v0, __NR_exit
	syscall
	.endm

	.macro	BEGIN
	.set	noreorder
	.abicalls
	.option	pic0
	.text
	.globl	__start
__start:
	.endm

	/* SAVEALL keeps what a system call and the printers change. */
	.macro	EACHREG op
	\op	AT, 0(sp)
	\op	v0, 4(sp)
	\op	v1, 8(sp)
	\op	a0, 12(sp)
	\op	a1, 16(sp)
	\op	a2, 20(sp)
	\op	a3, 24(sp)
	\op	t0, 28(sp)
	\op	t1, 32(sp)
	\op	t2, 36(sp)
	\op	t3, 40(sp)
	\op	t4, 44(sp)
	\op	t5, 48(sp)
	\op	t6, 52(sp)
	\op	t7, 56(sp)
	\op	t8, 60(sp)
	\op	t9, 64(sp)
	\op	ra, 68(sp)
	.endm

	.macro	END
	.set	noat
show:	addiu	sp, sp, -96
	EACHREG	sw
	li	t0, 8
	addiu	t1, sp, 80
1:	srl	t2, k0, 28
	sll	k0, k0, 4
	sltiu	t3, t2, 10
	bnez	t3, 2f
	addiu	t2, t2, '0'
	addiu	t2, t2, 'a' - '0' - 10
2:	sb	t2, 0(t1)
	addiu	t0, t0, -1
	bnez	t0, 1b
	addiu	t1, t1, 1
	li	t2, ' '
	sb	t2, 0(t1)
	addiu	a1, sp, 80
	li	a2, 9
	b	3f
	li	a0, 1
puts:	addiu	sp, sp, -96
	EACHREG	sw
	move	a1, k0
	move	a2, zero
4:	addu	t0, k0, a2
	lbu	t0, 0(t0)
	bnezl	t0, 4b
	addiu	a2, a2, 1
	li	a0, 1
3:	li	v0, __NR_write
	syscall
	EACHREG	lw
	jr	ra
	addiu	sp, sp, 96
	.set	at
	.endm
