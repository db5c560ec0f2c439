/* Sockets: making them, addresses, sending and receiving. */
#include "host_vdso.h"
#include "sys_addr.h"
#include <asm/unistd.h>

/* type_in renumbers the kind of a socket and the flags beside it. */
static long type_in(uint32_t type)
{
	enum { KIND = 0xf };
	if (type & ~(uint32_t)(KIND | GUEST_SOCK_NONBLOCK | GUEST_SOCK_CLOEXEC))
		return -EINVAL;
	return (long)(sockkind_in(type & KIND) | (socktype_in(type & ~(uint32_t)KIND)));
}

/* Protocols of packet sockets are in network order. */
static int32_t protocol_in(uint32_t family, long type, int32_t protocol)
{
	if (family == HOST_AF_PACKET || (family == HOST_AF_INET && (type & 0xf) == HOST_SOCK_PACKET))
		return (int32_t)swap16((uint16_t)protocol);
	return protocol;
}

long sys_socket(uint32_t family, uint32_t type, int32_t protocol)
{
	long t = type_in(type);
	if (t < 0)
		return t;
	enum { NETLINK_ROUTE = 0, NETLINK_KOBJECT_UEVENT = 15 };
	bool convert = GUEST_BIG && family == HOST_AF_NETLINK && protocol != NETLINK_KOBJECT_UEVENT;
	if (convert && protocol != NETLINK_ROUTE) {
		unsupported("netlink protocol", (uint32_t)protocol);
		return -EPROTONOSUPPORT;
	}
	long r = sys3(__NR_socket, (int32_t)family, t, protocol_in(family, t, protocol));
	fd_set_kind(r, convert ? FD_NETLINK : FD_PLAIN);
	return r;
}

long sys_socketpair(uint32_t family, uint32_t type, int32_t protocol, gaddr fds)
{
	int32_t p[2];
	long t = type_in(type);
	if (t < 0)
		return t;
	long r = sys4(__NR_socketpair, (int32_t)family, t, protocol_in(family, t, protocol), (long)p);
	if (r < 0)
		return r;
	uint32_t out[2] = {(uint32_t)p[0], (uint32_t)p[1]};
	fd_set_kind(p[0], FD_PLAIN);
	fd_set_kind(p[1], FD_PLAIN);
	return put_u32_n(fds, out, 2);
}

long sys_bind(int32_t fd, gaddr addr, uint32_t len)
{
	uint8_t h[ADDR_MAX];
	long r = sockaddr_in(h, addr, len);
	return r < 0 ? r : sys3(__NR_bind, fd, (long)h, len);
}

long sys_connect(int32_t fd, gaddr addr, uint32_t len)
{
	uint8_t h[ADDR_MAX];
	long r = sockaddr_in(h, addr, len);
	return r < 0 ? r : wait6(__NR_connect, fd, (long)h, len, 0, 0, 0);
}

/* room_of reads the length that says how much room an address has. */
static long room_of(gaddr lenp, uint32_t *room)
{
	if (get_u32(room, lenp))
		return -EFAULT;
	return (int32_t)*room < 0 ? -EINVAL : 0;
}

static long accept(int32_t fd, gaddr addr, gaddr lenp, uint32_t host_flags)
{
	uint8_t h[ADDR_MAX];
	uint32_t room = 0, len = sizeof h;
	long r;
	if (addr && (r = room_of(lenp, &room)) < 0)
		return r;
	r = wait6(__NR_accept4, fd, addr ? (long)h : 0, addr ? (long)&len : 0, host_flags, 0, 0);
	if (r < 0)
		return r;
	fd_set_kind(r, fd_kind(fd));
	if (addr && sockaddr_put(addr, lenp, h, room, len)) {
		sys1(__NR_close, r);
		return -EFAULT;
	}
	return r;
}

long sys_accept(int32_t fd, gaddr addr, gaddr lenp)
{
	return accept(fd, addr, lenp, 0);
}

long sys_accept4(int32_t fd, gaddr addr, gaddr lenp, uint32_t flags)
{
	if (flags & ~(uint32_t)(GUEST_SOCK_NONBLOCK | GUEST_SOCK_CLOEXEC))
		return -EINVAL;
	return accept(fd, addr, lenp, socktype_in(flags));
}

