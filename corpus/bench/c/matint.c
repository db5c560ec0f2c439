/* int: product of integer matrices. */
/* bench: repeat 6 */
#include <stdio.h>
#define N 220
static int a[N][N], b[N][N], c[N][N];
int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			a[i][j] = i * 3 + j, b[i][j] = i ^ j;
	for (int r = 0; r < 3; r++)
		for (int i = 0; i < N; i++)
			for (int j = 0; j < N; j++) {
				int s = 0;
				for (int k = 0; k < N; k++)
					s += a[i][k] * b[k][j];
				c[i][j] += s;
			}
	unsigned h = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			h = h * 31 + (unsigned)c[i][j];
	printf("%u\n", h);
	return 0;
}
