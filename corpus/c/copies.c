/* Only here: PowerPC: copies of memory by the C library and by functions of the program's own, overlapping, into memory that is not there, of code, and by code that changes. */
/* corpus: guests ppc */
/* corpus: tags codegen */
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>

enum { PAGE = 4096, MOST = 220, ROOM = 32 };

typedef void *copy(void *to, const void *from, size_t n);

#define APART __attribute__((noinline, noclone, optimize("no-tree-loop-distribute-patterns")))

/* by_bytes copies, the others do so but for something. */
APART void *by_bytes(void *to, const void *from, size_t n)
{
	char *d = to;
	for (const char *s = from; n != 0; n--)
		*d++ = *s++;
	return to;
}

APART void *but_one_length(void *to, const void *from, size_t n)
{
	char *d = to;
	size_t length = n;
	for (const char *s = from; n != 0; n--)
		*d++ = *s++;
	return length == 37 ? (void *)(uintptr_t)from : to;
}

APART void *but_great_lengths(void *to, const void *from, size_t n)
{
	char *d = to;
	if (n > 200)
		n = 200;
	for (const char *s = from; n != 0; n--)
		*d++ = *s++;
	return to;
}

APART void *but_one_byte(void *to, const void *from, size_t n)
{
	char *d = to;
	for (const char *s = from; n != 0; n--, s++)
		*d++ = *s == 0x42 ? 0x43 : *s;
	return to;
}

APART void *but_one_place(void *to, const void *from, size_t n)
{
	char *d = to;
	for (const char *s = from; n != 0 && ((uintptr_t)d & 0xfff) != 0x83; n--)
		*d++ = *s++;
	return to;
}

static volatile int counted;

APART void *and_count(void *to, const void *from, size_t n)
{
	counted++;
	char *d = to;
	for (const char *s = from; n != 0; n--)
		*d++ = *s++;
	return to;
}

APART void *and_zero(void *to, const void *from, size_t n)
{
	char *d = to;
	for (const char *s = from; n != 0; n--)
		*d++ = *s++;
	*d = 0;
	return to;
}

static const struct {
	const char *name;
	copy *copy;
	int overlapping;
} copies[] = {
	{"memcpy", memcpy, 0},
	{"memmove", memmove, 1},
	{"by_bytes", by_bytes, 1},
	{"but_one_length", but_one_length, 0},
	{"but_great_lengths", but_great_lengths, 0},
	{"but_one_byte", but_one_byte, 0},
	{"but_one_place", but_one_place, 0},
	{"and_count", and_count, 0},
	{"and_zero", and_zero, 0},
};

enum { COPIES = sizeof copies / sizeof *copies };

static unsigned char area[4 * (MOST + 2 * ROOM)] __attribute__((aligned(PAGE)));

static uint32_t sum(uint32_t h, const void *p, size_t n)
{
	for (const unsigned char *s = p; n != 0; n--)
		h = (h ^ *s++) * 16777619;
	return h;
}

/* one copies between two places of the area and returns a sum of what is there then. */
static uint32_t one(uint32_t h, copy *copy, unsigned to, unsigned from, unsigned n)
{
	for (unsigned i = 0; i < sizeof area; i++)
		area[i] = (unsigned char)(h * 7 + i * 29 + (i >> 4));
	uint32_t back = (uint32_t)((unsigned char *)copy(area + to, area + from, n) - area);
	return sum(h ^ back, area, sizeof area);
}

static void table(void)
{
	for (int c = 0; c < COPIES; c++) {
		uint32_t apart = 1, overlapping = 1;
		for (unsigned n = 0; n <= MOST; n += 1 + n / 64) {
			for (unsigned a = 0; a < 16; a++) {
				unsigned low = ROOM + a % 4, high = sizeof area / 2 + a / 4;
				apart = one(apart, copies[c].copy, low, high, n);
				apart = one(apart, copies[c].copy, high, low, n);
			}
			for (unsigned d = 0; d <= n && copies[c].overlapping; d += 1 + d / 8) {
				overlapping = one(overlapping, copies[c].copy, ROOM + d, ROOM, n);
				overlapping = one(overlapping, copies[c].copy, ROOM + 1, ROOM + 1 + d, n);
			}
		}
		printf("%s: %08x %08x %d\n", copies[c].name, (unsigned)apart, (unsigned)overlapping, counted);
	}
}

