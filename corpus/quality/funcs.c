/*
 * Functions whose translation is measured: the table beside this file says how
 * many host instructions and bytes each guest instruction becomes.
 */
typedef unsigned u32;
typedef unsigned long long u64;

int table[64];
static int (*volatile hook)(int);

__attribute__((noinline)) int sum(const int *a, int n)
{
	int s = 0;
	for (int i = 0; i < n; i++)
		s += a[i];
	return s;
}

__attribute__((noinline)) void copy(char *d, const char *s, u32 n)
{
	while (n--)
		*d++ = *s++;
}

__attribute__((noinline)) u32 length(const char *s)
{
	u32 n = 0;
	while (s[n])
		n++;
	return n;
}

__attribute__((noinline)) u32 gcd(u32 a, u32 b)
{
	while (b) {
		u32 t = a % b;
		a = b;
		b = t;
	}
	return a;
}

__attribute__((noinline)) u32 crc(u32 c, const unsigned char *p, int n)
{
	while (n--) {
		c ^= *p++;
		for (int k = 0; k < 8; k++)
			c = c & 1 ? c >> 1 ^ 0xedb88320u : c >> 1;
	}
	return c;
}

__attribute__((noinline)) u32 fibonacci(u32 n)
{
	return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

__attribute__((noinline)) int choose(int op, int a, int b)
{
	switch (op) {
	case 0: return a + b;
	case 1: return a - b;
	case 2: return a * b;
	case 3: return a & b;
	case 4: return a | b;
	case 5: return a ^ b;
	case 6: return a << (b & 31);
	case 7: return a >> (b & 31);
	}
	return -1;
}

__attribute__((noinline)) u64 wide(u64 a, u64 b)
{
	return a * b + (a >> 7) - (b << 3);
}

__attribute__((noinline)) void sort(int *a, int n)
{
	for (int i = 1; i < n; i++) {
		int v = a[i], j = i;
		for (; j > 0 && a[j - 1] > v; j--)
			a[j] = a[j - 1];
		a[j] = v;
	}
}

__attribute__((noinline)) int indirect(int n)
{
	int s = 0;
	for (int i = 0; i < n; i++)
		s += hook(i);
	return s;
}

__attribute__((noinline)) double dot(const double *a, const double *b, int n)
{
	double s = 0;
	for (int i = 0; i < n; i++)
		s += a[i] * b[i];
	return s;
}

__attribute__((noinline)) float scale(float *a, int n, float k)
{
	float top = 0;
	for (int i = 0; i < n; i++) {
		a[i] *= k;
		if (a[i] > top)
			top = a[i];
	}
	return top;
}

struct __attribute__((packed)) odd { char c; u32 v; };

__attribute__((noinline)) u32 unaligned(struct odd *p, int n)
{
	u32 s = 0;
	for (int i = 0; i < n; i++)
		s += p[i].v++;
	return s;
}

static int twice(int x) { return 2 * x; }

#ifdef __mips__
void __start(void)
#else
void _start(void)
#endif
{
	static double d[8];
	static float f[8];
	static struct odd o[4];
	hook = twice;
	int r = sum(table, 64) + (int)length("text") + (int)gcd(12, 18) + (int)fibonacci(5) + choose(table[0], 3, 4) +
		(int)wide(3, 5) + indirect(3) + (int)dot(d, d, 8) + (int)scale(f, 8, 2) + (int)unaligned(o, 4) +
		(int)crc(1, (unsigned char *)table, 4);
	copy((char *)d, (char *)f, 8);
	sort(table, 64);
#if defined __mips__
	register int a0 __asm__("$4") = r & 1;
	register int v0 __asm__("$2") = 4001;
	__asm__ volatile("syscall" : : "r"(a0), "r"(v0));
#elif defined __i386__
	__asm__ volatile("int $0x80" : : "a"(1), "b"(r & 1));
#endif
	for (;;)
		;
}