static long name_of(long nr, int32_t fd, gaddr addr, gaddr lenp)
{
	uint8_t h[ADDR_MAX];
	uint32_t room, len = sizeof h;
	long r = room_of(lenp, &room);
	if (r < 0)
		return r;
	r = sys3(nr, fd, (long)h, (long)&len);
	return r < 0 ? r : sockaddr_put(addr, lenp, h, room, len);
}

long sys_getsockname(int32_t fd, gaddr addr, gaddr lenp)
{
	return name_of(__NR_getsockname, fd, addr, lenp);
}

long sys_getpeername(int32_t fd, gaddr addr, gaddr lenp)
{
	return name_of(__NR_getpeername, fd, addr, lenp);
}

long sys_sendto(int32_t fd, gaddr buf, uint32_t size, uint32_t flags, gaddr addr, uint32_t len)
{
	uint8_t h[ADDR_MAX];
	if (addr) {
		long r = sockaddr_in(h, addr, len);
		if (r < 0)
			return r;
	}
	if (fd_kind(fd) == FD_NETLINK)
		return netlink_send(fd, buf, size, flags, addr ? h : NULL, len);
	return wait6(__NR_sendto, fd, buf, (int32_t)size, flags, addr ? (long)h : 0, addr ? (long)len : 0);
}

long sys_send(int32_t fd, gaddr buf, uint32_t size, uint32_t flags)
{
	return sys_sendto(fd, buf, size, flags, 0, 0);
}

long sys_recvfrom(int32_t fd, gaddr buf, uint32_t size, uint32_t flags, gaddr addr, gaddr lenp)
{
	uint8_t h[ADDR_MAX];
	uint32_t room = 0, len = sizeof h;
	long r;
	if (addr && lenp && (r = room_of(lenp, &room)) < 0)
		return r;
	r = wait6(__NR_recvfrom, fd, buf, (int32_t)size, flags, addr ? (long)h : 0, addr ? (long)&len : 0);
	if (r < 0)
		return r;
	if (fd_kind(fd) == FD_NETLINK)
		netlink_received(buf, (uint32_t)r < size ? (uint32_t)r : size);
	if (addr && lenp && sockaddr_put(addr, lenp, h, room, len))
		return -EFAULT;
	return r;
}

long sys_recv(int32_t fd, gaddr buf, uint32_t size, uint32_t flags)
{
	return sys_recvfrom(fd, buf, size, flags, 0, 0);
}

/* A message with everything that belongs to it, in the host's form. */
enum { CONTROL_MAX = 16 << 10 };

struct message {
	struct host_msghdr guest, h;
	struct host_iovec iov[IOV_MAX];
	uint8_t addr[ADDR_MAX];
	uint8_t control[2 * CONTROL_MAX + 64];
};

static long message_in(struct message *m, gaddr a, bool send)
{
	if (get_msghdr(&m->guest, a))
		return -EFAULT;
	m->h = m->guest;
	if (m->guest.msg_iovlen > IOV_MAX)
		return -EMSGSIZE;
	if (get_iovecs(m->iov, (gaddr)m->guest.msg_iov, (uint32_t)m->guest.msg_iovlen))
		return -EFAULT;
	m->h.msg_iov = (uint64_t)(uintptr_t)m->iov;
	if (m->guest.msg_namelen < 0)
		return -EINVAL;
	if (m->guest.msg_name) {
		m->h.msg_name = (uint64_t)(uintptr_t)m->addr;
		if (send) {
			long r = sockaddr_in(m->addr, (gaddr)m->guest.msg_name, (uint32_t)m->guest.msg_namelen);
			if (r < 0)
				return r;
		} else {
			m->h.msg_namelen = ADDR_MAX;
		}
	}
	if (m->guest.msg_controllen > CONTROL_MAX)
		return -ENOBUFS;
	if (m->guest.msg_control && m->guest.msg_controllen) {
		m->h.msg_control = (uint64_t)(uintptr_t)m->control;
		if (send) {
			long r = controls_in(m->control, sizeof m->control, (gaddr)m->guest.msg_control, (uint32_t)m->guest.msg_controllen);
			if (r < 0)
				return r;
			m->h.msg_controllen = (uint64_t)r;
		} else {
			m->h.msg_controllen = 2 * m->guest.msg_controllen + 64;
		}
	} else {
		m->h.msg_control = 0;
		m->h.msg_controllen = 0;
	}
	return 0;
}

