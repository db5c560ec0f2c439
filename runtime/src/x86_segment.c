/* Segments of i386 programs. All memory is flat; programs load FS or GS with a
 * descriptor whose base is that of thread-local data. Each thread has three
 * descriptors in the GDT, and the process may have an LDT. Bases are added to
 * addresses through FS and GS; limits are not checked.
 * [SDM 3A, 3.4.5; Linux arch/x86/kernel/tls.c, arch/x86/kernel/ldt.c] */
#include "sys.h"
#include "x86_segment.h"

#include <asm/unistd.h>

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

static uint32_t limit_field(uint64_t v)
{
	return (uint32_t)(v & 0xffff) | (uint32_t)(v >> 48 & 0xf) << 16;
}

uint32_t x86_limit(uint64_t v)
{
	return desc_has(v, DESC_PAGES) ? limit_field(v) << 12 | 0xfff : limit_field(v);
}

/* cpu_number is the kernel's descriptor whose limit tells where the thread runs. */
static uint64_t cpu_number(void)
{
	uint32_t cpu = 0, node = 0;
	sys3(__NR_getcpu, (long)&cpu, (long)&node, 0);
	const struct desc d = {0, 0, (cpu & 0xfff) | node << 12, SEG_32BIT | 1 << CONTENTS_SHIFT | READ_EXEC_ONLY};
	return pack(&d);
}

uint64_t x86_descriptor(const struct state *st, uint16_t selector)
{
	static const struct desc flat_code = {0, 0, 0xfffff, SEG_32BIT | 2 << CONTENTS_SHIFT | LIMIT_IN_PAGES};
	static const struct desc long_code = {0, 0, 0xfffff, 2 << CONTENTS_SHIFT | LIMIT_IN_PAGES};
	static const struct desc flat_data = {0, 0, 0xfffff, SEG_32BIT | LIMIT_IN_PAGES};
	uint32_t i = selector >> 3;
	if (selector & 4)
		return ldt[i];
	switch (selector | 3) {
	case USER_CS: return pack(&flat_code);
	case USER_DS: return pack(&flat_data);
	case USER_CS64: return pack(&long_code) | UINT64_C(1) << DESC_LONG;
	case CPU_NUMBER: return cpu_number();
	}
	return i >= TLS_FIRST && i < TLS_FIRST + TLS_COUNT ? st->tls[i - TLS_FIRST] : 0;
}

bool x86_has_ldt(void)
{
	return ldt_size > 0;
}

/* Vectors. [SDM 3A, 6.3.1] */
enum { VECTOR_NP = 11, VECTOR_SS = 12, VECTOR_GP = 13 };

/* refuse is the exception about a selector, without its RPL. */
static struct refusal refuse(uint32_t vector, uint16_t selector)
{
	return (struct refusal){vector, selector & ~3u};
}

static bool is_null(uint16_t selector)
{
	return (selector & ~3) == 0;
}

struct refusal x86_load_segment(struct state *st, uint32_t n, uint16_t selector)
{
	uint64_t v = x86_descriptor(st, selector);
	uint32_t base = 0;
	bool code = desc_has(v, DESC_CODE), access = desc_has(v, DESC_ACCESS);
	if (n == SEG_SS && (code || !access || (selector & 3) != 3))
		return refuse(VECTOR_GP, selector);
	if (!is_null(selector)) {
		if (v == 0 || (code && !access))
			return refuse(VECTOR_GP, selector);
		if (!desc_has(v, DESC_PRESENT))
			return refuse(n == SEG_SS ? VECTOR_SS : VECTOR_NP, selector);
		base = base_of(v);
	}
	if (base != 0 && n != SEG_FS && n != SEG_GS) {
		unsupported("base of a segment other than FS and GS", base);
		return refuse(VECTOR_GP, selector);
	}
	st->seg[n] = selector;
	st->seg_base[n] = base;
	return (struct refusal){0};
}

struct refusal x86_check_code(const struct state *st, uint16_t selector, gaddr offset, bool returns)
{
	uint64_t v = x86_descriptor(st, selector);
	if (is_null(selector) || !desc_has(v, DESC_CODE) || (returns && (selector & 3) != 3))
		return refuse(VECTOR_GP, is_null(selector) ? 0 : selector);
	if (!desc_has(v, DESC_PRESENT))
		return refuse(VECTOR_NP, selector);
	if (desc_has(v, DESC_LONG))
		die("the program goes on in 64-bit code, at 0x%08x, selector 0x%x: it cannot be translated", offset, selector);
	if (!desc_has(v, DESC_32BIT))
		die("the program goes on in 16-bit code, at 0x%08x, selector 0x%x: it cannot be translated", offset, selector);
	if (base_of(v) != 0)
		die("the program goes on in a code segment with a base, selector 0x%x: it cannot be translated", selector);
	if (offset > x86_limit(v))
		return refuse(VECTOR_GP, 0);
	return (struct refusal){0};
}

/* reload brings a base up to date whose descriptor may have changed. A selector
 * that means nothing any more is gone. */
static void reload(struct state *st, uint16_t selector)
{
	for (uint32_t n = SEG_FS; n <= SEG_GS; n++)
		if ((st->seg[n] | 3) == (selector | 3u) && x86_load_segment(st, n, (uint16_t)st->seg[n]).vector != 0)
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
		entry, base_of(v), limit_field(v),
		(desc_has(v, DESC_32BIT) ? SEG_32BIT : 0u) | contents << CONTENTS_SHIFT | (desc_has(v, DESC_ACCESS) ? 0u : READ_EXEC_ONLY) |
			(desc_has(v, DESC_PAGES) ? LIMIT_IN_PAGES : 0u) | (desc_has(v, DESC_PRESENT) ? 0u : NOT_PRESENT) | (desc_has(v, DESC_AVAILABLE) ? USEABLE : 0u),
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
