/* Exceptions of i386 instructions, as Linux turns them into signals.
 * [Linux arch/x86/kernel/traps.c] */
#include "signal.h"

#include "mem.h"
#include "ucontext.h"
#include "x86_system.h"

enum {
	SIGILL_ = 4, SIGTRAP_ = 5, SIGBUS_ = 7, SIGFPE_ = 8, SIGSEGV_ = 11,
	ILL_ILLOPN_ = 2, SEGV_MAPERR_ = 1, SEGV_ACCERR_ = 2, TRAP_BRKPT_ = 1, TRAP_TRACE_ = 2, FPE_INTDIV_ = 1, SI_KERNEL_ = 0x80,
};

/* Vectors. [SDM 3A, 6.3.1] */
enum { VECTOR_DE = 0, VECTOR_DB = 1, VECTOR_BP = 3, VECTOR_OF = 4, VECTOR_BR = 5, VECTOR_UD = 6, VECTOR_GP = 13, VECTOR_PF = 14 };

/* raise notes the exception for the frame of the handler. */
static uint32_t raise(struct state *st, uint32_t vector, uint32_t error, int sig, int code, gaddr addr)
{
	st->trapno = vector;
	st->error = error;
	return guest_fault(st, sig, code, addr);
}

uint32_t rt_illegal(struct state *st, uint32_t unused)
{
	(void)unused;
	return raise(st, VECTOR_UD, 0, SIGILL_, ILL_ILLOPN_, st->pc);
}

uint32_t rt_divide(struct state *st, uint32_t unused)
{
	(void)unused;
	return raise(st, VECTOR_DE, 0, SIGFPE_, FPE_INTDIV_, st->pc);
}

uint32_t rt_trace(struct state *st)
{
	return raise(st, VECTOR_DB, 0, SIGTRAP_, TRAP_TRACE_, st->pc);
}

/* Breakpoint and overflow are traps: the instruction is done. */
uint32_t rt_break(struct state *st, uint32_t next)
{
	st->pc = next;
	return raise(st, VECTOR_BP, 0, SIGTRAP_, SI_KERNEL_, 0);
}

uint32_t rt_into(struct state *st, uint32_t next)
{
	st->pc = next;
	return raise(st, VECTOR_OF, 0, SIGSEGV_, SI_KERNEL_, 0);
}

uint32_t rt_bound(struct state *st, uint32_t next)
{
	(void)next;
	return raise(st, VECTOR_BR, 0, SIGSEGV_, SI_KERNEL_, 0);
}

uint32_t rt_privileged(struct state *st, uint32_t unused)
{
	(void)unused;
	return raise(st, VECTOR_GP, 0, SIGSEGV_, SI_KERNEL_, 0);
}

uint32_t rt_debug(struct state *st, uint32_t next)
{
	st->pc = next;
	return raise(st, VECTOR_DB, 0, SIGTRAP_, TRAP_BRKPT_, next);
}

/* A segment that is not present is a bus error. */
uint32_t x86_refuse(struct state *st, struct refusal r)
{
	return raise(st, r.vector, r.error, r.vector == VECTOR_GP ? SIGSEGV_ : SIGBUS_, SI_KERNEL_, 0);
}

/* The gates of other vectors are not for programs. The error code is that of an
 * entry of the IDT. */
uint32_t rt_int(struct state *st, uint32_t n)
{
	return raise(st, VECTOR_GP, n << 3 | 2, SIGSEGV_, SI_KERNEL_, 0);
}

/* The error code says: not there or not allowed, from a program, to be executed.
 * [SDM 3A, 4.7] */
uint32_t x86_fetch_fault(struct state *st, gaddr a)
{
	enum { PROTECTION = 1, USER = 4, FETCH = 16 };
	bool mapped = mem_mapped(a);
	st->cr2 = a;
	return raise(st, VECTOR_PF, USER | FETCH | (mapped ? PROTECTION : 0), SIGSEGV_, mapped ? SEGV_ACCERR_ : SEGV_MAPERR_, a);
}

static bool is_prefix(uint8_t b)
{
	return (b & 0xe7) == 0x26 || (b >= 0x64 && b <= 0x67) || (b & 0xfe) == 0xf2;
}

/* is_string reports whether an opcode for bytes is MOVS, CMPS, STOS, LODS or SCAS. */
static bool is_string(unsigned opcode)
{
	return opcode == 0xa4 || opcode == 0xa6 || opcode == 0xaa || opcode == 0xac || opcode == 0xae;
}

/* source_base returns the base of the segment that the prefixes of the string
 * instruction at p in the guest choose for its source. It is false where there
 * is another instruction. */
static bool source_base(const struct state *st, const uint8_t *p, uint32_t *base)
{
	int seg = SEG_DS;
	for (; is_prefix(*p); p++)
		if (*p == 0x64 || *p == 0x65)
			seg = *p - 0x60;
	*base = st->seg_base[seg];
	return is_string(*p & 0xfe);
}

/* string_kind returns the opcode, for bytes, of the repeated string instruction at
 * p in lifted code, or 0. A move with a DS prefix is in a loop that stands for
 * MOVS or STOS: it loads or stores R9, or stores EAX. */
static unsigned string_kind(const uint8_t *p)
{
	bool repeated = false, in_loop = false;
	for (; is_prefix(*p); p++) {
		repeated |= (*p & 0xfe) == 0xf2;
		in_loop |= *p == 0x3e;
	}
	bool r9 = (*p & 0xf0) == 0x40;
	unsigned opcode = p[r9] & 0xfe;
	if (in_loop)
		return r9 ? 0xa4 : 0xaa;
	return repeated && is_string(opcode) ? opcode : 0;
}

/* note_progress brings the index registers and the counter up to date where a
 * repeated string instruction faulted, which both processors do in part. The
 * runtime copies memory for other instructions in this way too.
 * [SDM 2B, REP/REPE/REPZ/REPNE/REPNZ] */
static void note_progress(struct state *st, const uint8_t *context, gaddr pc)
{
	uint64_t rip;
	memcpy(&rip, context + UC_RIP, 8);
	unsigned kind = string_kind((const uint8_t *)rip);
	uint32_t base;
	if (!kind || !source_base(st, host(pc), &base))
		return;
	uint32_t later; /* the rest of the count, beside what is done at once */
	memcpy(&later, context + UC_R8, 4);
	memcpy(&st->gpr[ECX], context + UC_RCX, 4);
	st->gpr[ECX] += later;
	if (kind != 0xac)
		memcpy(&st->gpr[EDI], context + UC_RDI, 4);
	if (kind <= 0xa6 || kind == 0xac) {
		memcpy(&st->gpr[ESI], context + UC_RSI, 4);
		st->gpr[ESI] -= base;
	}
}

/* The host's processor raised what the guest's would have. Only addresses of
 * instructions differ. */
void fault_note(struct state *st, uint8_t *info, const uint8_t *context, gaddr pc)
{
	note_progress(st, context, pc);
	uint64_t wide = pc;
	memcpy(&st->trapno, context + UC_TRAPNO, 4);
	memcpy(&st->error, context + UC_ERR, 4);
	if (info[0] == SIGFPE_)
		memcpy(info + 16, &wide, 8);
	else
		memcpy(&st->cr2, context + UC_CR2, 4);
}
