/*
 * Runs the tests that are linked with it, or those of the numbers it is given,
 * each in a process of its own, and prints how each ended.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

typedef int test_main(int argc, char **argv, char **envp);

extern const struct test { const char *name; test_main *main; } tests[];
extern const int tests_count;
extern char **environ;

/* What a test may take, in an interpreter too: seconds of processor time, and of the clock. */
#ifndef SECONDS
#define SECONDS 60
#endif
enum { waiting = 10 };

/* call runs one test as the child that it is. */
static int call(const struct test *t)
{
	const struct itimerval limit = { .it_value = { .tv_sec = SECONDS } };
	char *argv[] = { (char *)t->name, NULL };

	setitimer(ITIMER_PROF, &limit, NULL);
	alarm(waiting * SECONDS);
	return t->main(1, argv, environ);
}

static void run(int n)
{
	int status;
	pid_t pid;

	printf("\1%d %s\n", n, tests[n].name);
	fflush(stdout);
	pid = fork();
	if (pid == 0)
		exit(call(&tests[n]));
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror(tests[n].name);
		exit(1);
	}
	if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGPROF || WTERMSIG(status) == SIGALRM))
		printf("\2late\n");
	else if (WIFSIGNALED(status))
		printf("\2signal %d\n", WTERMSIG(status));
	else
		printf("\2exit %d\n", WEXITSTATUS(status));
}

int main(int argc, char **argv)
{
	const struct rlimit no_core = { 0, 0 };

	setrlimit(RLIMIT_CORE, &no_core);
	for (int i = 1; i < argc; i++)
		run(atoi(argv[i]));
	for (int i = 0; argc == 1 && i < tests_count; i++)
		run(i);
	return 0;
}
