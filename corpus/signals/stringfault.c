/* Only here: faults in the middle of repeated string instructions. */
/* corpus: guests i386 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGE = 4096, GUARD = 8 * PAGE };

static char *area;
static sigjmp_buf back;
static int leave;

static void handler(int sig, siginfo_t *info, void *context)
{
	const greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	(void)sig;
	printf("fault at %d, ecx %d, edi %d\n", (int)((char *)info->si_addr - area), r[REG_ECX], r[REG_EDI] - (int)area);
	if (leave)
		siglongjmp(back, 1);
	mprotect((void *)((unsigned long)info->si_addr & -(unsigned long)PAGE), PAGE, PROT_READ | PROT_WRITE);
}

static void guard(void)
{
	mprotect(area + GUARD, 4 * PAGE, PROT_NONE);
}

/* TRY executes an instruction on n elements from the start of the area to 100
 * bytes below the guarded pages. */
#define TRY(text, n)                                                                                          \
	do {                                                                                                  \
		char *d = area + GUARD - 100, *s = area + 5;                                                  \
		int count = n;                                                                                \
		guard();                                                                                      \
		if (sigsetjmp(back, 1) == 0) {                                                                \
			__asm__ volatile(text : "+D"(d), "+S"(s), "+c"(count) : "a"(7) : "memory", "cc");    \
			printf("%s: edi %d, esi %d, ecx %d\n", text, (int)(d - area), (int)(s - area), count); \
		}                                                                                             \
	} while (0)

static void all(void)
{
	TRY("rep movsb", 2 * PAGE + 77);
	TRY("rep movsl", 2 * PAGE / 4);
	TRY("rep stosb", 1000);
	TRY("rep stosw", 3000);
	TRY("rep stosb", 150000);
	TRY("std; rep movsb; cld", 3);
}

int main(void)
{
	struct sigaction a = {.sa_flags = SA_SIGINFO};
	a.sa_sigaction = handler;
	sigaction(SIGSEGV, &a, NULL);
	area = mmap((void *)0x30000000, 64 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	for (int i = 0; i < 3 * PAGE; i++)
		area[i] = (char)(i * 13);
	all();
	unsigned sum = 0;
	guard();
	mprotect(area + GUARD, 4 * PAGE, PROT_READ);
	for (int i = 0; i < 4 * PAGE; i++)
		sum = sum * 31 + (unsigned char)area[GUARD - 100 + i];
	printf("%x\n", sum);
	leave = 1;
	all();
	return 0;
}
