/* Signals: actions, masks and the alternative stack. Delivery is elsewhere; here
 * is what the guest asked for, in guest numbers, and its translation for the
 * host. */
#include "sigqueue.h"
#include <asm/unistd.h>

#define BIT(s) (1ull << ((s) - 1))

uint64_t sigset_in(const struct sigset *g)
{
	uint64_t h = 0;
	for (int s = 1; s < 32; s++)
		if (sigset_has(g, s) && signal_in(s) > 0)
			h |= BIT(signal_in(s));
	if (GUEST_NSIG >= 64)
		h |= (uint64_t)(g->w[0] >> 31) << 31 | (uint64_t)g->w[1] << 32;
	return h;
}

void sigset_out(struct sigset *g, uint64_t h)
{
	memset(g, 0, sizeof *g);
	for (int s = 1; s < 32; s++)
		if (h & BIT(s)) {
			int n = signal_out(s);
			if (n > 0)
				g->w[(n - 1) / 32] |= 1u << ((n - 1) % 32);
		}
	g->w[0] |= (uint32_t)(h >> 31 & 1) << 31;
	g->w[1] = (uint32_t)(h >> 32);
}

uint64_t host_mask(const struct sigset *set)
{
	return sigset_in(set) & ~HOST_QUEUED;
}

long get_sigset(struct sigset *g, gaddr a, uint32_t size)
{
	memset(g, 0, sizeof *g);
	if (size != GUEST_SIGSET)
		return -EINVAL;
	return get_u32_n(g->w, a, GUEST_SIGSET / 4);
}

long put_sigset(gaddr a, const struct sigset *g)
{
	return put_u32_n(a, g->w, GUEST_SIGSET / 4);
}

/* set_blocked makes set the mask of the thread, without the signals that cannot
 * be blocked. */
static void set_blocked(const struct sigset *set)
{
	struct thread *t = thread_self();
	t->blocked = *set;
	t->blocked.w[0] &= ~UNBLOCKABLE;
	signals_unblocked(t);
}

long mask_begin(gaddr a, uint32_t size, uint64_t *host_set)
{
	struct thread *t = thread_self();
	struct sigset g;
	if (!a)
		return 0;
	long r = get_sigset(&g, a, size);
	if (r < 0)
		return r;
	g.w[0] &= ~UNBLOCKABLE;
	t->saved = t->blocked;
	t->blocked = g;
	t->restore_saved = true;
	*host_set = host_mask(&g);
	if (!signals_queued(t))
		return 0;
	signals_event(t->st);
	return -EINTR;
}

long mask_end(gaddr a, long result)
{
	struct thread *t = thread_self();
	if (a && !((t->pending || t->due) && result == -EINTR)) {
		t->blocked = t->saved;
		t->restore_saved = false;
	}
	return result;
}

/* Actions. The kernel's structure has no room for a restorer on MIPS. */
#ifdef GUEST_MIPS
enum { ACTION_SIZE = 8 + GUEST_SIGSET, OLD_ACTION_SIZE = 8 + GUEST_SIGSET };

static void action_in(struct guest_action *a, const uint8_t *g, bool old)
{
	memset(a, 0, sizeof *a);
	a->flags = get32(g);
	a->handler = get32(g + 4);
	for (int i = 0; i < (old ? 1 : 4); i++)
		a->mask.w[i] = get32(g + 8 + 4 * i);
}

static void action_out(uint8_t *g, const struct guest_action *a, bool old)
{
	put32(g, a->flags);
	put32(g + 4, a->handler);
	for (int i = 0; i < 4; i++)
		put32(g + 8 + 4 * i, old && i ? 0 : a->mask.w[i]);
}
#else
enum { ACTION_SIZE = 12 + GUEST_SIGSET, OLD_ACTION_SIZE = 16 };

