/* What the files of the system-call layer share: access to guest structures,
 * blocking calls, and the state they keep per process and per thread. Functions
 * sys_NAME take the guest's arguments and return a value or the host's -errno;
 * the tables of package syscalls generate the rest. */
#ifndef SYS_H
#define SYS_H

#include "lock.h"
#include "mem.h"
#include "user.h"
#include "xlat.h"

#define PATH_MAX 4096
#define PAGE 4096u

/* STRUCT_ACCESS defines get_NAME, put_NAME and their _n forms for arrays, which
 * move structures of a declared layout between guest memory and the host's
 * form. They return 0 or -EFAULT. */
#define STRUCT_ACCESS(name, size) \
	__attribute__((unused)) static long get_##name##_n(struct host_##name *h, gaddr a, size_t n) \
	{ \
		uint8_t g[size]; \
		for (size_t i = 0; i < n; i++, a += (size)) { \
			if (copy_in(g, a, sizeof g)) \
				return -EFAULT; \
			name##_in(&h[i], g); \
		} \
		return 0; \
	} \
	__attribute__((unused)) static long put_##name##_n(gaddr a, const struct host_##name *h, size_t n) \
	{ \
		uint8_t g[size]; \
		for (size_t i = 0; i < n; i++, a += (size)) { \
			name##_out(g, &h[i]); \
			if (copy_out(a, g, sizeof g)) \
				return -EFAULT; \
		} \
		return 0; \
	} \
	__attribute__((unused)) static long get_##name(struct host_##name *h, gaddr a) { return get_##name##_n(h, a, 1); } \
	__attribute__((unused)) static long put_##name(gaddr a, const struct host_##name *h) { return put_##name##_n(a, h, 1); }

/* An ioctl request as the tables know it. */
struct ioctl_row {
	uint32_t guest, host;
	uint8_t kind, dir; /* enum ioctl_kind, IOC_IN | IOC_OUT */
	const char *name;
};
#define IOC_IN 1
#define IOC_OUT 2

#if defined GUEST_MIPS
#include "gen_linux_mips.h"
#define GUEST_SP SP        /* the stack pointer among gpr */
#define GUEST_RETURN_POPS 0 /* what a handler's return takes off the stack before sigreturn */
#define GUEST_ELF_MACHINE 8
#define GUEST_NSIG 128     /* the highest signal */
#define GUEST_SIGSET 16    /* bytes */
#define GUEST_LIMIT 0x7fff8000u /* end of user space */
#define GUEST_STACK_TOP 0x7fff0000u
#define GUEST_VDSO 1u /* its page; no page where there is none */
#define GUEST_MMAP_TOP 0x77000000u
#define GUEST_SHMLBA 0x40000u
#define GUEST_MACHINE "mips" /* in uname */
#define GUEST_PT_ABI 0x70000003u /* PT_MIPS_ABIFLAGS */
#elif defined GUEST_PPC
#include "gen_linux_ppc.h"
#define GUEST_SP SP
#define GUEST_RETURN_POPS 0
#define GUEST_ELF_MACHINE 20
#define GUEST_NSIG 64
#define GUEST_SIGSET 8
#define GUEST_LIMIT 0xc0000000u
#define GUEST_STACK_TOP 0xbfff0000u
#define GUEST_VDSO 0xbfff7000u
#define GUEST_MMAP_TOP 0xb7000000u
#define GUEST_SHMLBA 0x1000u
#define GUEST_MACHINE "ppc"
#elif defined GUEST_X86
#include "gen_linux_i386.h"
#define GUEST_SP ESP
#define GUEST_RETURN_POPS 8
#define GUEST_ELF_MACHINE 3
#define GUEST_NSIG 64
#define GUEST_SIGSET 8
#define GUEST_LIMIT 0xffffe000u /* as under a 64-bit kernel */
#define GUEST_STACK_TOP 0xffffc000u
#define GUEST_VDSO 1u
#define GUEST_MMAP_TOP 0xf7ffe000u
#define GUEST_SHMLBA 0x1000u
#define GUEST_MACHINE "i686"
#endif

/* Identities of 16 bits, which old calls have: all ones means none, and what
 * does not fit is shown as the one that stands for that.
 * [Linux include/linux/highuid.h] */
static inline int32_t id16_in(uint32_t v)
{
	return (uint16_t)v == 0xffff ? -1 : (int32_t)(uint16_t)v;
}
static inline long id16_out(long r)
{
	return r > 0xffff ? 65534 : r;
}

