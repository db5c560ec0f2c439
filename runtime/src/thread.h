/* Threads and processes. */
#ifndef THREAD_H
#define THREAD_H

#include "signal.h"

/* thread_first makes the record of the program's first thread, which runs on
 * the host stack of size bytes at stack. */
void thread_first(struct state *st, void *stack, size_t size);

#endif
