/* Guarded access to guest memory. */
#ifndef USER_H
#define USER_H

#include "xlat.h"

/* user_exchange atomically replaces the word at a, in guest byte order, by new where
 * it is *expected, and puts what it was there. It returns 1 where it was, 0 where
 * not, or -EFAULT. */
long user_exchange(gaddr a, uint32_t *expected, uint32_t new);

/* user_fault reports whether rip is inside one of these functions, user_fault_fixup
 * moves *rip from there to the error exit. */
bool user_fault(uint64_t rip);
void user_fault_fixup(uint64_t *rip);

#endif
