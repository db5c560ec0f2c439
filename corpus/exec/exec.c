/* Only here: the execution of guest programs that have no translation. The test finds the program itself beside it,
   as ./guest. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int zeros[5000], ones[5000] = {[4999] = 1};

static const char *base(const char *path)
{
	const char *s = strrchr(path, '/');
	return s ? s + 1 : path;
}

/* show_file prints a file of /proc with blanks for zeros. */
static void show_file(const char *path)
{
	char buf[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, buf, sizeof buf);
	close(fd);
	for (ssize_t i = 0; i < n; i++)
		if (buf[i] == 0)
			buf[i] = ' ';
	printf("  %s: %.*s\n", base(path), (int)n, buf);
}

/* show_maps prints which kinds of memory there are, and checks that nothing else is. */
static void show_maps(void)
{
	char line[512];
	int text = 0, data = 0, heap = 0, stack = 0;
	FILE *f = fopen("/proc/self/maps", "r");
	while (fgets(line, sizeof line, f)) {
		text += strstr(line, " r-xp ") && strstr(line, "/guest");
		data += strstr(line, " rw-p ") && strstr(line, "/guest");
		heap += strstr(line, "[heap]") != 0;
		stack += strstr(line, "[stack]") != 0;
	}
	fclose(f);
	printf("  maps: text %d data %d heap %d stack %d\n", text, data > 0, heap > 0, stack);
}

static void show_auxv(void)
{
	unsigned long pair[2];
	int same = 0, n = 0;
	int fd = open("/proc/self/auxv", O_RDONLY);
	while (read(fd, pair, sizeof pair) == sizeof pair && pair[0]) {
		same += getauxval(pair[0]) == pair[1];
		n++;
	}
	close(fd);
	printf("  auxv: same %d execfn %s phdr %d entry %d\n", same == n && n > 5, base((char *)getauxval(AT_EXECFN)),
	       *(int *)(getauxval(AT_PHDR)) > 0, getauxval(AT_ENTRY) != 0);
}

static int child(int argc, char **argv)
{
	char link[4096] = "", comm[16] = "";
	int sum = 0;
	for (int i = 0; i < 5000; i++)
		sum += zeros[i] + ones[i];
	for (int i = 0; i < argc; i++)
		printf("  %d: %s\n", i, i == 0 ? base(argv[i]) : argv[i]);
	for (char **e = environ; *e; e++)
		printf("  env: %s\n", *e);
	prctl(PR_GET_NAME, comm);
	readlink("/proc/self/exe", link, sizeof link - 1);
	printf("  exe %s comm %s data %d pid %d next fd %d\n", base(link), comm, sum, getpid() == getppid(), dup(0));
	show_file("/proc/self/cmdline");
	show_file("/proc/self/environ");
	show_maps();
	show_auxv();
	void *p = malloc(1 << 20);
	memset(p, 1, 1 << 20);
	printf("  sp %d\n", (unsigned long)&sum > 0x70000000u);
	fflush(stdout);
	return 42;
}

static void report(const char *what, pid_t pid)
{
	int s;
	fflush(stdout);
	if (waitpid(pid, &s, 0) != pid)
		printf("%s: no child, %s\n", what, strerror(errno));
	else if (WIFEXITED(s))
		printf("%s: exit %d\n", what, WEXITSTATUS(s));
	else
		printf("%s: signal %d\n", what, WTERMSIG(s));
	fflush(stdout);
}

static char *args[] = {"called", "child", "two words", "", 0};
static char *env[] = {"A=1", "B=two words", 0};

/* try executes path in a new process and says what came of it. */
static void try(const char *path)
{
	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		execve(path, args, env);
		printf("  %s\n", strerror(errno));
		fflush(stdout);
		_exit(1);
	}
	report(path, pid);
}

static void write_file(const char *path, const char *text, size_t n, int mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0777);
	write(fd, text, n);
	fchmod(fd, mode);
	close(fd);
}

static void script(const char *path, const char *text)
{
	write_file(path, text, strlen(text), 0755);
}

static void scripts(void)
{
	script("plain", "#!./guest\n");
	script("argument", "#! ./guest\tchild of a \t script  \n");
	script("nested", "#!./argument and more\n");
	script("shell", "#!/bin/sh\necho \"  shell $0 $1 $2 $A\"\n");
	script("nowhere", "#!./absent\n");
	script("loop", "#!./loop\n");
	try("plain");
	try("argument");
	try("./nested");
	try("shell");
	try("nowhere");
	try("loop");
}

static void failures(void)
{
	char head[4096];
	int fd = open("guest", O_RDONLY);
	read(fd, head, sizeof head);
	close(fd);
	write_file("modes", head, sizeof head, 0644);
	write_file("short", head, 51, 0755);
	write_file("headers", head, 60, 0755);
	write_file("empty", "", 0, 0755);
	write_file("nonsense", "nonsense", 8, 0755);
	mkdir("directory", 0755);
	try("absent");
	try("modes");
	try("short");
	try("headers");
	try("empty");
	try("nonsense");
	try("directory");
	try("guest/below");
	fd = open("guest", O_WRONLY);
	try("guest");
	close(fd);
}

/* descriptors executes open files. */
static void descriptors(void)
{
	int fd = open("guest", O_RDONLY | O_CLOEXEC), dir = open(".", O_RDONLY | O_DIRECTORY);
	pid_t pid = fork();
	if (pid == 0) {
		fexecve(fd, args, env);
		_exit(1);
	}
	report("fexecve", pid);
	if ((pid = fork()) == 0) {
		syscall(SYS_execveat, dir, "guest", args, env, 0);
		_exit(1);
	}
	report("execveat", pid);
	close(fd);
	close(dir);
}

/* spawns uses the other ways to make a process. */
static void spawns(void)
{
	args[1] = "child";
	pid_t pid = vfork();
	if (pid == 0) {
		execve("./guest", args, env);
		_exit(1);
	}
	report("vfork", pid);
	if (posix_spawn(&pid, "./guest", 0, 0, args, env) == 0)
		report("spawned", pid);
	printf("posix_spawn %d\n", posix_spawn(&pid, "./absent", 0, 0, args, env) == ENOENT);
}

/* inherited checks what a program inherits, and that its own file is its own again. */
static int inherited(void)
{
	sigset_t set;
	sigprocmask(SIG_BLOCK, 0, &set);
	printf("  blocked %d ignored %d", sigismember(&set, SIGUSR1), signal(SIGUSR2, SIG_DFL) == SIG_IGN);
	printf(" again\n");
	fflush(stdout);
	args[1] = "child";
	execv("/proc/self/exe", args);
	return 1;
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "inherited") == 0)
		return inherited();
	if (argc > 1 && strcmp(argv[1], "spawns") == 0)
		return spawns(), 0;
	if (argc > 1)
		return child(argc, argv);
	try("guest");
	scripts();
	failures();
	descriptors();
	spawns();
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigprocmask(SIG_BLOCK, &set, 0);
	signal(SIGUSR2, SIG_IGN);
	environ = env;
	args[1] = "spawns"; /* the interpreted program does it as well */
	try("guest");
	args[1] = "inherited";
	execve("guest", args, env);
	return 1;
}
