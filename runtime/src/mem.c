/* The guest's address space. Guest memory is the low 4 GiB of the host's, so
 * mappings are the host's; what is kept here is which ranges are taken and with
 * what protection, because places are chosen as the guest's kernel would and
 * because host pages are never executable while the guest's may be. */
#include "code.h"
#include "sys.h"
#include <asm/unistd.h>

/* Nothing is put below the usual vm.mmap_min_addr. Where the guest asks for an
 * address and the host allows it, something may be lower, but not where lifted
 * code would have to wrap sums of a register and a displacement of 16 bits. */
#define LOWEST 0x10000u
#define LOWEST_FIXED 0x8000u
#define PROT_MASK (MEM_READ | MEM_WRITE | MEM_EXEC)

struct region {
	uint64_t start, end;
	unsigned prot;
};

/* regions are sorted, do not touch where protections are equal, and live in host
 * memory above the guest's. */
static struct region *regions;
static size_t count, capacity;

static gaddr brk_first, brk_now;

/* Held where the record and the host's mappings are read or changed together. */
struct lock mem_lock;

/* Attached shared memory, for shmdt. */
static struct {
	gaddr addr;
	uint32_t size;
} attached[256];

static uint64_t round_up(uint64_t v, uint64_t align)
{
	return (v + align - 1) / align * align;
}

