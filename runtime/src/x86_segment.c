/* Segments of i386 programs. All memory is flat; programs load FS or GS with a
 * descriptor whose base is that of thread-local data. Each thread has three
 * descriptors in the GDT, and the process may have an LDT. Bases are added to
 * addresses through FS and GS; limits are not checked.
 * [SDM 3A, 3.4.5; Linux arch/x86/kernel/tls.c, arch/x86/kernel/ldt.c] */
#include "sys.h"
#include "x86_segment.h"

enum { TLS_FIRST = 12, TLS_COUNT = 3, LDT_ENTRIES = 8192, DESC_SIZE = 16 };

/* The flags of struct user_desc. */
enum {
	SEG_32BIT = 1, CONTENTS_SHIFT = 1, CONTENTS = 3, READ_EXEC_ONLY = 8, LIMIT_IN_PAGES = 16, NOT_PRESENT = 32, USEABLE = 64,
	ALL_FLAGS = 127,
};

/* struct user_desc. */
struct desc {
	uint32_t entry, base, limit, flags;
};

static uint64_t ldt[LDT_ENTRIES];
static uint32_t ldt_size; /* entries in use */

static long get_desc(struct desc *d, gaddr a)
{
	uint32_t w[4];
	if (get_u32_n(w, a, 4))
		return -EFAULT;
	*d = (struct desc){w[0], w[1], w[2], w[3] & ALL_FLAGS};
	return 0;
}

static bool is_zero(const struct desc *d)
{
	return d->base == 0 && d->limit == 0 && d->flags == 0;
}

/* is_empty recognizes the other way to say that there is no descriptor. */
static bool is_empty(const struct desc *d)
{
	return d->base == 0 && d->limit == 0 && d->flags == (READ_EXEC_ONLY | NOT_PRESENT);
}

/* pack makes the processor's form. */
static uint64_t pack(const struct desc *d)
{
	uint64_t contents = d->flags >> CONTENTS_SHIFT & CONTENTS;
	uint64_t access = 1 | (uint64_t)!(d->flags & READ_EXEC_ONLY) << 1 | contents << 2; /* accessed, writable */
	access |= 7 << 4 | (uint64_t)!(d->flags & NOT_PRESENT) << 7;                      /* not a system segment, DPL 3 */
	uint64_t high = (uint64_t)!!(d->flags & USEABLE) | (uint64_t)(d->flags & SEG_32BIT) << 2 | (uint64_t)!!(d->flags & LIMIT_IN_PAGES) << 3;
	return (d->limit & 0xffff) | (uint64_t)(d->base & 0xffffff) << 16 | access << 40 | (uint64_t)(d->limit >> 16 & 0xf) << 48 |
		high << 52 | (uint64_t)(d->base >> 24) << 56;
}

static uint32_t base_of(uint64_t v)
{
	return (uint32_t)(v >> 16 & 0xffffff) | (uint32_t)(v >> 56) << 24;
}

static bool is_present(uint64_t v)
{
	return v >> 47 & 1;
}

/* descriptor finds what a selector means, 0 for nothing a program may load. */
static uint64_t descriptor(const struct state *st, uint16_t selector)
{
	static const struct desc flat_code = {0, 0, 0xfffff, SEG_32BIT | 2 << CONTENTS_SHIFT | LIMIT_IN_PAGES};
	static const struct desc flat_data = {0, 0, 0xfffff, SEG_32BIT | LIMIT_IN_PAGES};
	uint32_t i = selector >> 3;
	if (selector & 4)
		return ldt[i];
	if (i == USER_CS >> 3)
		return pack(&flat_code);
	if (i == USER_DS >> 3)
		return pack(&flat_data);
	return i >= TLS_FIRST && i < TLS_FIRST + TLS_COUNT ? st->tls[i - TLS_FIRST] : 0;
}

/* readable and writable are properties of the type of a descriptor. */
static bool is_code(uint64_t v) { return v >> 43 & 1; }
static bool has_access(uint64_t v) { return v >> 41 & 1; } /* data: writable; code: readable */

int x86_load_segment(struct state *st, uint32_t n, uint16_t selector)
{
	uint64_t v = descriptor(st, selector);
	uint32_t base = 0;
	if (n == SEG_CS)
		return 1;
	if ((selector & ~3) == 0) {
		if (n == SEG_SS)
			return 1;
	} else {
		if (!is_present(v) || (is_code(v) && !has_access(v)))
			return 1;
		if (n == SEG_SS && (is_code(v) || !has_access(v) || (selector & 3) != 3))
			return 1;
		base = base_of(v);
	}
	if (base != 0 && n != SEG_FS && n != SEG_GS) {
		unsupported("base of a segment other than FS and GS", base);
		return 1;
	}
	st->seg[n] = selector;
	st->seg_base[n] = base;
	return 0;
}

