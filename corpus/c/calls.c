/* Only here: function pointers of many shapes, weak symbols, qsort and bsearch callbacks. */
/* corpus: tags codegen */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int nowhere(void) __attribute__((weak));

typedef long (*fn)(long, long);
static long add(long a, long b) { return a + b; }
static long sub(long a, long b) { return a - b; }
static long mul(long a, long b) { return a * b; }
static fn const table[] = { add, sub, mul, add, mul };

struct shape { const struct ops *ops; int w, h; };
struct ops { const char *name; int (*area)(const struct shape *); };
static int rect(const struct shape *s) { return s->w * s->h; }
static int tri(const struct shape *s) { return s->w * s->h / 2; }
static const struct ops rect_ops = { "rect", rect }, tri_ops = { "tri", tri };

static int calls;
static int ascending(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	calls++;
	return x < y ? -1 : x > y;
}
static int by_string(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }

/* nested is a GCC nested function called through a pointer only inside. */
static double apply(double (*f)(double, int, double), double x) { return f(x, 3, 0.5); }
static double scaled(double a, int n, double b) { return a * n + b; }

static fn pick(int i) { return table[i % 5]; }

int main(void)
{
	long r = 1;
	for (int i = 0; i < 20; i++)
		r = pick(i)(r, i + 1) % 100003;
	printf("%ld %s %g\n", r, nowhere ? "somewhere" : "nowhere", apply(scaled, 2.5));
	struct shape s[] = { { &rect_ops, 3, 4 }, { &tri_ops, 3, 4 } };
	for (int i = 0; i < 2; i++)
		printf("%s %d\n", s[i].ops->name, s[i].ops->area(&s[i]));
	int v[500];
	unsigned x = 7;
	for (int i = 0; i < 500; i++)
		v[i] = (int)((x = x * 69069 + 1) >> 8) % 1000;
	qsort(v, 500, sizeof *v, ascending);
	for (int i = 1; i < 500; i++)
		if (v[i - 1] > v[i])
			puts("not sorted");
	int key = v[250];
	int *hit = bsearch(&key, v, 500, sizeof *v, ascending);
	printf("%d %d %d %s\n", v[0], v[499], *hit, calls > 500 ? "many" : "few");
	char *w[] = { "pear", "apple", "fig", "banana", "cherry" };
	qsort(w, 5, sizeof *w, by_string);
	for (int i = 0; i < 5; i++)
		printf("%s ", w[i]);
	puts("");
	return 0;
}
