/* Only here: vector operands at addresses that are not multiples of 16, where instructions want that. */
/* corpus: guests i386 */
/* corpus: cflags -msse2 */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

static sigjmp_buf back;
static int code, trap;
static void *address;

static void handler(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	code = info->si_code;
	address = info->si_addr;
	trap = ((ucontext_t *)context)->uc_mcontext.gregs[12]; /* REG_TRAPNO */
	siglongjmp(back, 1);
}

static unsigned char area[1024] __attribute__((aligned(16)));

/* TRY executes an instruction on the vector at p. */
#define TRY(text, p)                                                                            \
	do {                                                                                    \
		if (sigsetjmp(back, 1) == 0) {                                                  \
			__asm__ volatile(text : : "r"(p) : "memory", "xmm0", "xmm1", "xmm2");   \
			printf("%-26s done\n", text);                                           \
		} else                                                                          \
			printf("%-26s code %d address %p trap %d\n", text, code, address, trap); \
	} while (0)

static void all(unsigned char *p)
{
	TRY("movaps (%0), %%xmm0", p);
	TRY("movaps %%xmm0, (%0)", p);
	TRY("movups (%0), %%xmm0", p);
	TRY("movupd %%xmm0, (%0)", p);
	TRY("movdqa (%0), %%xmm1", p);
	TRY("movdqu %%xmm1, (%0)", p);
	TRY("movntdq %%xmm1, (%0)", p);
	TRY("paddd (%0), %%xmm1", p);
	TRY("addps (%0), %%xmm2", p);
	TRY("pxor (%0), %%xmm2", p);
	TRY("pshufd $27, (%0), %%xmm2", p);
	TRY("cvtdq2pd (%0), %%xmm2", p);
	TRY("fxsave (%0)", p);
	TRY("fxrstor (%0)", p);
}

int main(void)
{
	struct sigaction a = {.sa_flags = SA_SIGINFO};
	a.sa_sigaction = handler;
	sigaction(SIGSEGV, &a, NULL);
	all(area);
	all(area + 4);
	memset(area, 0xff, 512);
	TRY("fxrstor (%0)", area);
	TRY("ldmxcsr (%0)", area);
	return 0;
}
