/* Delivery of signals. A host signal for which the guest has a handler is noted
 * by on_signal and delivered when lifted code next comes back to the dispatcher,
 * or at the end of a system call; the guest's state is exact then. While one
 * waits the host blocks all others, so the kernel's own queue decides what comes
 * next, in what order and to which thread. Where the guest blocks a signal or
 * has no handler for it the host does the same, so default actions, sigwait,
 * signalfd, pending sets and inheritance are the kernel's. [man 7 signal] */
#include "misses.h"
#include "sigqueue.h"
#include "ucontext.h"

#include <asm/unistd.h>

struct lock actions_lock;

/* The kernel's struct sigaction of x86-64, not that of libc. */
struct host_sigaction {
	void *handler;
	uint64_t flags;
	void (*restorer)(void);
	uint64_t mask;
};

void on_fault(int sig, uint8_t *info, uint8_t *context);

__asm__(".type host_restorer, @function\n"
	"host_restorer:\n"
	"	mov $15, %eax\n" /* rt_sigreturn */
	"	syscall\n");
void host_restorer(void);

static void set_host_mask(uint64_t set)
{
	sys4(__NR_rt_sigprocmask, HOST_SIG_SETMASK, (long)&set, 0, 8);
}

/* The event comes last, as signals_deliver takes it back first: an infinite limit
 * without an event would keep lifted code from ever going on. */
void signals_event(struct state *st)
{
	__atomic_store_n(&st->stack_limit, UINT64_MAX, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&st->event, 1, __ATOMIC_RELAXED);
}

/* send_again puts a signal back into the host's queue of this thread. */
static void send_again(int sig, const uint8_t *info)
{
	sys4(__NR_rt_tgsigqueueinfo, sys0(__NR_getpid), sys0(__NR_gettid), sig, (long)info);
}

/* carried interrupts what the thread waits for when CARRIER comes. */
static void carried(const struct thread *t, const uint8_t *info, uint8_t *context)
{
	int sig = queue_number(info);
	const struct guest_action *a = &guest_actions[sig];
	wait_queued(context, !sigset_has(&t->blocked, sig) && a->handler != 1, a->flags & GUEST_SA_RESTART);
}

/* on_signal is the host's handler of all signals the guest handles. The place
 * for what it notes can be taken only where the guest's mask was put in force
 * just after a signal had come. */
static void on_signal(int sig, uint8_t *info, uint8_t *context)
{
	struct state *st = self();
	struct thread *t = st->thread;
	int32_t code;
	memcpy(&code, info + 8, 4);
	if (code > 0 && (sig == HOST_SIGILL || sig == HOST_SIGFPE || sig == HOST_SIGTRAP))
		signal_die(sig); /* an instruction of the host's */
	if (t->pending) {
		send_again(sig, info);
	} else {
		memcpy(t->info, info, SIGINFO_SIZE);
		t->pending = 1;
		signals_event(st);
		if (sig == CARRIER)
			carried(t, info, context);
		else
			wait_interrupt(context);
	}
	uint64_t all = ~HOST_FAULTS;
	memcpy(context + UC_SIGMASK, &all, 8);
}

void signal_default(int sig)
{
	struct host_sigaction a = {NULL, HOST_SA_RESTORER, host_restorer, 0};
	sys4(__NR_rt_sigaction, sig, (long)&a, 0, 8);
}

void signal_changed(int sig)
{
	int h = signal_in(sig);
	const struct guest_action *g = &guest_actions[sig];
	struct host_sigaction a = {(void *)(uintptr_t)g->handler, HOST_SA_RESTORER, host_restorer, ~0ull};

	if (h <= 0 || sig == GUEST_SIGKILL || sig == GUEST_SIGSTOP)
		return;
	if (g->flags & GUEST_SA_RESTART)
		a.flags |= HOST_SA_RESTART;
	if (g->flags & GUEST_SA_NOCLDSTOP)
		a.flags |= HOST_SA_NOCLDSTOP;
	if (g->flags & GUEST_SA_NOCLDWAIT)
		a.flags |= HOST_SA_NOCLDWAIT;
	if (HOST_FAULTS >> (h - 1) & 1) {
		a.handler = (void *)on_fault;
		a.flags |= HOST_SA_SIGINFO | HOST_SA_NODEFER;
		a.mask = ~HOST_FAULTS;
	} else if (h == CARRIER) {
		a.handler = (void *)on_signal;
		a.flags = HOST_SA_RESTORER | HOST_SA_SIGINFO | HOST_SA_RESTART;
	} else if (g->handler > 1) {
		a.handler = (void *)on_signal;
		a.flags |= HOST_SA_SIGINFO;
	}
	sys4(__NR_rt_sigaction, h, (long)&a, 0, 8);
}

