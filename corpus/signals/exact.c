/* Only here: every register at faults of every kind of instruction, delay slots too; handlers that change registers and go on at the same or another place. */
/* corpus: tags exact */
/* corpus: guests mips mipsel */
#define _GNU_SOURCE
#include "exact.h"

/* Each case is an instruction that faults between instructions that set and read
 * all registers. $8 holds the address of a page that cannot be accessed. */
struct after {
	uint32_t gpr[32], hi, lo, fcsr, pad;
	double f[16];
} after;
uint32_t stack_at;
double seeds[16];

#define EACH(X) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(9) X(10) X(11) X(12) X(13) X(14) X(15) \
	X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(24) X(25) X(30)
#define SET(n) "li $" #n ", 0x1234" #n "0 + " #n "\n"
#define PUT(n) "sw $" #n ", 4*" #n "($8)\n"
#define SAVED(X) X(16) X(17) X(18) X(19) X(20) X(21) X(22) X(23) X(28) X(30) X(31)
#define KEEP(n) "sw $" #n ", 4*" #n "($sp)\n"
#define TAKE(n) "lw $" #n ", 4*" #n "($sp)\n"
#define EVENS(X) X(0) X(2) X(4) X(6) X(8) X(10) X(12) X(14) X(16) X(18) X(20) X(22) X(24) X(26) X(28) X(30)
#define SETF(n) "ldc1 $f" #n ", 8*(" #n "/2)($9)\n"
#define PUTF(n) "sdc1 $f" #n ", 8*(" #n "/2)($9)\n"