/* reload brings a base up to date whose descriptor may have changed. A selector
 * that means nothing any more is gone. */
static void reload(struct state *st, uint16_t selector)
{
	for (uint32_t n = SEG_FS; n <= SEG_GS; n++)
		if ((st->seg[n] | 3) == (selector | 3u) && x86_load_segment(st, n, (uint16_t)st->seg[n]) != 0)
			x86_load_segment(st, n, 0);
}

long x86_set_tls(struct state *st, gaddr a, bool allocate)
{
	struct desc d;
	if (get_desc(&d, a))
		return -EFAULT;
	bool clear = is_zero(&d) || is_empty(&d);
	if (!clear && (!(d.flags & SEG_32BIT) || (d.flags >> CONTENTS_SHIFT & CONTENTS) > 1 || (d.flags & NOT_PRESENT)))
		return -EINVAL;
	uint32_t i = d.entry - TLS_FIRST;
	if (d.entry == UINT32_MAX && allocate) {
		for (i = 0; i < TLS_COUNT && st->tls[i] != 0; i++)
			;
		if (i == TLS_COUNT)
			return -ESRCH;
		if (put_u32(a, TLS_FIRST + i))
			return -EFAULT;
	}
	if (i >= TLS_COUNT)
		return -EINVAL;
	st->tls[i] = clear ? 0 : pack(&d);
	reload(st, (uint16_t)((TLS_FIRST + i) << 3));
	return 0;
}

long sys_set_thread_area(gaddr a)
{
	return x86_set_tls(self(), a, true);
}

long sys_get_thread_area(gaddr a)
{
	uint32_t entry;
	if (get_u32(&entry, a))
		return -EFAULT;
	if (entry - TLS_FIRST >= TLS_COUNT)
		return -EINVAL;
	uint64_t v = self()->tls[entry - TLS_FIRST];
	uint32_t contents = (uint32_t)(v >> 42 & 3);
	uint32_t w[4] = {
		entry, base_of(v), (uint32_t)(v & 0xffff) | (uint32_t)(v >> 48 & 0xf) << 16,
		(v >> 54 & 1 ? SEG_32BIT : 0u) | contents << CONTENTS_SHIFT | (has_access(v) ? 0u : READ_EXEC_ONLY) |
			(v >> 55 & 1 ? LIMIT_IN_PAGES : 0u) | (is_present(v) ? 0u : NOT_PRESENT) | (v >> 52 & 1 ? USEABLE : 0u),
	};
	return put_u32_n(a, w, 4);
}

/* write_ldt sets an entry. The old form cannot say whether it is usable. */
static long write_ldt(gaddr a, uint32_t size, bool old)
{
	struct desc d;
	if (size != DESC_SIZE)
		return -EINVAL;
	if (get_desc(&d, a))
		return -EFAULT;
	if (d.entry >= LDT_ENTRIES)
		return -EINVAL;
	if ((d.flags >> CONTENTS_SHIFT & CONTENTS) == 3 && (old || !(d.flags & NOT_PRESENT)))
		return -EINVAL;
	bool clear = (old && d.base == 0 && d.limit == 0) || is_empty(&d) || is_zero(&d);
	if (old)
		d.flags &= ~(uint32_t)USEABLE;
	ldt[d.entry] = clear ? 0 : pack(&d);
	if (d.entry >= ldt_size)
		ldt_size = d.entry + 1;
	reload(self(), (uint16_t)(d.entry << 3 | 4));
	return 0;
}

/* read_ldt copies the table, and zeros after it. */
static long read_ldt(gaddr a, uint32_t size)
{
	uint32_t n = size < sizeof ldt ? size : sizeof ldt;
	if (ldt_size == 0)
		return 0;
	return copy_out(a, ldt, n) ? -EFAULT : (long)n;
}

long sys_modify_ldt(int32_t func, gaddr a, uint32_t size)
{
	static const uint8_t zeros[40];
	uint32_t n = size < sizeof zeros ? size : sizeof zeros;
	switch (func) {
	case 0: return read_ldt(a, size);
	case 1: return write_ldt(a, size, true);
	case 0x11: return write_ldt(a, size, false);
	case 2: return copy_out(a, zeros, n) ? -EFAULT : (long)n; /* the default table, which is empty */
	}
	return -ENOSYS;
}

/* arch_prctl sets no bases for 32-bit programs: what is left says that CPUID
 * works. */
long sys_arch_prctl(int32_t option, gaddr a)
{
	enum { ARCH_GET_CPUID = 0x1011, ARCH_SET_CPUID = 0x1012 };
	(void)a;
	switch (option) {
	case ARCH_GET_CPUID: return 1;
	case ARCH_SET_CPUID: return -ENODEV;
	}
	return -EINVAL;
}
