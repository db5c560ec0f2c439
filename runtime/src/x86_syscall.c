/* System calls of Linux on i386: number in EAX, arguments in EBX, ECX, EDX, ESI,
 * EDI and EBP, result or negative error number in EAX. */
#include "syscall.h"

#include "thread.h"
#include "x86_system.h"

uint32_t rt_syscall(struct state *st, uint32_t unused)
{
	(void)unused;
	const uint32_t *g = st->gpr;
	uint32_t w[6] = {g[EBX], g[ECX], g[EDX], g[ESI], g[EDI], g[EBP]};
	long r = syscall_invoke(syscall_row(g[EAX]), g[EAX], w);

	uint32_t next = st->pc;
	if (r != NO_RESULT && r != -ERESTARTSYS) {
		/* Otherwise set already, or the same instruction again, its registers
		 * untouched. */
		st->gpr[EAX] = (uint32_t)(r < 0 && r >= -4095 ? -(long)errno_out(-r) : r);
		next += INT_80;
	}
	return syscall_leave(st, next);
}

/* What clone is given for a thread is a descriptor, and its number. */
long child_tls(struct state *st, gaddr tls)
{
	return x86_set_tls(st, tls, false);
}

void child_begin(struct state *st)
{
	st->gpr[EAX] = 0;
	st->pc += INT_80;
}

/* In mem.c; here its number takes the arguments in memory. */
long sys_mmap(gaddr addr, uint32_t len, uint32_t prot, uint32_t flags, int32_t fd, uint32_t offset);

/* Calls with more than five arguments had them in memory once. */
long sys_old_mmap(gaddr args)
{
	uint32_t a[6];
	if (get_u32_n(a, args, 6))
		return -EFAULT;
	return sys_mmap(a[0], a[1], a[2], a[3], (int32_t)a[4], a[5]);
}

long sys_select(gaddr args)
{
	uint32_t a[5];
	if (get_u32_n(a, args, 5))
		return -EFAULT;
	return sys_newselect((int32_t)a[0], a[1], a[2], a[3], a[4]);
}
