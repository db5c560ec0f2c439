/* Files of /proc that describe the guest: its memory map without the host's
 * part, and its auxiliary vector. */
#include "handoff.h"
#include <asm/unistd.h>

/* self_file returns what follows /proc/self/, /proc/thread-self/ or
 * /proc/PID/ of this process in path, or NULL. */
static const char *self_file(const char *path)
{
	static const char *const prefixes[] = {"/proc/self/", "/proc/thread-self/"};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t n = strlen(prefixes[i]);
		size_t k = 0;
		while (k < n && path[k] == prefixes[i][k])
			k++;
		if (k == n)
			return path + n;
	}
	char own[32];
	size_t n = format(own, sizeof own, "/proc/%d/", (int)sys0(__NR_getpid));
	size_t k = 0;
	while (k < n && path[k] == own[k])
		k++;
	return k == n ? path + n : NULL;
}

static bool equal(const char *a, const char *b)
{
	size_t n = strlen(a);
	return strlen(b) == n && memcmp(a, b, n) == 0;
}

/* An output file in memory. */
static void put(long fd, const char *s, size_t n)
{
	while (n) {
		long r = sys3(__NR_write, fd, (long)s, (long)n);
		if (r <= 0)
			return;
		s += r;
		n -= (size_t)r;
	}
}

static const char *hex(const char *s, uint64_t *v)
{
	for (*v = 0;; s++) {
		if (*s >= '0' && *s <= '9')
			*v = *v << 4 | (uint64_t)(*s - '0');
		else if (*s >= 'a' && *s <= 'f')
			*v = *v << 4 | (uint64_t)(*s - 'a' + 10);
		else
			return s;
	}
}

/* What a line of the host's map says of a mapping beside where it is. */
struct map_line {
	uint64_t offset;
	const char *where, *name; /* device and inode; file */
	size_t where_size, name_size;
	char sharing;
};

/* put_map writes a line of the guest's map: with the permission to execute the
 * guest believes in, in the columns of a 32-bit system, and with the names the
 * kernel has for heap, stack and vDSO. */
static void put_map(long out, uint64_t start, uint64_t end, const struct map_line *l, uint64_t offset)
{
	enum { NAME_COLUMN = 49 };
	char text[128];
	unsigned prot = mem_prot((gaddr)start);
	char perm[5] = {prot & MEM_READ ? 'r' : '-', prot & MEM_WRITE ? 'w' : '-', prot & MEM_EXEC ? 'x' : '-', l->sharing, 0};
	size_t k = format(text, sizeof text, "%08x-%08x %s %08x", (unsigned)start, (unsigned)end, perm, (unsigned)offset);
	const char *name = l->name;
	size_t length = l->name_size;
	memcpy(text + k, l->where, l->where_size);
	k += l->where_size;
	if (length == 0 && end == GUEST_STACK_TOP)
		name = "[stack]", length = 7;
	else if (length == 0 && mem_is_heap((gaddr)start))
		name = "[heap]", length = 6;
	else if (length == 0 && start == GUEST_VDSO)
		name = "[vdso]", length = 6;
	do
		text[k++] = ' ';
	while (length && k < NAME_COLUMN);
	put(out, text, k);
	put(out, name, length);
	put(out, "\n", 1);
}

/* map_line copies a line of the host's map when it is about guest memory. The
 * host has one mapping where the guest has several that only differ in the
 * permission to execute. */
static void map_line(long out, const char *line, size_t n)
{
	enum { WHERE_MAX = 40 };
	uint64_t start, end;
	struct map_line l;
	const char *stop = line + n - 1; /* at the newline */
	const char *p = hex(line, &start);
	if (*p != '-')
		return;
	p = hex(p + 1, &end);
	if (start >= GUEST_LIMIT || *p != ' ' || stop - p < 7)
		return;
	l.sharing = p[4];
	l.where = p = hex(p + 6, &l.offset);
	for (int words = 0; words < 2 && p < stop; words++)
		do
			p++;
		while (p < stop && *p != ' ');
	l.where_size = (size_t)(p - l.where) < WHERE_MAX ? (size_t)(p - l.where) : WHERE_MAX;
	while (p < stop && *p == ' ')
		p++;
	l.name = p;
	l.name_size = (size_t)(stop - p);
	for (uint64_t a = start, next; a < end; a = next) {
		gaddr first;
		unsigned prot;
		if (!mem_range((gaddr)a, &first, &next, &prot) || first > a || next > end)
			next = end;
		put_map(out, a, next, &l, l.name_size != 0 ? l.offset + (a - start) : 0);
	}
}

static long open_maps(void)
{
	char buf[8192];
	size_t have = 0;
	long in = sys4(__NR_openat, -100, (long)"/proc/self/maps", HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
	if (in < 0)
		return in;
	long out = sys2(__NR_memfd_create, (long)"maps", 0);
	if (out < 0) {
		sys1(__NR_close, in);
		return out;
	}
	for (;;) {
		long r = sys3(__NR_read, in, (long)(buf + have), (long)(sizeof buf - have));
		if (r <= 0)
			break;
		have += (size_t)r;
		size_t from = 0;
		for (size_t i = 0; i < have; i++)
			if (buf[i] == '\n') {
				map_line(out, buf + from, i + 1 - from);
				from = i + 1;
			}
		memmove(buf, buf + from, have - from);
		have -= from;
	}
	sys1(__NR_close, in);
	sys3(__NR_lseek, out, 0, 0);
	return out;
}

static long open_auxv(void)
{
	long out = sys2(__NR_memfd_create, (long)"auxv", 0);
	if (out >= 0) {
		put(out, (const char *)guest_auxv, guest_auxv_size);
		sys3(__NR_lseek, out, 0, 0);
	}
	return out;
}

const char *own_exe(const char *path)
{
	const char *file = self_file(path);
	return file != NULL && equal(file, "exe") ? handoff_exe() : NULL;
}

long open_special(const char *path, uint32_t host_flags)
{
	const char *file = self_file(path);
	const char *exe = own_exe(path);
	long fd;
	if (exe)
		return sys4(__NR_openat, -100, (long)exe, host_flags, 0);
	if (!file || (host_flags & 3) != HOST_O_RDONLY)
		return -ENOENT;
	if (equal(file, "maps"))
		fd = open_maps();
	else if (equal(file, "auxv"))
		fd = open_auxv();
	else
		return -ENOENT;
	if (fd >= 0 && (host_flags & HOST_O_CLOEXEC))
		sys3(__NR_fcntl, fd, HOST_F_SETFD, 1);
	return fd;
}
