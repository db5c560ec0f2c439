/* Synchronous faults: of the runtime's own guarded copies, and of the guest. */
#include "start.h"

#include "sys.h"

#include <asm/unistd_64.h>

/* Signal numbers and codes of the host. */
enum { SIGILL_ = 4, SIGTRAP_ = 5, SIGBUS_ = 7, SIGFPE_ = 8, SIGSEGV_ = 11 };

/* The kernel's struct sigaction of x86-64, not that of libc. */
struct host_sigaction {
	void (*handler)(int, void *, void *);
	uint64_t flags;
	void (*restorer)(void);
	uint64_t mask;
};

enum {
	SA_SIGINFO_ = 4, SA_RESTORER_ = 0x04000000, SA_ONSTACK_ = 0x08000000, SA_NODEFER_ = 0x40000000,
	UC_RIP = 168, /* offset of the saved rip in struct ucontext */
	ALTSTACK = 64 << 10,
};

__asm__(".type fault_restorer, @function\n"
	"fault_restorer:\n"
	"	mov $15, %eax\n" /* rt_sigreturn */
	"	syscall\n");
void fault_restorer(void);

static void set_action(int sig, void (*handler)(int, void *, void *), uint64_t flags)
{
	struct host_sigaction act = {handler, flags | SA_RESTORER_, fault_restorer, 0};
	sys4(__NR_rt_sigaction, sig, (long)&act, 0, 8);
}

/* on_fault goes on at the fix-up of a guarded copy. Any other fault is the
 * guest's: without a handler of its own the kernel ends the process as it
 * would on the guest's machine, once the instruction faults again. */
static void on_fault(int sig, void *info, void *context)
{
	(void)info;
	uint64_t *rip = (uint64_t *)((char *)context + UC_RIP);
	if (!user_fault_fixup(rip))
		set_action(sig, NULL, 0);
}

void faults_init(void)
{
	set_action(SIGSEGV_, on_fault, SA_SIGINFO_ | SA_NODEFER_);
	set_action(SIGBUS_, on_fault, SA_SIGINFO_ | SA_NODEFER_);
}

/* kill_self ends the process by a signal's default action. */
static _Noreturn void kill_self(int sig)
{
	set_action(sig, NULL, 0);
	uint64_t set = 1ull << (sig - 1);
	sys4(__NR_rt_sigprocmask, 1, (long)&set, 0, 8);
	sys2(__NR_kill, sys0(__NR_getpid), sig);
	for (;;)
		sys1(__NR_exit_group, 128 + sig);
}

uint32_t guest_fault(struct state *st, int sig, int code, gaddr addr)
{
	(void)st, (void)code, (void)addr;
	kill_self(sig);
}
