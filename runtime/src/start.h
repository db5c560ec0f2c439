/* Start of processes and threads, dispatch, faults. */
#ifndef START_H
#define START_H

#include "xlat.h"

enum {
	HOST_STACK_SIZE = 1 << 30,      /* address space, not memory */
	HOST_STACK_MIN = 1 << 20,
	HOST_STACK_RESERVE = 256 << 10, /* for leaf functions and the runtime below the limit */
};

/* What the host kernel gave the process. */
struct process {
	int argc;
	char **argv, **envp;
	const uint64_t *auxv; /* pairs of type and value */
	const char *name;     /* how the program was called: AT_EXECFN of the guest */
	gaddr start, base;    /* where the guest starts; its dynamic linker's address */
};
extern struct process xlat_process;

/* The host kernel's entry. */
extern const char xlat_start[];

/* host_auxv returns the host's auxiliary value of a type, 0 where absent. */
uint64_t host_auxv(uint64_t type);

/* host_stack_new returns the low end of a new host stack of *size bytes, or
 * less when memory is short, which *size then says. */
void *host_stack_new(size_t *size);

/* state_new returns a zeroed guest state; state_use makes it the running
 * thread's. */
struct state *state_new(void);
void state_use(struct state *st);

/* Types of the auxiliary vector; the host numbers them alike. */
enum {
	AT_NULL_, AT_PHDR_ = 3, AT_PHENT_, AT_PHNUM_, AT_PAGESZ_, AT_BASE_, AT_FLAGS_, AT_ENTRY_,
	AT_UID_ = 11, AT_EUID_, AT_GID_, AT_EGID_, AT_PLATFORM_, AT_HWCAP_, AT_CLKTCK_,
	AT_DCACHEBSIZE_ = 19, AT_ICACHEBSIZE_, AT_UCACHEBSIZE_, AT_IGNOREPPC_,
	AT_SECURE_ = 23, AT_RANDOM_ = 25, AT_HWCAP2_ = 26, AT_EXECFN_ = 31, AT_SYSINFO_EHDR_ = 33,
};

/* A pair of the auxiliary vector. */
struct aux {
	uint32_t type, value;
};

/* stack_build makes the guest's stack and returns its pointer: arguments,
 * environment, and an auxiliary vector that begins with the n pairs of own, which
 * are what machines differ in; machine is for AT_PLATFORM. */
gaddr stack_build(const char *machine, const struct aux *own, uint32_t n);

/* stack_map maps the guest's stack and returns its top. */
gaddr stack_map(uint32_t size, bool exec);

/* What a service returns where the host frames of lifted code are to be
 * unwound. The state's PC says where to go on, and its unwind is set: the guest
 * may have jumped to that address. */
#define UNWIND UINT32_MAX

/* going_on is what a service returns that has left in the state's PC where to go
 * on. */
static inline uint32_t going_on(const struct state *st)
{
	return st->unwind ? UNWIND : st->pc;
}

/* unwinds reports whether next, which lifted code or a service has returned, is
 * UNWIND and no address. */
static inline bool unwinds(const struct state *st, uint32_t next)
{
	return next == UNWIND && st->unwind;
}

/* guest_start makes the guest's stack and sets the registers of its first
 * instruction. */
void guest_start(struct state *st);

_Noreturn void run_on(struct state *st, void *top);

/* guest_fault ends or interrupts the guest with a signal that its own
 * instruction at st->pc caused; returns the guest PC to go on at. Numbers are
 * the host's. */
uint32_t guest_fault(struct state *st, int sig, int code, gaddr addr);

#endif
