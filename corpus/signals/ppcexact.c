/* Only here: PowerPC: every register at faults of every kind of instruction; handlers that change registers and go on at the same or another place. */
/* corpus: tags exact */
/* corpus: guests ppc */
#define _GNU_SOURCE
#include "exact.h"

/* Each case is an instruction that faults between instructions that set and read
 * all registers. r9 holds the address of a page that cannot be accessed. */
struct after {
	uint32_t gpr[32], cr, ctr, xer, lr;
	uint64_t f[32];
} after;
uint32_t stack_at;
double seeds[32];

#define EACH(X) X(3) X(4) X(5) X(6) X(7) X(8) X(10) X(11) X(12) X(14) X(15) X(16) X(17) X(18) X(19) X(20) X(21) \
	X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31)
#define SET(n) "lis " #n ", 0x1234\nori " #n ", " #n ", 0x111 * " #n "\n"
#define PUT(n) "stw " #n ", 4*" #n "(9)\n"
#define EACHF(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15) X(16) X(17) X(18) \
	X(19) X(20) X(21) X(22) X(23) X(24) X(25) X(26) X(27) X(28) X(29) X(30) X(31)
#define SETF(n) "lfd " #n ", 8*" #n "(9)\n"
#define PUTF(n) "stfd " #n ", 144+8*" #n "(9)\n"

