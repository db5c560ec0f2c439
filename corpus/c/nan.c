/* Only here: bit patterns of NaNs: generated, propagated, copied, converted, compared. */
/* corpus: tags codegen */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static uint64_t dbits(double d) { uint64_t u; memcpy(&u, &d, 8); return u; }
static uint32_t fbits(float f) { uint32_t u; memcpy(&u, &f, 4); return u; }
static double mkd(uint64_t u) { double d; memcpy(&d, &u, 8); return d; }
static float mkf(uint32_t u) { float f; memcpy(&f, &u, 4); return f; }
static volatile double zero, inf, q, sn, r;
static volatile float fzero, fq, fr;

#define SHOW(e) (r = (e), printf("%-18s %016llx %s\n", #e, (unsigned long long)dbits(r), isnan(r) ? "nan" : "num"))
#define SHOWF(e) (fr = (e), printf("%-18s %08x\n", #e, fbits(fr)))

int main(void)
{
	inf = INFINITY;
	SHOW(zero / zero);
	SHOW(inf - inf);
	SHOW(inf * zero);
	SHOW(sqrt(-1 - zero));
	SHOW(-(zero / zero));
	SHOW(fabs(-(zero / zero)));
	fq = fzero / fzero;
	SHOWF(fzero / fzero);
	SHOWF(-fq);
	SHOWF(fq + 1);
	SHOW((double)fq);
	q = zero / zero;
	SHOWF((float)q);
	SHOW(q + 1);
	SHOW(1 - q);
	SHOW(q * inf);
	SHOW(q);
	sn = mkd(0x7ff0000000000001ull);
	SHOW(sn);
	sn = mkd(0xfff7ffffffffffffull);
	SHOW(sn + 0);
	fq = mkf(0x7fbfffff);
	SHOWF(fq);
	SHOWF(fq * 2);
	printf("%d%d%d%d%d%d %d%d%d\n", q < 1, q > 1, q <= 1, q >= 1, q == q, q != q, isunordered(q, 1), isless(q, 2),
	       islessgreater(q, 1));
	printf("%f %g %d %d\n", q, inf, signbit(q) != 0, isnan(q) != 0);
	printf("%g %g %g\n", fmax(q, 1), fmin(2, q), copysign(3, -inf));
	return 0;
}
