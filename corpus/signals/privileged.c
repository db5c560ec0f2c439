/* Only here: i386 instructions that programs may not execute, and exceptions of others, by signal, code, vector and error. */
/* corpus: guests i386 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <ucontext.h>

static sigjmp_buf back;
static int got, code, trap, error;

static void handler(int sig, siginfo_t *info, void *context)
{
	const greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	got = sig;
	code = info->si_code;
	trap = r[REG_TRAPNO];
	error = r[REG_ERR];
	siglongjmp(back, 1);
}

#define TRY(text)                                                                                      \
	do {                                                                                           \
		if (sigsetjmp(back, 1) == 0) {                                                         \
			__asm__ volatile(text : : : "eax", "ecx", "edx", "memory", "cc");              \
			printf("%s: done\n", #text);                                                   \
		} else                                                                                 \
			printf("%s: signal %d code %d vector %d error %d\n", #text, got, code, trap, error); \
	} while (0)

static void privileged(void)
{
	TRY("hlt");
	TRY("cli");
	TRY("sti");
	TRY("clts");
	TRY("inb $0x60, %%al");
	TRY("outb %%al, $0x80");
	TRY("rdmsr");
	TRY("wrmsr");
	TRY("rdpmc");
	TRY("invd");
	TRY("wbinvd");
	TRY("lgdt (%%esp)");
	TRY("lidt (%%esp)");
	TRY("lldt %%ax");
	TRY("ltr %%ax");
	TRY("invlpg (%%esp)");
	TRY("movl %%cr0, %%eax");
	TRY("movl %%eax, %%cr3");
	TRY("movl %%dr0, %%eax");
	TRY("movl %%eax, %%dr7");
	TRY("lmsw %%ax");
	TRY("sysexit");
	TRY("int $0x81");
	TRY("int $0");
}

static void exceptions(void)
{
	TRY("ud2");
	TRY("int3");
	TRY("int $4");
	TRY("movl $0x7fffffff, %%eax; incl %%eax; into");
	TRY("xorl %%eax, %%eax; into");
	TRY("movl $0, %%ecx; movl $1, %%eax; cltd; divl %%ecx");
	TRY("movl $-1, %%ecx; movl $0x80000000, %%eax; cltd; idivl %%ecx");
	TRY("movw $300, %%ax; movb $1, %%cl; divb %%cl");
	TRY(".byte 0xd4, 0"); /* AAM by 0 */
	TRY("movl $7, %%eax; pushl $5; pushl $1; boundl %%eax, (%%esp)");
	TRY("movl $3, %%eax; pushl $5; pushl $1; boundl %%eax, (%%esp); addl $8, %%esp");
	TRY("movl $0x1234, %%eax; movw %%ax, %%fs");
	TRY("xorl %%eax, %%eax; movw %%ax, %%ss");
	TRY("clflush 0");
	TRY("sgdt 0");
	TRY("sldt 0");
	TRY("smsw 0");
	TRY(".byte 0x0f, 0xb9, 0xc0"); /* UD1 and UD0 */
	TRY(".byte 0x0f, 0xff, 0xc0");
	TRY(".byte 0xf0, 0x89, 0xc0"); /* LOCK of what has none */
	TRY(".byte 0x8d, 0xc0");       /* LEA of a register */
}

int main(void)
{
	static const int signals[] = {SIGSEGV, SIGILL, SIGFPE, SIGTRAP};
	struct sigaction a = {.sa_flags = SA_SIGINFO};
	a.sa_sigaction = handler;
	for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &a, NULL);
	privileged();
	exceptions();
	return 0;
}
