/* The MIPS floating-point unit on the host's: what lifted code calls when the
 * host's result is not the guest's, and the status register. */
#ifndef MIPS_FPU_H
#define MIPS_FPU_H

#include "xlat.h"

/* Cold helpers keep every register of their caller but the result's. */
#define COLD_HELPER __attribute__((preserve_all, cold, noinline))

/* fpu_init sets up FCSR and the host's unit for a program that starts. */
void fpu_init(struct state *st, bool nan2008);
/* fpu_fcsr returns FCSR with flags and condition codes as the guest sees it. */
uint32_t fpu_fcsr(struct state *st);
/* fpu_settle brings the flags into the state that the host's unit holds. */
void fpu_settle(struct state *st);
/* fpu_set_fcsr sets it from a signal context or for a new thread, on which it
 * must run. */
void fpu_set_fcsr(struct state *st, uint32_t v);

/* CFC1 and CTC1 of control register n. FCSR and FCCR come and go without the
 * condition codes, which lifted code keeps. Where rt_ctc1 does not return 0
 * rt_fcsr_written must come next: the new value raises an exception, or asks for
 * exact arithmetic. */
uint32_t rt_cfc1(uint32_t n);
uint32_t rt_ctc1(uint32_t n, uint32_t v);
uint32_t rt_fcsr_written(struct state *st, uint32_t unused);
/* rt_fpe_due returns the exceptions that are both in Cause and enabled. */
uint32_t rt_fpe_due(void);
/* rt_fpe raises them. */
uint32_t rt_fpe(struct state *st, uint32_t unused);

/* The result of an operation that gave r on the host. rt_nan1 is for operations
 * on one operand. */
COLD_HELPER double rt_nan_d(double r, double x, double y);
COLD_HELPER float rt_nan_s(float r, float x, float y);
COLD_HELPER double rt_nan1_d(double r, double x);
COLD_HELPER float rt_nan1_s(float r, float x);
/* And of CVT.S.D and CVT.D.S. */
COLD_HELPER float rt_nan_s_d(float r, double x);
COLD_HELPER double rt_nan_d_s(double r, float x);
/* The integer that x becomes where the host gave the most negative one, or one
 * too many; mode is FCSR.RM's encoding, 4 for FCSR.RM itself. */
COLD_HELPER int32_t rt_to_w_d(double x, uint32_t mode);
COLD_HELPER int32_t rt_to_w_s(float x, uint32_t mode);
COLD_HELPER int64_t rt_to_l_d(double x, uint32_t mode);
COLD_HELPER int64_t rt_to_l_s(float x, uint32_t mode);
/* C.cond.fmt of operands of which at least one is a NaN. */
COLD_HELPER uint32_t rt_unordered_d(double x, double y, uint32_t cond);
COLD_HELPER uint32_t rt_unordered_s(float x, float y, uint32_t cond);

/* Whole operations that also set Cause, for functions that read it. */
double rt_xadd_d(double x, double y), rt_xsub_d(double x, double y);
double rt_xmul_d(double x, double y), rt_xdiv_d(double x, double y);
float rt_xadd_s(float x, float y), rt_xsub_s(float x, float y);
float rt_xmul_s(float x, float y), rt_xdiv_s(float x, float y);
double rt_xmadd_d(double x, double y, double z), rt_xmsub_d(double x, double y, double z);
float rt_xmadd_s(float x, float y, float z), rt_xmsub_s(float x, float y, float z);
double rt_xsqrt_d(double x), rt_xrsqrt_d(double x);
float rt_xsqrt_s(float x), rt_xrsqrt_s(float x);
float rt_xcvt_s_d(double x);
double rt_xcvt_d_s(float x);
double rt_xfrom_w_d(int32_t x), rt_xfrom_l_d(int64_t x);
float rt_xfrom_w_s(int32_t x), rt_xfrom_l_s(int64_t x);
int32_t rt_xto_w_d(double x, uint32_t mode), rt_xto_w_s(float x, uint32_t mode);
int64_t rt_xto_l_d(double x, uint32_t mode), rt_xto_l_s(float x, uint32_t mode);
uint32_t rt_xcompare_d(double x, double y, uint32_t cond);
uint32_t rt_xcompare_s(float x, float y, uint32_t cond);

#endif
