/* Only here: eight threads that contend for mutexes, conditions, semaphores, barriers, atomics and pipes at the same time. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

enum { THREADS = 8, ROUNDS = 400 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, inner = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t shared = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static sem_t slots;
static int turn, plain, nested, inside, most, versions[2];
static unsigned atomic;
static volatile char spin;
static int spun, token[2], torn;

static void in_turn(int me)
{
	pthread_mutex_lock(&lock);
	while (turn % THREADS != me)
		pthread_cond_wait(&turned, &lock);
	turn++;
	pthread_cond_broadcast(&turned);
	pthread_mutex_unlock(&lock);
}

static void *work(void *arg)
{
	int me = (int)(long)arg;
	char c;
	for (int i = 0; i < ROUNDS; i++) {
		if (i % 8 == 0)
			in_turn(me);
		pthread_mutex_lock(&lock);
		plain++;
		pthread_mutex_lock(&inner);
		nested++;
		pthread_mutex_unlock(&inner);
		pthread_mutex_unlock(&lock);
		sem_wait(&slots);
		int now = __atomic_add_fetch(&inside, 1, __ATOMIC_SEQ_CST);
		if (now > most)
			most = now;
		__atomic_sub_fetch(&inside, 1, __ATOMIC_SEQ_CST);
		sem_post(&slots);
		__atomic_fetch_add(&atomic, (unsigned)me + 1, __ATOMIC_RELAXED);
		while (__atomic_test_and_set(&spin, __ATOMIC_ACQUIRE))
			sched_yield();
		spun++;
		__atomic_clear(&spin, __ATOMIC_RELEASE);
		if (i % 16 == me) {
			pthread_rwlock_wrlock(&shared);
			versions[0]++;
			versions[1]++;
			pthread_rwlock_unlock(&shared);
		} else {
			pthread_rwlock_rdlock(&shared);
			torn += versions[0] != versions[1];
			pthread_rwlock_unlock(&shared);
		}
		if (i % 4 == 0 && read(token[0], &c, 1) == 1)
			write(token[1], &c, 1);
		if (i % 100 == 0)
			pthread_barrier_wait(&barrier);
	}
	return 0;
}

int main(void)
{
	pthread_t t[THREADS];
	pthread_barrier_init(&barrier, 0, THREADS);
	sem_init(&slots, 0, 3);
	pipe(token);
	write(token[1], "ab", 2);
	for (int i = 0; i < THREADS; i++)
		pthread_create(&t[i], 0, work, (void *)(long)i);
	for (int i = 0; i < THREADS; i++)
		pthread_join(t[i], 0);
	printf("turn %d plain %d nested %d atomic %u spun %d version %d torn %d most %d\n", turn, plain, nested, atomic, spun,
		versions[0], torn, most <= 3);
	return 0;
}
