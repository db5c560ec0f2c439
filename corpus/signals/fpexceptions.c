/* Only here: floating-point exceptions that the program enables: code, address and pc of each, left by siglongjmp, skipped, and deadly; threads and children of theirs. */
/* corpus: guests mips mipsel */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

/* Bits of FCSR's Enables. */
enum { INEXACT = 1 << 7, UNDERFLOW = 1 << 8, OVERFLOW = 1 << 9, DIVZERO = 1 << 10, INVALID = 1 << 11 };

static void enable(unsigned bits)
{
	__asm__ volatile("ctc1 %0, $31" : : "r"(bits));
}

static unsigned fcsr(void)
{
	unsigned v;
	__asm__ volatile("cfc1 %0, $31" : "=r"(v));
	return v;
}

/* enable_in_slot sets FCSR in the delay slot of its return. */
void enable_in_slot(unsigned bits);
__asm__(".text\n.set push\n.set noreorder\n.globl enable_in_slot\n.ent enable_in_slot\nenable_in_slot:\n"
	"jr $31\n ctc1 $4, $31\n.end enable_in_slot\n.set pop\n");

/* Operations, each with the instruction that raises at a known place. */
#define BINARY(name, insn, type) \
	type name(type x, type y); \
	__asm__(".text\n.set push\n.set noreorder\n.globl " #name "\n.ent " #name "\n" #name ":\n" \
		insn " $f0, $f12, $f14\n jr $31\n nop\n.end " #name "\n.set pop\n")
#define UNARY(name, insn, type) \
	type name(type x); \
	__asm__(".text\n.set push\n.set noreorder\n.globl " #name "\n.ent " #name "\n" #name ":\n" \
		insn " $f0, $f12\n jr $31\n nop\n.end " #name "\n.set pop\n")
BINARY(add_d, "add.d", double);
BINARY(mul_d, "mul.d", double);
BINARY(div_d, "div.d", double);
BINARY(div_s, "div.s", float);
UNARY(sqrt_d, "sqrt.d", double);
UNARY(to_int, "cvt.w.d", double);

static sigjmp_buf back;
static volatile int code, skipped;
static volatile uintptr_t address, pc;

static void jump(int s, siginfo_t *i, void *u)
{
	code = i->si_code;
	address = (uintptr_t)i->si_addr;
	pc = (uintptr_t)((ucontext_t *)u)->uc_mcontext.pc;
	siglongjmp(back, s);
}

static void skip(int s, siginfo_t *i, void *u)
{
	(void)s, (void)i;
	((ucontext_t *)u)->uc_mcontext.pc += 4;
	skipped++;
}

static double none(double x) { return x; }

static void show(const char *what, unsigned bits, void (*set)(unsigned), uintptr_t where, int op)
{
	static volatile double zero, one = 1, big = 1e308, small = 1e-308;
	static volatile float szero, sone = 1;
	volatile double r = 0;
	code = 0;
	address = pc = 0;
	int s = sigsetjmp(back, 1);
	if (s == 0) {
		set(bits);
		switch (op) {
		case 0: r = div_d(one, zero); break;
		case 1: r = div_d(zero, zero); break;
		case 2: r = mul_d(big, big); break;
		case 3: r = mul_d(small, small); break;
		case 4: r = div_d(one, 3); break;
		case 5: r = div_s(sone, szero); break;
		case 6: r = sqrt_d(-one); break;
		case 7: r = to_int(big); break;
		case 8: r = add_d(one, one); break;
		}
	}
	unsigned flags = fcsr() & 0x7c;
	enable(0);
	printf("%-20s signal %d code %d", what, s, code);
	if (s)
		printf(" addr %s pc %s", address == where ? "right" : "wrong", pc == where ? "right" : "wrong");
	else
		printf(" result %g flags %x", none(r), flags);
	printf("\n");
}

static double sum_of_inverses(int n)
{
	double s = 0;
	for (int i = 1; i <= n; i++)
		s += 1.0 / i;
	return s;
}

static void *thread(void *arg)
{
	(void)arg;
	printf("thread inherits %x\n", fcsr() & 0xf80);
	show("in a thread", DIVZERO, enable, (uintptr_t)div_d, 0);
	return 0;
}

int main(void)
{
	struct sigaction sa = {.sa_sigaction = jump, .sa_flags = SA_SIGINFO};
	pthread_t t;
	int st;
	setvbuf(stdout, 0, _IONBF, 0);
	sigaction(SIGFPE, &sa, 0);
	show("nothing enabled", 0, enable, (uintptr_t)div_d, 0);
	show("1/0", DIVZERO, enable, (uintptr_t)div_d, 0);
	show("0/0", INVALID, enable, (uintptr_t)div_d, 1);
	show("overflow", OVERFLOW, enable, (uintptr_t)mul_d, 2);
	show("overflow, inexact", INEXACT, enable, (uintptr_t)mul_d, 2);
	show("underflow", UNDERFLOW, enable, (uintptr_t)mul_d, 3);
	show("inexact", INEXACT, enable, (uintptr_t)div_d, 4);
	show("1/0 in single", DIVZERO, enable_in_slot, (uintptr_t)div_s, 5);
	show("square root", INVALID, enable_in_slot, (uintptr_t)sqrt_d, 6);
	show("to integer", INVALID, enable, (uintptr_t)to_int, 7);
	show("other enabled", INVALID | OVERFLOW, enable, (uintptr_t)div_d, 0);
	show("nothing raised", INVALID | OVERFLOW | INEXACT, enable, (uintptr_t)add_d, 8);
	enable(DIVZERO | INVALID | OVERFLOW);
	double s = sum_of_inverses(10000);
	enable(0);
	printf("sum %.12f\n", s);
	sa.sa_sigaction = skip;
	sigaction(SIGFPE, &sa, 0);
	enable(DIVZERO);
	for (volatile double zero = 0; skipped < 3;)
		div_d(1, zero);
	enable(0);
	printf("skipped %d\n", skipped);
	sa.sa_sigaction = jump;
	sigaction(SIGFPE, &sa, 0);
	enable(DIVZERO);
	pthread_create(&t, 0, thread, 0);
	pthread_join(t, 0);
	if (fork() == 0) {
		signal(SIGFPE, SIG_DFL);
		enable(OVERFLOW);
		_exit(mul_d(1e200, 1e200) > 1);
	}
	enable(0);
	wait(&st);
	printf("child %s %d\n", WIFSIGNALED(st) ? "died of" : "ended", WIFSIGNALED(st) ? WTERMSIG(st) : WEXITSTATUS(st));
	return 0;
}