long sys_sendmsg(int32_t fd, gaddr msg, uint32_t flags)
{
	struct message m;
	long r = message_in(&m, msg, true);
	if (r < 0)
		return r;
	if (fd_kind(fd) == FD_NETLINK)
		return netlink_sendmsg(fd, &m.h, flags);
	return wait6(__NR_sendmsg, fd, (long)&m.h, flags, 0, 0, 0);
}

/* received writes back what recvmsg filled. */
static long received(int32_t fd, struct message *m, gaddr msg, long r)
{
	struct host_msghdr out = m->guest;
	bool truncated = false;
	if (fd_kind(fd) == FD_NETLINK) {
		uint32_t left = (uint32_t)r;
		for (uint64_t i = 0; i < m->h.msg_iovlen && left; i++) {
			uint32_t n = left < m->iov[i].iov_len ? left : (uint32_t)m->iov[i].iov_len;
			if (i == 0) /* messages in pieces are not met with */
				netlink_received((gaddr)m->iov[i].iov_base, n);
			left -= n;
		}
	}
	if (m->guest.msg_name) {
		uint32_t room = (uint32_t)m->guest.msg_namelen, len = (uint32_t)m->h.msg_namelen;
		sockaddr_out(m->addr, len < ADDR_MAX ? len : ADDR_MAX);
		if (copy_out((gaddr)m->guest.msg_name, m->addr, len < room ? len : room))
			return -EFAULT;
	}
	out.msg_namelen = m->h.msg_namelen;
	out.msg_controllen = 0;
	if (m->h.msg_control && m->h.msg_controllen) {
		uint8_t g[CONTROL_MAX];
		uint32_t n = controls_out(g, (uint32_t)m->guest.msg_controllen, m->control, (size_t)m->h.msg_controllen, &truncated);
		if (copy_out((gaddr)m->guest.msg_control, g, n))
			return -EFAULT;
		out.msg_controllen = n;
	}
	out.msg_flags = m->h.msg_flags | (truncated ? HOST_MSG_CTRUNC : 0);
	return put_msghdr(msg, &out) ? -EFAULT : r;
}

long sys_recvmsg(int32_t fd, gaddr msg, uint32_t flags)
{
	struct message m;
	long r = message_in(&m, msg, false);
	if (r < 0)
		return r;
	r = wait6(__NR_recvmsg, fd, (long)&m.h, flags, 0, 0, 0);
	return r < 0 ? r : received(fd, &m, msg, r);
}

/* sendmmsg sends until one fails; an error counts only for the first. */
long sys_sendmmsg(int32_t fd, gaddr msgs, uint32_t n, uint32_t flags)
{
	long done = 0;
	if (n > IOV_MAX)
		n = IOV_MAX;
	for (; done < (long)n; done++, msgs += GUEST_MMSGHDR_SIZE) {
		long r = sys_sendmsg(fd, msgs, flags);
		if (r < 0)
			return done ? done : r;
		if (put_u32(msgs + GUEST_MSGHDR_SIZE, (uint32_t)r))
			return done ? done : -EFAULT;
	}
	return done;
}

/* recvmmsg, with the time after which no further message is waited for. */
static long receive_many(int32_t fd, gaddr msgs, uint32_t n, uint32_t flags, const struct host_timespec *timeout)
{
	struct host_timespec now, end = {0};
	long done = 0;
	if (timeout) {
		if (timeout->tv_sec < 0 || timeout->tv_nsec < 0 || timeout->tv_nsec >= 1000000000)
			return -EINVAL;
		vdso_clock_gettime(HOST_CLOCK_MONOTONIC, (long)&end);
		end.tv_sec += timeout->tv_sec;
		end.tv_nsec += timeout->tv_nsec;
	}
	if (n > IOV_MAX)
		n = IOV_MAX;
	for (; done < (long)n; msgs += GUEST_MMSGHDR_SIZE) {
		long r = sys_recvmsg(fd, msgs, flags & ~(uint32_t)HOST_MSG_WAITFORONE);
		if (r < 0)
			return done ? done : r;
		if (put_u32(msgs + GUEST_MSGHDR_SIZE, (uint32_t)r))
			return done ? done : -EFAULT;
		done++;
		if (flags & HOST_MSG_WAITFORONE)
			flags |= HOST_MSG_DONTWAIT;
		if (timeout) {
			vdso_clock_gettime(HOST_CLOCK_MONOTONIC, (long)&now);
			if ((now.tv_sec - end.tv_sec) * 1000000000 + now.tv_nsec - end.tv_nsec >= 0)
				break;
		}
	}
	return done;
}

