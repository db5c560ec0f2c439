/* Signals that the runtime queues itself. Those of memory faults are never blocked
 * on the host, as the runtime's own copies raise them, so one that somebody sends
 * may have to wait here. Signals the host lacks, 65 to 127 of MIPS, travel between
 * threads and processes as CARRIER, which the host never blocks either, with a tag
 * in the siginfo that says which one it is. [man 7 signal, man 2 rt_sigqueueinfo] */
#include "sigqueue.h"

#include "thread.h"

#include <asm/unistd.h>

enum {
	INFO_CODE = 8, /* of the host's siginfo */
	INFO_TAG = 28, /* the half of the value that guests have no use for */
	INFO_TRUE_CODE = 32,
	INFO_TIMER = 16, INFO_OVERRUN = 20,
	TAG = 0x584c5400, TAG_NUMBER = 0x7f, TAG_DIRECTED = 0x80,
	QUEUE_LIMIT = 1 << 14, /* beyond it sending fails */
	CHUNK = 64,
};

/* A signal in the queue. */
struct entry {
	struct entry *next;
	int32_t pid, tid; /* of the thread that it is for; 0: any of the process */
	int sig;          /* the guest's */
	uint8_t info[SIGINFO_SIZE];
};

struct lock queue_lock;
static struct entry *queue, *unused; /* oldest first */
static uint32_t length;

static uint32_t word(const uint8_t *info, int at)
{
	uint32_t v;
	memcpy(&v, info + at, 4);
	return v;
}

static void set_word(uint8_t *info, int at, uint32_t v)
{
	memcpy(info + at, &v, 4);
}

/* tag says in a siginfo which signal it is about, and whether for one thread. The
 * kernel lets nobody send codes of its own to others. */
static void tag(uint8_t *info, int sig, bool directed)
{
	set_word(info, INFO_TAG, TAG | (directed ? TAG_DIRECTED : 0) | (uint32_t)sig);
	set_word(info, INFO_TRUE_CODE, word(info, INFO_CODE));
	set_word(info, INFO_CODE, (uint32_t)HOST_SI_QUEUE);
}

static bool tagged(const uint8_t *info)
{
	return (word(info, INFO_TAG) & ~(uint32_t)(TAG_NUMBER | TAG_DIRECTED)) == TAG;
}

int queue_number(const uint8_t *info)
{
	return tagged(info) ? (int)(word(info, INFO_TAG) & TAG_NUMBER) : CARRIER;
}

void queue_untag(uint8_t *info)
{
	if (!tagged(info))
		return;
	if ((int32_t)word(info, INFO_CODE) == HOST_SI_QUEUE)
		set_word(info, INFO_CODE, word(info, INFO_TRUE_CODE));
	set_word(info, INFO_TAG, 0);
	set_word(info, INFO_TRUE_CODE, 0);
}

void queue_event(struct host_sigevent *e, int sig)
{
	const int thread_id = 4; /* SIGEV_THREAD_ID */
	e->signo = CARRIER;
	e->value |= (uint64_t)(TAG | (e->notify == thread_id ? TAG_DIRECTED : 0) | (uint32_t)sig) << 32;
}

