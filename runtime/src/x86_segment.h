/* Segments of i386 programs. */
#ifndef X86_SEGMENT_H
#define X86_SEGMENT_H

#include "xlat.h"

/* Selectors that the kernel has set up, as under a 64-bit kernel.
 * [Linux arch/x86/include/asm/segment.h] */
enum { USER_CS = 0x23, USER_DS = 0x2b };

/* x86_load_segment loads segment register n; not 0 where the processor refuses
 * the selector. */
int x86_load_segment(struct state *st, uint32_t n, uint16_t selector);

/* x86_set_tls sets a thread's descriptor from the user_desc at a, as
 * set_thread_area does; where allocate it may be asked to choose the entry. */
long x86_set_tls(struct state *st, gaddr a, bool allocate);

#endif
