/* Only here: structs of all sizes passed and returned by value, with doubles and floats inside. */
/* corpus: tags codegen */
#include <stdio.h>

struct s1 { char a; };
struct s3 { char a[3]; };
struct s5 { char a; int b; };
struct s8 { int a, b; };
struct f1 { float f; };
struct f2 { float a, b; };
struct d1 { double d; };
struct d2 { double a, b; };
struct mix { char c; double d; short s; long long l; float f; };
struct big { int v[33]; };

#define ID(T) __attribute__((noinline)) static struct T id_##T(int pad, struct T x, int tail) \
{ \
	if (pad != tail) \
		puts("bad tail " #T); \
	return x; \
}
ID(s1) ID(s3) ID(s5) ID(s8) ID(f1) ID(f2) ID(d1) ID(d2) ID(mix) ID(big)

__attribute__((noinline)) static double many(float a, double b, int c, float d, struct d2 e,
					     long long f, struct s8 g, char h, double i)
{
	return a + b * 2 + c * 3 + d * 4 + e.a * 5 + e.b * 6 + f * 7 + g.a * 8 + g.b * 9 + h * 10 + i * 11;
}

int main(void)
{
	struct s1 a = id_s1(1, (struct s1){ 'a' }, 1);
	struct s3 b = id_s3(2, (struct s3){ "xyz" }, 2);
	struct s5 c = id_s5(3, (struct s5){ 'c', 99 }, 3);
	struct s8 d = id_s8(4, (struct s8){ -1, -2 }, 4);
	struct f1 e = id_f1(5, (struct f1){ 1.5f }, 5);
	struct f2 f = id_f2(6, (struct f2){ 2.5f, 3.5f }, 6);
	struct d1 g = id_d1(7, (struct d1){ 4.25 }, 7);
	struct d2 h = id_d2(8, (struct d2){ 5.25, 6.25 }, 8);
	struct mix m = id_mix(9, (struct mix){ 'm', 7.5, -8, 9LL << 33, 1.25f }, 9);
	struct big k;
	for (int i = 0; i < 33; i++)
		k.v[i] = i * i;
	k = id_big(10, k, 10);
	printf("%c %.3s %c%d %d,%d %g %g,%g %g %g,%g\n", a.a, b.a, c.a, c.b, d.a, d.b, e.f, f.a, f.b, g.d, h.a, h.b);
	printf("%c %g %d %lld %g %d\n", m.c, m.d, m.s, m.l, m.f, k.v[32]);
	printf("%g\n", many(1, 2, 3, 4, h, 7, d, 8, 9.5));
	return 0;
}
