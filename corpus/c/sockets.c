/* Only here: TCP and UDP over loopback, socketpair, poll, select, shutdown, sendmsg with a descriptor. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static void tcp(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof a;
	int l = socket(AF_INET, SOCK_STREAM, 0), one = 1, got = 0;
	printf("reuse %d\n", setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one));
	printf("bind %d listen %d\n", bind(l, (void *)&a, sizeof a), listen(l, 4));
	printf("name %d", getsockname(l, (void *)&a, &len));
	printf(" %d %s %d\n", len, inet_ntoa(a.sin_addr), a.sin_port != 0);
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		int c = socket(AF_INET, SOCK_STREAM, 0);
		char buf[32];
		if (connect(c, (void *)&a, sizeof a))
			_exit(1);
		setsockopt(c, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
		for (int i = 0; i < 100; i++)
			write(c, "0123456789", 10);
		shutdown(c, SHUT_WR);
		_exit(read(c, buf, sizeof buf) == 4 && !memcmp(buf, "done", 4) ? 17 : 2);
	}
	len = sizeof a;
	int c = accept(l, (void *)&a, &len), total = 0, n, s;
	char buf[256];
	while ((n = recv(c, buf, sizeof buf, 0)) > 0)
		total += n;
	send(c, "done", 4, MSG_NOSIGNAL);
	waitpid(pid, &s, 0);
	len = sizeof got;
	printf("tcp %d family %d child %d type %d", total, a.sin_family == AF_INET, WEXITSTATUS(s), getsockopt(l, SOL_SOCKET, SO_TYPE, &got, &len));
	printf(" %d\n", got == SOCK_STREAM);
	close(c);
	close(l);
}

static void udp(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) }, from;
	socklen_t len = sizeof a, flen = sizeof from;
	int r = socket(AF_INET, SOCK_DGRAM, 0), s = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bind(r, (void *)&a, sizeof a);
	getsockname(r, (void *)&a, &len);
	printf("sendto %zd\n", sendto(s, "datagram", 8, 0, (void *)&a, len));
	char buf[32];
	ssize_t n = recvfrom(r, buf, sizeof buf, 0, (void *)&from, &flen);
	printf("udp %zd %.8s %d\n", n, buf, from.sin_addr.s_addr == htonl(INADDR_LOOPBACK));
	printf("again %d\n", recv(r, buf, 1, MSG_DONTWAIT) < 0 && errno == EAGAIN);
	close(r);
	close(s);
}

static void pass(void)
{
	int sv[2], p[2], got = -1;
	printf("pair %d\n", socketpair(AF_UNIX, SOCK_STREAM, 0, sv));
	pipe(p);
	char c = 'c', ctl[CMSG_SPACE(sizeof(int))] = { 0 };
	struct iovec v = { &c, 1 };
	struct msghdr m = { .msg_iov = &v, .msg_iovlen = 1, .msg_control = ctl, .msg_controllen = sizeof ctl };
	struct cmsghdr *h = CMSG_FIRSTHDR(&m);
	h->cmsg_level = SOL_SOCKET;
	h->cmsg_type = SCM_RIGHTS;
	h->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(h), &p[1], sizeof(int));
	printf("sendmsg %zd\n", sendmsg(sv[0], &m, 0));
	memset(ctl, 0, sizeof ctl);
	c = 0;
	printf("recvmsg %zd %c\n", recvmsg(sv[1], &m, 0), c ? c : '0');
	h = CMSG_FIRSTHDR(&m);
	if (h && h->cmsg_type == SCM_RIGHTS)
		memcpy(&got, CMSG_DATA(h), sizeof got);
	write(got, "through", 7);
	char buf[16] = { 0 };
	read(p[0], buf, sizeof buf);
	printf("passed %d %s\n", got > 2, buf);
	struct pollfd f[2] = { { sv[0], POLLIN | POLLOUT, 0 }, { p[0], POLLIN, 0 } };
	int n = poll(f, 2, 0);
	printf("poll %d %d %d\n", n, f[0].revents == POLLOUT, f[1].revents);
	fd_set rd;
	FD_ZERO(&rd);
	FD_SET(p[0], &rd);
	struct timeval t = { 0, 1000 };
	n = select(p[0] + 1, &rd, 0, 0, &t);
	printf("select %d", n);
	write(p[1], "y", 1);
	FD_SET(p[0], &rd);
	n = select(p[0] + 1, &rd, 0, 0, 0);
	printf(" %d %d\n", n, FD_ISSET(p[0], &rd) != 0);
}

int main(void)
{
	tcp();
	udp();
	pass();
	struct sockaddr_un u = { .sun_family = AF_UNIX, .sun_path = "sock" };
	int s = socket(AF_UNIX, SOCK_STREAM, 0);
	printf("unix %d %d\n", bind(s, (void *)&u, sizeof u), bind(s, (void *)&u, sizeof u) < 0);
	unlink("sock");
	printf("refused %d\n", connect(s, (void *)&u, sizeof u) < 0 && errno == ENOENT);
	return 0;
}
