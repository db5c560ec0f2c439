/* int: a hash table with string keys, chained and open. */
/* bench: repeat 8 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { struct node *next; char key[12]; int count; };
static struct node *chain[4096];
static unsigned open[1 << 16], used[1 << 16];
static unsigned hash(const char *s)
{
	unsigned h = 2166136261u;
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}
static struct node *get(const char *key)
{
	struct node **p = &chain[hash(key) & 4095];
	for (; *p; p = &(*p)->next)
		if (!strcmp((*p)->key, key))
			return *p;
	struct node *n = calloc(1, sizeof *n);
	strcpy(n->key, key);
	return *p = n;
}
int main(void)
{
	unsigned x = 1, s = 0;
	char key[12];
	for (int i = 0; i < 300000; i++) {
		x = x * 1103515245 + 12345;
		unsigned n = x >> 16 & 0x1fff;
		char *p = key;
		*p++ = 'k';
		do
			*p++ = (char)('0' + n % 10);
		while (n /= 10);
		*p = 0;
		s += (unsigned)get(key)->count++;
	}
	for (int i = 0; i < 1000000; i++) {
		x = x * 1103515245 + 12345;
		unsigned k = (x >> 8) % 40000 + 1, at = k * 2654435761u >> 16;
		while (open[at] && open[at] != k)
			at = (at + 1) & 0xffff;
		open[at] = k;
		s += used[at]++;
	}
	printf("%u\n", s);
	return 0;
}