/* get_u32_n and the like move arrays of numbers in guest byte order. */
long get_u32_n(uint32_t *h, gaddr a, size_t n);
long put_u32_n(gaddr a, const uint32_t *h, size_t n);
long get_i64_n(int64_t *h, gaddr a, size_t n);
long put_i64_n(gaddr a, const int64_t *h, size_t n);
static inline long get_u32(uint32_t *h, gaddr a) { return get_u32_n(h, a, 1); }
static inline long put_u32(gaddr a, uint32_t v) { return put_u32_n(a, &v, 1); }

/* copy_string copies a string of the guest into buf. It returns the length,
 * -EFAULT, or -ENAMETOOLONG where it does not fit. */
long copy_string(char *buf, gaddr a, size_t size);

/* wait6 makes a host call that may block. When a signal is pending already, or
 * arrives before the host has started the call, it returns -ERESTARTSYS and
 * nothing has happened. wait_interrupt is what the handler of a host signal calls
 * to that end, with the ucontext that it may change. wait_queued does it for a
 * signal that the runtime queues: only the caller knows whether a handler of the
 * guest will run now, and whether that has SA_RESTART. */
long wait6(long nr, long a, long b, long c, long d, long e, long f);
void wait_interrupt(uint8_t *context);
void wait_queued(uint8_t *context, bool runs, bool restarts);

/* Results that are not for the guest's registers. */
#define ERESTARTSYS 512          /* nothing happened: run handlers, then the call again */
#define NO_RESULT (-0x7fffffffffffffffL) /* registers are set already; go on at st->pc */

/* Errors of the guest. errno_out turns a host errno into the guest's. */
static inline uint32_t errno_out(long e)
{
	return e > 0 && e < (long)(sizeof errno_out_table / sizeof *errno_out_table) ? errno_out_table[e] : (uint32_t)e;
}
static inline int errno_in(uint32_t e)
{
	return e < sizeof errno_in_table ? errno_in_table[e] : (int)e;
}

/* Signals. signal_in returns the host's number or -1 where it has none;
 * signal_out never fails. Sets: see sys_signal.c. */
static inline int signal_in(int g)
{
	if (g >= 0 && g < (int)sizeof signal_in_table)
		return g == 0 ? 0 : signal_in_table[g] ? signal_in_table[g] : -1;
	return g >= 32 && g <= 64 ? g : -1;
}
static inline int signal_out(int h)
{
	return h > 0 && h < (int)sizeof signal_out_table ? signal_out_table[h] : h;
}

/* A set of guest signals: bit s-1 of word (s-1)/32. */
struct sigset {
	uint32_t w[4];
};
uint64_t sigset_in(const struct sigset *g);            /* the host's set */
void sigset_out(struct sigset *g, uint64_t h);         /* signals the host lacks are absent */
long get_sigset(struct sigset *g, gaddr a, uint32_t size);  /* -EINVAL for a wrong size */
long put_sigset(gaddr a, const struct sigset *g);

/* What the guest asked for each signal; the index is the guest's number. */
struct guest_action {
	uint32_t handler; /* address, or 0 SIG_DFL, 1 SIG_IGN */
	uint32_t flags;   /* the guest's SA_* */
	uint32_t restorer;
	struct sigset mask;
};
#define guest_actions (thread_self()->actions)

/* siginfo_out writes the guest's 128-byte siginfo from the host's, siginfo_in
 * the reverse; both at most as much as the code says is there. */
#define SIGINFO_SIZE 128
void siginfo_out(uint8_t *g, const uint8_t *h);
void siginfo_in(uint8_t *h, const uint8_t *g);

/* signal_changed tells the host what the guest now does with a signal;
 * actions_lock keeps changes apart. */
void signal_changed(int sig);
extern struct lock actions_lock;

/* host_mask is the set the host blocks where the guest blocks set: never the
 * signals of faults, which the runtime itself needs. */
uint64_t host_mask(const struct sigset *set);

/* mask_begin reads the mask of a call that waits with another one, and puts it
 * in force for the guest; *host is what the host's call gets. A null address
 * changes nothing. mask_end comes after the call and returns its result. Where
 * a signal is pending then, the mask stays until that is delivered, and
 * thread.restore_saved says so. */
long mask_begin(gaddr a, uint32_t size, uint64_t *host);
long mask_end(gaddr a, long result);
uint32_t wstatus_out(uint32_t status); /* of wait4 */

/* A signal of those in HOST_FAULTS that somebody sent. */
enum { HELD_SIGNALS = 3 };
struct held_signal {
	bool present;
	uint8_t info[SIGINFO_SIZE];
};

enum {
	HOST_NSIG = 64,
	CARRIER = GUEST_NSIG > HOST_NSIG ? HOST_NSIG : 0, /* the host's signal that stands for those it lacks; 0: none */
};