void signals_init(void)
{
	struct thread *t = thread_self();
	struct host_sigaction a;
	uint64_t mask = 0;

	for (int h = 1; h <= 64; h++)
		if (sys4(__NR_rt_sigaction, h, 0, (long)&a, 8) == 0 && a.handler == (void *)1)
			guest_actions[signal_out(h)].handler = 1;
	sys4(__NR_rt_sigprocmask, HOST_SIG_SETMASK, 0, (long)&mask, 8);
	sigset_out(&t->blocked, mask);
	for (int h = 1; h <= HOST_NSIG; h++)
		if (HOST_QUEUED >> (h - 1) & 1)
			signal_changed(signal_out(h));
	signals_unblocked(t);
	trampoline_map();
}

void signals_for_exec(bool leave)
{
	struct thread *t = thread_self();

	for (int h = 1; h <= HOST_NSIG; h++) {
		if (!(HOST_QUEUED >> (h - 1) & 1))
			continue;
		if (!leave)
			signal_changed(signal_out(h));
		else if (guest_actions[signal_out(h)].handler == 1)
			sys4(__NR_rt_sigaction, h, (long)&(struct host_sigaction){(void *)1, 0, NULL, 0}, 0, 8);
	}
	if (!leave)
		signals_unblocked(t);
	else if (!t->pending)
		set_host_mask(sigset_in(&t->blocked));
}

/* blocks reports whether the guest blocks a host signal. */
static bool blocks(const struct thread *t, int host_sig)
{
	return sigset_in(&t->blocked) >> (host_sig - 1) & 1;
}

void signals_pause(void)
{
	set_host_mask(~HOST_FAULTS);
}

/* unblocked returns the signals that the guest does not block. */
static struct sigset unblocked(const struct thread *t)
{
	struct sigset s = t->blocked;
	for (int i = 0; i < 4; i++)
		s.w[i] = ~s.w[i];
	return s;
}

bool signals_queued(const struct thread *t)
{
	const struct sigset deliverable = unblocked(t);
	return queue_has(t, &deliverable);
}

void signals_unblocked(struct thread *t)
{
	/* While a signal waits for delivery everything is blocked, and the mask is
	 * put in force after it. One that comes before the call stops it too: were
	 * others let in then, they could only go to the end of their queue. */
	uint64_t mask = host_mask(&t->blocked);
	wait6(__NR_rt_sigprocmask, HOST_SIG_SETMASK, (long)&mask, 0, 8, 0, 0);
	if (signals_queued(t))
		signals_event(t->st);
}

_Noreturn void signal_die(int sig)
{
	uint64_t set = ~(1ull << (sig - 1));
	misses_write();
	signal_default(sig);
	set_host_mask(set);
	sys3(__NR_tgkill, sys0(__NR_getpid), sys0(__NR_gettid), sig);
	for (;;)
		sys1(__NR_exit_group, 128 + sig);
}

bool on_altstack(const struct thread *t, gaddr sp)
{
	const uint32_t disable = 2, autodisarm = 0x80000000u;
	return t->alt_size && !(t->alt_flags & (disable | autodisarm)) && sp - t->alt_sp < t->alt_size;
}

gaddr altstack_top(const struct guest_action *a, gaddr sp)
{
	struct thread *t = thread_self();
	if (!(a->flags & GUEST_SA_ONSTACK) || !t->alt_size || (t->alt_flags & 2) || on_altstack(t, sp))
		return sp;
	return t->alt_sp + t->alt_size;
}

void altstack_restore(struct thread *t, gaddr after, gaddr sp, uint32_t size, uint32_t flags)
{
	const uint32_t onstack = 1, disable = 2;
	if (on_altstack(t, after))
		return;
	t->alt_sp = sp;
	t->alt_size = flags & disable ? 0 : size;
	t->alt_flags = flags & ~onstack;
}

