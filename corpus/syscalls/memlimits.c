/* Only here: RLIMIT_AS and RLIMIT_DATA, which the program's mappings run into. */
/* corpus: oracle exit 1 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MB = 1 << 20, LIMIT = 100 };

static void *map(int size, int prot, int flags)
{
	return mmap(0, (size_t)size, prot, MAP_ANONYMOUS | MAP_PRIVATE | flags, -1, 0);
}

/* fill maps megabytes until there are no more. */
static int fill(int prot)
{
	int n = 0;
	while (n < 2 * LIMIT && map(MB, prot, 0) != MAP_FAILED)
		n++;
	return n;
}

static const char *judge(int n)
{
	return n > LIMIT - 15 && n <= LIMIT ? "right" : n == 2 * LIMIT ? "none" : "wrong";
}

static int limited(int resource)
{
	struct rlimit l = {LIMIT * MB, LIMIT * MB}, now = {0, 0};
	if (setrlimit(resource, &l))
		return 0;
	getrlimit(resource, &now);
	return now.rlim_cur == l.rlim_cur;
}

static void space(void)
{
	char *p = map(10 * MB, PROT_READ | PROT_WRITE, 0), *q;
	printf("space set %d\n", limited(RLIMIT_AS));
	int n = fill(PROT_NONE) + 10, e = errno;
	printf("space: %s errno %s\n", judge(n), e == ENOMEM ? "ENOMEM" : "other");
	q = mremap(p, 10 * MB, 20 * MB, MREMAP_MAYMOVE);
	printf("mremap %s\n", q == MAP_FAILED && errno == ENOMEM ? "ENOMEM" : "works");
	printf("in place of others %d\n", mmap(p, 5 * MB, PROT_READ, MAP_ANONYMOUS | MAP_PRIVATE | MAP_FIXED, -1, 0) == p);
	printf("brk %s\n", sbrk(4 * MB) == (void *)-1 ? "fails" : "works");
	printf("unmapped %d\n", munmap(p, 5 * MB));
	printf("mapped again %d\n", map(4 * MB, PROT_READ | PROT_WRITE, 0) != MAP_FAILED);
	/* The limit is the child's too. */
	if (fork() == 0)
		_exit(map(20 * MB, PROT_NONE, 0) == MAP_FAILED ? 5 : 6);
	int st;
	wait(&st);
	printf("child %d\n", WEXITSTATUS(st));
}

static void data(void)
{
	printf("data set %d\n", limited(RLIMIT_DATA));
	printf("data: %s\n", judge(fill(PROT_READ | PROT_WRITE)));
	printf("not data: %s\n", judge(fill(PROT_READ)));
	printf("brk %s\n", sbrk(4 * MB) == (void *)-1 ? "fails" : "works");
}

int main(void)
{
	setvbuf(stdout, 0, _IONBF, 0);
	if (fork() == 0) {
		data();
		_exit(0);
	}
	wait(0);
	space();
	if (map(50 * MB, PROT_NONE, 0) != MAP_FAILED)
		return 1; /* nobody keeps limits */
	return 0;
}
