/* Only here: TCP and UDP on the loopback interface, options of all levels, time stamps and packet information. */
/* corpus: tags glibc */
#include "check.h"
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>

static int option(int s, int level, int name, const char *what)
{
	int v = -77;
	socklen_t len = sizeof v;
	if (getsockopt(s, level, name, &v, &len) == -1)
		printf("%s: errno %d\n", what, errno);
	else
		printf("%s: %d len %d\n", what, v, (int)len);
	return v;
}
#define OPTION(s, level, name) option(s, level, name, #name)

static void set(int s, int level, int name, int v, const char *what)
{
	int r = setsockopt(s, level, name, &v, sizeof v);
	printf("set %s %d: %d %d\n", what, v, r, r ? errno : 0);
	option(s, level, name, what);
}
#define SETOPT(s, level, name, v) set(s, level, name, v, #name)

static void options(void)
{
	int s = CALL(socket(AF_INET, SOCK_STREAM, 0));
	SETOPT(s, SOL_SOCKET, SO_REUSEADDR, 1);
	SETOPT(s, SOL_SOCKET, SO_REUSEPORT, 1);
	SETOPT(s, SOL_SOCKET, SO_KEEPALIVE, 1);
	SETOPT(s, SOL_SOCKET, SO_BROADCAST, 1);
	SETOPT(s, SOL_SOCKET, SO_DONTROUTE, 1);
	SETOPT(s, SOL_SOCKET, SO_OOBINLINE, 1);
	SETOPT(s, SOL_SOCKET, SO_SNDBUF, 20000);
	SETOPT(s, SOL_SOCKET, SO_RCVBUF, 30000);
	SETOPT(s, SOL_SOCKET, SO_RCVLOWAT, 3);
	SETOPT(s, SOL_SOCKET, SO_PRIORITY, 2);
	SETOPT(s, SOL_SOCKET, SO_TIMESTAMP, 1);
	OPTION(s, SOL_SOCKET, SO_ERROR);
	OPTION(s, SOL_SOCKET, SO_ACCEPTCONN);
	OPTION(s, SOL_SOCKET, SO_DOMAIN);
	OPTION(s, SOL_SOCKET, SO_PROTOCOL);
	printf("stream %d\n", OPTION(s, SOL_SOCKET, SO_TYPE) == SOCK_STREAM);
	OPTION(s, SOL_SOCKET, 9999);
	OPTION(s, 9999, 1);
	struct linger l = {1, 5};
	CALL(setsockopt(s, SOL_SOCKET, SO_LINGER, &l, sizeof l));
	memset(&l, 0, sizeof l);
	socklen_t len = sizeof l;
	CALL(getsockopt(s, SOL_SOCKET, SO_LINGER, &l, &len));
	printf("linger %d %d\n", l.l_onoff, l.l_linger);
	struct timeval tv = {3, 500000};
	CALL(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv));
	CALL(setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &tv, sizeof tv));
	memset(&tv, 0, sizeof tv);
	len = sizeof tv;
	CALL(getsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, &len));
	printf("timeout %ld %ld\n", (long)tv.tv_sec, (long)tv.tv_usec);
	SETOPT(s, IPPROTO_TCP, TCP_NODELAY, 1);
	SETOPT(s, IPPROTO_TCP, TCP_KEEPIDLE, 77);
	SETOPT(s, IPPROTO_TCP, TCP_KEEPCNT, 4);
	SETOPT(s, IPPROTO_TCP, TCP_MAXSEG, 1000);
	SETOPT(s, IPPROTO_IP, IP_TOS, 16);
	SETOPT(s, IPPROTO_IP, IP_TTL, 33);
	unsigned char ttl = 5;
	int u = socket(AF_INET, SOCK_DGRAM, 0);
	CALL(setsockopt(u, IPPROTO_IP, IP_MULTICAST_TTL, &ttl, 1));
	OPTION(u, IPPROTO_IP, IP_MULTICAST_TTL);
	struct ip_mreqn mreq = {{inet_addr("224.0.1.200")}, {htonl(INADDR_LOOPBACK)}, 1};
	CALL(setsockopt(u, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof mreq));
	CALL(setsockopt(u, IPPROTO_IP, IP_DROP_MEMBERSHIP, &mreq, sizeof mreq));
	int s6 = socket(AF_INET6, SOCK_DGRAM, 0);
	if (s6 >= 0) {
		SETOPT(s6, IPPROTO_IPV6, IPV6_V6ONLY, 1);
		SETOPT(s6, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 9);
	}
}

