/* Files: open, read and write, positions, directories. */
#include "handoff.h"
#include <asm/unistd.h>

/* special opens a file of /proc whose host content would be wrong for the
 * guest, or returns -ENOENT. */
static long special(int dirfd, gaddr path, uint32_t host_flags)
{
	char head[6], full[256];
	(void)dirfd; /* only absolute names are looked at */
	if (copy_in(head, path, sizeof head) || memcmp(head, "/proc/", 6) != 0)
		return -ENOENT;
	if (copy_string(full, path, sizeof full) < 0)
		return -ENOENT;
	return open_special(full, host_flags);
}

long sys_openat(int32_t dirfd, gaddr path, uint32_t flags, uint32_t mode)
{
	uint32_t f = oflags_in(flags);
	long r = special(dirfd, path, f);
	if (r == -ENOENT)
		r = wait6(__NR_openat, dirfd, path, f, mode, 0, 0);
	fd_set_kind(r, FD_PLAIN);
	return r;
}

long sys_open(gaddr path, uint32_t flags, uint32_t mode)
{
	return sys_openat(-100, path, flags, mode);
}

/* openat2 refuses flags that openat ignores, so those the guest's kernel does
 * not have are refused as well. */
long sys_openat2(int32_t dirfd, gaddr path, gaddr how, uint32_t size)
{
	struct host_open_how h;
	if (size < GUEST_OPEN_HOW_SIZE)
		return -EINVAL;
	for (uint32_t i = GUEST_OPEN_HOW_SIZE; i < size; i++) {
		uint8_t b;
		if (copy_in(&b, how + i, 1))
			return -EFAULT;
		if (b)
			return -E2BIG;
	}
	if (get_open_how(&h, how))
		return -EFAULT;
	uint32_t f = oflags_in((uint32_t)h.flags);
	if (h.flags >> 32 || (oflags_out(f) & h.flags) != h.flags)
		return -EINVAL;
	h.flags = f;
	long r = wait6(__NR_openat2, dirfd, path, (long)&h, sizeof h, 0, 0);
	fd_set_kind(r, FD_PLAIN);
	return r;
}

long sys_open_by_handle_at(int32_t mount, gaddr handle, uint32_t flags)
{
	uint32_t head[2];
	uint8_t h[8 + 128];
	if (get_u32_n(head, handle, 2))
		return -EFAULT;
	if (head[0] > 128 || head[0] == 0)
		return -EINVAL;
	memcpy(h, head, 8);
	if (copy_in(h + 8, handle + 8, head[0]))
		return -EFAULT;
	long r = sys3(__NR_open_by_handle_at, mount, (long)h, oflags_in(flags));
	fd_set_kind(r, FD_PLAIN);
	return r;
}

long sys_name_to_handle_at(int32_t dirfd, gaddr path, gaddr handle, gaddr mount, uint32_t flags)
{
	uint32_t head[2];
	int32_t id = 0;
	uint8_t h[8 + 128];
	if (get_u32_n(head, handle, 1))
		return -EFAULT;
	if (head[0] > 128)
		return -EINVAL;
	memcpy(h, head, 4);
	long r = sys5(__NR_name_to_handle_at, dirfd, path, (long)h, (long)&id, flags);
	if (r < 0 && r != -EOVERFLOW)
		return r;
	memcpy(head, h, 8);
	if (put_u32(mount, (uint32_t)id) || put_u32_n(handle, head, r < 0 ? 1 : 2))
		return -EFAULT;
	if (r == 0 && copy_out(handle + 8, h + 8, head[0]))
		return -EFAULT;
	return r;
}

/* exe_link writes where /proc/self/exe leads, when path is that and the guest's
 * program is not the output; -ENOENT otherwise. */
static long exe_link(gaddr path, gaddr buf, int32_t size)
{
	char full[64];
	const char *exe = copy_string(full, path, sizeof full) > 0 ? own_exe(full) : NULL;
	if (exe == NULL)
		return -ENOENT;
	if (size <= 0)
		return -EINVAL;
	size_t n = strlen(exe);
	n = n < (size_t)size ? n : (size_t)size;
	return copy_out(buf, exe, n) ? -EFAULT : (long)n;
}

long sys_readlink(gaddr path, gaddr buf, int32_t size)
{
	return sys_readlinkat(-100, path, buf, size);
}

long sys_readlinkat(int32_t dirfd, gaddr path, gaddr buf, int32_t size)
{
	long r = exe_link(path, buf, size);
	return r != -ENOENT ? r : sys4(__NR_readlinkat, dirfd, path, buf, size);
}

/* A changed root hides /proc. */
long sys_chroot(gaddr path)
{
	handoff_keep();
	return sys1(__NR_chroot, path);
}

/* converted reads structures the kernel hands out through read and turns them
 * into the guest's. Each is at most as large as the host's, so they are turned
 * in place in a buffer of ours. */
