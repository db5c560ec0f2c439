/* Processes: fork, exec, wait, exit, and what belongs to a thread. */
#include "sys.h"
#include <asm/unistd.h>

enum { CLONE_SIGNAL = 0xff };

struct thread *thread_self(void)
{
	static struct thread first = {.alt_flags = 2 /* SS_DISABLE */};
	struct state *st = self();
	if (__builtin_expect(!st->thread, 0))
		st->thread = &first;
	return st->thread;
}

long sys_exit(int32_t status)
{
	return sys1(__NR_exit_group, status);
}

long sys_exit_group(int32_t status)
{
	return sys1(__NR_exit_group, status);
}

long sys_fork(void)
{
	return sys0(__NR_fork);
}

/* vfork as fork: a child that changes the parent's memory before it executes
 * something changes its own copy. */
long sys_vfork(void)
{
	return sys0(__NR_fork);
}

/* spawn is clone for what makes a process. */
static long spawn(uint32_t flags, gaddr stack, gaddr ptid, gaddr tls, gaddr ctid, gaddr pidfd)
{
	uint32_t host_flags = flags & ~(uint32_t)CLONE_SIGNAL;
	if ((flags & HOST_CLONE_VM) && !(flags & HOST_CLONE_VFORK)) {
		unsupported("clone of a thread, flags", flags);
		return -ENOSYS;
	}
	/* A child of vfork gets its own memory; it can tell only by changing the
	 * parent's. */
	host_flags &= ~(uint32_t)(HOST_CLONE_VM | HOST_CLONE_VFORK | HOST_CLONE_SETTLS | HOST_CLONE_PARENT_SETTID |
		HOST_CLONE_CHILD_SETTID | HOST_CLONE_CHILD_CLEARTID | HOST_CLONE_PIDFD);
	int sig = signal_in((int)(flags & CLONE_SIGNAL));
	if (sig < 0)
		return -EINVAL;
	int32_t fd = -1;
	long r = sys5(__NR_clone, (long)(host_flags | (uint32_t)sig | (pidfd ? HOST_CLONE_PIDFD : 0)), 0, (long)&fd, 0, 0);
	if (r < 0)
		return r;
	if (r == 0) {
		struct state *st = self();
		if (stack)
			st->gpr[SP] = stack;
		if (flags & HOST_CLONE_SETTLS)
			st->tp = tls;
		if (flags & HOST_CLONE_CHILD_SETTID)
			put_u32(ctid, (uint32_t)sys0(__NR_gettid));
		thread_self()->clear_tid = flags & HOST_CLONE_CHILD_CLEARTID ? ctid : 0;
		return 0;
	}
	if (flags & HOST_CLONE_PARENT_SETTID)
		put_u32(ptid, (uint32_t)r);
	if (pidfd)
		put_u32(pidfd, (uint32_t)fd);
	return r;
}

long sys_clone(uint32_t flags, gaddr stack, gaddr ptid, gaddr tls, gaddr ctid)
{
	return spawn(flags, stack, ptid, tls, ctid, flags & HOST_CLONE_PIDFD ? ptid : 0);
}

/* clone3's arguments are 64-bit numbers, the same on every machine. */
long sys_clone3(gaddr args, uint32_t size)
{
	enum { FLAGS, PIDFD, CHILD_TID, PARENT_TID, EXIT_SIGNAL, STACK, STACK_SIZE, TLS, N };
	int64_t a[N];
	if (size < sizeof a)
		return -EINVAL;
	if (get_i64_n(a, args, N))
		return -EFAULT;
	for (uint32_t i = N; i < size / 8; i++) {
		int64_t v;
		if (get_i64_n(&v, args + 8 * i, 1))
			return -EFAULT;
		if (v) /* set_tid and cgroup */
			return -EINVAL;
	}
	if ((uint64_t)a[FLAGS] >> 32 || (a[FLAGS] & CLONE_SIGNAL) || (uint64_t)a[EXIT_SIGNAL] > 127)
		return -EINVAL;
	return spawn((uint32_t)a[FLAGS] | (uint32_t)a[EXIT_SIGNAL], a[STACK] ? (gaddr)(a[STACK] + a[STACK_SIZE]) : 0,
		(gaddr)a[PARENT_TID], (gaddr)a[TLS], (gaddr)a[CHILD_TID],
		a[FLAGS] & HOST_CLONE_PIDFD ? (gaddr)a[PIDFD] : 0);
}

long sys_set_tid_address(gaddr a)
{
	thread_self()->clear_tid = a;
	return sys0(__NR_gettid);
}

