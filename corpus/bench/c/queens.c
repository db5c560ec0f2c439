/* int: n queens by recursion over bit masks and over arrays. */
/* bench: repeat 23 */
#include <stdio.h>
static int n, rows[16];
static int masks(unsigned all, unsigned c, unsigned l, unsigned r)
{
	int s = c == all;
	for (unsigned free = all & ~(c | l | r); free;) {
		unsigned b = free & -free;
		free ^= b;
		s += masks(all, c | b, (l | b) << 1, (r | b) >> 1);
	}
	return s;
}
static int safe(int row, int col)
{
	for (int i = 0; i < row; i++)
		if (rows[i] == col || rows[i] - col == i - row || rows[i] - col == row - i)
			return 0;
	return 1;
}
static int place(int row)
{
	int s = 0;
	if (row == n)
		return 1;
	for (int c = 0; c < n; c++)
		if (safe(row, c)) {
			rows[row] = c;
			s += place(row + 1);
		}
	return s;
}
int main(void)
{
	n = 9;
	printf("%d %d\n", masks((1 << 11) - 1, 0, 0, 0), place(0));
	return 0;
}
