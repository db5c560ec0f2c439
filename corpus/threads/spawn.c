/* Only here: posix_spawn and its errors, vfork, scripts and executing itself, status of children, actions and masks after them. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
static volatile int handled;
static void onsig(int s) { handled = s; }

static int reap(int pid)
{
	int st = -1;
	while (waitpid(pid, &st, 0) < 0 && errno == EINTR)
		;
	return WIFEXITED(st) ? WEXITSTATUS(st) : 1000 + WTERMSIG(st);
}

int main(int argc, char **argv)
{
	pid_t pid;
	setvbuf(stdout, 0, _IONBF, 0);
	if (argc > 1 && !strcmp(argv[1], "child")) {
		printf("child %s %s\n", argv[0], argv[2]);
		return 11;
	}
	signal(SIGUSR1, onsig);
	char *args[] = {"self", "child", "spawned", 0};
	int r = posix_spawn(&pid, "./bin/self", 0, 0, args, environ);
	printf("spawn %d status %d\n", r, reap(pid));
	/* QEMU makes vfork a fork, so that glibc's child cannot say why it failed. */
	r = posix_spawn(&pid, "./nowhere", 0, 0, args, environ);
	printf("spawn missing %d\n", r == ENOENT || (r == 0 && reap(pid) == 127));
	posix_spawn_file_actions_t fa;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_addopen(&fa, 1, "out.txt", O_CREAT | O_WRONLY | O_TRUNC, 0644);
	char *sh[] = {"sh", "-c", "echo to file; kill -9 $$", 0};
	r = posix_spawn(&pid, "/bin/sh", &fa, 0, sh, environ);
	printf("spawn sh %d status %d\n", r, reap(pid));
	raise(SIGUSR1);
	printf("handled %d\n", handled == SIGUSR1);
	volatile int shared = 1;
	pid = vfork();
	if (pid == 0) {
		shared = 2;
		execl("./bin/self", "self", "child", "vfork", (char *)0);
		_exit(1);
	}
	printf("vfork status %d\n", reap(pid));
	FILE *f = fopen("script", "w");
	fprintf(f, "#! /bin/sh -e\necho script $0 $1; exit 5\n");
	fclose(f);
	chmod("script", 0755);
	if ((pid = fork()) == 0) {
		execl("./script", "script", "arg", (char *)0);
		_exit(1);
	}
	printf("script status %d\n", reap(pid));
	printf("exec missing %d %s\n", execl("./nowhere", "x", (char *)0), strerror(errno));
	chmod("script", 0644);
	printf("exec not executable %d %s\n", execl("./script", "x", (char *)0), strerror(errno));
	printf("system %d\n", WEXITSTATUS(system("exit 3")));
	f = popen("echo piped", "r");
	char line[64];
	printf("popen %s", fgets(line, sizeof line, f));
	printf("pclose %d\n", pclose(f));
	return 0;
}
