/* Signals: actions, masks, sending, waiting. Delivery is elsewhere; here is what
 * the guest asked for, in guest numbers, and its translation for the host. */
#include "signal.h"
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
	return sigset_in(set) & ~HOST_FAULTS;
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
	t->blocked.w[0] &= ~(1u << (GUEST_SIGKILL - 1) | 1u << (GUEST_SIGSTOP - 1));
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
	g.w[0] &= ~(1u << (GUEST_SIGKILL - 1) | 1u << (GUEST_SIGSTOP - 1));
	t->saved = t->blocked;
	t->blocked = g;
	t->restore_saved = true;
	*host_set = host_mask(&g);
	return 0;
}

long mask_end(gaddr a, long result)
{
	struct thread *t = thread_self();
	if (a && !(t->pending && result == -EINTR)) {
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
		new.mask.w[0] &= ~(1u << (GUEST_SIGKILL - 1) | 1u << (GUEST_SIGSTOP - 1));
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
	const struct thread *t = thread_self();
	sigset_out(g, h | signals_held(t));
	for (int i = 0; i < KEPT_SIGNALS && t->kept[i].present; i++) {
		int sig = t->kept[i].info[0];
		g->w[(sig - 1) / 32] |= 1u << ((sig - 1) % 32);
	}
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
	t->blocked.w[0] = c & ~(1u << (GUEST_SIGKILL - 1) | 1u << (GUEST_SIGSTOP - 1));
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

/* A guest's signal beyond the host's can only be sent by a thread to itself, or to
 * its process, which then is the thread. */
static bool lacking(int sig)
{
	return sig > HOST_NSIG && sig <= GUEST_NSIG;
}

static long keep(int sig, int32_t code)
{
	uint8_t info[SIGINFO_SIZE] = {0};
	int32_t sender[2] = {(int32_t)sys0(__NR_getpid), (int32_t)sys0(__NR_getuid)};
	memcpy(info, &sig, 4);
	memcpy(info + 8, &code, 4);
	memcpy(info + 16, sender, sizeof sender);
	return signal_keep(thread_self(), info);
}

/* keep_queued keeps a signal with the guest's siginfo, turned into h. */
static long keep_queued(int sig, uint8_t *h)
{
	memcpy(h, &sig, 4);
	return signal_keep(thread_self(), h);
}

/* Sending. Another signal that the host lacks cannot be sent. */
static int sendable(int sig)
{
	int h = sig < 0 || sig > GUEST_NSIG ? -1 : signal_in(sig);
	if (h < 0)
		unsupported("signal", (uint32_t)sig);
	return h;
}

long sys_kill(int32_t pid, int32_t sig)
{
	if (lacking(sig) && pid == thread_self()->pid)
		return keep(sig, 0);
	int h = sendable(sig);
	return h < 0 ? -EINVAL : sys2(__NR_kill, pid, h);
}

long sys_tkill(int32_t tid, int32_t sig)
{
	if (lacking(sig) && tid == thread_self()->tid)
		return keep(sig, HOST_SI_TKILL);
	int h = sendable(sig);
	return h < 0 ? -EINVAL : sys2(__NR_tkill, tid, h);
}

long sys_tgkill(int32_t pid, int32_t tid, int32_t sig)
{
	if (lacking(sig) && tid == thread_self()->tid && pid == thread_self()->pid)
		return keep(sig, HOST_SI_TKILL);
	int h = sendable(sig);
	return h < 0 ? -EINVAL : sys3(__NR_tgkill, pid, tid, h);
}

long sys_rt_sigqueueinfo(int32_t pid, int32_t sig, gaddr info)
{
	uint8_t g[SIGINFO_SIZE], h[SIGINFO_SIZE];
	if (copy_in(g, info, sizeof g))
		return -EFAULT;
	siginfo_in(h, g);
	if (lacking(sig) && pid == thread_self()->pid)
		return keep_queued(sig, h);
	int n = sendable(sig);
	return n < 0 ? -EINVAL : sys3(__NR_rt_sigqueueinfo, pid, n, (long)h);
}

long sys_rt_tgsigqueueinfo(int32_t pid, int32_t tid, int32_t sig, gaddr info)
{
	uint8_t g[SIGINFO_SIZE], h[SIGINFO_SIZE];
	if (copy_in(g, info, sizeof g))
		return -EFAULT;
	siginfo_in(h, g);
	if (lacking(sig) && pid == thread_self()->pid && tid == thread_self()->tid)
		return keep_queued(sig, h);
	int n = sendable(sig);
	return n < 0 ? -EINVAL : sys4(__NR_rt_tgsigqueueinfo, pid, tid, n, (long)h);
}

long sys_pidfd_send_signal(int32_t fd, int32_t sig, gaddr info, uint32_t flags)
{
	uint8_t g[SIGINFO_SIZE], h[SIGINFO_SIZE];
	int n = sendable(sig);
	if (info) {
		if (copy_in(g, info, sizeof g))
			return -EFAULT;
		siginfo_in(h, g);
	}
	return n < 0 ? -EINVAL : sys4(__NR_pidfd_send_signal, fd, n, info ? (long)h : 0, flags);
}

static long timedwait(gaddr set, gaddr info, bool timed, int64_t sec, int64_t nsec, uint32_t size)
{
	struct sigset g;
	struct host_timespec ts = {sec, nsec};
	uint8_t h[SIGINFO_SIZE] = {0}, out[SIGINFO_SIZE];
	long r = get_sigset(&g, set, size);
	if (r < 0)
		return r;
	uint64_t hs = sigset_in(&g);
	r = signal_kept(thread_self(), &g, h);
	if (r == 0)
		r = wait6(__NR_rt_sigtimedwait, (long)&hs, (long)h, timed ? (long)&ts : 0, 8, 0, 0);
	if (r < 0)
		return r;
	siginfo_out(out, h);
	if (info && copy_out(info, out, sizeof out))
		return -EFAULT;
	return signal_out((int)r);
}

long sys_rt_sigtimedwait(gaddr set, gaddr info, gaddr timeout, uint32_t size)
{
	struct host_timespec ts = {0};
	if (timeout && get_timespec(&ts, timeout))
		return -EFAULT;
	return timedwait(set, info, timeout != 0, ts.tv_sec, ts.tv_nsec, size);
}

long sys_rt_sigtimedwait_time64(gaddr set, gaddr info, gaddr timeout, uint32_t size)
{
	struct host_timespec64 ts = {0};
	if (timeout && get_timespec64(&ts, timeout))
		return -EFAULT;
	return timedwait(set, info, timeout != 0, ts.tv_sec, ts.tv_nsec, size);
}

long sys_restart_syscall(void)
{
	return -EINTR;
}

/* siginfo: a head of three ints, then a union that depends on code and number.
 * 64-bit systems align the union to 8, and MIPS has the code before errno. */
enum {
	H_UNION = 16, G_UNION = 12,
#ifdef GUEST_MIPS
	G_CODE = 4, G_ERRNO = 8,
#else
	G_ERRNO = 4, G_CODE = 8,
#endif
};

/* The shape of the union. */
enum shape { KILL, TIMER, QUEUE, CHILD, FAULT, POLL, SYSCALL };

static enum shape shape_of(int host_sig, int host_code)
{
	if (host_code == HOST_SI_TIMER)
		return TIMER;
	if (host_code == 0 || host_code == HOST_SI_TKILL)
		return KILL;
	if (host_code < 0)
		return QUEUE;
	switch (host_sig) {
	case HOST_SIGCHLD:
		return host_code <= 6 ? CHILD : QUEUE;
	case HOST_SIGILL:
	case HOST_SIGTRAP:
	case HOST_SIGBUS:
	case HOST_SIGFPE:
	case HOST_SIGSEGV:
		return host_code == 0x80 ? KILL : FAULT; /* SI_KERNEL */
	case HOST_SIGIO:
		return host_code <= 6 ? POLL : QUEUE;
	case HOST_SIGSYS:
		return SYSCALL;
	}
	return QUEUE;
}

/* words of the union: the offset on the host for each word of the guest. */
static const uint8_t words[][5] = {
	[KILL] = {0, 4, 255, 255, 255},
	[TIMER] = {0, 4, 8, 16, 255},
	[QUEUE] = {0, 4, 8, 255, 255},
	[CHILD] = {0, 4, 8, 16, 24},
	[FAULT] = {0, 8, 255, 255, 255},
	[POLL] = {0, 8, 255, 255, 255},
	[SYSCALL] = {0, 8, 12, 255, 255},
};

void siginfo_out(uint8_t *g, const uint8_t *h)
{
	int32_t sig, error, code;
	memcpy(&sig, h, 4);
	memcpy(&error, h + 4, 4);
	memcpy(&code, h + 8, 4);
	enum shape s = shape_of(sig, code);
	memset(g, 0, SIGINFO_SIZE);
	put32(g, (uint32_t)signal_out(sig));
	put32(g + G_ERRNO, errno_out(error));
	put32(g + G_CODE, sicode_out((uint32_t)code));
	for (int i = 0; i < 5 && words[s][i] != 255; i++) {
		uint32_t v;
		memcpy(&v, h + H_UNION + words[s][i], 4);
		if (s == CHILD && i == 2 && code != 1) /* CLD_EXITED has a status, the others a signal */
			v = (uint32_t)signal_out((int)v);
		put32(g + G_UNION + 4 * i, v);
	}
}

void siginfo_in(uint8_t *h, const uint8_t *g)
{
	int32_t sig = signal_in((int)get32(g)), error = errno_in(get32(g + G_ERRNO));
	int32_t code = (int32_t)sicode_in(get32(g + G_CODE));
	if (sig < 0)
		sig = 0;
	enum shape s = shape_of(sig, code);
	memset(h, 0, SIGINFO_SIZE);
	memcpy(h, &sig, 4);
	memcpy(h + 4, &error, 4);
	memcpy(h + 8, &code, 4);
	for (int i = 0; i < 5 && words[s][i] != 255; i++) {
		uint32_t v = get32(g + G_UNION + 4 * i);
		if (s == CHILD && i == 2 && code != 1 && signal_in((int)v) > 0)
			v = (uint32_t)signal_in((int)v);
		memcpy(h + H_UNION + words[s][i], &v, 4);
	}
}
