/* Only here: PowerPC: SO of XER, which nothing in the program sets but code made at run time and a signal's handler. */
/* corpus: guests ppc */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* compared returns field 0 of the condition register, with SO, after a comparison. */
__attribute__((noinline)) static unsigned compared(int a, int b)
{
	unsigned cr;
	__asm__ volatile("cmpw %1, %2\n\tmfcr %0" : "=r"(cr) : "r"(a), "r"(b) : "cr0");
	return cr >> 28;
}

static void show(const char *when)
{
	unsigned less = compared(1, 2), more = compared(2, 1), same = compared(2, 2);
	printf("%s: %x %x %x\n", when, less, more, same);
	fflush(stdout);
}

typedef int function(int, int);

static function *made(const uint32_t *words, size_t n)
{
	uint32_t *at = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	for (size_t i = 0; i < n; i++)
		at[i] = words[i];
	__builtin___clear_cache((char *)at, (char *)(at + n));
	return (function *)at;
}

static void by_code(void)
{
	static const uint32_t addo[] = {0x7c632614, 0x4e800020}; /* addo r3, r3, r4; blr */
	static const uint32_t clear[] = {0x7c000400, 0x4e800020}; /* mcrxr cr0; blr */
	show("before");
	int sum = made(addo, 2)(1, 2);
	show("no overflow");
	sum += made(addo, 2)(0x7fffffff, 1);
	show("overflow");
	made(clear, 2)(0, 0);
	show("cleared");
	printf("%x\n", (unsigned)sum);
}

/* The registers of a context, and XER among them. */
enum { REGS_OF_CONTEXT = 12, XER_OF_REGS = 37 };

static void handler(int sig, siginfo_t *info, void *context)
{
	(void)sig, (void)info;
	uint32_t *regs = ((uint32_t **)context)[REGS_OF_CONTEXT];
	regs[XER_OF_REGS] ^= 0x80000000;
}

static void by_signal(void)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
	sigaction(SIGUSR1, &sa, NULL);
	show("before");
	raise(SIGUSR1);
	show("set");
	raise(SIGUSR1);
	show("cleared");
}

int main(void)
{
	static void (*const ways[])(void) = {by_code, by_signal};
	for (int i = 0; i < 2; i++) {
		fflush(stdout);
		pid_t pid = fork();
		if (pid == 0) {
			ways[i]();
			fflush(stdout);
			_exit(0);
		}
		int status;
		waitpid(pid, &status, 0);
		printf("%d\n", status);
	}
	return 0;
}
