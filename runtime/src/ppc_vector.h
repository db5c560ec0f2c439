/* PowerPC vector registers, and what steps and lifted code call for the
 * instructions on them that the host has no like of. */
#ifndef PPC_VECTOR_H
#define PPC_VECTOR_H

#include "xlat.h"

typedef long long v128 __attribute__((vector_size(16)));

/* A vector as the host numbers its elements, from the guest's last one on. */
union vector {
	v128 v;
	uint8_t b[16];
	int8_t sb[16];
	uint16_t h[8];
	int16_t sh[8];
	uint32_t w[4];
	int32_t sw[4];
	float f[4];
};

/* VSCR. [Power I, 6.3.2] */
enum { VSCR_NJ = 0x10000, VSCR_SAT = 1 };

/* vector_vscr returns VSCR as the guest sees it, vector_set_vscr sets it. */
uint32_t vector_vscr(struct state *st);
void vector_set_vscr(struct state *st, uint32_t v);

/* vector_saturated notes that a result was saturated. */
void vector_saturated(void);

/* A function for an instruction of one operand, two or three. */
#define VECTOR1(name)                                                           \
	v128 rt_v##name(v128 b);                                                \
	v128 rt_v##name(v128 b)
#define VECTOR2(name)                                                           \
	v128 rt_v##name(v128 a, v128 b);                                        \
	v128 rt_v##name(v128 a, v128 b)
#define VECTOR3(name)                                                           \
	v128 rt_v##name(v128 a, v128 b, v128 c);                                \
	v128 rt_v##name(v128 a, v128 b, v128 c)

#endif
