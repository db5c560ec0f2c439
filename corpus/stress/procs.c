/* Only here: trees of processes that fork, execute and wait at once, with pipes between them and hundreds of descriptors. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIDTH = 4, DEPTH = 3, EXECS = 12, FDS = 300 };

/* A tree of processes, each of which says one byte. */
static void tree(int fd, int depth)
{
	for (int i = 0; i < WIDTH && depth > 0; i++) {
		pid_t p = fork();
		if (p == 0) {
			tree(fd, depth - 1);
			_exit(7);
		}
		if (p < 0)
			_exit(9);
	}
	int st, good = 1;
	while (wait(&st) > 0)
		good &= WIFEXITED(st) && WEXITSTATUS(st) == 7;
	write(fd, good ? "." : "!", 1);
}

static volatile int deaths;
static void child(int s)
{
	(void)s;
	deaths++;
}

static int execs(void)
{
	int ok = 0;
	for (int i = 0; i < EXECS; i++) {
		char n[8];
		snprintf(n, sizeof n, "exit %d", i);
		pid_t p = i & 1 ? vfork() : fork();
		if (p == 0) {
			execl("/bin/sh", "sh", "-c", n, (char *)0);
			_exit(99);
		}
		int st;
		while (waitpid(p, &st, 0) < 0)
			;
		ok += WIFEXITED(st) && WEXITSTATUS(st) == i;
	}
	return ok;
}

/* Every descriptor keeps what was written to it, whatever is done to others. */
static int descriptors(void)
{
	int in[FDS], out[FDS], ok = 0, p[2];
	char c;
	for (int i = 0; i < FDS; i++) {
		if (pipe(p))
			return -i;
		in[i] = p[0];
		out[i] = p[1];
		c = (char)i;
		write(out[i], &c, 1);
	}
	for (int i = 0; i < FDS; i += 3)
		close(out[i]);
	for (int i = 0; i < FDS; i++)
		ok += read(in[i], &c, 1) == 1 && c == (char)i && (i % 3 != 0 || read(in[i], &c, 1) == 0);
	for (int i = 0; i < FDS; i++) {
		close(in[i]);
		if (i % 3)
			close(out[i]);
	}
	return ok;
}

int main(void)
{
	int p[2];
	char buf[512];
	int n, bytes = 0, bad = 0;
	pipe(p);
	pid_t t = fork();
	if (t == 0) {
		tree(p[1], DEPTH);
		_exit(0);
	}
	close(p[1]);
	while ((n = read(p[0], buf, sizeof buf)) > 0)
		for (int i = 0; i < n; i++, bytes++)
			bad += buf[i] != '.';
	waitpid(t, 0, 0);
	printf("tree %d bad %d\n", bytes, bad);
	struct sigaction sa = {.sa_handler = child, .sa_flags = SA_RESTART};
	sigaction(SIGCHLD, &sa, 0);
	int ok = execs();
	printf("execs %d deaths %d\n", ok, deaths);
	printf("descriptors %d\n", descriptors());
	return 0;
}
