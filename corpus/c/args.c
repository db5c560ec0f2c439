/* Only here: argv and envp as given, with empty, spaced and non-ASCII words. */
/* corpus: args one --two=3 -x ~!@#$%^&*() päivää */
/* corpus: env EMPTY= SPACED=a=b=c ZULU=last */
/* corpus: want exit 6 */
#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int main(int argc, char **argv, char **envp)
{
	printf("%d\n", argc);
	for (int i = 0; i <= argc; i++)
		printf("%d [%s]\n", i, argv[i] ? argv[i] : "(end)");
	for (char **e = envp; *e; e++)
		puts(*e);
	printf("%d [%s] %d\n", environ == envp, getenv("EMPTY"), getenv("NOPE") == 0);
	setenv("ZULU", "first", 1);
	putenv("NEW=1");
	unsetenv("EMPTY");
	printf("%s %s %d\n", getenv("ZULU"), getenv("NEW"), getenv("EMPTY") == 0);
	return argc;
}
