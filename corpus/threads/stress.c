/* Only here: many short threads, contended mutexes, condition variables, barriers, rwlocks, spin locks, semaphores, keys with destructors. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { THREADS = 4, ROUNDS = 2000 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER, room = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_spinlock_t spin;
static pthread_barrier_t barrier;
static sem_t sem;
static pthread_key_t key;
static int queue[8], head, count, spun, destroyed, pairs[2], broken;
static long long wide;

static void destroy(void *v)
{
	__atomic_fetch_add(&destroyed, *(int *)v, __ATOMIC_RELAXED);
	free(v);
}

static void *shortlived(void *arg)
{
	int *v = malloc(sizeof *v);
	*v = 1;
	pthread_setspecific(key, v);
	return (void *)((long)arg * 3);
}

static void *producer(void *arg)
{
	(void)arg;
	for (int i = 1; i <= ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		while (count == 8)
			pthread_cond_wait(&room, &lock);
		queue[(head + count++) % 8] = i;
		pthread_cond_signal(&full);
		pthread_mutex_unlock(&lock);
	}
	return 0;
}

static void *consumer(void *arg)
{
	long sum = 0;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&lock);
		while (count == 0)
			pthread_cond_wait(&full, &lock);
		sum += queue[head];
		head = (head + 1) % 8;
		count--;
		pthread_cond_signal(&room);
		pthread_mutex_unlock(&lock);
	}
	*(long *)arg = sum;
	return 0;
}

static void *mixer(void *arg)
{
	long id = (long)arg;
	for (int i = 0; i < ROUNDS; i++) {
		pthread_spin_lock(&spin);
		spun++;
		pthread_spin_unlock(&spin);
		if ((i + id) % 8 == 0) {
			pthread_rwlock_wrlock(&rw);
			pairs[0]++;
			pairs[1]--;
			pthread_rwlock_unlock(&rw);
		} else {
			pthread_rwlock_rdlock(&rw);
			broken += pairs[0] + pairs[1] != 0;
			pthread_rwlock_unlock(&rw);
		}
		if (i % 200 == 0)
			pthread_barrier_wait(&barrier);
		sem_wait(&sem);
		wide += id + 0x100000000ll;
		sem_post(&sem);
	}
	return 0;
}

int main(void)
{
	pthread_t t[THREADS];
	long sums[THREADS] = {0}, total = 0;
	void *r;
	pthread_key_create(&key, destroy);
	for (long i = 0; i < 600; i += THREADS) {
		for (long k = 0; k < THREADS; k++)
			if (pthread_create(&t[k], 0, shortlived, (void *)(i + k)))
				return 1;
		for (int k = 0; k < THREADS; k++) {
			pthread_join(t[k], &r);
			total += (long)r;
		}
	}
	printf("short %ld destroyed %d\n", total, destroyed);
	for (int k = 0; k < THREADS; k += 2) {
		pthread_create(&t[k], 0, producer, 0);
		pthread_create(&t[k + 1], 0, consumer, &sums[k]);
	}
	for (int k = 0; k < THREADS; k++)
		pthread_join(t[k], 0);
	printf("queue %ld\n", sums[0] + sums[2]);
	pthread_spin_init(&spin, 0);
	pthread_barrier_init(&barrier, 0, THREADS);
	sem_init(&sem, 0, 1);
	for (long k = 0; k < THREADS; k++)
		pthread_create(&t[k], 0, mixer, (void *)k);
	for (int k = 0; k < THREADS; k++)
		pthread_join(t[k], 0);
	printf("spun %d pairs %d broken %d wide %lld\n", spun, pairs[0], broken, wide);
	pthread_mutexattr_t a;
	pthread_mutex_t m;
	pthread_mutexattr_init(&a);
	pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&m, &a);
	pthread_mutex_lock(&m);
	printf("recursive %d %d\n", pthread_mutex_lock(&m), pthread_mutex_trylock(&lock));
	struct timespec ts;
	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_nsec += 20000000;
	if (ts.tv_nsec >= 1000000000)
		ts.tv_nsec -= 1000000000, ts.tv_sec++;
	printf("timedwait %d\n", pthread_cond_timedwait(&full, &lock, &ts) == ETIMEDOUT);
	pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);
	pthread_mutex_init(&m, &a);
	pthread_mutex_lock(&m);
	printf("deadlock %d\n", pthread_mutex_lock(&m) == EDEADLK);
	return 0;
}
