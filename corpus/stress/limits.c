/* Only here: the ends of resources, reached again and again: the main thread's stack while a timer ticks, memory, descriptors, threads. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile int ticks;

static void overflow(int s)
{
	(void)s;
	siglongjmp(back, 1);
}

static void tick(int s)
{
	(void)s;
	ticks++;
}

__attribute__((noinline)) static int deeper(volatile char *up)
{
	volatile char here[100];
	here[0] = up[0];
	return deeper(here) + here[0];
}

static void stack(void)
{
	static char alt[65536];
	stack_t ss = {.ss_sp = alt, .ss_size = sizeof alt};
	struct sigaction sa = {.sa_handler = overflow, .sa_flags = SA_ONSTACK};
	struct itimerval often = {{0, 900}, {0, 900}}, never = {{0, 0}, {0, 0}};
	volatile int overflows = 0;
	char start = 1;
	sigaltstack(&ss, 0);
	sigaction(SIGSEGV, &sa, 0);
	sa.sa_handler = tick;
	sa.sa_flags |= SA_RESTART;
	sigaction(SIGALRM, &sa, 0);
	setitimer(ITIMER_REAL, &often, 0);
	for (volatile int i = 0; i < 20 || (ticks == 0 && i < 2000); i++)
		if (sigsetjmp(back, 1))
			overflows += i < 20;
		else
			deeper(&start);
	setitimer(ITIMER_REAL, &never, 0);
	printf("overflows %d ticks %d\n", overflows, ticks > 0);
}

/* Memory is used up, and works again after free. */
static void memory(void)
{
	enum { MOST = 5000, SIZE = 1000000 };
	static char *blocks[MOST];
	for (int round = 0; round < 5; round++) {
		int n = 0, good = 0;
		while (n < MOST && (blocks[n] = malloc(SIZE)) != 0) {
			memset(blocks[n], n, 4096);
			blocks[n][SIZE - 1] = (char)n;
			n++;
		}
		int e = errno;
		for (int i = 0; i < n; i++) {
			good += blocks[i][0] == (char)i && blocks[i][SIZE - 1] == (char)i;
			free(blocks[i]);
		}
		printf("memory: %s, all %s\n", n == MOST ? "enough" : e == ENOMEM && n > 50 ? "ENOMEM" : "wrong", good == n ? "right" : "wrong");
		fflush(stdout);
	}
}

static void descriptors(void)
{
	enum { MOST = 400 };
	static struct pollfd p[MOST];
	static int out[MOST];
	struct rlimit l;
	getrlimit(RLIMIT_NOFILE, &l);
	int n = 0, fd[2], ready = 0, ep = epoll_create1(0);
	for (; n < MOST && pipe(fd) == 0; n++) {
		struct epoll_event ev = {.events = EPOLLIN, .data.u32 = (unsigned)n};
		p[n].fd = fd[0];
		p[n].events = POLLIN;
		out[n] = fd[1];
		epoll_ctl(ep, EPOLL_CTL_ADD, fd[0], &ev);
	}
	for (int i = 0; i < n; i += 7)
		write(out[i], "x", 1);
	int polled = poll(p, (nfds_t)n, 0);
	static struct epoll_event evs[MOST];
	int waited = epoll_wait(ep, evs, MOST, 0);
	for (int i = 0; i < waited; i++)
		ready += evs[i].data.u32 % 7 == 0;
	printf("pipes %d polled %d waited %d right %d\n", n, polled, waited, ready);
	for (int i = 0; i < n; i++) {
		close(p[i].fd);
		close(out[i]);
	}
	close(ep);
	l.rlim_cur = 40;
	setrlimit(RLIMIT_NOFILE, &l);
	for (n = 0; (out[n] = open("/dev/null", O_RDONLY)) >= 0; n++)
		;
	printf("descriptors end: %s at %d\n", errno == EMFILE ? "EMFILE" : "other", out[n - 1]);
	while (n-- > 0)
		close(out[n]);
}

static pthread_barrier_t all;
static void *meets(void *arg)
{
	pthread_barrier_wait(&all);
	return arg;
}

static void threads(void)
{
	enum { MANY = 120 };
	pthread_t t[MANY];
	pthread_attr_t a;
	long sum = 0;
	pthread_attr_init(&a);
	pthread_attr_setstacksize(&a, 65536);
	for (int round = 0; round < 4; round++) {
		pthread_barrier_init(&all, 0, MANY);
		for (long i = 0; i < MANY; i++)
			if (pthread_create(&t[i], &a, meets, (void *)i))
				_exit(3);
		for (int i = 0; i < MANY; i++) {
			void *r;
			pthread_join(t[i], &r);
			sum += (long)r;
		}
		pthread_barrier_destroy(&all);
	}
	printf("threads %ld\n", sum);
}

int main(void)
{
	setvbuf(stdout, 0, _IOLBF, 0);
	stack();
	memory();
	descriptors();
	threads();
	return 0;
}