static sigjmp_buf away;
static unsigned char *pages; /* two, of which the second is not there */
static volatile sig_atomic_t repairing;

static void fault(int sig, siginfo_t *info, void *context)
{
	(void)sig, (void)context;
	printf("fault in page %d", (int)(((unsigned char *)info->si_addr - pages) / PAGE));
	if (!repairing)
		siglongjmp(away, 1);
	mprotect(pages + PAGE, PAGE, PROT_READ | PROT_WRITE);
}

/* into copies into the page that is not there or, from it, out of it. */
static void into(copy *copy, unsigned before, unsigned n, int out)
{
	memset(pages, 1, PAGE);
	memset(area, 2, sizeof area);
	mprotect(pages + PAGE, PAGE, PROT_NONE);
	unsigned char *p = pages + PAGE - before;
	if (sigsetjmp(away, 1) == 0) {
		if (out)
			copy(area + 3, p, n);
		else
			copy(p, area, n);
	}
	mprotect(pages + PAGE, PAGE, PROT_READ | PROT_WRITE);
	printf(", %08x %08x\n", (unsigned)sum(1, pages, 2 * PAGE), (unsigned)sum(1, area, sizeof area));
	memset(pages + PAGE, 1, PAGE);
}

static void faults(void)
{
	struct sigaction action = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
	sigaction(SIGSEGV, &action, NULL);
	pages = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (repairing = 0; repairing < 2; repairing++)
		for (unsigned n = 1; n <= 128; n *= 2)
			for (unsigned before = 0; before < n; before += 1 + n / 4) {
				printf("%d %u %u: ", (int)repairing, n, before);
				into(by_bytes, before, n, 0);
				into(by_bytes, before, n, 1);
			}
	/* What has been moved already must not be moved again. */
	repairing = 1;
	for (unsigned n = 8; n <= 64; n *= 2)
		for (int distance = -5; distance <= 5; distance += 10) {
			mprotect(pages + PAGE, PAGE, PROT_READ | PROT_WRITE);
			for (unsigned i = 0; i < 2 * PAGE; i++)
				pages[i] = (unsigned char)(i * 7);
			unsigned char *p = pages + PAGE - n / 2;
			mprotect(pages + PAGE, PAGE, PROT_READ);
			memmove(p + distance, p, n);
			printf(" %08x\n", (unsigned)sum(1, pages, 2 * PAGE));
		}
}

static volatile sig_atomic_t rang;

static void ring(int sig)
{
	(void)sig;
	rang = 1;
}

/* A loop that does nothing but copy ends when a signal says so. */
static void until_signal(void)
{
	signal(SIGALRM, ring);
	struct itimerval soon = {.it_value = {.tv_usec = 20000}};
	if (setitimer(ITIMER_REAL, &soon, NULL) != 0)
		perror("setitimer");
	while (!rang)
		by_bytes(area, area + 100, 20);
	puts("rang");
}

extern unsigned changing[], changing_end[];
__asm__(".text\n\t.balign 4096\n\t.globl changing, changing_end\nchanging:\n"
	"\tmtctr 5\n\tcmplwi 5,0\n\taddi 9,3,-1\n\taddi 4,4,-1\n\tbeqlr\n0:\tlbzu 0,1(4)\n\tstbu 0,1(9)\n\tbdnz 0b\n\tblr\n"
	"changing_end:\n\t.space 4096 - 36");

/* Copies of a function that copies, and that function when it copies zeros. */
static void code(void)
{
	size_t n = (size_t)((char *)changing_end - (char *)changing);
	char *page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char text[16] = "";
	for (int i = 0; i < 3; i++) {
		memcpy(page + i * 4, changing, n);
		__builtin___clear_cache(page, page + PAGE);
		((copy *)(uintptr_t)(page + i * 4))(text, "0123456789" + i, 4);
		puts(text);
	}
	copy *copy = (void *)changing;
	copy(text, "before", 7);
	puts(text);
	if (mprotect(changing, PAGE, PROT_READ | PROT_WRITE | PROT_EXEC) != 0)
		perror("mprotect");
	changing[5] = 0x38000000 | 'x'; /* li 0,'x' */
	__builtin___clear_cache((char *)changing, (char *)changing_end);
	copy(text, "behind", 6);
	puts(text);
}

int main(void)
{
	table();
	faults();
	until_signal();
	code();
	return 0;
}
