/* Only here: conditional moves, ext, ins, rotr, rotrv, wsbh, seb, seh, clz, clo, variable shifts beyond 31. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	.macro	ONE op, x
	li	t0, \x
	\op	t1, t0
	SHOW	t1
	.endm
	.macro	BITS x
	ONE	clz, \x
	ONE	clo, \x
	ONE	seb, \x
	ONE	seh, \x
	ONE	wsbh, \x
	li	t0, \x
	rotr	t1, t0, 5
	SHOW	t1
	li	t2, 37
	rotrv	t1, t0, t2
	SHOW	t1
	sllv	t1, t0, t2
	SHOW	t1
	srav	t1, t0, t2
	SHOW	t1
	srlv	t1, t0, t2
	SHOW	t1
	ext	t1, t0, 4, 8
	SHOW	t1
	ext	t1, t0, 0, 32
	SHOW	t1
	ext	t1, t0, 31, 1
	SHOW	t1
	li	t1, 0x55555555
	ins	t1, t0, 8, 12
	SHOW	t1
	ins	t1, t0, 31, 1
	SHOW	t1
	ins	t1, t0, 0, 32
	SHOW	t1
	li	t1, 1
	movz	t1, t0, zero
	SHOW	t1
	li	t1, 2
	movn	t1, t0, t0
	SHOW	t1
	slti	t1, t0, -5
	SHOW	t1
	sltiu	t1, t0, -5
	SHOW	t1
	slt	t1, zero, t0
	SHOW	t1
	nor	t1, t0, zero
	SHOW	t1
	xori	t1, t0, 0xffff
	SHOW	t1
	andi	t1, t0, 0x8001
	SHOW	t1
	NEWLINE
	.endm
	.set	mips32r2
	BEGIN
	BITS	0
	BITS	1
	BITS	-1
	BITS	0x80000000
	BITS	0x7fffffff
	BITS	0x12345678
	BITS	0x00ff8000
	BITS	0xfffffff0
	EXIT	0
	END
