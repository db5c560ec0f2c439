/* File status. Numbers that do not fit the guest's fields are EOVERFLOW, as the
 * kernel has it. */
#include "sys.h"
#include <asm/unistd.h>

/* small writes a struct stat, whose size and inode have a word each. */
static long small(gaddr out, const struct host_stat *h)
{
	if (h->st_size > 0x7fffffff || h->st_ino >> 32)
		return -EOVERFLOW;
	return put_stat(out, h);
}

long sys_stat(gaddr path, gaddr out)
{
	struct host_stat h;
	long r = sys2(__NR_stat, path, (long)&h);
	return r < 0 ? r : small(out, &h);
}

long sys_lstat(gaddr path, gaddr out)
{
	struct host_stat h;
	long r = sys2(__NR_lstat, path, (long)&h);
	return r < 0 ? r : small(out, &h);
}

long sys_fstat(int32_t fd, gaddr out)
{
	struct host_stat h;
	long r = sys2(__NR_fstat, fd, (long)&h);
	return r < 0 ? r : small(out, &h);
}

/* large writes a struct stat64. That of i386 has the inode twice, once in a
 * word. */
static long large(gaddr out, const struct host_stat64 *h)
{
#ifdef GUEST_STAT64_ino_low
	long r = put_stat64(out, h);
	return r < 0 ? r : put_u32(out + GUEST_STAT64_ino_low, (uint32_t)h->st_ino);
#else
	return put_stat64(out, h);
#endif
}

long sys_stat64(gaddr path, gaddr out)
{
	struct host_stat64 h;
	long r = sys2(__NR_stat, path, (long)&h);
	return r < 0 ? r : large(out, &h);
}

long sys_lstat64(gaddr path, gaddr out)
{
	struct host_stat64 h;
	long r = sys2(__NR_lstat, path, (long)&h);
	return r < 0 ? r : large(out, &h);
}

long sys_fstat64(int32_t fd, gaddr out)
{
	struct host_stat64 h;
	long r = sys2(__NR_fstat, fd, (long)&h);
	return r < 0 ? r : large(out, &h);
}

long sys_fstatat64(int32_t dirfd, gaddr path, gaddr out, uint32_t flags)
{
	struct host_stat64 h;
	long r = sys4(__NR_newfstatat, dirfd, path, (long)&h, flags);
	return r < 0 ? r : large(out, &h);
}

/* fits32 reports whether a count of blocks or files fits 32 bits; all ones
 * means "unknown" and is passed on. */
static bool fits32(int64_t v)
{
	return v == -1 || !((uint64_t)v >> 32);
}

static long small_fs(long r, gaddr out, const struct host_statfs *h)
{
	if (r < 0)
		return r;
	if (!fits32(h->f_blocks) || !fits32(h->f_bfree) || !fits32(h->f_bavail) || !fits32(h->f_files) || !fits32(h->f_ffree))
		return -EOVERFLOW;
	return put_statfs(out, h);
}

long sys_statfs(gaddr path, gaddr out)
{
	struct host_statfs h;
	return small_fs(sys2(__NR_statfs, path, (long)&h), out, &h);
}

long sys_fstatfs(int32_t fd, gaddr out)
{
	struct host_statfs h;
	return small_fs(sys2(__NR_fstatfs, fd, (long)&h), out, &h);
}

long sys_statfs64(gaddr path, uint32_t size, gaddr out)
{
	struct host_statfs64 h;
	if (size != GUEST_STATFS64_SIZE)
		return -EINVAL;
	long r = sys2(__NR_statfs, path, (long)&h);
	return r < 0 ? r : put_statfs64(out, &h);
}

long sys_fstatfs64(int32_t fd, uint32_t size, gaddr out)
{
	struct host_statfs64 h;
	if (size != GUEST_STATFS64_SIZE)
		return -EINVAL;
	long r = sys2(__NR_fstatfs, fd, (long)&h);
	return r < 0 ? r : put_statfs64(out, &h);
}
