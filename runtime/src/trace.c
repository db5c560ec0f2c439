/* The trace of system calls. A line is written in two halves, so that a call
 * that blocks or ends the process shows; arguments the call fills are shown
 * with their content after it. */
#define WANT_NAMES
#include "trace.h"
#include <asm/unistd.h>

bool tracing;
static int trace_fd = 2;

enum { LINE = 1024, SHOWN = 32 };

struct line {
	char text[LINE];
	size_t n;
};

static void add(struct line *l, const char *s)
{
	for (; *s && l->n < LINE - 2; s++)
		l->text[l->n++] = *s;
}

static void add_number(struct line *l, uint64_t v, unsigned base)
{
	char digits[24];
	size_t n = sizeof digits;
	digits[--n] = 0;
	do
		digits[--n] = "0123456789abcdef"[v % base];
	while (v /= base);
	add(l, base == 16 ? "0x" : base == 8 ? "0" : "");
	add(l, digits + n);
}

static void add_signed(struct line *l, int64_t v)
{
	if (v < 0)
		add(l, "-");
	add_number(l, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 10);
}

static void flush(struct line *l)
{
	for (size_t done = 0; done < l->n;) {
		long r = sys3(__NR_write, trace_fd, (long)(l->text + done), (long)(l->n - done));
		if (r <= 0)
			break;
		done += (size_t)r;
	}
	l->n = 0;
}

/* add_bytes shows at most SHOWN bytes as a C string. */
static void add_bytes(struct line *l, gaddr a, uint32_t n, bool string)
{
	uint8_t b[SHOWN];
	uint32_t shown = n < SHOWN ? n : SHOWN;
	if (string) {
		char s[PATH_MAX];
		long len = copy_string(s, a, sizeof s);
		if (len < 0) {
			add_number(l, a, 16);
			return;
		}
		add(l, "\"");
		add(l, s);
		add(l, "\"");
		return;
	}
	if (copy_in(b, a, shown)) {
		add_number(l, a, 16);
		return;
	}
	add(l, "\"");
	for (uint32_t i = 0; i < shown; i++) {
		char c[5] = {(char)b[i]};
		if (b[i] == '\n')
			add(l, "\\n");
		else if (b[i] == '\t')
			add(l, "\\t");
		else if (b[i] == '"' || b[i] == '\\')
			c[1] = c[0], c[0] = '\\', add(l, c);
		else if (b[i] >= ' ' && b[i] < 127)
			add(l, c);
		else {
			c[0] = '\\';
			c[1] = (char)('0' + (b[i] >> 6));
			c[2] = (char)('0' + (b[i] >> 3 & 7));
			c[3] = (char)('0' + (b[i] & 7));
			add(l, c);
		}
	}
	add(l, n > shown ? "\"..." : "\"");
}

static uint64_t load(const uint8_t *p, int size)
{
	switch (size) {
	case 1: return p[0];
	case -1: return (uint64_t)(int8_t)p[0];
	case 2: return get16(p);
	case -2: return (uint64_t)(int16_t)get16(p);
	case 4: return get32(p);
	case -4: return (uint64_t)(int32_t)get32(p);
	}
	return get64(p);
}

static void add_struct(struct line *l, gaddr a, const struct trace_field *f)
{
	add(l, "{");
	for (const struct trace_field *first = f; f->name; f++) {
		uint8_t b[8];
		int size = f->size < 0 ? -f->size : f->size;
		if (f != first)
			add(l, ", ");
		add(l, f->name);
		add(l, "=");
		if (f->size >= STRING_FIELD) {
			char text[SHOWN];
			uint32_t n = (uint32_t)(f->size - STRING_FIELD);
			n = n < SHOWN ? n : SHOWN;
			if (copy_in(text, a + (gaddr)f->offset, n))
				continue;
			uint32_t end = 0;
			while (end < n && text[end])
				end++;
			add_bytes(l, a + (gaddr)f->offset, end, false);
			continue;
		}
		if (copy_in(b, a + (gaddr)f->offset, (size_t)size))
			add(l, "?");
		else if (f->size < 0)
			add_signed(l, (int64_t)load(b, f->size));
		else
			add_number(l, load(b, f->size), 10);
	}
	add(l, "}");
}

/* add_flags shows the names of the bits of v and what is left as a number. */
static void add_flags(struct line *l, uint32_t v, const struct trace_name *n, bool field)
{
	bool any = false;
	if (field) {
		/* First the mask of a field, then its values, then a null name. */
		uint32_t mask = (n++)->value;
		uint32_t value = v & mask;
		for (; n->name; n++)
			if (n->value == value) {
				add(l, n->name);
				any = true;
				value = 0;
				v &= ~mask;
			}
		n++;
	}
	for (; n->name; n++)
		if (n->value && (v & n->value) == n->value) {
			add(l, any ? "|" : "");
			add(l, n->name);
			any = true;
			v &= ~n->value;
		}
	if (v || !any) {
		add(l, any ? "|" : "");
		add_number(l, v, v ? 16 : 10);
	}
}

static void add_name(struct line *l, uint32_t v, const struct trace_name *n)
{
	for (; n->name; n++)
		if (n->value == v) {
			add(l, n->name);
			return;
		}
	add_signed(l, (int32_t)v);
}