/* The old form has one word of mask, before the flags. */
static void action_in(struct guest_action *a, const uint8_t *g, bool old)
{
	*a = (struct guest_action){.handler = get32(g), .flags = get32(g + (old ? 8 : 4)), .restorer = get32(g + (old ? 12 : 8))};
	a->mask.w[0] = get32(g + (old ? 4 : 12));
	a->mask.w[1] = old ? 0 : get32(g + 16);
}

static void action_out(uint8_t *g, const struct guest_action *a, bool old)
{
	put32(g, a->handler);
	put32(g + (old ? 8 : 4), a->flags);
	put32(g + (old ? 12 : 8), a->restorer);
	put32(g + (old ? 4 : 12), a->mask.w[0]);
	if (!old)
		put32(g + 16, a->mask.w[1]);
}
#endif

static long set_action(int sig, gaddr act, gaddr old, bool old_form)
{
	uint8_t g[ACTION_SIZE];
	struct guest_action new;
	size_t size = old_form ? OLD_ACTION_SIZE : ACTION_SIZE;

	if (sig < 1 || sig > GUEST_NSIG)
		return -EINVAL;
	if (act) {
		if (sig == GUEST_SIGKILL || sig == GUEST_SIGSTOP)
			return -EINVAL;
		if (copy_in(g, act, size))
			return -EFAULT;
		action_in(&new, g, old_form);
	}
	lock_take(&actions_lock);
	struct guest_action was = guest_actions[sig];
	if (act) {
		new.mask.w[0] &= ~UNBLOCKABLE;
		guest_actions[sig] = new;
		signal_changed(sig);
	}
	lock_give(&actions_lock);
	if (old) {
		action_out(g, &was, old_form);
		if (copy_out(old, g, size))
			return -EFAULT;
	}
	return 0;
}

long sys_rt_sigaction(int32_t sig, gaddr act, gaddr old, uint32_t size)
{
	return size != GUEST_SIGSET ? -EINVAL : set_action(sig, act, old, false);
}

long sys_sigaction(int32_t sig, gaddr act, gaddr old)
{
	return set_action(sig, act, old, true);
}

long sys_signal(int32_t sig, gaddr handler)
{
	if (sig < 1 || sig > GUEST_NSIG || sig == GUEST_SIGKILL || sig == GUEST_SIGSTOP)
		return -EINVAL;
	lock_take(&actions_lock);
	gaddr was = guest_actions[sig].handler;
	guest_actions[sig] = (struct guest_action){.handler = handler, .flags = GUEST_SA_RESETHAND | GUEST_SA_NODEFER};
	signal_changed(sig);
	lock_give(&actions_lock);
	return was;
}

/* Masks. */
static long change_mask(uint32_t guest_how, const struct sigset *set, int words)
{
	struct sigset b = thread_self()->blocked;
	long how = sighow_in(guest_how);
	if (how < 0)
		return how;
	for (int i = 0; i < words; i++) {
		if (how == HOST_SIG_BLOCK)
			b.w[i] |= set->w[i];
		else if (how == HOST_SIG_UNBLOCK)
			b.w[i] &= ~set->w[i];
		else
			b.w[i] = set->w[i];
	}
	set_blocked(&b);
	return 0;
}

long sys_rt_sigprocmask(uint32_t how, gaddr set, gaddr old, uint32_t size)
{
	struct sigset was = thread_self()->blocked, g;
	if (size != GUEST_SIGSET)
		return -EINVAL;
	if (set) {
		if (get_sigset(&g, set, size))
			return -EFAULT;
		long r = change_mask(how, &g, GUEST_SIGSET / 4);
		if (r < 0)
			return r;
	}
	return old ? put_sigset(old, &was) : 0;
}

