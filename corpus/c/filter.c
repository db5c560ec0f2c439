/* Only here: a line filter over standard input: getline, getchar, ungetc, fread. */
/* corpus: stdin @filter.txt */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
	char *line = 0;
	size_t cap = 0;
	ssize_t n;
	int lines = 0;
	for (; lines < 5 && (n = getline(&line, &cap, stdin)) > 0; lines++) {
		for (ssize_t i = 0, j = n - 2; i < j; i++, j--) {
			char t = line[i];
			line[i] = line[j];
			line[j] = t;
		}
		printf("%3zd %s", n, line);
	}
	int c = getchar();
	ungetc(c, stdin);
	int words = 0, in = 0, chars = 0;
	while ((c = getchar()) != EOF && c != '%') {
		chars++;
		if (isalnum(c) && !in)
			words++;
		in = isalnum(c);
		putchar(toupper(c));
	}
	char rest[4096];
	size_t r = fread(rest, 1, sizeof rest, stdin);
	printf("\n%d words %d chars, rest %zu eof %d\n", words, chars, r, feof(stdin) != 0);
	free(line);
	return 0;
}
