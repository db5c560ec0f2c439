/* fp: the spectral norm of an infinite matrix. */
/* bench: repeat 16 */
#include <math.h>
#include <stdio.h>
#define N 200
static double u[N], v[N], w[N];
static double a(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }
static void mul(const double *x, double *y, int t)
{
	for (int i = 0; i < N; i++) {
		double s = 0;
		for (int j = 0; j < N; j++)
			s += (t ? a(j, i) : a(i, j)) * x[j];
		y[i] = s;
	}
}
int main(void)
{
	for (int i = 0; i < N; i++)
		u[i] = 1;
	for (int i = 0; i < 6; i++) {
		mul(u, w, 0), mul(w, v, 1);
		mul(v, w, 0), mul(w, u, 1);
	}
	double x = 0, y = 0;
	for (int i = 0; i < N; i++)
		x += u[i] * v[i], y += v[i] * v[i];
	printf("%.9f\n", sqrt(x / y));
	return 0;
}