/* The old form knows the first word of a set only. MIPS writes all four. */
long sys_sigprocmask(uint32_t how, gaddr set, gaddr old)
{
	struct sigset was = thread_self()->blocked, g = {{0}};
	if (set) {
		if (get_u32_n(g.w, set, 1))
			return -EFAULT;
		long r = change_mask(how, &g, 1);
		if (r < 0)
			return r;
	}
	if (!old)
		return 0;
#ifdef GUEST_MIPS
	was.w[1] = was.w[2] = was.w[3] = 0;
	return put_sigset(old, &was);
#else
	return put_u32(old, was.w[0]);
#endif
}

long sys_sgetmask(void)
{
	return thread_self()->blocked.w[0];
}

long sys_ssetmask(uint32_t mask)
{
	struct sigset b = thread_self()->blocked;
	uint32_t was = b.w[0];
	b.w[0] = mask;
	set_blocked(&b);
	return was;
}

static long pending(struct sigset *g)
{
	uint64_t h;
	long r = sys2(__NR_rt_sigpending, (long)&h, 8);
	if (r < 0)
		return r;
	sigset_out(g, h);
	queue_pending(thread_self(), g);
	return 0;
}

long sys_rt_sigpending(gaddr set, uint32_t size)
{
	struct sigset g;
	if (size > GUEST_SIGSET)
		return -EINVAL;
	long r = pending(&g);
	return r < 0 ? r : put_u32_n(set, g.w, size / 4);
}

long sys_sigpending(gaddr set)
{
	struct sigset g;
	long r = pending(&g);
	return r < 0 ? r : put_u32(set, g.w[0]);
}

long sys_rt_sigsuspend(gaddr set, uint32_t size)
{
	uint64_t h;
	if (size != GUEST_SIGSET)
		return -EINVAL;
	if (!set)
		return -EFAULT;
	long r = mask_begin(set, size, &h);
	return r < 0 ? r : mask_end(set, wait6(__NR_rt_sigsuspend, (long)&h, 8, 0, 0, 0, 0));
}

/* sigsuspend: on MIPS the argument points at a set, elsewhere the third
 * argument is its first word. */
long sys_sigsuspend(gaddr a, gaddr b, gaddr c)
{
#ifdef GUEST_MIPS
	(void)b;
	(void)c;
	return sys_rt_sigsuspend(a, GUEST_SIGSET);
#else
	(void)a;
	(void)b;
	struct thread *t = thread_self();
	t->saved = t->blocked;
	t->restore_saved = true;
	t->blocked.w[0] = c & ~UNBLOCKABLE;
	uint64_t h = host_mask(&t->blocked);
	return mask_end(1, wait6(__NR_rt_sigsuspend, (long)&h, 8, 0, 0, 0, 0));
#endif
}

/* sigaltstack. The kernel's size check is the guest's. */
long sys_sigaltstack(gaddr new, gaddr old)
{
	enum { ONSTACK = 1, DISABLE = 2, MINIMUM = 2048 };
	const uint32_t autodisarm = 0x80000000u;
	struct thread *t = thread_self();
	struct host_stack_t h, was = {.ss_sp = t->alt_sp, .ss_size = t->alt_size, .ss_flags = (int32_t)t->alt_flags};
	bool on = t->alt_size && !(t->alt_flags & DISABLE) && guest_sp() - t->alt_sp < t->alt_size;

	if (on)
		was.ss_flags |= ONSTACK;
	if (new) {
		if (get_stack_t(&h, new))
			return -EFAULT;
		uint32_t mode = (uint32_t)h.ss_flags & ~autodisarm;
		if (on)
			return -EPERM;
		if (mode != 0 && mode != ONSTACK && mode != DISABLE)
			return -EINVAL;
		if (mode == DISABLE) {
			h.ss_sp = 0;
			h.ss_size = 0;
		} else if (h.ss_size < MINIMUM) {
			return -ENOMEM;
		}
		t->alt_sp = (uint32_t)h.ss_sp;
		t->alt_size = (uint32_t)h.ss_size;
		t->alt_flags = (uint32_t)h.ss_flags & ~(uint32_t)ONSTACK;
	}
	return old ? put_stack_t(old, &was) : 0;
}