long sys_recvmmsg(int32_t fd, gaddr msgs, uint32_t n, uint32_t flags, gaddr timeout)
{
	struct host_timespec ts;
	if (timeout && get_timespec(&ts, timeout))
		return -EFAULT;
	return receive_many(fd, msgs, n, flags, timeout ? &ts : NULL);
}

long sys_recvmmsg_time64(int32_t fd, gaddr msgs, uint32_t n, uint32_t flags, gaddr timeout)
{
	struct host_timespec ts = {0};
	if (timeout && get_timeout64(&ts, timeout))
		return -EFAULT;
	return receive_many(fd, msgs, n, flags, timeout ? &ts : NULL);
}

/* socketcall: all of these through one number, arguments in memory. */
long sys_socketcall(int32_t call, gaddr args)
{
	enum {
		SOCKET = 1, BIND, CONNECT, LISTEN, ACCEPT, GETSOCKNAME, GETPEERNAME, SOCKETPAIR, SEND, RECV, SENDTO, RECVFROM,
		SHUTDOWN, SETSOCKOPT, GETSOCKOPT, SENDMSG, RECVMSG, ACCEPT4, RECVMMSG, SENDMMSG,
	};
	static const uint8_t count[] = {0, 3, 3, 3, 2, 3, 3, 3, 4, 4, 4, 6, 6, 2, 5, 5, 3, 3, 4, 5, 4};
	uint32_t a[6] = {0};
	if (call < SOCKET || call > SENDMMSG)
		return -EINVAL;
	if (get_u32_n(a, args, count[call]))
		return -EFAULT;
	int32_t fd = (int32_t)a[0];
	switch (call) {
	case SOCKET: return sys_socket(a[0], a[1], (int32_t)a[2]);
	case BIND: return sys_bind(fd, a[1], a[2]);
	case CONNECT: return sys_connect(fd, a[1], a[2]);
	case LISTEN: return sys2(__NR_listen, fd, (int32_t)a[1]);
	case ACCEPT: return sys_accept(fd, a[1], a[2]);
	case GETSOCKNAME: return sys_getsockname(fd, a[1], a[2]);
	case GETPEERNAME: return sys_getpeername(fd, a[1], a[2]);
	case SOCKETPAIR: return sys_socketpair(a[0], a[1], (int32_t)a[2], a[3]);
	case SEND: return sys_send(fd, a[1], a[2], a[3]);
	case RECV: return sys_recv(fd, a[1], a[2], a[3]);
	case SENDTO: return sys_sendto(fd, a[1], a[2], a[3], a[4], a[5]);
	case RECVFROM: return sys_recvfrom(fd, a[1], a[2], a[3], a[4], a[5]);
	case SHUTDOWN: return sys2(__NR_shutdown, fd, (int32_t)a[1]);
	case SETSOCKOPT: return sys_setsockopt(fd, a[1], a[2], a[3], a[4]);
	case GETSOCKOPT: return sys_getsockopt(fd, a[1], a[2], a[3], a[4]);
	case SENDMSG: return sys_sendmsg(fd, a[1], a[2]);
	case RECVMSG: return sys_recvmsg(fd, a[1], a[2]);
	case ACCEPT4: return sys_accept4(fd, a[1], a[2], a[3]);
	case RECVMMSG: return sys_recvmmsg(fd, a[1], a[2], a[3], a[4]);
	}
	return sys_sendmmsg(fd, a[1], a[2], a[3]);
}
