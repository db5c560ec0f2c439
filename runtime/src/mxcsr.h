/* The control and status register of SSE on an x86-64 host. */
#ifndef MXCSR_H
#define MXCSR_H

#include <stdint.h>

/* Flags. [SDM 1, 10.2.3] */
enum { MXCSR_ZE = 1 << 2, MXCSR_OE = 1 << 3, MXCSR_UE = 1 << 4, MXCSR_PE = 1 << 5 };

#define MXCSR_MASKED 0x1f80u /* as a process starts: nothing raised, all exceptions masked */

/* The locals are larger than they need be because LLVM gives back a frame of eight
 * bytes by a pop into a register it holds for free, in functions that preserve
 * all registers as well, and because a pop of eight bytes just after four of them
 * were stored waits until these have left for the cache. */
static inline uint32_t mxcsr(void)
{
	uint32_t v[4];
	__asm__ volatile("stmxcsr %0" : "=m"(v));
	return v[0];
}

static inline void set_mxcsr(uint32_t value)
{
	uint32_t v[4] = { value };
	__asm__ volatile("ldmxcsr %0" : : "m"(v));
}

#endif
