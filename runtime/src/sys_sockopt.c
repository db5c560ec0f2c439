/* Socket options. Most are ints; a table says which are not. */
#include "sys_addr.h"
#include <asm/unistd.h>

enum { OPTION_MAX = 4096 };

/* What an option's value is. */
enum value {
	V_INTS,    /* ints in the order of the machine, as many as there are */
	V_BYTES,   /* the same everywhere */
	V_TIMEVAL, V_TIMEVAL64,
	V_FILTER,  /* struct sock_fprog */
	V_MREQN,   /* two addresses of four bytes and an int */
	V_MREQ6,   /* an address of 16 bytes and an int */
	V_GROUP,   /* struct group_req: an int, then an address */
	V_INT_IN_BYTES, /* an int, or a byte */
	V_KIND,    /* a socket's type */
	V_ERROR,   /* an errno */
	V_I64,
};

enum { IP = 0, TCP = 6, UDP = 17, IPV6 = 41, RAW = 255 };

static const struct {
	int16_t level, name;
	uint8_t value;
} options[] = {
	{HOST_SOL_SOCKET, HOST_SO_TYPE, V_KIND},
	{HOST_SOL_SOCKET, HOST_SO_ERROR, V_ERROR},
	{HOST_SOL_SOCKET, HOST_SO_RCVTIMEO_OLD, V_TIMEVAL},
	{HOST_SOL_SOCKET, HOST_SO_SNDTIMEO_OLD, V_TIMEVAL},
	{HOST_SOL_SOCKET, HOST_SO_RCVTIMEO_NEW, V_TIMEVAL64},
	{HOST_SOL_SOCKET, HOST_SO_SNDTIMEO_NEW, V_TIMEVAL64},
	{HOST_SOL_SOCKET, HOST_SO_BINDTODEVICE, V_BYTES},
	{HOST_SOL_SOCKET, HOST_SO_PEERSEC, V_BYTES},
	{HOST_SOL_SOCKET, HOST_SO_ATTACH_FILTER, V_FILTER},
	{HOST_SOL_SOCKET, HOST_SO_COOKIE, V_I64},
	{IP, 4, V_BYTES},          /* IP_OPTIONS */
	{IP, 32, V_MREQN},         /* IP_MULTICAST_IF */
	{IP, 33, V_INT_IN_BYTES},  /* IP_MULTICAST_TTL */
	{IP, 34, V_INT_IN_BYTES},  /* IP_MULTICAST_LOOP */
	{IP, 1, V_INT_IN_BYTES},   /* IP_TOS */
	{IP, 2, V_INT_IN_BYTES},   /* IP_TTL */
	{IP, 35, V_MREQN},         /* IP_ADD_MEMBERSHIP */
	{IP, 36, V_MREQN},         /* IP_DROP_MEMBERSHIP */
	{IP, 37, V_BYTES},         /* IP_UNBLOCK_SOURCE and the like: three addresses */
	{IP, 38, V_BYTES}, {IP, 39, V_BYTES}, {IP, 40, V_BYTES},
	{IP, 42, V_GROUP}, {IP, 45, V_GROUP}, /* MCAST_JOIN_GROUP, MCAST_LEAVE_GROUP */
	{IPV6, 20, V_MREQ6}, {IPV6, 21, V_MREQ6}, /* IPV6_JOIN_GROUP, IPV6_LEAVE_GROUP */
	{IPV6, 50, V_MREQ6},       /* IPV6_PKTINFO */
	{IPV6, 42, V_GROUP}, {IPV6, 45, V_GROUP},
	{IPV6, 57, V_BYTES}, {IPV6, 54, V_BYTES}, {IPV6, 59, V_BYTES}, /* routing and other headers */
	{TCP, 13, V_BYTES},        /* TCP_CONGESTION */
	{TCP, 31, V_BYTES},        /* TCP_ULP */
	{TCP, 11, V_BYTES},        /* TCP_INFO: see info_out */
	{TCP, 14, V_BYTES},        /* TCP_MD5SIG */
	{RAW, 1, V_INTS},          /* ICMP_FILTER */
};

static enum value value_of(long level, long name)
{
	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (options[i].level == level && options[i].name == name)
			return (enum value)options[i].value;
	return V_INTS;
}

static long set_filter(int32_t fd, long name, gaddr a, uint32_t len)
{
	struct host_sock_fprog f;
	struct host_sock_filter code[4096];
	if (len < GUEST_SOCK_FPROG_SIZE)
		return -EINVAL;
	if (get_sock_fprog(&f, a))
		return -EFAULT;
	if (f.len > sizeof code / sizeof *code)
		return -EINVAL;
	if (get_sock_filter_n(code, (gaddr)f.filter, f.len))
		return -EFAULT;
	f.filter = (uint64_t)(uintptr_t)code;
	return sys5(__NR_setsockopt, fd, HOST_SOL_SOCKET, name, (long)&f, sizeof f);
}

/* turn_ints swaps the words of a value from byte offset at on. */
static void turn_ints(uint8_t *v, size_t at, size_t len)
{
	for (size_t i = at; i + 4 <= len; i += 4) {
		uint32_t w = get32(v + i);
		memcpy(v + i, &w, 4);
	}
}

