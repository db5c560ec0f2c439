/* Only here: clone with its own stack and a shared address space, awaited by futex and waitpid. */
/* corpus: oracle exit 1 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int shared;

static int child(void *arg)
{
	for (int i = 0; i < 1000; i++)
		shared += *(int *)arg;
	return 23;
}

int main(void)
{
	int step = 3, s;
	char *stack = mmap(0, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int pid = clone(child, stack + 65536, CLONE_VM | CLONE_FS | CLONE_FILES | SIGCHLD, &step);
	if (pid < 0) {
		perror("clone");
		return 1;
	}
	waitpid(pid, &s, 0);
	printf("exit %d shared %d\n", WEXITSTATUS(s), shared);
	return 0;
}
