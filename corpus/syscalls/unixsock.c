/* Only here: Unix sockets: pairs, names, descriptors and credentials in messages, several messages at once. */
#include "check.h"
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>

static void sock_pair(void)
{
	int s[2];
	CALL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, s));
	printf("flags %d %d\n", fcntl(s[0], F_GETFD), !!(fcntl(s[0], F_GETFL) & O_NONBLOCK));
	char buf[64];
	CALL(recv(s[0], buf, 64, 0));
	CALL(send(s[1], "hello", 5, MSG_NOSIGNAL));
	CALL(recv(s[0], buf, 64, MSG_PEEK));
	CALL(recv(s[0], buf, 64, 0));
	int type, level;
	socklen_t len = sizeof type;
	CALL(getsockopt(s[0], SOL_SOCKET, SO_TYPE, &type, &len));
	printf("type %d stream %d len %d\n", type, type == SOCK_STREAM, (int)len);
	struct ucred c;
	len = sizeof c;
	CALL(getsockopt(s[0], SOL_SOCKET, SO_PEERCRED, &c, &len));
	printf("peer %d %d %d len %d\n", c.pid == getpid(), c.uid == getuid(), c.gid == getgid(), (int)len);
	CALL(shutdown(s[1], SHUT_WR));
	CALL(recv(s[0], buf, 64, 0));
	close(s[0]);
	CALL(send(s[1], "x", 1, MSG_NOSIGNAL));
	(void)level;
	CALL(socketpair(AF_INET, SOCK_STREAM, 0, s));
	CALL(socket(AF_UNIX, 77, 0));
	CALL(socket(99, SOCK_STREAM, 0));
	CALL(socket(AF_UNIX, SOCK_SEQPACKET, 0));
}

