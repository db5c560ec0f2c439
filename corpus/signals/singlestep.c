/* Only here: traps after each instruction, asked for with TF by POPF and by handlers. */
/* corpus: guests i386 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <ucontext.h>

enum { TF = 0x100, MAX = 200 };

extern char block[], block_end[], called[] __asm__("called");
static int count, left;
static int at[MAX], code[MAX], flag[MAX];

static void handler(int sig, siginfo_t *info, void *context)
{
	greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	(void)sig;
	if (count < MAX) {
		at[count] = (int)((char *)r[REG_EIP] - block);
		code[count] = info->si_code + r[REG_TRAPNO] * 1000;
		flag[count++] = (r[REG_EFL] & TF) != 0;
	}
	if (r[REG_TRAPNO] == 3)
		r[REG_EFL] |= TF;
	else if (left > 0 && --left == 0)
		r[REG_EFL] &= ~TF;
}

static void show(const char *what, int result)
{
	printf("%s: %d, %d traps\n", what, result, count);
	for (int i = 0; i < count; i++)
		printf("  %d code %d tf %d\n", at[i], code[i], flag[i]);
	count = 0;
}

/* stepped runs with TF; breaking starts to step at a breakpoint. */
__asm__(".text\n"
	"called: incl %eax\n"
	"\tret\n"
	".globl stepped\n"
	"stepped: xorl %eax, %eax\n"
	"\tmovl $3, %ecx\n"
	"\tpushf\n"
	"\torl $0x100, (%esp)\n"
	"\tpopf\n"
	"block: addl $5, %eax\n"
	"\tcall called\n"
	"\tpushl %eax\n"
	"\tpopl %edx\n"
	"1:\taddl %edx, %eax\n"
	"\tdecl %ecx\n"
	"\tjnz 1b\n"
	"\tpushf\n"
	"\tandl $~0x100, (%esp)\n"
	"\tpopf\n"
	"block_end: incl %eax\n"
	"\tret\n"
	".globl breaking\n"
	"breaking: movl $1, %eax\n"
	"\tint3\n"
	"\tincl %eax\n"
	"\tincl %eax\n"
	"\tincl %eax\n"
	"\tincl %eax\n"
	"\tret\n");
int stepped(void), breaking(void);

int main(void)
{
	struct sigaction a = {.sa_flags = SA_SIGINFO};
	a.sa_sigaction = handler;
	sigaction(SIGTRAP, &a, NULL);
	show("popf", stepped());
	show("again", stepped());
	left = 3;
	show("handler", breaking());
	return 0;
}
