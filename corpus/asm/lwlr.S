/* Only here: lwl, lwr, swl and swr one by one at each offset. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	.macro	AT_OFFSET n
	la	t0, bytes
	li	t1, 0x55667788
	lwl	t1, \n(t0)
	SHOW	t1
	li	t1, 0x55667788
	lwr	t1, \n(t0)
	SHOW	t1
	la	t0, space
	sw	zero, 0(t0)
	sw	zero, 4(t0)
	li	t1, 0xa1b2c3d4
	swl	t1, \n(t0)
	lw	t2, 0(t0)
	SHOW	t2
	lw	t2, 4(t0)
	SHOW	t2
	sw	zero, 0(t0)
	sw	zero, 4(t0)
	swr	t1, \n(t0)
	lw	t2, 0(t0)
	SHOW	t2
	lw	t2, 4(t0)
	SHOW	t2
	/* The address register is also loaded. */
	la	t0, bytes
	lwl	t0, \n(t0)
	andi	t0, t0, 0
	SHOW	t0
	NEWLINE
	.endm
	BEGIN
	AT_OFFSET 0
	AT_OFFSET 1
	AT_OFFSET 2
	AT_OFFSET 3
	AT_OFFSET 4
	AT_OFFSET 5
	EXIT	0
	END
	.data
	.align	3
bytes:	.byte	0x01, 0x12, 0x23, 0x34, 0x45, 0x56, 0x67, 0x78, 0x89, 0x9a
	.align	3
space:	.space	16
	.text
