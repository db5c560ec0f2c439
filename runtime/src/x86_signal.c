/* Frames of signal handlers on i386, and return from them.
 * [Linux arch/x86/kernel/signal_32.c, arch/x86/include/asm/sigframe.h,
 * arch/x86/include/uapi/asm/sigcontext.h] */
#include "signal.h"

#include "x86_flags.h"
#include "x86_fpu.h"
#include "x86_segment.h"

/* struct sigcontext_32. */
enum {
	SC_GS = 0, SC_FS = 4, SC_ES = 8, SC_DS = 12, SC_GPR = 16, SC_TRAPNO = 48, SC_ERR = 52, SC_IP = 56, SC_CS = 60,
	SC_FLAGS = 64, SC_SP_AT_SIGNAL = 68, SC_SS = 72, SC_FPSTATE = 76, SC_OLDMASK = 80, SC_CR2 = 84, SC_SIZE = 88,
};

/* Its general registers, in order. */
static const uint8_t sc_gpr[8] = {EDI, ESI, EBP, ESP, EBX, EDX, ECX, EAX};

/* struct _fpstate_32: what FNSAVE stores, a status and a mark, and what FXSAVE
 * stores. It lies above the frame. */
enum { FP_STATUS = 108, FP_MAGIC = 110, FP_FX = 112, FP_SIZE = FP_FX + FXSAVE_SIZE, FP_FX_ALIGN = 64 };

/* struct sigframe_ia32 and struct rt_sigframe_ia32. A place for the
 * floating-point state is in the former, unused. */
enum {
	SF_SIG = 4, SF_SC = 8, SF_EXTRAMASK = SF_SC + SC_SIZE + FP_SIZE, SF_RETCODE = SF_EXTRAMASK + 4, SF_SIZE = SF_RETCODE + 8,
	RS_SIG = 4, RS_PINFO = 8, RS_PUC = 12, RS_INFO = 16, RS_UC = RS_INFO + SIGINFO_SIZE,
	UC_STACK = 8, UC_SC = 20, UC_MASK = UC_SC + SC_SIZE, UC_SIZE = UC_MASK + 8,
	RS_RETCODE = RS_UC + UC_SIZE, RS_SIZE = RS_RETCODE + 8,
};

/* The page of the trampolines, where handlers return that were set without a
 * restorer. Debuggers and unwinders know these instructions, which are in the
 * frame as well. */
enum { RETCODE = 8 };
#define TRAMPOLINE 0xffffd000u
#define OLD_RETURN TRAMPOLINE
#define RT_RETURN (TRAMPOLINE + RETCODE)
static const uint8_t old_code[RETCODE] = {0x58, 0xb8, 0x77, 0, 0, 0, 0xcd, 0x80}; /* pop %eax; mov $119, %eax; int $0x80 */
static const uint8_t rt_code[RETCODE] = {0xb8, 0xad, 0, 0, 0, 0xcd, 0x80, 0};     /* mov $173, %eax; int $0x80 */

void trampoline_map(void)
{
	uint8_t code[2 * RETCODE];
	memcpy(code + (OLD_RETURN - TRAMPOLINE), old_code, RETCODE);
	memcpy(code + (RT_RETURN - TRAMPOLINE), rt_code, RETCODE);
	code_map(TRAMPOLINE, code, sizeof code);
}

static void sigcontext_out(uint8_t *sc, const struct state *st, gaddr fpstate, const struct sigset *mask)
{
	put32(sc + SC_GS, st->seg[SEG_GS]);
	put32(sc + SC_FS, st->seg[SEG_FS]);
	put32(sc + SC_ES, st->seg[SEG_ES]);
	put32(sc + SC_DS, st->seg[SEG_DS]);
	put32(sc + SC_CS, st->seg[SEG_CS]);
	put32(sc + SC_SS, st->seg[SEG_SS]);
	for (int i = 0; i < 8; i++)
		put32(sc + SC_GPR + 4 * i, st->gpr[sc_gpr[i]]);
	put32(sc + SC_SP_AT_SIGNAL, st->gpr[ESP]);
	put32(sc + SC_TRAPNO, st->trapno);
	put32(sc + SC_ERR, st->error);
	put32(sc + SC_CR2, st->cr2);
	put32(sc + SC_IP, st->pc);
	put32(sc + SC_FLAGS, x86_get_eflags(st));
	put32(sc + SC_FPSTATE, fpstate);
	put32(sc + SC_OLDMASK, mask->w[0]);
}

