/* Cases that fault, and what their handlers do about it. Each machine has a
 * program of its own with the cases, the handler and what a case leaves. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

/* A fault_case is an instruction that faults between instructions that set and
 * read all registers. */
struct fault_case {
	const char *name;
	void (*run)(void);
	char *done; /* just after what faults */
	int retry;  /* what faults can be repeated */
};

#define ROW(name, retry) {#name, do_##name, do_##name##_done, retry}

/* What the handler does: go on after the instruction, repeat it with another
 * address, repeat it with the page accessible, or go on after it with all
 * registers changed. */
enum { SKIP, RETRY, OPEN, EDIT, MODES };
static const char *const modes[] = {"skip", "retry", "open", "edit"};
static int mode;

/* The page that cannot be accessed, and memory that can. */
char *bad;
static uint32_t good[16] __attribute__((aligned(32)));

static void show_after(const void *after, size_t size)
{
	const uint32_t *w = after;
	printf(" after");
	for (size_t n = 0; n < size / 4; n++)
		printf(" %x", w[n]);
	printf(" memory");
	for (size_t n = 0; n < sizeof good / 4; n++)
		printf(" %x", good[n]);
	puts("");
}

/* fault sets all up and runs a case in every mode; show prints what it left. */
static void fault(const struct fault_case *c, void (*show)(void))
{
	for (mode = 0; mode < MODES; mode++) {
		if (!c->retry && (mode == RETRY || mode == OPEN))
			continue;
		for (unsigned n = 0; n < sizeof good / sizeof *good; n++)
			good[n] = 0x01020304 * (n + 1);
		mprotect(bad, 4096, PROT_NONE);
		c->run();
		show();
	}
}

static void fault_init(void (*handler)(int, siginfo_t *, void *), double *seeds, int count)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_NODEFER};
	static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
	for (unsigned n = 0; n < sizeof signals / sizeof *signals; n++)
		sigaction(signals[n], &sa, 0);
	setvbuf(stdout, 0, _IOLBF, 0);
	for (int n = 0; n < count; n++)
		seeds[n] = 1 + n / 7.0;
	bad = mmap((void *)0x30000000, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
}
