/* fp: a mixture of arithmetic, arrays, calls, conditionals and mathematical functions. */
/* bench: repeat 9 */
#include <math.h>
#include <stdio.h>
static double e[4], t = 0.499975, t1 = 0.50025;
__attribute__((noinline)) static void pa(double *x)
{
	for (int j = 0; j < 6; j++) {
		x[0] = (x[0] + x[1] + x[2] - x[3]) * t;
		x[1] = (x[0] + x[1] - x[2] + x[3]) * t;
		x[2] = (x[0] - x[1] + x[2] + x[3]) * t;
		x[3] = (-x[0] + x[1] + x[2] + x[3]) / 2;
	}
}
__attribute__((noinline)) static double p3(double x, double y)
{
	x = t * (x + y);
	y = t * (x + y);
	return (x + y) / 2;
}
int main(void)
{
	e[0] = 1, e[1] = e[2] = e[3] = -1;
	double x = 0.5, y = 0.5, z = 0.75;
	int j = 1;
	for (int i = 0; i < 4000; i++) {
		pa(e);
		x = t * atan(2 * sin(x) * cos(x) / (cos(x + y) + cos(x - y) - 1));
		y = t * atan(2 * sin(y) * cos(y) / (cos(x + y) + cos(x - y) - 1));
		for (int k = 0; k < 10; k++)
			z = p3(z, x) + t1;
		j = j == 1 ? 2 : j == 2 ? 3 : 1;
		z = sqrt(exp(log(z) / t1)) / (1 + j);
	}
	printf("%.9f %.9f %.9f %.9f\n", e[0], x, y, z);
	return 0;
}
