/* XLAT_MISSES=FILE: where the interpreter was entered, why, how often, and how
 * many instructions it executed from there. The file is what translate --hints
 * reads. Each process appends its own; what ends in a way that no process
 * notices, such as SIGKILL, leaves nothing. */
#include "misses.h"

#include "code.h"
#include "start.h"
#include "sys.h"

#include <asm/unistd.h>

enum { SLOTS = 1 << 14, CHUNK = 4096, LINE = 96 };

/* A place where the interpreter was entered. */
struct miss {
	uint32_t pc; /* 0: free */
	uint32_t times;
	uint64_t instructions;
};

static struct miss *misses; /* NULL: nobody asked */
static uint32_t lost;       /* entered at places that found no slot */
static const char *file;

void misses_init(void)
{
	file = host_getenv("XLAT_MISSES");
	if (file == NULL || *file == 0)
		return;
	long p = sys6(__NR_mmap, 0, SLOTS * sizeof *misses, 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (p > 0)
		misses = (struct miss *)p;
}

/* slot returns the place for pc, or NULL where there is no room left. */
static struct miss *slot(gaddr pc)
{
	for (uint32_t i = 0, at = (pc * 0x9e3779b1u) % SLOTS; i < SLOTS; i++, at = (at + 1) % SLOTS) {
		uint32_t old = 0;
		if (__atomic_compare_exchange_n(&misses[at].pc, &old, pc, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED) || old == pc)
			return &misses[at];
	}
	return NULL;
}

uint64_t *misses_enter(gaddr pc)
{
	static uint64_t nowhere;
	struct miss *m = misses != NULL && pc != 0 ? slot(pc) : NULL;
	if (m == NULL) {
		lost++;
		return &nowhere;
	}
	__atomic_fetch_add(&m->times, 1, __ATOMIC_RELAXED);
	return &m->instructions;
}

/* why says why there is no lifted code to enter at pc. */
static const char *why(gaddr pc)
{
	if (pc < program.text_start || pc >= program.text_end)
		return "outside"; /* of what was translated */
	if (code_was_changed(pc))
		return "changed";
	return code_is_closed(pc) ? "exact" : "entry"; /* exact: as enabled exceptions demand */
}

/* heading begins each chunk of the file, which other processes write too: the
 * program's entry point and end tell which one it is. */
static size_t heading(char *buf, size_t size)
{
	return format(buf, size, "program 0x%08x 0x%08x %s\n", program.entry, program.brk, xlat_process.name);
}

static void append(int fd, const char *buf, size_t n)
{
	if (sys3(__NR_write, fd, (long)buf, (long)n) != (long)n)
		say("cannot write to %s", file);
}

void misses_forget(void)
{
	if (misses != NULL)
		memset(misses, 0, SLOTS * sizeof *misses);
	lost = 0;
}

void misses_write(void)
{
	char buf[CHUNK];
	if (misses == NULL)
		return;
	int fd = (int)sys4(__NR_openat, -100, (long)file, HOST_O_WRONLY | HOST_O_CREAT | HOST_O_APPEND | HOST_O_CLOEXEC, 0666);
	if (fd < 0) {
		say("cannot open %s", file);
		return;
	}
	size_t n = heading(buf, sizeof buf - LINE);
	for (uint32_t i = 0; i < SLOTS; i++) {
		const struct miss *m = &misses[i];
		if (m->times == 0)
			continue;
		n += format(buf + n, LINE, "0x%08x %s %u %lu\n", m->pc, why(m->pc), m->times, m->instructions);
		if (n > sizeof buf - LINE) {
			append(fd, buf, n);
			n = heading(buf, sizeof buf - LINE);
		}
	}
	if (lost != 0)
		n += format(buf + n, LINE, "lost %u\n", lost);
	append(fd, buf, n);
	sys1(__NR_close, fd);
	misses_forget();
}
