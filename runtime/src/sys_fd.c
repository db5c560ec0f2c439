/* What the runtime knows about file descriptors: which need conversion in read
 * and write, and which are its own. */
#include "sys.h"
#include <asm/unistd.h>

enum { RESERVED = 16 };

static int reserved[RESERVED];
static int nreserved;

enum fd_kind fd_kind(int fd)
{
	return fd >= 0 && fd < FD_TRACKED ? (enum fd_kind)thread_self()->fd_kinds[fd] : FD_PLAIN;
}

void fd_set_kind(long fd, enum fd_kind kind)
{
	if (fd >= 0 && fd < FD_TRACKED) /* others are plain */
		thread_self()->fd_kinds[fd] = (uint8_t)kind;
}

void fd_copy_kind(int from, long to)
{
	fd_set_kind(to, fd_kind(from));
}

bool fd_reserved(int fd)
{
	for (int i = 0; i < nreserved; i++)
		if (reserved[i] == fd)
			return true;
	return false;
}

int fd_reserve(int fd)
{
	struct host_rlimit64 limit = {1024, 1024};
	sys4(__NR_prlimit64, 0, HOST_RLIMIT_NOFILE, 0, (long)&limit);
	/* As high as the limit allows, but the kernel's table of descriptors is as
	 * large as the highest. */
	uint64_t top = limit.rlim_cur < 1024 ? limit.rlim_cur : 1024;
	for (uint64_t at = top > 32 ? top - 32 : 3; at > 2; at /= 2) {
		long r = sys3(__NR_fcntl, fd, HOST_F_DUPFD_CLOEXEC, (long)at);
		if (r >= 0) {
			sys1(__NR_close, fd);
			fd = (int)r;
			break;
		}
	}
	if (nreserved < RESERVED)
		reserved[nreserved++] = fd;
	return fd;
}

long sys_close(int32_t fd)
{
	if (fd_reserved(fd))
		return -EBADF;
	fd_set_kind(fd, FD_PLAIN);
	return sys1(__NR_close, fd);
}

long sys_dup(int32_t fd)
{
	if (fd_reserved(fd))
		return -EBADF;
	long r = sys1(__NR_dup, fd);
	fd_copy_kind(fd, r);
	return r;
}

long sys_dup2(int32_t from, int32_t to)
{
	if (fd_reserved(from) || fd_reserved(to))
		return -EBADF;
	long r = sys2(__NR_dup2, from, to);
	fd_copy_kind(from, r);
	return r;
}

long sys_dup3(int32_t from, int32_t to, uint32_t flags)
{
	if (fd_reserved(from) || fd_reserved(to))
		return -EBADF;
	long r = sys3(__NR_dup3, from, to, (long)fdflags_in(flags));
	fd_copy_kind(from, r);
	return r;
}

/* close_range spares the runtime's own. */
long sys_close_range(uint32_t lo, uint32_t hi, uint32_t flags)
{
	enum { CLOEXEC = 4 };
	if (lo > hi)
		return -EINVAL;
	for (;;) {
		uint32_t next = hi, own = 0;
		bool found = false;
		for (int i = 0; i < nreserved; i++)
			if ((uint32_t)reserved[i] >= lo && (uint32_t)reserved[i] <= next)
				next = own = (uint32_t)reserved[i], found = true;
		if (!found || next > lo) {
			long r = sys3(__NR_close_range, lo, found ? next - 1 : hi, (long)flags);
			if (r < 0)
				return r;
		}
		if (!(flags & CLOEXEC))
			for (uint32_t fd = lo; fd < FD_TRACKED && (found ? fd < next : fd <= hi); fd++)
				fd_set_kind(fd, FD_PLAIN);
		if (!found || own == hi)
			return 0;
		lo = own + 1;
	}
}

/* pipe: the two descriptors are the two results. */
long sys_pipe2(gaddr fds, uint32_t flags)
{
	int32_t p[2];
	uint32_t out[2];
	long r = sys2(__NR_pipe2, (long)p, (long)fdflags_in(flags));
	if (r < 0)
		return r;
	out[0] = (uint32_t)p[0];
	out[1] = (uint32_t)p[1];
	if (put_u32_n(fds, out, 2)) {
		sys1(__NR_close, p[0]);
		sys1(__NR_close, p[1]);
		return -EFAULT;
	}
	fd_set_kind(p[0], FD_PLAIN);
	fd_set_kind(p[1], FD_PLAIN);
	return 0;
}

#ifdef GUEST_MIPS
long sys_pipe(void)
{
	int32_t p[2];
	long r = sys2(__NR_pipe2, (long)p, 0);
	if (r < 0)
		return r;
	fd_set_kind(p[0], FD_PLAIN);
	fd_set_kind(p[1], FD_PLAIN);
	set_second_result((uint32_t)p[1]);
	return p[0];
}
#else
long sys_pipe(gaddr fds)
{
	return sys_pipe2(fds, 0);
}
#endif
