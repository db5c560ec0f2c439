/* What the assembly programs for i386 share: start, hexadecimal output, exit. */
#include <asm/unistd.h>

	.macro	FUNC name
	.globl	\name
	.type	\name, @function
\name:
	.endm

	/* SHOW prints an operand as eight digits; it keeps all registers but the flags. */
	.macro	SHOW operand
	pushl	\operand
	call	show
	.endm

	/* NEWLINE ends a line; it keeps what SHOW keeps. */
	.macro	NEWLINE
	pusha
	movb	$'\n', buffer
	movl	$1, %edx
	call	print
	popa
	.endm

	.macro	EXIT code
	movl	$\code, %ebx
	movl	$__NR_exit, %eax
	int	$0x80
	.endm

	.macro	BEGIN
	.text
	.globl	_start
_start:
	.endm

	.macro	END
show:	pusha
	movl	36(%esp), %eax
	movl	$buffer, %edi
	movl	$8, %ecx
1:	roll	$4, %eax
	movl	%eax, %ebx
	andl	$15, %ebx
	movb	digits(%ebx), %bl
	movb	%bl, (%edi)
	incl	%edi
	decl	%ecx
	jnz	1b
	movb	$' ', (%edi)
	movl	$9, %edx
	call	print
	popa
	ret	$4
print:	movl	$__NR_write, %eax
	movl	$1, %ebx
	movl	$buffer, %ecx
	int	$0x80
	ret
	.section .rodata
digits:	.ascii	"0123456789abcdef"
	.bss
buffer:	.skip	12
	.endm