static long converted(int fd, enum fd_kind kind, gaddr buf, uint32_t size)
{
	uint8_t h[4096], g[4096];
	if (size > sizeof h)
		size = sizeof h;
	long r = wait6(__NR_read, fd, (long)h, size, 0, 0, 0);
	if (r <= 0)
		return r;
	size_t n = (size_t)r;
	switch (kind) {
	case FD_COUNTER: {
		uint64_t v;
		if (n != 8)
			return -EINVAL;
		memcpy(&v, h, 8);
		put64(g, v);
		break;
	}
	case FD_INOTIFY:
		memcpy(g, h, n);
		for (size_t i = 0; i + GUEST_INOTIFY_EVENT_SIZE <= n;) {
			struct host_inotify_event e;
			memcpy(&e, h + i, sizeof e);
			inotify_event_out(g + i, &e);
			i += sizeof e + e.len;
		}
		break;
	case FD_SIGNAL:
		for (size_t i = 0; i + sizeof(struct host_signalfd_siginfo) <= n; i += sizeof(struct host_signalfd_siginfo)) {
			struct host_signalfd_siginfo s;
			memcpy(&s, h + i, sizeof s);
			s.ssi_signo = (uint32_t)signal_out((int)s.ssi_signo);
			if (s.ssi_code < 0)
				s.ssi_code = (int32_t)sicode_out((uint32_t)s.ssi_code);
			if (s.ssi_signo == (uint32_t)GUEST_SIGCHLD)
				s.ssi_status = s.ssi_code == 1 ? s.ssi_status : signal_out(s.ssi_status);
			signalfd_siginfo_out(g + i, &s);
		}
		break;
	default:
		memcpy(g, h, n);
	}
	return copy_out(buf, g, n) ? -EFAULT : r;
}

long sys_read(int32_t fd, gaddr buf, uint32_t size)
{
	enum fd_kind kind = fd_kind(fd);
	if (__builtin_expect(kind == FD_PLAIN || kind == FD_HASHED, 1))
		return wait6(__NR_read, fd, buf, (int32_t)size, 0, 0, 0);
	if (kind == FD_NETLINK)
		return sys_recvfrom(fd, buf, size, 0, 0, 0);
	return converted(fd, kind, buf, size);
}

long sys_readv(int32_t fd, gaddr iov, int32_t n)
{
	struct host_iovec v[1024];
	enum fd_kind kind = fd_kind(fd);
	long r = get_iovecs(v, iov, (uint32_t)n);
	if (r < 0)
		return r;
	if (kind != FD_PLAIN && kind != FD_HASHED && n > 0)
		return kind == FD_NETLINK ? sys_recvfrom(fd, (gaddr)v[0].iov_base, (uint32_t)v[0].iov_len, 0, 0, 0) : converted(fd, kind, (gaddr)v[0].iov_base, (uint32_t)v[0].iov_len);
	return wait6(__NR_readv, fd, (long)v, n, 0, 0, 0);
}

long sys_write(int32_t fd, gaddr buf, uint32_t size)
{
	if (__builtin_expect(fd_kind(fd) == FD_COUNTER && size >= 8, 0)) {
		int64_t v;
		if (get_i64_n(&v, buf, 1))
			return -EFAULT;
		return wait6(__NR_write, fd, (long)&v, 8, 0, 0, 0);
	}
	if (__builtin_expect(fd_kind(fd) == FD_NETLINK, 0))
		return sys_sendto(fd, buf, size, 0, 0, 0);
	if (fd_reserved(fd))
		return -EBADF;
	return wait6(__NR_write, fd, buf, (int32_t)size, 0, 0, 0);
}

/* Positions in a directory of ext4 are hashes, of 64 bits for programs of a
 * 64-bit system and their upper half for those of a 32-bit one, whose C
 * libraries have a long to keep one in. The guest gets the half, and seeking
 * with it finds the first name with that hash, as the kernel of a 32-bit system
 * does. Which directories are like that is seen when positions are handed out. */
enum { EXT4_MAGIC = 0xef53 };

static long position_in(int fd, int64_t offset, uint32_t whence)
{
	bool hashed = fd_kind(fd) == FD_HASHED && whence == HOST_SEEK_SET && offset > 0;
	return hashed ? offset << 32 : offset;
}

static int64_t position_out(int fd, int64_t offset)
{
	if (offset <= 0x7fffffff)
		return offset;
	if (fd_kind(fd) == FD_PLAIN) {
		struct host_statfs fs;
		struct host_stat st;
		enum { S_IFMT = 0170000, S_IFDIR = 0040000 };
		if (sys2(__NR_fstatfs, fd, (long)&fs) == 0 && fs.f_type == EXT4_MAGIC &&
			sys2(__NR_fstat, fd, (long)&st) == 0 && (st.st_mode & S_IFMT) == S_IFDIR)
			fd_set_kind(fd, FD_HASHED);
	}
	return fd_kind(fd) == FD_HASHED ? offset >> 32 : offset;
}

/* lseek's result must fit the guest's 32 bits. */
long sys_lseek(int32_t fd, int32_t offset, uint32_t whence)
{
	long r = sys3(__NR_lseek, fd, position_in(fd, offset, whence), whence);
	if (__builtin_expect(r > 0x7fffffff, 0))
		r = position_out(fd, r);
	return r > 0x7fffffff ? -EOVERFLOW : r;
}

