/* Only here: alloca in loops and variable-length arrays, also two-dimensional. */
#include <alloca.h>
#include <stdio.h>
#include <string.h>

struct node { struct node *next; int v; };

__attribute__((noinline)) static int list(int n)
{
	struct node *head = 0;
	for (int i = 0; i < n; i++) {
		struct node *p = alloca(sizeof *p + (i % 7) * 4);
		p->v = i;
		p->next = head;
		head = p;
	}
	int s = 0;
	for (; head; head = head->next)
		s = s * 3 + head->v;
	return s;
}

__attribute__((noinline)) static int grid(int h, int w)
{
	int a[h][w], s = 0;
	for (int i = 0; i < h; i++)
		for (int j = 0; j < w; j++)
			a[i][j] = i * j - 3;
	for (int j = 0; j < w; j++)
		for (int i = 0; i < h; i++)
			s = s * 5 + a[i][j];
	return s;
}

int main(void)
{
	for (int n = 1; n < 3000; n *= 3)
		printf("%d %d %d\n", n, list(n), grid(n % 40 + 1, n % 13 + 2));
	char *p = alloca(100000);
	memset(p, 'x', 100000);
	printf("%c %d\n", p[99999], ((unsigned long)p & 7) == 0);
	return 0;
}
