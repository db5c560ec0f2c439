/* Passing on a program to execute. The next output is executed by descriptor,
 * so the kernel tells it that number, as the name /dev/fd/N; the descriptor
 * after that one is a file in memory with what else there is to say. */
#include "handoff.h"

#include "start.h"

#include <asm/unistd.h>

enum { AT_FDCWD_ = -100, AT_EMPTY_PATH_ = 0x1000, PR_SET_NAME_ = 15, MFD_CLOEXEC_ = 1 };

static const char magic[8] = "xlatexec";
static const char execfn[] = "/dev/fd/";

static struct handoff taken;
static int kept = -1;

/* write_note returns a file in memory that holds h. */
static long write_note(const struct handoff *h)
{
	long fd = sys2(__NR_memfd_create, (long)"exec", MFD_CLOEXEC_);
	if (fd >= 0 && sys3(__NR_write, fd, (long)h, sizeof *h) != sizeof *h) {
		sys1(__NR_close, fd);
		return -ENOMEM;
	}
	return fd;
}

/* neighbours finds two free numbers in a row for copies of exe and note; it
 * returns the first, or -errno. */
static long neighbours(long exe, long note)
{
	for (long from = 0;;) {
		long first = sys3(__NR_fcntl, exe, HOST_F_DUPFD_CLOEXEC, from);
		if (first < 0)
			return first;
		long second = sys3(__NR_fcntl, note, HOST_F_DUPFD, first + 1);
		if (second == first + 1)
			return first;
		sys1(__NR_close, first);
		if (second < 0)
			return second;
		sys1(__NR_close, second);
		from = second;
	}
}

long handoff_exec(int exe, struct handoff *h, uint64_t *argv, uint64_t *envp)
{
	memcpy(h->magic, magic, sizeof magic);
	long note = write_note(h);
	if (note < 0)
		return note;
	long fd = neighbours(exe, note);
	sys1(__NR_close, note);
	if (fd < 0)
		return fd;
	long r = wait6(__NR_execveat, fd, (long)"", (long)argv, (long)envp, AT_EMPTY_PATH_, 0);
	sys1(__NR_close, fd);
	sys1(__NR_close, fd + 1);
	return r;
}

/* number parses a decimal number that is all of s; -1 where it is none. */
static long number(const char *s)
{
	long n = 0;
	if (*s == 0)
		return -1;
	for (; *s != 0; s++) {
		if (*s < '0' || *s > '9' || n > 1 << 20)
			return -1;
		n = 10 * n + *s - '0';
	}
	return n;
}

const struct handoff *handoff_take(void)
{
	const char *name = (const char *)host_auxv(AT_EXECFN_);
	size_t n = sizeof execfn - 1;
	if (name == NULL || strlen(name) <= n || memcmp(name, execfn, n) != 0)
		return NULL;
	long note = number(name + n) + 1;
	if (note == 0 || sys4(__NR_pread64, note, (long)&taken, sizeof taken, 0) != sizeof taken ||
		memcmp(taken.magic, magic, sizeof magic) != 0) {
		taken.magic[0] = 0;
		return NULL;
	}
	sys1(__NR_close, note);
	const char *base = taken.name;
	for (const char *s = taken.name; *s != 0; s++)
		if (*s == '/')
			base = s + 1;
	sys2(__NR_prctl, PR_SET_NAME_, (long)base);
	return &taken;
}

const char *handoff_exe(void)
{
	return taken.magic[0] != 0 ? taken.exe : NULL;
}

int handoff_self(void)
{
	if (kept >= 0)
		return (int)sys3(__NR_fcntl, kept, HOST_F_DUPFD_CLOEXEC, 0);
	return (int)sys4(__NR_openat, AT_FDCWD_, (long)"/proc/self/exe", HOST_O_PATH | HOST_O_CLOEXEC, 0);
}

void handoff_keep(void)
{
	if (kept < 0) {
		int fd = handoff_self();
		kept = fd >= 0 ? fd_reserve(fd) : -1;
	}
}
