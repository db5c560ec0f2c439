/* Only here: hundreds of kilobytes of initialized tables with pointers to data and functions, and a large bss. */
#include <stdio.h>

struct row { const char *name; int (*f)(int); const struct row *next; double weight; };
static int inc(int x) { return x + 1; }
static int dbl(int x) { return x * 2; }
static struct row rows[];
#define R1(n) { "row" #n, (n) % 2 ? inc : dbl, &rows[((n) * 37 + 11) % 4096], (n) / 8.0 },
#define R8(n) R1(n) R1(n + 1) R1(n + 2) R1(n + 3) R1(n + 4) R1(n + 5) R1(n + 6) R1(n + 7)
#define R64(n) R8(n) R8(n + 8) R8(n + 16) R8(n + 24) R8(n + 32) R8(n + 40) R8(n + 48) R8(n + 56)
#define R512(n) R64(n) R64(n + 64) R64(n + 128) R64(n + 192) R64(n + 256) R64(n + 320) R64(n + 384) R64(n + 448)
static struct row rows[4096] = { R512(0) R512(512) R512(1024) R512(1536) R512(2048) R512(2560) R512(3072) R512(3584) };
static char zeros[40 << 20];

int main(void)
{
	const struct row *r = rows;
	unsigned x = 1, sum = 0;
	double w = 0;
	for (int i = 0; i < 10000; i++, r = r->next) {
		x = (unsigned)r->f((int)(x & 0xffff));
		w += r->weight;
		sum = sum * 31 + (unsigned char)r->name[3];
	}
	for (size_t i = 0; i < sizeof zeros; i += 4096)
		zeros[i] += (char)i, sum += (unsigned char)zeros[i + 1];
	printf("%u %u %g %s\n", x, sum, w, rows[77].name);
	return 0;
}