/* fpstate_put writes the floating-point state below sp and returns its address,
 * or 0 where it cannot. */
static gaddr fpstate_put(const struct state *st, gaddr sp)
{
	uint8_t fp[FP_SIZE] = {0};
	gaddr at = ((sp - FXSAVE_SIZE) & ~(gaddr)(FP_FX_ALIGN - 1)) - FP_FX;
	x86_fsave(st, fp);
	memcpy(fp + FP_STATUS, fp + 4, 2); /* the status word; FP_MAGIC of 0 says that FXSAVE's part is there */
	x86_fxsave(st, fp + FP_FX);
	return copy_out(at, fp, sizeof fp) ? 0 : at;
}

/* fpstate_get is its inverse. The x87 part counts where FNSAVE has it. */
static bool fpstate_get(struct state *st, gaddr at)
{
	uint8_t fp[FP_SIZE];
	if (at == 0) {
		x86_fpu_init(st);
		return true;
	}
	if (copy_in(fp, at, sizeof fp))
		return false;
	x86_fxrstor(st, fp + FP_FX);
	x86_frstor(st, fp);
	return true;
}

/* A selector that cannot be loaded is taken for null, as by the kernel. */
static void segment_in(struct state *st, uint32_t n, const uint8_t *p)
{
	if (x86_load_segment(st, n, get16(p)).vector != 0)
		x86_load_segment(st, n, 0);
}

/* sigcontext_in is false where the floating-point state cannot be read, or
 * there is no going on with CS or SS. */
static bool sigcontext_in(struct state *st, const uint8_t *sc)
{
	/* Of the flags, those that are not the kernel's business. */
	const uint32_t changeable = FLAG_AC | FLAG_OF | FLAG_DF | FLAG_TF | FLAG_SF | FLAG_ZF | FLAG_AF | FLAG_PF | FLAG_CF;
	segment_in(st, SEG_GS, sc + SC_GS);
	segment_in(st, SEG_FS, sc + SC_FS);
	segment_in(st, SEG_ES, sc + SC_ES);
	segment_in(st, SEG_DS, sc + SC_DS);
	for (int i = 0; i < 8; i++)
		st->gpr[sc_gpr[i]] = get32(sc + SC_GPR + 4 * i);
	st->pc = get32(sc + SC_IP);
	uint16_t cs = get16(sc + SC_CS) | 3, ss = get16(sc + SC_SS) | 3;
	if (x86_check_code(st, cs, st->pc, true).vector != 0 || x86_load_segment(st, SEG_SS, ss).vector != 0)
		return false;
	st->seg[SEG_CS] = cs;
	x86_set_eflags(st, (x86_get_eflags(st) & ~changeable) | (get32(sc + SC_FLAGS) & changeable));
	return fpstate_get(st, get32(sc + SC_FPSTATE));
}

