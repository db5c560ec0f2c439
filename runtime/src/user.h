/* Guarded access to guest memory. */
#ifndef USER_H
#define USER_H

#include "xlat.h"

/* user_fault_fixup moves *rip to the error exit when it is inside copy_in or
 * copy_out, and reports whether it was. The handler of SIGSEGV and SIGBUS calls
 * it first. */
bool user_fault_fixup(uint64_t *rip);

#endif
