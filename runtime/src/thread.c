/* Threads: each has a guest state, a host stack and a record of its own, in one
 * block of host memory. Starting and ending them is the host kernel's work, apart
 * from numbers in guest memory that have another byte order. [man 2 clone] */
#include "code.h"
#include "misses.h"
#include "sigqueue.h"
#include "thread.h"

#include <asm/unistd.h>

enum {
	THREAD_STACK = 64 << 20, /* address space, not memory */
	MAP_STACK_ = 0x20000,
	CLONE_SIGNAL = 0xff,
	SS_DISABLE_ = 2,
	FUTEX_WAIT_PRIVATE = 128, FUTEX_WAKE_PRIVATE = 129,
};

/* What is at the upper end of a thread's host stack. */
struct block {
	struct state state;
	struct thread thread;
	struct guest_action actions[GUEST_NSIG + 1];
	uint8_t fd_kinds[FD_TRACKED];
};

static struct block first;

/* All threads of the process. */
static struct lock list_lock;
static struct thread *list = &first.thread;

/* The locks that fork must hold, in the order they are taken. */
static struct lock *const fork_locks[] = {&queue_lock, &list_lock, &actions_lock, &mem_lock, &code_lock};
enum { FORK_LOCKS = sizeof fork_locks / sizeof *fork_locks };

