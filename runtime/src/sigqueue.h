/* Signals that the runtime queues itself, because the host must not block them or
 * lacks them. */
#ifndef SIGQUEUE_H
#define SIGQUEUE_H

#include "signal.h"

/* queue_arrived takes a host signal of HOST_QUEUED, with its siginfo, that came to
 * a thread: it stays in the queue, or goes to another thread that takes it. */
void queue_arrived(struct thread *t, const uint8_t *info);

/* queue_number returns the guest's signal that CARRIER came for. */
int queue_number(const uint8_t *info);

/* queue_send sends a guest's signal that the host lacks to a process, or to one
 * of its threads where tid is not 0. info is the host's but for the number. */
long queue_send(int32_t pid, int32_t tid, int sig, const uint8_t *info);

/* queue_event makes a host's sigevent ask for a guest's signal that it lacks. */
void queue_event(struct host_sigevent *e, int sig);

/* queue_take takes the first signal in set that is for a thread out of the queue:
 * the guest's number, or 0. queue_untag makes the siginfo of a fault's signal what
 * it was before it was sent on. */
int queue_take(const struct thread *t, const struct sigset *set, uint8_t *info);
void queue_untag(uint8_t *info);

/* queue_has reports whether there is one; queue_pending adds them all to set. */
bool queue_has(const struct thread *t, const struct sigset *set);
void queue_pending(const struct thread *t, struct sigset *set);

/* queue_forget drops what only a thread that ends could take, queue_empty
 * everything. */
void queue_forget(const struct thread *t);
void queue_empty(void);

extern struct lock queue_lock;

#endif
