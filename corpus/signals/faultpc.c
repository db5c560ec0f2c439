/* Only here: the PC of faults of accesses that the host does in one instruction with what follows them. */
/* corpus: guests mips mipsel */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

/* A function of ($4 pointer, $5 number, $f12 double) that faults at name_at. */
#define CASE(name, before, fault, after) \
	int name(char *, int, double); \
	extern char name##_at[]; \
	__asm__(".text\n.align 2\n.globl " #name ", " #name "_at\n.ent " #name "\n.type " #name ", @function\n.set push\n.set noreorder\n" \
		#name ":\nsll $8, $5, 3\naddu $9, $8, $5\nmtc1 $5, $f4\ncvt.d.w $f4, $f4\n" before "\n" #name "_at:\n" fault "\n" after \
		"\njr $31\nnop\n.set pop\n.end " #name "\n")

CASE(add, "addu $2, $8, $9", "lw $3, 8($4)", "addu $2, $2, $3");
CASE(addi, "addiu $2, $8, 9", "lw $3, 8($4)", "addiu $2, $3, 1");
CASE(and, "xor $2, $8, $9", "lw $3, 8($4)", "and $2, $2, $3");
CASE(equal, "addu $2, $8, $9", "lw $3, 8($4)", "beq $3, $2, 1f\nli $2, 1\naddu $2, $2, $9\n1:");
CASE(zero, "addu $2, $8, $9", "lw $3, 8($4)", "bnez $3, 1f\nli $2, 1\naddu $2, $2, $9\n1:");
CASE(less, "addu $2, $8, $9", "lw $3, 8($4)", "slt $2, $2, $3");
CASE(byte, "addu $2, $8, $9", "lbu $3, 7($4)", "bnez $3, 1f\nli $2, 1\naddu $2, $2, $9\n1:");
CASE(bit, "addu $2, $8, $9", "lw $3, 8($4)", "andi $3, $3, 64\nbnez $3, 1f\nli $2, 1\naddu $2, $2, $9\n1:");
CASE(multiply, "addu $2, $8, $9", "lw $3, 8($4)", "mult $2, $3\nmflo $2");
CASE(shift, "addu $2, $8, $9", "lhu $3, 6($4)", "sll $3, $3, 4\nor $2, $2, $3");
CASE(extend, "addu $2, $8, $9", "lh $3, 6($4)", "subu $2, $3, $2");
CASE(modify, "addu $2, $8, $9", "lw $3, 8($4)", "addu $3, $3, $2\nsw $3, 8($4)");
CASE(constant, "addu $2, $8, $9\nsw $2, 0($29)", "sw $0, 8($4)", "sw $2, 12($4)");
CASE(narrow, "addu $2, $8, $9", "sb $2, 8($4)", "sb $2, 9($4)\nsb $2, 10($4)");
CASE(conditional, "addu $2, $8, $9", "lw $3, 8($4)", "movn $2, $3, $5");
CASE(fadd, "mul.d $f0, $f4, $f4", "ldc1 $f6, 8($4)", "add.d $f0, $f0, $f6\ntrunc.w.d $f0, $f0\nmfc1 $2, $f0");
CASE(fcompare, "mul.d $f0, $f4, $f4", "ldc1 $f6, 8($4)", "c.lt.d $f0, $f6\nbc1t 1f\nli $2, 3\nli $2, 4\n1:");
CASE(fint, "mul.d $f0, $f4, $f4", "lwc1 $f6, 8($4)", "cvt.d.w $f6, $f6\nadd.d $f0, $f0, $f6\ntrunc.w.d $f0, $f0\nmfc1 $2, $f0");
CASE(fsingle, "mul.d $f0, $f4, $f4", "lwc1 $f6, 8($4)", "cvt.d.s $f6, $f6\nadd.d $f0, $f0, $f6\ntrunc.w.d $f0, $f0\nmfc1 $2, $f0");
CASE(fstore, "mul.d $f0, $f4, $f4", "sdc1 $f0, 8($4)", "add.d $f0, $f0, $f4\nsdc1 $f0, 16($4)");
CASE(slot, "addu $2, $8, $9", "b 1f\nlw $3, 8($4)", "li $2, 4\n1:addu $2, $2, $3");

static const struct {
	const char *name;
	int (*run)(char *, int, double);
	char *at;
} cases[] = {
#define ROW(name) {#name, name, name##_at},
	ROW(add) ROW(addi) ROW(and) ROW(equal) ROW(zero) ROW(less) ROW(byte) ROW(bit) ROW(multiply) ROW(shift) ROW(extend)
	ROW(modify) ROW(constant) ROW(narrow) ROW(conditional) ROW(fadd) ROW(fcompare) ROW(fint) ROW(fsingle) ROW(fstore) ROW(slot)
};

static sigjmp_buf back;
static volatile uintptr_t pc;

static void caught(int s, siginfo_t *i, void *u)
{
	(void)s, (void)i;
	pc = (uintptr_t)((ucontext_t *)u)->uc_mcontext.pc;
	siglongjmp(back, 1);
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = caught, .sa_flags = SA_SIGINFO};
	sigaction(SIGSEGV, &sa, 0);
	for (volatile unsigned n = 0; n < sizeof cases / sizeof *cases; n++) {
		if (sigsetjmp(back, 1) == 0)
			printf("%s did not fault: %d\n", cases[n].name, cases[n].run(0, (int)n, 0));
		else
			printf("%s %d\n", cases[n].name, (int)(pc - (uintptr_t)cases[n].at));
	}
	return 0;
}
