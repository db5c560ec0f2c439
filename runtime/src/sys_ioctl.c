/* ioctl: requests are renumbered by a table that also says what the argument
 * is. A request the table lacks is re-encoded when it carries a direction and a
 * size, and refused otherwise. */
#define WANT_IOCTLS
#include "sys.h"
#include <asm/unistd.h>

/* The fields of a request. Machines differ in how many bits the size has and in
 * what they call the directions. */
enum {
	HOST_SIZE_BITS = 14, HOST_WRITE = 1, HOST_READ = 2,
#if defined GUEST_MIPS || defined GUEST_PPC
	GUEST_SIZE_BITS = 13, GUEST_NONE = 1, GUEST_READ = 2, GUEST_WRITE = 4,
#elif defined GUEST_X86
	GUEST_SIZE_BITS = 14, GUEST_NONE = 0, GUEST_READ = 2, GUEST_WRITE = 1,
#endif
};

static const struct ioctl_row *find(uint32_t request)
{
	size_t lo = 0, hi = sizeof ioctl_rows / sizeof *ioctl_rows;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (ioctl_rows[mid].guest < request)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sizeof ioctl_rows / sizeof *ioctl_rows && ioctl_rows[lo].guest == request ? &ioctl_rows[lo] : NULL;
}

/* Numbers behind a pointer, n of them of size bytes on both sides. */
static long numbers(int fd, const struct ioctl_row *row, gaddr a, size_t size, size_t n)
{
	uint8_t g[64], h[64];
	size_t all = size * n;
	memset(h, 0, sizeof h);
	if (row->dir & IOC_IN) {
		if (copy_in(g, a, all))
			return -EFAULT;
		for (size_t i = 0; i < all; i += size) {
			if (size == 2) {
				uint16_t v = get16(g + i);
				memcpy(h + i, &v, 2);
			} else if (size == 4) {
				uint32_t v = get32(g + i);
				memcpy(h + i, &v, 4);
			} else {
				uint64_t v = get64(g + i);
				memcpy(h + i, &v, 8);
			}
		}
	}
	long r = wait6(__NR_ioctl, fd, row->host, (long)h, 0, 0, 0);
	if (r < 0 || !(row->dir & IOC_OUT))
		return r;
	for (size_t i = 0; i < all; i += size) {
		if (size == 2) {
			uint16_t v;
			memcpy(&v, h + i, 2);
			put16(g + i, v);
		} else if (size == 4) {
			uint32_t v;
			memcpy(&v, h + i, 4);
			put32(g + i, v);
		} else {
			uint64_t v;
			memcpy(&v, h + i, 8);
			put64(g + i, v);
		}
	}
	return copy_out(a, g, all) ? -EFAULT : r;
}

/* A long of the host that the guest has a word for. */
static long host_long(int fd, const struct ioctl_row *row, gaddr a)
{
	int64_t v = 0;
	long r = sys3(__NR_ioctl, fd, row->host, (long)&v);
	if (r < 0)
		return r;
	if (v >> 32)
		return -EFBIG; /* as BLKGETSIZE answers */
	return put_u32(a, (uint32_t)v) ? -EFAULT : r;
}

/* Control characters have other places in the guest's array. */
static const struct {
	uint8_t guest, host;
} places[] = {
	{GUEST_VINTR, HOST_VINTR}, {GUEST_VQUIT, HOST_VQUIT}, {GUEST_VERASE, HOST_VERASE}, {GUEST_VKILL, HOST_VKILL},
	{GUEST_VEOF, HOST_VEOF}, {GUEST_VTIME, HOST_VTIME}, {GUEST_VMIN, HOST_VMIN}, {GUEST_VSWTC, HOST_VSWTC},
	{GUEST_VSTART, HOST_VSTART}, {GUEST_VSTOP, HOST_VSTOP}, {GUEST_VSUSP, HOST_VSUSP}, {GUEST_VEOL, HOST_VEOL},
	{GUEST_VREPRINT, HOST_VREPRINT}, {GUEST_VDISCARD, HOST_VDISCARD}, {GUEST_VWERASE, HOST_VWERASE},
	{GUEST_VLNEXT, HOST_VLNEXT}, {GUEST_VEOL2, HOST_VEOL2},
};

static void characters_in(uint8_t *h, const uint8_t *g, size_t guest_n, size_t host_n)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i].guest < guest_n && places[i].host < host_n)
			h[places[i].host] = g[places[i].guest];
}

static void characters_out(uint8_t *g, const uint8_t *h, size_t guest_n, size_t host_n)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i].guest < guest_n && places[i].host < host_n)
			g[places[i].guest] = h[places[i].host];
}

