/* Only here: an empty environment and a closed standard input. */
/* corpus: noenv */
/* corpus: closed */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern char **environ;

int main(int argc, char **argv)
{
	char c;
	printf("%d %s %d %s\n", argc, argv[0], environ[0] == 0, getenv("PATH") ? "path" : "no path");
	if (read(0, &c, 1) < 0)
		printf("read: %s\n", strerror(errno));
	printf("getchar %d\n", getchar());
	printf("next descriptor %d\n", open("/dev/null", O_RDONLY));
	return 0;
}
