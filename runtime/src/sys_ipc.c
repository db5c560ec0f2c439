/* System V IPC: the structures of control calls, messages, and the one number
 * through which C libraries of 32-bit machines make all these calls. */
#include "sys.h"
#include <asm/unistd.h>

enum {
	IPC_RMID = 0, IPC_SET = 1, IPC_STAT = 2, IPC_INFO = 3, IPC_64 = 0x100,
	MSG_STAT = 11, MSG_INFO = 12, MSG_STAT_ANY = 13,
	SHM_LOCK = 11, SHM_UNLOCK = 12, SHM_STAT = 13, SHM_INFO = 14, SHM_STAT_ANY = 15,
	GETPID = 11, GETVAL = 12, GETALL = 13, GETNCNT = 14, GETZCNT = 15, SETVAL = 16, SETALL = 17,
	SEM_STAT = 18, SEM_INFO = 19, SEM_STAT_ANY = 20,
};

/* semtimedop does both semop and semtimedop. */
static long semaphores(int32_t id, gaddr ops, uint32_t n, const struct host_timespec *timeout)
{
	struct host_sembuf s[500];
	if (n > 500)
		return -E2BIG;
	if (get_sembuf_n(s, ops, n))
		return -EFAULT;
	return wait6(__NR_semtimedop, id, (long)s, n, (long)timeout, 0, 0);
}

long sys_semtimedop(int32_t id, gaddr ops, uint32_t n, gaddr timeout)
{
	struct host_timespec ts;
	if (timeout && get_timespec(&ts, timeout))
		return -EFAULT;
	return semaphores(id, ops, n, timeout ? &ts : NULL);
}

long sys_semtimedop_time64(int32_t id, gaddr ops, uint32_t n, gaddr timeout)
{
	struct host_timespec ts = {0};
	if (timeout && get_timeout64(&ts, timeout))
		return -EFAULT;
	return semaphores(id, ops, n, timeout ? &ts : NULL);
}

/* semid_out writes the guest's semid_ds; the guest's has the upper halves of the
 * times elsewhere. */
static long semid_out(gaddr a, const struct host_semid_ds *h)
{
	uint8_t g[GUEST_SEMID_DS_SIZE];
	semid_ds_out(g, h);
#ifdef GUEST_SEMID_DS_sem_otime_high
	put32(g + GUEST_SEMID_DS_sem_otime_high, (uint32_t)(h->sem_otime >> 32));
	put32(g + GUEST_SEMID_DS_sem_ctime_high, (uint32_t)(h->sem_ctime >> 32));
#endif
	return copy_out(a, g, sizeof g) ? -EFAULT : 0;
}

static long all_values(int32_t id, uint32_t cmd, gaddr a)
{
	struct host_semid_ds ds;
	uint16_t v[1024];
	long r = sys4(__NR_semctl, id, 0, IPC_STAT, (long)&ds);
	if (r < 0)
		return r;
	if (ds.sem_nsems > sizeof v / sizeof *v)
		return -ENOMEM;
	size_t n = (size_t)ds.sem_nsems;
	if (cmd == SETALL) {
		if (copy_in(v, a, 2 * n))
			return -EFAULT;
		for (size_t i = 0; i < n; i++)
			v[i] = swap16(v[i]);
		return sys4(__NR_semctl, id, 0, SETALL, (long)v);
	}
	r = sys4(__NR_semctl, id, 0, GETALL, (long)v);
	if (r < 0)
		return r;
	for (size_t i = 0; i < n; i++)
		v[i] = swap16(v[i]);
	return copy_out(a, v, 2 * n) ? -EFAULT : r;
}

/* semctl. arg is the union semun: a number or an address. */
long sys_semctl(int32_t id, int32_t num, uint32_t command, uint32_t arg)
{
	uint32_t cmd = command & ~(uint32_t)IPC_64;
	struct host_semid_ds ds;
	struct host_seminfo info;
	long r;
	switch (cmd) {
	case GETVAL: case GETPID: case GETNCNT: case GETZCNT: case IPC_RMID:
		return sys4(__NR_semctl, id, num, cmd, 0);
	case SETVAL:
		return sys4(__NR_semctl, id, num, cmd, (int32_t)arg);
	case GETALL: case SETALL:
		return all_values(id, cmd, arg);
	case IPC_STAT: case SEM_STAT: case SEM_STAT_ANY:
		r = sys4(__NR_semctl, id, num, cmd, (long)&ds);
		return r >= 0 && semid_out(arg, &ds) ? -EFAULT : r;
	case IPC_SET:
		if (get_semid_ds(&ds, arg))
			return -EFAULT;
		return sys4(__NR_semctl, id, num, cmd, (long)&ds);
	case IPC_INFO: case SEM_INFO:
		r = sys4(__NR_semctl, id, num, cmd, (long)&info);
		return r >= 0 && put_seminfo(arg, &info) ? -EFAULT : r;
	}
	return -EINVAL;
}