static struct entry *entry_new(void)
{
	if (unused == NULL) {
		long p = sys6(__NR_mmap, 0, CHUNK * sizeof *unused, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
		if (p < 0)
			return NULL;
		for (int i = 0; i < CHUNK; i++) {
			struct entry *e = (struct entry *)p + i;
			e->next = unused;
			unused = e;
		}
	}
	struct entry *e = unused;
	unused = e->next;
	return e;
}

static void drop(struct entry **at)
{
	struct entry *e = *at;
	__atomic_store_n(at, e->next, __ATOMIC_RELAXED);
	e->next = unused;
	unused = e;
	length--;
}

/* merge reports whether a signal is in the queue already, as the kernel keeps
 * standard signals and those of a timer only once. */
static bool merge(const struct entry *new)
{
	for (struct entry *e = queue; e != NULL; e = e->next) {
		if (e->sig != new->sig || e->pid != new->pid || e->tid != new->tid)
			continue;
		if (new->sig < 32)
			return true;
		if ((int32_t)word(new->info, INFO_CODE) == HOST_SI_TIMER && word(e->info, INFO_CODE) == word(new->info, INFO_CODE) &&
			word(e->info, INFO_TIMER) == word(new->info, INFO_TIMER)) {
			set_word(e->info, INFO_OVERRUN, word(e->info, INFO_OVERRUN) + word(new->info, INFO_OVERRUN) + 1);
			return true;
		}
	}
	return false;
}

/* put appends to the queue and returns the link to what is new there, or NULL. */
static struct entry **put(const struct entry *new)
{
	struct entry **end = &queue, *e = entry_new();
	if (e == NULL)
		return NULL;
	*e = *new;
	e->next = NULL;
	while (*end != NULL)
		end = &(*end)->next;
	__atomic_store_n(end, e, __ATOMIC_SEQ_CST);
	length++;
	return end;
}

/* place queues a signal that came to thread t, for itself or for any thread of its
 * process. In that case it goes to another thread where t blocks it and that one
 * takes it. A thread that changes what it takes then looks into the queue, so the
 * queue comes first here. */
static long place(struct thread *t, struct entry *e)
{
	LOCKED(&queue_lock);
	if (merge(e))
		return 0;
	struct entry **at = put(e);
	if (at == NULL)
		return -EAGAIN;
	if (signal_taken(t, e->sig))
		signals_event(t->st);
	else if (e->tid == 0) {
		int32_t other = thread_taking(t, e->sig);
		if (other == 0)
			return 0;
		drop(at);
		tag(e->info, e->sig, false);
		return sys4(__NR_rt_tgsigqueueinfo, e->pid, other, e->sig > HOST_NSIG ? CARRIER : signal_in(e->sig), (long)e->info);
	}
	return 0;
}

void queue_arrived(struct thread *t, const uint8_t *info)
{
	struct entry e = {.pid = t->pid};
	memcpy(e.info, info, sizeof e.info);
	e.sig = signal_out((int)word(info, 0));
	bool directed = (int32_t)word(info, INFO_CODE) == HOST_SI_TKILL;
	if (tagged(info)) {
		e.sig = (int)(word(info, INFO_TAG) & TAG_NUMBER);
		directed = word(info, INFO_TAG) & TAG_DIRECTED;
		queue_untag(e.info);
	}
	if (e.sig > HOST_NSIG)
		set_word(e.info, 0, (uint32_t)e.sig);
	e.tid = directed ? t->tid : 0;
	if (place(t, &e) < 0)
		say("no memory for signal %d", e.sig);
}

/* catches reports whether a process has a handler for CARRIER, as every process of
 * a guest that has these signals does. [man 5 proc] */
static bool catches(int32_t pid)
{
	static const char field[] = "\nSigCgt:\t";
	char buf[4096];
	format(buf, sizeof buf, "/proc/%d/status", pid);
	long fd = sys4(__NR_openat, -100, (long)buf, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
	if (fd < 0)
		return false;
	long n = sys3(__NR_read, fd, (long)buf, sizeof buf);
	sys1(__NR_close, fd);
	for (long i = 0; i + (long)sizeof field <= n; i++)
		if (memcmp(buf + i, field, sizeof field - 1) == 0)
			return buf[i + (long)sizeof field - 1] >= '8'; /* the highest of 64 bits */
	return false;
}

long queue_send(int32_t pid, int32_t tid, int sig, const uint8_t *info)
{
	struct thread *t = thread_self();
	struct entry e = {.pid = pid, .tid = tid, .sig = sig};
	memcpy(e.info, info, sizeof e.info);
	set_word(e.info, 0, (uint32_t)sig);
	if (pid == t->pid && (tid == 0 || tid == t->tid))
		return length < QUEUE_LIMIT ? place(t, &e) : -EAGAIN;
	if (pid > 0 && pid != t->pid) {
		long r = sys2(__NR_kill, pid, 0);
		if (r < 0)
			return r;
	}
	if (pid <= 0 || (pid != t->pid && !catches(pid))) {
		unsupported("signal to a process group or a program for another machine", (uint32_t)sig);
		return -EINVAL;
	}
	tag(e.info, sig, tid != 0);
	return tid != 0 ? sys4(__NR_rt_tgsigqueueinfo, pid, tid, CARRIER, (long)e.info)
		: sys3(__NR_rt_sigqueueinfo, pid, CARRIER, (long)e.info);
}

static bool is_for(const struct entry *e, const struct thread *t)
{
	return e->pid == t->pid && (e->tid == 0 || e->tid == t->tid);
}

/* find returns where the first signal in set that is for t is linked, or NULL: the
 * lowest number, and of one number the eldest. */
static struct entry **find(const struct thread *t, const struct sigset *set)
{
	struct entry **first = NULL;
	for (struct entry **e = &queue; *e != NULL; e = &(*e)->next)
		if (is_for(*e, t) && sigset_has(set, (*e)->sig) && (first == NULL || (*e)->sig < (*first)->sig))
			first = e;
	return first;
}

int queue_take(const struct thread *t, const struct sigset *set, uint8_t *info)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST); /* what the thread takes is stored before */
	if (__atomic_load_n(&queue, __ATOMIC_ACQUIRE) == NULL)
		return 0;
	LOCKED(&queue_lock);
	struct entry **at = find(t, set);
	if (at == NULL)
		return 0;
	int sig = (*at)->sig;
	memcpy(info, (*at)->info, SIGINFO_SIZE);
	drop(at);
	return sig;
}

bool queue_has(const struct thread *t, const struct sigset *set)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	if (__atomic_load_n(&queue, __ATOMIC_ACQUIRE) == NULL)
		return false;
	LOCKED(&queue_lock);
	return find(t, set) != NULL;
}

void queue_pending(const struct thread *t, struct sigset *set)
{
	LOCKED(&queue_lock);
	for (const struct entry *e = queue; e != NULL; e = e->next)
		if (is_for(e, t))
			set->w[(e->sig - 1) / 32] |= 1u << ((e->sig - 1) % 32);
}

void queue_forget(const struct thread *t)
{
	LOCKED(&queue_lock);
	for (struct entry **e = &queue; *e != NULL;)
		if ((*e)->pid == t->pid && (*e)->tid == t->tid)
			drop(e);
		else
			e = &(*e)->next;
}

void queue_empty(void)
{
	while (queue != NULL)
		drop(&queue);
}
