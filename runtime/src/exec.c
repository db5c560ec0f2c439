/* Executing programs. Those of the host, and translated ones, are the host
 * kernel's business. For a program of the guest's machine its translation runs:
 * PROG.native beside it, or $XLAT_CACHE/HASH.native, where HASH is the 64-bit
 * FNV-1a hash of the file in hexadecimal. [man 2 execve; Linux
 * fs/binfmt_script.c] */
#include "signal.h"

#include <asm/unistd.h>

enum {
	AT_FDCWD_ = -100, AT_EMPTY_PATH_ = 0x1000,
	HEAD = 256,      /* what the kernel reads of a script's first line */
	SCRIPTS = 5,     /* how deep scripts interpret scripts */
	MORE = 2 * SCRIPTS, /* arguments they add */
	X_OK = 1,
};

#ifdef GUEST_MIPS
enum { GUEST_ELF_MACHINE = 8 };
#endif

/* A program about to be executed. */
struct exec {
	int dirfd;
	uint32_t flags;
	const char *path;
	uint64_t *argv, *envp; /* of host pointers; argv has MORE elements before it */
	char paths[SCRIPTS + 1][PATH_MAX]; /* of interpreters and of a translation */
	char args[SCRIPTS][HEAD];
	char script[PATH_MAX];
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
	if (e->path[0] != 0 || !(e->flags & AT_EMPTY_PATH_))
		return (int)sys4(__NR_openat, e->dirfd, (long)e->path, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
	format(name, sizeof name, "/proc/self/fd/%d", e->dirfd);
	return (int)sys4(__NR_openat, AT_FDCWD_, (long)name, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
}

/* is_guest reports whether a file begins as a program of the guest's. */
static bool is_guest(const uint8_t *h, long n)
{
	enum { EI_CLASS = 4, EI_DATA = 5, E_MACHINE = 18, CLASS32 = 1, LSB = 1, MSB = 2 };
	return n >= 52 && memcmp(h, "\177ELF", 4) == 0 && h[EI_CLASS] == CLASS32 &&
		h[EI_DATA] == (GUEST_BIG ? MSB : LSB) && get16(h + E_MACHINE) == GUEST_ELF_MACHINE;
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

/* translation finds the translation of the open program and returns whether
 * there is one, its path in path. */
static bool translation(int fd, char *path)
{
	char link[64];
	const char *cache = host_getenv("XLAT_CACHE");
	format(link, sizeof link, "/proc/self/fd/%d", fd);
	long n = sys4(__NR_readlinkat, AT_FDCWD_, (long)link, (long)path, PATH_MAX - 8);
	if (n > 0) {
		memcpy(path + n, ".native", 8);
		if (executable(path))
			return true;
	}
	if (cache == NULL || cache[0] == 0)
		return false;
	uint64_t h = hash(fd);
	format(path, PATH_MAX, "%s/%08x%08x.native", cache, (uint32_t)(h >> 32), (uint32_t)h);
	return executable(path);
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
	const char *script = e->path;
	if (depth == 0 && (e->dirfd != AT_FDCWD_ && e->path[0] != '/')) {
		if (e->path[0] == 0)
			format(e->script, sizeof e->script, "/dev/fd/%d", e->dirfd);
		else
			format(e->script, sizeof e->script, "/dev/fd/%d/%s", e->dirfd, e->path);
		script = e->script;
	}
	if (e->argv[0] != 0)
		e->argv++; /* its place is the script's */
	*--e->argv = (uint64_t)(uintptr_t)script;
	if (e->args[depth][0] != 0)
		*--e->argv = (uint64_t)(uintptr_t)e->args[depth];
	*--e->argv = (uint64_t)(uintptr_t)e->paths[depth];
	e->path = e->paths[depth];
	e->dirfd = AT_FDCWD_;
	e->flags = 0;
}

/* resolve looks through scripts for a program of the guest's. It returns true
 * with e the translation of one; what is none of ours it leaves alone. *missing
 * says that a guest's program has no translation. */
static bool resolve(struct exec *e, bool *missing)
{
	for (int depth = 0; depth <= SCRIPTS; depth++) {
		uint8_t head[HEAD];
		int fd = open_program(e);
		if (fd < 0)
			return false;
		long n = sys4(__NR_pread64, fd, (long)head, sizeof head, 0);
		if (is_guest(head, n)) {
			bool found = translation(fd, e->paths[SCRIPTS]);
			sys1(__NR_close, fd);
			*missing = !found;
			e->path = e->paths[SCRIPTS];
			e->dirfd = AT_FDCWD_;
			e->flags = 0;
			return found;
		}
		sys1(__NR_close, fd);
		if (depth == SCRIPTS || !interpreter((const char *)head, n, e->paths[depth], e->args[depth]))
			return false;
		through_script(e, depth);
	}
	return false;
}

/* run makes the host's call. Without a translation the host may still know how
 * to run the program. */
static long run(struct exec *e)
{
	int dirfd = e->dirfd;
	uint32_t flags = e->flags;
	const char *path = e->path;
	uint64_t *argv = e->argv, first = argv[0];
	bool missing = false;
	if (resolve(e, &missing))
		return wait6(__NR_execve, (long)e->path, (long)e->argv, (long)e->envp, 0, 0, 0);
	argv[0] = first; /* a script's name may be there */
	long r = wait6(__NR_execveat, dirfd, (long)path, (long)argv, (long)e->envp, flags, 0);
	static uint32_t said;
	if (r == -ENOEXEC && missing && __atomic_exchange_n(&said, 1, __ATOMIC_RELAXED) == 0)
		say("%s has no translation: %s.native and XLAT_CACHE were tried", path, path);
	return r;
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
	long mem = sys6(__NR_mmap, 0, size, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (mem < 0)
		return -E2BIG;
	struct exec *e = (struct exec *)mem;
	e->dirfd = dirfd;
	e->flags = flags;
	e->path = name;
	e->argv = (uint64_t *)(e + 1) + MORE;
	e->envp = e->argv + nargs + 1;
	r = pointers(e->argv, argv, nargs);
	if (r == 0)
		r = pointers(e->envp, envp, nenv);
	if (r == 0) {
		signals_for_exec(true);
		r = run(e);
		signals_for_exec(false);
	}
	sys2(__NR_munmap, mem, size);
	return r;
}

long sys_execve(gaddr path, gaddr argv, gaddr envp)
{
	return sys_execveat(AT_FDCWD_, path, argv, envp, 0);
}