#define CASE(name, code) \
	void name(void); \
	extern char name##_done[]; \
	__asm__(".text\n.align 2\n.globl " #name ", " #name "_done\n.ent " #name "\n.set push\n.set noat\n.set noreorder\n.set nomacro\n" \
		".set macro\n" #name ":\naddiu $sp, $sp, -256\n" SAVED(KEEP) \
		"lui $8, %hi(stack_at)\nsw $sp, %lo(stack_at)($8)\n" \
		"lui $9, %hi(seeds)\naddiu $9, $9, %lo(seeds)\n" EVENS(SETF) "li $8, 0x77\nli $9, 0x1001\nmult $8, $9\nmthi $9\n" \
		EACH(SET) "lui $8, %hi(bad)\nlw $8, %lo(bad)($8)\n" \
		code "\n" #name "_done:\n" \
		"sw $8, 192($sp)\nlui $8, %hi(after)\naddiu $8, $8, %lo(after)\n" EACH(PUT) \
		"lw $9, 192($sp)\nsw $9, 32($8)\nmfhi $9\nsw $9, 128($8)\nmflo $9\nsw $9, 132($8)\ncfc1 $9, $31\nsw $9, 136($8)\n" \
		"addiu $9, $8, 144\n" EVENS(PUTF) \
		SAVED(TAKE) "jr $31\naddiu $sp, $sp, 256\n.set pop\n.end " #name "\n")

CASE(do_lb, "lb $2, 5($8)");
CASE(do_lbu, "lbu $8, 5($8)");
CASE(do_lh, "lh $2, 6($8)");
CASE(do_lw, "move $3, $4\nlw $2, 8($8)\nmove $4, $2");
CASE(do_lw0, "lw $0, 8($8)");
CASE(do_twice, "lw $2, 8($8)\nli $2, 3");
CASE(do_sb, "addiu $5, $5, 1\nsb $5, 1($8)\naddiu $5, $5, 1");
CASE(do_sh, "sh $2, 2($8)");
CASE(do_sw, "addu $5, $6, $7\nsw $5, 4($8)\naddu $5, $5, $5");
CASE(do_swl, "swl $2, 4($8)");
CASE(do_swr, "swr $2, 4($8)");
CASE(do_lwl, "lwl $2, 4($8)");
CASE(do_lwr, "lwr $2, 4($8)");
CASE(do_ulw, "lwl $2, 8($8)\naddiu $3, $3, 7\nlwr $2, 11($8)");
CASE(do_ll, "ll $2, 16($8)");
CASE(do_lwc1, "add.d $f2, $f4, $f6\nlwc1 $f0, 16($8)\nmul.d $f4, $f4, $f6");
CASE(do_ldc1, "add.s $f2, $f4, $f6\nldc1 $f8, 16($8)\nmul.s $f4, $f4, $f6");
CASE(do_swc1, "swc1 $f0, 16($8)");
CASE(do_sdc1, "mul.d $f2, $f4, $f6\nsdc1 $f2, 16($8)\nmul.d $f2, $f2, $f6");
CASE(do_multu, "multu $5, $6\nlw $2, 0($8)\nmultu $6, $7");
CASE(do_div, "div $0, $5, $6\nsw $7, 0($8)\nmflo $10\nmult $10, $10");
CASE(do_slot, "li $2, 1\nbnez $2, 1f\nlw $3, 0($8)\nli $4, 4\n1:li $5, 5");
CASE(do_slot_untaken, "li $2, 1\nbeqz $2, 1f\nsw $3, 0($8)\nli $4, 4\n1:li $5, 5");
CASE(do_slot_call, "jal 2f\nlw $3, 0($8)\nb 1f\nli $4, 4\n2:jr $31\nli $6, 1\n1:li $5, 5");
CASE(do_slot_likely, "li $2, 1\nbnel $2, $0, 1f\nlw $3, 0($8)\nli $4, 4\n1:li $5, 5");
CASE(do_inexact, "div.d $f2, $f4, $f6\nc.lt.d $f4, $f6\nlw $3, 0($8)\nadd.d $f2, $f2, $f6");
CASE(do_loop, "li $2, 5\n1:addu $3, $3, $2\nsll $4, $3, 2\nsltiu $5, $2, 2\nmovn $9, $8, $5\nmovz $9, $29, $5\nlw $6, 32($9)\naddiu $2, $2, -1\nbnez $2, 1b\nxor $7, $7, $3\nmove $6, $0");
CASE(do_teq, "li $2, 9\nteq $8, $8, 3\nli $2, 10");
CASE(do_slot_teq, "li $2, 9\nb 1f\nteq $8, $8, 3\nli $2, 10\n1:li $3, 7");
CASE(do_overflow, "lui $9, 0x7fff\nadd $2, $9, $9\nli $3, 7");
CASE(do_break, "li $9, 5\nbreak 5\nli $3, 7");
CASE(do_illegal, "li $9, 5\n.word 0x7c00003a\nli $3, 7");

static const struct fault_case cases[] = {
	ROW(lb, 1), ROW(lbu, 1), ROW(lh, 1), ROW(lw, 1), ROW(lw0, 1), ROW(twice, 1), ROW(sb, 1), ROW(sh, 1), ROW(sw, 1),
	ROW(swl, 1), ROW(swr, 1), ROW(lwl, 1), ROW(lwr, 1), ROW(ulw, 1), ROW(ll, 1), ROW(lwc1, 1), ROW(ldc1, 1),
	ROW(swc1, 1), ROW(sdc1, 1), ROW(multu, 1), ROW(div, 1), ROW(slot, 1), ROW(slot_untaken, 1), ROW(slot_call, 1),
	ROW(slot_likely, 1), ROW(inexact, 1), ROW(loop, 0), ROW(teq, 0), ROW(slot_teq, 0), ROW(overflow, 0), ROW(break, 0),
	ROW(illegal, 0),
};

static const struct fault_case *now;

static void handler(int s, siginfo_t *i, void *u)
{
	ucontext_t *uc = u;
	unsigned long long *g = uc->uc_mcontext.gregs, *f = (unsigned long long *)&uc->uc_mcontext.fpregs;
	printf("%s %s: signal %d code %d", now->name, modes[mode], s, i->si_code);
	if (s == SIGSEGV)
		printf(" addr %d", (int)((char *)i->si_addr - bad) & -4);
	printf(" pc %d sp %d", (int)(uc->uc_mcontext.pc - (uintptr_t)now->done), (int)(g[29] - stack_at));
	for (int n = 1; n < 32; n++)
		if (n < 26 && n != 8 || n == 30)
			printf(" %x", (unsigned)g[n]);
	printf(" hi %x lo %x f", (unsigned)uc->uc_mcontext.mdhi, (unsigned)uc->uc_mcontext.mdlo);
	for (int n = 0; n < 32; n += 2)
		printf(" %x", (unsigned)f[n]);
	puts("");
	switch (mode) {
	case EDIT:
		for (int n = 2; n < 26; n++)
			g[n] += n * 3 + 1;
		uc->uc_mcontext.mdhi ^= 0x55;
		uc->uc_mcontext.mdlo += 3;
		for (int n = 0; n < 32; n += 2)
			f[n] ^= n;
		g[8] = (uintptr_t)bad;
		/* fall through */
	case SKIP:
		uc->uc_mcontext.pc = (uintptr_t)now->done;
		break;
	case RETRY:
		g[8] = (uintptr_t)good;
		g[3] ^= 0xff;
		break;
	case OPEN:
		mprotect(bad, 4096, PROT_READ | PROT_WRITE);
		break;
	}
}

static void show(void)
{
	after.gpr[8] -= mode == RETRY ? (uintptr_t)good : (uintptr_t)bad;
	if (now->run == do_loop)
		after.gpr[9] = 0;
	show_after(&after, sizeof after);
	memset(&after, 0, sizeof after);
}

int main(void)
{
	fault_init(handler, seeds, sizeof seeds / sizeof *seeds);
	for (now = cases; now < cases + sizeof cases / sizeof *cases; now++)
		fault(now, show);
	return 0;
}
