/* Robust lists: the futexes that a thread marks when it ends. The kernel would
 * read the guest's list as the host's, so the runtime does its work where a
 * thread ends by a call. [man 2 set_robust_list] */
#include "thread.h"

#include <asm/unistd.h>

enum { ROBUST_HEAD = 12, ROBUST_LIMIT = 2048, FUTEX_WAKE_SHARED = 1 };

long sys_set_robust_list(gaddr head, uint32_t size)
{
	if (size != ROBUST_HEAD)
		return -EINVAL;
	thread_self()->robust_list = head;
	return 0;
}

long sys_get_robust_list(int32_t pid, gaddr head, gaddr size)
{
	gaddr list_head = thread_self()->robust_list;
	if (pid != 0 && !thread_robust_list(pid, &list_head))
		return -ESRCH;
	if (put_u32(size, ROBUST_HEAD) || put_u32(head, list_head))
		return -EFAULT;
	return 0;
}

/* owner_died marks the futex at a where thread tid holds it. pending says that
 * the thread was about to take or give it back. [Linux kernel/futex/core.c,
 * handle_futex_death] */
static void owner_died(gaddr a, int32_t tid, bool pi, bool pending)
{
	const uint32_t waiters = 0x80000000u, died = 0x40000000u, tid_mask = 0x3fffffffu;
	uint32_t raw;
	if (a % 4 || copy_in(&raw, a, 4))
		return;
	for (long r = 0; r == 0;) {
		uint32_t v = swap32(raw);
		if (pending && !pi && v == 0) {
			sys3(__NR_futex, a, FUTEX_WAKE_SHARED, 1);
			return;
		}
		if ((v & tid_mask) != (uint32_t)tid)
			return;
		r = user_exchange(a, &raw, swap32((v & waiters) | died));
		if (r == 1 && (v & waiters) && !pi)
			sys3(__NR_futex, a, FUTEX_WAKE_SHARED, 1);
	}
}

/* [Linux kernel/futex/core.c, exit_robust_list] */
void robust_exit(struct thread *t)
{
	gaddr head = t->robust_list;
	uint32_t h[3], next; /* first entry, offset of the futex from an entry, pending entry */
	if (!head || get_u32_n(h, head, 3))
		return;
	t->robust_list = 0;
	gaddr pending = h[2] & ~1u;
	for (uint32_t e = h[0], n = 0; (e & ~1u) != head && n < ROBUST_LIMIT; n++, e = next) {
		if (get_u32(&next, e & ~1u))
			break; /* once the futex is marked another thread may free it */
		if ((e & ~1u) != pending)
			owner_died((e & ~1u) + h[1], t->tid, e & 1, false);
	}
	if (pending)
		owner_died(pending + h[1], t->tid, h[2] & 1, true);
}