static void descriptors(void)
{
	int s[2], p[2];
	CALL(socketpair(AF_UNIX, SOCK_DGRAM, 0, s));
	CALL(pipe(p));
	int on = 1;
	CALL(setsockopt(s[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
	union {
		struct cmsghdr align;
		char b[256];
	} control;
	memset(&control, 0, sizeof control);
	struct iovec iov[2] = {{"ab", 2}, {"cde", 3}};
	struct msghdr m = {.msg_iov = iov, .msg_iovlen = 2, .msg_control = control.b};
	m.msg_controllen = CMSG_SPACE(2 * sizeof(int)) + CMSG_SPACE(sizeof(struct ucred));
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(2 * sizeof(int));
	memcpy(CMSG_DATA(c), p, sizeof p);
	c = CMSG_NXTHDR(&m, c);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_CREDENTIALS;
	c->cmsg_len = CMSG_LEN(sizeof(struct ucred));
	struct ucred u = {getpid(), getuid(), getgid()};
	memcpy(CMSG_DATA(c), &u, sizeof u);
	CALL(sendmsg(s[0], &m, 0));

	char a[4], b[16];
	struct iovec in[2] = {{a, 4}, {b, 16}};
	memset(&control, 0, sizeof control);
	struct msghdr r = {.msg_iov = in, .msg_iovlen = 2, .msg_control = control.b, .msg_controllen = sizeof control};
	long n = CALL(recvmsg(s[1], &r, MSG_CMSG_CLOEXEC));
	printf("%ld %.4s%.1s flags %x controllen %d\n", n, a, b, r.msg_flags & ~MSG_CMSG_CLOEXEC, (int)r.msg_controllen);
	for (c = CMSG_FIRSTHDR(&r); c; c = CMSG_NXTHDR(&r, c)) {
		printf("level %d type %d len %d\n", c->cmsg_level == SOL_SOCKET, c->cmsg_type, (int)c->cmsg_len);
		if (c->cmsg_type == SCM_CREDENTIALS) {
			memcpy(&u, CMSG_DATA(c), sizeof u);
			printf("cred %d %d %d\n", u.pid == getpid(), u.uid == getuid(), u.gid == getgid());
		} else if (c->cmsg_type == SCM_RIGHTS) {
			int fds[2];
			memcpy(fds, CMSG_DATA(c), sizeof fds);
			CALL(write(fds[1], "through", 7));
			CALL(read(p[0], b, 16));
			printf("cloexec %d\n", fcntl(fds[0], F_GETFD));
			close(fds[0]);
			close(fds[1]);
		}
	}
	/* No room for what arrives. */
	on = 0;
	CALL(setsockopt(s[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof on));
	m.msg_controllen = CMSG_SPACE(2 * sizeof(int));
	c = CMSG_FIRSTHDR(&m);
	m.msg_control = control.b;
	memset(&control, 0, sizeof control);
	c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(2 * sizeof(int));
	memcpy(CMSG_DATA(c), p, sizeof p);
	CALL(sendmsg(s[0], &m, 0));
	r.msg_control = NULL;
	r.msg_controllen = 0;
	CALL(recvmsg(s[1], &r, 0));
	printf("flags %x\n", r.msg_flags);
}

static void names(void)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX, .sun_path = "socket"}, b;
	int l = CALL(socket(AF_UNIX, SOCK_STREAM, 0));
	CALL(bind(l, (struct sockaddr *)&a, sizeof a));
	CALL(bind(l, (struct sockaddr *)&a, sizeof a));
	CALL(listen(l, 5));
	struct stat st;
	stat("socket", &st);
	printf("mode %o\n", (unsigned)st.st_mode & S_IFMT);
	pid_t child = fork();
	if (child == 0) {
		int c = socket(AF_UNIX, SOCK_STREAM, 0);
		if (connect(c, (struct sockaddr *)&a, sizeof a) == -1)
			_exit(1);
		send(c, "from child", 10, 0);
		_exit(0);
	}
	socklen_t len = sizeof b;
	int s = CALL(accept4(l, (struct sockaddr *)&b, &len, SOCK_CLOEXEC));
	printf("family %d len %d\n", b.sun_family, (int)len);
	char buf[32] = "";
	CALL(recv(s, buf, 32, MSG_WAITALL));
	printf("%s\n", buf);
	waitpid(child, NULL, 0);
	len = sizeof b;
	memset(&b, 0, sizeof b);
	CALL(getsockname(l, (struct sockaddr *)&b, &len));
	printf("name %d %s len %d\n", b.sun_family, b.sun_path, (int)len);
	len = 4;
	CALL(getsockname(l, (struct sockaddr *)&b, &len));
	printf("len %d\n", (int)len);
	int c = socket(AF_UNIX, SOCK_STREAM, 0);
	a.sun_path[0] = 'n';
	CALL(connect(c, (struct sockaddr *)&a, sizeof a));
	CALL(connect(c, (struct sockaddr *)4, 16));
	/* abstract */
	struct sockaddr_un x = {.sun_family = AF_UNIX};
	snprintf(x.sun_path + 1, sizeof x.sun_path - 1, "corpus-%010d", (int)getpid());
	CALL(bind(c, (struct sockaddr *)&x, sizeof(sa_family_t) + 1 + 17));
	len = sizeof b;
	CALL(getsockname(c, (struct sockaddr *)&b, &len));
	printf("abstract %d len %d\n", b.sun_path[0], (int)len);
	CALL(unlink("socket"));
}

static void several(void)
{
	int s[2];
	socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
	struct iovec iov[3] = {{"one", 3}, {"three", 5}, {"seventh", 7}};
	struct mmsghdr m[3];
	memset(m, 0, sizeof m);
	for (int i = 0; i < 3; i++) {
		m[i].msg_hdr.msg_iov = &iov[i];
		m[i].msg_hdr.msg_iovlen = 1;
	}
	CALL(sendmmsg(s[0], m, 3, 0));
	printf("%u %u %u\n", m[0].msg_len, m[1].msg_len, m[2].msg_len);
	char b[4][8];
	struct iovec in[4];
	struct mmsghdr r[4];
	memset(r, 0, sizeof r);
	for (int i = 0; i < 4; i++) {
		in[i] = (struct iovec){b[i], 4};
		r[i].msg_hdr.msg_iov = &in[i];
		r[i].msg_hdr.msg_iovlen = 1;
	}
	CALL(recvmmsg(s[1], r, 4, MSG_WAITFORONE, NULL));
	for (int i = 0; i < 3; i++)
		printf("%u %x %.3s\n", r[i].msg_len, r[i].msg_hdr.msg_flags, b[i]);
	CALL(recvmmsg(s[1], r, 4, MSG_DONTWAIT, NULL));
}

int main(void)
{
	sock_pair();
	descriptors();
	names();
	several();
	return 0;
}
