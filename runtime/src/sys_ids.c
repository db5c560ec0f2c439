/* Groups, capabilities, and scheduling attributes. */
#include "sys.h"
#include <asm/unistd.h>

enum { GROUPS = 65536 };

/* temporary returns n bytes of host memory, or a negative number. */
static long temporary(size_t n)
{
	return sys6(__NR_mmap, 0, (long)n, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
}

long sys_getgroups(int32_t n, gaddr list)
{
	if (n < 0 || n > GROUPS)
		return -EINVAL;
	if (n == 0)
		return sys2(__NR_getgroups, 0, 0);
	long mem = temporary((size_t)n * 4);
	if (mem < 0)
		return -ENOMEM;
	long r = sys2(__NR_getgroups, n, mem);
	if (r > 0 && put_u32_n(list, (uint32_t *)mem, (size_t)r))
		r = -EFAULT;
	sys2(__NR_munmap, mem, (long)n * 4);
	return r;
}

long sys_setgroups(int32_t n, gaddr list)
{
	if (n < 0 || n > GROUPS)
		return -EINVAL;
	if (n == 0)
		return sys2(__NR_setgroups, 0, 0);
	long mem = temporary((size_t)n * 4);
	if (mem < 0)
		return -ENOMEM;
	long r = get_u32_n((uint32_t *)mem, list, (size_t)n);
	if (r == 0)
		r = sys2(__NR_setgroups, n, mem);
	sys2(__NR_munmap, mem, (long)n * 4);
	return r;
}

/* Sets of version 1 have one word, later ones two. */
static size_t cap_words(uint32_t version)
{
	return version == 0x19980330 ? 1 : 2;
}

long sys_capget(gaddr header, gaddr data)
{
	struct host_cap_header h;
	struct host_cap_data d[2];
	if (get_cap_header(&h, header))
		return -EFAULT;
	long r = sys2(__NR_capget, (long)&h, data ? (long)d : 0);
	if (put_cap_header(header, &h)) /* the kernel writes the version it prefers */
		return -EFAULT;
	if (r == 0 && data)
		return put_cap_data_n(data, d, cap_words(h.version));
	return r;
}

long sys_capset(gaddr header, gaddr data)
{
	struct host_cap_header h;
	struct host_cap_data d[2];
	if (get_cap_header(&h, header))
		return -EFAULT;
	if (get_cap_data_n(d, data, cap_words(h.version)))
		return -EFAULT;
	long r = sys2(__NR_capset, (long)&h, (long)d);
	if (r == -EINVAL)
		put_cap_header(header, &h);
	return r;
}

/* Sets of processors are arrays of longs: see the sets of select. */
enum { CPU_BYTES = 1024 };

long sys_sched_setaffinity(int32_t pid, uint32_t size, gaddr mask)
{
	uint32_t w[CPU_BYTES / 4] = {0};
	uint32_t n = size < CPU_BYTES ? size : CPU_BYTES;
	uint32_t whole = n & ~3u;
	if (get_u32_n(w, mask, whole / 4))
		return -EFAULT;
	if (n % 4) { /* a part of a word */
		uint8_t last[4] = {0};
		if (copy_in(last, mask + whole, n % 4))
			return -EFAULT;
		w[whole / 4] = get32(last);
	}
	return sys3(__NR_sched_setaffinity, pid, (long)((n + 7) & ~7u), (long)w);
}

long sys_sched_getaffinity(int32_t pid, uint32_t size, gaddr mask)
{
	uint32_t w[CPU_BYTES / 4] = {0};
	if (size % 4)
		return -EINVAL;
	long r = sys3(__NR_sched_getaffinity, pid, CPU_BYTES, (long)w);
	if (r < 0)
		return r;
	if (size < (uint32_t)r) {
		for (uint32_t i = size / 4; i < (uint32_t)r / 4; i++)
			if (w[i])
				return -EINVAL; /* processors beyond the guest's mask */
		r = size;
	}
	return put_u32_n(mask, w, (size_t)r / 4) ? -EFAULT : r;
}

enum { ATTR_SIZE_VER0 = 48 };

long sys_sched_setattr(int32_t pid, gaddr attr, uint32_t flags)
{
	struct host_sched_attr h;
	uint8_t g[GUEST_SCHED_ATTR_SIZE] = {0};
	uint32_t size;
	if (get_u32(&size, attr))
		return -EFAULT;
	if (size == 0)
		size = ATTR_SIZE_VER0;
	if (size < ATTR_SIZE_VER0 || size > sizeof g) {
		put_u32(attr, sizeof g);
		return -E2BIG;
	}
	if (copy_in(g, attr, size))
		return -EFAULT;
	sched_attr_in(&h, g);
	h.size = size;
	return sys3(__NR_sched_setattr, pid, (long)&h, flags);
}

long sys_sched_getattr(int32_t pid, gaddr attr, uint32_t size, uint32_t flags)
{
	struct host_sched_attr h;
	uint8_t g[GUEST_SCHED_ATTR_SIZE];
	if (size < ATTR_SIZE_VER0 || size > PAGE)
		return -EINVAL;
	uint32_t n = size < sizeof g ? size : sizeof g;
	long r = sys4(__NR_sched_getattr, pid, (long)&h, n, flags);
	if (r < 0)
		return r;
	sched_attr_out(g, &h);
	return copy_out(attr, g, n) ? -EFAULT : 0;
}
