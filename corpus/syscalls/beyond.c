/* Only here: calls that the emulator gets wrong and the kernel does not; the output is what MIPS kernels say. */
/* corpus: tags glibc */
/* corpus: oracle exit 0 */
#include "check.h"
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <fcntl.h>
#include <mqueue.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

static int memory(void)
{
	long page = 4096;
	char *a = mmap(NULL, 9 * page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	CALL((long)mmap(a, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0));
	CALL(mprotect(a, 0, PROT_READ));
	munmap(a + 4 * page, 3 * page);
	CALL(mprotect(a, 9 * page, PROT_READ | PROT_WRITE));
	a[3 * page] = 1; /* what lies before the gap has changed */
	unsigned char vec[9];
	CALL(mincore(a, 9 * page, vec));
	CALL(madvise(a, page, 999));
	CALL((long)mremap(a, page, 0, 0));
	return 0;
}

static int timer(void)
{
	timer_t id;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2, .sigev_value.sival_int = 0x777};
	CALL(timer_create(CLOCK_REALTIME, &ev, &id));
	CALL(timer_settime(id, 0, &(struct itimerspec){{0, 0}, {0, 1000000}}, NULL));
	siginfo_t si;
	printf("usr2 %d\n", sigwaitinfo(&set, &si) == SIGUSR2);
	printf("code %d value %x timer %d\n", si.si_code, si.si_value.sival_int, si.si_code == SI_TIMER);
	return 0;
}

static int raw(void)
{
	static int word = 0x01020304, other = 7;
	CALL(syscall(SYS_statfs64, "/", 4, 0x10));
	CALL(syscall(SYS_nanosleep, 0x10, 0));
	CALL(syscall(SYS_futex, &word, 5, 1, 1, &other, 1 << 28 | 5 << 24 | 3 << 12 | 7));
	printf("other %d\n", other);
#ifdef __mips__
	CALL(syscall(SYS_sysmips, 2001, &word, 99));
	printf("word %d\n", word);
	CALL(syscall(SYS_sysmips, 1234, 0, 0));
	CALL(syscall(SYS_cacheflush, &word, 4, 0));
#endif
	return 0;
}

static int processes(void)
{
	int status = 0;
	pid_t shared = 0, child = syscall(SYS_clone, SIGCHLD | CLONE_PARENT_SETTID, 0, &shared, 0, 0);
	if (child == 0)
		_exit(5);
	printf("parent settid %d\n", shared == child);
	waitpid(child, &status, 0);
	child = syscall(SYS_clone, 0, 0, 0, 0, 0);
	if (child == 0)
		_exit(6);
	CALL(waitpid(child, &status, __WALL) == child);
	printf("%d\n", WEXITSTATUS(status));
	fflush(stdout);
	child = vfork();
	if (child == 0) {
		char *args[] = {"prog", "one", "two words", "", NULL};
		char *env[] = {"GIVEN=yes", NULL};
		execve("/proc/self/exe", args, env);
		_exit(99);
	}
	waitpid(child, &status, 0);
	printf("executed %d\n", WEXITSTATUS(status));
	struct sigaction act = {.sa_handler = SIG_DFL, .sa_flags = SA_NOCLDWAIT};
	sigaction(SIGCHLD, &act, NULL);
	fflush(stdout);
	if (fork() == 0)
		_exit(1);
	CALL(wait(NULL));
	return 0;
}

