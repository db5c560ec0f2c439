/* Host calls that may block. A signal that arrives before the host has started
 * the call must not be slept through, so the test for a pending one and the
 * call are a range of instructions that the host's signal handler knows. */
#include "sys.h"

extern const char wait6_begin[], wait6_end[], wait6_pending[];

__attribute__((naked)) long wait6(long nr __attribute__((unused)), long a __attribute__((unused)), long b __attribute__((unused)),
	long c __attribute__((unused)), long d __attribute__((unused)), long e __attribute__((unused)), long f __attribute__((unused)))
{
	__asm__(
		".hidden wait6_begin, wait6_end, wait6_pending\n"
		".globl wait6_begin, wait6_end, wait6_pending\n"
		"	mov %%rdi, %%rax\n"
		"	mov %%rsi, %%rdi\n"
		"	mov %%rdx, %%rsi\n"
		"	mov %%rcx, %%rdx\n"
		"	mov %%r8, %%r10\n"
		"	mov %%r9, %%r8\n"
		"	mov 8(%%rsp), %%r9\n"
		"	mov %%gs:%c0, %%r11\n"
		"wait6_begin:\n"
		"	cmpl $0, %c1(%%r11)\n"
		"	jne wait6_pending\n"
		"	syscall\n"
		"wait6_end:\n"
		"	ret\n"
		"wait6_pending:\n"
		"	mov %2, %%rax\n"
		"	ret\n"
		: : "i"(offsetof(struct state, thread)), "i"(offsetof(struct thread, pending)), "i"(-ERESTARTSYS));
}

bool wait_interrupt(uint64_t *rip)
{
	if (*rip < (uint64_t)(uintptr_t)wait6_begin || *rip >= (uint64_t)(uintptr_t)wait6_end)
		return false;
	*rip = (uint64_t)(uintptr_t)wait6_pending;
	return true;
}
