/* Only here: processes that take turns at mutexes in shared memory and end while others hold them. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROUNDS = 40, CHILDREN = 20 };
struct shared {
	pthread_mutex_t lock;
	int count, errors;
};

static void one(struct shared *s)
{
	s->errors += pthread_mutex_lock(&s->lock) != 0;
	s->count++;
	s->errors += pthread_mutex_unlock(&s->lock) != 0;
}

static void rounds(int type)
{
	struct shared *s = mmap(0, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_t a;
	pthread_mutexattr_init(&a);
	pthread_mutexattr_settype(&a, type);
	pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
	pthread_mutex_init(&s->lock, &a);
	for (int r = 0; r < ROUNDS; r++) {
		pthread_mutex_lock(&s->lock);
		for (int i = 0; i < CHILDREN; i++)
			if (fork() == 0) {
				one(s);
				_exit(0);
			}
		s->errors += pthread_mutex_unlock(&s->lock) != 0;
		while (wait(0) > 0)
			;
	}
	printf("count %d errors %d\n", s->count, s->errors);
}

int main(void)
{
	rounds(PTHREAD_MUTEX_ERRORCHECK);
	rounds(PTHREAD_MUTEX_RECURSIVE);
	return 0;
}
