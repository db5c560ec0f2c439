/* Only here: i386: a byte or word loaded into the low part of a product, and that multiplied and shifted as a doubleword. */
/* corpus: tags bare */
/* corpus: guests i386 */
#include "x86lib.h"
	.macro	PRODUCT load
	movl	factor, %eax
	mull	factor + 4		# 2:0x50003
	movl	%edx, %ebp
	\load
	testl	%ebp, %ebp
	.endm

	BEGIN
	movl	$byte, %esi
	movl	factor, %edi
	PRODUCT	"movb (%esi), %al"
	mull	%edi
	SHOW	%eax
	SHOW	%edx
	SHOW	%ebp
	PRODUCT	"movw (%esi), %ax"
	mull	%edi
	SHOW	%eax
	SHOW	%edx
	SHOW	%ebp
	movb	byte, %cl
	PRODUCT	"movb (%esi), %al"
	shrdl	%cl, %edi, %eax
	testl	%ebp, %ebp
	SHOW	%eax
	SHOW	%ebp
	NEWLINE
	EXIT	0
	END

	.data
factor:	.long	0x10001, 0x20003
byte:	.long	4
