/* int: regular expressions by backtracking and by a set of states. */
/* bench: repeat 10 */
#include <stdio.h>
#include <string.h>
static int here(const char *re, const char *s);
static int star(int c, const char *re, const char *s)
{
	do
		if (here(re, s))
			return 1;
	while (*s && (*s++ == c || c == '.'));
	return 0;
}
static int here(const char *re, const char *s)
{
	if (!re[0])
		return 1;
	if (re[1] == '*')
		return star(re[0], re + 2, s);
	if (re[0] == '$' && !re[1])
		return !*s;
	return *s && (re[0] == '.' || re[0] == *s) && here(re + 1, s + 1);
}
static int search(const char *re, const char *s)
{
	do
		if (here(re, s))
			return 1;
	while (*s++);
	return 0;
}
/* One bit a state of the pattern, all advanced at once. */
static int states(const char *re, const char *s)
{
	unsigned mask[128] = { 0 }, d = ~0u, n = (unsigned)strlen(re);
	for (unsigned i = 0; i < n; i++)
		mask[(int)re[i]] |= 1u << i;
	int hits = 0;
	for (; *s; s++) {
		d = d << 1 | ~mask[(int)*s];
		hits += !(d >> (n - 1) & 1);
	}
	return hits;
}
int main(void)
{
	static char line[300][80];
	static const char *res[] = { "a.*b.*c", "x*y*z$", ".*ab.*cd", "e.f.g", "aa*b", "q.*q.*q.*q" };
	unsigned x = 9, sum = 0;
	for (int i = 0; i < 300; i++)
		for (int j = 0; j < 79; j++)
			line[i][j] = (char)('a' + ((x = x * 1103515245 + 12345) >> 16) % 26);
	for (int round = 0; round < 8; round++)
		for (int i = 0; i < 300; i++)
			for (int r = 0; r < 6; r++)
				sum = sum * 3 + (unsigned)search(res[r], line[i]);
	for (int round = 0; round < 60; round++)
		for (int i = 0; i < 300; i++)
			sum += (unsigned)states("ab", line[i]);
	printf("%u\n", sum);
	return 0;
}
