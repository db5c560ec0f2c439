/* Only here: robust mutexes of threads and processes that end while they hold them. */
/* corpus: oracle exit 1 */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pthread_mutex_t robust, other;

static void *dies(void *arg)
{
	pthread_mutex_lock(&other);
	pthread_mutex_lock(&robust);
	return arg;
}

/* QEMU has no robust lists: nobody is told there. */
static int lock(pthread_mutex_t *m)
{
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_sec += 2;
	int r = pthread_mutex_timedlock(m, &ts);
	if (r == ETIMEDOUT) {
		printf("waited in vain\n");
		_exit(1);
	}
	return r;
}

static void *waits(void *arg)
{
	pthread_mutex_t *m = arg;
	return (void *)(long)lock(m);
}

int main(void)
{
	pthread_mutexattr_t a;
	pthread_t t;
	void *r;
	int pid, hold[2];
	char c;
	pthread_mutexattr_init(&a);
	pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
	pthread_mutex_init(&robust, &a);
	pthread_mutex_init(&other, &a);
	pthread_create(&t, 0, dies, 0);
	pthread_join(t, 0);
	printf("owner dead %d %d\n", lock(&robust) == EOWNERDEAD, lock(&other) == EOWNERDEAD);
	printf("consistent %d\n", pthread_mutex_consistent(&robust));
	pthread_mutex_unlock(&robust);
	printf("lock %d\n", lock(&robust));
	pthread_mutex_unlock(&other);
	printf("unrecoverable %d\n", lock(&other) == ENOTRECOVERABLE);

	pthread_mutex_t *shared = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
	pthread_mutex_init(shared, &a);
	pipe(hold);
	if ((pid = fork()) == 0) {
		lock(shared);
		write(hold[1], "x", 1);
		usleep(100000);
		_exit(0);
	}
	read(hold[0], &c, 1);
	pthread_create(&t, 0, waits, shared);
	pthread_join(t, &r);
	waitpid(pid, 0, 0);
	printf("owner process dead %d\n", r == (void *)EOWNERDEAD);
	return 0;
}