/* take_action returns what the guest wants done with a signal now. */
static struct guest_action take_action(int sig)
{
	lock_take(&actions_lock);
	struct guest_action a = guest_actions[sig];
	if (a.handler > 1 && (a.flags & GUEST_SA_RESETHAND)) {
		guest_actions[sig].handler = 0;
		signal_changed(sig);
	}
	lock_give(&actions_lock);
	return a;
}

static int32_t signo(const uint8_t *info)
{
	int32_t sig;
	memcpy(&sig, info, 4);
	return sig;
}

bool signal_push(struct state *st, const uint8_t *info)
{
	struct thread *t = st->thread;
	int sig = signal_out(signo(info));
	struct frame f = {sig, take_action(sig), info, t->restore_saved ? t->saved : t->blocked};

	if (f.action.handler <= 1)
		return false;
	t->restore_saved = false;
	nest_abandon(st);
	if (!frame_push(st, &f)) {
		if (sig == GUEST_SIGSEGV)
			signal_die(HOST_SIGSEGV);
		bad_frame();
		return true;
	}
	if (t->alt_flags & 0x80000000u) { /* SS_AUTODISARM */
		t->alt_sp = t->alt_size = 0;
		t->alt_flags = 2;
	}
	for (int i = 0; i < 4; i++)
		t->blocked.w[i] |= f.action.mask.w[i];
	if (!(f.action.flags & GUEST_SA_NODEFER))
		t->blocked.w[(sig - 1) / 32] |= 1u << ((sig - 1) % 32);
	return true;
}

void signal_raise(struct state *st, const uint8_t *info)
{
	if (blocks(st->thread, signo(info)) || !signal_push(st, info))
		signal_die(signo(info));
	signals_unblocked(st->thread);
}

long bad_frame(void)
{
	static const uint8_t segv[SIGINFO_SIZE] = {HOST_SIGSEGV, [8] = 0x80 /* SI_KERNEL */};
	signal_raise(self(), segv);
	return NO_RESULT;
}

long frame_left(struct state *st, gaddr frame)
{
	struct nest *n = nest_of(st->thread, frame);

	if (n != NULL)
		nest_leave(st, n, state_edited(&n->saved, st));
	signals_unblocked(st->thread);
	return NO_RESULT;
}

void code_map(gaddr at, const void *code, uint32_t size)
{
	if (mem_map(at, PAGE, MEM_READ | MEM_WRITE) != (long)at)
		die("no memory for the code that handlers return to");
	memcpy(host(at), code, size);
	sys3(__NR_mprotect, at, PAGE, MEM_READ);
	mem_note(at, PAGE, MEM_READ | MEM_EXEC);
}

/* deliver_one delivers a signal that came some time ago. Where the guest has
 * gone back to the default action since, the host does that. */
static void deliver_one(struct state *st, const uint8_t *info)
{
	if (signal_push(st, info))
		return;
	if (guest_actions[signal_out(signo(info))].handler != 0)
		return;
	if (signo(info) > HOST_NSIG || (HOST_QUEUED >> (signo(info) - 1) & 1))
		signal_die(signo(info));
	send_again(signo(info), info);
}

void signals_deliver(struct state *st)
{
	struct thread *t = st->thread;
	uint8_t info[SIGINFO_SIZE];
	do {
		__atomic_store_n(&st->event, 0, __ATOMIC_RELAXED);
		__atomic_signal_fence(__ATOMIC_SEQ_CST);
		st->stack_limit = t->stack_limit;
		__atomic_signal_fence(__ATOMIC_SEQ_CST);
		if (t->pending) {
			memcpy(info, t->info, sizeof info);
			t->pending = 0;
			if (signo(info) == CARRIER)
				queue_arrived(t, info);
			else
				deliver_one(st, info);
		}
		t->due = 0;
		for (int i = 0; i < HELD_SIGNALS; i++)
			if (t->held[i].present) {
				memcpy(info, t->held[i].info, sizeof info);
				t->held[i].present = false;
				queue_arrived(t, info);
			}
		for (struct sigset s = unblocked(t); queue_take(t, &s, info); s = unblocked(t))
			deliver_one(st, info);
		if (t->restore_saved) {
			t->blocked = t->saved;
			t->restore_saved = false;
		}
		/* What this lets in comes before the first handler runs, as with the
		 * kernel. */
		signals_unblocked(t);
	} while (t->pending || t->due);
}
