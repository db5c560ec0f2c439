/* fp: the Mandelbrot set in doubles. */
/* bench: repeat 6 */
#include <stdio.h>
int main(void)
{
	unsigned sum = 0;
	for (int py = 0; py < 120; py++)
		for (int px = 0; px < 160; px++) {
			double cr = px / 60.0 - 2, ci = py / 60.0 - 1, zr = 0, zi = 0;
			int n = 0;
			while (n < 200 && zr * zr + zi * zi <= 4) {
				double t = zr * zr - zi * zi + cr;
				zi = 2 * zr * zi + ci;
				zr = t;
				n++;
			}
			sum = sum * 31 + (unsigned)n;
		}
	printf("%u\n", sum);
	return 0;
}
