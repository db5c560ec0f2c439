/* Only here: loads whose values nobody uses fault all the same; a handler that goes on in another function, as runtimes do that turn faults into panics. */
/* corpus: guests mips mipsel ppc */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <ucontext.h>

enum { PAGE = 4096, PAGES = 8 };
static char *area;
static volatile int faults;

static void open_page(int s, siginfo_t *i, void *u)
{
	(void)s, (void)u;
	faults++;
	mprotect((char *)((uintptr_t)i->si_addr & -PAGE), PAGE, PROT_READ | PROT_WRITE);
}

/* The loads of a check for null pointers: into the register that is always 0, or one that nobody reads. */
__attribute__((noinline)) static int check(char *p)
{
#ifdef __powerpc__
	__asm__ volatile("lbz 0, 3(%0)" : : "b"(p) : "r0");
#else
	__asm__ volatile("lb $0, 3(%0)" : : "r"(p));
#endif
	return 7;
}

__attribute__((noinline)) static void probe(volatile char *p)
{
	for (int n = 0; n < PAGES; n++)
		(void)p[n * PAGE];
}

__attribute__((noinline)) static int once(volatile int *p, int n)
{
	(void)*p;
	return n * 3;
}

static sigjmp_buf back;
static volatile uintptr_t where;

__attribute__((noinline, used)) static void panic(void)
{
	where = (uintptr_t)__builtin_return_address(0);
	siglongjmp(back, 1);
}

static void to_panic(int s, siginfo_t *i, void *u)
{
	ucontext_t *uc = u;
	(void)s, (void)i;
#ifdef __powerpc__
#ifdef __GLIBC__
	unsigned long *g = uc->uc_mcontext.uc_regs->gregs;
#else
	unsigned long *g = uc->uc_regs->gregs;
#endif
	uint32_t frame = g[1];
	g[1] -= 64;
	*(uint32_t *)(uintptr_t)g[1] = frame;
	g[36] = g[32];
	g[32] = (uintptr_t)panic;
#else
	unsigned long long *g = uc->uc_mcontext.gregs;
	g[29] -= 64;
	g[31] = uc->uc_mcontext.pc;
	g[25] = (uintptr_t)panic;
	uc->uc_mcontext.pc = (uintptr_t)panic;
#endif
}

static void catch(void (*f)(int, siginfo_t *, void *))
{
	struct sigaction sa = {.sa_sigaction = f, .sa_flags = SA_SIGINFO};
	sigaction(SIGSEGV, &sa, 0);
}

static int tell(const char *what, int result)
{
	printf("%s: %d faults, result %d\n", what, faults, result);
	faults = 0;
	return mprotect(area, PAGE * PAGES, PROT_NONE);
}

int main(void)
{
	area = mmap(0, PAGE * PAGES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	catch(open_page);
	tell("check", check(area));
	probe(area);
	tell("probe", 0);
	tell("once", once((int *)area, 5));
	catch(to_panic);
	for (volatile int n = 0; n < 3; n++)
		if (sigsetjmp(back, 1) == 0)
			n ? check((char *)0) : once((int *)area, 5);
		else
			printf("panic in %s\n", where - (uintptr_t)once < 64 ? "once" : where - (uintptr_t)check < 64 ? "check" : "?");
	return 0;
}
