/* Only here: faults in the middle of repeated string instructions. */
/* corpus: guests i386 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGE = 4096, GUARD = 40 * PAGE, BELOW = GUARD - 100, ABOVE = GUARD + 4 * PAGE + 100 };

static char *area;
static sigjmp_buf back;
static int leave;
static int granule = 1; /* of addresses: processors read some operands from their ends */

static void handler(int sig, siginfo_t *info, void *context)
{
	const greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	(void)sig;
	printf("fault at %d, ecx %d, edi %d\n", (int)((char *)info->si_addr - area) / granule * granule, r[REG_ECX], r[REG_EDI] - (int)area);
	if (leave)
		siglongjmp(back, 1);
	mprotect((void *)((unsigned long)info->si_addr & -(unsigned long)PAGE), PAGE, PROT_READ | PROT_WRITE);
}

static void guard(void)
{
	mprotect(area + GUARD, 4 * PAGE, PROT_NONE);
}

/* TRY executes an instruction on n elements from one place in the area to
 * another. */
#define TRY(text, n, from, to)                                                                                \
	do {                                                                                                  \
		char *d = area + (to), *s = area + (from);                                                    \
		int count = n;                                                                                \
		guard();                                                                                      \
		if (sigsetjmp(back, 1) == 0) {                                                                \
			__asm__ volatile(text : "+D"(d), "+S"(s), "+c"(count) : "a"(7) : "memory", "cc");    \
			printf("%s: edi %d, esi %d, ecx %d\n", text, (int)(d - area), (int)(s - area), count); \
		}                                                                                             \
	} while (0)

static void all(void)
{
	TRY("rep movsb", 2 * PAGE + 77, 5, BELOW);
	TRY("rep movsl", 2 * PAGE / 4, 5, BELOW);
	TRY("rep stosb", 1000, 5, BELOW);
	TRY("rep stosw", 3000, 5, BELOW);
	TRY("rep stosb", 150000, 5, BELOW);
	/* None, though the runtime copies what it loads. */
	granule = PAGE;
	TRY("frstor (%%edi); fninit", 77, 5, GUARD - 50);
	granule = 1;
	/* Few elements. */
	TRY("rep movsl", 15, 5, GUARD - 30);
	TRY("rep movsw", 16, GUARD - 10, 5);
	TRY("rep stosl", 9, 5, GUARD - 17);
	TRY("rep stosl", 0, 5, GUARD);
	/* Falling addresses. */
	TRY("std; rep movsb; cld", 3, 5, BELOW);
	TRY("std; rep movsb; cld", 3000, 3 * PAGE, ABOVE);
	TRY("std; rep movsl; cld", 700, ABOVE, 3 * PAGE);
	TRY("std; rep movsw; cld", 2 * PAGE, 6 * PAGE, ABOVE);
	TRY("std; rep stosl; cld", 12, 5, ABOVE - 77);
	TRY("std; rep stosb; cld", 150000, 5, GUARD + 30 * PAGE);
}

int main(void)
{
	struct sigaction a = {.sa_flags = SA_SIGINFO};
	a.sa_sigaction = handler;
	sigaction(SIGSEGV, &a, NULL);
	area = mmap((void *)0x30000000, 128 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	for (int i = 0; i < 3 * PAGE; i++)
		area[i] = (char)(i * 13);
	all();
	unsigned sum = 0;
	guard();
	mprotect(area + GUARD, 4 * PAGE, PROT_READ);
	for (int i = 0; i < 5 * PAGE; i++)
		sum = sum * 31 + (unsigned char)area[GUARD - 100 + i];
	printf("%x\n", sum);
	leave = 1;
	all();
	return 0;
}
