/* fp: gravitation of five bodies. */
/* bench: repeat 6 */
#include <math.h>
#include <stdio.h>
struct body { double x[3], v[3], m; };
static struct body b[5];
static void step(double dt)
{
	for (int i = 0; i < 5; i++)
		for (int j = i + 1; j < 5; j++) {
			double d[3], r = 0;
			for (int k = 0; k < 3; k++)
				d[k] = b[i].x[k] - b[j].x[k], r += d[k] * d[k];
			double mag = dt / (r * sqrt(r));
			for (int k = 0; k < 3; k++) {
				b[i].v[k] -= d[k] * b[j].m * mag;
				b[j].v[k] += d[k] * b[i].m * mag;
			}
		}
	for (int i = 0; i < 5; i++)
		for (int k = 0; k < 3; k++)
			b[i].x[k] += dt * b[i].v[k];
}
int main(void)
{
	for (int i = 0; i < 5; i++) {
		for (int k = 0; k < 3; k++) {
			b[i].x[k] = i * (k + 1.5) - k * 2;
			b[i].v[k] = (i - 2) * 0.3 / (k + 1);
		}
		b[i].m = i ? 0.05 * i : 40;
	}
	for (int i = 0; i < 20000; i++)
		step(0.001);
	for (int i = 0; i < 5; i++)
		printf("%.12f ", b[i].x[0]);
	puts("");
	return 0;
}
