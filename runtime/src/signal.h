/* Delivery of signals: from the host's handlers to frames on the guest's stack. */
#ifndef SIGNAL_H
#define SIGNAL_H

#include "start.h"

#include "sys.h"

/* The signals that the host never blocks and whose actions are always the
 * runtime's: its own guarded access to guest memory raises them. Those of guests
 * whose divisions are the host's can be raised by lifted code as well. */
#define HOST_MEMORY_FAULTS (1ull << (HOST_SIGSEGV - 1) | 1ull << (HOST_SIGBUS - 1))
#if defined GUEST_X86 || defined GUEST_PPC
#define HOST_FAULTS (HOST_MEMORY_FAULTS | 1ull << (HOST_SIGFPE - 1))
#else
#define HOST_FAULTS HOST_MEMORY_FAULTS
#endif

/* Those the runtime queues itself, see sigqueue.h; the host never blocks them
 * while none is pending. */
#define HOST_QUEUED (HOST_FAULTS | (CARRIER ? 1ull << (HOST_NSIG - 1) : 0))

/* held_of is where one of them waits until it can be delivered. */
static inline struct held_signal *held_of(struct thread *t, int host_sig)
{
	return &t->held[host_sig == HOST_SIGSEGV ? 0 : host_sig == HOST_SIGBUS ? 1 : 2];
}

/* UNBLOCKABLE are the signals, of the first word of a set, that nobody can
 * block. */
#define UNBLOCKABLE (1u << (GUEST_SIGKILL - 1) | 1u << (GUEST_SIGSTOP - 1))

static inline bool sigset_has(const struct sigset *s, int sig)
{
	return s->w[(sig - 1) / 32] >> ((sig - 1) % 32) & 1;
}

/* signals_init takes over what the process inherited: ignored and blocked
 * signals; and maps the trampoline. It needs the thread's record. */
void signals_init(void);

/* signals_deliver puts frames of all signals that can be delivered on the
 * guest's stack. The state is exact. */
void signals_deliver(struct state *st);

/* signals_unblocked makes the host's mask that of the guest, and sees that a
 * signal which may be delivered now is. */
void signals_unblocked(struct thread *t);

/* signal_taken reports whether a thread takes a signal now. */
static inline bool signal_taken(const struct thread *t, int sig)
{
	return !sigset_has(&t->blocked, sig) || sigset_has(&t->waiting, sig);
}

/* signals_queued reports whether the runtime has a signal for this thread that
 * can be delivered. */
bool signals_queued(const struct thread *t);

/* signals_event makes lifted code of this thread come back to the dispatcher. */
void signals_event(struct state *st);

/* signals_pause blocks all signals of the host for this thread; signals_unblocked
 * ends it. */
void signals_pause(void);

/* signals_for_exec gives the host the guest's mask and ignored signals in full,
 * which a program that is executed inherits; false takes that back. */
void signals_for_exec(bool leave);

/* signal_push builds the frame of a signal, given with the host's siginfo, and
 * makes the handler the next to run. False where the action is not a handler;
 * where the frame cannot be written the process ends. */
bool signal_push(struct state *st, const uint8_t *info);

/* signal_raise delivers a signal that cannot be put off: an instruction caused
 * it. Where it is blocked or has no handler, the process ends. */
void signal_raise(struct state *st, const uint8_t *info);

/* bad_frame raises the SIGSEGV of a signal frame that cannot be written or read;
 * as a system call it has no result. */
long bad_frame(void);

/* signal_die ends the process by the default action of a host signal. */
_Noreturn void signal_die(int sig);

/* signal_default restores the host's default action. */
void signal_default(int sig);

/* The guest's part, in mips_signal.c. frame_push writes a frame for sig at the
 * handler's stack and sets the registers of its start. False: stack not
 * accessible. trampoline_map puts the code handlers return to in place. */
struct frame {
	int sig; /* the guest's */
	struct guest_action action;
	const uint8_t *info;      /* the host's */
	struct sigset mask;       /* what return restores */
};
bool frame_push(struct state *st, const struct frame *f);
void trampoline_map(void);

/* code_map puts code in a page of its own at an address. */
void code_map(gaddr at, const void *code, uint32_t size);

/* frame_left goes on after the handler that has a frame has returned, and the
 * state was restored from it; the frame may be that of a fault in lifted code. */
long frame_left(struct state *st, gaddr frame);

/* altstack_restore makes what a frame says of the alternative stack hold again,
 * as sigaltstack would, unless the stack pointer after it is on one. */
void altstack_restore(struct thread *t, gaddr after, gaddr sp, uint32_t size, uint32_t flags);

/* fault_note, in the guest's part as well, sees a fault of the instruction at pc
 * before the guest's handler does. It may change the host's siginfo into what
 * the guest's kernel would say. */
void fault_note(struct state *st, uint8_t *info, const uint8_t *context, gaddr pc);

/* state_settle brings into the state what the host's floating-point unit holds
 * for it. */
void state_settle(struct state *st);

/* state_edited, in the guest's part too, reports whether registers of two states
 * differ, but for the PC. */
bool state_edited(const struct state *was, const struct state *now);

/* altstack_top returns where a handler's stack begins that interrupts code with
 * stack pointer sp: the alternative stack, or sp. */
gaddr altstack_top(const struct guest_action *a, gaddr sp);
bool on_altstack(const struct thread *t, gaddr sp);

/* A nest is a memory fault of lifted code whose host frame stays on the host's
 * stack while the guest's handler runs on top of it, because registers that only
 * the host has cannot be rebuilt. Return from the handler resumes it. */
struct nest {
	struct nest *outer;
	void *context;      /* the host's ucontext */
	void *base;         /* host stack of the code that runs on top */
	gaddr frame;        /* the guest's signal frame */
	bool alt;           /* which is on the alternative stack */
	struct state saved;
};

/* nest_of returns the fault whose handler got a frame, or NULL. */
struct nest *nest_of(struct thread *t, gaddr frame);
/* nest_leave goes on after the handler of a fault returned: at the host frame, or
 * where the handler changed registers by returning, as the state says. Where
 * the state cannot say the program ends. */
void nest_leave(struct state *st, struct nest *n, bool edited);
/* nest_abandon sees, before a new frame is written, that none is taken for that of
 * a fault whose handler was left by a jump. */
void nest_abandon(struct state *st);
/* nest_prune gives up faults whose handlers were left by a jump, and then runs on
 * at st->pc in the place that got free. */
void nest_prune(struct state *st);

#endif
