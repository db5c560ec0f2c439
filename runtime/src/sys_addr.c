/* Socket addresses and control messages. Addresses and ports are in network
 * order everywhere; families, interface indices and the like are in the order of
 * the machine. */
#include "sys_addr.h"
#include <asm/unistd.h>

/* turn swaps numbers of a machine's order inside an address; it is its own
 * inverse once the family is in the host's order. */
static void turn(uint8_t *sa, uint32_t len, uint16_t family)
{
	/* offset and size of each number beside the family */
	static const struct {
		uint8_t family, offset, size;
	} numbers[] = {
		{HOST_AF_INET6, 24, 4},
		{HOST_AF_NETLINK, 4, 4}, {HOST_AF_NETLINK, 8, 4},
		{HOST_AF_PACKET, 4, 4}, {HOST_AF_PACKET, 8, 2},
		{HOST_AF_VSOCK, 4, 4}, {HOST_AF_VSOCK, 8, 4},
		{HOST_AF_ALG, 16, 4}, {HOST_AF_ALG, 20, 4},
	};
	if (!GUEST_BIG)
		return;
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		uint8_t *p = sa + numbers[i].offset;
		if (numbers[i].family != family || numbers[i].offset + numbers[i].size > len)
			continue;
		for (int a = 0, b = numbers[i].size - 1; a < b; a++, b--) {
			uint8_t c = p[a];
			p[a] = p[b];
			p[b] = c;
		}
	}
}

long sockaddr_in(uint8_t *h, gaddr a, uint32_t len)
{
	if (len > ADDR_MAX)
		return -EINVAL;
	memset(h, 0, ADDR_MAX);
	if (copy_in(h, a, len))
		return -EFAULT;
	if (len >= 2) {
		uint16_t family = get16(h);
		memcpy(h, &family, 2);
		turn(h, len, family);
	}
	return 0;
}

void sockaddr_out(uint8_t *sa, uint32_t len)
{
	uint16_t family;
	if (len < 2)
		return;
	memcpy(&family, sa, 2);
	turn(sa, len, family);
	put16(sa, family);
}

long sockaddr_put(gaddr a, gaddr lenp, uint8_t *h, uint32_t room, uint32_t len)
{
	if (a) {
		sockaddr_out(h, len < ADDR_MAX ? len : ADDR_MAX);
		uint32_t n = len < room ? len : room;
		if (copy_out(a, h, n < ADDR_MAX ? n : ADDR_MAX))
			return -EFAULT;
	}
	return put_u32(lenp, len);
}

/* What the data of a control message is made of. */
enum data { D_BYTES, D_INTS, D_TIMEVAL, D_TIMESPEC, D_TIMESPECS3, D_I64, D_PKTINFO, D_PKTINFO6, D_ERROR };

static enum data data_of(int host_level, int type, size_t size)
{
	enum { RIGHTS = 1, CREDENTIALS = 2 };
	enum { IPPROTO_IP = 0, IPPROTO_IPV6 = 41, IP_PKTINFO = 8, IP_RECVERR = 11, IPV6_RECVERR = 25, IPV6_PKTINFO = 50 };
	if (host_level == HOST_SOL_SOCKET) {
		switch (type) {
		case RIGHTS: case CREDENTIALS: return D_INTS;
		case HOST_SO_TIMESTAMP_OLD: return D_TIMEVAL;
		case HOST_SO_TIMESTAMPNS_OLD: return D_TIMESPEC;
		case HOST_SO_TIMESTAMPING_OLD: return D_TIMESPECS3;
		case HOST_SO_TIMESTAMP_NEW: case HOST_SO_TIMESTAMPNS_NEW: case HOST_SO_TIMESTAMPING_NEW: return D_I64;
		case HOST_SO_RXQ_OVFL: case HOST_SO_WIFI_STATUS: case HOST_SO_MARK: return D_INTS;
		}
		return D_BYTES;
	}
	if (host_level == IPPROTO_IP && type == IP_PKTINFO)
		return D_PKTINFO;
	if (host_level == IPPROTO_IPV6 && type == IPV6_PKTINFO)
		return D_PKTINFO6;
	if ((host_level == IPPROTO_IP && type == IP_RECVERR) || (host_level == IPPROTO_IPV6 && type == IPV6_RECVERR))
		return D_ERROR;
	return size == 4 ? D_INTS : D_BYTES; /* TTL, TOS, hop limit, UDP segment size */
}

static uint32_t align4(size_t n) { return (uint32_t)(n + 3) & ~3u; }
static size_t align8(size_t n) { return (n + 7) & ~(size_t)7; }

enum { GUEST_HEAD = GUEST_CMSGHDR_SIZE, HOST_HEAD = sizeof(struct host_cmsghdr) };