bool frame_push(struct state *st, const struct frame *f)
{
	struct thread *t = st->thread;
	bool rt = f->action.flags & GUEST_SA_SIGINFO;
	uint32_t size = rt ? RS_SIZE : SF_SIZE;
	uint8_t frame[SF_SIZE > RS_SIZE ? SF_SIZE : RS_SIZE];

	memset(frame, 0, sizeof frame);
	gaddr fpstate = fpstate_put(st, altstack_top(&f->action, st->gpr[ESP]));
	if (fpstate == 0)
		return false;
	/* At the call of a function the stack pointer is 16-byte aligned before the
	 * return address is pushed. */
	gaddr sp = ((fpstate - size + 4) & ~15u) - 4;
	gaddr restorer = f->action.flags & GUEST_SA_RESTORER ? f->action.restorer : rt ? RT_RETURN : OLD_RETURN;
	put32(frame, restorer);
	put32(frame + SF_SIG, (uint32_t)f->sig);
	if (rt) {
		put32(frame + RS_PINFO, sp + RS_INFO);
		put32(frame + RS_PUC, sp + RS_UC);
		siginfo_out(frame + RS_INFO, f->info);
		put32(frame + RS_UC + UC_STACK, t->alt_sp);
		put32(frame + RS_UC + UC_STACK + 4, t->alt_flags);
		put32(frame + RS_UC + UC_STACK + 8, t->alt_size);
		sigcontext_out(frame + RS_UC + UC_SC, st, fpstate, &f->mask);
		put32(frame + RS_UC + UC_MASK, f->mask.w[0]);
		put32(frame + RS_UC + UC_MASK + 4, f->mask.w[1]);
		memcpy(frame + RS_RETCODE, rt_code, RETCODE);
	} else {
		sigcontext_out(frame + SF_SC, st, fpstate, &f->mask);
		put32(frame + SF_EXTRAMASK, f->mask.w[1]);
		memcpy(frame + SF_RETCODE, old_code, RETCODE);
	}
	if (copy_out(sp, frame, size))
		return false;
	st->gpr[EAX] = (uint32_t)f->sig;
	st->gpr[EDX] = rt ? sp + RS_INFO : 0;
	st->gpr[ECX] = rt ? sp + RS_UC : 0;
	st->gpr[ESP] = sp;
	st->pc = f->action.handler;
	x86_set_eflags(st, x86_get_eflags(st) & ~(uint32_t)(FLAG_DF | FLAG_RF | FLAG_TF));
	st->seg[SEG_CS] = USER_CS;
	x86_load_segment(st, SEG_DS, USER_DS);
	x86_load_segment(st, SEG_ES, USER_DS);
	x86_load_segment(st, SEG_SS, USER_DS);
	return true;
}

/* The guest's unit is the host's own, from which frames are made. */
void state_settle(struct state *st)
{
	(void)st;
}

bool state_edited(const struct state *was, const struct state *now)
{
	return memcmp(was->gpr, now->gpr, sizeof was->gpr) || x86_get_eflags(was) != x86_get_eflags(now);
}

/* leave restores what a frame holds. */
static long leave(gaddr frame, const uint8_t *sc, uint32_t mask0, uint32_t mask1)
{
	struct state *st = self();
	struct thread *t = st->thread;

	t->blocked.w[0] = mask0 & ~UNBLOCKABLE;
	t->blocked.w[1] = mask1;
	if (!sigcontext_in(st, sc))
		return bad_frame();
	return frame_left(st, frame);
}

/* The handler's return has taken the address off the stack, and the old
 * restorer the signal's number. */
long sys_sigreturn(void)
{
	gaddr sp = self()->gpr[ESP] - 8;
	uint8_t frame[SF_SIZE];
	if (copy_in(frame, sp, sizeof frame))
		return bad_frame();
	return leave(sp, frame + SF_SC, get32(frame + SF_SC + SC_OLDMASK), get32(frame + SF_EXTRAMASK));
}

long sys_rt_sigreturn(void)
{
	gaddr sp = self()->gpr[ESP] - 4;
	uint8_t frame[RS_SIZE];
	if (copy_in(frame, sp, sizeof frame))
		return bad_frame();
	const uint8_t *uc = frame + RS_UC;
	gaddr after = get32(uc + UC_SC + SC_GPR + 12);
	altstack_restore(thread_self(), after, get32(uc + UC_STACK), get32(uc + UC_STACK + 8), get32(uc + UC_STACK + 4));
	return leave(sp, uc + UC_SC, get32(uc + UC_MASK), get32(uc + UC_MASK + 4));
}
