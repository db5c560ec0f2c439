/* Only here: data that may be executed, to which the kernel writes before the program does. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 65536 };
static char data[16 * PAGE] __attribute__((section(".wx,\"awx\",@progbits#"))) = {1};
static char bss[16 * PAGE];

static void show(const char *what, long r)
{
	printf("%s %ld", what, r);
	if (r < 0)
		printf(" %s", strerror(errno));
	printf("\n");
}

int main(void)
{
	int fds[2];
	show("pipe", pipe(fds));
	write(fds[1], "0123456789abcdef", 16);
	show("read", read(fds[0], data + 3 * PAGE, 4));
	struct iovec v[2] = {{data + 5 * PAGE - 1, 2}, {bss + 2 * PAGE, 3}};
	show("readv", readv(fds[0], v, 2));
	printf("%.4s %.2s %.3s\n", data + 3 * PAGE, data + 5 * PAGE - 1, bss + 2 * PAGE);
	struct stat *st = (struct stat *)(data + 7 * PAGE);
	show("fstat", fstat(fds[0], st));
	printf("fifo %d\n", S_ISFIFO(st->st_mode));
	show("gettimeofday", gettimeofday((struct timeval *)(bss + 4 * PAGE), 0));
	pid_t child = fork();
	if (child == 0)
		_exit(7);
	int *status = (int *)(data + 9 * PAGE);
	show("wait", waitpid(child, status, 0) == child);
	printf("status %d\n", WEXITSTATUS(*status));
	show("nowhere", read(fds[0], (char *)16 + (fds[0] >> 20), 1));
	return 0;
}
