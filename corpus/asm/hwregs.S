/* Only here: rdhwr of the thread pointer and synci step, synci, sync, pref and unusual no-ops. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
#include "lib.h"
	BEGIN
	.set	mips32r2
	li	a0, 0x12345000
	li	v0, __NR_set_thread_area
	syscall
	SHOW	a3
	rdhwr	v1, $29
	SHOW	v1
	rdhwr	t0, $29
	SHOW	t0
	la	t1, __start
	synci	0(t1)
	sync
	pref	0, 0(t1)
	pref	30, 64(t1)
	ssnop
	ehb
	sll	zero, zero, 3
	pause
	li	t0, 1
	la	t1, 1f
	jr.hb	t1
	nop
	li	t0, 2
1:	SHOW	t0
	NEWLINE
	EXIT	0
	END
