/* Waiting for files: poll, select, epoll. */
#include "sys.h"
#include <asm/unistd.h>

/* Arrays for calls with many descriptors; few fit the stack. */
enum { FEW = 256 };

static long poll_in(struct host_pollfd *p, gaddr a, uint32_t n)
{
	if (get_pollfd_n(p, a, n))
		return -EFAULT;
	for (uint32_t i = 0; i < n; i++)
		p[i].events = (int16_t)pollbits_in((uint16_t)p[i].events);
	return 0;
}

/* poll_out writes back what happened, and nothing else. */
static long poll_out(gaddr a, const struct host_pollfd *p, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint8_t g[2];
		put16(g, (uint16_t)pollbits_out((uint16_t)p[i].revents));
		if (copy_out(a + GUEST_POLLFD_SIZE * i + 6, g, 2))
			return -EFAULT;
	}
	return 0;
}

/* polled does the work of poll and ppoll with the host's ppoll. */
static long polled(gaddr fds, uint32_t n, struct host_timespec *timeout, gaddr mask, uint32_t size)
{
	struct host_pollfd few[FEW], *p = few;
	long mapped = 0;
	uint64_t set;

	if (n > 1 << 20)
		return -EINVAL;
	if (n > FEW) {
		mapped = sys6(__NR_mmap, 0, (long)(n * sizeof *p), 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
		if (mapped < 0)
			return -ENOMEM;
		p = (struct host_pollfd *)mapped;
	}
	long r = poll_in(p, fds, n);
	if (r == 0 && (r = mask_begin(mask, size, &set)) == 0) {
		r = mask_end(mask, wait6(__NR_ppoll, (long)p, n, (long)timeout, mask ? (long)&set : 0, 8, 0));
		if (r >= 0 && poll_out(fds, p, n))
			r = -EFAULT;
	}
	if (mapped > 0)
		sys2(__NR_munmap, mapped, (long)(n * sizeof *p));
	return r;
}

long sys_poll(gaddr fds, uint32_t n, int32_t timeout)
{
	struct host_timespec ts = {timeout / 1000, timeout % 1000 * 1000000};
	return polled(fds, n, timeout < 0 ? NULL : &ts, 0, 0);
}

/* The kernel writes back the time that is left; failing to is no error. */
long sys_ppoll(gaddr fds, uint32_t n, gaddr timeout, gaddr mask, uint32_t size)
{
	struct host_timespec ts;
	if (timeout && get_timespec(&ts, timeout))
		return -EFAULT;
	long r = polled(fds, n, timeout ? &ts : NULL, mask, size);
	if (timeout && r != -ERESTARTSYS)
		put_timespec(timeout, &ts);
	return r;
}

long sys_ppoll_time64(gaddr fds, uint32_t n, gaddr timeout, gaddr mask, uint32_t size)
{
	struct host_timespec ts = {0};
	if (timeout && get_timeout64(&ts, timeout))
		return -EFAULT;
	long r = polled(fds, n, timeout ? &ts : NULL, mask, size);
	if (timeout && r != -ERESTARTSYS)
		put_timeout64(timeout, &ts);
	return r;
}

/* Sets of select are arrays of longs; as words of 32 bits in the order of
 * memory, guest and host differ by the order of bytes alone. */
enum { SET_WORDS = 2048 };

struct sets {
	uint32_t w[3][SET_WORDS];
	gaddr guest[3];
	uint32_t words;
};

static long sets_in(struct sets *s, int32_t n, gaddr in, gaddr out, gaddr except)
{
	if (n < 0)
		return -EINVAL;
	s->guest[0] = in;
	s->guest[1] = out;
	s->guest[2] = except;
	s->words = ((uint32_t)n + 31) / 32;
	if (s->words > SET_WORDS)
		return -EINVAL;
	for (int i = 0; i < 3; i++) {
		if (s->guest[i] && get_u32_n(s->w[i], s->guest[i], s->words))
			return -EFAULT;
		if (s->words % 2)
			s->w[i][s->words] = 0; /* the host reads whole longs */
	}
	return 0;
}

static long sets_out(const struct sets *s)
{
	for (int i = 0; i < 3; i++)
		if (s->guest[i] && put_u32_n(s->guest[i], s->w[i], s->words))
			return -EFAULT;
	return 0;
}

#define SET(s, i) ((s).guest[i] ? (long)(s).w[i] : 0)

long sys_newselect(int32_t n, gaddr in, gaddr out, gaddr except, gaddr timeout)
{
	struct sets s;
	struct host_timeval tv;
	long r = sets_in(&s, n, in, out, except);
	if (r < 0)
		return r;
	if (timeout && get_timeval(&tv, timeout))
		return -EFAULT;
	r = wait6(__NR_select, n, SET(s, 0), SET(s, 1), SET(s, 2), timeout ? (long)&tv : 0, 0);
	if (timeout && r != -ERESTARTSYS)
		put_timeval(timeout, &tv);
	if (r >= 0 && sets_out(&s))
		return -EFAULT;
	return r;
}

/* pselect: the sixth argument points at a mask and its size. */
static long pselect(int32_t n, gaddr in, gaddr out, gaddr except, struct host_timespec *ts, gaddr sixth)
{
	struct sets s;
	uint32_t arg[2] = {0, 0};
	uint64_t set;
	long r = sets_in(&s, n, in, out, except);
	if (r < 0)
		return r;
	if (sixth && get_u32_n(arg, sixth, 2))
		return -EFAULT;
	if ((r = mask_begin(arg[0], arg[1], &set)) < 0)
		return r;
	struct {
		uint64_t mask, size;
	} host_sixth = {arg[0] ? (uint64_t)(uintptr_t)&set : 0, 8};
	r = mask_end(arg[0], wait6(__NR_pselect6, n, SET(s, 0), SET(s, 1), SET(s, 2), (long)ts, (long)&host_sixth));
	if (r >= 0 && sets_out(&s))
		return -EFAULT;
	return r;
}

long sys_pselect6(int32_t n, gaddr in, gaddr out, gaddr except, gaddr timeout, gaddr sixth)
{
	struct host_timespec ts;
	if (timeout && get_timespec(&ts, timeout))
		return -EFAULT;
	long r = pselect(n, in, out, except, timeout ? &ts : NULL, sixth);
	if (timeout && r != -ERESTARTSYS)
		put_timespec(timeout, &ts);
	return r;
}

long sys_pselect6_time64(int32_t n, gaddr in, gaddr out, gaddr except, gaddr timeout, gaddr sixth)
{
	struct host_timespec ts = {0};
	if (timeout && get_timeout64(&ts, timeout))
		return -EFAULT;
	long r = pselect(n, in, out, except, timeout ? &ts : NULL, sixth);
	if (timeout && r != -ERESTARTSYS)
		put_timeout64(timeout, &ts);
	return r;
}

/* epolled waits with the host's epoll_pwait2 or epoll_pwait, nr. Fewer events
 * than asked for are a legal answer. */
static long epolled(long nr, int32_t fd, gaddr events, int32_t max, long timeout, gaddr mask, uint32_t size)
{
	struct host_epoll_event e[FEW];
	uint64_t set;
	if (max <= 0 || max > 0x7fffffff / GUEST_EPOLL_EVENT_SIZE)
		return -EINVAL;
	long r = mask_begin(mask, size, &set);
	if (r < 0)
		return r;
	r = mask_end(mask, wait6(nr, fd, (long)e, max < FEW ? max : FEW, timeout, mask ? (long)&set : 0, 8));
	if (r > 0 && put_epoll_event_n(events, e, (size_t)r))
		return -EFAULT;
	return r;
}

long sys_epoll_wait(int32_t fd, gaddr events, int32_t max, int32_t timeout)
{
	return epolled(__NR_epoll_pwait, fd, events, max, timeout, 0, 0);
}

long sys_epoll_pwait(int32_t fd, gaddr events, int32_t max, int32_t timeout, gaddr mask, uint32_t size)
{
	return epolled(__NR_epoll_pwait, fd, events, max, timeout, mask, size);
}

long sys_epoll_pwait2(int32_t fd, gaddr events, int32_t max, gaddr timeout, gaddr mask, uint32_t size)
{
	struct host_timespec64 ts;
	if (timeout && get_timespec64(&ts, timeout))
		return -EFAULT;
	return epolled(__NR_epoll_pwait2, fd, events, max, timeout ? (long)&ts : 0, mask, size);
}