/* add_arg shows one argument. r is the result where the call is over. */
static void add_arg(struct line *l, const struct trace_arg *a, const uint32_t *w, const long *r)
{
	uint32_t v = w[a->slot];
	uint32_t n = a->count >= 0 ? w[a->count] : 0;

	switch (a->kind) {
	case T_INT:
	case T_FD:
		add_signed(l, (int32_t)v);
		break;
	case T_DIRFD:
		if ((int32_t)v == -100)
			add(l, "AT_FDCWD");
		else
			add_signed(l, (int32_t)v);
		break;
	case T_HEX:
		add_number(l, v, v ? 16 : 10);
		break;
	case T_MODE:
		add_number(l, v, v ? 8 : 10);
		break;
	case T_ADDR:
		if (v)
			add_number(l, v, 16);
		else
			add(l, "NULL");
		break;
	case T_OFF64:
		add_signed(l, (int64_t)(GUEST_BIG ? (uint64_t)v << 32 | w[a->slot + 1] : (uint64_t)w[a->slot + 1] << 32 | v));
		break;
	case T_LOHI64:
		add_signed(l, (int64_t)((uint64_t)w[a->slot + 1] << 32 | v));
		break;
	case T_FLAGS:
	case T_FIELD_FLAGS:
		add_flags(l, v, a->aux, a->kind == T_FIELD_FLAGS);
		break;
	case T_NAME:
		add_name(l, v, a->aux);
		break;
	case T_STRING:
	case T_BYTES:
	case T_P32:
	case T_P64:
	case T_STRUCT:
		if (!v) {
			add(l, "NULL");
		} else if (a->out && (!r || *r < 0)) {
			add_number(l, v, 16);
		} else if (a->kind == T_STRING) {
			add_bytes(l, v, 0, true);
		} else if (a->kind == T_BYTES) {
			add_bytes(l, v, a->out && *r < n ? (uint32_t)*r : n, false);
		} else if (a->kind == T_STRUCT) {
			add_struct(l, v, a->aux);
		} else {
			uint8_t b[8];
			int size = a->kind == T_P32 ? 4 : 8;
			if (copy_in(b, v, (size_t)size)) {
				add_number(l, v, 16);
			} else {
				add(l, "[");
				add_number(l, load(b, size), 10);
				add(l, "]");
			}
		}
		break;
	default:
		add_number(l, v, 10);
	}
}

void trace_call(const struct sysrow *row, uint32_t nr, const uint32_t *w)
{
	struct line l = {.n = 0};
	if (row->name[0] == '?') {
		add(&l, "syscall_");
		add_number(&l, nr, 10);
	} else {
		add(&l, row->name);
	}
	add(&l, "(");
	/* Up to the first argument that the call fills. */
	for (int i = 0; i < row->nargs && !row->args[i].out; i++) {
		add(&l, i ? ", " : "");
		add_arg(&l, &row->args[i], w, NULL);
	}
	if (row->result == T_VOID) /* there is no second half */
		add(&l, ") = ?\n");
	flush(&l);
}

void trace_result(const struct sysrow *row, const uint32_t *w, long r)
{
	struct line l = {.n = 0};
	bool filled = false;
	for (int i = 0; i < row->nargs; i++) {
		filled = filled || row->args[i].out;
		if (filled) {
			add(&l, i ? ", " : "");
			add_arg(&l, &row->args[i], w, &r);
		}
	}
	add(&l, ") = ");
	if (r == NO_RESULT) {
		add(&l, "?");
	} else if (r == -ERESTARTSYS) {
		add(&l, "? (to be restarted)");
	} else if (r < 0 && r >= -4095) {
		add(&l, "-1 ");
		long e = -r;
		if (e < (long)(sizeof errno_names / sizeof *errno_names) && errno_names[e])
			add(&l, errno_names[e]);
		else
			add_number(&l, (uint64_t)e, 10);
	} else if (row->result == T_ADDR || row->result == T_HEX) {
		add_number(&l, (uint64_t)r, 16);
	} else if (row->result == T_MODE) {
		add_number(&l, (uint64_t)r, 8);
	} else {
		add_signed(&l, r);
	}
	l.text[l.n++] = '\n';
	flush(&l);
}

/* listed reports whether a comma-separated list has a word. */
static bool listed(const char *list, const char *word)
{
	while (list && *list) {
		size_t n = 0;
		while (word[n] && list[n] == word[n])
			n++;
		if (!word[n] && (list[n] == 0 || list[n] == ','))
			return true;
		while (*list && *list != ',')
			list++;
		if (*list)
			list++;
	}
	return false;
}

static bool reporting; /* XLAT_TRACE is set to something */

void trace_init(void)
{
	const char *what = host_getenv("XLAT_TRACE");
	const char *file = host_getenv("XLAT_TRACE_FILE");
	reporting = what && *what;
	tracing = listed(what, "syscalls");
	if (!reporting || !file || !*file)
		return;
	long fd = sys4(__NR_openat, -100, (long)file, HOST_O_WRONLY | HOST_O_CREAT | HOST_O_APPEND | HOST_O_CLOEXEC, 0666);
	if (fd >= 0)
		trace_fd = fd_reserve((int)fd);
	else
		say("cannot open %s for the trace", file);
}

void unsupported(const char *what, uint32_t value)
{
	static struct {
		const char *what;
		uint32_t value;
	} named[64];
	struct line l = {.n = 0};

	if (!reporting)
		return;
	size_t i = 0;
	while (i < sizeof named / sizeof *named && named[i].what) {
		if (named[i].value == value && named[i].what == what)
			return;
		i++;
	}
	if (i < sizeof named / sizeof *named) {
		named[i].what = what;
		named[i].value = value;
	}
	add(&l, "xlat: unsupported ");
	add(&l, what);
	add(&l, " ");
	add_number(&l, value, value > 9999 ? 16 : 10);
	l.text[l.n++] = '\n';
	flush(&l);
}
