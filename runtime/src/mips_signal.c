/* Frames of signal handlers on MIPS, o32 ABI, and return from them.
 * [Linux arch/mips/kernel/signal.c, arch/mips/include/uapi/asm/sigcontext.h] */
#include "signal.h"

#include "mips_fpu.h"

/* struct sigcontext. Registers are 64-bit fields on all MIPS systems. */
enum {
	SC_PC = 8, SC_REGS = 16, SC_FPREGS = 272, SC_FPC_CSR = 532, SC_USED_MATH = 540,
	SC_MDHI = 552, SC_MDLO = 560, SC_SIZE = 592,
};

/* struct sigframe and struct rt_sigframe: an argument area and eight unused
 * bytes, where a trampoline once was, come first. */
enum {
	SF_SC = 24, SF_MASK = SF_SC + SC_SIZE, SF_SIZE = SF_MASK + 16,
	RS_INFO = 24, RS_UC = RS_INFO + SIGINFO_SIZE,
	UC_STACK = 8, UC_SC = 24, UC_MASK = UC_SC + SC_SIZE, UC_SIZE = UC_MASK + 16,
	RS_SIZE = RS_UC + UC_SIZE,
};

/* The page of the trampolines, where the kernel has its vdso. Unwinders know
 * signal frames by these instructions. */
enum { TRAMPOLINE = 0x7fff7000, RT_RETURN = TRAMPOLINE, OLD_RETURN = TRAMPOLINE + 8 };

void trampoline_map(void)
{
	uint8_t code[16];
	put32(code, 0x24021061); /* li v0, 4193; syscall: rt_sigreturn */
	put32(code + 4, 0x0000000c);
	put32(code + 8, 0x24021017); /* li v0, 4119; syscall: sigreturn */
	put32(code + 12, 0x0000000c);
	code_map(TRAMPOLINE, code, sizeof code);
}

static void sigcontext_out(uint8_t *sc, struct state *st)
{
	put64(sc + SC_PC, st->pc);
	for (int i = 1; i < 32; i++)
		put64(sc + SC_REGS + 8 * i, st->gpr[i]);
	for (int i = 0; i < 32; i++)
		put64(sc + SC_FPREGS + 8 * i, st->fpr[i]);
	put32(sc + SC_FPC_CSR, fpu_fcsr(st));
	put32(sc + SC_USED_MATH, 1);
	put64(sc + SC_MDHI, st->hi);
	put64(sc + SC_MDLO, st->lo);
}

static void sigcontext_in(struct state *st, const uint8_t *sc)
{
	enum { CAUSES = 0x1f, TO_ENABLES = 7, TO_CAUSE = 12 };
	st->pc = (uint32_t)get64(sc + SC_PC);
	for (int i = 1; i < 32; i++)
		st->gpr[i] = (uint32_t)get64(sc + SC_REGS + 8 * i);
	st->hi = (uint32_t)get64(sc + SC_MDHI);
	st->lo = (uint32_t)get64(sc + SC_MDLO);
	st->ll_addr = 1;
	if (!(get32(sc + SC_USED_MATH) & 1))
		return;
	for (int i = 0; i < 32; i++)
		st->fpr[i] = get64(sc + SC_FPREGS + 8 * i);
	/* An exception that is enabled and caused would be raised at once. */
	uint32_t csr = get32(sc + SC_FPC_CSR);
	csr &= ~((csr >> TO_ENABLES & CAUSES) << TO_CAUSE | 0x20u << TO_CAUSE);
	fpu_set_fcsr(st, csr);
}

static void put_mask(uint8_t *p, const struct sigset *s)
{
	for (int i = 0; i < 4; i++)
		put32(p + 4 * i, s->w[i]);
}

bool frame_push(struct state *st, const struct frame *f)
{
	struct thread *t = st->thread;
	bool rt = f->action.flags & GUEST_SA_SIGINFO;
	uint32_t size = rt ? RS_SIZE : SF_SIZE;
	uint8_t frame[RS_SIZE];

	memset(frame, 0, size);
	/* The kernel keeps clear of what its emulation of delay slots puts below
	 * the stack pointer. */
	gaddr sp = (altstack_top(&f->action, st->gpr[SP] - 32) - size) & ~7u;
	if (rt) {
		siginfo_out(frame + RS_INFO, f->info);
		put32(frame + RS_UC + UC_STACK, t->alt_sp);
		put32(frame + RS_UC + UC_STACK + 4, t->alt_size);
		put32(frame + RS_UC + UC_STACK + 8, t->alt_flags);
		sigcontext_out(frame + RS_UC + UC_SC, st);
		put_mask(frame + RS_UC + UC_MASK, &f->mask);
	} else {
		sigcontext_out(frame + SF_SC, st);
		put_mask(frame + SF_MASK, &f->mask);
	}
	if (copy_out(sp, frame, size))
		return false;
	st->gpr[A0] = (uint32_t)f->sig;
	st->gpr[A1] = rt ? sp + RS_INFO : 0;
	st->gpr[A2] = sp + (rt ? RS_UC : SF_SC);
	st->gpr[SP] = sp;
	st->gpr[RA] = rt ? RT_RETURN : OLD_RETURN;
	st->gpr[T9] = st->pc = f->action.handler;
	st->ll_addr = 1;
	return true;
}

void state_settle(struct state *st)
{
	fpu_settle(st);
}

bool state_edited(const struct state *was, const struct state *now)
{
	return memcmp(was->gpr, now->gpr, sizeof was->gpr) || memcmp(was->fpr, now->fpr, sizeof was->fpr) ||
		memcmp(was->fcc, now->fcc, sizeof was->fcc) || was->hi != now->hi || was->lo != now->lo || was->fcsr != now->fcsr;
}

/* leave restores what a frame holds. */
static long leave(gaddr frame, const uint8_t *sc, const uint8_t *mask)
{
	struct state *st = self();
	struct thread *t = st->thread;

	for (int i = 0; i < 4; i++)
		t->blocked.w[i] = get32(mask + 4 * i);
	t->blocked.w[0] &= ~UNBLOCKABLE;
	sigcontext_in(st, sc);
	return frame_left(st, frame);
}

long sys_sigreturn(void)
{
	gaddr sp = self()->gpr[SP];
	uint8_t frame[SF_SIZE];
	if (copy_in(frame, sp, sizeof frame))
		return bad_frame();
	return leave(sp, frame + SF_SC, frame + SF_MASK);
}

long sys_rt_sigreturn(void)
{
	gaddr sp = self()->gpr[SP];
	uint8_t frame[RS_SIZE];
	if (copy_in(frame, sp, sizeof frame))
		return bad_frame();
	const uint8_t *uc = frame + RS_UC;
	gaddr after = (gaddr)get64(uc + UC_SC + SC_REGS + 8 * SP);
	altstack_restore(thread_self(), after, get32(uc + UC_STACK), get32(uc + UC_STACK + 4), get32(uc + UC_STACK + 8));
	return leave(sp, uc + UC_SC, uc + UC_MASK);
}
