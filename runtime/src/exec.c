/* Executing programs. Those of the host are the host kernel's business. For a
 * program of the guest's machine its translation runs: PROG.native beside it,
 * or $XLAT_CACHE/HASH.native, where HASH is the 64-bit FNV-1a hash of the file
 * in hexadecimal. Where there is none, the running output is executed again, to
 * load and interpret the file. [man 2 execve; Linux fs/exec.c,
 * fs/binfmt_script.c] */
#include "elf.h"
#include "handoff.h"
#include "misses.h"
#include "signal.h"

#include <asm/unistd.h>

enum {
	AT_FDCWD_ = -100, AT_EMPTY_PATH_ = 0x1000, AT_EACCESS_ = 0x200, AT_SYMLINK_NOFOLLOW_ = 0x100,
	F_SETLEASE_ = 1024, F_RDLCK_ = 0, F_UNLCK_ = 2,
	HEAD = 256,      /* what the kernel reads of a script's first line */
	SCRIPTS = 5,     /* how deep scripts interpret scripts */
	MORE = 2 * SCRIPTS, /* arguments they add */
	X_OK = 1,
	STACK_MAX = 96 << 10, /* what may be taken of the host's stack */
};

/* A program about to be executed. */
struct exec {
	int dirfd;
	uint32_t flags;
	const char *path;
	uint64_t *argv, *envp; /* of host pointers; argv has MORE elements before it */
	char paths[SCRIPTS][PATH_MAX]; /* of interpreters */
	char args[SCRIPTS][HEAD];
	struct handoff handoff; /* its name is what path was before any script was looked through */
};

/* count_strings returns the length of a null-terminated array of pointers. */
static long count_strings(gaddr a)
{
	uint32_t p;
	for (long n = 0; a && n < 1 << 20; n++) {
		if (get_u32(&p, a + (gaddr)(4 * n)))
			return -EFAULT;
		if (!p)
			return n;
	}
	return a ? -E2BIG : 0;
}

/* pointers makes host pointers of guest pointers. */
static long pointers(uint64_t *out, gaddr a, long n)
{
	for (long i = 0; i < n; i++) {
		uint32_t p;
		if (get_u32(&p, a + (gaddr)(4 * i)))
			return -EFAULT;
		out[i] = p;
	}
	out[n] = 0;
	return 0;
}

