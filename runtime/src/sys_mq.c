/* POSIX message queues. */
#include "sys.h"
#include <asm/unistd.h>

long sys_mq_open(gaddr name, uint32_t flags, uint32_t mode, gaddr attr)
{
	struct host_mq_attr a;
	bool has = attr && (flags & GUEST_O_CREAT);
	if (has && get_mq_attr(&a, attr))
		return -EFAULT;
	long r = sys4(__NR_mq_open, name, oflags_in(flags), mode, has ? (long)&a : 0);
	fd_set_kind(r, FD_PLAIN);
	return r;
}

/* mq_getsetattr: the flags are O_NONBLOCK alone. */
long sys_mq_getsetattr(int32_t fd, gaddr new, gaddr old)
{
	struct host_mq_attr set, was;
	if (new) {
		if (get_mq_attr(&set, new))
			return -EFAULT;
		uint32_t f = (uint32_t)set.mq_flags;
		if (f & ~(uint32_t)GUEST_O_NONBLOCK)
			return -EINVAL;
		set.mq_flags = f ? HOST_O_NONBLOCK : 0;
	}
	long r = sys3(__NR_mq_getsetattr, fd, new ? (long)&set : 0, old ? (long)&was : 0);
	if (r < 0 || !old)
		return r;
	was.mq_flags = was.mq_flags & HOST_O_NONBLOCK ? GUEST_O_NONBLOCK : 0;
	return put_mq_attr(old, &was);
}

/* With SIGEV_THREAD the value points at a cookie, which is guest memory. */
long sys_mq_notify(int32_t fd, gaddr event)
{
	struct host_sigevent ev;
	if (!event)
		return sys2(__NR_mq_notify, fd, 0);
	long r = get_sigevent(&ev, event);
	return r < 0 ? r : sys2(__NR_mq_notify, fd, (long)&ev);
}
