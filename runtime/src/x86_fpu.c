/* The floating-point state as programs see it in memory: FNSTENV, FNSAVE and
 * FXSAVE. The control word, the exception flags of the status word, and MXCSR
 * are the host's own while the guest runs. [SDM 1, 8.1 and 10.5] */
#include "x86_fpu.h"

#include "mxcsr.h"
#include "start.h"
#include "x86_system.h"

enum { TAG_VALID, TAG_ZERO, TAG_SPECIAL, TAG_EMPTY };
enum { FX_MXCSR = 24 }; /* offset in the image of FXSAVE */
enum { FCW_DEFAULT = 0x37f, MXCSR_MASK = 0xffff, STATUS_EXCEPTIONS = 0x80ff };

static void set_control(struct state *st, uint32_t word)
{
	uint16_t host = (uint16_t)word;
	st->fcw = (word & 0x1f7f) | 0x40;
	__asm__ volatile("fldcw %0" : : "m"(host));
}

/* exceptions returns the exception flags of the host's status word. */
static uint32_t exceptions(void)
{
	uint16_t word;
	__asm__ volatile("fnstsw %0" : "=m"(word));
	return word & STATUS_EXCEPTIONS;
}

/* set_exceptions makes them the flags of word. */
static void set_exceptions(uint32_t word)
{
	uint8_t env[FENV_SIZE];
	__asm__ volatile("fnstenv %0" : "=m"(env));
	uint16_t old;
	memcpy(&old, env + 4, 2);
	old = (uint16_t)((old & ~STATUS_EXCEPTIONS) | (word & STATUS_EXCEPTIONS));
	memcpy(env + 4, &old, 2);
	__asm__ volatile("fldenv %0" : : "m"(env));
}

static unsigned top(const struct state *st)
{
	return (st->fpu & FPU_TOP) >> FPU_TOP_SHIFT;
}

static uint32_t status(const struct state *st)
{
	return exceptions() | st->fcc | top(st) << 11;
}

static void set_status(struct state *st, uint32_t word)
{
	st->fcc = word & 0x4700;
	st->fpu = (st->fpu & (FPU_FULL | FPU_MMX)) | (word >> 11 & 7) << FPU_TOP_SHIFT;
	set_exceptions(word);
}

/* reg returns register n of the file as ten bytes of memory hold it. */
static struct fpreg reg(const struct state *st, unsigned n)
{
	if (st->fpu & FPU_MMX)
		return (struct fpreg){.mantissa = st->mm[n], .exponent = 0xffff};
	return st->st[n];
}

static uint32_t full(const struct state *st)
{
	return st->fpu & FPU_MMX ? FPU_FULL : st->fpu & FPU_FULL;
}

static unsigned tag(const struct state *st, unsigned n)
{
	if (!(full(st) >> n & 1))
		return TAG_EMPTY;
	struct fpreg r = reg(st, n);
	unsigned exponent = r.exponent & 0x7fff;
	if (exponent == 0 && r.mantissa == 0)
		return TAG_ZERO;
	return exponent == 0 || exponent == 0x7fff || !(r.mantissa >> 63) ? TAG_SPECIAL : TAG_VALID;
}

/* The environment is seven words of width bytes. With four, upper halves that
 * hold nothing are ones. [SDM 1, 8.1.10] */
static size_t environment_size(uint32_t width)
{
	return 7 * (size_t)width;
}

static void save_environment(const struct state *st, uint8_t *p, uint32_t width)
{
	uint32_t tags = 0;
	for (unsigned n = 0; n < 8; n++)
		tags |= tag(st, n) << 2 * n;
	uint32_t words[7] = {st->fcw | 0xffff0000, status(st) | 0xffff0000, tags | 0xffff0000, st->fip, st->fcs | st->fop << 16,
		st->fdp, st->fds | 0xffff0000};
	for (unsigned n = 0; n < 7; n++)
		memcpy(p + width * n, &words[n], width);
}

static void load_environment(struct state *st, const uint8_t *p, uint32_t width)
{
	uint32_t words[7] = {0};
	for (unsigned n = 0; n < 7; n++)
		memcpy(&words[n], p + width * n, width);
	st->fpu = 0;
	for (unsigned n = 0; n < 8; n++)
		if ((words[2] >> 2 * n & 3) != TAG_EMPTY)
			st->fpu |= 1u << n;
	set_status(st, words[1]);
	set_control(st, words[0]);
	st->fip = words[3];
	st->fcs = words[4] & 0xffff;
	st->fop = words[4] >> 16 & 0x7ff;
	st->fdp = words[5];
	st->fds = words[6] & 0xffff;
}

/* save and restore are FNSAVE and FRSTOR. */
static void save(const struct state *st, uint8_t *p, uint32_t width)
{
	save_environment(st, p, width);
	for (unsigned n = 0; n < 8; n++) {
		struct fpreg r = reg(st, (top(st) + n) & 7);
		memcpy(p + environment_size(width) + 10 * n, &r, 10);
	}
}

static void restore(struct state *st, const uint8_t *p, uint32_t width)
{
	load_environment(st, p, width);
	for (unsigned n = 0; n < 8; n++)
		memcpy(&st->st[(top(st) + n) & 7], p + environment_size(width) + 10 * n, 10);
}

