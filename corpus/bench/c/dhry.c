/* int: records, enumerations, strings and small calls, in the proportions of systems code. */
/* bench: repeat 6 */
#include <stdio.h>
#include <string.h>
enum kind { ONE, TWO, THREE, FOUR, FIVE };
struct record { struct record *next; enum kind kind, comp; int value; char text[31]; };
static struct record pool[2], *glob = &pool[0], *other = &pool[1];
static int ints[50], grid[50][50], global;
static char ch1, ch2;
__attribute__((noinline)) static enum kind classify(enum kind k)
{
	switch (k) {
	case ONE: return ONE;
	case TWO: return global > 100 ? ONE : FOUR;
	case THREE: return TWO;
	case FOUR: return FOUR;
	default: return THREE;
	}
}
__attribute__((noinline)) static int equal(const char *a, const char *b)
{
	int i = 2;
	char c = 'A';
	while (i <= 2)
		if (a[i] == b[i + 1])
			c = 'B', i++;
		else
			c = 'A', i++;
	return c == 'R' || strcmp(a, b) > 0;
}
__attribute__((noinline)) static void copy(struct record *p)
{
	struct record *n = p->next;
	*n = *glob;
	p->value = 5;
	n->value = p->value;
	n->next = p->next;
	n->kind = classify(p->kind);
	n->value += 10;
}
__attribute__((noinline)) static void arrays(int *a, int (*g)[50], int i, int v)
{
	int k = i + 5;
	a[k] = v;
	a[k + 1] = a[k];
	a[k + 30] = k;
	for (int j = k; j <= k + 1; j++)
		g[k][j] = k;
	g[k][k - 1]++;
	g[k + 20][k] = a[k];
	global = 5;
}
int main(void)
{
	char s1[31] = "DHRYSTONE PROGRAM, 1'ST STRING", s2[31];
	unsigned sum = 0;
	glob->next = other;
	glob->kind = THREE;
	strcpy(glob->text, "DHRYSTONE PROGRAM, SOME STRING");
	for (int i = 0; i < 600000; i++) {
		int a = 2, b = 3, c;
		strcpy(s2, "DHRYSTONE PROGRAM, 2'ND STRING");
		ch1 = equal(s1, s2) ? 'x' : 'y';
		while (a < b) {
			c = 5 * a - b;
			a++;
		}
		arrays(ints, grid, c & 7, a);
		copy(glob);
		for (ch2 = 'A'; ch2 <= 'C'; ch2++)
			if (classify((enum kind)(ch2 - 'A')) == TWO)
				b += i;
		b = b * a;
		a = b / c;
		sum += (unsigned)(7 * (b - c) - a) + (unsigned)other->value + (unsigned)ch1;
	}
	printf("%u\n", sum);
	return 0;
}