/* control_in and control_out convert c_cflag. PowerPC numbers speeds on from 15
 * where others begin again at 1 with a bit set. */
static uint32_t control_in(uint32_t v)
{
#ifdef GUEST_PPC
	uint32_t speed = v & 0xff, rest = v & ~0xffu;
	return cflag_in(rest) | (speed > 15 ? 0x1000 | (speed - 15) : speed);
#else
	return cflag_in(v);
#endif
}

static uint32_t control_out(uint32_t v)
{
#ifdef GUEST_PPC
	uint32_t speed = v & 0x100f, rest = v & ~0x100fu;
	return cflag_out(rest) | (speed & 0x1000 ? 15 + (speed & 15) : speed);
#else
	return cflag_out(v);
#endif
}

/* TERMINAL defines the call for one of the structures of terminals. What the
 * guest's structure has no place for keeps the value that get reads. */
#define TERMINAL(name, SIZE, PLACE, guest_n, host_n, get) \
	static long name##_ioctl(int fd, const struct ioctl_row *row, gaddr a) \
	{ \
		struct host_##name h; \
		uint8_t g[SIZE]; \
		if (row->dir & IOC_IN) { \
			uint8_t cc[host_n]; \
			if (copy_in(g, a, sizeof g)) \
				return -EFAULT; \
			long was = sys3(__NR_ioctl, fd, get, (long)&h); \
			if (was < 0) \
				return was; \
			memcpy(cc, h.c_cc, sizeof cc); \
			name##_in(&h, g); \
			h.c_iflag = (__typeof__(h.c_iflag))iflag_in(h.c_iflag); \
			h.c_lflag = (__typeof__(h.c_lflag))lflag_in(h.c_lflag); \
			h.c_oflag = (__typeof__(h.c_oflag))oflag_in(h.c_oflag); \
			h.c_cflag = (__typeof__(h.c_cflag))control_in(h.c_cflag); \
			memcpy(h.c_cc, cc, sizeof cc); \
			characters_in(h.c_cc, g + PLACE, guest_n, host_n); \
		} \
		long r = wait6(__NR_ioctl, fd, row->host, (long)&h, 0, 0, 0); \
		if (r < 0 || !(row->dir & IOC_OUT)) \
			return r; \
		h.c_iflag = (__typeof__(h.c_iflag))iflag_out(h.c_iflag); \
		h.c_lflag = (__typeof__(h.c_lflag))lflag_out(h.c_lflag); \
		h.c_oflag = (__typeof__(h.c_oflag))oflag_out(h.c_oflag); \
		h.c_cflag = (__typeof__(h.c_cflag))control_out(h.c_cflag); \
		name##_out(g, &h); \
		characters_out(g + PLACE, h.c_cc, guest_n, host_n); \
		return copy_out(a, g, sizeof g) ? -EFAULT : r; \
	}

#if defined GUEST_MIPS
enum { CHARACTERS = 23, OLD_CHARACTERS = 8 };
#elif defined GUEST_PPC
enum { CHARACTERS = 19, OLD_CHARACTERS = 10 };
#elif defined GUEST_X86
enum { CHARACTERS = 19, OLD_CHARACTERS = 8 };
#endif
enum { HOST_TCGETS = 0x5401, HOST_TCGETA = 0x5405 };
#define HOST_TCGETS2 0x802c542aL
TERMINAL(termios, GUEST_TERMIOS_SIZE, GUEST_TERMIOS_c_cc, CHARACTERS, 19, HOST_TCGETS)
#ifndef GUEST_PPC /* whose termios has the speeds */
TERMINAL(termios2, GUEST_TERMIOS2_SIZE, GUEST_TERMIOS2_c_cc, CHARACTERS, 19, HOST_TCGETS2)
#endif
TERMINAL(termio, GUEST_TERMIO_SIZE, GUEST_TERMIO_c_cc, OLD_CHARACTERS, 8, HOST_TCGETA)

