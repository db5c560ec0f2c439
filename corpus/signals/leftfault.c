/* Only here: handlers of faults left by a jump through a register, and other signals just after that whose frames are in the same place. */
/* corpus: guests mips mipsel */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* save and jump are setjmp and longjmp, which may jump through any register. */
static unsigned long back[12];
__attribute__((returns_twice)) int save(unsigned long *to);
__attribute__((noreturn)) void jump(unsigned long *from);
#define ALL(op) \
	op " $16, 0($4)\n" op " $17, 4($4)\n" op " $18, 8($4)\n" op " $19, 12($4)\n" op " $20, 16($4)\n" op " $21, 20($4)\n" \
	op " $22, 24($4)\n" op " $23, 28($4)\n" op " $28, 32($4)\n" op " $29, 36($4)\n" op " $30, 40($4)\n"
__asm__(".text\n.set push\n.set noreorder\n"
	".globl save\n.ent save\nsave:\n" ALL("sw") "sw $31, 44($4)\n jr $31\n li $2, 0\n.end save\n"
	".globl jump\n.ent jump\njump:\n" ALL("lw") "lw $25, 44($4)\n nop\n jr $25\n li $2, 1\n.end jump\n"
	".set pop\n");

static volatile int faults, signals;

static void fault(int s)
{
	(void)s;
	faults++;
	jump(back);
}

static void note(int s)
{
	signals += s == SIGUSR1;
}

/* The stack pointer is the same at the fault and at the signal. */
__attribute__((noinline)) static int both(volatile int *p, pid_t me)
{
	if (save(back) == 0)
		return *p;
	kill(me, SIGUSR1);
	return 0;
}

int main(void)
{
	struct sigaction sa = {.sa_handler = fault, .sa_flags = SA_NODEFER};
	pid_t me = getpid();
	int sum = 0;
	sigaction(SIGSEGV, &sa, 0);
	signal(SIGUSR1, note);
	for (int i = 0; i < 1000; i++)
		sum += both((int *)((long)i % 7 * 4), me);
	printf("faults %d signals %d sum %d\n", faults, signals, sum);
	return 0;
}
