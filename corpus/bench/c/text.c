/* int: string processing: words, case, search, numbers, formatting. */
/* bench: repeat 3 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static char text[200001], out[400001];
int main(void)
{
	unsigned x = 3, sum = 0;
	for (int i = 0; i < 200000; i++) {
		x = x * 1103515245 + 12345;
		int c = (int)(x >> 16) % 40;
		text[i] = (char)(c < 26 ? 'a' + c : c < 32 ? '0' + c - 26 : c < 38 ? ' ' : c == 38 ? '\n' : ',');
	}
	for (int round = 0; round < 12; round++) {
		int words = 0, in = 0, upper = 0;
		char *o = out;
		for (char *p = text; *p; p++) {
			if (isalpha((unsigned char)*p) && !in)
				words++, *o++ = (char)toupper((unsigned char)*p);
			else
				*o++ = *p;
			in = isalpha((unsigned char)*p) != 0;
		}
		*o = 0;
		for (char *p = out; (p = strpbrk(p, "AEIOU")); p++)
			upper++;
		for (char *p = text; (p = strstr(p, "ab")); p += 2)
			sum++;
		for (char *p = text; *p;) {
			char *end;
			long v = strtol(p, &end, 10);
			sum += (unsigned)v;
			p = end == p ? p + 1 : end;
		}
		sum += (unsigned)words * 3 + (unsigned)upper + (unsigned)strlen(out);
	}
	for (int i = 0; i < 40000; i++)
		sum += (unsigned)sprintf(out, "%d %s %x", i, "text", i * 7);
	printf("%u\n", sum);
	return 0;
}
