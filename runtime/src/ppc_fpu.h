/* The PowerPC floating-point unit: what lifted code calls when the host's result
 * is not the guest's, exact operations, and FPSCR. */
#ifndef PPC_FPU_H
#define PPC_FPU_H

#include "xlat.h"

/* Cold helpers keep every register of their caller but the result's. */
#define COLD_HELPER __attribute__((preserve_all, cold, noinline))

/* FPSCR. [Power I, 4.2.2] */
#define FP_FX 0x80000000u
#define FP_FEX 0x40000000u
#define FP_VX 0x20000000u
#define FP_OX 0x10000000u
#define FP_UX 0x08000000u
#define FP_ZX 0x04000000u
#define FP_XX 0x02000000u
#define FP_VXSNAN 0x01000000u
#define FP_VXISI 0x00800000u
#define FP_VXIDI 0x00400000u
#define FP_VXZDZ 0x00200000u
#define FP_VXIMZ 0x00100000u
#define FP_VXVC 0x00080000u
#define FP_FR 0x00040000u
#define FP_FI 0x00020000u
#define FP_FPRF 0x0001f000u
#define FP_FPCC 0x0000f000u
#define FP_RESERVED 0x00000800u
#define FP_VXSOFT 0x00000400u
#define FP_VXSQRT 0x00000200u
#define FP_VXCVI 0x00000100u
#define FP_VE 0x80u
#define FP_OE 0x40u
#define FP_UE 0x20u
#define FP_ZE 0x10u
#define FP_XE 0x08u
#define FP_RN 0x03u
#define FP_ENABLES (FP_VE | FP_OE | FP_UE | FP_ZE | FP_XE)
#define FP_VX_ALL (FP_VXSNAN | FP_VXISI | FP_VXIDI | FP_VXZDZ | FP_VXIMZ | FP_VXVC | FP_VXSOFT | FP_VXSQRT | FP_VXCVI)

/* fpu_init sets up FPSCR and the host's unit for a program that starts. */
void fpu_init(struct state *st);
/* fpu_fpscr returns FPSCR as the guest sees it. */
uint32_t fpu_fpscr(struct state *st);
/* fpu_set_fpscr sets it from a signal context or for a new thread, on which it
 * must run. */
void fpu_set_fpscr(struct state *st, uint32_t v);
/* fpu_set_mode says whether enabled exceptions trap. [man 2 prctl, PR_SET_FPEXC] */
void fpu_set_mode(struct state *st, uint32_t mode);
/* fpu_settle brings the flags that the host holds into FPSCR. */
void fpu_settle(void);
/* fpu_raise sets exception bits, and FX where one of them was clear. */
void fpu_raise(uint32_t bits);

/* Numbers as bits. */
static inline uint64_t bits_of(double x) { uint64_t v; __builtin_memcpy(&v, &x, 8); return v; }
static inline double double_of(uint64_t v) { double x; __builtin_memcpy(&x, &v, 8); return x; }
static inline uint32_t bits_of_s(float x) { uint32_t v; __builtin_memcpy(&v, &x, 4); return v; }
static inline float float_of(uint32_t v) { float x; __builtin_memcpy(&x, &v, 4); return x; }
static inline bool is_nan(double x) { return bits_of(x) << 1 > UINT64_C(0xffe0000000000000); }
#define QUIET (UINT64_C(1) << 51)
#define DEFAULT_NAN UINT64_C(0x7ff8000000000000)
static inline bool is_infinite(double x) { return bits_of(x) << 1 == UINT64_C(0xffe0000000000000); }
static inline bool is_zero(double x) { return bits_of(x) << 1 == 0; }
static inline bool negative(double x) { return bits_of(x) >> 63; }
static inline bool is_signaling(double x) { return is_nan(x) && !(bits_of(x) & QUIET); }

/* widen and narrow convert singles and doubles that hold one bit by bit: NaNs
 * stay what they are, and nothing is raised. [Power I, 4.6.2, 4.6.3] */
double widen(float s);
uint32_t narrow(double x);

/* Operations done in integers, exactly, then rounded once. */
enum operation { ADD, SUB, MUL, DIV, SQRT, MADD, MSUB, NMADD, NMSUB };
struct outcome {
	double result;
	uint32_t raised;          /* of FPSCR: exceptions but invalid ones, FI, FR */
};
/* soft computes x op y, or x × y ± z, of operands that are no NaNs, and whose
 * operation is not invalid. single says to round to that; the result is a double
 * all the same. mode is FPSCR.RN's encoding. */
struct outcome soft(enum operation op, bool single, unsigned mode, double x, double y, double z);
/* fpu_rounding returns FPSCR.RN. */
static inline unsigned fpu_rounding(void) { return self()->fpscr & FP_RN; }

/* fpu_invalid returns the VX bits of an operation. */
uint32_t fpu_invalid(enum operation op, double x, double y, double z);
/* fpu_nan is the NaN that results: the first of FRA, FRB and FRC that is one,
 * made quiet. */
double fpu_nan(enum operation op, double x, double y, double z);

#endif
