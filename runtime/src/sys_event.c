/* Descriptors that hand out structures through read: what they are is
 * remembered, and sys_read converts. */
#include "sys.h"
#include <asm/unistd.h>

static long made(long fd, enum fd_kind kind)
{
	fd_set_kind(fd, kind);
	return fd;
}

long sys_eventfd2(uint32_t count, uint32_t flags)
{
	return made(sys2(__NR_eventfd2, count, fdflags_in(flags)), FD_COUNTER);
}

long sys_eventfd(uint32_t count)
{
	return sys_eventfd2(count, 0);
}

long sys_timerfd_create(uint32_t clock, uint32_t flags)
{
	return made(sys2(__NR_timerfd_create, (int32_t)clock, fdflags_in(flags)), FD_COUNTER);
}

long sys_inotify_init1(uint32_t flags)
{
	return made(sys1(__NR_inotify_init1, fdflags_in(flags)), GUEST_BIG ? FD_INOTIFY : FD_PLAIN);
}

long sys_inotify_init(void)
{
	return sys_inotify_init1(0);
}

long sys_signalfd4(int32_t fd, gaddr set, uint32_t size, uint32_t flags)
{
	struct sigset g;
	long r = get_sigset(&g, set, size);
	if (r < 0)
		return r;
	uint64_t h = sigset_in(&g);
	return made(sys4(__NR_signalfd4, fd, (long)&h, 8, fdflags_in(flags)), FD_SIGNAL);
}

long sys_signalfd(int32_t fd, gaddr set, uint32_t size)
{
	return sys_signalfd4(fd, set, size, 0);
}
