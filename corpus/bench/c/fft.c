/* fp: a fast Fourier transform in place, with its own sines. */
/* bench: repeat 6 */
#include <math.h>
#include <stdio.h>
#define LOG 12
#define N (1 << LOG)
static double re[N], im[N], cs[N / 2], sn[N / 2];
static void fft(double *r, double *i, int sign)
{
	for (unsigned a = 1, b = 0; a < N; a++) {
		unsigned bit = N >> 1;
		for (; b & bit; bit >>= 1)
			b ^= bit;
		b ^= bit;
		if (a < b) {
			double t = r[a];
			r[a] = r[b], r[b] = t;
			t = i[a];
			i[a] = i[b], i[b] = t;
		}
	}
	for (int len = 2; len <= N; len *= 2)
		for (int s = 0; s < N; s += len)
			for (int k = 0; k < len / 2; k++) {
				double c = cs[k * (N / len)], d = sign * sn[k * (N / len)];
				int p = s + k, q = p + len / 2;
				double x = r[q] * c - i[q] * d, y = r[q] * d + i[q] * c;
				r[q] = r[p] - x, i[q] = i[p] - y;
				r[p] += x, i[p] += y;
			}
}
int main(void)
{
	for (int k = 0; k < N / 2; k++)
		cs[k] = cos(2 * 3.14159265358979323846 * k / N), sn[k] = sin(2 * 3.14159265358979323846 * k / N);
	for (int k = 0; k < N; k++)
		re[k] = k % 37 - 18;
	for (int round = 0; round < 6; round++) {
		fft(re, im, 1), fft(re, im, -1);
		for (int k = 0; k < N; k++)
			re[k] /= N, im[k] /= N;
	}
	double e = 0;
	for (int k = 0; k < N; k++)
		e += fabs(re[k] - (k % 37 - 18));
	printf("%d %.6f\n", e < 1e-6, re[5]);
	return 0;
}