/* grow makes room for two more regions. */
static void grow(void)
{
	if (count + 2 <= capacity)
		return;
	size_t more = capacity ? 2 * capacity : 512;
	long p = sys6(__NR_mmap, 0, (long)(more * sizeof *regions), 3, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (p < 0)
		die("no memory for the record of guest mappings");
	if (regions) {
		memcpy((void *)p, regions, count * sizeof *regions);
		sys2(__NR_munmap, (long)regions, (long)(capacity * sizeof *regions));
	}
	regions = (struct region *)p;
	capacity = more;
}

/* first returns the index of the first region that ends after a. */
static size_t first(uint64_t a)
{
	size_t lo = 0, hi = count;
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (regions[mid].end > a)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static void remove_at(size_t i, size_t n)
{
	memmove(&regions[i], &regions[i + n], (count - i - n) * sizeof *regions);
	count -= n;
}

static void insert_at(size_t i, struct region r)
{
	grow();
	memmove(&regions[i + 1], &regions[i], (count - i) * sizeof *regions);
	regions[i] = r;
	count++;
}

/* forget removes a range, splitting the regions at its ends. */
static void forget(uint64_t start, uint64_t end)
{
	size_t i = first(start);
	if (i < count && regions[i].start < start) {
		if (regions[i].end > end) {
			struct region tail = {end, regions[i].end, regions[i].prot};
			regions[i].end = start;
			insert_at(i + 1, tail);
			return;
		}
		regions[i++].end = start;
	}
	size_t n = 0;
	while (i + n < count && regions[i + n].end <= end)
		n++;
	remove_at(i, n);
	if (i < count && regions[i].start < end)
		regions[i].start = end;
}

/* record sets the protection of a range. */
static void record(uint64_t start, uint64_t end, unsigned prot)
{
	if (start >= end)
		return;
	forget(start, end);
	size_t i = first(start);
	bool before = i > 0 && regions[i - 1].end == start && regions[i - 1].prot == prot;
	bool after = i < count && regions[i].start == end && regions[i].prot == prot;
	if (before && after) {
		regions[i - 1].end = regions[i].end;
		remove_at(i, 1);
	} else if (before) {
		regions[i - 1].end = end;
	} else if (after) {
		regions[i].start = start;
	} else {
		insert_at(i, (struct region){start, end, prot});
	}
}

static bool is_free(uint64_t start, uint64_t end)
{
	size_t i = first(start);
	return i == count || regions[i].start >= end;
}

/* has_code reports whether a range touches executable memory of the guest. */
static bool has_code(uint64_t start, uint64_t end)
{
	for (size_t i = first(start); i < count && regions[i].start < end; i++)
		if (regions[i].prot & MEM_EXEC)
			return true;
	return false;
}

/* below finds the highest free range that ends at or below top. */
static uint64_t below(uint64_t top, uint64_t lowest, uint64_t size, uint64_t align)
{
	size_t i = first(top);
	if (i < count && regions[i].start < top)
		top = regions[i].start;
	for (;; i--) {
		uint64_t floor = i > 0 ? regions[i - 1].end : 0;
		if (floor < lowest)
			floor = lowest;
		if (top >= floor + size) {
			uint64_t at = (top - size) / align * align;
			if (at >= floor)
				return at;
		}
		if (i == 0 || regions[i - 1].start <= lowest)
			return 0;
		top = regions[i - 1].start;
	}
}

struct mem_limits mem_limits = {UINT64_MAX, UINT64_MAX};

/* within_limits reports whether the guest may have a range mapped besides what it
 * has. The stack counts for nothing, as it is mapped in full and hardly used;
 * memory that is shared counts as data, which it does not in the kernel. */
static bool within_limits(uint64_t start, uint64_t end, unsigned prot)
{
	uint64_t space = end - start, data = prot & MEM_WRITE ? end - start : 0;
	if (mem_limits.space == UINT64_MAX && mem_limits.data == UINT64_MAX)
		return true;
	for (size_t i = 0; i < count; i++) {
		const struct region *r = &regions[i];
		uint64_t low = r->start > start ? r->start : start, high = r->end < end ? r->end : end;
		uint64_t n = r->end - r->start - (low < high ? high - low : 0);
		if (r->end == GUEST_STACK_TOP)
			continue;
		space += n;
		data += r->prot & MEM_WRITE ? n : 0;
	}
	return space <= mem_limits.space && data <= mem_limits.data;
}

gaddr mem_find(uint64_t size, uint32_t align)
{
	LOCKED(&mem_lock);
	uint64_t at = below(GUEST_MMAP_TOP, LOWEST, size, align);
	if (!at)
		at = below(GUEST_LIMIT, GUEST_MMAP_TOP, size, align);
	return (gaddr)at;
}

/* host_prot is what the host's pages get: code is read, never executed, and
 * memory that can be executed can be read, as on machines without an
 * execute-inhibit bit for reads. */
static long host_prot(unsigned prot)
{
	long p = (long)(prot & ~(unsigned)MEM_EXEC);
	return prot & MEM_EXEC ? p | MEM_READ : p;
}

/* changed says that a range may hold something else now, code where code says so. */
static void changed(gaddr start, uint32_t size, bool code)
{
	if (code)
		code_changed(start, size);
	memory_changed(start, size);
}

/* place maps a range the caller chose. fixed is false where the place was ours
 * to choose: then something of the host's in the way is an error, which is
 * recorded so that the next choice is another. */
static long place(uint64_t addr, uint64_t size, unsigned prot, uint32_t flags, int fd, uint64_t offset, bool fixed)
{
	uint32_t how = flags & ~(uint32_t)(HOST_MAP_FIXED | HOST_MAP_FIXED_NOREPLACE | HOST_MAP_GROWSDOWN);
	how |= fixed ? HOST_MAP_FIXED : HOST_MAP_FIXED_NOREPLACE;
	long r = sys6(__NR_mmap, (long)addr, (long)size, host_prot(prot), (long)how, fd, (long)offset);
	if (r == -EEXIST && !fixed)
		record(addr, addr + size, 0);
	if (r < 0)
		return r;
	bool code = has_code(addr, addr + size) || (prot & MEM_EXEC);
	record(addr, addr + size, prot);
	changed((gaddr)addr, (uint32_t)size, code);
	return r;
}

void mem_init(gaddr brk_start)
{
	grow();
	for (uint32_t i = 0; i < program.nsegments; i++) {
		const struct segment *s = &program.segments[i];
		if (s->data == NULL && s->filesz > 0)
			mem_note(s->addr, s->size, s->perm);
	}
	brk_first = brk_now = (gaddr)round_up(brk_start, PAGE);
}

void mem_load(gaddr addr, uint32_t size, unsigned prot, const uint8_t *data, uint32_t filesz)
{
	LOCKED(&mem_lock);
	uint64_t start = addr & ~(PAGE - 1), end = round_up((uint64_t)addr + size, PAGE);
	if (size == 0)
		return;
	for (uint64_t a = start; a < end;) { /* the gaps */
		size_t i = first(a);
		uint64_t stop = i < count && regions[i].start < end ? regions[i].start : end;
		if (stop > a && place(a, stop - a, MEM_READ | MEM_WRITE, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0, false) < 0)
			die("the guest's memory at 0x%08x is not to be had", (uint32_t)a);
		a = i < count && regions[i].end < end ? regions[i].end : end;
	}
	sys3(__NR_mprotect, (long)start, (long)(end - start), MEM_READ | MEM_WRITE);
	if (filesz)
		memcpy(host(addr), data, filesz);
	for (uint64_t a = start; a < end; a += PAGE) {
		bool shared = a < addr || a + PAGE > (uint64_t)addr + size;
		unsigned p = (prot & PROT_MASK) | (shared ? mem_prot((gaddr)a) : 0);
		sys3(__NR_mprotect, (long)a, PAGE, host_prot(p));
		record(a, a + PAGE, p);
	}
}

long mem_map_file(gaddr addr, uint32_t size, unsigned prot, int fd, uint32_t offset, uint32_t filesz)
{
	LOCKED(&mem_lock);
	uint32_t lead = addr % PAGE;
	uint64_t start = addr - lead, end = round_up((uint64_t)addr + size, PAGE);
	uint64_t from_file = filesz ? round_up((uint64_t)addr + filesz, PAGE) : start;
	long r = 0;
	if (from_file > start)
		r = place(start, from_file - start, prot, HOST_MAP_PRIVATE, fd, offset - lead, true);
	/* Where the file's last page has more than the segment, the rest is zeroed. */
	if (r >= 0 && size > filesz && from_file > (uint64_t)addr + filesz && (prot & MEM_WRITE))
		memset(host(addr + filesz), 0, (size_t)(from_file - addr - filesz));
	if (r >= 0 && end > from_file)
		r = place(from_file, end - from_file, prot, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0, true);
	return r < 0 ? r : 0;
}

gaddr mem_stack(uint32_t size, bool exec)
{
	uint64_t n = round_up(size, PAGE);
	unsigned prot = MEM_READ | MEM_WRITE | (exec ? MEM_EXEC : 0);
	if (place(GUEST_STACK_TOP - n, n, prot, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS | HOST_MAP_NORESERVE, -1, 0, true) < 0)
		die("no memory for the guest's stack");
	return GUEST_STACK_TOP;
}

void mem_note(gaddr addr, uint32_t size, unsigned prot)
{
	LOCKED(&mem_lock);
	record(addr & ~(PAGE - 1), round_up((uint64_t)addr + size, PAGE), prot & PROT_MASK);
}

void mem_forget(gaddr addr, uint32_t size)
{
	LOCKED(&mem_lock);
	forget(addr, round_up((uint64_t)addr + size, PAGE));
}

long mem_map(gaddr addr, uint32_t size, unsigned prot)
{
	LOCKED(&mem_lock);
	uint64_t n = round_up(size, PAGE);
	uint64_t at = addr ? addr : mem_find(n, PAGE);
	if (!at)
		return -ENOMEM;
	return place(at, n, prot, HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0, addr != 0);
}

unsigned mem_prot(gaddr a)
{
	LOCKED(&mem_lock);
	size_t i = first(a);
	return i < count && regions[i].start <= a ? regions[i].prot : 0;
}

bool mem_mapped(gaddr a)
{
	LOCKED(&mem_lock);
	size_t i = first(a);
	return i < count && regions[i].start <= a;
}

bool mem_is_heap(gaddr a)
{
	return a >= brk_first && a < brk_now;
}

bool mem_range(gaddr a, gaddr *start, uint64_t *end, unsigned *prot)
{
	LOCKED(&mem_lock);
	size_t i = first(a);
	if (i == count)
		return false;
	*start = (gaddr)regions[i].start;
	*end = regions[i].end;
	*prot = regions[i].prot;
	return true;
}

/* map is mmap with the guest's flags and an offset in bytes. [man 2 mmap] */
static long map(gaddr addr, uint32_t len, uint32_t prot, uint32_t guest_flags, int fd, uint64_t offset)
{
	LOCKED(&mem_lock);
	uint32_t flags = mapflags_in(guest_flags);
	uint64_t size = round_up(len, PAGE);
	uint64_t at = addr;
	bool fixed = flags & (HOST_MAP_FIXED | HOST_MAP_FIXED_NOREPLACE);

	if (len == 0)
		return -EINVAL;
	if (size > GUEST_LIMIT)
		return -ENOMEM;
	if (offset % PAGE)
		return -EINVAL;
	if (fixed) {
		if (addr % PAGE)
			return -EINVAL;
		if (at + size > GUEST_LIMIT)
			return -ENOMEM;
		if (at < LOWEST_FIXED)
			return -EPERM;
		if ((flags & HOST_MAP_FIXED_NOREPLACE) && !is_free(at, at + size))
			return -EEXIST;
		if (!within_limits(at, at + size, prot))
			return -ENOMEM;
		return place(at, size, prot & PROT_MASK, flags, fd, offset, !(flags & HOST_MAP_FIXED_NOREPLACE));
	}
	at = round_up(at, PAGE); /* a hint */
	if (at < LOWEST || at + size > GUEST_LIMIT || !is_free(at, at + size))
		at = 0;
	/* Each failure records what was in the way, so the number of tries is bounded. */
	for (;;) {
		if (!at)
			at = mem_find(size, PAGE);
		if (!at || !within_limits(at, at + size, prot))
			return -ENOMEM;
		long r = place(at, size, prot & PROT_MASK, flags, fd, offset, false);
		if (r != -EEXIST)
			return r;
		at = 0;
	}
}

long sys_mmap(gaddr addr, uint32_t len, uint32_t prot, uint32_t flags, int32_t fd, uint32_t offset)
{
	return map(addr, len, prot, flags, fd, offset);
}

long sys_mmap2(gaddr addr, uint32_t len, uint32_t prot, uint32_t flags, int32_t fd, uint32_t pages)
{
	return map(addr, len, prot, flags, fd, (uint64_t)pages << 12);
}

long sys_munmap(gaddr addr, uint32_t len)
{
	LOCKED(&mem_lock);
	uint64_t size = round_up(len, PAGE);
	if (addr % PAGE || len == 0 || addr + size > GUEST_LIMIT)
		return -EINVAL;
	if (addr < LOWEST_FIXED)
		return 0; /* nothing can be there */
	long r = sys2(__NR_munmap, addr, (long)size);
	if (r < 0)
		return r;
	bool code = has_code(addr, addr + size);
	forget(addr, addr + size);
	changed(addr, (uint32_t)size, code);
	return 0;
}

long sys_mprotect(gaddr addr, uint32_t len, uint32_t prot)
{
	LOCKED(&mem_lock);
	uint64_t size = round_up(len, PAGE), end = addr + size;
	if (addr % PAGE)
		return -EINVAL;
	if (len == 0)
		return 0;
	if (end > GUEST_LIMIT)
		return -ENOMEM;
	long r = sys3(__NR_mprotect, addr, (long)size, host_prot(prot));
	if (r < 0 && r != -ENOMEM)
		return r;
	bool code = prot & MEM_WRITE && ((prot & MEM_EXEC) || has_code(addr, end));
	/* Where it stopped at a gap, what lies before the gap has changed. */
	for (uint64_t a = addr; a < end;) {
		size_t i = first(a);
		if (i == count || regions[i].start > a)
			break;
		uint64_t stop = regions[i].end < end ? regions[i].end : end;
		record(a, stop, prot & PROT_MASK);
		a = stop;
	}
	if (prot & MEM_WRITE)
		changed(addr, (uint32_t)size, code);
	return r;
}

long sys_pkey_mprotect(gaddr addr, uint32_t len, uint32_t prot, int32_t key)
{
	return key == -1 ? sys_mprotect(addr, len, prot) : -EINVAL;
}

/* mremap: the host moves the pages, we choose the place. [man 2 mremap] */
long sys_mremap(gaddr addr, uint32_t old_len, uint32_t new_len, uint32_t flags, gaddr new_addr)
{
	LOCKED(&mem_lock);
	enum { MAYMOVE = 1, FIXED = 2, DONTUNMAP = 4 };
	uint64_t old = round_up(old_len, PAGE), new = round_up(new_len, PAGE);
	unsigned prot = mem_prot(addr);

	if (flags & ~(uint32_t)(MAYMOVE | FIXED | DONTUNMAP) || addr % PAGE || new == 0 || new > GUEST_LIMIT)
		return -EINVAL;
	if ((flags & (FIXED | DONTUNMAP)) && !(flags & MAYMOVE))
		return -EINVAL;
	if (addr + old > GUEST_LIMIT || !mem_mapped(addr))
		return -EFAULT;

	if (new > old && !within_limits(addr, addr + new, prot))
		return -ENOMEM;
	uint64_t to = 0;
	if (flags & FIXED) {
		to = new_addr;
		if (to % PAGE || to + new > GUEST_LIMIT || (to < addr + old && addr < to + new))
			return -EINVAL;
		if (to < LOWEST)
			return -EPERM;
	} else if (!(flags & DONTUNMAP)) {
		if (new <= old || is_free(addr + old, addr + new)) {
			long r = addr + new > GUEST_LIMIT ? -ENOMEM : sys5(__NR_mremap, addr, (long)old, (long)new, 0, 0);
			if (r >= 0) {
				if (new < old)
					forget(addr + new, addr + old);
				else
					record(addr + old, addr + new, prot);
				return r;
			}
			if (r != -ENOMEM)
				return r;
		}
		if (!(flags & MAYMOVE))
			return -ENOMEM;
	}
	if (!to && !(to = mem_find(new, PAGE)))
		return -ENOMEM;
	long r = sys5(__NR_mremap, addr, (long)old, (long)new, (long)(flags | FIXED), (long)to);
	if (r < 0)
		return r;
	bool code = (prot & MEM_EXEC) || has_code(to, to + new);
	if (!(flags & DONTUNMAP) && old)
		forget(addr, addr + old);
	record(to, to + new, prot);
	changed(addr, (uint32_t)old, code);
	changed((gaddr)to, (uint32_t)new, code);
	return r;
}

/* brk never fails: it returns the end that holds. [man 2 brk] */
long sys_brk(gaddr addr)
{
	LOCKED(&mem_lock);
	uint64_t old = round_up(brk_now, PAGE), new = round_up(addr, PAGE);
	if (addr < brk_first || new > GUEST_LIMIT)
		return (long)brk_now;
	if (new > old) {
		if (!is_free(old, new) || !within_limits(old, new, MEM_WRITE))
			return (long)brk_now;
		if (place(old, new - old, MEM_READ | MEM_WRITE | (program.flags & PROGRAM_EXEC_STACK ? MEM_EXEC : 0),
			HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0, false) < 0)
			return (long)brk_now;
	} else if (new < old) {
		sys2(__NR_munmap, (long)new, (long)(old - new));
		forget(new, old);
	}
	brk_now = addr;
	return (long)addr;
}

/* shmat attaches where the guest's kernel would: aligned to SHMLBA, in the
 * guest's range. [man 2 shmat] */
long sys_shmat(int32_t id, gaddr addr, uint32_t flags)
{
	LOCKED(&mem_lock);
	enum { RDONLY = 010000, RND = 020000, REMAP = 040000, EXEC = 0100000 };
	struct host_shmid_ds ds;
	long r = sys3(__NR_shmctl, id, 2 /* IPC_STAT */, (long)&ds);
	if (r < 0)
		return r;
	uint64_t size = round_up(ds.shm_segsz, PAGE), at = addr;
	if (at) {
		if (at % GUEST_SHMLBA) {
			if (!(flags & RND))
				return -EINVAL;
			at = at / GUEST_SHMLBA * GUEST_SHMLBA;
		}
		if (at < LOWEST || at + size > GUEST_LIMIT || (!(flags & REMAP) && !is_free(at, at + size)))
			return -EINVAL;
	} else {
		if (flags & REMAP)
			return -EINVAL;
		at = mem_find(size, GUEST_SHMLBA);
		if (!at)
			return -ENOMEM;
	}
	size_t slot = 0;
	while (slot < sizeof attached / sizeof *attached && attached[slot].size)
		slot++;
	if (slot == sizeof attached / sizeof *attached)
		return -EMFILE;
	r = sys3(__NR_shmat, id, (long)at, (long)(flags & (RDONLY | REMAP)));
	if (r < 0)
		return r;
	attached[slot].addr = (gaddr)at;
	attached[slot].size = (uint32_t)size;
	record(at, at + size, MEM_READ | (flags & RDONLY ? 0 : MEM_WRITE) | (flags & EXEC ? MEM_EXEC : 0));
	return r;
}

long sys_shmdt(gaddr addr)
{
	LOCKED(&mem_lock);
	long r = sys1(__NR_shmdt, addr);
	if (r < 0)
		return r;
	for (size_t i = 0; i < sizeof attached / sizeof *attached; i++)
		if (attached[i].addr == addr && attached[i].size) {
			forget(addr, (uint64_t)addr + attached[i].size);
			attached[i].size = 0;
			break;
		}
	return r;
}