long sys_setsockopt(int32_t fd, uint32_t guest_level, uint32_t guest_name, gaddr a, uint32_t len)
{
	uint8_t v[OPTION_MAX];
	long level = (int32_t)sollevel_in(guest_level);
	long name = (int32_t)(level == HOST_SOL_SOCKET ? sockopt_in(guest_name) : guest_name);
	enum value kind = value_of(level, name);

	if ((int32_t)len < 0 || len > sizeof v)
		return -EINVAL;
	if (kind == V_FILTER)
		return set_filter(fd, name, a, len);
	if (kind == V_TIMEVAL) {
		struct host_timeval tv;
		if (len < GUEST_TIMEVAL_SIZE)
			return -EINVAL;
		if (get_timeval(&tv, a))
			return -EFAULT;
		return sys5(__NR_setsockopt, fd, level, name, (long)&tv, sizeof tv);
	}
	if (a && copy_in(v, a, len))
		return -EFAULT;
	switch (kind) {
	case V_INTS:
	case V_KIND:
	case V_ERROR:
		turn_ints(v, 0, len);
		break;
	case V_INT_IN_BYTES:
		if (len >= 4)
			turn_ints(v, 0, 4);
		break;
	case V_TIMEVAL64:
	case V_I64:
		for (size_t i = 0; i + 8 <= len; i += 8) {
			uint64_t w = get64(v + i);
			memcpy(v + i, &w, 8);
		}
		break;
	case V_MREQN:
		turn_ints(v, 8, len);
		break;
	case V_MREQ6:
		turn_ints(v, 16, len);
		break;
	case V_GROUP: { /* the address is aligned to a long */
		uint8_t h[8 + ADDR_MAX] = {0};
		uint32_t index = get32(v);
		if (len < 4 + ADDR_MAX)
			return -EINVAL;
		memcpy(h, &index, 4);
		long r = sockaddr_in(h + 8, a + 4, ADDR_MAX);
		return r < 0 ? r : sys5(__NR_setsockopt, fd, level, name, (long)h, sizeof h);
	}
	default:
		break;
	}
	return sys5(__NR_setsockopt, fd, level, name, a ? (long)v : 0, len);
}

/* info_out turns struct tcp_info: eight bytes, words, then 64-bit numbers, with
 * words again behind them. */
static void info_out(uint8_t *v, size_t len)
{
	static const uint16_t wide[][2] = {{104, 136}, {160, 192}, {200, 216}, {224, 232}};
	for (size_t i = 8; i + 4 <= len;) {
		bool is_wide = false;
		for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
			is_wide = is_wide || (i >= wide[k][0] && i < wide[k][1]);
		if (is_wide && i + 8 <= len) {
			uint64_t w;
			memcpy(&w, v + i, 8);
			put64(v + i, w);
			i += 8;
		} else {
			uint32_t w;
			memcpy(&w, v + i, 4);
			put32(v + i, w);
			i += 4;
		}
	}
}

long sys_getsockopt(int32_t fd, uint32_t guest_level, uint32_t guest_name, gaddr a, gaddr lenp)
{
	uint8_t v[OPTION_MAX] = {0};
	long level = (int32_t)sollevel_in(guest_level);
	long name = (int32_t)(level == HOST_SOL_SOCKET ? sockopt_in(guest_name) : guest_name);
	enum value kind = value_of(level, name);
	uint32_t room, len;

	if (get_u32(&room, lenp))
		return -EFAULT;
	if ((int32_t)room < 0)
		return -EINVAL;
	len = room < sizeof v ? room : sizeof v;
	if (kind == V_TIMEVAL) {
		struct host_timeval tv;
		uint8_t g[GUEST_TIMEVAL_SIZE];
		uint32_t size = sizeof tv;
		long r = sys5(__NR_getsockopt, fd, level, name, (long)&tv, (long)&size);
		if (r < 0)
			return r;
		timeval_out(g, &tv);
		len = room < sizeof g ? room : sizeof g;
		return copy_out(a, g, len) || put_u32(lenp, len) ? -EFAULT : 0;
	}
	if (level == HOST_SOL_SOCKET && name == HOST_SO_PEERNAME) {
		uint32_t size = ADDR_MAX;
		long r = sys5(__NR_getsockopt, fd, level, name, (long)v, (long)&size);
		if (r < 0)
			return r;
		if (size > room)
			return -EINVAL;
		return sockaddr_put(a, lenp, v, room, size);
	}
	if (kind == V_MREQN && name == 32) /* an address on the way out */
		kind = V_BYTES;
	if (kind == V_FILTER) {
		unsupported("getsockopt SO_GET_FILTER", 0);
		return -ENOPROTOOPT;
	}
	long r = sys5(__NR_getsockopt, fd, level, name, (long)v, (long)&len);
	if (r < 0)
		return r;
	uint32_t n = len < sizeof v ? len : sizeof v, word;
	memcpy(&word, v, 4);
	switch (kind) {
	case V_KIND:
		word = sockkind_out(word);
		memcpy(v, &word, 4);
		turn_ints(v, 0, n);
		break;
	case V_ERROR:
		word = errno_out((long)word);
		memcpy(v, &word, 4);
		turn_ints(v, 0, n);
		break;
	case V_INTS:
		turn_ints(v, 0, n);
		break;
	case V_INT_IN_BYTES:
		if (n >= 4)
			turn_ints(v, 0, n);
		break;
	case V_TIMEVAL64:
	case V_I64:
		for (size_t i = 0; i + 8 <= n; i += 8) {
			uint64_t w;
			memcpy(&w, v + i, 8);
			put64(v + i, w);
		}
		break;
	case V_MREQ6:
		turn_ints(v, 16, n);
		break;
	case V_BYTES:
		if (level == TCP && name == 11)
			info_out(v, n);
		break;
	default:
		break;
	}
	if (copy_out(a, v, n) || put_u32(lenp, len))
		return -EFAULT;
	return r;
}
