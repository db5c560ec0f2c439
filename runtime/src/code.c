/* Guest code that changes after it was lifted. Lifted code for it is never
 * entered again: its dispatch entries go, and its host code begins with a jump
 * back to the dispatcher, which interprets what is there now. */
#include "code.h"

#include "mem.h"

#include <asm/unistd_64.h>

enum { PAGE_SIZE = 4096, HOST_READ = 1, HOST_WRITE = 2, HOST_EXEC = 4 };

extern const char xlat_miss[];

/* host_writable makes host memory of the output writable, keeping exec. */
static void host_writable(const void *p, size_t n, int prot)
{
	uint64_t first = (uint64_t)p & ~(uint64_t)(PAGE_SIZE - 1);
	uint64_t end = ((uint64_t)p + n + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1);
	if (sys3(__NR_mprotect, (long)first, (long)(end - first), prot) != 0)
		die("cannot change lifted code: the host refuses to make it writable");
}

/* start_of returns the first eight bytes of a function's host code, which are
 * aligned; stop_at what they are once it is closed: jmp xlat_miss. */
static uint64_t *start_of(const struct function *f)
{
	return (uint64_t *)((uintptr_t)xlat_miss + f->distance);
}

static uint64_t stop_at(const struct function *f, uint64_t bytes)
{
	int32_t rel = -(int32_t)f->distance - 5;
	return (bytes & ~UINT64_C(0xffffffffff)) | 0xe9 | (uint64_t)(uint32_t)rel << 8;
}

static bool is_stopped(const struct function *f)
{
	return *start_of(f) == stop_at(f, *start_of(f));
}

/* close_function makes every call of a lifted function go to the dispatcher. */
static void close_function(const struct function *f)
{
	uint64_t *code = start_of(f);
	host_writable(code, sizeof *code, HOST_READ | HOST_WRITE | HOST_EXEC);
	__atomic_store_n(code, stop_at(f, *code), __ATOMIC_RELEASE);
	host_writable(code, sizeof *code, HOST_READ | HOST_EXEC);
}

/* close_entries removes the dispatch entries from start up to end. */
static void close_entries(gaddr start, gaddr end)
{
	const struct program *p = &program;
	uint32_t *table = (uint32_t *)(uintptr_t)p->dispatch + (start - p->text_start) / GUEST_ALIGN;
	size_t n = (end - start) / GUEST_ALIGN;
	host_writable(table, n * 4, HOST_READ | HOST_WRITE);
	for (size_t i = 0; i < n; i++)
		__atomic_store_n(&table[i], 0, __ATOMIC_RELAXED);
}

/* closed has a bit for each page of text whose lifted code is gone. */
static bool is_closed(gaddr page, bool close)
{
	static uint64_t closed[(UINT64_C(1) << 32) / PAGE_SIZE / 64];
	uint32_t n = page / PAGE_SIZE;
	uint64_t bit = UINT64_C(1) << (n % 64);
	uint64_t old = close ? __atomic_fetch_or(&closed[n / 64], bit, __ATOMIC_RELAXED)
		: __atomic_load_n(&closed[n / 64], __ATOMIC_RELAXED);
	return old & bit;
}

/* forget closes a lifted function. Host pages hold several. */
struct lock code_lock;

static void forget(const struct function *f)
{
	LOCKED(&code_lock);
	close_function(f);
	close_entries(f->guest, f->guest + f->size);
}

const struct function *code_from(gaddr addr)
{
	const struct function *low = program.functions, *high = program.functions_end;
	while (low < high) {
		const struct function *f = low + (high - low) / 2;
		if (f->guest + f->size - 1 >= addr)
			high = f;
		else
			low = f + 1;
	}
	return low;
}

/* close_page forgets all lifted functions that have code in a page. */
static void close_page(gaddr page)
{
	for (const struct function *f = code_from(page); f < program.functions_end && f->guest < page + PAGE_SIZE; f++)
		forget(f);
}

/* leave_stale makes lifted code of this thread go back to the dispatcher, so
 * that no function goes on in host code that is stale. */
static void leave_stale(void)
{
	self()->unwind = 1;
	self()->event = 1;
}

void code_changed(gaddr start, uint32_t size)
{
	const struct program *p = &program;
	uint64_t end = (uint64_t)start + size;
	if (start < p->text_start)
		start = p->text_start;
	if (end > p->text_end)
		end = p->text_end;
	bool any = false;
	for (uint64_t page = start & ~(gaddr)(PAGE_SIZE - 1); page < end; page += PAGE_SIZE)
		if (!is_closed((gaddr)page, true)) {
			close_page((gaddr)page);
			any = true;
		}
	if (any)
		leave_stale();
}

void code_close(bool (*chosen)(const struct function *))
{
	const struct program *p = &program;
	for (const struct function *f = p->functions; f < p->functions_end; f++)
		if (chosen(f) && !is_stopped(f))
			forget(f);
	leave_stale();
}

static bool every(const struct function *f)
{
	(void)f;
	return true;
}

void code_close_all(void)
{
	code_close(every);
}

void memory_changed(gaddr start, uint32_t size)
{
	struct program *p = &program;
	uint64_t end = (uint64_t)start + size;
	for (const uint32_t *page = p->relied; page < p->relied_end; page++)
		if (*page < end && *page + PAGE_SIZE > start) {
			p->relied = p->relied_end;
			code_close_all();
			return;
		}
}

bool code_is_closed(gaddr addr)
{
	const struct function *f = code_from(addr);
	return f < program.functions_end && f->guest <= addr && is_stopped(f);
}

/* was_lifted reports whether lifted code was made of a page. */
static bool was_lifted(gaddr page)
{
	const struct function *f = code_from(page);
	return f < program.functions_end && f->guest < page + PAGE_SIZE;
}

/* each_watched calls visit for the pages of segments that can be written and
 * executed from which code was lifted, and reports whether any call returned
 * true. */
static bool each_watched(bool (*visit)(gaddr page))
{
	const struct program *p = &program;
	bool any = false;
	for (uint32_t i = 0; i < p->nsegments; i++) {
		const struct segment *s = &p->segments[i];
		if ((s->perm & (MEM_WRITE | MEM_EXEC)) != (MEM_WRITE | MEM_EXEC))
			continue;
		for (uint64_t page = s->addr & ~(gaddr)(PAGE_SIZE - 1); page < (uint64_t)s->addr + s->size; page += PAGE_SIZE)
			if (was_lifted((gaddr)page) && visit((gaddr)page))
				any = true;
	}
	return any;
}

static bool watch(gaddr page)
{
	return sys3(__NR_mprotect, page, PAGE_SIZE, HOST_READ) == 0;
}

void code_init(void)
{
	each_watched(watch);
}

bool code_unwatch(void)
{
	return each_watched(code_written);
}

bool code_was_changed(gaddr addr)
{
	return is_closed(addr & ~(gaddr)(PAGE_SIZE - 1), false);
}

bool code_written(gaddr addr)
{
	gaddr page = addr & ~(gaddr)(PAGE_SIZE - 1);
	if ((mem_prot(addr) & (MEM_WRITE | MEM_EXEC)) != (MEM_WRITE | MEM_EXEC) || is_closed(page, true))
		return false;
	if (addr >= program.text_start && addr < program.text_end) {
		close_page(page);
		leave_stale();
	}
	sys3(__NR_mprotect, page, PAGE_SIZE, HOST_READ | HOST_WRITE);
	return true;
}
