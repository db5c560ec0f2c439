/* The record of what was interpreted rather than lifted, for XLAT_MISSES. */
#ifndef MISSES_H
#define MISSES_H

#include "xlat.h"

/* misses_init starts the record when the environment names a file for it. */
void misses_init(void);

/* misses_enter records that the interpreter is entered at pc, and returns the
 * count of instructions executed from there. Threads may lose counts. */
uint64_t *misses_enter(gaddr pc);

/* misses_write appends the record to the file and starts a new one; called
 * before a process ends or becomes another program. misses_forget starts a new
 * one in the child of a fork. */
void misses_write(void);
void misses_forget(void);

#endif
