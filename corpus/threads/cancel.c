/* Only here: cancellation of blocked and running threads, cleanup handlers, signals sent to threads, detached threads, exit of the first thread. */
/* corpus: musl ppc */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int p[2];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static volatile int cleaned, got, gottid, spin, mine;

static void clean(void *arg)
{
	cleaned += (int)(long)arg;
	if (arg == (void *)10)
		pthread_mutex_unlock(&lock);
}

static void *reader(void *arg)
{
	char c;
	pthread_cleanup_push(clean, (void *)1);
	read(p[0], &c, 1);
	pthread_cleanup_pop(0);
	return arg;
}

static void *waiter(void *arg)
{
	pthread_mutex_lock(&lock);
	pthread_cleanup_push(clean, (void *)10);
	while (1)
		pthread_cond_wait(&never, &lock);
	pthread_cleanup_pop(0);
	return arg;
}

static void *sleeper(void *arg)
{
	pthread_cleanup_push(clean, (void *)100);
	while (1)
		pause();
	pthread_cleanup_pop(0);
	return arg;
}

static void *spinner(void *arg)
{
	pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, 0);
	pthread_cleanup_push(clean, (void *)1000);
	/* On i386 musl takes four words off the stack that it did not put there. */
	*(volatile char *)__builtin_alloca(64) = 0;
	while (1)
		spin++;
	pthread_cleanup_pop(0);
	return arg;
}

static void cancel(void *(*f)(void *))
{
	pthread_t t;
	void *r;
	pthread_create(&t, 0, f, 0);
	while (f == spinner && !spin)
		usleep(1000);
	usleep(20000);
	pthread_cancel(t);
	pthread_join(t, &r);
	printf("canceled %d cleaned %d\n", r == PTHREAD_CANCELED, cleaned);
}

static void onsig(int s)
{
	got = s;
	gottid = gettid();
}

static void *target(void *arg)
{
	sigset_t m;
	int s;
	mine = gettid();
	while (!got)
		usleep(1000);
	sigemptyset(&m);
	sigaddset(&m, SIGUSR2);
	pthread_sigmask(SIG_BLOCK, &m, 0);
	__atomic_store_n((int *)arg, 1, __ATOMIC_SEQ_CST);
	sigwait(&m, &s);
	return (void *)(long)s;
}

static void *last(void *arg)
{
	pthread_join(*(pthread_t *)arg, 0);
	printf("last thread ends the process\n");
	fflush(stdout);
	return 0;
}

int main(void)
{
	setvbuf(stdout, 0, _IONBF, 0);
	pipe(p);
	cancel(reader);
	cancel(waiter);
	printf("lock free %d\n", pthread_mutex_trylock(&lock) == 0);
	cancel(sleeper);
	cancel(spinner);

	pthread_t t;
	int ready = 0;
	void *r;
	signal(SIGUSR1, onsig);
	pthread_create(&t, 0, target, &ready);
	while (!mine)
		usleep(1000);
	pthread_kill(t, SIGUSR1);
	while (!__atomic_load_n(&ready, __ATOMIC_SEQ_CST))
		usleep(1000);
	pthread_kill(t, SIGUSR2);
	pthread_join(t, &r);
	printf("signal %d in thread %d waited %d\n", got == SIGUSR1, gottid == mine, r == (void *)SIGUSR2);

	static pthread_t self;
	self = pthread_self();
	pthread_create(&t, 0, last, &self);
	pthread_exit(0);
}
