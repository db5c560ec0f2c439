/* Only here: delay-slot oddities: slots that change what the branch reads, targets that are slots, slots that are calls' last word. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	BEGIN
	/* The slot changes the operand after the branch has read it. */
	li	t0, 0
	beqz	t0, 1f
	li	t0, 5
	li	t0, 9
1:	SHOW	t0
	/* The slot changes the register jr has read. */
	la	t1, 2f
	jr	t1
	la	t1, 0x10000		# one word: lui
	li	t0, 1
2:	SHOW	t1
	/* bal to the next instruction reads the PC. */
	bal	3f
	nop
3:	la	t2, 3b
	subu	t2, t2, ra
	SHOW	t2
	NEWLINE
	/* A branch whose target is the slot of another branch. */
	li	t3, 0
	b	5f
	addiu	t3, t3, 1
4:	b	6f
5:	addiu	t3, t3, 0x10		# slot of 4, and target of the above
	addiu	t3, t3, 0x100
	b	4b			# through the branch this time
	addiu	t3, t3, 0x1000
6:	SHOW	t3
	/* A call whose slot sets the return address register. */
	la	t4, 7f
	bal	leaf
	move	ra, t4
	TAG	bad
7:	TAG	returned
	/* A conditional branch to its own slot. */
	li	t5, 0
	li	t6, 1
	bnez	t6, 8f
8:	addiu	t5, t5, 1
	SHOW	t5
	/* jalr with another link register, target in ra. */
	la	ra, other
	jalr	t7, ra
	nop
	TAG	other
	/* A store and load in slots. */
	addiu	sp, sp, -8
	li	t0, 77
	b	9f
	sw	t0, 0(sp)
9:	beqz	zero, 10f
	lw	t1, 0(sp)
10:	SHOW	t1
	/* mult and mflo in slots. */
	li	t0, 6
	b	11f
	mult	t0, t0
11:	b	12f
	mflo	t1
12:	SHOW	t1
	NEWLINE
	/* A return whose slot restores the stack pointer and link. */
	bal	framed
	nop
	SHOW	v0
	/* A slot that writes $zero, and a backward loop with work in its slot. */
	li	t0, 3
	li	t1, 0
13:	addiu	t0, t0, -1
	bne	t0, zero, 13b
	addu	t1, t1, t0
	b	14f
	addiu	zero, t1, 5
14:	SHOW	t1
	SHOW	zero
	NEWLINE
	EXIT	0

leaf:	jr	ra
	nop
other:	jr	t7
	nop
framed:	addiu	sp, sp, -16
	sw	ra, 12(sp)
	bal	leaf
	li	v0, 21
	lw	ra, 12(sp)
	jr	ra
	addiu	sp, sp, 16
	END
