/* Routing sockets of a guest with the other byte order: messages, their heads
 * and the attributes in them hold numbers in the order of the machine. Only
 * NETLINK_ROUTE is known; sockets of the other protocols are refused where bytes
 * would have to change. */
#include "sys_addr.h"
#include <asm/unistd.h>

enum { HEAD = 16, MESSAGE_MAX = 16 << 10 };

/* A buffer that is converted in place, one way or the other. */
struct cursor {
	uint8_t *p;
	size_t n;
	bool in; /* from the guest */
};

static uint16_t turn16(struct cursor *c, size_t at)
{
	uint16_t v;
	if (at + 2 > c->n)
		return 0;
	if (c->in) {
		v = get16(c->p + at);
		memcpy(c->p + at, &v, 2);
	} else {
		memcpy(&v, c->p + at, 2);
		put16(c->p + at, v);
	}
	return v;
}

static uint32_t turn32(struct cursor *c, size_t at)
{
	uint32_t v;
	if (at + 4 > c->n)
		return 0;
	if (c->in) {
		v = get32(c->p + at);
		memcpy(c->p + at, &v, 4);
	} else {
		memcpy(&v, c->p + at, 4);
		put32(c->p + at, v);
	}
	return v;
}

static void turn64(struct cursor *c, size_t at)
{
	uint64_t v;
	if (at + 8 > c->n)
		return;
	if (c->in) {
		v = get64(c->p + at);
		memcpy(c->p + at, &v, 8);
	} else {
		memcpy(&v, c->p + at, 8);
		put64(c->p + at, v);
	}
}

static size_t align(size_t n)
{
	return (n + 3) & ~(size_t)3;
}

/* Groups of message types: link, address, route, neighbour. */
enum group { LINK, ADDRESS, ROUTE, NEIGHBOUR, OTHER };

/* What an attribute's data is. Words are all that is not listed and has four
 * bytes. */
enum attribute { A_BYTES = 1, A_WORDS, A_LONGS, A_MAP, A_NESTED };

static const struct {
	uint8_t group, type, what;
} attributes[] = {
	{LINK, 1, A_BYTES}, {LINK, 2, A_BYTES}, {LINK, 3, A_BYTES}, {LINK, 6, A_BYTES}, {LINK, 7, A_WORDS}, {LINK, 14, A_MAP},
	{LINK, 18, A_NESTED}, {LINK, 20, A_BYTES}, {LINK, 23, A_LONGS}, {LINK, 26, A_BYTES},
	{ADDRESS, 1, A_BYTES}, {ADDRESS, 2, A_BYTES}, {ADDRESS, 3, A_BYTES}, {ADDRESS, 4, A_BYTES}, {ADDRESS, 5, A_BYTES},
	{ADDRESS, 6, A_WORDS}, {ADDRESS, 7, A_BYTES},
	{ROUTE, 1, A_BYTES}, {ROUTE, 2, A_BYTES}, {ROUTE, 5, A_BYTES}, {ROUTE, 7, A_BYTES}, {ROUTE, 8, A_NESTED}, {ROUTE, 12, A_WORDS},
	{NEIGHBOUR, 1, A_BYTES}, {NEIGHBOUR, 2, A_BYTES}, {NEIGHBOUR, 3, A_WORDS},
};

static void attributes_of(struct cursor c, enum group g);

static void attribute(struct cursor c, enum group g, unsigned type)
{
	enum attribute what = c.n == 4 ? A_WORDS : A_BYTES;
	for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
		if (attributes[i].group == g && attributes[i].type == type)
			what = (enum attribute)attributes[i].what;
	switch (what) {
	case A_WORDS:
		for (size_t i = 0; i + 4 <= c.n; i += 4)
			turn32(&c, i);
		break;
	case A_LONGS:
		for (size_t i = 0; i + 8 <= c.n; i += 8)
			turn64(&c, i);
		break;
	case A_MAP: /* struct rtnl_link_ifmap */
		turn64(&c, 0);
		turn64(&c, 8);
		turn64(&c, 16);
		turn16(&c, 24);
		break;
	case A_NESTED:
		attributes_of(c, OTHER);
		break;
	case A_BYTES:
		break;
	}
}