long sys_llseek(int32_t fd, uint32_t hi, uint32_t lo, gaddr result, uint32_t whence)
{
	int64_t r = sys3(__NR_lseek, fd, position_in(fd, (int64_t)((uint64_t)hi << 32 | lo), whence), whence);
	if (r < 0)
		return r;
	if (__builtin_expect(r > 0x7fffffff && fd_kind(fd) == FD_HASHED, 0))
		r = position_out(fd, r);
	return put_i64_n(result, &r, 1);
}

/* The host's directory records: getdents64. */
struct dirent64 {
	uint64_t ino;
	int64_t off;
	uint16_t reclen;
	uint8_t type;
	char name[];
};

enum { DIRBUF = 32 << 10 };

/* getdents64: the layout is the same, numbers change their byte order, and
 * positions may. */
long sys_getdents64(int32_t fd, gaddr buf, uint32_t size)
{
	uint8_t b[DIRBUF];
	long r = sys3(__NR_getdents64, fd, (long)b, size < sizeof b ? size : sizeof b);
	for (long i = 0; i < r;) {
		struct dirent64 *d = (struct dirent64 *)(b + i);
		i += d->reclen;
		put64(&d->ino, d->ino);
		put64(&d->off, (uint64_t)position_out(fd, d->off));
		put16(&d->reclen, d->reclen);
	}
	if (r > 0 && copy_out(buf, b, (size_t)r))
		return -EFAULT;
	return r;
}

/* getdents: inode and offset of a word, the type in the last byte. A record is
 * smaller than the host's, but records that do not fit the guest's buffer are
 * given back by seeking to where they start. */
long sys_getdents(int32_t fd, gaddr buf, uint32_t size)
{
	uint8_t b[DIRBUF], g[DIRBUF];
	long r = sys3(__NR_getdents64, fd, (long)b, size < sizeof b ? size : sizeof b);
	uint32_t out = 0;
	int64_t seek = -1;
	if (r == -EINVAL && size >= 24) /* a record of the guest may fit where the host's does not */
		r = sys3(__NR_getdents64, fd, (long)b, 280);
	for (long i = 0; i < r;) {
		const struct dirent64 *d = (const struct dirent64 *)(b + i);
		size_t len = strlen(d->name);
		uint32_t need = (uint32_t)(10 + len + 2 + 3) & ~3u;
		if (out + need > size || out + need > sizeof g) {
			if (out == 0)
				return -EINVAL;
			sys3(__NR_lseek, fd, seek, 0);
			break;
		}
		if (d->ino >> 32) {
			if (out == 0)
				return -EOVERFLOW;
			sys3(__NR_lseek, fd, seek, 0);
			break;
		}
		memset(g + out, 0, need);
		put32(g + out, (uint32_t)d->ino);
		put32(g + out + 4, (uint32_t)position_out(fd, d->off));
		put16(g + out + 8, (uint16_t)need);
		memcpy(g + out + 10, d->name, len);
		g[out + need - 1] = d->type;
		out += need;
		seek = d->off;
		i += d->reclen;
	}
	if (r <= 0)
		return r;
	return copy_out(buf, g, out) ? -EFAULT : (long)out;
}

/* readdir returns one entry of the form before getdents. */
long sys_readdir(int32_t fd, gaddr buf, uint32_t n)
{
	uint8_t b[512], g[270];
	(void)n;
	long r = sys3(__NR_getdents64, fd, (long)b, sizeof b);
	if (r <= 0)
		return r;
	const struct dirent64 *d = (const struct dirent64 *)b;
	size_t len = strlen(d->name);
	if (r > d->reclen)
		sys3(__NR_lseek, fd, d->off, 0);
	put32(g, (uint32_t)d->ino);
	put32(g + 4, (uint32_t)position_out(fd, d->off));
	put16(g + 8, (uint16_t)len);
	memcpy(g + 10, d->name, len + 1);
	return copy_out(buf, g, 10 + len + 1) ? -EFAULT : 1;
}

long sys_mount_setattr(int32_t dirfd, gaddr path, uint32_t flags, gaddr attr, uint32_t size)
{
	struct host_mount_attr a;
	if (size != GUEST_MOUNT_ATTR_SIZE)
		return size < GUEST_MOUNT_ATTR_SIZE ? -EINVAL : -E2BIG;
	if (get_mount_attr(&a, attr))
		return -EFAULT;
	return sys5(__NR_mount_setattr, dirfd, path, flags, (long)&a, sizeof a);
}

long sys_umount(gaddr path)
{
	return sys2(__NR_umount2, path, 0);
}

long sys_landlock_add_rule(int32_t fd, int32_t type, gaddr attr, uint32_t flags)
{
	/* struct { u64 allowed_access; s32 parent_fd; } packed */
	uint8_t g[12], h[12];
	if (type != 1)
		return -EINVAL;
	if (copy_in(g, attr, sizeof g))
		return -EFAULT;
	uint64_t access = get64(g);
	uint32_t parent = get32(g + 8);
	memcpy(h, &access, 8);
	memcpy(h + 8, &parent, 4);
	return sys4(__NR_landlock_add_rule, fd, type, (long)h, flags);
}
