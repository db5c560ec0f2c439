/* Synchronous faults: of the runtime's own guarded copies, and of the guest. */
#include "code.h"
#include "lines.h"
#include "interp.h"
#include "mxcsr.h"
#include "signal.h"
#include "ucontext.h"

#include <asm/unistd.h>

enum {
	FPSTATE_MXCSR = 24,
	RED_ZONE = 128,
	ROOM = 64 << 10, /* host stack that code on top of a fault needs */
};

static uint64_t field(const uint8_t *context, int offset)
{
	uint64_t v;
	memcpy(&v, context + offset, 8);
	return v;
}

/* hold keeps a fault signal that somebody sent for the dispatcher. */
static void hold(struct state *st, int sig, const uint8_t *info, uint8_t *context)
{
	struct thread *t = st->thread;
	struct held_signal *h = held_of(t, sig);
	int g = signal_out(sig);
	const struct guest_action *a = &guest_actions[g];
	bool blocked = sigset_has(&t->blocked, g);

	if (a->handler == 1 && !blocked)
		return;
	if (a->handler == 0 && !blocked)
		signal_die(sig);
	if (!h->present)
		memcpy(h->info, info, SIGINFO_SIZE);
	h->present = true;
	t->due = 1;
	signals_event(st);
	wait_queued(context, !blocked || t->pending, a->flags & GUEST_SA_RESTART);
}

/* handle_over runs the guest's handler on top of what faulted. Where the program
 * was translated to be exact the state is; otherwise the stack pointer, the
 * return address and pc are, and of the other registers it has older values. */
static _Noreturn __attribute__((noinline)) void handle_over(struct state *st, const uint8_t *info, uint8_t *context, gaddr pc)
{
	struct thread *t = st->thread;
	struct nest n = {.outer = t->nest, .context = context};
	__asm__("mov %%rsp, %0" : "=r"(n.base));
	n.base = (void *)(((uintptr_t)n.base - RED_ZONE) & ~(uintptr_t)63);
	st->pc = pc;
	state_settle(st);
	n.saved = *st;
	signal_raise(st, info);
	n.frame = st->gpr[GUEST_SP];
	n.alt = on_altstack(t, n.frame);
	t->nest = &n;
	run_on(st, n.base);
}

/* guest_address makes the address in the siginfo of a memory fault the guest's.
 * It returns false where the access can be repeated, and ends the process where
 * the guest cannot have made it. */
static bool guest_address(int sig, uint8_t *info, uint64_t rip)
{
	uint64_t addr = field(info, 16);
	int64_t over = (int64_t)addr - ((int64_t)1 << 32);
	if ((int64_t)addr < -(1 << 16) || over > 1 << 16) {
		say("the runtime failed at 0x%lx, accessing 0x%lx", rip, addr);
		signal_die(sig);
	}
	addr = (uint32_t)addr;
	memcpy(info + 16, &addr, 8);
	return sig != HOST_SIGSEGV || !code_written((gaddr)addr);
}

/* on_fault goes on at the fix-up of a guarded copy. A fault of an interpreted
 * instruction finds the state exact, and its handler runs instead of what was
 * going on; one of lifted code is kept until its handler is done. */
void on_fault(int sig, uint8_t *info, uint8_t *context)
{
	struct state *st = self();
	int32_t code;

	memcpy(&code, info + 8, 4);
	if (code <= 0) {
		hold(st, sig, info, context);
		return;
	}
	uint64_t rip = field(context, UC_RIP), addr = field(info, 16);
	if (user_fault(rip)) {
		if (sig != HOST_SIGSEGV || addr >> 32 || !code_written((gaddr)addr))
			user_fault_fixup((uint64_t *)(context + UC_RIP));
		return;
	}
	if ((HOST_MEMORY_FAULTS >> (sig - 1) & 1) && !guest_address(sig, info, rip))
		return;
	uint32_t interrupted; /* the kernel starts handlers with its own */
	memcpy(&interrupted, (const uint8_t *)(uintptr_t)field(context, UC_FPSTATE) + FPSTATE_MXCSR, 4);
	set_mxcsr(interrupted);
	gaddr pc = guest_pc_of(rip);
	fault_note(st, info, context, pc != 0 ? pc : st->pc);
	if (pc != 0)
		handle_over(st, info, context, pc);
	signal_raise(st, info);
	run_on(st, st->thread->nest != NULL ? st->thread->nest->base : st->thread->stack_top);
}

struct nest *nest_of(struct thread *t, gaddr frame)
{
	struct nest *n = t->nest;
	while (n != NULL && n->frame != frame)
		n = n->outer;
	return n;
}

/* resume goes on where the fault happened. */
static _Noreturn void resume(struct state *st, struct nest *n)
{
	struct thread *t = st->thread;

	signals_pause(); /* none comes between what is read here and the mask it leads to */
	uint64_t mask = t->pending ? ~HOST_FAULTS : host_mask(&t->blocked);
	t->nest = n->outer;
	memcpy((uint8_t *)n->context + UC_SIGMASK, &mask, 8);
	memcpy(st->gpr, n->saved.gpr, offsetof(struct state, thread) - offsetof(struct state, gpr));
	st->pc = n->saved.pc;
	if (signals_queued(t))
		signals_event(st);
	__asm__ volatile("mov %0, %%rsp\n\tmov $15, %%eax\n\tsyscall" : : "r"(n->context) : "memory");
	__builtin_unreachable();
}

void nest_leave(struct state *st, struct nest *n, bool edited)
{
	if (st->pc == n->saved.pc && !edited)
		resume(st, n);
	/* Functions begin with what the convention passes to them, or with what
	 * the handler put there. */
	if (!(program.flags & PROGRAM_EXACT) && !is_function(st->pc))
		die("a handler of the memory fault at 0x%08x changed registers: translate the program with --precise", n->saved.pc);
}

/* alive reports whether the guest may still be in the handler of a fault: its
 * stack pointer is below the frame. */
static bool alive(const struct thread *t, const struct nest *n, gaddr sp)
{
	bool alt = on_altstack(t, sp);
	return alt != n->alt ? alt : sp <= n->frame + GUEST_RETURN_POPS;
}

void nest_abandon(struct state *st)
{
	struct thread *t = st->thread;
	for (struct nest *n = t->nest; n != NULL && !alive(t, n, st->gpr[GUEST_SP]); n = n->outer)
		n->frame = 0;
}

void nest_prune(struct state *st)
{
	struct thread *t = st->thread;
	struct nest *was = t->nest;
	uint64_t here = (uint64_t)(uintptr_t)__builtin_frame_address(0);

	while (t->nest != NULL && !alive(t, t->nest, st->gpr[GUEST_SP]))
		t->nest = t->nest->outer;
	if (here < t->stack_limit + ROOM)
		t->nest = NULL;
	if (t->nest != was)
		run_on(st, t->nest != NULL ? t->nest->base : t->stack_top);
}

uint32_t guest_fault(struct state *st, int sig, int code, gaddr addr)
{
	uint8_t info[SIGINFO_SIZE] = {0};
	uint64_t wide = addr;
	memcpy(info, &sig, 4);
	memcpy(info + 8, &code, 4);
	memcpy(info + 16, &wide, 8);
	signal_raise(st, info);
	return st->pc;
}
