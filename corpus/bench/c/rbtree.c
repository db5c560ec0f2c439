/* int: a balanced tree with nodes from malloc, inserted, found and freed. */
/* bench: repeat 3 */
#include <stdio.h>
#include <stdlib.h>
struct node { struct node *kid[2]; int key, level; };
static struct node nil = { { &nil, &nil }, 0, 0 };
static struct node *skew(struct node *t)
{
	if (t->level && t->kid[0]->level == t->level) {
		struct node *l = t->kid[0];
		t->kid[0] = l->kid[1];
		l->kid[1] = t;
		return l;
	}
	return t;
}
static struct node *split(struct node *t)
{
	if (t->level && t->kid[1]->kid[1]->level == t->level) {
		struct node *r = t->kid[1];
		t->kid[1] = r->kid[0];
		r->kid[0] = t;
		r->level++;
		return r;
	}
	return t;
}
static struct node *insert(struct node *t, int key)
{
	if (t == &nil) {
		t = malloc(sizeof *t);
		*t = (struct node){ { &nil, &nil }, key, 1 };
		return t;
	}
	if (key == t->key)
		return t;
	t->kid[key > t->key] = insert(t->kid[key > t->key], key);
	return split(skew(t));
}
static int find(const struct node *t, int key)
{
	int d = 0;
	for (; t != &nil && t->key != key; d++)
		t = t->kid[key > t->key];
	return d;
}
static unsigned drop(struct node *t)
{
	if (t == &nil)
		return 0;
	unsigned n = drop(t->kid[0]) * 3 + (unsigned)t->key + drop(t->kid[1]);
	free(t);
	return n;
}
int main(void)
{
	unsigned x = 1, sum = 0;
	for (int round = 0; round < 4; round++) {
		struct node *root = &nil;
		for (int i = 0; i < 40000; i++)
			root = insert(root, (int)((x = x * 1664525 + 1013904223) >> 12));
		for (int i = 0; i < 80000; i++)
			sum += (unsigned)find(root, (int)((x = x * 1664525 + 1013904223) >> 12));
		sum += drop(root);
	}
	printf("%u\n", sum);
	return 0;
}
