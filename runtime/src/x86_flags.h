/* EFLAGS as a whole, which the state holds in parts. */
#ifndef X86_FLAGS_H
#define X86_FLAGS_H

#include "xlat.h"

enum {
	FLAG_CF = 1 << 0, FLAG_ONE = 1 << 1, FLAG_PF = 1 << 2, FLAG_AF = 1 << 4, FLAG_ZF = 1 << 6, FLAG_SF = 1 << 7,
	FLAG_TF = 1 << 8, FLAG_IF = 1 << 9, FLAG_DF = 1 << 10, FLAG_OF = 1 << 11, FLAG_NT = 1 << 14, FLAG_RF = 1 << 16,
	FLAG_AC = 1 << 18, FLAG_ID = 1 << 21,
};

/* x86_get_eflags puts the flags of the state together, x86_set_eflags takes
 * them apart. Programs can change neither IF nor IOPL. */
uint32_t x86_get_eflags(const struct state *st);
void x86_set_eflags(struct state *st, uint32_t flags);

#endif
