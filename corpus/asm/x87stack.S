/* Only here: i386: x87 registers that stay full over calls, returns, jumps and loops, at depths no convention foresees. */
/* corpus: tags bare */
/* corpus: guests i386 */
#include "x86lib.h"
	/* POP prints ST(0) as an integer and pops it. */
	.macro	POP
	fistpl	word
	SHOW	word
	.endm

	BEGIN
	/* A function that leaves three values, called by its address. */
	movl	$three, %eax
	call	*%eax
	POP
	POP
	POP
	/* One that takes two from the stack and leaves their sum. */
	pushl	$30
	fildl	(%esp)
	movl	$12, (%esp)
	fildl	(%esp)
	popl	%ecx
	movl	$sum, %eax
	call	*%eax
	POP
	NEWLINE
	/* Values below the frame of a function that expects an empty stack. */
	call	three
	movl	$square, %eax
	movl	$9, %ecx
	call	*%eax
	POP
	POP
	POP
	POP
	NEWLINE
	/* How many it leaves depends on what it is told. */
	xorl	%esi, %esi
1:	movl	%esi, %ecx
	call	some
	testl	%esi, %esi
	jz	3f
	movl	%esi, %edi
2:	POP
	decl	%edi
	jnz	2b
3:	incl	%esi
	cmpl	$8, %esi
	jb	1b
	NEWLINE
	/* It keeps one over another call, and that pops what its caller pushed. */
	call	three
	call	keeps
	POP
	POP
	POP
	NEWLINE
	/* The top is elsewhere though the stack is empty. */
	fdecstp
	fdecstp
	movl	$5, %ecx
	call	square
	call	three
	fincstp
	POP
	fincstp
	fincstp
	fincstp
	fincstp
	fincstp
	POP
	POP
	ffree	%st(6)
	fninit
	NEWLINE
	/* A jump out of one function, its values full, into another. */
	movl	$7, %ecx
	call	leaps
	POP
	POP
	POP
	NEWLINE
	/* A loop that fills the stack, and one that empties it. */
	movl	$8, %ecx
	call	some
	xorl	%esi, %esi
4:	fistpl	word
	addl	word, %esi
	fnstsw	%ax
	andl	$0x3800, %eax
	jnz	4b
	SHOW	%esi
	NEWLINE
	EXIT	0

	/* three pushes 1, 2 and 3. */
	FUNC	three
	fld1
	fld1
	fadd	%st(0), %st
	fld1
	fadd	%st(1), %st
	ret

	FUNC	sum
	faddp
	ret

	/* square pushes ECX squared; in between all its registers are written. */
	FUNC	square
	pushl	%ecx
	fildl	(%esp)
	fldz
	fxch
	fmul	%st(0), %st
	faddp
	popl	%ecx
	ret

	/* some pushes ECX, ECX - 1 and so on to 1. */
	FUNC	some
	jecxz	2f
1:	pushl	%ecx
	fildl	(%esp)
	popl	%ecx
	decl	%ecx
	jnz	1b
2:	ret

	/* keeps adds 100 to the third and puts that in the place of the two above. */
	FUNC	keeps
	movl	$100, %ecx
	pushl	%ecx
	fildl	(%esp)
	popl	%ecx
	fadd	%st(3), %st
	movl	$drop, %eax
	call	*%eax
	fld1
	ret

	/* drop pops ST(1) and ST(2). */
	FUNC	drop
	fstp	%st(2)
	fstp	%st(0)
	ret

	FUNC	leaps
	fld1
	pushl	%ecx
	fildl	(%esp)
	popl	%ecx
	movl	$lands, %eax
	jmp	*%eax

	FUNC	lands
	fld	%st(1)
	fsub	%st(1), %st
	ret
	END

	.bss
word:	.skip	4
