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

/* close_function makes every call of a lifted function go to the dispatcher:
 * its first eight bytes, which are aligned, become jmp xlat_miss. */
static void close_function(const struct function *f)
{
	char *code = (char *)(uintptr_t)xlat_miss + f->distance;
	uint64_t bytes;
	host_writable(code, sizeof bytes, HOST_READ | HOST_WRITE | HOST_EXEC);
	int32_t rel = -(int32_t)f->distance - 5;
	__builtin_memcpy(&bytes, code, sizeof bytes);
	bytes = (bytes & ~UINT64_C(0xffffffffff)) | 0xe9 | (uint64_t)(uint32_t)rel << 8;
	__atomic_store_n((uint64_t *)(void *)code, bytes, __ATOMIC_RELEASE);
	host_writable(code, sizeof bytes, HOST_READ | HOST_EXEC);
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

/* close_page forgets all lifted functions that have code in a page. */
static void close_page(gaddr page)
{
	const struct program *p = &program;
	for (const struct function *f = p->functions; f < p->functions_end; f++) {
		gaddr end = f->guest + f->size;
		if (end <= page || f->guest >= page + PAGE_SIZE)
			continue;
		close_function(f);
		close_entries(f->guest, end);
	}
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

void code_init(void)
{
	const struct program *p = &program;
	for (uint32_t i = 0; i < p->nsegments; i++) {
		const struct segment *s = &p->segments[i];
		if ((s->perm & (MEM_WRITE | MEM_EXEC)) != (MEM_WRITE | MEM_EXEC))
			continue;
		gaddr first = s->addr & ~(gaddr)(PAGE_SIZE - 1);
		sys3(__NR_mprotect, first, (s->addr + s->size - first + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1), HOST_READ);
	}
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
