/* System calls of Linux on MIPS, o32 ABI: number in v0, arguments in a0 to a3
 * and on the stack from 16(sp), result in v0, and a3 says whether v0 is an
 * error number. */
#include "syscall.h"

#include "thread.h"
#include <asm/unistd.h>

/* syscall: the number is the first argument, the others follow it. It does not
 * call itself. */
long sys_syscall(uint32_t nr, uint32_t a, uint32_t b, uint32_t c, uint32_t d, uint32_t e, uint32_t f)
{
	uint32_t w[8] = {a, b, c, d, e, f};
	const struct sysrow *row = syscall_row(nr);
	if (nr == SYSCALLS_BASE)
		return -ENOSYS;
	if (row->words > 6 && get_u32(&w[6], self()->gpr[SP] + 28))
		return -EFAULT;
	return row->call ? row->call(w) : -ENOSYS;
}

void set_second_result(uint32_t v)
{
	self()->gpr[V1] = v;
}

uint32_t rt_syscall(struct state *st, uint32_t unused)
{
	(void)unused;
	uint32_t nr = st->gpr[V0];
	const struct sysrow *row = syscall_row(nr);
	uint32_t w[8] = {st->gpr[A0], st->gpr[A1], st->gpr[A2], st->gpr[A3]};
	long r;

	/* The slots of the first four are the callee's, so the fifth is at 16. */
	if (row->words > 4 && get_u32_n(&w[4], st->gpr[SP] + 16, row->words - 4u))
		r = -EFAULT;
	else
		r = syscall_invoke(row, nr, w);

	uint32_t next = st->pc;
	if (r == NO_RESULT || r == -ERESTARTSYS) {
		/* Set already, or the same instruction again, its registers untouched. */
	} else if (r < 0 && r >= -4095) {
		st->gpr[V0] = errno_out(-r);
		st->gpr[A3] = 1;
		next += 4;
	} else {
		st->gpr[V0] = (uint32_t)r;
		st->gpr[A3] = 0;
		next += 4;
	}
	return syscall_leave(st, next);
}

long child_tls(struct state *st, gaddr tls)
{
	st->tp = tls;
	return 0;
}

void child_begin(struct state *st)
{
	st->gpr[V0] = st->gpr[A3] = 0;
	st->pc += 4;
	st->ll_addr = 1;
}

/* cacheflush: instructions may have been written, which was noticed then, see
 * code.c. It always succeeds, whatever it is asked to flush. */
long sys_cacheflush(gaddr addr, uint32_t size, uint32_t which)
{
	(void)addr;
	(void)size;
	(void)which;
	return 0;
}

/* cachectl sets how a range is cached; no kernel ever did it. */
long sys_cachectl(gaddr addr, uint32_t size, int32_t how)
{
	(void)addr;
	(void)size;
	(void)how;
	return -ENOSYS;
}

/* sysmips: the calls of IRIX that Linux kept. */
long sys_sysmips(int32_t cmd, uint32_t a, uint32_t b)
{
	enum { MIPS_ATOMIC_SET = 2001, FLUSH_CACHE = 3, MIPS_FIXADE = 7, MIPS_RDNVRAM = 10 };
	uint32_t old;
	long r;

	switch (cmd) {
	case MIPS_ATOMIC_SET:
		if (a % 4)
			return -EINVAL;
		if (copy_in(&old, a, 4))
			return -EFAULT;
		while ((r = user_exchange(a, &old, swap32(b))) == 0)
			;
		if (r < 0)
			return r;
		/* The old word may look like an error; a3 says that it is none. */
		self()->gpr[V0] = swap32(old);
		self()->gpr[A3] = 0;
		self()->pc += 4;
		return NO_RESULT;
	case FLUSH_CACHE:
		return 0;
	case MIPS_FIXADE:
		return a & ~3u ? -EINVAL : 0;
	}
	return -EINVAL;
}

/* set_thread_area sets what rdhwr $29 reads. */
long sys_set_thread_area(gaddr tp)
{
	self()->tp = tp;
	return 0;
}
