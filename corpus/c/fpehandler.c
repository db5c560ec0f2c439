/* Only here: SIGFPE of a division by zero caught: si_code, siglongjmp out, the faulting instruction skipped. */
/* corpus: guests mips mipsel i386 */
/* corpus: oracle signal SIGTRAP */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

static sigjmp_buf back;
static volatile int zero;

static void jump(int s, siginfo_t *i, void *u)
{
	(void)u;
	siglongjmp(back, s == SIGFPE && i->si_code == FPE_INTDIV ? 3 : 4);
}

static void skip(int s, siginfo_t *i, void *u)
{
	ucontext_t *uc = u;
	(void)s, (void)i;
#if defined __mips__
	uc->uc_mcontext.pc += 4;
#elif defined __i386__
	greg_t *eip = &uc->uc_mcontext.gregs[REG_EIP];
	int mod = ((unsigned char *)*eip)[1] >> 6, rm = ((unsigned char *)*eip)[1] & 7;
	*eip += 2; /* f7 /7, and its operand's */
	if (mod != 3)
		*eip += (rm == 4) + (mod == 0 ? 4 * (rm == 5) : mod == 1 ? 1 : 4);
#endif
}

int main(void)
{
	struct sigaction sa = { .sa_sigaction = jump, .sa_flags = SA_SIGINFO };
	sigaction(SIGFPE, &sa, 0);
	int r = sigsetjmp(back, 1);
	if (r == 0)
		printf("%d\n", 7 / zero);
	printf("divide %d\n", r);
	sa.sa_sigaction = skip;
	sigaction(SIGFPE, &sa, 0);
	volatile int d = 7 / zero;
	(void)d;
	puts("skipped");
	return 0;
}
