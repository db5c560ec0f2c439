/* Threads and processes. */
#ifndef THREAD_H
#define THREAD_H

#include "signal.h"

/* thread_first makes the record of the program's first thread, which runs on
 * the host stack of size bytes at stack. */
void thread_first(struct state *st, void *stack, size_t size);

/* The guest's part, in NAME_syscall.c. child_tls gives a thread its pointer to
 * thread-local data, an argument of clone, or refuses it. child_begin sets the
 * registers with which a thread begins after its creator's call. */
long child_tls(struct state *st, gaddr tls);
void child_begin(struct state *st);

#endif