static long shmid_out(gaddr a, const struct host_shmid_ds *h)
{
	uint8_t g[GUEST_SHMID_DS_SIZE];
	shmid_ds_out(g, h);
#if defined GUEST_MIPS
	put16(g + GUEST_SHMID_DS_shm_atime_high, (uint16_t)(h->shm_atime >> 32));
	put16(g + GUEST_SHMID_DS_shm_dtime_high, (uint16_t)(h->shm_dtime >> 32));
	put16(g + GUEST_SHMID_DS_shm_ctime_high, (uint16_t)(h->shm_ctime >> 32));
#elif defined GUEST_X86
	put32(g + GUEST_SHMID_DS_shm_atime_high, (uint32_t)(h->shm_atime >> 32));
	put32(g + GUEST_SHMID_DS_shm_dtime_high, (uint32_t)(h->shm_dtime >> 32));
	put32(g + GUEST_SHMID_DS_shm_ctime_high, (uint32_t)(h->shm_ctime >> 32));
#endif
	return copy_out(a, g, sizeof g) ? -EFAULT : 0;
}

long sys_shmctl(int32_t id, uint32_t command, gaddr a)
{
	uint32_t cmd = command & ~(uint32_t)IPC_64;
	struct host_shmid_ds ds;
	struct host_shminfo info;
	struct host_shm_info used;
	long r;
	switch (cmd) {
	case IPC_RMID: case SHM_LOCK: case SHM_UNLOCK:
		return sys3(__NR_shmctl, id, cmd, 0);
	case IPC_STAT: case SHM_STAT: case SHM_STAT_ANY:
		r = sys3(__NR_shmctl, id, cmd, (long)&ds);
		return r >= 0 && shmid_out(a, &ds) ? -EFAULT : r;
	case IPC_SET:
		if (get_shmid_ds(&ds, a))
			return -EFAULT;
		return sys3(__NR_shmctl, id, cmd, (long)&ds);
	case IPC_INFO:
		r = sys3(__NR_shmctl, id, cmd, (long)&info);
		if (r < 0)
			return r;
		if (info.shmmax > 0x7fffffff)
			info.shmmax = 0x7fffffff;
		if (info.shmall > 0x7fffffff)
			info.shmall = 0x7fffffff;
		return put_shminfo(a, &info) ? -EFAULT : r;
	case SHM_INFO:
		r = sys3(__NR_shmctl, id, cmd, (long)&used);
		return r >= 0 && put_shm_info(a, &used) ? -EFAULT : r;
	}
	return -EINVAL;
}

long sys_msgctl(int32_t id, uint32_t command, gaddr a)
{
	uint32_t cmd = command & ~(uint32_t)IPC_64;
	struct host_msqid_ds ds;
	struct host_msginfo info;
	long r;
	switch (cmd) {
	case IPC_RMID:
		return sys3(__NR_msgctl, id, cmd, 0);
	case IPC_STAT: case MSG_STAT: case MSG_STAT_ANY:
		r = sys3(__NR_msgctl, id, cmd, (long)&ds);
		return r >= 0 && put_msqid_ds(a, &ds) ? -EFAULT : r;
	case IPC_SET:
		if (get_msqid_ds(&ds, a))
			return -EFAULT;
		return sys3(__NR_msgctl, id, cmd, (long)&ds);
	case IPC_INFO: case MSG_INFO:
		r = sys3(__NR_msgctl, id, cmd, (long)&info);
		return r >= 0 && put_msginfo(a, &info) ? -EFAULT : r;
	}
	return -EINVAL;
}

/* A message is a long and bytes after it. The host's copy is made in memory of
 * its own, as messages can be large. */
