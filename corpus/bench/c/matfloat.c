/* fp: product of matrices of floats. */
/* bench: repeat 5 */
#include <stdio.h>
#define N 150
static float a[N][N], b[N][N], c[N][N];
int main(void)
{
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			a[i][j] = (float)(i - j) / 8, b[i][j] = (float)(i + j) / 16;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++) {
			float s = 0;
			for (int k = 0; k < N; k++)
				s += a[i][k] * b[k][j];
			c[i][j] = s;
		}
	float s = 0;
	for (int i = 0; i < N; i++)
		for (int j = 0; j < N; j++)
			s += c[i][j] / 1024;
	printf("%.3f\n", s);
	return 0;
}
