/* fcntl. Commands and flags are renumbered, locks have two layouts. */
#include "sys.h"
#include <asm/unistd.h>

/* lock does a command on struct flock, with the host's command. */
static long lock(int fd, long cmd, gaddr a)
{
	struct host_flock h;
	if (get_flock(&h, a))
		return -EFAULT;
	long r = wait6(__NR_fcntl, fd, cmd, (long)&h, 0, 0, 0);
	if (r < 0 || cmd != HOST_F_GETLK)
		return r;
	if (h.l_start > 0x7fffffff || h.l_len > 0x7fffffff)
		return -EOVERFLOW;
	return put_flock(a, &h);
}

static long lock64(int fd, long cmd, gaddr a, bool get)
{
	struct host_flock64 h;
	if (get_flock64(&h, a))
		return -EFAULT;
	long r = wait6(__NR_fcntl, fd, cmd, (long)&h, 0, 0, 0);
	return r == 0 && get ? put_flock64(a, &h) : r;
}

static long common(int32_t fd, uint32_t cmd, uint32_t arg)
{
	long h = fcntlcmd_in(cmd), r;
	if (h < 0) {
		unsupported("fcntl command", cmd);
		return h;
	}
	if (fd_reserved(fd))
		return -EBADF;
	switch (h) {
	case HOST_F_DUPFD:
	case HOST_F_DUPFD_CLOEXEC:
		r = sys3(__NR_fcntl, fd, h, (int32_t)arg);
		fd_copy_kind(fd, r);
		return r;
	case HOST_F_GETFL:
		r = sys3(__NR_fcntl, fd, h, 0);
		return r < 0 ? r : (long)oflags_out((uint32_t)r);
	case HOST_F_SETFL:
		return sys3(__NR_fcntl, fd, h, oflags_in(arg));
	case HOST_F_GETLK:
	case HOST_F_SETLK:
	case HOST_F_SETLKW:
		return lock(fd, h, arg);
	case HOST_F_OFD_GETLK:
	case HOST_F_OFD_SETLK:
	case HOST_F_OFD_SETLKW:
		return lock64(fd, h, arg, h == HOST_F_OFD_GETLK);
	case HOST_F_GETOWN: {
		/* A process group is a negative number, and no error. */
		struct host_f_owner_ex o;
		r = sys3(__NR_fcntl, fd, HOST_F_GETOWN_EX, (long)&o);
		if (r < 0)
			return r;
		return (long)(uint32_t)(o.type == 2 ? -o.pid : o.pid);
	}
	case HOST_F_SETSIG: {
		int s = signal_in((int)arg);
		return s < 0 ? -EINVAL : sys3(__NR_fcntl, fd, h, s);
	}
	case HOST_F_GETSIG:
		r = sys3(__NR_fcntl, fd, h, 0);
		return r > 0 ? signal_out((int)r) : r;
	case HOST_F_SETOWN_EX:
	case HOST_F_GETOWN_EX: {
		struct host_f_owner_ex o;
		if (h == HOST_F_SETOWN_EX && get_f_owner_ex(&o, arg))
			return -EFAULT;
		r = sys3(__NR_fcntl, fd, h, (long)&o);
		return r == 0 && h == HOST_F_GETOWN_EX ? put_f_owner_ex(arg, &o) : r;
	}
	case HOST_F_GETOWNER_UIDS: {
		uint32_t ids[2];
		r = sys3(__NR_fcntl, fd, h, (long)ids);
		return r == 0 ? put_u32_n(arg, ids, 2) : r;
	}
	case HOST_F_GET_RW_HINT:
	case HOST_F_GET_FILE_RW_HINT: {
		int64_t v = 0;
		r = sys3(__NR_fcntl, fd, h, (long)&v);
		return r == 0 ? put_i64_n(arg, &v, 1) : r;
	}
	case HOST_F_SET_RW_HINT:
	case HOST_F_SET_FILE_RW_HINT: {
		int64_t v;
		if (get_i64_n(&v, arg, 1))
			return -EFAULT;
		return sys3(__NR_fcntl, fd, h, (long)&v);
	}
	}
	return sys3(__NR_fcntl, fd, h, (int32_t)arg);
}

long sys_fcntl(int32_t fd, uint32_t cmd, uint32_t arg)
{
	return common(fd, cmd, arg);
}

long sys_fcntl64(int32_t fd, uint32_t cmd, uint32_t arg)
{
	switch (cmd) {
	case GUEST_F_GETLK64: return lock64(fd, HOST_F_GETLK, arg, true);
	case GUEST_F_SETLK64: return lock64(fd, HOST_F_SETLK, arg, false);
	case GUEST_F_SETLKW64: return lock64(fd, HOST_F_SETLKW, arg, false);
	}
	return common(fd, cmd, arg);
}
