/* Frames of signal handlers on 32-bit PowerPC, return from them, and contexts.
 * [Linux arch/powerpc/kernel/signal_32.c, arch/powerpc/include/uapi/asm/ptrace.h,
 * ucontext.h] */
#include "signal.h"

#include "ppc_fpu.h"
#include "ppc_vector.h"
#include "ppc_xer.h"

/* struct mcontext: the words of pt_regs, then floating-point registers with
 * FPSCR as the last, two words for a trampoline, vector registers. The last of
 * these holds VSCR as its last word and VRSAVE as its first. */
enum {
	PT_NIP = 32, PT_MSR, PT_ORIG_R3, PT_CTR, PT_LNK, PT_XER, PT_CCR, PT_MQ, PT_TRAP, PT_DAR, PT_DSISR, PT_RESULT,
	MC_FPREGS = 192, MC_FPSCR = MC_FPREGS + 8 * 32, MC_TRAMP = 456, MC_VREGS = 464, MC_VRSAVE = MC_VREGS + 32 * 16, MC_VSCR = MC_VRSAVE + 12,
	MC_SIZE = MC_VREGS + 33 * 16,
};

/* struct ucontext, struct sigcontext, struct rt_sigframe, struct sigframe. Below
 * a frame lies what a called function may use, and above it what leaf functions
 * have below their stack pointer. */
enum {
	UC_STACK = 8, UC_REGS = 48, UC_MASK = 52, UC_MCONTEXT = 192, UC_SIZE = UC_MCONTEXT + MC_SIZE,
	SC_MASK_HIGH = 12, SC_SIGNAL = 16, SC_HANDLER = 20, SC_MASK = 24, SC_REGS = 28, SC_SIZE = 32,
	GAP = 224, LINKAGE = 64, RT_LINKAGE = LINKAGE + 16,
	RT_INFO = 0, RT_UC = SIGINFO_SIZE, RT_SIZE = RT_UC + UC_SIZE + GAP,
	SF_SC = 0, SF_MCONTEXT = SC_SIZE, SF_SIZE = SF_MCONTEXT + MC_SIZE + GAP,
	MSR_VEC = 0x02000000,
	MSR_USER = MSR_VEC | 0xf032, /* external interrupts, user, floating point, translation */
};

/* The vDSO, where handlers return to. Its entry is the trampoline of rt_sigreturn,
 * behind which is that of sigreturn. */
enum { E_ENTRY = 24, OLD_RETURN_AT = 12 };
extern const uint8_t vdso_image[], vdso_end[];
__asm__(".section .rodata.vdso, \"a\"\n"
	".globl vdso_image, vdso_end\n"
	"vdso_image: .incbin \"obj/ppc/vdso.so\"\n"
	"vdso_end:\n"
	".previous\n");

void trampoline_map(void)
{
	code_map(GUEST_VDSO, vdso_image, (uint32_t)(vdso_end - vdso_image));
}

static void mcontext_out(uint8_t *mc, struct state *st, uint32_t code)
{
	uint32_t ccr = 0;
	for (int i = 0; i < 32; i++) {
		put32(mc + 4 * i, st->gpr[i]);
		put64(mc + MC_FPREGS + 8 * i, st->fpr[i]);
		put64(mc + MC_VREGS + 16 * i, st->vr[i][1]);
		put64(mc + MC_VREGS + 16 * i + 8, st->vr[i][0]);
		ccr = ccr << 1 | st->cr[i];
	}
	put32(mc + 4 * PT_NIP, st->pc);
	put32(mc + 4 * PT_MSR, MSR_USER);
	put32(mc + 4 * PT_ORIG_R3, st->gpr[3]);
	put32(mc + 4 * PT_CTR, st->ctr);
	put32(mc + 4 * PT_LNK, st->lr);
	put32(mc + 4 * PT_XER, (uint32_t)st->xer[XER_SO] << 31 | (uint32_t)st->xer[XER_OV] << 30 |
		(uint32_t)st->xer[XER_CA] << 29 | st->xer_count);
	put32(mc + 4 * PT_CCR, ccr);
	put32(mc + 4 * PT_TRAP, st->trap);
	put32(mc + 4 * PT_DAR, st->dar);
	put64(mc + MC_FPSCR, fpu_fpscr(st));
	put32(mc + MC_VRSAVE, st->vrsave);
	put32(mc + MC_VSCR, vector_vscr(st));
	put32(mc + MC_TRAMP, 0x38000000 | code);
	put32(mc + MC_TRAMP + 4, 0x44000002);
}

