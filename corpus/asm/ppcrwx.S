/* Only here: PowerPC: code and data in one segment to write and execute; the kernel writes beside code, and code changes. */
/* corpus: tags bare */
/* corpus: guests ppc */
/* corpus: cflags -Wa,-mregnames -Wl,-N */
#include "ppclib.h"
	BEGIN
	lis	r3, fds@ha
	addi	r3, r3, fds@l
	li	r0, __NR_pipe
	sc
	SHOW	r3
	bl	number
	SHOW	r3
	lis	r31, fds@ha
	addi	r31, r31, fds@l
	lwz	r3, 4(r31)
	lis	r4, word@ha
	addi	r4, r4, word@l
	li	r5, 4
	li	r0, __NR_write
	sc
	SHOW	r3
	/* The kernel changes an instruction. */
	lwz	r3, 0(r31)
	lis	r4, number@ha
	addi	r4, r4, number@l
	li	r5, 4
	li	r0, __NR_read
	sc
	SHOW	r3
	lis	r4, number@ha
	addi	r4, r4, number@l
	icbi	0, r4
	isync
	bl	number
	SHOW	r3
	NEWLINE
	EXIT	0

number:	li	r3, 1
	blr
word:	li	r3, 2
fds:	.long	0, 0
	END
