/* SO of XER, which next to no program sets: it would take an instruction with OE,
 * or mtxer. [Power I, 3.2.2] */
#include "ppc_xer.h"

#include "code.h"

void summary_changed(const struct state *st)
{
	if (st->xer[XER_SO] && program.flags & PROGRAM_SO_CLEAR)
		code_close_all();
}