static void mcontext_in(struct state *st, const uint8_t *mc)
{
	uint32_t ccr = get32(mc + 4 * PT_CCR), xer = get32(mc + 4 * PT_XER);
	bool vectors = get32(mc + 4 * PT_MSR) & MSR_VEC; /* they are zero without */
	for (int i = 0; i < 32; i++) {
		st->gpr[i] = get32(mc + 4 * i);
		st->fpr[i] = get64(mc + MC_FPREGS + 8 * i);
		st->vr[i][1] = vectors ? get64(mc + MC_VREGS + 16 * i) : 0;
		st->vr[i][0] = vectors ? get64(mc + MC_VREGS + 16 * i + 8) : 0;
		st->cr[i] = ccr >> (31 - i) & 1;
	}
	st->pc = get32(mc + 4 * PT_NIP) & ~3u;
	st->ctr = get32(mc + 4 * PT_CTR);
	st->lr = get32(mc + 4 * PT_LNK);
	st->xer[XER_SO] = xer >> 31 & 1;
	st->xer[XER_OV] = xer >> 30 & 1;
	st->xer[XER_CA] = xer >> 29 & 1;
	summary_changed(st);
	st->xer_count = xer & 0x1ff3ffff;
	st->ll_addr = 1;
	fpu_set_fpscr(st, (uint32_t)get64(mc + MC_FPSCR));
	st->vrsave = get32(mc + MC_VRSAVE);
	vector_set_vscr(st, vectors ? get32(mc + MC_VSCR) : 0);
}

/* ucontext_out fills all but the machine's part in. */
static void ucontext_out(uint8_t *uc, const struct thread *t, gaddr mcontext, const struct sigset *mask)
{
	put32(uc + UC_STACK, t->alt_sp);
	put32(uc + UC_STACK + 4, t->alt_flags);
	put32(uc + UC_STACK + 8, t->alt_size);
	put32(uc + UC_REGS, mcontext);
	put32(uc + UC_MASK, mask->w[0]);
	put32(uc + UC_MASK + 4, mask->w[1]);
}

bool frame_push(struct state *st, const struct frame *f)
{
	enum { RT_SIGRETURN = 172, SIGRETURN = 119 };
	struct thread *t = st->thread;
	bool rt = f->action.flags & GUEST_SA_SIGINFO;
	uint32_t size = rt ? RT_SIZE : SF_SIZE;
	uint8_t frame[RT_SIZE];

	memset(frame, 0, size);
	gaddr at = (altstack_top(&f->action, st->gpr[SP]) - size) & ~15u;
	gaddr sp = at - (rt ? RT_LINKAGE : LINKAGE);
	if (rt) {
		siginfo_out(frame + RT_INFO, f->info);
		ucontext_out(frame + RT_UC, t, at + RT_UC + UC_MCONTEXT, &f->mask);
		mcontext_out(frame + RT_UC + UC_MCONTEXT, st, RT_SIGRETURN);
	} else {
		uint8_t *sc = frame + SF_SC;
		put32(sc + SC_MASK_HIGH, f->mask.w[1]);
		put32(sc + SC_SIGNAL, (uint32_t)f->sig);
		put32(sc + SC_HANDLER, f->action.handler);
		put32(sc + SC_MASK, f->mask.w[0]);
		put32(sc + SC_REGS, at + SF_MCONTEXT);
		mcontext_out(frame + SF_MCONTEXT, st, SIGRETURN);
	}
	if (copy_out(at, frame, size) || put_u32(sp, st->gpr[SP]))
		return false;
	st->gpr[SP] = sp;
	st->gpr[3] = (uint32_t)f->sig;
	st->gpr[4] = at + (rt ? RT_INFO : SF_SC);
	if (rt) {
		st->gpr[5] = at + RT_UC;
		st->gpr[6] = at;
	}
	st->lr = GUEST_VDSO + get32(vdso_image + E_ENTRY) + (rt ? 0 : OLD_RETURN_AT);
	st->pc = f->action.handler;
	st->trap = st->dar = 0;
	st->ll_addr = 1;
	return true;
}

