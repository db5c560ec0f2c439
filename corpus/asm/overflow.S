/* Only here: add, addi and sub that do not overflow, then an add that does: SIGFPE. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
/* corpus: want signal SIGFPE */
#include "lib.h"
	BEGIN
	li	t0, 0x7fffffff
	addi	t1, t0, -1
	SHOW	t1
	li	t2, 1
	sub	t1, t0, t2
	SHOW	t1
	add	t1, t1, t2
	SHOW	t1
	addu	t1, t0, t2
	SHOW	t1
	add	t1, t0, t2
	SHOW	t1
	EXIT	0
	END