static long *message(uint32_t size, long *mapped)
{
	*mapped = (long)size + 8;
	long mem = sys6(__NR_mmap, 0, *mapped, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	return mem < 0 ? NULL : (long *)mem;
}

long sys_msgsnd(int32_t id, gaddr a, uint32_t size, uint32_t flags)
{
	uint32_t type;
	long mapped;
	if ((int32_t)size < 0)
		return -EINVAL;
	if (get_u32(&type, a))
		return -EFAULT;
	long *m = message(size, &mapped);
	if (!m)
		return -ENOMEM;
	*m = (int32_t)type;
	long r = copy_in(m + 1, a + 4, size);
	if (r == 0)
		r = wait6(__NR_msgsnd, id, (long)m, size, flags, 0, 0);
	sys2(__NR_munmap, (long)m, mapped);
	return r;
}

long sys_msgrcv(int32_t id, gaddr a, uint32_t size, int32_t type, uint32_t flags)
{
	long mapped;
	if ((int32_t)size < 0)
		return -EINVAL;
	long *m = message(size, &mapped);
	if (!m)
		return -ENOMEM;
	long r = wait6(__NR_msgrcv, id, (long)m, size, type, flags, 0);
	if (r >= 0 && (put_u32(a, (uint32_t)*m) || copy_out(a + 4, m + 1, (size_t)r)))
		r = -EFAULT;
	sys2(__NR_munmap, (long)m, mapped);
	return r;
}

/* old_form reports whether a control call through ipc wants structures older
 * than those of 32-bit identities, which are not known here. MIPS never had
 * them. */
static bool old_form(const char *call, uint32_t command)
{
	uint32_t cmd = command & ~(uint32_t)IPC_64;
#ifdef GUEST_MIPS
	return false;
#endif
	if ((command & IPC_64) || cmd == IPC_RMID || (cmd > IPC_INFO && cmd < SEM_STAT))
		return false;
	unsupported(call, command);
	return true;
}

/* ipc: all the calls above through one number. The upper half of call is a
 * version, which matters to msgrcv. [man 2 ipc] */
long sys_ipc(uint32_t call, uint32_t first, uint32_t second, uint32_t third, gaddr ptr, uint32_t fifth)
{
	enum {
		SEMOP = 1, SEMGET, SEMCTL, SEMTIMEDOP, MSGSND = 11, MSGRCV, MSGGET, MSGCTL, SHMAT = 21, SHMDT, SHMGET, SHMCTL,
	};
	int32_t id = (int32_t)first;
	uint32_t word[2];
	long r;
	switch (call & 0xffff) {
	case SEMOP: return sys_semtimedop(id, ptr, second, 0);
	case SEMTIMEDOP: return sys_semtimedop(id, ptr, second, fifth);
	case SEMGET: return sys3(__NR_semget, id, (int32_t)second, (int32_t)third);
	case SEMCTL:
		if (!ptr)
			return -EINVAL;
		if (get_u32(word, ptr)) /* the union is behind the pointer */
			return -EFAULT;
		if (old_form("semctl through ipc", third))
			return -EINVAL;
		return sys_semctl(id, (int32_t)second, third, word[0]);
	case MSGSND: return sys_msgsnd(id, ptr, second, third);
	case MSGRCV:
		if (call >> 16 == 0) {
			if (!ptr)
				return -EINVAL;
			if (get_u32_n(word, ptr, 2))
				return -EFAULT;
			return sys_msgrcv(id, word[0], second, (int32_t)word[1], third);
		}
		return sys_msgrcv(id, ptr, second, (int32_t)fifth, third);
	case MSGGET: return sys2(__NR_msgget, id, (int32_t)second);
	case MSGCTL: return old_form("msgctl through ipc", second) ? -EINVAL : sys_msgctl(id, second, ptr);
	case SHMAT:
		if (call >> 16 == 1)
			return -EINVAL;
		r = sys_shmat(id, ptr, second);
		if (r < 0)
			return r;
		return put_u32(third, (uint32_t)r);
	case SHMDT: return sys_shmdt(ptr);
	case SHMGET: return sys3(__NR_shmget, id, second, (int32_t)third);
	case SHMCTL: return old_form("shmctl through ipc", second) ? -EINVAL : sys_shmctl(id, second, ptr);
	}
	return -ENOSYS;
}
