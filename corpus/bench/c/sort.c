/* int: quicksort of ours, heapsort, and qsort with a callback. */
/* bench: repeat 5 */
#include <stdio.h>
#include <stdlib.h>
#define N 200000
static int v[N];
static void fill(void)
{
	unsigned x = 1;
	for (int i = 0; i < N; i++)
		v[i] = (int)((x = x * 1664525 + 1013904223) >> 4);
}
static void quick(int *a, int lo, int hi)
{
	while (lo < hi) {
		int p = a[(lo + hi) / 2], i = lo, j = hi;
		while (i <= j) {
			while (a[i] < p) i++;
			while (a[j] > p) j--;
			if (i <= j) {
				int t = a[i];
				a[i++] = a[j];
				a[j--] = t;
			}
		}
		quick(a, lo, j);
		lo = i;
	}
}
static void heap(int *a, int n)
{
	for (int start = n / 2; n > 1;) {
		int t;
		if (start > 0)
			t = a[--start];
		else
			t = a[--n], a[n] = a[0];
		int root = start, child;
		while ((child = 2 * root + 1) < n) {
			if (child + 1 < n && a[child] < a[child + 1])
				child++;
			if (a[child] <= t)
				break;
			a[root] = a[child];
			root = child;
		}
		a[root] = t;
	}
}
static int cmp(const void *x, const void *y)
{
	int a = *(const int *)x, b = *(const int *)y;
	return (a > b) - (a < b);
}
static unsigned hash(void)
{
	unsigned h = 0;
	for (int i = 0; i < N; i++)
		h = h * 31 + (unsigned)v[i];
	return h;
}
int main(void)
{
	fill(), quick(v, 0, N - 1);
	unsigned a = hash();
	fill(), heap(v, N);
	unsigned b = hash();
	fill(), qsort(v, N, sizeof *v, cmp);
	printf("%u %d %d\n", a, a == b, a == hash());
	return 0;
}
