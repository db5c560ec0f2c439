/* [gABI 5, Dynamic Section; man 7 vdso] */
#include "host_vdso.h"

#include "start.h"

#include <asm/unistd_64.h>

enum { PT_LOAD = 1, PT_DYNAMIC = 2, DT_STRTAB = 5, DT_SYMTAB = 6 };

struct ehdr {
	uint8_t ident[16];
	uint16_t type, machine;
	uint32_t version;
	uint64_t entry, phoff, shoff;
	uint32_t flags;
	uint16_t ehsize, phentsize, phnum;
};

struct phdr {
	uint32_t type, flags;
	uint64_t offset, vaddr, paddr, filesz, memsz, align;
};

struct dyn {
	uint64_t tag, value;
};

struct sym {
	uint32_t name;
	uint8_t info, other;
	uint16_t section;
	uint64_t value, size;
};

/* An image where the kernel has mapped it: bias is what addresses in it lack, and
 * its strings follow its symbols. */
struct image {
	uint64_t bias;
	const struct sym *symbols, *end;
	const char *strings;
};

static long (*clock_gettime_at)(long, long);
static long (*gettimeofday_at)(long, long);

long vdso_clock_gettime(long clock, long time)
{
	return clock_gettime_at != NULL ? clock_gettime_at(clock, time) : sys2(__NR_clock_gettime, clock, time);
}

long vdso_gettimeofday(long time, long zone)
{
	return gettimeofday_at != NULL ? gettimeofday_at(time, zone) : sys2(__NR_gettimeofday, time, zone);
}

/* read_dynamic finds symbols and strings. */
static void read_dynamic(struct image *v, const struct dyn *d)
{
	uint64_t strings = 0, symbols = 0;
	for (; d->tag != 0; d++) {
		if (d->tag == DT_STRTAB)
			strings = d->value;
		else if (d->tag == DT_SYMTAB)
			symbols = d->value;
	}
	if (symbols == 0 || strings < symbols)
		return;
	v->symbols = (const struct sym *)(v->bias + symbols);
	v->end = v->symbols + (strings - symbols) / sizeof(struct sym);
	v->strings = (const char *)(v->bias + strings);
}

static struct image open_image(const struct ehdr *h)
{
	struct image v = {0};
	const struct phdr *p = (const struct phdr *)((const char *)h + h->phoff), *end = p + h->phnum, *dynamic = NULL;
	for (; p < end; p++) {
		if (p->type == PT_LOAD && v.bias == 0)
			v.bias = (uint64_t)h + p->offset - p->vaddr;
		else if (p->type == PT_DYNAMIC)
			dynamic = p;
	}
	if (v.bias != 0 && dynamic != NULL)
		read_dynamic(&v, (const struct dyn *)(v.bias + dynamic->vaddr));
	return v;
}

/* function returns the address of a function, or 0. */
static uint64_t function(const struct image *v, const char *name)
{
	size_t n = strlen(name) + 1;
	for (const struct sym *s = v->symbols; s < v->end; s++)
		if (s->section != 0 && memcmp(v->strings + s->name, name, n) == 0)
			return v->bias + s->value;
	return 0;
}

void host_vdso_init(void)
{
	uint64_t at = host_auxv(AT_SYSINFO_EHDR_);
	if (at == 0)
		return;
	struct image v = open_image((const struct ehdr *)at);
	clock_gettime_at = (long (*)(long, long))function(&v, "__vdso_clock_gettime");
	gettimeofday_at = (long (*)(long, long))function(&v, "__vdso_gettimeofday");
}
