/* Only here: packed structs and unaligned 16, 32 and 64-bit accesses at every offset (lwl, lwr, swl, swr). */
/* corpus: tags codegen */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct __attribute__((packed)) rec {
	uint8_t tag;
	uint32_t a;
	uint16_t b;
	uint64_t c;
	float f;
	double d;
	int16_t e;
};

static unsigned char buf[64];

#define ACCESS(T, bits) \
__attribute__((noinline)) static T get##bits(const void *p) { T v; memcpy(&v, p, sizeof v); return v; } \
__attribute__((noinline)) static void put##bits(void *p, T v) { memcpy(p, &v, sizeof v); } \
struct __attribute__((packed)) u##bits { T v; }; \
__attribute__((noinline)) static T pget##bits(const struct u##bits *p) { return p->v; } \
__attribute__((noinline)) static void pput##bits(struct u##bits *p, T v) { p->v = v; }
ACCESS(uint16_t, 16) ACCESS(uint32_t, 32) ACCESS(uint64_t, 64)

int main(void)
{
	for (int i = 0; i < 64; i++)
		buf[i] = (unsigned char)(i * 37 + 11);
	for (int o = 0; o < 8; o++) {
		printf("%d %04x %08x %016llx", o, get16(buf + o), get32(buf + o), (unsigned long long)get64(buf + o));
		printf(" %04x %08x %016llx\n", pget16((void *)(buf + o + 8)), pget32((void *)(buf + o + 8)),
		       (unsigned long long)pget64((void *)(buf + o + 8)));
		put16(buf + 20 + o, (uint16_t)(0x1122 + o));
		pput32((void *)(buf + 27 + o), 0x33445566u + o);
		pput64((void *)(buf + 40 + o), 0x778899aabbccddeeull + o);
		put32(buf + 33 + o, ~0x33445566u);
		put64(buf + 30 + o, ~0x778899aabbccddeeull);
		pput16((void *)(buf + 50 + o), 0xcafe);
		for (int i = 16; i < 64; i++)
			printf("%02x", buf[i]);
		puts("");
	}
	struct rec r[3];
	memset(r, 0, sizeof r);
	for (int i = 0; i < 3; i++) {
		r[i].tag = (uint8_t)i;
		r[i].a = 0xdeadbeef + i;
		r[i].b = (uint16_t)(1000 * i);
		r[i].c = 1ull << (20 * i);
		r[i].f = 1.5f * i;
		r[i].d = 2.25 * i;
		r[i].e = (int16_t)(-i);
	}
	for (int i = 0; i < 3; i++)
		printf("%d %x %d %llx %g %g %d\n", r[i].tag, r[i].a, r[i].b, (unsigned long long)r[i].c, r[i].f, r[i].d, r[i].e);
	return 0;
}