static void tcp(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, b;
	int l = CALL(socket(AF_INET, SOCK_STREAM, IPPROTO_TCP));
	CALL(bind(l, (struct sockaddr *)&a, sizeof a));
	CALL(listen(l, 3));
	socklen_t len = sizeof a;
	CALL(getsockname(l, (struct sockaddr *)&a, &len));
	printf("%d %s port %d len %d\n", a.sin_family, inet_ntoa(a.sin_addr), a.sin_port != 0, (int)len);
	int c = CALL(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
	CALL(connect(c, (struct sockaddr *)&a, sizeof a));
	len = sizeof b;
	int s = CALL(accept(l, (struct sockaddr *)&b, &len));
	printf("peer %d %s\n", b.sin_family, inet_ntoa(b.sin_addr));
	CALL(getpeername(c, (struct sockaddr *)&b, &len));
	printf("same port %d\n", b.sin_port == a.sin_port);
	char buf[64] = "";
	CALL(recv(c, buf, 64, 0));
	CALL(send(s, "tcp data", 8, 0));
	fd_set in;
	FD_ZERO(&in);
	FD_SET(c, &in);
	CALL(select(c + 1, &in, NULL, NULL, NULL));
	int avail = 0;
	CALL(ioctl(c, FIONREAD, &avail));
	printf("available %d\n", avail);
	CALL(recv(c, buf, 64, MSG_DONTWAIT));
	CALL(send(s, "!", 1, MSG_OOB));
	close(s);
	close(l);
	int d = socket(AF_INET, SOCK_STREAM, 0);
	CALL(connect(d, (struct sockaddr *)&a, sizeof a));
	OPTION(d, SOL_SOCKET, SO_ERROR);
	a.sin_family = 77;
	CALL(connect(d, (struct sockaddr *)&a, sizeof a));
}

static void udp(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, from;
	int r = socket(AF_INET, SOCK_DGRAM, 0), s = socket(AF_INET, SOCK_DGRAM, 0), on = 1;
	bind(r, (struct sockaddr *)&a, sizeof a);
	socklen_t len = sizeof a;
	getsockname(r, (struct sockaddr *)&a, &len);
	CALL(setsockopt(r, SOL_SOCKET, SO_TIMESTAMP, &on, sizeof on));
	CALL(setsockopt(r, IPPROTO_IP, IP_RECVTTL, &on, sizeof on));
	CALL(sendto(s, "datagram", 8, 0, (struct sockaddr *)&a, sizeof a));
	char buf[64] = "", control[512];
	struct iovec iov = {buf, sizeof buf};
	struct msghdr m = {.msg_name = &from, .msg_namelen = sizeof from, .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
	CALL(recvmsg(r, &m, 0));
	printf("from %s len %d\n", inet_ntoa(from.sin_addr), (int)m.msg_namelen);
	for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c)) {
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_TIMESTAMP) {
			struct timeval tv, now;
			memcpy(&tv, CMSG_DATA(c), sizeof tv);
			gettimeofday(&now, NULL);
			printf("stamp len %d recent %d\n", (int)c->cmsg_len, now.tv_sec - tv.tv_sec < 10 && tv.tv_usec < 1000000);
		} else {
			int v;
			memcpy(&v, CMSG_DATA(c), sizeof v);
			printf("level %d type %d len %d value %d\n", c->cmsg_level, c->cmsg_type, (int)c->cmsg_len, v);
		}
	}
	CALL(connect(s, (struct sockaddr *)&a, sizeof a));
	CALL(send(s, "1234567890", 10, 0));
	len = sizeof from;
	CALL(recvfrom(r, buf, 4, MSG_TRUNC, (struct sockaddr *)&from, &len));
	CALL(recvfrom(r, buf, 4, MSG_DONTWAIT, NULL, NULL));
	struct timeval tv = {0, 20000};
	setsockopt(r, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
	CALL(recv(r, buf, 4, 0));
	struct sockaddr_in6 six = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT, .sin6_scope_id = 1};
	int t = socket(AF_INET6, SOCK_DGRAM, 0);
	if (t >= 0 && bind(t, (struct sockaddr *)&six, sizeof six) == 0) {
		len = sizeof six;
		getsockname(t, (struct sockaddr *)&six, &len);
		printf("v6 %d len %d\n", six.sin6_family, (int)len);
	}
}

int main(void)
{
	options();
	tcp();
	udp();
	return 0;
}
