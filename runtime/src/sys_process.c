/* Processes: waiting for them and their priority. */
#include "sys.h"
#include <asm/unistd.h>

/* wstatus_out renumbers the signals in a status. [man 2 wait] */
uint32_t wstatus_out(uint32_t s)
{
	if ((s & 0xff) == 0x7f && s != 0x7f)
		return (s & ~0xff00u) | (uint32_t)signal_out((int)(s >> 8 & 0xff)) << 8; /* stopped */
	if ((s & 0x7f) != 0 && s != 0xffff)
		return (s & ~0x7fu) | (uint32_t)signal_out((int)(s & 0x7f));
	return s;
}

long sys_wait4(int32_t pid, gaddr status, uint32_t options, gaddr usage)
{
	int32_t st = 0;
	struct host_rusage ru;
	long r = wait6(__NR_wait4, pid, (long)&st, (int32_t)options, usage ? (long)&ru : 0, 0, 0);
	if (r <= 0)
		return r;
	if (status && put_u32(status, wstatus_out((uint32_t)st)))
		return -EFAULT;
	if (usage && put_rusage(usage, &ru))
		return -EFAULT;
	return r;
}

long sys_waitpid(int32_t pid, gaddr status, uint32_t options)
{
	return sys_wait4(pid, status, options, 0);
}

long sys_waitid(int32_t type, int32_t pid, gaddr info, uint32_t options, gaddr usage)
{
	uint8_t h[SIGINFO_SIZE] = {0}, g[SIGINFO_SIZE];
	struct host_rusage ru;
	long r = wait6(__NR_waitid, type, pid, info ? (long)h : 0, (int32_t)options, usage ? (long)&ru : 0, 0);
	if (r < 0)
		return r;
	if (usage && put_rusage(usage, &ru))
		return -EFAULT;
	if (!info)
		return r;
	siginfo_out(g, h);
	return copy_out(info, g, sizeof g) ? -EFAULT : r;
}

long sys_nice(int32_t increment)
{
	long r = sys2(__NR_getpriority, 0, 0); /* 20 minus the value */
	if (r < 0)
		return r;
	long nice = 20 - r + (increment < -40 ? -40 : increment > 40 ? 40 : increment);
	nice = nice < -20 ? -20 : nice > 19 ? 19 : nice;
	r = sys3(__NR_setpriority, 0, 0, nice);
	return r == -EACCES ? -EPERM : r;
}

/* A tracee's registers would be the host's. The kernel refuses in this way where
 * tracing is not allowed. */
long sys_ptrace(int32_t request, int32_t pid, gaddr addr, gaddr data)
{
	(void)request;
	(void)pid;
	(void)addr;
	(void)data;
	return -EPERM;
}
