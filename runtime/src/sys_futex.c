/* futex: the kernel compares and changes words of guest memory in the host's
 * byte order, so values travel swapped, and what computes is done here. */
#include "sys.h"
#include <asm/unistd.h>

enum { CMD = 0x7f, PRIVATE = 128 };

/* wake_op does what FUTEX_WAKE_OP says to the word at a, and reports whether
 * its old value fulfils the comparison. [man 2 futex] */
static long wake_op(gaddr a, uint32_t encoded)
{
	uint32_t op = encoded >> 28 & 7, cmp = encoded >> 24 & 15;
	int32_t oparg = (int32_t)(encoded << 8) >> 20, cmparg = (int32_t)(encoded << 20) >> 20;
	uint32_t raw;

	if (encoded >> 31)
		oparg = (int32_t)(1u << (oparg & 31));
	if (a % 4)
		return -EINVAL;
	if (copy_in(&raw, a, 4))
		return -EFAULT;
	uint32_t old, new;
	long r;
	do {
		old = swap32(raw);
		switch (op) {
		case 0: new = (uint32_t)oparg; break;
		case 1: new = old + (uint32_t)oparg; break;
		case 2: new = old | (uint32_t)oparg; break;
		case 3: new = old & ~(uint32_t)oparg; break;
		case 4: new = old ^ (uint32_t)oparg; break;
		default: return -ENOSYS;
		}
	} while ((r = user_exchange(a, &raw, swap32(new))) == 0);
	if (r < 0)
		return r;
	int32_t v = (int32_t)old;
	switch (cmp) {
	case 0: return v == cmparg;
	case 1: return v != cmparg;
	case 2: return v < cmparg;
	case 3: return v <= cmparg;
	case 4: return v > cmparg;
	case 5: return v >= cmparg;
	}
	return -ENOSYS;
}

static long futex(gaddr a, uint32_t op, uint32_t val, const struct host_timespec *timeout, uint32_t val2, gaddr b, uint32_t val3)
{
	long t = (long)timeout;
	switch (op & CMD) {
	case HOST_FUTEX_WAIT:
	case HOST_FUTEX_WAIT_BITSET:
		return wait6(__NR_futex, a, op, (int32_t)swap32(val), t, 0, (long)val3);
	case HOST_FUTEX_WAKE:
	case HOST_FUTEX_WAKE_BITSET:
	case HOST_FUTEX_REQUEUE:
		return sys6(__NR_futex, a, op, (int32_t)val, (int32_t)val2, b, (long)val3);
	case HOST_FUTEX_CMP_REQUEUE:
		return sys6(__NR_futex, a, op, (int32_t)val, (int32_t)val2, b, (long)swap32(val3));
	case HOST_FUTEX_WAKE_OP:
		if (GUEST_BIG) {
			long hit = wake_op(b, val3);
			if (hit < 0)
				return hit;
			uint32_t wake = (uint32_t)HOST_FUTEX_WAKE | (op & PRIVATE);
			long n = sys6(__NR_futex, a, wake, (int32_t)val, 0, 0, 0);
			if (n >= 0 && hit) {
				long m = sys6(__NR_futex, b, wake, (int32_t)val2, 0, 0, 0);
				return m < 0 ? m : n + m;
			}
			return n;
		}
		return sys6(__NR_futex, a, op, (int32_t)val, (int32_t)val2, b, (long)val3);
	case HOST_FUTEX_LOCK_PI:
	case HOST_FUTEX_LOCK_PI2:
	case HOST_FUTEX_TRYLOCK_PI:
	case HOST_FUTEX_UNLOCK_PI:
		if (GUEST_BIG)
			break; /* the kernel itself writes thread numbers into the word */
		return wait6(__NR_futex, a, op, (int32_t)val, t, b, (long)val3);
	case HOST_FUTEX_WAIT_REQUEUE_PI:
	case HOST_FUTEX_CMP_REQUEUE_PI:
		if (GUEST_BIG)
			break;
		return wait6(__NR_futex, a, op, (int32_t)val, timeout ? t : (int32_t)val2, b, (long)val3);
	}
	unsupported("futex operation", op);
	return -ENOSYS;
}

/* timed reports whether the fourth argument of an operation is a time. */
static bool timed(uint32_t op)
{
	switch (op & CMD) {
	case HOST_FUTEX_WAIT: case HOST_FUTEX_WAIT_BITSET: case HOST_FUTEX_LOCK_PI: case HOST_FUTEX_LOCK_PI2:
	case HOST_FUTEX_WAIT_REQUEUE_PI:
		return true;
	}
	return false;
}

long sys_futex(gaddr a, uint32_t op, uint32_t val, gaddr timeout, gaddr b, uint32_t val3)
{
	struct host_timespec ts;
	bool has = timeout && timed(op);
	if (has && get_timespec(&ts, timeout))
		return -EFAULT;
	return futex(a, op, val, has ? &ts : NULL, timeout, b, val3);
}

long sys_futex_time64(gaddr a, uint32_t op, uint32_t val, gaddr timeout, gaddr b, uint32_t val3)
{
	struct host_timespec ts = {0};
	bool has = timeout && timed(op);
	if (has && get_timeout64(&ts, timeout))
		return -EFAULT;
	return futex(a, op, val, has ? &ts : NULL, timeout, b, val3);
}
