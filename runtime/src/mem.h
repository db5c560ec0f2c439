/* The guest's address space: which ranges are mapped and how. */
#ifndef MEM_H
#define MEM_H

#include "lock.h"
#include "xlat.h"

/* Held while the record of mappings changes; fork takes it. */
extern struct lock mem_lock;

/* Host values of what these functions take and remember. */
enum { MEM_READ = 1, MEM_WRITE = 2, MEM_EXEC = 4 };

/* The guest's RLIMIT_AS and RLIMIT_DATA. */
extern struct mem_limits {
	uint64_t space, data;
} mem_limits;

/* mem_map maps anonymous private memory for the runtime's own purposes: at addr,
 * or where addr is 0 at a free place. It returns the address or -errno. */
long mem_map(gaddr addr, uint32_t size, unsigned prot);

/* mem_load puts a segment in place: size bytes at addr, which need not be aligned,
 * the first filesz of them from data and zeros after them. Pages it shares with
 * a segment that is there already keep that one's content. */
void mem_load(gaddr addr, uint32_t size, unsigned prot, const uint8_t *data, uint32_t filesz);

/* mem_map_file maps a segment of a file: size bytes at addr, the first filesz of
 * them from offset, which is as far from a page's start as addr, and zeros
 * after them. It returns 0 or -errno. */
long mem_map_file(gaddr addr, uint32_t size, unsigned prot, int fd, uint32_t offset, uint32_t filesz);

/* mem_stack maps the stack of the guest's first thread and returns its end. */
gaddr mem_stack(uint32_t size, bool exec);

/* mem_note records that a range is mapped already (a loaded segment). */
void mem_note(gaddr addr, uint32_t size, unsigned prot);

/* mem_prot returns the protection the guest asked for at a: 0 where nothing is
 * mapped or nothing is allowed. Execute permission is the guest's idea; host
 * pages never have it. */
unsigned mem_prot(gaddr a);

/* mem_mapped reports whether the page at a is mapped. */
bool mem_mapped(gaddr a);

/* mem_is_heap reports whether a lies in what brk has mapped. */
bool mem_is_heap(gaddr a);

/* mem_find returns a free range below the usual top, or 0. */
gaddr mem_find(uint64_t size, uint32_t align);

/* mem_range returns the mapped range that contains or follows a, in order of
 * addresses: false where there is none. For /proc/self/maps. */
bool mem_range(gaddr a, gaddr *start, uint64_t *end, unsigned *prot);

/* mem_forget drops a range from the record. */
void mem_forget(gaddr addr, uint32_t size);

#endif
