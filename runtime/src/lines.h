#ifndef LINES_H
#define LINES_H

#include "xlat.h"

/* Lines in a chunk of the table; backend/lines.go writes as many. */
enum { LINES_IN_CHUNK = 128 };

/* guest_pc_of returns the address of the guest instruction to which the host
 * code at rip belongs, or 0 where it is no lifted code. */
gaddr guest_pc_of(uint64_t rip);

#endif
