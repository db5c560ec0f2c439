/* Only here: PowerPC: AltiVec as compilers use it: loops made vectors, intrinsics, vectors as arguments and in structures. */
/* corpus: guests ppc */
/* corpus: cflags -maltivec -mabi=altivec -mvrsave -ftree-vectorize -ffast-math */
/* corpus: env QEMU_CPU=7400 */
#include <altivec.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/auxv.h>

#undef bool
#undef vector
typedef __vector unsigned char u8;
typedef __vector signed char s8;
typedef __vector unsigned short u16;
typedef __vector signed short s16;
typedef __vector unsigned int u32;
typedef __vector signed int s32;
typedef __vector float f32;

enum { N = 203 };
static uint8_t bytes[N] __attribute__((aligned(16))), other[N];
static int16_t shorts[N], shorter[N];
static int32_t words[N];
static float floats[N], more[N];

__attribute__((noinline)) static void loops(int k)
{
	for (int i = 0; i < N; i++)
		bytes[i] = (uint8_t)(bytes[i] + other[i] * 3 + k);
	for (int i = 0; i < N; i++)
		shorts[i] = (int16_t)(shorts[i] > shorter[i] ? shorts[i] - k : shorter[i] + 7);
	for (int i = 0; i < N; i++)
		words[i] += shorts[i] * shorter[i];
	for (int i = 0; i < N; i++)
		words[i] = words[i] << (i & 7) ^ words[i] >> 3;
	for (int i = 0; i < N; i++)
		floats[i] = floats[i] * 0.75f + more[i];
	for (int i = 0; i < N; i++)
		more[i] = (float)(words[i] >> 12);
}

__attribute__((noinline)) static int sum(void)
{
	int s = 0;
	for (int i = 0; i < N; i++)
		s += shorts[i] + bytes[i];
	return s;
}

__attribute__((noinline)) static float dot(void)
{
	float s = 0;
	for (int i = 0; i < N; i++)
		s += floats[i] * (float)(i % 3);
	return s;
}

static void show(const char *what, const void *p)
{
	uint32_t w[4];
	memcpy(w, p, 16);
	printf("%s %08x %08x %08x %08x\n", what, (unsigned)w[0], (unsigned)w[1], (unsigned)w[2], (unsigned)w[3]);
}

#define SHOW(e) \
	do { \
		__typeof__(e) shown = (e); \
		show(#e, &shown); \
	} while (0)

/* An unaligned copy as it was written for this machine. */
__attribute__((noinline)) static u8 unaligned(const uint8_t *p)
{
	return vec_perm(vec_ld(0, p), vec_ld(15, p), vec_lvsl(0, p));
}

__attribute__((noinline)) static u32 mixed(u32 a, int b, u32 c, double d, u32 e)
{
	u32 n = {(unsigned)b, (unsigned)d, 3, 4};
	return vec_add(vec_xor(a, c), vec_sub(e, n));
}

__attribute__((noinline)) static s32 variable(int n, ...)
{
	va_list ap;
	s32 s = vec_splat_s32(0);
	va_start(ap, n);
	for (int i = 0; i < n; i++) {
		int k = va_arg(ap, int);
		s32 v = va_arg(ap, s32);
		s = vec_add(s, vec_sl(v, (u32){(unsigned)k, 1, 2, 3}));
	}
	va_end(ap);
	return s;
}

struct holder { char c; u16 v; double d; };

__attribute__((noinline)) static struct holder held(struct holder h)
{
	h.v = vec_mladd(h.v, vec_splat_u16(3), (u16)vec_splat_s16(-5));
	h.d *= 2;
	return h;
}

static jmp_buf back;
__attribute__((noinline)) static void jump(int n)
{
	__asm__ volatile("" : : : "v20", "v21", "v31");
	longjmp(back, n);
}

int main(void)
{
	printf("has it: %d\n", (getauxval(AT_HWCAP) & 0x10000000) != 0);
	for (int i = 0; i < N; i++) {
		bytes[i] = (uint8_t)(i * 7);
		other[i] = (uint8_t)(i * i);
		shorts[i] = (int16_t)(i * 331);
		shorter[i] = (int16_t)(i * -77 + 900);
		words[i] = i * 1234567;
		floats[i] = (float)i / 4;
		more[i] = (float)(N - i);
	}
	for (int k = 0; k < 4; k++) {
		loops(k);
		printf("%d %.1f %d %u %g\n", sum(), (double)(int)dot(), words[N - 1], bytes[100], (double)more[77]);
	}
	for (int i = 0; i < 18; i += 5)
		SHOW(unaligned(other + i));
	u8 a = {0, 1, 2, 3, 250, 251, 252, 253, 100, 101, 102, 103, 127, 128, 129, 255}, b = vec_splat(a, 5);
	u16 h = (u16)a;
	u32 w = (u32)a;
	f32 f = {1.5f, -2.25f, 1e10f, -0.0f}, g = {3, 0.3333f, -7e9f, 5};
	SHOW(vec_adds(a, b));
	SHOW(vec_subs((s8)a, (s8)b));
	SHOW(vec_packs(h, h));
	SHOW(vec_pack(w, w));
	SHOW(vec_unpackh((s8)a));
	SHOW(vec_unpackl((s16)a));
	SHOW(vec_mergeh(a, b));
	SHOW(vec_mergel(h, (u16)b));
	SHOW(vec_sld(a, b, 3));
	SHOW(vec_sll(a, vec_splat_u8(5)));
	SHOW(vec_sro(a, vec_splat_u8(8)));
	SHOW(vec_mule(a, b));
	SHOW(vec_mulo((s16)h, (s16)b));
	SHOW(vec_msum(a, b, w));
	SHOW(vec_sum4s(a, w));
	SHOW(vec_sums((s32)w, (s32)w));
	SHOW(vec_sel(w, (u32)b, (u32)vec_cmpgt(a, b)));
	SHOW(vec_rl(w, vec_splat_u32(9)));
	SHOW(vec_avg((s16)h, (s16)b));
	SHOW(vec_madd(f, g, f));
	SHOW(vec_nmsub(f, g, f));
	SHOW(vec_max(f, g));
	SHOW(vec_floor(f));
	SHOW(vec_round(g));
	SHOW(vec_cts(f, 2));
	SHOW(vec_ctu(g, 0));
	SHOW(vec_ctf((s32)w, 4));
	SHOW(vec_re(vec_splats(4.0f)));
	SHOW(vec_rsqrte(vec_splats(16.0f)));
	printf("any %d all %d bounds %d eq %d\n", vec_any_gt(f, g), vec_all_ge(f, g), vec_all_in(f, vec_abs(g)), vec_all_eq(b, b));
	SHOW(mixed(w, 5, (u32)b, 7.5, vec_splat_u32(9)));
	SHOW(variable(3, 1, (s32)w, 2, (s32)b, 30, (s32)h));
	struct holder x = held((struct holder){'c', h, 2.5});
	show("held", &x.v);
	printf("%c %g\n", x.c, x.d);
	u32 kept = vec_splat_u32(11);
	int r = setjmp(back);
	__asm__ volatile("" : "+v"(kept));
	if (r < 3)
		jump(r + 1);
	SHOW(kept);
	SHOW(vec_mfvscr());
	return 0;
}