long controls_in(uint8_t *h, size_t size, gaddr a, uint32_t len)
{
	size_t at = 0;
	for (uint32_t i = 0; i + GUEST_HEAD <= len;) {
		struct host_cmsghdr c;
		uint8_t data[1024];
		if (get_cmsghdr(&c, a + i))
			return -EFAULT;
		if (c.cmsg_len < GUEST_HEAD || c.cmsg_len > len - i || c.cmsg_len - GUEST_HEAD > sizeof data)
			return -EINVAL;
		size_t n = (size_t)c.cmsg_len - GUEST_HEAD;
		if (copy_in(data, a + i + GUEST_HEAD, n))
			return -EFAULT;
		c.cmsg_level = (int32_t)sollevel_in((uint32_t)c.cmsg_level);
		if (at + HOST_HEAD + align8(n) > size)
			return -ENOBUFS;
		uint8_t *out = h + at + HOST_HEAD;
		switch (data_of(c.cmsg_level, c.cmsg_type, n)) {
		case D_INTS:
			for (size_t k = 0; k + 4 <= n; k += 4) {
				uint32_t v = get32(data + k);
				memcpy(out + k, &v, 4);
			}
			break;
		case D_I64:
			for (size_t k = 0; k + 8 <= n; k += 8) {
				uint64_t v = get64(data + k);
				memcpy(out + k, &v, 8);
			}
			break;
		case D_PKTINFO: {
			struct host_in_pktinfo p;
			if (n < GUEST_IN_PKTINFO_SIZE)
				return -EINVAL;
			in_pktinfo_in(&p, data);
			memcpy(out, &p, sizeof p);
			break;
		}
		case D_PKTINFO6: {
			struct host_in6_pktinfo p;
			if (n < GUEST_IN6_PKTINFO_SIZE)
				return -EINVAL;
			in6_pktinfo_in(&p, data);
			memcpy(out, &p, sizeof p);
			break;
		}
		default:
			memcpy(out, data, n);
		}
		i += align4((size_t)c.cmsg_len);
		c.cmsg_len = HOST_HEAD + n;
		memcpy(h + at, &c, sizeof c);
		at += HOST_HEAD + align8(n);
	}
	return (long)at;
}

/* data_out converts n bytes of data and returns how many they are for the
 * guest; g has room for them. */
static size_t data_out(uint8_t *g, const uint8_t *h, size_t n, enum data kind)
{
	switch (kind) {
	case D_INTS:
		for (size_t k = 0; k + 4 <= n; k += 4) {
			uint32_t v;
			memcpy(&v, h + k, 4);
			put32(g + k, v);
		}
		return n;
	case D_I64:
		for (size_t k = 0; k + 8 <= n; k += 8) {
			uint64_t v;
			memcpy(&v, h + k, 8);
			put64(g + k, v);
		}
		return n;
	case D_TIMEVAL: {
		struct host_timeval tv;
		memcpy(&tv, h, sizeof tv);
		timeval_out(g, &tv);
		return GUEST_TIMEVAL_SIZE;
	}
	case D_TIMESPEC:
	case D_TIMESPECS3: {
		size_t count = kind == D_TIMESPEC ? 1 : 3;
		for (size_t k = 0; k < count; k++) {
			struct host_timespec ts;
			memcpy(&ts, h + k * sizeof ts, sizeof ts);
			timespec_out(g + k * GUEST_TIMESPEC_SIZE, &ts);
		}
		return count * GUEST_TIMESPEC_SIZE;
	}
	case D_PKTINFO: {
		struct host_in_pktinfo p;
		memcpy(&p, h, sizeof p);
		in_pktinfo_out(g, &p);
		return GUEST_IN_PKTINFO_SIZE;
	}
	case D_PKTINFO6: {
		struct host_in6_pktinfo p;
		memcpy(&p, h, sizeof p);
		in6_pktinfo_out(g, &p);
		return GUEST_IN6_PKTINFO_SIZE;
	}
	case D_ERROR: { /* struct sock_extended_err, then the address of who says so */
		uint32_t v;
		memcpy(g, h, n);
		if (n < 16)
			return n;
		memcpy(&v, h, 4);
		put32(g, errno_out((long)v));
		memcpy(&v, h + 8, 4);
		put32(g + 8, v);
		memcpy(&v, h + 12, 4);
		put32(g + 12, v);
		sockaddr_out(g + 16, (uint32_t)(n - 16));
		return n;
	}
	default:
		memcpy(g, h, n);
		return n;
	}
}

uint32_t controls_out(uint8_t *g, uint32_t room, const uint8_t *h, size_t len, bool *truncated)
{
	enum { RIGHTS = 1 };
	uint32_t at = 0;
	*truncated = false;
	for (size_t i = 0; i + HOST_HEAD <= len;) {
		struct host_cmsghdr c;
		uint8_t data[4096];
		memcpy(&c, h + i, sizeof c);
		if (c.cmsg_len < HOST_HEAD || c.cmsg_len > len - i || c.cmsg_len - HOST_HEAD > sizeof data)
			break;
		size_t n = (size_t)c.cmsg_len - HOST_HEAD;
		size_t out = data_out(data, h + i + HOST_HEAD, n, data_of(c.cmsg_level, c.cmsg_type, n));
		size_t fits = room < at + GUEST_HEAD ? 0 : room - at - GUEST_HEAD;
		if (room < at + GUEST_HEAD || fits < out) {
			*truncated = true;
			/* Descriptors beyond what fits must not stay open unseen. */
			if (c.cmsg_level == HOST_SOL_SOCKET && c.cmsg_type == RIGHTS)
				for (size_t k = fits & ~(size_t)3; k + 4 <= n; k += 4) {
					int32_t fd;
					memcpy(&fd, h + i + HOST_HEAD + k, 4);
					sys1(__NR_close, fd);
				}
			if (room < at + GUEST_HEAD)
				break;
			out = c.cmsg_type == RIGHTS && c.cmsg_level == HOST_SOL_SOCKET ? fits & ~(size_t)3 : fits;
		}
		struct host_cmsghdr head = {GUEST_HEAD + out, (int32_t)sollevel_out((uint32_t)c.cmsg_level), c.cmsg_type};
		cmsghdr_out(g + at, &head);
		memcpy(g + at + GUEST_HEAD, data, out);
		uint32_t end = at + GUEST_HEAD + (uint32_t)out;
		at = align4(end);
		if (at > room)
			at = room;
		for (; end < at; end++)
			g[end] = 0;
		i += align8((size_t)c.cmsg_len);
	}
	return at;
}