static void attributes_of(struct cursor c, enum group g)
{
	for (size_t at = 0; at + 4 <= c.n;) {
		size_t len = turn16(&c, at);
		unsigned type = turn16(&c, at + 2) & 0x3fff;
		if (len < 4 || len > c.n - at)
			return;
		attribute((struct cursor){c.p + at + 4, len - 4, c.in}, g, type);
		at += align(len);
	}
}

/* body converts what follows the head of a message. */
static void body(struct cursor c, unsigned type)
{
	enum { NOOP = 1, ERROR = 2, DONE = 3, FIRST = 16, LAST = 31 };
	static const uint8_t sizes[] = {[LINK] = 16, [ADDRESS] = 8, [ROUTE] = 12, [NEIGHBOUR] = 12};
	if (type == DONE || type == ERROR) {
		if (c.n >= 4) {
			int32_t e;
			if (c.in) {
				turn32(&c, 0);
			} else {
				memcpy(&e, c.p, 4);
				put32(c.p, e < 0 ? 0 - errno_out(-e) : (uint32_t)e);
			}
		}
		if (type == ERROR) { /* the message in question, or its head */
			turn32(&c, 4);
			turn16(&c, 8);
			turn16(&c, 10);
			turn32(&c, 12);
			turn32(&c, 16);
		}
		return;
	}
	if (type < FIRST || type > LAST)
		return;
	enum group g = (enum group)((type - FIRST) / 4);
	if (c.n < sizes[g])
		return; /* struct rtgenmsg, one byte */
	switch (g) {
	case LINK:
		turn16(&c, 2);
		turn32(&c, 4);
		turn32(&c, 8);
		turn32(&c, 12);
		break;
	case ADDRESS:
		turn32(&c, 4);
		break;
	case ROUTE:
		turn32(&c, 8);
		break;
	default:
		turn32(&c, 4);
		turn16(&c, 8);
		break;
	}
	attributes_of((struct cursor){c.p + sizes[g], c.n - sizes[g], c.in}, g);
}

/* messages converts a datagram. */
static void messages(uint8_t *p, size_t n, bool in)
{
	struct cursor c = {p, n, in};
	for (size_t at = 0; at + HEAD <= n;) {
		size_t len = turn32(&c, at);
		unsigned type = turn16(&c, at + 4);
		turn16(&c, at + 6);
		turn32(&c, at + 8);
		turn32(&c, at + 12);
		if (len < HEAD || len > n - at)
			return;
		body((struct cursor){p + at + HEAD, len - HEAD, in}, type);
		at += align(len);
	}
}

void netlink_received(gaddr buf, uint32_t n)
{
	messages(host(buf), n, false); /* the kernel has just written there */
}

long netlink_send(int32_t fd, gaddr buf, uint32_t size, uint32_t flags, const uint8_t *addr, uint32_t len)
{
	uint8_t m[MESSAGE_MAX];
	if (size > sizeof m)
		return -EMSGSIZE;
	if (copy_in(m, buf, size))
		return -EFAULT;
	messages(m, size, true);
	return wait6(__NR_sendto, fd, (long)m, size, flags, (long)addr, addr ? len : 0);
}

long netlink_sendmsg(int32_t fd, struct host_msghdr *h, uint32_t flags)
{
	uint8_t m[MESSAGE_MAX];
	struct host_iovec *iov = (struct host_iovec *)(uintptr_t)h->msg_iov;
	size_t n = 0;
	for (uint64_t i = 0; i < h->msg_iovlen; i++) {
		if (iov[i].iov_len > sizeof m - n)
			return -EMSGSIZE;
		if (copy_in(m + n, (gaddr)iov[i].iov_base, (size_t)iov[i].iov_len))
			return -EFAULT;
		n += (size_t)iov[i].iov_len;
	}
	messages(m, n, true);
	struct host_iovec one = {(uint64_t)(uintptr_t)m, n};
	h->msg_iov = (uint64_t)(uintptr_t)&one;
	h->msg_iovlen = 1;
	return wait6(__NR_sendmsg, fd, (long)h, flags, 0, 0, 0);
}
