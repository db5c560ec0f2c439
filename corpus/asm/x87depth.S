/* Only here: i386: functions that leave more on the x87 stack than a result, which only code that finds the stack at another depth reads. */
/* corpus: tags bare */
/* corpus: guests i386 */
#include "x86lib.h"
	BEGIN
	movl	$five, %eax
	call	*%eax
	call	square
	movl	$6, %esi
1:	fistpl	word
	SHOW	word
	decl	%esi
	jnz	1b
	NEWLINE
	/* Stored where a loop is left for the dispatcher, with a value in each turn. */
	call	sums
	fistpl	word
	SHOW	word
	fistpl	word
	SHOW	word
	NEWLINE
	EXIT	0

	/* five pushes 1 to 5. */
	FUNC	five
	fld1
	fld1
	fadd	%st(0), %st
	fld1
	fadd	%st(1), %st
	fld1
	fadd	%st(1), %st
	fld1
	fadd	%st(1), %st
	ret

	/* square multiplies the top by itself, once it has used what it takes for two
	 * empty registers. */
	FUNC	square
	fldz
	fld1
	faddp
	fmul	%st(1), %st
	fmul	%st(1), %st
	ret

	/* sums leaves a hundred and twice that, which the loop adds up. */
	FUNC	sums
	fldz
	fldz
	movl	$100, %ecx
1:	fld1
	fadd	%st, %st(1)
	fadd	%st(0), %st
	faddp	%st, %st(2)
	decl	%ecx
	jnz	1b
	fxch
	ret
	END

	.bss
word:	.skip	4
