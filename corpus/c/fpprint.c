/* Only here: printf of doubles and floats in every format, with infinities, NaNs, subnormals and zeros. */
/* corpus: tags codegen */
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
	volatile double zero = 0, one = 1;
	double v[] = {
		0, -0.0, 1, -1, 0.1, 1.0 / 3, 2.0 / 3, 1e10, 1e15, 1e16, 1e17, 1e100, 1e-100, 123456789.125,
		DBL_MAX, DBL_MIN, DBL_EPSILON, DBL_MIN / 3, 5e-324, M_PI, -M_E, 0.5, 1.5, 2.5, 1e22, 1e23,
		one / zero, -one / zero, fabs(zero / zero),
	};
	for (unsigned i = 0; i < sizeof v / sizeof *v; i++) {
		printf("%f %e %g %a\n", fabs(v[i]) < 1e20 ? v[i] : 0, v[i], v[i], v[i]);
		printf("%.0f %.17g %+.3e %015.4g|%-12.2f|%G %#.0f\n", fabs(v[i]) < 1e20 ? v[i] : 0, v[i], v[i],
		       v[i], fabs(v[i]) < 1e8 ? v[i] : 0, v[i], fabs(v[i]) < 1e8 ? v[i] : 0);
		float f = (float)v[i];
		printf("%g %.9g %a\n", f, f, f);
	}
	const char *s[] = { "0x1.8p3", "1e400", "-1e-400", "inf", "-nan", "3.14159265358979323846", "1e23",
			    "8.5e-320", "0.1", "179769313486231580793e289", ".5e1x", "12345678901234567890" };
	for (unsigned i = 0; i < sizeof s / sizeof *s; i++) {
		char *end;
		double d = strtod(s[i], &end);
		printf("%s = %.17g %a rest '%s' float %.9g\n", s[i], d, d, end, strtof(s[i], 0));
	}
	printf("%d %d %d\n", FLT_EVAL_METHOD, DBL_DIG, (int)sizeof(long double));
	return 0;
}
