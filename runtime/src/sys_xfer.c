/* Copies between descriptors inside the kernel. */
#include "sys.h"
#include <asm/unistd.h>

long sys_sendfile(int32_t out, int32_t in, gaddr offset, uint32_t size)
{
	uint32_t word;
	int64_t off;
	if (!offset)
		return wait6(__NR_sendfile, out, in, 0, (int32_t)size, 0, 0);
	if (get_u32(&word, offset))
		return -EFAULT;
	off = (int32_t)word;
	long r = wait6(__NR_sendfile, out, in, (long)&off, (int32_t)size, 0, 0);
	if (r >= 0 && put_u32(offset, (uint32_t)off))
		return -EFAULT;
	return r;
}

long sys_sendfile64(int32_t out, int32_t in, gaddr offset, uint32_t size)
{
	int64_t off;
	if (!offset)
		return wait6(__NR_sendfile, out, in, 0, (int32_t)size, 0, 0);
	if (get_i64_n(&off, offset, 1))
		return -EFAULT;
	long r = wait6(__NR_sendfile, out, in, (long)&off, (int32_t)size, 0, 0);
	if (r >= 0 && put_i64_n(offset, &off, 1))
		return -EFAULT;
	return r;
}