int main(int argc, char **argv)
{
	if (argc > 1) {
		printf("executed %d:", argc);
		for (int i = 1; i < argc; i++)
			printf(" [%s]", argv[i]);
		printf(" env %s %d\n", getenv("GIVEN") ? getenv("GIVEN") : "none", getenv("PATH") != NULL);
		return 11;
	}

	/* One descriptor of two fits. */
	int s[2], p[2], v[2];
	socketpair(AF_UNIX, SOCK_DGRAM, 0, s);
	pipe(p);
	union {
		struct cmsghdr align;
		char b[256];
	} control;
	memset(&control, 0, sizeof control);
	struct iovec iov = {"ab", 2};
	struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.b, .msg_controllen = CMSG_SPACE(2 * sizeof(int))};
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(2 * sizeof(int));
	memcpy(CMSG_DATA(c), p, sizeof p);
	CALL(sendmsg(s[0], &m, 0));
	char buf[4096];
	iov = (struct iovec){buf, sizeof buf};
	m.msg_controllen = CMSG_LEN(sizeof(int));
	CALL(recvmsg(s[1], &m, 0));
	printf("flags %x controllen %d\n", m.msg_flags, (int)m.msg_controllen);
	printf("next %d\n", dup(1) - *(int *)CMSG_DATA(CMSG_FIRSTHDR(&m)));

	int u = socket(AF_INET, SOCK_DGRAM, 0);
	struct in_addr any = {htonl(INADDR_LOOPBACK)};
	CALL(setsockopt(u, IPPROTO_IP, IP_MULTICAST_IF, &any, sizeof any));
	any.s_addr = 0;
	socklen_t len = sizeof any;
	CALL(getsockopt(u, IPPROTO_IP, IP_MULTICAST_IF, &any, &len));
	printf("%s\n", inet_ntoa(any));

	int t = socket(AF_INET, SOCK_STREAM, 0);
	struct tcp_info info;
	len = sizeof info;
	CALL(getsockopt(t, IPPROTO_TCP, TCP_INFO, &info, &len));
	printf("tcp state %d mss %u\n", info.tcpi_state, info.tcpi_snd_mss);

	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	bind(u, (struct sockaddr *)&a, sizeof a);
	len = sizeof a;
	getsockname(u, (struct sockaddr *)&a, &len);
	int on = 1;
	CALL(setsockopt(u, IPPROTO_IP, IP_PKTINFO, &on, sizeof on));
	sendto(u, "x", 1, 0, (struct sockaddr *)&a, sizeof a);
	m.msg_controllen = sizeof control;
	CALL(recvmsg(u, &m, 0));
	c = CMSG_FIRSTHDR(&m);
	struct in_pktinfo info4;
	memcpy(&info4, CMSG_DATA(c), sizeof info4);
	printf("type %d len %d index %d to %s\n", c->cmsg_type, (int)c->cmsg_len, info4.ipi_ifindex, inet_ntoa(info4.ipi_addr));

	int nl = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	struct {
		struct nlmsghdr h;
		struct ifinfomsg i;
	} q = {{sizeof q, RTM_GETLINK, NLM_F_REQUEST, 5, 0}, {.ifi_index = 0x7fffff}};
	CALL(send(nl, &q, sizeof q, 0));
	long got = CALL(recv(nl, buf, sizeof buf, 0)) > 0;
	struct nlmsghdr *h = (void *)buf;
	if (got && h->nlmsg_type == NLMSG_ERROR)
		printf("seq %u error %s\n", h->nlmsg_seq, strerror(-((struct nlmsgerr *)NLMSG_DATA(h))->error));

	/* POLLWRBAND has the value that POLLWRNORM has elsewhere. */
	struct pollfd f = {p[1], POLLOUT | POLLWRBAND, 0};
	CALL(poll(&f, 1, 0));
	v[0] = f.revents;
	printf("%x\n", v[0]);

	int id = shmget(IPC_PRIVATE, 10000, IPC_CREAT | 0640);
	printf("fixed %d\n", shmat(id, (void *)0x60040000, 0) == (void *)0x60040000);
	printf("rounded %d\n", shmat(id, (char *)0x60140000 + 4096, SHM_RND) == (void *)0x60140000);
	shmctl(id, IPC_RMID, NULL);

	char name[32];
	snprintf(name, sizeof name, "/corpus-%d", (int)getpid());
	struct mq_attr attr = {.mq_maxmsg = 4, .mq_msgsize = 64}, old;
	mqd_t mq = mq_open(name, O_CREAT | O_RDWR | O_NONBLOCK, 0600, &attr);
	attr.mq_flags = 0;
	CALL(mq_setattr(mq, &attr, &old));
	printf("nonblocking %d", old.mq_flags == O_NONBLOCK);
	mq_getattr(mq, &old);
	printf(" %ld\n", old.mq_flags);
	struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 321};
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, NULL);
	CALL(mq_notify(mq, &ev));
	CALL(mq_send(mq, "x", 1, 0));
	siginfo_t si;
	printf("usr1 %d\n", sigtimedwait(&set, &si, &(struct timespec){2, 0}) == SIGUSR1);
	printf("mesgq %d value %d\n", si.si_code == SI_MESGQ, si.si_value.sival_int);
	mq_unlink(name);

	CALL(ioctl(p[0], 0x1234, &f));
	return memory() + timer() + raw() + processes();
}