/* RECORD defines the call for a structure that needs no more than its layout. */
#define RECORD(name) \
	static long name##_ioctl(int fd, const struct ioctl_row *row, gaddr a) \
	{ \
		struct host_##name h; \
		if ((row->dir & IOC_IN) && get_##name(&h, a)) \
			return -EFAULT; \
		long r = wait6(__NR_ioctl, fd, row->host, (long)&h, 0, 0, 0); \
		return r >= 0 && (row->dir & IOC_OUT) && put_##name(a, &h) ? -EFAULT : r; \
	}

RECORD(winsize)
RECORD(timeval)
RECORD(timespec)
RECORD(fstrim_range)
RECORD(file_clone_range)
RECORD(fsxattr)

/* A route holds three addresses. */
static long rtentry_ioctl(int fd, const struct ioctl_row *row, gaddr a)
{
	struct host_rtentry h;
	if (get_rtentry(&h, a))
		return -EFAULT;
	uint8_t *const addresses[] = {h.rt_dst, h.rt_gateway, h.rt_genmask};
	for (size_t i = 0; i < 3; i++) {
		uint16_t family = get16(addresses[i]);
		memcpy(addresses[i], &family, 2);
	}
	return sys3(__NR_ioctl, fd, row->host, (long)&h);
}

/* struct ifreq: a name of 16 bytes and a union of 16, of 24 on the host. */
enum { IFNAME = 16, GUEST_IFREQ = 32, HOST_IFREQ = 40 };

enum ifreq_kind { IF_ADDR, IF_INT, IF_SHORT, IF_MAP, IF_BYTES };

static void ifreq_in(uint8_t *h, const uint8_t *g, enum ifreq_kind kind)
{
	memset(h, 0, HOST_IFREQ);
	memcpy(h, g, GUEST_IFREQ);
	switch (kind) {
	case IF_ADDR:
	case IF_SHORT: {
		uint16_t v = get16(g + IFNAME);
		memcpy(h + IFNAME, &v, 2);
		break;
	}
	case IF_INT: {
		uint32_t v = get32(g + IFNAME);
		memcpy(h + IFNAME, &v, 4);
		break;
	}
	case IF_MAP: {
		struct host_ifmap m;
		ifmap_in(&m, g + IFNAME);
		memcpy(h + IFNAME, &m, sizeof m);
		break;
	}
	case IF_BYTES:
		break;
	}
}

static void ifreq_out(uint8_t *g, const uint8_t *h, enum ifreq_kind kind)
{
	memcpy(g, h, GUEST_IFREQ);
	switch (kind) {
	case IF_ADDR:
	case IF_SHORT: {
		uint16_t v;
		memcpy(&v, h + IFNAME, 2);
		put16(g + IFNAME, v);
		break;
	}
	case IF_INT: {
		uint32_t v;
		memcpy(&v, h + IFNAME, 4);
		put32(g + IFNAME, v);
		break;
	}
	case IF_MAP: {
		struct host_ifmap m;
		memcpy(&m, h + IFNAME, sizeof m);
		ifmap_out(g + IFNAME, &m);
		break;
	}
	case IF_BYTES:
		break;
	}
}

static long ifreq_ioctl(int fd, const struct ioctl_row *row, gaddr a, enum ifreq_kind kind)
{
	uint8_t g[GUEST_IFREQ], h[HOST_IFREQ];
	if (copy_in(g, a, sizeof g))
		return -EFAULT;
	ifreq_in(h, g, kind);
	long r = sys3(__NR_ioctl, fd, row->host, (long)h);
	if (r < 0)
		return r;
	ifreq_out(g, h, kind);
	return copy_out(a, g, sizeof g) ? -EFAULT : r;
}

/* SIOCGIFCONF fills an array of ifreq; a null one asks for its size. */
static long ifconf_ioctl(int fd, const struct ioctl_row *row, gaddr a)
{
	struct host_ifconf c;
	uint8_t h[HOST_IFREQ * 64], g[GUEST_IFREQ];
	if (get_ifconf(&c, a))
		return -EFAULT;
	gaddr buf = (gaddr)c.ifc_buf;
	int32_t room = c.ifc_len / GUEST_IFREQ;
	if (c.ifc_len < 0)
		return -EINVAL;
	if (room > 64)
		room = 64;
	c.ifc_buf = buf ? (uint64_t)(uintptr_t)h : 0;
	c.ifc_len = room * HOST_IFREQ;
	long r = sys3(__NR_ioctl, fd, row->host, (long)&c);
	if (r < 0)
		return r;
	int32_t n = c.ifc_len / HOST_IFREQ;
	for (int32_t i = 0; buf && i < n; i++) {
		ifreq_out(g, h + HOST_IFREQ * i, IF_ADDR);
		if (copy_out(buf + (gaddr)(GUEST_IFREQ * i), g, sizeof g))
			return -EFAULT;
	}
	c.ifc_len = n * GUEST_IFREQ;
	c.ifc_buf = buf;
	return put_ifconf(a, &c);
}

/* FS_IOC_FIEMAP: a head, and room for extents after it. */
static long fiemap_ioctl(int fd, const struct ioctl_row *row, gaddr a)
{
	enum { EXTENTS = 64 };
	struct {
		struct host_fiemap head;
		struct host_fiemap_extent extents[EXTENTS];
	} h;
	if (get_fiemap(&h.head, a))
		return -EFAULT;
	uint32_t asked = h.head.fm_extent_count;
	if (asked > EXTENTS)
		h.head.fm_extent_count = EXTENTS; /* the caller asks again from the last one */
	long r = sys3(__NR_ioctl, fd, row->host, (long)&h);
	uint32_t n = h.head.fm_extent_count < h.head.fm_mapped_extents ? h.head.fm_extent_count : h.head.fm_mapped_extents;
	h.head.fm_extent_count = asked;
	if (put_fiemap(a, &h.head))
		return -EFAULT;
	if (r == 0 && asked && put_fiemap_extent_n(a + GUEST_FIEMAP_SIZE, h.extents, n))
		return -EFAULT;
	return r;
}

/* reencoded makes the host's request of one without a row. Structures that pass
 * this way have the same layout or the host refuses them by their size; where
 * the byte order differs, only a single number can pass. */
static long reencoded(int fd, uint32_t request, gaddr a)
{
	uint32_t size = request >> 16 & ((1u << GUEST_SIZE_BITS) - 1);
	uint32_t dir = request >> (16 + GUEST_SIZE_BITS), host_dir = 0;

	if ((dir & (GUEST_READ | GUEST_WRITE)) == 0 && !(dir == GUEST_NONE && size == 0)) {
		unsupported("ioctl", request);
		return -ENOTTY;
	}
	if (dir & GUEST_READ)
		host_dir |= HOST_READ;
	if (dir & GUEST_WRITE)
		host_dir |= HOST_WRITE;
	struct ioctl_row row = {
		.host = host_dir << (16 + HOST_SIZE_BITS) | size << 16 | (request & 0xffff),
		.dir = (uint8_t)((dir & GUEST_WRITE ? IOC_IN : 0) | (dir & GUEST_READ ? IOC_OUT : 0)),
	};
	if (!GUEST_BIG || size <= 1)
		return wait6(__NR_ioctl, fd, row.host, a, 0, 0, 0);
	if (size == 2 || size == 4 || size == 8)
		return numbers(fd, &row, a, size, 1);
	unsupported("ioctl", request);
	return -ENOTTY;
}

long sys_ioctl(int32_t fd, uint32_t request, uint32_t a)
{
	const struct ioctl_row *row = find(request);
	if (fd_reserved(fd))
		return -EBADF;
	if (!row)
		return reencoded(fd, request, a);
	switch ((enum ioctl_kind)row->kind) {
	case IOC_none:
	case IOC_bytes:
	case IOC_int: {
		long r = wait6(__NR_ioctl, fd, row->host, (long)a, 0, 0, 0);
		return r;
	}
	case IOC_oflags:
		return sys3(__NR_ioctl, fd, row->host, oflags_in(a));
	case IOC_signal: {
		int s = signal_in((int)a);
		return s < 0 ? -EINVAL : sys3(__NR_ioctl, fd, row->host, s);
	}
	case IOC_p_short: return numbers(fd, row, a, 2, 1);
	case IOC_p_shorts3: return numbers(fd, row, a, 2, 3);
	case IOC_p_int: return numbers(fd, row, a, 4, 1);
	case IOC_p_ints9: return numbers(fd, row, a, 4, 9);
	case IOC_p_i64: return numbers(fd, row, a, 8, 1);
	case IOC_p_long: return host_long(fd, row, a);
	case IOC_termios: return termios_ioctl(fd, row, a);
#ifndef GUEST_PPC
	case IOC_termios2: return termios2_ioctl(fd, row, a);
#endif
	case IOC_termio: return termio_ioctl(fd, row, a);
	case IOC_winsize: return winsize_ioctl(fd, row, a);
	case IOC_timeval: return timeval_ioctl(fd, row, a);
	case IOC_timespec: return timespec_ioctl(fd, row, a);
	case IOC_fstrim_range: return fstrim_range_ioctl(fd, row, a);
	case IOC_file_clone_range: return file_clone_range_ioctl(fd, row, a);
	case IOC_fsxattr: return fsxattr_ioctl(fd, row, a);
	case IOC_rtentry: return rtentry_ioctl(fd, row, a);
	case IOC_ifconf: return ifconf_ioctl(fd, row, a);
	case IOC_ifreq_addr: return ifreq_ioctl(fd, row, a, IF_ADDR);
	case IOC_ifreq_int: return ifreq_ioctl(fd, row, a, IF_INT);
	case IOC_ifreq_short: return ifreq_ioctl(fd, row, a, IF_SHORT);
	case IOC_ifreq_map: return ifreq_ioctl(fd, row, a, IF_MAP);
	case IOC_ifreq_bytes: return ifreq_ioctl(fd, row, a, IF_BYTES);
	case IOC_fiemap: return fiemap_ioctl(fd, row, a);
	}
	return -ENOTTY;
}
