/* Only here: the PC of faults of accesses that the host does in one instruction with what follows them. */
/* corpus: guests mips mipsel ppc */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <ucontext.h>

#ifdef __powerpc__
/* A function of (r3 pointer, r4 number, f1 double) that faults at name_at. */
#define CASE(name, before, fault, after) \
	int name(char *, int, double); \
	extern char name##_at[]; \
	__asm__(".text\n.align 2\n.globl " #name ", " #name "_at\n.type " #name ", @function\n" \
		#name ":\nmr 5, 3\nslwi 8, 4, 3\nadd 9, 8, 4\nfadd 4, 1, 1\n" before "\n" #name "_at:\n" fault "\n" after \
		"\nblr\n.size " #name ", .-" #name "\n")

CASE(add, "add 3, 8, 9", "lwz 6, 8(5)", "add 3, 3, 6");
CASE(addi, "addi 3, 8, 9", "lwz 6, 8(5)", "addi 3, 6, 1");
CASE(and, "xor 3, 8, 9", "lwz 6, 8(5)", "and. 3, 3, 6");
CASE(equal, "add 3, 8, 9", "lwz 6, 8(5)", "cmpw 6, 3\nbeq 1f\nadd 3, 3, 9\n1:");
CASE(zero, "add 3, 8, 9", "lwz 6, 8(5)", "cmpwi 6, 0\nbne 1f\nadd 3, 3, 9\n1:");
CASE(less, "add 3, 8, 9", "lwz 6, 8(5)", "subfc 3, 3, 6\nsubfe 3, 3, 3");
CASE(byte, "add 3, 8, 9", "lbz 6, 7(5)", "cmpwi 6, 0\nbne 1f\nadd 3, 3, 9\n1:");
CASE(bit, "add 3, 8, 9", "lwz 6, 8(5)", "andi. 6, 6, 64\nbne 1f\nadd 3, 3, 9\n1:");
CASE(multiply, "add 3, 8, 9", "lwz 6, 8(5)", "mullw 3, 3, 6");
CASE(shift, "add 3, 8, 9", "lhz 6, 6(5)", "slwi 6, 6, 4\nor 3, 3, 6");
CASE(extend, "add 3, 8, 9", "lha 6, 6(5)", "subf 3, 3, 6");
CASE(reverse, "add 3, 8, 9", "lhbrx 6, 0, 5", "add 3, 3, 6");
CASE(modify, "add 3, 8, 9", "lwz 6, 8(5)", "add 6, 6, 3\nstw 6, 8(5)");
CASE(constant, "add 3, 8, 9\nli 0, 0\nstw 3, -16(1)", "stw 0, 8(5)", "stw 3, 12(5)");
CASE(narrow, "add 3, 8, 9", "stb 3, 8(5)", "stb 3, 9(5)\nstb 3, 10(5)");
CASE(update, "add 3, 8, 9", "lwzu 6, 8(5)", "lwzu 6, 4(5)\nadd 3, 3, 6");
CASE(fadd, "fmul 1, 4, 4", "lfd 6, 8(5)", "fadd 1, 1, 6\nfctiwz 1, 1\nstfd 1, -16(1)\nlwz 3, -12(1)");
CASE(fcompare, "fmul 1, 4, 4", "lfd 6, 8(5)", "fcmpu 0, 1, 6\nli 3, 3\nblt 1f\nli 3, 4\n1:");
CASE(fsingle, "fmul 1, 4, 4", "lfs 6, 8(5)", "fadd 1, 1, 6\nfctiwz 1, 1\nstfd 1, -16(1)\nlwz 3, -12(1)");
CASE(fstore, "fmul 1, 4, 4", "stfd 1, 8(5)", "fadd 1, 1, 4\nstfd 1, 16(5)");
CASE(several, "add 3, 8, 9", "stmw 29, 8(5)", "add 3, 3, 4");
#else
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

#endif

static const struct {
	const char *name;
	int (*run)(char *, int, double);
	char *at;
} cases[] = {
#define ROW(name) {#name, name, name##_at},
	ROW(add) ROW(addi) ROW(and) ROW(equal) ROW(zero) ROW(less) ROW(byte) ROW(bit) ROW(multiply) ROW(shift) ROW(extend)
	ROW(modify) ROW(constant) ROW(narrow) ROW(fadd) ROW(fcompare) ROW(fsingle) ROW(fstore)
#ifdef __powerpc__
	ROW(reverse) ROW(update) ROW(several)
#else
	ROW(conditional) ROW(fint) ROW(slot)
#endif
};

static sigjmp_buf back;
static volatile uintptr_t pc;

static void caught(int s, siginfo_t *i, void *u)
{
	(void)s, (void)i;
#if defined __powerpc__ && defined __GLIBC__
	pc = ((ucontext_t *)u)->uc_mcontext.uc_regs->gregs[32];
#elif defined __powerpc__
	pc = ((ucontext_t *)u)->uc_regs->gregs[32];
#else
	pc = (uintptr_t)((ucontext_t *)u)->uc_mcontext.pc;
#endif
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
