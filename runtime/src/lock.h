/* Locks among the threads of the runtime. Handlers of host signals only note
 * what came, so what holds a lock can be interrupted. */
#ifndef LOCK_H
#define LOCK_H

#include "xlat.h"

/* A lock may be taken again by the thread that holds it. */
struct lock {
	uint32_t word; /* 0 free, 1 held, 2 held and waited for */
	uint32_t depth;
	struct state *owner;
};

void lock_take(struct lock *l);
void lock_give(struct lock *l);

/* LOCKED holds a lock until the end of the enclosing block. */
static inline void lock_release(struct lock **l) { lock_give(*l); }
#define LOCKED(which) \
	__attribute__((cleanup(lock_release), unused)) struct lock *locked_here = (lock_take(which), (which))

#endif