/* The robust list is the guest's; with one thread nobody waits for it. */
long sys_set_robust_list(gaddr head, uint32_t size)
{
	if (size != 12)
		return -EINVAL;
	thread_self()->robust_list = head;
	thread_self()->robust_size = size;
	return 0;
}

long sys_get_robust_list(int32_t pid, gaddr head, gaddr size)
{
	if (pid != 0 && pid != sys0(__NR_gettid))
		return -EPERM;
	if (put_u32(size, 12) || put_u32(head, thread_self()->robust_list))
		return -EFAULT;
	return 0;
}

/* count_strings returns the length of a null-terminated array of pointers. */
static long count_strings(gaddr a)
{
	uint32_t p;
	for (long n = 0; a && n < 1 << 20; n++) {
		if (get_u32(&p, a + (gaddr)(4 * n)))
			return -EFAULT;
		if (!p)
			return n;
	}
	return a ? -E2BIG : 0;
}

/* pointers makes host pointers of guest pointers. */
static long pointers(uint64_t *out, gaddr a, long n)
{
	for (long i = 0; i < n; i++) {
		uint32_t p;
		if (get_u32(&p, a + (gaddr)(4 * i)))
			return -EFAULT;
		out[i] = p;
	}
	out[n] = 0;
	return 0;
}

long sys_execveat(int32_t dirfd, gaddr path, gaddr argv, gaddr envp, uint32_t flags)
{
	long nargs = count_strings(argv), nenv = count_strings(envp);
	if (nargs < 0 || nenv < 0)
		return nargs < 0 ? nargs : nenv;
	long size = (nargs + nenv + 2) * 8;
	long mem = sys6(__NR_mmap, 0, size, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (mem < 0)
		return -E2BIG;
	uint64_t *v = (uint64_t *)mem;
	long r = pointers(v, argv, nargs);
	if (r == 0)
		r = pointers(v + nargs + 1, envp, nenv);
	if (r == 0)
		r = wait6(__NR_execveat, dirfd, path, (long)v, (long)(v + nargs + 1), flags, 0);
	sys2(__NR_munmap, mem, size);
	return r;
}

long sys_execve(gaddr path, gaddr argv, gaddr envp)
{
	return sys_execveat(-100, path, argv, envp, 0);
}

/* wstatus_out renumbers the signals in a status. [man 2 wait] */
uint32_t wstatus_out(uint32_t s)
{
	if ((s & 0xff) == 0x7f && s != 0x7f)
		return (s & ~0xff00u) | (uint32_t)signal_out((int)(s >> 8 & 0xff)) << 8; /* stopped */
	if ((s & 0x7f) != 0 && s != 0xffff)
		return (s & ~0x7fu) | (uint32_t)signal_out((int)(s & 0x7f));
	return s;
}

long sys_wait4(int32_t pid, gaddr status, uint32_t options, gaddr usage)
{
	int32_t st = 0;
	struct host_rusage ru;
	long r = wait6(__NR_wait4, pid, (long)&st, (int32_t)options, usage ? (long)&ru : 0, 0, 0);
	if (r <= 0)
		return r;
	if (status && put_u32(status, wstatus_out((uint32_t)st)))
		return -EFAULT;
	if (usage && put_rusage(usage, &ru))
		return -EFAULT;
	return r;
}

long sys_waitpid(int32_t pid, gaddr status, uint32_t options)
{
	return sys_wait4(pid, status, options, 0);
}

long sys_waitid(int32_t type, int32_t pid, gaddr info, uint32_t options, gaddr usage)
{
	uint8_t h[SIGINFO_SIZE] = {0}, g[SIGINFO_SIZE];
	struct host_rusage ru;
	long r = wait6(__NR_waitid, type, pid, info ? (long)h : 0, (int32_t)options, usage ? (long)&ru : 0, 0);
	if (r < 0)
		return r;
	if (usage && put_rusage(usage, &ru))
		return -EFAULT;
	if (!info)
		return r;
	siginfo_out(g, h);
	return copy_out(info, g, sizeof g) ? -EFAULT : r;
}

long sys_nice(int32_t increment)
{
	long r = sys2(__NR_getpriority, 0, 0); /* 20 minus the value */
	if (r < 0)
		return r;
	long nice = 20 - r + (increment < -40 ? -40 : increment > 40 ? 40 : increment);
	nice = nice < -20 ? -20 : nice > 19 ? 19 : nice;
	r = sys3(__NR_setpriority, 0, 0, nice);
	return r == -EACCES ? -EPERM : r;
}
