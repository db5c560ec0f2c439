/*
 * Runs one of the tests that are linked with it: its name is the first
 * argument, the rest are its own. The process becomes the test's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int test_main(int argc, char **argv, char **envp);

extern const struct test { const char *name; test_main *main; } tests[];
extern const int tests_count;
extern char **environ;

int main(int argc, char **argv)
{
	for (int i = 0; argc > 1 && i < tests_count; i++)
		if (strcmp(tests[i].name, argv[1]) == 0)
			exit(tests[i].main(argc - 1, argv + 1, environ));
	fprintf(stderr, "no test %s\n", argc > 1 ? argv[1] : "");
	return 99;
}
