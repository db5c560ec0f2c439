/* Only here: threads that send each other signals while they map, fault, wait for futexes and pipes, fork, execute and wait. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 6, ROUNDS = 150, PAGE = 4096 };
static volatile pid_t tids[THREADS];
static volatile int running = THREADS, wrong;
static unsigned sent[THREADS], got[THREADS];
static __thread int me = -1;
static __thread sigjmp_buf back;
static __thread volatile int expected;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static int turns, token[2];

static void fail(const char *what)
{
	wrong++;
	fprintf(stderr, "%s: errno %d\n", what, errno);
}

static void arrived(int s)
{
	int e = errno;
	(void)s;
	__atomic_fetch_add(&got[me], 1, __ATOMIC_RELAXED);
	errno = e;
}

static void fault(int s)
{
	(void)s;
	if (!expected)
		_exit(40);
	siglongjmp(back, 1);
}

/* poke sends a signal that is queued to another thread. */
static void poke(unsigned r)
{
	int to = (int)(r >> 8) % THREADS;
	if (tids[to] && syscall(SYS_tgkill, getpid(), tids[to], SIGRTMIN + 1 + (int)(r >> 4) % 3) == 0)
		__atomic_fetch_add(&sent[to], 1, __ATOMIC_RELAXED);
}

static void maps(void)
{
	char *p = mmap(0, 4 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED) {
		fail("mmap");
		return;
	}
	memset(p, me, 4 * PAGE);
	mprotect(p + PAGE, PAGE, PROT_NONE);
	volatile int faults = 0;
	expected = 1;
	if (sigsetjmp(back, 1) == 0)
		faults += ((volatile char *)p)[PAGE + 5];
	else
		faults = 100;
	expected = 0;
	if (faults != 100 || p[3 * PAGE] != me)
		fail("fault");
	munmap(p, 4 * PAGE);
}

static void waits(void)
{
	pthread_mutex_lock(&lock);
	turns++;
	pthread_cond_broadcast(&turned);
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_nsec += 500000;
	if (ts.tv_nsec >= 1000000000)
		ts.tv_sec++, ts.tv_nsec -= 1000000000;
	int was = turns, e = 0;
	while (turns == was && e == 0)
		e = pthread_cond_timedwait(&turned, &lock, &ts);
	if (e != 0 && e != ETIMEDOUT)
		fail("condition");
	pthread_mutex_unlock(&lock);
}

/* The pipe holds tokens; each is taken and put back. */
static void tokens(void)
{
	int v;
	if (read(token[0], &v, sizeof v) != sizeof v || write(token[1], &v, sizeof v) != sizeof v)
		fail("token");
}

static void children(unsigned r)
{
	int st, status = (int)(r >> 10) % 100;
	pid_t p = fork();
	if (p == 0) {
		if (status & 1) {
			char text[20];
			snprintf(text, sizeof text, "exit %d", status);
			signal(SIGSEGV, SIG_DFL);
			execl("/bin/sh", "sh", "-c", text, (char *)0);
		}
		_exit(status);
	}
	if (p < 0 || waitpid(p, &st, 0) != p || !WIFEXITED(st) || WEXITSTATUS(st) != status)
		fail("child");
}

static void *work(void *arg)
{
	unsigned r = me = (int)(long)arg;
	sigset_t set;
	tids[me] = (pid_t)syscall(SYS_gettid);
	sigemptyset(&set);
	for (int i = 1; i < 4; i++)
		sigaddset(&set, SIGRTMIN + i);
	for (int i = 0; i < ROUNDS; i++) {
		r = r * 1664525 + 1013904223;
		if (i % 5 == 0)
			pthread_sigmask(SIG_BLOCK, &set, 0);
		poke(r);
		switch ((r >> 16) % 8) {
		case 0: case 1: maps(); break;
		case 2: case 3: waits(); break;
		case 4: case 5: case 6: tokens(); break;
		default: if (i % 4 == 0) children(r);
		}
		poke(r >> 3);
		if (i % 5 == 0)
			pthread_sigmask(SIG_UNBLOCK, &set, 0);
	}
	/* Nobody ends while others may still send. */
	__atomic_fetch_sub(&running, 1, __ATOMIC_SEQ_CST);
	while (running > 0)
		usleep(200);
	for (int i = 0; i < 10000 && __atomic_load_n(&got[me], __ATOMIC_RELAXED) < sent[me]; i++)
		usleep(200);
	return 0;
}

int main(void)
{
	struct sigaction sa = {.sa_handler = arrived, .sa_flags = SA_RESTART};
	pthread_t t[THREADS];
	int missing = 0, many = 0;
	for (int i = 1; i < 4; i++)
		sigaction(SIGRTMIN + i, &sa, 0);
	sa.sa_handler = fault;
	sigaction(SIGSEGV, &sa, 0);
	sigaction(SIGBUS, &sa, 0);
	pipe(token);
	for (int i = 0; i < 3; i++)
		write(token[1], &i, sizeof i);
	for (long i = 0; i < THREADS; i++)
		pthread_create(&t[i], 0, work, (void *)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(t[i], 0);
	for (int i = 0; i < THREADS; i++) {
		missing += got[i] != sent[i];
		many += sent[i] > ROUNDS / 2;
	}
	printf("threads that lost signals %d, got many %d, wrong %d\n", missing, many, wrong);
	return 0;
}
