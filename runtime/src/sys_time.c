/* Clocks, sleeping and timers that generated code does not cover. */
#include "host_vdso.h"
#include "sigqueue.h"
#include <asm/unistd.h>

long sys_time(gaddr out)
{
	struct host_timeval tv;
	vdso_gettimeofday((long)&tv, 0);
	if (out && put_u32(out, (uint32_t)tv.tv_sec))
		return -EFAULT;
	return (long)(uint32_t)tv.tv_sec;
}

long sys_stime(gaddr in)
{
	uint32_t t;
	if (get_u32(&t, in))
		return -EFAULT;
	struct host_timeval tv = {(int32_t)t, 0};
	return sys2(__NR_settimeofday, (long)&tv, 0);
}

long sys_nanosleep(gaddr in, gaddr rest)
{
	struct host_timespec ts, left;
	if (get_timespec(&ts, in))
		return -EFAULT;
	long r = wait6(__NR_nanosleep, (long)&ts, (long)&left, 0, 0, 0, 0);
	if (r == -EINTR && rest && put_timespec(rest, &left))
		return -EFAULT;
	return r;
}

enum { TIMER_ABSTIME = 1 };

long sys_clock_nanosleep(uint32_t clock, uint32_t flags, gaddr in, gaddr rest)
{
	struct host_timespec ts, left;
	if (get_timespec(&ts, in))
		return -EFAULT;
	long r = wait6(__NR_clock_nanosleep, (int32_t)clock, flags, (long)&ts, (long)&left, 0, 0);
	if (r == -EINTR && rest && !(flags & TIMER_ABSTIME) && put_timespec(rest, &left))
		return -EFAULT;
	return r;
}

long sys_clock_nanosleep_time64(uint32_t clock, uint32_t flags, gaddr in, gaddr rest)
{
	struct host_timespec64 ts, left;
	if (get_timespec64(&ts, in))
		return -EFAULT;
	long r = wait6(__NR_clock_nanosleep, (int32_t)clock, flags, (long)&ts, (long)&left, 0, 0);
	if (r == -EINTR && rest && !(flags & TIMER_ABSTIME) && put_timespec64(rest, &left))
		return -EFAULT;
	return r;
}

/* sigevent begins with a value, a signal and what to do; the host's value has
 * eight bytes. The thread follows. */
long get_sigevent(struct host_sigevent *h, gaddr a)
{
	uint32_t g[4];
	if (get_u32_n(g, a, 4))
		return -EFAULT;
	memset(h, 0, sizeof *h);
	h->value = g[0];
	h->signo = signal_in((int)g[1]);
	h->notify = (int32_t)g[2];
	h->tid = (int32_t)g[3];
	if ((int)g[1] > HOST_NSIG && (int)g[1] <= GUEST_NSIG)
		queue_event(h, (int)g[1]);
	return h->notify != HOST_SIGEV_NONE && h->signo < 0 ? -EINVAL : 0;
}

long sys_timer_create(uint32_t clock, gaddr event, gaddr id)
{
	struct host_sigevent ev;
	int32_t timer;
	if (event) {
		long r = get_sigevent(&ev, event);
		if (r < 0)
			return r;
	}
	long r = sys3(__NR_timer_create, (int32_t)clock, event ? (long)&ev : 0, (long)&timer);
	if (r == 0 && put_u32(id, (uint32_t)timer)) {
		sys1(__NR_timer_delete, timer);
		return -EFAULT;
	}
	return r;
}
