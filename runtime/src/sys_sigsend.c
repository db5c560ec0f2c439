/* Sending signals and waiting for them. [man 2 kill, man 2 sigwaitinfo] */
#include "sigqueue.h"

#include <asm/unistd.h>

/* A signal that the host lacks goes its own way; one that nobody has cannot be
 * sent. */
static bool lacking(int sig)
{
	return sig > HOST_NSIG && sig <= GUEST_NSIG;
}

/* send_lacking is kill, or tgkill where tid is not 0. */
static long send_lacking(int32_t pid, int32_t tid, int sig)
{
	uint8_t info[SIGINFO_SIZE] = {0};
	int32_t code = tid != 0 ? HOST_SI_TKILL : 0, sender[2] = {thread_self()->pid, (int32_t)sys0(__NR_getuid)};
	memcpy(info + 8, &code, 4);
	memcpy(info + 16, sender, sizeof sender);
	return queue_send(pid, tid, sig, info);
}

static int sendable(int sig)
{
	int h = sig < 0 || sig > GUEST_NSIG ? -1 : signal_in(sig);
	if (h < 0)
		unsupported("signal", (uint32_t)sig);
	return h;
}

long sys_kill(int32_t pid, int32_t sig)
{
	if (lacking(sig))
		return send_lacking(pid, 0, sig);
	int h = sendable(sig);
	return h < 0 ? -EINVAL : sys2(__NR_kill, pid, h);
}

long sys_tkill(int32_t tid, int32_t sig)
{
	if (lacking(sig))
		return tid <= 0 ? -EINVAL : send_lacking(thread_self()->pid, tid, sig);
	int h = sendable(sig);
	return h < 0 ? -EINVAL : sys2(__NR_tkill, tid, h);
}

long sys_tgkill(int32_t pid, int32_t tid, int32_t sig)
{
	if (lacking(sig))
		return tid <= 0 ? -EINVAL : send_lacking(pid, tid, sig);
	int h = sendable(sig);
	return h < 0 ? -EINVAL : sys3(__NR_tgkill, pid, tid, h);
}

/* get_siginfo reads a siginfo of the guest. */
static bool get_siginfo(uint8_t *h, gaddr info)
{
	uint8_t g[SIGINFO_SIZE];
	if (copy_in(g, info, sizeof g))
		return false;
	siginfo_in(h, g);
	return true;
}

long sys_rt_sigqueueinfo(int32_t pid, int32_t sig, gaddr info)
{
	uint8_t h[SIGINFO_SIZE];
	if (!get_siginfo(h, info))
		return -EFAULT;
	if (lacking(sig))
		return queue_send(pid, 0, sig, h);
	int n = sendable(sig);
	return n < 0 ? -EINVAL : sys3(__NR_rt_sigqueueinfo, pid, n, (long)h);
}

long sys_rt_tgsigqueueinfo(int32_t pid, int32_t tid, int32_t sig, gaddr info)
{
	uint8_t h[SIGINFO_SIZE];
	if (!get_siginfo(h, info))
		return -EFAULT;
	if (lacking(sig))
		return tid <= 0 ? -EINVAL : queue_send(pid, tid, sig, h);
	int n = sendable(sig);
	return n < 0 ? -EINVAL : sys4(__NR_rt_tgsigqueueinfo, pid, tid, n, (long)h);
}

long sys_pidfd_send_signal(int32_t fd, int32_t sig, gaddr info, uint32_t flags)
{
	uint8_t h[SIGINFO_SIZE];
	int n = sendable(sig);
	if (info && !get_siginfo(h, info))
		return -EFAULT;
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
	uint64_t hs = sigset_in(&g) & ~(HOST_QUEUED & ~HOST_FAULTS);
	struct thread *t = thread_self();
	t->waiting = g;
	int sig = queue_take(t, &g, h);
	if (sig == 0) {
		r = wait6(__NR_rt_sigtimedwait, (long)&hs, (long)h, timed ? (long)&ts : 0, 8, 0, 0);
		sig = signal_out((int)r);
		queue_untag(h);
	}
	t->waiting = (struct sigset){{0}};
	if (r < 0)
		return r;
	siginfo_out(out, h);
	if (info && copy_out(info, out, sizeof out))
		return -EFAULT;
	return sig;
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
