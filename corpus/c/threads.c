/* Only here: POSIX threads: mutexes, conditions, thread-local storage, atomics, once, join values. */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static __thread int local = 5;
static int shared, atomic, turn, first;

static void init(void) { first++; }

static void *work(void *arg)
{
	int id = (int)(long)arg;
	pthread_once(&once, init);
	for (int i = 0; i < 2000; i++) {
		pthread_mutex_lock(&lock);
		shared++;
		pthread_mutex_unlock(&lock);
		__atomic_fetch_add(&atomic, 1, __ATOMIC_SEQ_CST);
		local += id;
	}
	pthread_mutex_lock(&lock);
	while (turn != id)
		pthread_cond_wait(&ready, &lock);
	printf("thread %d local %d\n", id, local);
	turn++;
	pthread_cond_broadcast(&ready);
	pthread_mutex_unlock(&lock);
	return (void *)(long)(id * 10);
}

int main(void)
{
	pthread_t t[4];
	for (long i = 0; i < 4; i++)
		if (pthread_create(&t[i], 0, work, (void *)i))
			return 1;
	long sum = 0;
	for (int i = 0; i < 4; i++) {
		void *r;
		pthread_join(t[i], &r);
		sum += (long)r;
	}
	printf("%d %d %d %ld %d\n", shared, atomic, first, sum, local);
	return 0;
}