void lock_take(struct lock *l)
{
	struct state *me = self();
	uint32_t free = 0;

	if (__atomic_load_n(&l->owner, __ATOMIC_RELAXED) == me) {
		l->depth++;
		return;
	}
	if (!__atomic_compare_exchange_n(&l->word, &free, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
		while (__atomic_exchange_n(&l->word, 2, __ATOMIC_ACQUIRE) != 0)
			sys4(__NR_futex, (long)&l->word, FUTEX_WAIT_PRIVATE, 2, 0);
	__atomic_store_n(&l->owner, me, __ATOMIC_RELAXED);
	l->depth = 1;
}

void lock_give(struct lock *l)
{
	if (--l->depth > 0)
		return;
	__atomic_store_n(&l->owner, NULL, __ATOMIC_RELAXED);
	if (__atomic_exchange_n(&l->word, 0, __ATOMIC_RELEASE) == 2)
		sys3(__NR_futex, (long)&l->word, FUTEX_WAKE_PRIVATE, 1);
}

void thread_first(struct state *st, void *stack, size_t size)
{
	struct thread *t = &first.thread;
	t->alt_flags = SS_DISABLE_;
	t->actions = first.actions;
	t->fd_kinds = first.fd_kinds;
	t->st = st;
	t->stack = stack;
	t->stack_size = size;
	t->stack_top = (char *)stack + size;
	t->stack_limit = (uint64_t)stack + HOST_STACK_RESERVE;
	t->pid = (int32_t)sys0(__NR_getpid);
	t->tid = (int32_t)sys0(__NR_gettid);
	t->life = LIFE_FIRST;
	st->thread = t;
	st->stack_limit = t->stack_limit;
}

static void list_add(struct thread *t)
{
	LOCKED(&list_lock);
	t->prev = NULL;
	t->next = list;
	if (list != NULL)
		list->prev = t;
	list = t;
}

static void list_remove(struct thread *t)
{
	LOCKED(&list_lock);
	if (t->prev != NULL)
		t->prev->next = t->next;
	else
		list = t->next;
	if (t->next != NULL)
		t->next->prev = t->prev;
}

int32_t thread_taking(const struct thread *t, int sig)
{
	LOCKED(&list_lock);
	for (const struct thread *other = list; other != NULL; other = other->next)
		if (other != t && other->pid == t->pid && other->tid != 0 && signal_taken(other, sig))
			return other->tid;
	return 0;
}

bool thread_robust_list(int32_t tid, gaddr *head)
{
	LOCKED(&list_lock);
	for (struct thread *t = list; t != NULL; t = t->next)
		if (t->tid == tid) {
			*head = t->robust_list;
			return true;
		}
	return false;
}

/* clone_host makes a thread that calls thread_begin(st) on the stack that ends at
 * top. It returns in the caller only. */
long clone_host(long flags, void *top, void *ptid, long ctid, struct state *st);
__asm__(".text\n"
	".hidden clone_host\n"
	".globl clone_host\n"
	".type clone_host, @function\n"
	"clone_host:\n"
	"	sub $16, %rsi\n"
	"	mov %r8, (%rsi)\n"
	"	mov %rcx, %r10\n"
	"	xor %r8d, %r8d\n"
	"	mov $56, %eax\n"
	"	syscall\n"
	"	test %rax, %rax\n"
	"	jz 1f\n"
	"	ret\n"
	"1:	xor %ebp, %ebp\n"
	"	mov (%rsp), %rdi\n"
	"	call thread_begin\n"
	"	ud2\n");

/* unmap_exit frees the stack it runs on and makes the exit call nr. */
_Noreturn void unmap_exit(void *stack, size_t size, long nr, long status);
__asm__(".text\n"
	".hidden unmap_exit\n"
	".globl unmap_exit\n"
	".type unmap_exit, @function\n"
	"unmap_exit:\n"
	"	mov %rdx, %r12\n"
	"	mov %rcx, %r13\n"
	"	mov $11, %eax\n"
	"	syscall\n"
	"	mov %r12, %rax\n"
	"	mov %r13, %rdi\n"
	"	syscall\n"
	"	ud2\n");

/* wait_go waits until the creator has stored the number of the new thread where
 * the guest wants it. */
static void wait_go(struct thread *t)
{
	uint32_t none = 0;
	if (t->life == LIFE_VFORK)
		return; /* the creator waits itself */
	__atomic_compare_exchange_n(&t->go, &none, 2, false, __ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE);
	while (__atomic_load_n(&t->go, __ATOMIC_ACQUIRE) != 1)
		sys4(__NR_futex, (long)&t->go, FUTEX_WAIT_PRIVATE, 2, 0);
}

__attribute__((used)) _Noreturn void thread_begin(struct state *st)
{
	struct thread *t = st->thread;
	state_use(st);
	t->pid = (int32_t)sys0(__NR_getpid);
	t->tid = (int32_t)sys0(__NR_gettid);
	if (t->ptid)
		put_u32(t->ptid, (uint32_t)t->tid);
	if (t->ctid)
		put_u32(t->ctid, (uint32_t)t->tid);
	wait_go(t);
	signals_unblocked(t);
	run_on(st, t->stack_top);
}

/* block_new makes the block of a new thread: a copy of the caller's state. */
static struct block *block_new(const struct state *st, uint32_t flags)
{
	const struct thread *t = st->thread;
	size_t size = THREAD_STACK;
	long mem = -ENOMEM;
	for (; mem < 0 && size >= HOST_STACK_MIN; size /= 2)
		mem = sys6(__NR_mmap, 0, (long)size, 3,
			HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS | HOST_MAP_NORESERVE | MAP_STACK_, -1, 0);
	if (mem < 0)
		return NULL;
	size *= 2;
	struct block *b = (struct block *)((mem + (long)size - (long)sizeof *b) & -4096L);
	b->state = *st;
	b->state.self = &b->state;
	b->state.thread = &b->thread;
	b->state.event = 0;
	b->thread = (struct thread){
		.blocked = t->blocked, .st = &b->state, .alt_flags = SS_DISABLE_,
		.actions = t->actions, .fd_kinds = t->fd_kinds,
		.stack = (void *)mem, .stack_size = size, .stack_top = b,
		.stack_limit = (uint64_t)mem + HOST_STACK_RESERVE,
		.life = flags & HOST_CLONE_THREAD ? LIFE_THREAD : flags & HOST_CLONE_VFORK ? LIFE_VFORK : LIFE_PROCESS,
	};
	b->state.stack_limit = b->thread.stack_limit;
	if (flags & HOST_CLONE_VFORK) {
		b->thread.alt_sp = t->alt_sp;
		b->thread.alt_size = t->alt_size;
		b->thread.alt_flags = t->alt_flags;
	}
	if (!(flags & HOST_CLONE_SIGHAND)) {
		memcpy(b->actions, t->actions, sizeof b->actions);
		b->thread.actions = b->actions;
	}
	if (!(flags & HOST_CLONE_FILES)) {
		memcpy(b->fd_kinds, t->fd_kinds, sizeof b->fd_kinds);
		b->thread.fd_kinds = b->fd_kinds;
	}
	return b;
}

/* The arguments of clone. */
struct clone {
	uint32_t flags; /* with the guest's signal in the low byte */
	gaddr stack, ptid, tls, ctid, pidfd;
};

/* child_state sets the registers that the arguments say. */
static long child_state(struct state *st, const struct clone *c)
{
	if (c->stack)
		st->gpr[GUEST_SP] = c->stack;
	return c->flags & HOST_CLONE_SETTLS ? child_tls(st, c->tls) : 0;
}

/* The flags the host's call is not given: the runtime does their work. */
#define OWN_FLAGS (HOST_CLONE_SETTLS | HOST_CLONE_PARENT_SETTID | HOST_CLONE_CHILD_SETTID | HOST_CLONE_PIDFD | \
	HOST_CLONE_DETACHED | CLONE_SIGNAL)

/* share is clone with shared memory: a thread, or a child that soon executes
 * something else. */
static long share(const struct clone *c, int sig)
{
	struct state *st = self(), child = *st;
	long r = child_state(&child, c);
	if (r < 0)
		return r;
	child_begin(&child);
	struct block *b = block_new(&child, c->flags);
	if (b == NULL)
		return -EAGAIN;
	struct thread *t = &b->thread;
	int32_t fd = -1;
	bool vfork = c->flags & HOST_CLONE_VFORK;
	uint32_t flags = (c->flags & ~(uint32_t)OWN_FLAGS) | (uint32_t)sig | (c->pidfd ? HOST_CLONE_PIDFD : 0);

	t->ptid = c->flags & HOST_CLONE_PARENT_SETTID ? c->ptid : 0;
	t->ctid = c->flags & HOST_CLONE_CHILD_SETTID ? c->ctid : 0;
	t->clear_tid = c->flags & HOST_CLONE_CHILD_CLEARTID ? c->ctid : 0;
	if (t->life == LIFE_VFORK && !vfork)
		t->life = LIFE_PROCESS;
	if (!vfork)
		list_add(t);
	signals_pause();
	r = clone_host(flags, t->stack_top, &fd, c->ctid, &b->state);
	if (r > 0) {
		if (t->ptid)
			put_u32(t->ptid, (uint32_t)r);
		if (c->pidfd)
			put_u32(c->pidfd, (uint32_t)fd);
	}
	if (r > 0 && !vfork) {
		if (__atomic_exchange_n(&t->go, 1, __ATOMIC_RELEASE) == 2)
			sys3(__NR_futex, (long)&t->go, FUTEX_WAKE_PRIVATE, 1);
	} else {
		if (!vfork)
			list_remove(t);
		sys2(__NR_munmap, (long)t->stack, (long)t->stack_size);
	}
	signals_unblocked(st->thread);
	return r;
}

/* forked puts the records right in a new process. */
static void forked(struct thread *t, const struct clone *c)
{
	misses_forget();
	t->pending = t->due = 0;
	queue_empty();
	for (int i = 0; i < HELD_SIGNALS; i++)
		t->held[i].present = false;
	t->next = t->prev = NULL;
	list = t;
	t->pid = (int32_t)sys0(__NR_getpid);
	t->tid = (int32_t)sys0(__NR_gettid);
	t->clear_tid = c->flags & HOST_CLONE_CHILD_CLEARTID ? c->ctid : 0;
	t->robust_list = 0;
	t->life = LIFE_FIRST;
	t->st->event = 0;
	t->st->stack_limit = t->stack_limit;
	if (c->flags & HOST_CLONE_CHILD_SETTID)
		put_u32(c->ctid, (uint32_t)t->tid);
}

/* copy is clone with a copy of memory. */
static long copy(const struct clone *c, int sig)
{
	struct state *st = self(), child = *st;
	struct thread *t = st->thread;
	int32_t fd = -1;
	long r = child_state(&child, c);
	if (r < 0)
		return r;
	uint32_t flags = (c->flags & ~(uint32_t)OWN_FLAGS) | (uint32_t)sig | (c->pidfd ? HOST_CLONE_PIDFD : 0);

	signals_pause();
	for (int i = 0; i < FORK_LOCKS; i++)
		lock_take(fork_locks[i]);
	r = sys5(__NR_clone, flags, 0, (long)&fd, c->ctid, 0);
	for (int i = FORK_LOCKS; i-- > 0;)
		lock_give(fork_locks[i]);
	if (r == 0) {
		forked(t, c);
		child_state(st, c);
	}
	signals_unblocked(t);
	if (r > 0 && (c->flags & HOST_CLONE_PARENT_SETTID))
		put_u32(c->ptid, (uint32_t)r);
	if (r > 0 && c->pidfd)
		put_u32(c->pidfd, (uint32_t)fd);
	return r;
}

static long spawn(const struct clone *c)
{
	int sig = signal_in((int)(c->flags & CLONE_SIGNAL));
	if (sig < 0)
		return -EINVAL;
	return c->flags & HOST_CLONE_VM ? share(c, sig) : copy(c, sig);
}

long sys_clone(uint32_t flags, gaddr stack, gaddr ptid, gaddr tls, gaddr ctid)
{
	return spawn(&(struct clone){flags, stack, ptid, tls, ctid, flags & HOST_CLONE_PIDFD ? ptid : 0});
}

long sys_fork(void)
{
	return spawn(&(struct clone){.flags = GUEST_SIGCHLD});
}

long sys_vfork(void)
{
	return spawn(&(struct clone){.flags = HOST_CLONE_VM | HOST_CLONE_VFORK | GUEST_SIGCHLD});
}

/* clone3's arguments are 64-bit numbers, the same on every machine. What clone
 * cannot say is refused in the way that makes C libraries fall back on it. */
long sys_clone3(gaddr args, uint32_t size)
{
	enum { FLAGS, PIDFD, CHILD_TID, PARENT_TID, EXIT_SIGNAL, STACK, STACK_SIZE, TLS, N };
	int64_t a[N];
	if (size < sizeof a)
		return -EINVAL;
	if (get_i64_n(a, args, N))
		return -EFAULT;
	for (uint32_t i = N; i < size / 8; i++) {
		int64_t v;
		if (get_i64_n(&v, args + 8 * i, 1))
			return -EFAULT;
		if (v) /* set_tid and cgroup */
			return -ENOSYS;
	}
	if ((uint64_t)a[FLAGS] >> 32)
		return -ENOSYS;
	if ((a[FLAGS] & CLONE_SIGNAL) || (uint64_t)a[EXIT_SIGNAL] > 127)
		return -EINVAL;
	return spawn(&(struct clone){
		.flags = (uint32_t)a[FLAGS] | (uint32_t)a[EXIT_SIGNAL],
		.stack = a[STACK] ? (gaddr)(a[STACK] + a[STACK_SIZE]) : 0,
		.ptid = (gaddr)a[PARENT_TID], .tls = (gaddr)a[TLS], .ctid = (gaddr)a[CHILD_TID],
		.pidfd = a[FLAGS] & HOST_CLONE_PIDFD ? (gaddr)a[PIDFD] : 0,
	});
}

/* The kernel clears the word and wakes those who wait for it; zero is the same
 * in every byte order. */
long sys_set_tid_address(gaddr a)
{
	thread_self()->clear_tid = a;
	return sys1(__NR_set_tid_address, a);
}

/* A signal that came before the call is handled before it. */
long sys_exit(int32_t status)
{
	struct thread *t = thread_self();
	signals_pause();
	if (t->pending)
		return -ERESTARTSYS;
	misses_write();
	robust_exit(t);
	queue_forget(t);
	if (t->life == LIFE_VFORK)
		return sys1(__NR_exit, status);
	list_remove(t);
	unmap_exit(t->stack, t->stack_size, __NR_exit, status);
}

long sys_exit_group(int32_t status)
{
	struct thread *t = thread_self();
	misses_write();
	if (t->life == LIFE_VFORK) {
		robust_exit(t);
		return sys1(__NR_exit_group, status);
	}
	lock_take(&list_lock);
	for (struct thread *other = list; other != NULL; other = other->next)
		if (other->pid == t->pid)
			robust_exit(other);
	lock_give(&list_lock);
	if (t->life != LIFE_PROCESS)
		return sys1(__NR_exit_group, status);
	/* A process of its own whose stack is in memory it shared. */
	signals_pause();
	list_remove(t);
	unmap_exit(t->stack, t->stack_size, __NR_exit_group, status);
}
