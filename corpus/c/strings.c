/* Only here: the C library's memory and string functions at all alignments and small lengths. */
#include <stdio.h>
#include <string.h>

static unsigned char a[160], b[160];
static unsigned long h = 2166136261u;

static void mix(unsigned long v) { h = ((h ^ v) * 16777619u) & 0xffffffffu; }

static void reset(void)
{
	for (int i = 0; i < 160; i++) {
		a[i] = (unsigned char)(i * 7 + 1);
		b[i] = (unsigned char)(i * 13 + 5);
	}
}

static void bytes(void)
{
	for (int i = 0; i < 160; i++)
		mix(a[i]), mix(b[i]);
}

int main(void)
{
	for (int n = 0; n < 70; n += 1 + n / 20)
		for (int x = 0; x < 5; x++)
			for (int y = 0; y < 5; y++) {
				reset();
				memcpy(a + x, b + y, n);
				memmove(a + 40 + x, a + 40 + y, n);
				memset(b + 70 + x, y, n);
				bytes();
				mix((unsigned)(memcmp(a + x, b + y, n) > 0));
				mix((unsigned)(memchr(a + x, y * 20, n) != 0));
				memset(a + x, 'q', n), a[x + n] = 0;
				memset(b + y, 'q', n), b[y + n] = 0;
				mix(strlen((char *)a + x));
				mix((unsigned)!strcmp((char *)a + x, (char *)b + y));
				b[y + n / 2] = 'z';
				mix((unsigned)(strncmp((char *)a + x, (char *)b + y, n) < 0));
				char *z = strchr((char *)b + y, 'z');
				mix(z ? (unsigned)(z - (char *)b) : 999);
				strcpy((char *)a + 80 + x, (char *)b + y);
				strcat((char *)a + x, "tail");
				bytes();
			}
	printf("%08lx\n", h);
	char s[] = "a,b;;c d";
	for (char *p = strtok(s, ",; "); p; p = strtok(0, ",; "))
		printf("[%s]", p);
	printf(" %s %s %zu %zu\n", strstr("needle in a haystack", "hay"), strrchr("a/b/c", '/'),
	       strspn("aabbc", "ab"), strcspn("hello", "l"));
	char *dup = strdup("dup");
	printf("%s %s %d\n", dup, strpbrk("query?x", "?="), strcasecmp("MiPs", "mIpS"));
	return 0;
}