void state_settle(struct state *st)
{
	(void)st;
	fpu_settle();
}

bool state_edited(const struct state *was, const struct state *now)
{
	return memcmp(was->gpr, now->gpr, sizeof was->gpr) || memcmp(was->fpr, now->fpr, sizeof was->fpr) ||
		memcmp(was->cr, now->cr, sizeof was->cr) || memcmp(was->xer, now->xer, sizeof was->xer) ||
		memcmp(was->vr, now->vr, sizeof was->vr) || was->vrsave != now->vrsave ||
		was->lr != now->lr || was->ctr != now->ctr || was->fpscr != now->fpscr;
}

static void set_blocked(struct thread *t, uint32_t low, uint32_t high)
{
	t->blocked = (struct sigset){{low & ~UNBLOCKABLE, high}};
}

/* leave restores what a frame holds. */
static long leave(gaddr frame, const uint8_t *mc)
{
	struct state *st = self();
	mcontext_in(st, mc);
	return frame_left(st, frame);
}

long sys_sigreturn(void)
{
	gaddr sp = self()->gpr[SP];
	uint8_t sc[SC_SIZE], mc[MC_SIZE];
	if (copy_in(sc, sp + LINKAGE, sizeof sc) || copy_in(mc, get32(sc + SC_REGS), sizeof mc))
		return bad_frame();
	set_blocked(thread_self(), get32(sc + SC_MASK), get32(sc + SC_MASK_HIGH));
	return leave(sp, mc);
}

/* ucontext_in reads a context and puts its mask in force. */
static long ucontext_in(gaddr a, uint8_t *uc, uint8_t *mc)
{
	if (copy_in(uc, a, UC_MCONTEXT) || copy_in(mc, get32(uc + UC_REGS), MC_SIZE))
		return -EFAULT;
	set_blocked(thread_self(), get32(uc + UC_MASK), get32(uc + UC_MASK + 4));
	return 0;
}

long sys_rt_sigreturn(void)
{
	gaddr sp = self()->gpr[SP];
	uint8_t uc[UC_MCONTEXT], mc[MC_SIZE];
	if (ucontext_in(sp + RT_LINKAGE + RT_UC, uc, mc))
		return bad_frame();
	altstack_restore(thread_self(), get32(mc + 4 * SP), get32(uc + UC_STACK), get32(uc + UC_STACK + 8), get32(uc + UC_STACK + 4));
	return leave(sp, mc);
}

/* swapcontext stores a context, in which this call has returned 0, and goes on
 * with another. */
long sys_swapcontext(gaddr old, gaddr new, int32_t size)
{
	struct state *st = self();
	uint8_t uc[UC_MCONTEXT], mc[MC_SIZE];
	if (size < UC_SIZE)
		return -EINVAL;
	if (old) {
		struct state now = *st;
		now.gpr[3] = 0;
		now.cr[CR_SO] = 0;
		now.pc += 4;
		memset(uc, 0, sizeof uc);
		memset(mc, 0, sizeof mc);
		gaddr mcontext = (old + UC_MCONTEXT) & ~15u; /* vector registers are aligned */
		ucontext_out(uc, st->thread, mcontext, &st->thread->blocked);
		mcontext_out(mc, &now, 0);
		if (copy_out(old, uc, UC_STACK) || copy_out(old + UC_REGS, uc + UC_REGS, UC_MCONTEXT - UC_REGS) ||
			copy_out(mcontext, mc, MC_SIZE))
			return -EFAULT;
	}
	if (!new)
		return 0;
	if (ucontext_in(new, uc, mc))
		return bad_frame();
	mcontext_in(st, mc);
	signals_unblocked(st->thread);
	return NO_RESULT;
}
