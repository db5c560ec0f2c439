/* Only here: SIGSEGV and SIGBUS that somebody sends: just before a call that waits, blocked, waited for, to whichever thread takes them. */
/* corpus: oracle exit 1 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 1500 };
static int request[2], answer[2];
static volatile int got, last;
static volatile pid_t where;

static void reply(int s)
{
	char c = (char)s;
	got++;
	write(answer[1], &c, 1);
}

static void note(int s)
{
	got++;
	last = s;
	where = (pid_t)syscall(SYS_gettid);
}

/* Another process answers each request with a signal, whose handler writes what
 * the next call reads: were the signal put off until the call ends, it would not. */
static void before_calls(void)
{
	pid_t parent = getpid(), child = fork();
	char c;
	if (child == 0) {
		unsigned seed = 1;
		while (read(request[0], &c, 1) == 1) {
			for (volatile int i = (seed = seed * 1664525 + 1013904223) >> 20; i > 0; i--)
				;
			kill(parent, c);
		}
		_exit(0);
	}
	int wrong = 0;
	for (int i = 0; i < ROUNDS; i++) {
		char s = i & 1 ? SIGSEGV : SIGBUS;
		write(request[1], &s, 1);
		while (read(answer[0], &c, 1) < 0)
			;
		wrong += c != s;
	}
	close(request[1]);
	close(request[0]);
	kill(child, SIGKILL);
	waitpid(child, 0, 0);
	printf("before calls %d wrong %d\n", got, wrong);
}

static void masked(void)
{
	sigset_t set, old, now;
	siginfo_t info;
	got = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGSEGV);
	sigprocmask(SIG_BLOCK, &set, &old);
	kill(getpid(), SIGSEGV);
	kill(getpid(), SIGSEGV);
	sigpending(&now);
	printf("blocked %d pending %d\n", got, sigismember(&now, SIGSEGV));
	int r = sigsuspend(&old);
	printf("sigsuspend %d %d handled %d signal %d\n", r, errno == EINTR, got, last);
	sigqueue(getpid(), SIGSEGV, (union sigval){.sival_int = 42});
	r = sigwaitinfo(&set, &info);
	printf("sigwaitinfo %s value %d code %d\n", r == SIGSEGV ? "SIGSEGV" : "?", info.si_value.sival_int, info.si_code);
	sigpending(&now);
	printf("pending %d handled %d\n", sigismember(&now, SIGSEGV), got);
	sigprocmask(SIG_SETMASK, &old, 0);
}

static pthread_barrier_t ready;
static void *taker(void *arg)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGSEGV);
	if (arg == 0)
		pthread_sigmask(SIG_UNBLOCK, &set, 0);
	pthread_barrier_wait(&ready);
	if (arg) {
		siginfo_t info;
		struct timespec ts = {20, 0};
		printf("sigtimedwait %s", sigtimedwait(&set, &info, &ts) == SIGSEGV ? "SIGSEGV" : "failed");
		printf(" from %s\n", info.si_pid == getpid() ? "us" : "others");
		return 0;
	}
	for (int i = 0; i < 20000 && !got; i++)
		usleep(1000);
	printf("taken by %s\n", where == syscall(SYS_gettid) ? "the other thread" : "another");
	return 0;
}

static void to_process(int wait)
{
	pthread_t t;
	sigset_t set, old;
	got = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGSEGV);
	pthread_sigmask(SIG_BLOCK, &set, &old);
	pthread_barrier_init(&ready, 0, 2);
	pthread_create(&t, 0, taker, wait ? &got : 0);
	pthread_barrier_wait(&ready);
	usleep(20000);
	kill(getpid(), SIGSEGV);
	pthread_join(t, 0);
	pthread_sigmask(SIG_SETMASK, &old, 0);
}

static int can_hold(void)
{
	sigset_t set, old;
	signal(SIGSEGV, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGSEGV);
	sigprocmask(SIG_BLOCK, &set, &old);
	kill(getpid(), SIGSEGV);
	sigpending(&set);
	sigprocmask(SIG_SETMASK, &old, 0);
	return sigismember(&set, SIGSEGV);
}

int main(void)
{
	setvbuf(stdout, 0, _IONBF, 0);
	if (!can_hold()) {
		puts("a blocked SIGSEGV does not become pending");
		return 1;
	}
	pipe(request);
	pipe(answer);
	signal(SIGSEGV, reply);
	signal(SIGBUS, reply);
	before_calls();
	signal(SIGSEGV, note);
	masked();
	to_process(0);
	to_process(1);
	return 0;
}
