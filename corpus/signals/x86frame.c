/* Only here: what frames of i386 handlers hold, in both forms, and return without a restorer. */
/* corpus: guests i386 */
/* corpus: tags exact */
/* corpus: cflags -msse2 -mfpmath=387 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/ucontext.h>
#include <unistd.h>

/* The kernel's structures; the C library would add a restorer. */
struct kernel_action {
	void *handler;
	unsigned long flags;
	void *restorer;
	unsigned long mask[2];
};
struct context {
	uint16_t gs, gsh, fs, fsh, es, esh, ds, dsh;
	uint32_t edi, esi, ebp, esp, ebx, edx, ecx, eax, trapno, err, eip;
	uint16_t cs, csh;
	uint32_t eflags, esp_at_signal;
	uint16_t ss, ssh;
	uint8_t *fpstate;
	uint32_t oldmask, cr2;
};
enum { FX = 112, FX_ST = FX + 32, FX_XMM = FX + 160 };

static volatile int count;

static void show(const struct context *c)
{
	const uint8_t *f = c->fpstate;
	uint16_t cw, tw, fxcw;
	uint32_t mxcsr, xmm[4];
	memcpy(&cw, f, 2);
	memcpy(&tw, f + 8, 2);
	memcpy(&fxcw, f + FX, 2);
	memcpy(&mxcsr, f + FX + 24, 4);
	memcpy(xmm, f + FX_XMM + 16 * 7, 16);
	printf("cs %x ss %x ds %x es %x trap %u err %x\n", c->cs, c->ss, c->ds, c->es, c->trapno, c->err);
	printf("esp %d flags %x cw %x tag %x fxcw %x mxcsr %x xmm7 %x %x\n", c->esp == c->esp_at_signal, c->eflags & 0xcd5, cw, tw, fxcw, mxcsr, xmm[0], xmm[3]);
	printf("st0 %x%04x st1 %x\n", f[28 + 9], f[28 + 7] << 8 | f[28 + 6], f[28 + 19]);
	printf("aligned %d\n", ((uintptr_t)f + FX) % 64 == 0);
}

static void with_info(int s, siginfo_t *i, void *u)
{
	struct context *c = (struct context *)((char *)u + 20);
	uint32_t one = 1, v = 0x11223344;
	printf("info %d %d\n", s, i->si_signo);
	show(c);
	c->eax = 77;
	c->edi += 1;
	c->eflags |= one; /* carry */
	memcpy(c->fpstate + FX_XMM + 16 * 7, &v, 4);
	c->fpstate[28 + 9] = 0xc0; /* the sign of st0 */
	__asm__ volatile("fninit\n\tpxor %%xmm7, %%xmm7\n\tstd\n\tcld" : : : "memory");
}

/* The old form has the context on the stack, behind the number. */
static void without(int s)
{
	struct context *c = (struct context *)(&s + 1);
	printf("plain %d\n", s);
	show(c);
	c->eax = 78;
	c->edi += 2;
	count++;
}

static void act(int sig, void *f, unsigned flags)
{
	struct kernel_action a = {f, flags};
	if (syscall(SYS_rt_sigaction, sig, &a, 0, 8))
		perror("rt_sigaction");
}

static void try(int sig)
{
	static uint32_t in[4] = {0xaabbccdd, 1, 2, 0x55667788}, out[4];
	static double two = 2.0, got;
	uint32_t eax = 0, edi = 41, carry;
	int pid = getpid();
	__asm__ volatile(
		"movdqu %[in], %%xmm7\n\tfld1\n\tfldl %[two]\n\t"
		"xor %%edx, %%edx\n\tint $0x80\n\t" /* kill(pid, sig), flags are those of the xor */
		"sbb %%edx, %%edx\n\t"
		"fstpl %[got]\n\tfstp %%st(0)\n\tmovdqu %%xmm7, %[out]"
		: "=a"(eax), "+D"(edi), "=&d"(carry), [out] "=m"(out), [got] "=m"(got)
		: "a"(SYS_kill), "b"(pid), "c"(sig), [in] "m"(in), [two] "m"(two)
		: "memory", "cc");
	printf("eax %u edi %u carry %d st0 %g xmm7 %x %x\n", eax, edi, (int)carry, got, out[0], out[3]);
}

int main(void)
{
	setvbuf(stdout, NULL, _IONBF, 0);
	act(SIGUSR1, with_info, SA_SIGINFO);
	act(SIGUSR2, without, 0);
	try(SIGUSR1);
	try(SIGUSR2);
	act(SIGTRAP, without, 0);
	__asm__ volatile("xor %%edx, %%edx\n\tint3" : : : "eax", "edx", "edi", "cc");
	printf("handled %d\n", count);
	return 0;
}
