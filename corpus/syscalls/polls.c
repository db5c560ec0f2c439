/* Only here: poll, select and epoll in all forms, eventfd, timerfd, signalfd, inotify. */
#include "check.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>

int main(void)
{
	int p[2];
	CALL(pipe(p));
	struct pollfd f[3] = {{p[0], POLLIN | POLLRDNORM, 77}, {p[1], POLLOUT | POLLWRNORM, 0}, {99, POLLIN, 0}};
	CALL(poll(f, 3, 0));
	printf("%x %x %x\n", f[0].revents, f[1].revents, f[2].revents);
	CALL(write(p[1], "abc", 3));
	CALL(poll(f, 2, 1000));
	printf("%x %x\n", f[0].revents, f[1].revents);
	struct timespec ts = {0, 1000000};
	sigset_t set;
	sigemptyset(&set);
	CALL(ppoll(f, 1, &ts, &set));
	printf("%x\n", f[0].revents);
	CALL(poll(NULL, 0, 1));
	CALL(poll((struct pollfd *)8, 1, 0));

	fd_set in, out;
	struct timeval tv = {0, 0};
	FD_ZERO(&in);
	FD_ZERO(&out);
	FD_SET(p[0], &in);
	FD_SET(p[1], &out);
	int high = dup2(p[0], 70);
	FD_SET(high, &in);
	CALL(select(71, &in, &out, NULL, &tv));
	printf("%d %d %d\n", FD_ISSET(p[0], &in), FD_ISSET(high, &in), FD_ISSET(p[1], &out));
	char buf[64];
	CALL(read(p[0], buf, 64));
	FD_ZERO(&in);
	FD_SET(p[0], &in);
	tv.tv_usec = 2000;
	CALL(select(p[0] + 1, &in, NULL, NULL, &tv));
	printf("left %ld %ld\n", (long)tv.tv_sec, (long)tv.tv_usec);
	FD_SET(p[1], &in);
	FD_ZERO(&out);
	FD_SET(p[1], &out);
	CALL(pselect(p[1] + 1, NULL, &out, NULL, &ts, &set));
	printf("%d\n", FD_ISSET(p[1], &out));
	CALL(select(-1, NULL, NULL, NULL, &tv));
	FD_SET(200, &in);
	CALL(select(201, &in, NULL, NULL, &tv));

	int ep = CALL(epoll_create1(EPOLL_CLOEXEC));
	printf("cloexec %d\n", fcntl(ep, F_GETFD));
	struct epoll_event ev = {.events = EPOLLIN, .data.u64 = 0x1122334455667788}, got[4];
	CALL(epoll_ctl(ep, EPOLL_CTL_ADD, p[0], &ev));
	CALL(epoll_ctl(ep, EPOLL_CTL_ADD, p[0], &ev));
	CALL(epoll_wait(ep, got, 4, 0));
	write(p[1], "x", 1);
	CALL(epoll_wait(ep, got, 4, 100));
	printf("%x %llx\n", got[0].events, (unsigned long long)got[0].data.u64);
	ev.events = EPOLLOUT;
	ev.data.u32 = 42;
	CALL(epoll_ctl(ep, EPOLL_CTL_ADD, p[1], &ev));
	CALL(epoll_pwait(ep, got, 1, 100, &set));
	CALL(epoll_wait(ep, got, 4, 100));
	printf("%x %x\n", got[0].events, got[1].events);
	CALL(epoll_ctl(ep, EPOLL_CTL_DEL, p[1], NULL));
	CALL(epoll_ctl(ep, EPOLL_CTL_DEL, p[1], NULL));
	CALL(epoll_wait(ep, got, 0, 100));

	int e = CALL(eventfd(5, EFD_NONBLOCK | EFD_CLOEXEC));
	printf("flags %d %d\n", fcntl(e, F_GETFL) & O_NONBLOCK ? 1 : 0, fcntl(e, F_GETFD));
	uint64_t v = 3;
	CALL(write(e, &v, 8));
	CALL(read(e, &v, 8));
	printf("count %llu\n", (unsigned long long)v);
	CALL(read(e, &v, 8));
	CALL(read(e, &v, 4));
	int e2 = CALL(eventfd(2, EFD_SEMAPHORE));
	int e3 = CALL(dup(e2));
	CALL(read(e3, &v, 8));
	printf("count %llu\n", (unsigned long long)v);

	int t = CALL(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK));
	struct itimerspec it = {{0, 0}, {0, 3000000}}, old;
	CALL(timerfd_settime(t, 0, &it, NULL));
	struct pollfd tf = {t, POLLIN, 0};
	CALL(poll(&tf, 1, 1000));
	CALL(read(t, &v, 8));
	printf("ticks %llu\n", (unsigned long long)v);
	it.it_value.tv_sec = 1000;
	it.it_interval.tv_sec = 7;
	CALL(timerfd_settime(t, 0, &it, &old));
	CALL(timerfd_gettime(t, &old));
	printf("left %d interval %d\n", old.it_value.tv_sec >= 999 && old.it_value.tv_sec <= 1000, (int)old.it_interval.tv_sec);

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGCHLD);
	sigaddset(&set, SIGRTMIN + 3);
	CALL(sigprocmask(SIG_BLOCK, &set, NULL));
	int s = CALL(signalfd(-1, &set, SFD_NONBLOCK));
	struct signalfd_siginfo si;
	CALL(read(s, &si, sizeof si));
	CALL(kill(getpid(), SIGUSR1));
	CALL(read(s, &si, sizeof si));
	printf("signal %u code %d pid %d is usr1 %d\n", si.ssi_signo, si.ssi_code, si.ssi_pid == (unsigned)getpid(), si.ssi_signo == SIGUSR1);
	union sigval sv = {.sival_int = 0x12345};
	CALL(sigqueue(getpid(), SIGRTMIN + 3, sv));
	CALL(read(s, &si, sizeof si));
	printf("signal %d code %d int %x\n", (int)si.ssi_signo - SIGRTMIN, si.ssi_code, si.ssi_int);
	pid_t child = fork();
	if (child == 0)
		_exit(7);
	tf.fd = s;
	CALL(poll(&tf, 1, 2000));
	CALL(read(s, &si, sizeof si));
	printf("signal %d code %d status %d\n", si.ssi_signo == SIGCHLD, si.ssi_code, si.ssi_status);
	waitpid(child, NULL, 0);

	int in_fd = CALL(inotify_init1(IN_NONBLOCK));
	int wd = CALL(inotify_add_watch(in_fd, ".", IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO));
	close(open("watched", O_CREAT | O_WRONLY, 0600));
	rename("watched", "moved-name");
	unlink("moved-name");
	char events[1024] __attribute__((aligned(8)));
	long n = CALL(read(in_fd, events, sizeof events));
	uint32_t cookie = 0;
	for (long i = 0; i < n;) {
		struct inotify_event *x = (struct inotify_event *)(events + i);
		printf("wd %d mask %x len %u name %s cookie %d\n", x->wd == wd, x->mask, x->len, x->name, x->cookie != 0 && (cookie == 0 || cookie == x->cookie));
		if (x->cookie)
			cookie = x->cookie;
		i += sizeof *x + x->len;
	}
	CALL(inotify_rm_watch(in_fd, wd));
	CALL(inotify_rm_watch(in_fd, 55));
	int q[2];
	CALL(pipe2(q, O_NONBLOCK | O_CLOEXEC));
	printf("pipe2 %d %d\n", fcntl(q[0], F_GETFL) & O_NONBLOCK ? 1 : 0, fcntl(q[1], F_GETFD));
	CALL(read(q[0], buf, 1));
	close(q[1]);
	struct pollfd hup = {q[0], POLLIN, 0};
	CALL(poll(&hup, 1, 0));
	printf("%x\n", hup.revents);
	return 0;
}
