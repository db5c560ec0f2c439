/* fp: LU decomposition with pivots, and solution. */
/* bench: repeat 4 */
#include <math.h>
#include <stdio.h>
#define N 150
static double a[N][N], b[N];
int main(void)
{
	double err = 0;
	for (int round = 0; round < 2; round++) {
		unsigned x = 1;
		for (int i = 0; i < N; i++) {
			b[i] = 0;
			for (int j = 0; j < N; j++) {
				x = x * 1103515245 + 12345;
				a[i][j] = (x >> 16 & 1023) / 1024.0 - 0.5;
				b[i] += a[i][j];
			}
		}
		for (int k = 0; k < N; k++) {
			int p = k;
			for (int i = k + 1; i < N; i++)
				if (fabs(a[i][k]) > fabs(a[p][k]))
					p = i;
			for (int j = 0; j < N; j++) {
				double t = a[k][j];
				a[k][j] = a[p][j], a[p][j] = t;
			}
			double t = b[k];
			b[k] = b[p], b[p] = t;
			for (int i = k + 1; i < N; i++) {
				double f = a[i][k] / a[k][k];
				for (int j = k + 1; j < N; j++)
					a[i][j] -= f * a[k][j];
				b[i] -= f * b[k];
			}
		}
		for (int i = N - 1; i >= 0; i--) {
			for (int j = i + 1; j < N; j++)
				b[i] -= a[i][j] * b[j];
			b[i] /= a[i][i];
			err += fabs(b[i] - 1);
		}
	}
	printf("%d\n", err < 1e-6);
	return 0;
}