#define CASE(name, code) \
	void name(void); \
	extern char name##_done[]; \
	__asm__(".text\n.align 2\n.globl " #name ", " #name "_done\n.type " #name ", @function\n" #name ":\n" \
		"stwu 1, -256(1)\nmflr 0\nstw 0, 260(1)\nmfcr 0\nstw 0, 8(1)\nstmw 14, 16(1)\n" \
		"lis 9, stack_at@ha\nstw 1, stack_at@l(9)\nlis 9, seeds@ha\nla 9, seeds@l(9)\n" EACHF(SETF) \
		"li 0, 0x1234\nmtctr 0\nlis 0, 0x2481\nmtcr 0\nlis 0, 0x2000\nmtxer 0\nli 0, 0x77\n" \
		EACH(SET) "lis 9, bad@ha\nlwz 9, bad@l(9)\n" \
		code "\n" #name "_done:\n" \
		"stw 9, 192(1)\nlis 9, after@ha\nla 9, after@l(9)\n" EACH(PUT) "stw 0, 0(9)\n" \
		"lwz 0, 192(1)\nstw 0, 36(9)\nmfcr 0\nstw 0, 128(9)\nmfctr 0\nstw 0, 132(9)\nmfxer 0\nstw 0, 136(9)\nmflr 0\nstw 0, 140(9)\n" \
		EACHF(PUTF) "lmw 14, 16(1)\nlwz 0, 8(1)\nmtcr 0\nlwz 0, 260(1)\nmtlr 0\naddi 1, 1, 256\nblr\n" \
		".size " #name ", .-" #name "\n")

CASE(do_lbz, "lbz 3, 5(9)");
CASE(do_lha, "lha 9, 6(9)");
CASE(do_lhzx, "li 4, 6\nlhzx 3, 9, 4\nli 4, 7");
CASE(do_lwz, "mr 5, 4\nlwz 3, 8(9)\nmr 4, 3");
CASE(do_lwzu, "addi 9, 9, 4\nlwzu 3, 4(9)\naddi 3, 3, 1");
CASE(do_twice, "lwz 3, 8(9)\nli 3, 3");
CASE(do_lwbrx, "lwbrx 3, 0, 9");
CASE(do_lmw, "lmw 25, 8(9)");
CASE(do_lswi, "lswi 29, 9, 7");
CASE(do_lwarx, "lwarx 3, 0, 9");
CASE(do_stb, "addi 5, 5, 1\nstb 5, 1(9)\naddi 5, 5, 1");
CASE(do_sth, "sth 3, 2(9)");
CASE(do_sthbrx, "sthbrx 3, 0, 9");
CASE(do_stw, "add 5, 6, 7\nstw 5, 4(9)\nadd 5, 5, 5");
CASE(do_stwu, "stwu 5, 16(9)\nli 5, 1");
CASE(do_stmw, "stmw 30, 4(9)");
CASE(do_stswi, "stswi 29, 9, 7");
CASE(do_dcbz, "li 3, 1\ndcbz 0, 9\nli 3, 2");
CASE(do_lfs, "fadd 2, 4, 6\nlfs 0, 16(9)\nfmul 4, 4, 6");
CASE(do_lfd, "fadds 2, 4, 6\nlfd 8, 16(9)\nfmuls 4, 4, 6");
CASE(do_lfdu, "lfdu 8, 16(9)");
CASE(do_stfs, "stfs 0, 16(9)");
CASE(do_stfd, "fmul 2, 4, 6\nstfd 2, 16(9)\nfmul 2, 2, 6");
CASE(do_stfiwx, "fctiwz 2, 7\nstfiwx 2, 0, 9\nfmr 2, 3");
CASE(do_carry, "addc 3, 4, 4\nadde 5, 6, 7\nlwz 8, 0(9)\nsubfe 3, 3, 5\naddze 3, 3");
CASE(do_compare, "cmpw 2, 4, 5\ncmplwi 3, 4, 9\nadd. 6, 6, 6\nlwz 8, 0(9)\ncmpw 2, 5, 4\ncmpwi 3, 8, 0\nfcmpu 4, 3, 4");
CASE(do_overflow, "lis 3, 0x7fff\naddo. 4, 3, 3\nstw 4, 0(9)\nmtxer 4\nmullwo. 4, 3, 3");
CASE(do_special, "mtctr 4\nmtlr 5\nmtcrf 0x81, 6\nlwz 8, 0(9)\nmfctr 10\nmtctr 7");
CASE(do_logic, "crxor 4, 5, 6\ncreqv 9, 9, 9\nstw 4, 0(9)\ncrclr 9");
CASE(do_divide, "divw 3, 4, 5\nrlwimi 4, 3, 3, 4, 20\nlwz 8, 0(9)\ndivwu 3, 8, 5");
CASE(do_inexact, "fdiv 2, 4, 6\nfcmpu 1, 4, 6\nlwz 3, 0(9)\nfmadd 2, 2, 6, 4");
CASE(do_call, "bl 2f\nli 4, 4\nb 1f\n2: lwz 3, 0(9)\nblr\n1: li 5, 5");
CASE(do_loop, "li 3, 5\nmtctr 3\n1: add 4, 4, 3\nmfctr 10\ncmpwi 10, 3\nmr 10, 1\nbne 2f\nmr 10, 9\n2: lwz 6, 32(10)\nxor 7, 7, 4\nbdnz 1b\nli 6, 0\nli 10, 0");
CASE(do_trap, "li 3, 9\ntrap\nli 3, 10");
CASE(do_tweqi, "li 3, 9\ntweqi 3, 9\nli 3, 10");
CASE(do_illegal, "li 3, 5\n.long 0\nli 3, 7");

static const struct fault_case cases[] = {
	ROW(lbz, 1), ROW(lha, 1), ROW(lhzx, 1), ROW(lwz, 1), ROW(lwzu, 1), ROW(twice, 1), ROW(lwbrx, 1), ROW(lmw, 1), ROW(lswi, 1),
	ROW(lwarx, 1), ROW(stb, 1), ROW(sth, 1), ROW(sthbrx, 1), ROW(stw, 1), ROW(stwu, 1), ROW(stmw, 1), ROW(stswi, 1), ROW(dcbz, 1),
	ROW(lfs, 1), ROW(lfd, 1), ROW(lfdu, 1), ROW(stfs, 1), ROW(stfd, 1), ROW(stfiwx, 1), ROW(carry, 1), ROW(compare, 1),
	ROW(overflow, 1), ROW(special, 1), ROW(logic, 1), ROW(divide, 1), ROW(inexact, 1), ROW(call, 1), ROW(loop, 0), ROW(trap, 0),
	ROW(tweqi, 0), ROW(illegal, 0),
};

enum { NIP = 32, CTR = 35, LNK, XER, CCR };
static const struct fault_case *now;

static void handler(int s, siginfo_t *i, void *u)
{
	mcontext_t *mc = ((ucontext_t *)u)->uc_regs;
	unsigned long *g = mc->gregs;
	uint64_t *f = (uint64_t *)mc->fpregs.fpregs;
	printf("%s %s: signal %d", now->name, modes[mode], s);
	if (s == SIGSEGV)
		printf(" addr %d", (int)((char *)i->si_addr - bad));
	else
		printf(" code %d", i->si_code);
	printf(" pc %d sp %d", (int)(g[NIP] - (uintptr_t)now->done), (int)(g[1] - stack_at));
	for (int n = 0; n < 32; n++)
		if (n != 1 && n != 2 && n != 9 && n != 13)
			printf(" %x", (unsigned)g[n]);
	printf(" ctr %lx lr %lx xer %lx cr %lx f", g[CTR], g[LNK], g[XER], g[CCR]);
	for (int n = 0; n < 32; n++)
		printf(" %llx", (unsigned long long)f[n]);
	puts("");
	switch (mode) {
	case EDIT:
		for (int n = 0; n < 32; n++)
			if (n != 1 && n != 2 && n != 13)
				g[n] += n * 3 + 1;
		g[CTR] ^= 0x55;
		g[XER] ^= 0xe0000000;
		g[CCR] ^= 0x12345678;
		for (int n = 0; n < 32; n++)
			f[n] ^= n;
		g[9] = (uintptr_t)bad;
		/* fall through */
	case SKIP:
		g[NIP] = (uintptr_t)now->done;
		break;
	case RETRY:
		g[9] = (uintptr_t)good;
		g[3] ^= 0xff;
		break;
	case OPEN:
		mprotect(bad, 4096, PROT_READ | PROT_WRITE);
		break;
	}
}

static void show(void)
{
	after.gpr[9] -= mode == RETRY ? (uintptr_t)good : (uintptr_t)bad;
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
