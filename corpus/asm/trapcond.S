/* Only here: conditional traps that do not fire, then one that does: SIGTRAP. */
/* corpus: tags bare */
/* corpus: guests mips mipsel */
/* corpus: want signal SIGTRAP */
#include "lib.h"
	BEGIN
	li	t0, -1
	li	t1, 1
	teq	t0, t1
	tne	t0, t0
	tge	t0, t1
	tgeu	t1, t0
	tlt	t1, t0
	tltu	t0, t1
	teqi	t0, 1
	tnei	t0, -1
	tgei	t0, 0
	tlti	t0, -1
	tltiu	t0, 5
	tgeiu	t1, -1
	TAG	quiet
	NEWLINE
	tlt	t0, t1
	TAG	missed
	EXIT	0
	END
