/* Only here: si_code and si_addr of memory faults, the pc and stack in ucontext, faults inside handlers, overflow on the alternative stack. */
/* corpus: oracle exit 0 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf back;
static volatile siginfo_t seen;
static volatile uintptr_t pc, sp;
static char alt[32768];

#ifdef __i386__
#define PC gregs[REG_EIP]
#define SP gregs[REG_ESP]
#define STACK_ALIGN 4
#elif defined __powerpc__ && defined __GLIBC__
#define PC uc_regs->gregs[32]
#define SP uc_regs->gregs[1]
#define STACK_ALIGN 16
#elif defined __powerpc__
#define PC gregs[32]
#define SP gregs[1]
#define STACK_ALIGN 16
#define uc_mcontext uc_regs[0]
#else
#define PC pc
#define SP gregs[29]
#define STACK_ALIGN 8
#endif

static void jump(int s, siginfo_t *i, void *u)
{
	ucontext_t *uc = u;
	memcpy((void *)&seen, i, sizeof *i);
	pc = (uintptr_t)uc->uc_mcontext.PC;
	sp = (uintptr_t)uc->uc_mcontext.SP;
	siglongjmp(back, s);
}

static void catch(int s, int flags)
{
	struct sigaction sa = {.sa_sigaction = jump, .sa_flags = SA_SIGINFO | flags};
	sigaction(s, &sa, 0);
}

__attribute__((noinline)) static int poke(volatile char *p, int write)
{
	if (write)
		return *p = 1;
	return *p;
}

static void show(const char *what, char *p, int write)
{
	char here;
	int s = sigsetjmp(back, 1);
	if (s == 0) {
		poke(p, write);
		printf("%s: no fault\n", what);
		return;
	}
	printf("%s: %s code %d addr %s pc %s sp %s\n", what, s == SIGSEGV ? "SIGSEGV" : "SIGBUS", seen.si_code,
		/* QEMU gives another address for what lies beyond a file. */
		seen.si_addr == p || s == SIGBUS ? "right" : "wrong",
		pc - (uintptr_t)poke < 64 ? "in poke" : "elsewhere",
		(uintptr_t)&here - sp < 256 && sp % STACK_ALIGN == 0 ? "right" : "wrong");
}

static volatile int depth;
__attribute__((noinline)) static int deep(int n)
{
	volatile char pad[512];
	pad[0] = n;
	depth++;
	return deep(n + 1) + pad[0];
}

static volatile int inner;
static void outer(int s)
{
	sigjmp_buf old;
	memcpy(old, back, sizeof old);
	if (sigsetjmp(back, 1) == 0)
		poke((char *)8, 1);
	inner += s;
	memcpy(back, old, sizeof old);
}

int main(void)
{
	char *p = mmap(0, 3 * 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	catch(SIGSEGV, 0);
	catch(SIGBUS, 0);
	mprotect(p, 65536, PROT_READ);
	mprotect(p + 65536, 65536, PROT_NONE);
	munmap(p + 2 * 65536, 65536);
	show("null write", 0, 1);
	show("null read", (char *)100, 0);
	show("read-only write", p + 17, 1);
	show("read-only read", p + 17, 0);
	show("none read", p + 65536 + 5, 0);
	show("unmapped read", p + 2 * 65536 + 4095, 0);
	show("unmapped write", p + 2 * 65536 + 4096, 1);
	char name[] = "fileXXXXXX";
	int fd = mkstemp(name);
	unlink(name);
	ftruncate(fd, 1);
	char *f = mmap(0, 3 * 65536, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	show("beyond the file", f + 65536 + 3, 0);
	signal(SIGUSR1, outer);
	if (sigsetjmp(back, 1) == 0) {
		raise(SIGUSR1);
		poke((char *)4, 0);
	}
	printf("nested %d addr %p\n", inner == SIGUSR1, seen.si_addr);
	for (int i = 0; i < 20000; i++)
		if (sigsetjmp(back, 1) == 0)
			poke((char *)4, i & 1);
	printf("many\n");
	stack_t ss = {.ss_sp = alt, .ss_size = sizeof alt};
	sigaltstack(&ss, 0);
	catch(SIGSEGV, SA_ONSTACK);
	catch(SIGBUS, SA_ONSTACK);
	for (int i = 0; i < 3; i++) {
		depth = 0;
		int s = sigsetjmp(back, 1);
		if (s == 0)
			deep(0);
		printf("overflow %d deep %d near %d\n", s, depth > 1000, (uintptr_t)seen.si_addr - sp + 4096 < 8192);
	}
	sigaltstack(0, &ss);
	printf("flags %d\n", ss.ss_flags);
	return 0;
}
