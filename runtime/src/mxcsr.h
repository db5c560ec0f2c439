/* The control and status register of SSE on an x86-64 host. */
#ifndef MXCSR_H
#define MXCSR_H

#include <stdint.h>

#define MXCSR_MASKED 0x1f80u /* as a process starts: nothing raised, all exceptions masked */

/* The locals are aligned because LLVM gives back a frame of eight bytes by a pop
 * into a register it holds for free, in functions that preserve all registers
 * as well; larger frames it does not. */
static inline uint32_t mxcsr(void)
{
	_Alignas(16) uint32_t v;
	__asm__ volatile("stmxcsr %0" : "=m"(v));
	return v;
}

static inline void set_mxcsr(uint32_t value)
{
	_Alignas(16) uint32_t v = value;
	__asm__ volatile("ldmxcsr %0" : : "m"(v));
}

#endif
