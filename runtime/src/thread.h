/* Threads and processes. */
#ifndef THREAD_H
#define THREAD_H

#include "signal.h"

/* thread_first makes the record of the program's first thread, which runs on
 * the host stack of size bytes at stack. */
void thread_first(struct state *st, void *stack, size_t size);

/* thread_taking returns the number of another thread of t's process that takes a
 * signal now, or 0. */
int32_t thread_taking(const struct thread *t, int sig);

/* thread_robust_list finds the robust list of the thread with a number. */
bool thread_robust_list(int32_t tid, gaddr *head);

/* robust_exit walks the robust list of a thread that ends. */
void robust_exit(struct thread *t);

/* The guest's part, in NAME_syscall.c. child_tls gives a thread its pointer to
 * thread-local data, an argument of clone, or refuses it. child_begin sets the
 * registers with which a thread begins after its creator's call. */
long child_tls(struct state *st, gaddr tls);
void child_begin(struct state *st);

#endif
