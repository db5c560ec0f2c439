/* System calls of Linux on 32-bit PowerPC: number in r0, arguments in r3 to r8,
 * result in r3, and the summary overflow bit of field 0 of the condition register
 * says whether it is an error number. */
#include "syscall.h"
#include "thread.h"

#include <asm/unistd.h>

enum { NUMBER = 0, RESULT = 3, ARGUMENTS = 6 };

uint32_t rt_syscall(struct state *st, uint32_t unused)
{
	(void)unused;
	uint32_t nr = st->gpr[NUMBER];
	uint32_t w[8];
	memcpy(w, &st->gpr[RESULT], ARGUMENTS * sizeof *w);
	w[6] = w[7] = 0;
	long r = syscall_invoke(syscall_row(nr), nr, w);

	st->ll_addr = 1; /* the kernel takes reservations back */
	uint32_t next = st->pc;
	if (r == NO_RESULT || r == -ERESTARTSYS) {
		/* Set already, or the same instruction again, its registers untouched. */
	} else if (r < 0 && r >= -4095) {
		st->gpr[RESULT] = errno_out(-r);
		st->cr[CR_SO] = 1;
		next += 4;
	} else {
		st->gpr[RESULT] = (uint32_t)r;
		st->cr[CR_SO] = 0;
		next += 4;
	}
	return syscall_leave(st, next);
}

long child_tls(struct state *st, gaddr tls)
{
	st->gpr[TP] = tls;
	return 0;
}

void child_begin(struct state *st)
{
	st->gpr[RESULT] = 0;
	st->cr[CR_SO] = 0;
	st->pc += 4;
	st->ll_addr = 1;
}

/* select: old programs pass one argument, the address of all five, which is
 * larger than any number of descriptors.
 * [Linux arch/powerpc/kernel/syscalls.c, ppc_select] */
long sys_select(int32_t n, gaddr in, gaddr out, gaddr except, gaddr timeout)
{
	enum { MOST = 4096 };
	uint32_t a[5] = {(uint32_t)n, in, out, except, timeout};
	if ((uint32_t)n >= MOST && get_u32_n(a, (gaddr)n, 5))
		return -EFAULT;
	return sys_newselect((int32_t)a[0], a[1], a[2], a[3], a[4]);
}

/* The calls whose 64-bit arguments would leave a register unused have the number
 * that follows them moved forward. */
long sys_fadvise64_64(int32_t fd, int32_t advice, int64_t offset, int64_t length)
{
	return sys4(__NR_fadvise64, fd, offset, length, advice);
}

long sys_sync_file_range2(int32_t fd, uint32_t flags, int64_t offset, int64_t length)
{
	return wait6(__NR_sync_file_range, fd, offset, length, flags, 0, 0);
}
