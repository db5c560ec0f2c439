/* Only here: variadic functions with ints, 64-bit values and doubles mixed. */
/* corpus: tags codegen */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void show(const char *kinds, ...)
{
	va_list ap, copy;
	va_start(ap, kinds);
	va_copy(copy, ap);
	for (const char *k = kinds; *k; k++)
		switch (*k) {
		case 'i': printf(" %d", va_arg(ap, int)); break;
		case 'l': printf(" %lld", va_arg(ap, long long)); break;
		case 'd': printf(" %g", va_arg(ap, double)); break;
		case 's': printf(" %s", va_arg(ap, char *)); break;
		case 'p': printf(" %c", *va_arg(ap, char *)); break;
		}
	va_end(ap);
	if (*kinds == 'i')
		printf(" again %d", va_arg(copy, int));
	va_end(copy);
	puts("");
}

static int sum(int n, ...)
{
	va_list ap;
	int s = 0;
	va_start(ap, n);
	while (n-- > 0)
		s += va_arg(ap, int);
	va_end(ap);
	return s;
}

static int format(char *buf, size_t n, const char *f, ...)
{
	va_list ap;
	va_start(ap, f);
	int r = vsnprintf(buf, n, f, ap);
	va_end(ap);
	return r;
}

int main(void)
{
	char buf[40];
	show("iildisp", 1, 2, 3LL, 4.5, 6, "seven", "8");
	show("dilidl", 1.5, 2, -3LL, 4, 5.25, 1LL << 40);
	show("lil", -1LL, 7, 9LL);
	show("");
	printf("%d %d\n", sum(0), sum(12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
	printf("%d ", format(buf, sizeof buf, "%5d|%-8s|%08.3f|%#x|%c", 42, "ab", 3.14159, 255, 'z'));
	puts(buf);
	printf("%d ", format(buf, 8, "%s", "truncated here"));
	puts(buf);
	int a, b;
	char w[16];
	double d;
	long long ll;
	int n = sscanf("17 -0x1f word 2.5e3 123456789012345", "%d %i %15s %lf %lld", &a, &b, w, &d, &ll);
	printf("%d: %d %d %s %g %lld\n", n, a, b, w, d, ll);
	return 0;
}