/* open_program opens what is to be executed for reading. */
static int open_program(const struct exec *e)
{
	char name[64];
	const char *exe = own_exe(e->path);
	int how = HOST_O_RDONLY | HOST_O_CLOEXEC | (e->flags & AT_SYMLINK_NOFOLLOW_ ? HOST_O_NOFOLLOW : 0);
	if (e->flags & ~(uint32_t)(AT_EMPTY_PATH_ | AT_SYMLINK_NOFOLLOW_))
		return -EINVAL;
	if (exe != NULL)
		return (int)sys4(__NR_openat, AT_FDCWD_, (long)exe, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
	if (e->path[0] != 0 || !(e->flags & AT_EMPTY_PATH_))
		return (int)sys4(__NR_openat, e->dirfd, (long)e->path, how, 0);
	format(name, sizeof name, "/proc/self/fd/%d", e->dirfd);
	return (int)sys4(__NR_openat, AT_FDCWD_, (long)name, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
}

/* hash is FNV-1a of the whole file. */
static uint64_t hash(int fd)
{
	uint8_t buf[16 << 10];
	uint64_t h = 0xcbf29ce484222325;
	long n, at = 0;
	while ((n = sys4(__NR_pread64, fd, (long)buf, sizeof buf, at)) > 0) {
		for (long i = 0; i < n; i++)
			h = (h ^ buf[i]) * 0x100000001b3;
		at += n;
	}
	return h;
}

static bool executable(const char *path)
{
	return sys4(__NR_faccessat, AT_FDCWD_, (long)path, X_OK, 0) == 0;
}

/* path_of finds the path of an open file; false where /proc does not tell. */
static bool path_of(int fd, char *path, size_t size)
{
	char link[64];
	format(link, sizeof link, "/proc/self/fd/%d", fd);
	long n = sys4(__NR_readlinkat, AT_FDCWD_, (long)link, (long)path, (long)size - 1);
	path[n > 0 ? n : 0] = 0;
	return n > 0;
}

/* translation finds the translation of the open program and returns whether
 * there is one, its path in path. */
static bool translation(int fd, char *path)
{
	static const char suffix[] = ".native";
	const char *cache = host_getenv("XLAT_CACHE");
	if (path_of(fd, path, PATH_MAX - sizeof suffix)) {
		memcpy(path + strlen(path), suffix, sizeof suffix);
		if (executable(path))
			return true;
	}
	if (cache == NULL || cache[0] == 0)
		return false;
	uint64_t h = hash(fd);
	format(path, PATH_MAX, "%s/%08x%08x%s", cache, (uint32_t)(h >> 32), (uint32_t)h, suffix);
	return executable(path);
}

/* is_output reports whether an open file is an output of this translator: it
 * starts in memory where nothing else does. */
static bool is_output(int fd)
{
	enum { ELF64_HEADER = 64, E_ENTRY = 24 };
	uint8_t h[ELF64_HEADER];
	uint64_t entry;
	if (sys4(__NR_pread64, fd, (long)h, sizeof h, 0) != sizeof h || memcmp(h, "\177ELF\2", 5) != 0)
		return false;
	memcpy(&entry, h + E_ENTRY, sizeof entry);
	return entry >> 32 == (uint64_t)(uintptr_t)xlat_start >> 32;
}

/* permitted returns 0 where the kernel would execute the open file, if it knew
 * how, and otherwise what it says instead. */
static long permitted(const struct exec *e, int fd)
{
	struct host_stat st;
	if (sys2(__NR_fstat, fd, (long)&st) != 0 || (st.st_mode & 0170000) != 0100000)
		return -EACCES;
	long r = sys4(__NR_faccessat2, fd, (long)"", X_OK, AT_EMPTY_PATH_ | AT_EACCESS_);
	if (r == -ENOSYS)
		r = sys3(__NR_faccessat, e->dirfd, (long)e->path, X_OK);
	if (r != 0)
		return r;
	/* A lease is refused while anybody has the file open for writing. */
	r = sys3(__NR_fcntl, fd, F_SETLEASE_, F_RDLCK_);
	if (r == 0)
		sys3(__NR_fcntl, fd, F_SETLEASE_, F_UNLCK_);
	return r == -EAGAIN ? -ETXTBSY : 0;
}

/* run_translation executes the translation at path. Anything may be there: only
 * an output understands what is handed on. */
static long run_translation(struct exec *e, const char *path)
{
	int fd = (int)sys4(__NR_openat, AT_FDCWD_, (long)path, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
	if (fd < 0 || !is_output(fd)) {
		if (fd >= 0)
			sys1(__NR_close, fd);
		return wait6(__NR_execve, (long)path, (long)e->argv, (long)e->envp, 0, 0, 0);
	}
	e->handoff.program = -1;
	long r = handoff_exec(fd, &e->handoff, e->argv, e->envp);
	sys1(__NR_close, fd);
	return r;
}

/* run_file executes the running output again, to interpret the open program. */
static long run_file(struct exec *e, int fd)
{
	long r = elf_check(fd);
	if (r < 0)
		return r;
	long copy = sys3(__NR_fcntl, fd, HOST_F_DUPFD, 0);
	int self = handoff_self();
	e->handoff.program = (int32_t)copy;
	r = copy < 0 ? copy : self;
	if (r >= 0)
		r = handoff_exec(self, &e->handoff, e->argv, e->envp);
	if (copy >= 0)
		sys1(__NR_close, copy);
	if (self >= 0)
		sys1(__NR_close, self);
	return r;
}

/* run_guest executes an open program of the guest's machine. */
static long run_guest(struct exec *e, int fd)
{
	char path[PATH_MAX];
	long r = permitted(e, fd);
	if (r < 0)
		return r;
	if (!path_of(fd, e->handoff.exe, sizeof e->handoff.exe))
		format(e->handoff.exe, sizeof e->handoff.exe, "%s", e->path);
	return translation(fd, path) ? run_translation(e, path) : run_file(e, fd);
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

/* interpreter parses the first line of a script into the path of its interpreter
 * and an argument, "" where there is none. False: no script. */
static bool interpreter(const char *line, long n, char *path, char *arg)
{
	long i = 2, end = 2, k = 0;
	if (n < 3 || line[0] != '#' || line[1] != '!')
		return false;
	while (end < n && line[end] != '\n')
		end++;
	while (i < end && blank(line[i]))
		i++;
	while (i < end && !blank(line[i]) && line[i] != 0)
		path[k++] = line[i++];
	path[k] = 0;
	while (i < end && blank(line[i]))
		i++;
	while (end > i && blank(line[end - 1]))
		end--;
	memcpy(arg, line + i, (size_t)(end - i));
	arg[end - i] = 0;
	return k > 0;
}

/* through_script makes e the interpreter of the script it was: the interpreter,
 * its argument, the script, and the arguments after the first. */
static void through_script(struct exec *e, int depth)
{
	if (e->argv[0] != 0)
		e->argv++; /* its place is the script's */
	*--e->argv = (uint64_t)(uintptr_t)(depth == 0 ? e->handoff.name : e->path);
	if (e->args[depth][0] != 0)
		*--e->argv = (uint64_t)(uintptr_t)e->args[depth];
	*--e->argv = (uint64_t)(uintptr_t)e->paths[depth];
	e->path = e->paths[depth];
	e->dirfd = AT_FDCWD_;
	e->flags = 0;
}

/* resolve looks through scripts for a program of the guest's: it returns the
 * open file with e changed to run that, or -1 for what is none of ours. */
static int resolve(struct exec *e)
{
	for (int depth = 0; depth <= SCRIPTS; depth++) {
		uint8_t head[HEAD];
		int fd = open_program(e);
		if (fd < 0)
			return -1;
		long n = sys4(__NR_pread64, fd, (long)head, sizeof head, 0);
		if (elf_is_guest(head, n))
			return fd;
		bool script = depth < SCRIPTS && interpreter((const char *)head, n, e->paths[depth], e->args[depth]) &&
			permitted(e, fd) == 0;
		sys1(__NR_close, fd);
		if (!script)
			return -1;
		through_script(e, depth);
	}
	return -1;
}

/* name_program notes what the kernel calls the program. */
static void name_program(struct exec *e)
{
	char *name = e->handoff.name;
	if (e->dirfd == AT_FDCWD_ || e->path[0] == '/')
		format(name, PATH_MAX, "%s", e->path);
	else
		format(name, PATH_MAX, e->path[0] == 0 ? "/dev/fd/%d" : "/dev/fd/%d/%s", e->dirfd, e->path);
}

/* run executes e, through scripts if need be. */
static long run(struct exec *e)
{
	int dirfd = e->dirfd;
	uint32_t flags = e->flags;
	const char *path = e->path;
	uint64_t *argv = e->argv, first = argv[0];
	name_program(e);
	int fd = resolve(e);
	if (fd >= 0) {
		long r = run_guest(e, fd);
		sys1(__NR_close, fd);
		return r;
	}
	argv[0] = first; /* a script's name may be there */
	return wait6(__NR_execveat, dirfd, (long)path, (long)argv, (long)e->envp, flags, 0);
}

/* fill takes the arguments and the environment over from guest memory. */
static long fill(struct exec *e, gaddr argv, long nargs, gaddr envp, long nenv)
{
	e->argv = (uint64_t *)(e + 1) + MORE;
	e->envp = e->argv + nargs + 1;
	long r = pointers(e->argv, argv, nargs);
	return r < 0 ? r : pointers(e->envp, envp, nenv);
}

long sys_execveat(int32_t dirfd, gaddr path, gaddr argv, gaddr envp, uint32_t flags)
{
	char name[PATH_MAX];
	long r = copy_string(name, path, sizeof name);
	if (r < 0)
		return r;
	long nargs = count_strings(argv), nenv = count_strings(envp);
	if (nargs < 0 || nenv < 0)
		return nargs < 0 ? nargs : nenv;
	long size = (long)sizeof(struct exec) + (MORE + nargs + nenv + 2) * 8;
	/* The child of vfork shares memory and never comes back from here to free
	 * what it has mapped, so that is for unusual sizes only. */
	long mem = size <= STACK_MAX ? (long)__builtin_alloca((size_t)size)
		: sys6(__NR_mmap, 0, size, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (mem < 0)
		return -E2BIG;
	struct exec *e = (struct exec *)mem;
	e->dirfd = dirfd;
	e->flags = flags;
	e->path = name;
	r = fill(e, argv, nargs, envp, nenv);
	if (r == 0) {
		misses_write();
		signals_for_exec(true);
		r = run(e);
		signals_for_exec(false);
	}
	if (size > STACK_MAX)
		sys2(__NR_munmap, mem, size);
	return r;
}

long sys_execve(gaddr path, gaddr argv, gaddr envp)
{
	return sys_execveat(AT_FDCWD_, path, argv, envp, 0);
}
