/* What every file of the runtime shares: guest memory, host system calls,
 * diagnostics. Freestanding C11; nothing here needs a C library. */
#ifndef XLAT_H
#define XLAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Everything is linked into one executable: no symbol goes through a table. */
#pragma GCC visibility push(hidden)

/* GUEST_ALIGN is the alignment of instructions. */
#if defined GUEST_MIPS
#include "state_mips.h"
#define GUEST_ALIGN 4
#elif defined GUEST_PPC
#include "state_ppc.h"
#define GUEST_ALIGN 4
#elif defined GUEST_X86
#include "state_x86.h"
#define GUEST_ALIGN 1
#else
#error "define the guest: GUEST_MIPS, GUEST_PPC or GUEST_X86"
#endif

/* GUEST_BIG is 1 for a big-endian guest. */
#ifndef GUEST_BIG
#error "define GUEST_BIG to 0 or 1"
#endif

typedef uint32_t gaddr; /* guest address */

/* self returns the state of the running thread. */
static inline struct state *self(void)
{
	struct state *st;
	__asm__("mov %%gs:0, %0" : "=r"(st));
	return st;
}

/* host returns the host address of a guest address: the same one. The access
 * may fault; copy_in and copy_out do not. */
static inline void *host(gaddr a)
{
	return (void *)(uintptr_t)a;
}

static inline uint16_t swap16(uint16_t v) { return GUEST_BIG ? __builtin_bswap16(v) : v; }
static inline uint32_t swap32(uint32_t v) { return GUEST_BIG ? __builtin_bswap32(v) : v; }
static inline uint64_t swap64(uint64_t v) { return GUEST_BIG ? __builtin_bswap64(v) : v; }

/* getN and putN read and write guest memory at a host pointer of any
 * alignment, in guest byte order. */
static inline uint16_t get16(const void *p) { uint16_t v; __builtin_memcpy(&v, p, 2); return swap16(v); }
static inline uint32_t get32(const void *p) { uint32_t v; __builtin_memcpy(&v, p, 4); return swap32(v); }
static inline uint64_t get64(const void *p) { uint64_t v; __builtin_memcpy(&v, p, 8); return swap64(v); }
static inline void put16(void *p, uint16_t v) { v = swap16(v); __builtin_memcpy(p, &v, 2); }
static inline void put32(void *p, uint32_t v) { v = swap32(v); __builtin_memcpy(p, &v, 4); }
static inline void put64(void *p, uint64_t v) { v = swap64(v); __builtin_memcpy(p, &v, 8); }

/* sysN makes a host system call and returns what the kernel returns: a value,
 * or -errno with the host's numbers. */
static inline long sys6(long nr, long a, long b, long c, long d, long e, long f)
{
	long ret;
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	__asm__ volatile("syscall" : "=a"(ret)
		: "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
		: "rcx", "r11", "memory");
	return ret;
}
static inline long sys0(long nr) { return sys6(nr, 0, 0, 0, 0, 0, 0); }
static inline long sys1(long nr, long a) { return sys6(nr, a, 0, 0, 0, 0, 0); }
static inline long sys2(long nr, long a, long b) { return sys6(nr, a, b, 0, 0, 0, 0); }
static inline long sys3(long nr, long a, long b, long c) { return sys6(nr, a, b, c, 0, 0, 0); }
static inline long sys4(long nr, long a, long b, long c, long d) { return sys6(nr, a, b, c, d, 0, 0); }
static inline long sys5(long nr, long a, long b, long c, long d, long e) { return sys6(nr, a, b, c, d, e, 0); }

/* copy_in and copy_out move n bytes between guest and host memory. They return
 * 0, or -14 (EFAULT of the host) where guest memory is not accessible. */
int copy_in(void *dst, gaddr src, size_t n);
int copy_out(gaddr dst, const void *src, size_t n);

void *memcpy(void *restrict dst, const void *restrict src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
int memcmp(const void *a, const void *b, size_t n);
size_t strlen(const char *s);

/* die prints "xlat: " and the message to stderr and ends the process with
 * status 126. The conversions are %s, %d, %u, %x and %08x. */
_Noreturn void die(const char *format, ...);
/* say prints the same kind of message and returns. */
void say(const char *format, ...);
/* format writes to buf like snprintf with those conversions plus %ld %lu %lx,
 * and returns the length without the terminating zero, at most size-1. */
size_t format(char *buf, size_t size, const char *fmt, ...);

/* The environment variable of the host process, or NULL. */
const char *host_getenv(const char *name);

/* What the translator knew about the program; emitted into every output. */
struct program {
	uint32_t entry;
	uint32_t phdr, phnum;        /* for auxv; phdr 0 where not in memory */
	uint32_t brk;                /* first address after the last segment */
	uint32_t bias;
	uint32_t flags;              /* enum program_flags */
	uint32_t text_start, text_end; /* range of the dispatch table */
	const uint32_t *dispatch;    /* per GUEST_ALIGN bytes of text: host code minus xlat_miss, 0 where none */
	uint32_t nsegments;
	const struct segment *segments;
	const uint8_t *lines;        /* see lines.c */
	const struct line_chunk *chunks, *chunks_end;
	const struct function *functions, *functions_end; /* ascending by guest address */
	const uint32_t *relied, *relied_end; /* pages of memory that lifted code knows the contents of */
};
/* A lifted function: its guest range, and its host code's distance from
 * xlat_miss. */
struct function {
	uint32_t guest, size, distance;
};
struct segment {
	uint32_t addr, size;         /* in guest memory */
	uint32_t perm;               /* host PROT_* bits the guest asked for */
	uint32_t filesz;
	const uint8_t *data;         /* NULL: the output's PT_LOAD has put it there */
};
enum program_flags {
	PROGRAM_FR1 = 1, PROGRAM_NAN2008 = 2, PROGRAM_EXEC_STACK = 4, PROGRAM_SOFT_FLOAT = 8,
	PROGRAM_EXACT = 16, /* the state is exact at faults of lifted code */
	PROGRAM_SO_CLEAR = 32, /* lifted code takes SO of XER for 0 */
};
extern const struct program xlat_program;
/* The program that runs: xlat_program, or one that elf_load has read from its
 * file. */
extern struct program program;

/* Address space of the guest, in mem.c. */
void mem_init(gaddr brk_start); /* called once, after segments are in place */

/* One guest system call in the state: arguments from its registers, result and
 * error flag back into them. Returns the guest PC to go on at. */
uint32_t rt_syscall(struct state *st, uint32_t pc);

/* Starts tracing as XLAT_TRACE and XLAT_TRACE_FILE of the host environment
 * say; called once before the guest starts. */
void trace_init(void);

#endif
