/* Segments of i386 programs. */
#ifndef X86_SEGMENT_H
#define X86_SEGMENT_H

#include "xlat.h"

/* Selectors that the kernel has set up, as under a 64-bit kernel.
 * [Linux arch/x86/include/asm/segment.h] */
enum { USER_CS = 0x23, USER_DS = 0x2b, USER_CS64 = 0x33, CPU_NUMBER = 0x7b };

/* A refusal is the exception that a processor raises instead of loading a
 * segment register; vector is 0 where it loads it. */
struct refusal {
	uint32_t vector, error;
};

/* x86_load_segment loads segment register n other than CS. */
struct refusal x86_load_segment(struct state *st, uint32_t n, uint16_t selector);

/* x86_check_code tells what a far transfer to offset in the segment of selector
 * meets; returns says that it is a return. CS is left as it is. The program ends
 * where there is code of another kind, or with a base. */
struct refusal x86_check_code(const struct state *st, uint16_t selector, gaddr offset, bool returns);

/* x86_descriptor finds what a selector means, 0 for nothing that programs may
 * use. Fields of it by the numbers of their lowest bits: */
uint64_t x86_descriptor(const struct state *st, uint16_t selector);
enum {
	DESC_ACCESS = 41, /* data can be written, code read */
	DESC_CONFORMING = 42, DESC_CODE = 43, DESC_PRESENT = 47, DESC_AVAILABLE = 52, DESC_LONG = 53, DESC_32BIT = 54, DESC_PAGES = 55,
};
static inline bool desc_has(uint64_t descriptor, unsigned bit)
{
	return descriptor >> bit & 1;
}
uint32_t x86_limit(uint64_t descriptor);

/* x86_has_ldt reports whether the process has a table of its own. */
bool x86_has_ldt(void);

/* x86_set_tls sets a thread's descriptor from the user_desc at a, as
 * set_thread_area does; where allocate it may be asked to choose the entry. */
long x86_set_tls(struct state *st, gaddr a, bool allocate);

#endif
