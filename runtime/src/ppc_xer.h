/* XER of PowerPC, where lifted code takes a bit of it for known. */
#ifndef PPC_XER_H
#define PPC_XER_H

#include "xlat.h"

/* summary_changed must be called where something other than lifted code may have
 * set SO of XER, before lifted code goes on. Lifted code takes SO for 0 where
 * nothing in it sets that (PROGRAM_SO_CLEAR), and is no longer used once it is 1. */
void summary_changed(const struct state *st);

#endif
