/* Host calls that may block. A signal that arrives before the host has started
 * the call must not be slept through, so the test for a pending one and the
 * call are a range of instructions that the host's signal handler knows. */
#include "sys.h"
#include "ucontext.h"

extern const char wait6_begin[], wait6_call[], wait6_end[], wait6_pending[];

__attribute__((naked)) long wait6(long nr __attribute__((unused)), long a __attribute__((unused)), long b __attribute__((unused)),
	long c __attribute__((unused)), long d __attribute__((unused)), long e __attribute__((unused)), long f __attribute__((unused)))
{
	__asm__(
		".hidden wait6_begin, wait6_call, wait6_end, wait6_pending\n"
		".globl wait6_begin, wait6_call, wait6_end, wait6_pending\n"
		"	mov %%rdi, %%rax\n"
		"	mov %%rsi, %%rdi\n"
		"	mov %%rdx, %%rsi\n"
		"	mov %%rcx, %%rdx\n"
		"	mov %%r8, %%r10\n"
		"	mov %%r9, %%r8\n"
		"	mov 8(%%rsp), %%r9\n"
		"	mov %%gs:%c0, %%r11\n"
		"wait6_begin:\n"
		"	cmpq $0, %c1(%%r11)\n" /* pending and due */
		"	jne wait6_pending\n"
		"wait6_call:\n"
		"	syscall\n"
		"wait6_end:\n"
		"	ret\n"
		"wait6_pending:\n"
		"	mov %2, %%rax\n"
		"	ret\n"
		: : "i"(offsetof(struct state, thread)), "i"(offsetof(struct thread, pending)), "i"(-ERESTARTSYS));
}

_Static_assert(offsetof(struct thread, due) == offsetof(struct thread, pending) + 4, "wait6 tests both");

static uint64_t *reg(uint8_t *context, int offset)
{
	return (uint64_t *)(void *)(context + offset);
}

void wait_interrupt(uint8_t *context)
{
	uint64_t rip = *reg(context, UC_RIP);
	if (rip >= (uintptr_t)wait6_begin && rip < (uintptr_t)wait6_end)
		*reg(context, UC_RIP) = (uintptr_t)wait6_pending;
}

/* A call that the host interrupted either ends with EINTR or starts again, and then
 * the host has left the address behind it in rcx. */
void wait_queued(uint8_t *context, bool runs, bool restarts)
{
	uint64_t rip = *reg(context, UC_RIP), end = (uintptr_t)wait6_end;
	bool again = rip == (uintptr_t)wait6_call && *reg(context, UC_RCX) == end;
	bool ended = rip == end && *reg(context, UC_RAX) == (uint64_t)-EINTR;

	if (again && runs && !restarts) {
		*reg(context, UC_RIP) = end;
		*reg(context, UC_RAX) = (uint64_t)-EINTR;
	} else if (ended && !runs) {
		*reg(context, UC_RIP) = (uintptr_t)wait6_pending;
	} else {
		wait_interrupt(context);
	}
}
