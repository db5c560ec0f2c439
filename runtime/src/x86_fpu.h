/* The floating-point state as programs see it in memory. */
#ifndef X86_FPU_H
#define X86_FPU_H

#include "xlat.h"

enum { FSAVE_SIZE = 108, FENV_SIZE = 28, FXSAVE_SIZE = 512, FXSAVE_ALIGN = 16 };

/* x86_fpu_init sets the state that programs start with. */
void x86_fpu_init(struct state *st);

/* x86_fsave and x86_frstor write and read what FNSAVE does in 32-bit mode;
 * x86_fsave leaves the state as it is. x86_fxsave and x86_fxrstor do so for
 * FXSAVE, MXCSR included. They work on host memory. */
void x86_fsave(const struct state *st, uint8_t *p);
void x86_frstor(struct state *st, const uint8_t *p);
void x86_fxsave(const struct state *st, uint8_t *p);
void x86_fxrstor(struct state *st, const uint8_t *p);

#endif
