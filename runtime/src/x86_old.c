/* Calls of i386 from when identities had 16 bits. */
#include "sys.h"
#include <asm/unistd.h>

static long put_u16_n(gaddr a, const uint16_t *v, size_t n)
{
	return copy_out(a, v, 2 * n) ? -EFAULT : 0;
}

/* three stores the identities that the host's call nr tells. */
static long three(long nr, const gaddr *out)
{
	uint32_t id[3];
	long r = sys3(nr, (long)&id[0], (long)&id[1], (long)&id[2]);
	for (int i = 0; i < 3 && r == 0; i++)
		r = put_u16_n(out[i], &(uint16_t){(uint16_t)id16_out(id[i])}, 1);
	return r;
}

long sys_getresuid16(gaddr r, gaddr e, gaddr s)
{
	return three(__NR_getresuid, (gaddr[]){r, e, s});
}

long sys_getresgid16(gaddr r, gaddr e, gaddr s)
{
	return three(__NR_getresgid, (gaddr[]){r, e, s});
}

enum { GROUPS = 65536, PIECE = 64 };

/* with_groups gives f a host array of n groups to work with. */
static long with_groups(int32_t n, gaddr list, long (*f)(uint32_t *g, int32_t n, gaddr list))
{
	if (n < 0 || n > GROUPS)
		return -EINVAL;
	size_t size = 4 * (size_t)n + PAGE;
	long mem = sys6(__NR_mmap, 0, (long)size, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (mem < 0)
		return -ENOMEM;
	long r = f((uint32_t *)mem, n, list);
	sys2(__NR_munmap, mem, (long)size);
	return r;
}

static long groups_out(uint32_t *g, int32_t n, gaddr list)
{
	long r = sys2(__NR_getgroups, n, (long)g);
	for (long i = 0; n > 0 && i < r; i++)
		if (put_u16_n(list + (gaddr)(2 * i), &(uint16_t){(uint16_t)id16_out(g[i])}, 1))
			return -EFAULT;
	return r;
}

static long groups_in(uint32_t *g, int32_t n, gaddr list)
{
	for (int32_t i = 0; i < n; i++) {
		uint16_t v;
		if (copy_in(&v, list + (gaddr)(2 * i), 2))
			return -EFAULT;
		g[i] = (uint32_t)id16_in(v);
	}
	return sys2(__NR_setgroups, n, (long)g);
}

long sys_getgroups16(int32_t n, gaddr list)
{
	return with_groups(n, list, groups_out);
}

long sys_setgroups16(int32_t n, gaddr list)
{
	return with_groups(n, list, groups_in);
}

/* oldest stores a struct __old_kernel_stat. [Linux arch/x86/include/uapi/asm/stat.h] */
static long oldest(long r, gaddr out, const struct host_stat *h)
{
	if (r < 0)
		return r;
	if (h->st_size > INT32_MAX || h->st_ino > UINT16_MAX || h->st_nlink > UINT16_MAX)
		return -EOVERFLOW;
	struct {
		uint16_t dev, ino, mode, nlink, uid, gid, rdev, pad;
		uint32_t size, atime, mtime, ctime;
	} g = {
		(uint16_t)h->st_dev, (uint16_t)h->st_ino, (uint16_t)h->st_mode, (uint16_t)h->st_nlink,
		(uint16_t)id16_out(h->st_uid), (uint16_t)id16_out(h->st_gid), (uint16_t)h->st_rdev, 0,
		(uint32_t)h->st_size, (uint32_t)h->st_atime, (uint32_t)h->st_mtime, (uint32_t)h->st_ctime,
	};
	return copy_out(out, &g, sizeof g) ? -EFAULT : 0;
}

long sys_oldstat(gaddr path, gaddr out)
{
	struct host_stat h;
	return oldest(sys2(__NR_stat, path, (long)&h), out, &h);
}

long sys_oldlstat(gaddr path, gaddr out)
{
	struct host_stat h;
	return oldest(sys2(__NR_lstat, path, (long)&h), out, &h);
}

long sys_oldfstat(int32_t fd, gaddr out)
{
	struct host_stat h;
	return oldest(sys2(__NR_fstat, fd, (long)&h), out, &h);
}
