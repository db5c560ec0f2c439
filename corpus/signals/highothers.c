/* Only here: signals 65 to 127 of MIPS to other threads, to other processes, from timers; masks, waits and interrupted calls with them. */
/* corpus: guests mips mipsel */
/* corpus: oracle exit 1 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile int count, last, value, code;
static volatile pid_t sender, where;

static void handler(int s, siginfo_t *i, void *u)
{
	(void)u;
	last = s;
	value = i->si_value.sival_int;
	code = i->si_code;
	sender = i->si_pid;
	where = (pid_t)syscall(SYS_gettid);
	count++;
}

static void await(int n)
{
	for (int i = 0; i < 20000 && count < n; i++)
		usleep(1000);
}

static void set_of(sigset_t *set, int s)
{
	memset(set, 0, sizeof *set);
	sigaddset(set, s);
}

static int send_to(pid_t pid, pid_t tid, int s)
{
	return (int)syscall(SYS_tgkill, pid, tid, s);
}

static pthread_barrier_t ready;
static volatile pid_t other;
static volatile int stop;

static void *sleeper(void *arg)
{
	(void)arg;
	other = (pid_t)syscall(SYS_gettid);
	pthread_barrier_wait(&ready);
	struct timespec ts = {20, 0};
	int r = nanosleep(&ts, 0);
	printf("nanosleep %d %s, signal %d code %d here %d\n", r, r < 0 && errno == EINTR ? "EINTR" : "-", last, code, where == other);
	return 0;
}

static void *waiter(void *arg)
{
	sigset_t set;
	siginfo_t i;
	set_of(&set, 90);
	pthread_barrier_wait(&ready);
	int s = sigwaitinfo(&set, &i);
	printf("%s waits: %d value %d code %d\n", (char *)arg, s, i.si_value.sival_int, i.si_code);
	return 0;
}

static void *spinner(void *arg)
{
	sigset_t set;
	(void)arg;
	set_of(&set, 100);
	pthread_sigmask(SIG_UNBLOCK, &set, 0);
	other = (pid_t)syscall(SYS_gettid);
	pthread_barrier_wait(&ready);
	for (volatile unsigned n = 0; !stop; n++)
		;
	return 0;
}

static pthread_t start(void *(*f)(void *), const char *arg)
{
	pthread_t t;
	pthread_barrier_init(&ready, 0, 2);
	pthread_create(&t, 0, f, (void *)arg);
	pthread_barrier_wait(&ready);
	usleep(20000);
	count = 0;
	return t;
}

static void threads(void)
{
	sigset_t set, old;
	pthread_t t = start(sleeper, 0);
	int sent = send_to(getpid(), other, 77);
	pthread_join(t, 0);
	printf("tgkill %d\n", sent);
	set_of(&set, 90);
	pthread_sigmask(SIG_BLOCK, &set, &old);
	t = start(waiter, "thread");
	sigqueue(getpid(), 90, (union sigval){.sival_int = 5});
	pthread_join(t, 0);
	set_of(&set, 100);
	pthread_sigmask(SIG_BLOCK, &set, 0);
	t = start(spinner, 0);
	kill(getpid(), 100);
	await(1);
	printf("process signal taken by the thread that does not block it: %d\n", where == other);
	stop = 1;
	pthread_join(t, 0);
	pthread_sigmask(SIG_SETMASK, &old, 0);
	int r = send_to(getpid(), other, 70);
	printf("thread that ended: %d %s\n", r, errno == ESRCH ? "ESRCH" : "other error");
}

static void processes(void)
{
	sigset_t set, old;
	siginfo_t info;
	int p[2], st;
	char c = 0;
	pid_t parent = getpid(), child;
	pipe(p);
	/* A read is interrupted, or goes on with SA_RESTART. */
	for (int restart = 0; restart < 2; restart++) {
		struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | (restart ? SA_RESTART : 0)};
		sigaction(120, &sa, 0);
		count = 0;
		if ((child = fork()) == 0) {
			usleep(100000);
			int r = sigqueue(parent, 120, (union sigval){.sival_int = 9});
			usleep(100000);
			write(p[1], "x", 1);
			_exit(r != 0);
		}
		int r = (int)read(p[0], &c, 1);
		printf("read %d %s, signal %d value %d code %d from child %d\n", r, r < 0 && errno == EINTR ? "EINTR" : "-",
			last, value, code, sender == child);
		if (r < 0)
			read(p[0], &c, 1);
		waitpid(child, &st, 0);
		printf("sent %d\n", WEXITSTATUS(st));
	}
	/* What is blocked interrupts nothing. */
	set_of(&set, 121);
	sigprocmask(SIG_BLOCK, &set, &old);
	count = 0;
	if ((child = fork()) == 0) {
		usleep(50000);
		kill(parent, 121);
		kill(parent, 121);
		_exit(0);
	}
	struct timespec ts = {0, 300000000};
	int r = nanosleep(&ts, 0);
	waitpid(child, 0, 0);
	sigpending(&set);
	printf("blocked: nanosleep %d handled %d pending %d\n", r, count, sigismember(&set, 121));
	r = sigsuspend(&old);
	printf("sigsuspend %d %s handled %d\n", r, errno == EINTR ? "EINTR" : "-", count);
	sigprocmask(SIG_SETMASK, &old, 0);
	printf("unblocked: handled %d\n", count);
	/* The default action, and a child that waits. */
	if ((child = fork()) == 0) {
		signal(111, SIG_DFL);
		for (;;)
			pause();
	}
	usleep(50000);
	kill(child, 111);
	waitpid(child, &st, 0);
	printf("child ends with %d\n", WIFEXITED(st) ? WEXITSTATUS(st) : -WTERMSIG(st));
	set_of(&set, 64);
	sigaddset(&set, 127);
	sigprocmask(SIG_BLOCK, &set, 0);
	if ((child = fork()) == 0) {
		for (int i = 0; i < 3; i++) {
			int s = sigwaitinfo(&set, &info);
			printf("child waits: %d value %d\n", s, info.si_value.sival_int);
		}
		_exit(0);
	}
	for (int i = 1; i < 4; i++) {
		sigqueue(child, i == 2 ? 64 : 127, (union sigval){.sival_int = i});
		usleep(50000);
	}
	waitpid(child, 0, 0);
	printf("nobody: %d %s\n", kill(child, 99), errno == ESRCH ? "ESRCH" : "other error");
	printf("process group: %d %s\n", kill(0, 99), errno == EINVAL ? "EINVAL" : "other error");
}

static void timers(void)
{
	timer_t t;
	struct sigevent ev = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = 126, .sigev_value.sival_int = 33};
	struct itimerspec when = {{0}, {0, 10000000}};
	count = 0;
	printf("timer %d", timer_create(CLOCK_MONOTONIC, &ev, &t));
	timer_settime(t, 0, &when, 0);
	await(1);
	printf(" signal %d value %d code %s\n", last, value, code == SI_TIMER ? "timer" : "other");
	timer_delete(t);
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
	setvbuf(stdout, 0, _IONBF, 0);
	for (int s = 64; s < 128; s++)
		if (sigaction(s, &sa, 0)) {
			puts("no such signal");
			return 1;
		}
	kill(getpid(), 100);
	if (last != 100)
		return 1;
	threads();
	processes();
	timers();
	return 0;
}
