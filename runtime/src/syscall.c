/* The table of system calls, and calls through it. */
#include "syscall.h"

#include "code.h"

#include <asm/unistd.h>

/* A 64-bit argument in two words: in the order of memory, or low word first. */
#define PAIR(w, i) (int64_t)(GUEST_BIG ? (uint64_t)w[i] << 32 | w[(i) + 1] : (uint64_t)w[(i) + 1] << 32 | w[i])
#define LOHI(w, i) (int64_t)((uint64_t)w[(i) + 1] << 32 | w[i])

#if defined GUEST_MIPS
#include "gen_linux_mips_table.h"
#elif defined GUEST_PPC
#include "gen_linux_ppc_table.h"
#elif defined GUEST_X86
#include "gen_linux_i386_table.h"
#endif

const struct sysrow *syscall_row(uint32_t nr)
{
	static const struct sysrow unknown = {NULL, "?", NULL, 0, 0, T_INT};
	nr -= SYSCALLS_BASE;
	return nr < sizeof rows / sizeof *rows ? &rows[nr] : &unknown;
}

/* call does a system call. It is repeated where the host's kernel, unlike the
 * guest, could not write to a page because it is watched. */
static long call(const struct sysrow *row, const uint32_t *w)
{
	long r = row->call(w);
	return r == -EFAULT && code_unwatch() ? row->call(w) : r;
}

long syscall_invoke(const struct sysrow *row, uint32_t nr, const uint32_t *w)
{
	if (!row->call) {
		unsupported("system call", nr);
		return -ENOSYS;
	}
	if (__builtin_expect(!tracing, 1))
		return call(row, w);
	trace_call(row, nr, w);
	long r = call(row, w);
	trace_result(row, w, r);
	return r;
}

uint32_t syscall_leave(struct state *st, uint32_t next)
{
	if (__builtin_expect(__atomic_load_n(&st->event, __ATOMIC_RELAXED) == 0, 1))
		return next;
	st->pc = next;
	signals_deliver(st);
	return going_on(st);
}
