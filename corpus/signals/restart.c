/* Only here: calls interrupted by handlers with and without SA_RESTART, interval timers, time left over. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile int ticks, want;
static int p[2];

static void tick(int s)
{
	(void)s;
	if (++ticks == want)
		write(p[1], "x", 1);
}

static void arm(int flags, int n)
{
	struct sigaction sa = {.sa_handler = tick, .sa_flags = flags};
	struct itimerval it = {{0, 20000}, {0, 20000}};
	ticks = 0;
	want = n;
	sigaction(SIGALRM, &sa, 0);
	setitimer(ITIMER_REAL, &it, 0);
}

static void disarm(const char *what, long r)
{
	int e = errno;
	struct itimerval it = {{0, 0}, {0, 0}};
	setitimer(ITIMER_REAL, &it, 0);
	printf("%s %ld %s ticks %s\n", what, r, r < 0 ? strerror(e) : "-", ticks >= want ? "all" : ticks ? "some" : "none");
	ticks = 0;
}

int main(void)
{
	char c;
	pipe(p);
	arm(SA_RESTART, 5);
	disarm("read restarted", read(p[0], &c, 1));
	arm(0, 5);
	disarm("read", read(p[0], &c, 1));
	struct pollfd f = {p[0], POLLIN, 0};
	arm(SA_RESTART, 5);
	disarm("poll", poll(&f, 1, 5000));
	struct timespec ts = {2, 0}, left = {0, 0};
	arm(SA_RESTART, 5);
	long r = nanosleep(&ts, &left);
	disarm("nanosleep", r);
	printf("left %d\n", left.tv_sec == 1 && left.tv_nsec > 500000000);
	arm(SA_RESTART, 5);
	r = clock_nanosleep(CLOCK_MONOTONIC, 0, &ts, &left);
	disarm("clock_nanosleep", r);
	arm(0, 5);
	disarm("pause", pause());
	int sv[2];
	socketpair(AF_UNIX, SOCK_STREAM, 0, sv);
	arm(0, 5);
	disarm("recv", recv(sv[0], &c, 1, 0));
	int pid = fork();
	if (pid == 0) {
		struct timespec t = {0, 300000000};
		nanosleep(&t, 0);
		_exit(7);
	}
	int status;
	arm(SA_RESTART, 3);
	r = waitpid(pid, &status, 0);
	disarm("waitpid", r == pid);
	printf("status %d\n", WEXITSTATUS(status));
	/* Ticks while computing. */
	arm(SA_RESTART, 10);
	unsigned long n = 0;
	while (ticks < 10)
		n++;
	disarm("spin", n > 1000);
	struct itimerval it = {{0, 0}, {0, 30000}}, was;
	signal(SIGVTALRM, tick);
	want = 1;
	setitimer(ITIMER_VIRTUAL, &it, 0);
	while (!ticks)
		n++;
	getitimer(ITIMER_VIRTUAL, &was);
	printf("virtual %d %ld\n", ticks, (long)was.it_value.tv_usec);
	return 0;
}