/* What the runtime keeps for each thread; struct state has a pointer to it. */
struct thread {
	volatile uint32_t pending; /* a signal waits for delivery: wait6 must not start */
	volatile uint32_t due;     /* nor where one is in held */
	struct sigset blocked;     /* signals of the guest; those the host has are blocked there too */
	uint32_t alt_sp, alt_size, alt_flags; /* sigaltstack; flags has the guest's SS_DISABLE when unset */
	struct sigset waiting;     /* signals that sigwait waits for */
	struct sigset saved;       /* blocked before sigsuspend or another call with a mask */
	bool restore_saved;
	gaddr clear_tid;
	gaddr robust_list;
	uint32_t robust_size;

	/* Signals, see signal.c. */
	uint8_t info[SIGINFO_SIZE];      /* the host's siginfo of what is pending */
	struct held_signal held[HELD_SIGNALS]; /* see held_of */
	struct nest *nest;               /* innermost fault whose handler runs */
	struct guest_action *actions;    /* GUEST_NSIG + 1, shared as CLONE_SIGHAND says */

	/* Threads, see thread.c. */
	uint8_t *fd_kinds;               /* FD_TRACKED, shared as CLONE_FILES says */
	struct state *st;
	struct thread *next, *prev;
	void *stack;                     /* host stack: low end, size, where it begins */
	size_t stack_size;
	void *stack_top;
	uint64_t stack_limit;            /* of the state while no event is pending */
	int32_t pid, tid;
	gaddr ptid, ctid;                /* where the new thread's number goes */
	uint32_t go;                     /* 1: a new thread may run; 2: it waits for that */
	enum { LIFE_FIRST, LIFE_THREAD, LIFE_PROCESS, LIFE_VFORK } life;
};
static inline struct thread *thread_self(void)
{
	return self()->thread;
}
static inline gaddr guest_sp(void)
{
	return self()->gpr[GUEST_SP];
}

/* fd_kind says what read and write must convert. */
enum { FD_TRACKED = 4096 };
enum fd_kind {
	FD_PLAIN, FD_COUNTER, FD_INOTIFY, FD_SIGNAL, FD_NETLINK,
	FD_HASHED, /* a directory whose positions have 64 bits here and 32 for the guest */
};
enum fd_kind fd_kind(int fd);
void fd_set_kind(long fd, enum fd_kind kind); /* a negative fd is ignored */
void fd_copy_kind(int from, long to);
bool fd_reserved(int fd); /* the runtime's own: not for the guest */
int fd_reserve(int fd);   /* moves fd out of the guest's way and returns the new one */

/* The host's struct sigevent; the guest's is read by get_sigevent. */
struct host_sigevent {
	uint64_t value;
	int32_t signo, notify, tid;
	uint8_t pad[44];
};
long get_sigevent(struct host_sigevent *h, gaddr a);

/* get_iovecs reads an array of iovec; v has room for IOV_MAX. */
#define IOV_MAX 1024
static inline long get_iovecs(struct host_iovec *v, gaddr a, uint32_t n)
{
	return n > IOV_MAX ? -EINVAL : get_iovec_n(v, a, n);
}

/* get_timeout64 and put_timeout64 move a timespec of two 64-bit words, which the
 * calls with time64 in their names have. */
static inline long get_timeout64(struct host_timespec *ts, gaddr a)
{
	struct host_timespec64 t64;
	long r = get_timespec64(&t64, a);
	if (!r)
		*ts = (struct host_timespec){.tv_sec = t64.tv_sec, .tv_nsec = t64.tv_nsec};
	return r;
}
static inline long put_timeout64(gaddr a, const struct host_timespec *ts)
{
	struct host_timespec64 t64 = {.tv_sec = ts->tv_sec, .tv_nsec = ts->tv_nsec};
	return put_timespec64(a, &t64);
}

/* open_special opens files of /proc whose host content would be wrong. It
 * returns -ENOENT where path is not one of them. */
long open_special(const char *path, uint32_t host_flags);

/* own_exe returns what the guest knows as its program's file where path is
 * /proc/self/exe or the like, and that is not the output; otherwise NULL. */
const char *own_exe(const char *path);

/* The guest's auxiliary vector as it was at the start, in guest memory's form. */
enum { AUXV_PAIRS = 32 }; /* at most */
extern uint8_t guest_auxv[8 * AUXV_PAIRS];
extern uint32_t guest_auxv_size;

/* unsupported names something once under XLAT_TRACE. */
void unsupported(const char *what, uint32_t value);

/* A result the caller takes from elsewhere than the return value. */
void set_second_result(uint32_t v); /* pipe on MIPS */

#endif
