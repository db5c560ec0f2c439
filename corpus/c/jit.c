/* Only here: code made at run time: functions written to the heap, then changed, and a function of the program patched. */
/* corpus: guests mips mipsel ppc */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

typedef int binary(int, int);

#ifdef __mips__
static uint32_t op(int fn) { return 4u << 21 | 5u << 16 | 2u << 11 | (uint32_t)fn; } /* fn v0, a0, a1 */
enum { ADDU = 0x21, SUBU = 0x23, AND = 0x24, OR = 0x25, XOR = 0x26 };
static const uint32_t ret = 0x03e00008, loop[] = {
	0x24020000,		/* li v0, 0 */
	0x10800004,		/* 1: beqz a0, 2f */
	0x00000000,
	0x00441021,		/* addu v0, v0, a0 */
	0x1000fffc,		/* b 1b */
	0x2484ffff,		/* addiu a0, a0, -1 */
	0x03e00008, 0,		/* 2: jr ra */
};
static int emit(uint32_t *p, int fn)
{
	p[0] = ret;
	p[1] = op(fn);
	return 2;
}
#elif defined __powerpc__
static uint32_t op(int fn) { return 31u << 26 | 3u << 21 | 3u << 16 | 4u << 11 | (uint32_t)fn << 1; } /* fn r3, r3, r4 */
enum { ADDU = 266, SUBU = 40, AND = 28, OR = 444, XOR = 316 }; /* subf subtracts the first operand */
static const uint32_t ret = 0x4e800020, loop[] = {
	0x38a00000,		/* li r5, 0 */
	0x2c030000,		/* 1: cmpwi r3, 0 */
	0x41820010,		/* beq 2f */
	0x7ca51a14,		/* add r5, r5, r3 */
	0x3863ffff,		/* addi r3, r3, -1 */
	0x4bfffff0,		/* b 1b */
	0x7ca32b78,		/* 2: mr r3, r5 */
	0x4e800020,		/* blr */
};
static int emit(uint32_t *p, int fn)
{
	p[0] = op(fn);
	p[1] = ret;
	return 2;
}
#endif

__attribute__((noinline, aligned(64))) int patched(int a, int b)
{
	__asm__ volatile("");
	return a * 3 + b;
}

int main(void)
{
	static const int fns[] = { ADDU, SUBU, AND, OR, XOR };
	uint32_t *code = mmap(0, 65536, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	binary *f = (binary *)code;
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 5; i++) {
			int n = emit(code, fns[i]);
			__builtin___clear_cache((char *)code, (char *)(code + n));
			printf("%d ", f(100 + round, 7));
		}
	puts("");
	memcpy(code + 100, loop, sizeof loop);
	__builtin___clear_cache((char *)(code + 100), (char *)(code + 110));
	printf("%d\n", ((int (*)(int))(code + 100))(1000));
	/* Called from generated code: a jump to a function of the program. */
	int r = patched(5, 6);
	uint32_t *text = (uint32_t *)patched;
	char *page = (char *)((uintptr_t)text & -4096ul);
	printf("%d protect %d\n", r, mprotect(page, 8192, PROT_READ | PROT_WRITE | PROT_EXEC));
	int n = emit(text, SUBU);
	__builtin___clear_cache((char *)text, (char *)(text + n));
	binary *volatile g = patched;
	printf("%d\n", g(50, 6));
	printf("%d\n", patched(50, 7));
	return 0;
}