void x86_fsave(const struct state *st, uint8_t *p)
{
	save(st, p, 4);
}

void x86_frstor(struct state *st, const uint8_t *p)
{
	restore(st, p, 4);
}

void x86_fxsave(const struct state *st, uint8_t *p)
{
	uint16_t head[4] = {(uint16_t)st->fcw, (uint16_t)status(st), (uint16_t)full(st), (uint16_t)st->fop};
	uint32_t control[2] = {mxcsr(), MXCSR_MASK};
	memcpy(p, head, sizeof head);
	uint32_t pointers[4] = {st->fip, st->fcs, st->fdp, st->fds};
	memcpy(p + 8, pointers, sizeof pointers);
	memcpy(p + 24, control, sizeof control);
	for (unsigned n = 0; n < 8; n++) {
		struct fpreg r = reg(st, (top(st) + n) & 7);
		memset(p + 32 + 16 * n, 0, 16);
		memcpy(p + 32 + 16 * n, &r, 10);
	}
	memcpy(p + 160, st->xmm, sizeof st->xmm);
}

void x86_fxrstor(struct state *st, const uint8_t *p)
{
	uint16_t head[4];
	uint32_t pointers[4], control;
	memcpy(head, p, sizeof head);
	memcpy(pointers, p + 8, sizeof pointers);
	memcpy(&control, p + 24, 4);
	st->fpu = head[2] & FPU_FULL;
	set_status(st, head[1]);
	set_control(st, head[0]);
	st->fop = head[3];
	st->fip = pointers[0];
	st->fcs = pointers[1] & 0xffff;
	st->fdp = pointers[2];
	st->fds = pointers[3] & 0xffff;
	for (unsigned n = 0; n < 8; n++)
		memcpy(&st->st[(top(st) + n) & 7], p + 32 + 16 * n, 10);
	memcpy(st->xmm, p + 160, sizeof st->xmm);
	set_mxcsr(control & MXCSR_MASK);
}

void x86_fpu_init(struct state *st)
{
	st->fpu = 0;
	st->fcc = 0;
	set_exceptions(0);
	set_control(st, FCW_DEFAULT);
	set_mxcsr(MXCSR_MASKED);
}

/* The stack flag and Invalid in the status word. */
enum { STATUS_IE = 1, STATUS_SF = 0x40 };

static long double indefinite(void)
{
	union {
		struct fpreg reg;
		long double value;
	} u = {.reg = {.mantissa = UINT64_C(3) << 62, .exponent = 0xffff}};
	return u.value;
}

/* rt_stack_underflow and rt_stack_overflow are what an instruction finds in a
 * register that is empty, and pushes onto one that is not. [SDM 1, 8.5.1.1] */
__attribute__((preserve_all)) long double rt_stack_underflow(void)
{
	set_exceptions(exceptions() | STATUS_IE | STATUS_SF);
	return indefinite();
}

__attribute__((preserve_all)) long double rt_stack_overflow(void)
{
	set_exceptions(exceptions() | STATUS_IE | STATUS_SF);
	return indefinite();
}

/* rt_out_of_range ends FPTAN and FSINCOS of an operand they do not take. */
uint32_t rt_out_of_range(struct state *st, uint32_t next)
{
	st->fcc |= 1 << 10;
	return next;
}

uint32_t rt_fninit(void)
{
	uint16_t word = FCW_DEFAULT;
	__asm__ volatile("fnclex\n\tfldcw %0" : : "m"(word));
	return 0;
}

/* The rest works on guest memory, which may fault: nothing changes before. */

uint32_t rt_fnstenv(struct state *st, gaddr ea, uint32_t width, uint32_t next)
{
	save_environment(st, host(ea), width);
	set_control(st, st->fcw | 0x3f);
	return next;
}

uint32_t rt_fldenv(struct state *st, gaddr ea, uint32_t width, uint32_t next)
{
	uint8_t env[FENV_SIZE];
	memcpy(env, host(ea), environment_size(width));
	load_environment(st, env, width);
	return next;
}

uint32_t rt_fnsave(struct state *st, gaddr ea, uint32_t width, uint32_t next)
{
	save(st, host(ea), width);
	st->fpu = st->fcc = 0;
	set_exceptions(0);
	set_control(st, FCW_DEFAULT);
	return next;
}

uint32_t rt_frstor(struct state *st, gaddr ea, uint32_t width, uint32_t next)
{
	uint8_t image[FSAVE_SIZE];
	memcpy(image, host(ea), environment_size(width) + sizeof image - FENV_SIZE);
	restore(st, image, width);
	return next;
}

uint32_t rt_fxsave(struct state *st, gaddr ea, uint32_t next)
{
	if (ea % FXSAVE_ALIGN != 0)
		return rt_privileged(st, 0);
	x86_fxsave(st, host(ea));
	return next;
}

uint32_t rt_fxrstor(struct state *st, gaddr ea, uint32_t next)
{
	uint8_t image[FXSAVE_SIZE];
	if (ea % FXSAVE_ALIGN != 0)
		return rt_privileged(st, 0);
	memcpy(image, host(ea), sizeof image);
	uint32_t control;
	memcpy(&control, image + FX_MXCSR, 4);
	if (control & ~(uint32_t)MXCSR_MASK)
		return rt_privileged(st, 0);
	x86_fxrstor(st, image);
	return next;
}
