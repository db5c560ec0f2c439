/* fp: product of matrices of doubles. */
/* bench: repeat 10 */
#include <stdio.h>
#define N 140
static double a[N][N], b[N][N], c[N][N];
int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			a[i][j] = (i - j) / 7.0, b[i][j] = (i + j) / 3.0;
	for (int i = 0; i < N; i++)
		for (int k = 0; k < N; k++)
			for (int j = 0; j < N; j++)
				c[i][j] += a[i][k] * b[k][j];
	double s = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			s += c[i][j] * ((i ^ j) & 3);
	printf("%.6f\n", s);
	return 0;
}
