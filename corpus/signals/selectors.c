/* Only here: i386 far transfers, loads of far pointers, and questions about descriptors, by all kinds of selectors, and the signals of those that are refused. */
/* corpus: guests i386 */
/* corpus: tags exact */
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf back;
static greg_t regs[NGREG];
static int got, code;

static void handler(int sig, siginfo_t *info, void *context)
{
	ucontext_t *uc = context;
	got = sig;
	code = info->si_code;
	for (int i = 0; i < NGREG; i++)
		regs[i] = uc->uc_mcontext.gregs[i];
	siglongjmp(back, 1);
}

/* far is a pointer as memory has it. */
struct __attribute__((packed)) far {
	unsigned offset;
	unsigned short selector;
} far, far16;

static unsigned selector, eax, ecx;

/* TRY executes text, which has the selector in ECX, and prints EAX and ECX, or
 * how it was refused. 9 is where the pointer leads. */
#define TRY(text)                                                                                                      \
	do {                                                                                                           \
		ecx = selector;                                                                                        \
		if (sigsetjmp(back, 1) == 0) {                                                                         \
			__asm__ volatile("movl $9f, far; movw %%cx, far + 4\n\t" text : "=a"(eax), "+c"(ecx) : "0"(0)  \
				: "edx", "memory", "cc");                                                              \
			printf("%s, %x: eax %x ecx %x\n", #text, selector, eax, ecx);                                  \
		} else                                                                                                 \
			printf("%s, %x: signal %d code %d vector %d error %x cs %x\n", #text, selector, got, code,      \
				regs[REG_TRAPNO], regs[REG_ERR], regs[REG_CS]);                                        \
	} while (0)

static void transfers(void)
{
	TRY("ljmp *far; movl $1, %%eax; 9: movl %%cs, %%eax; ljmp $0x23, $1f; 1:");
	TRY("lcall *far; movl %%cs, %%eax; jmp 1f; 9: movl 4(%%esp), %%ecx; lret; 1: ljmp $0x23, $1f; 1:");
	TRY("pushl $7; pushl %%ecx; pushl $9f; lret $4; 9: movl %%cs, %%eax; ljmp $0x23, $1f; 1:");
	TRY("pushfl; pushl %%ecx; pushl $9f; iret; 9: movl %%cs, %%eax; ljmp $0x23, $1f; 1:");
	TRY("movl $9, %%eax; movl %%es, %%edx; les far, %%eax; subl $9f, %%eax; movl %%es, %%ecx; 9: movl %%edx, %%es");
	TRY("movl $9, %%eax; movl %%fs, %%edx; lfs far, %%eax; subl $9f, %%eax; movl %%fs, %%ecx; 9: movl %%edx, %%fs");
	TRY("movl $9, %%eax; movl %%ds, %%edx; lds far, %%eax; subl $9f, %%eax; movl %%ds, %%ecx; 9: movl %%edx, %%ds");
	TRY("movl $9, %%eax; movl %%ss, %%edx; lss far, %%eax; subl $9f, %%eax; movl %%ss, %%ecx; 9: movl %%edx, %%ss");
}

/* Questions about descriptors; ECX is ZF then. */
static void questions(void)
{
	TRY("movl $9, %%eax; lar %%ecx, %%eax; movl $1, %%ecx; 9: jz 1f; decl %%ecx; 1:");
	if (selector != 0x7b) /* whose limit is the processor's number */
		TRY("movl $9, %%eax; lsl %%ecx, %%eax; movl $1, %%ecx; 9: jz 1f; decl %%ecx; 1:");
	TRY("verr %%cx; movl $1, %%ecx; 9: jz 1f; decl %%ecx; 1:");
	TRY("verw %%cx; movl $1, %%ecx; 9: jz 1f; decl %%ecx; 1:");
}

static void direct(void)
{
	TRY("9: lcall $0x23, $2f; jmp 1f; 2: movl %%cs, %%eax; lret; 1:");
	TRY("9: ljmp $0x23, $1f; movl $1, %%eax; 1:");
	TRY("9: lcall $0x2b, $1f; 1:");
	TRY("9: ljmp $0, $1f; 1:");
	TRY("9: .byte 0xff, 0xd8"); /* CALL and JMP of no memory */
	TRY("9: .byte 0xff, 0xe8");
	TRY("9: .byte 0xc5, 0xc0");
	TRY("9: pushfl; orl $0x4000, (%%esp); popfl; pushfl; pushl $0x23; pushl $1f; iret; 1:"); /* a nested task */
	__asm__ volatile("pushfl; andl $~0x4000, (%%esp); popfl" : : : "memory", "cc");
	TRY("9: lcall *0");
	TRY("9: lcall $0x23, $0x10");
	TRY("9: pushl $0x23; pushl $0x10; lret");
	TRY("9: int $0x80");
	TRY("9: movl $20, %%eax; .byte 0x66, 0x2e; int $0x80; xorl %%eax, %%eax");
	TRY("9: pushw $0x23; pushw $0x30; .byte 0x66; lret");
	TRY("9: pushfw; pushw $0x23; pushw $0x20; iretw");
	TRY("9: data16 lcall $0x23, $0x40");
	far16 = (struct far){0x12345678, 0x2b};
	TRY("9: movl $0xffffffff, %%eax; movw $0x2b, far16 + 2; lesw far16, %%ax");
}

/* single_step sets the trap flag by IRET. */
static void single_step(void)
{
	TRY("pushfl; orl $0x100, (%%esp); pushl $0x23; pushl $9f; iret; 9: movl $1, %%eax; movl $2, %%eax");
	printf("eax %d\n", regs[REG_EAX]);
}

/* A handler interrupts code of another segment, and returns there. */
static void resume(int sig, siginfo_t *info, void *context)
{
	greg_t *r = ((ucontext_t *)context)->uc_mcontext.gregs;
	unsigned cs;
	(void)sig;
	(void)info;
	__asm__("movl %%cs, %0" : "=r"(cs));
	printf("interrupted in %x, handled in %x\n", r[REG_CS], cs);
	r[REG_EIP] += 2;
}

static void frames(void)
{
	struct sigaction a = {.sa_flags = SA_SIGINFO}, old;
	a.sa_sigaction = resume;
	sigaction(SIGILL, &a, &old);
	TRY("9: ljmp $0x7, $1f; 1: ud2; movl %%cs, %%eax; ljmp $0x23, $1f; 1:");
	sigaction(SIGILL, &old, NULL);
}

/* entry makes an entry of the local table; f holds the flags of user_desc. */
static void entry(int n, unsigned limit, unsigned f)
{
	unsigned d[4] = {n, 0, limit, f};
	if (syscall(SYS_modify_ldt, 0x11, d, sizeof d) != 0)
		printf("no entry %d\n", n);
}

/* Flags of user_desc. */
enum { BITS32 = 1, DOWN = 2, CODE = 4, CONFORMING = 6, READ_EXEC_ONLY = 8, PAGES = 16, ABSENT = 32, USEABLE = 64 };

static void enter(void)
{
	char *area = mmap((void *)0x30000000, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	mprotect(area, 4096, PROT_READ);
	TRY("9: movl $0x30000000, %%edx; arpl %%ax, (%%edx)");
	TRY("9: movl $0x30000000, %%edx; movl $1, %%ecx; arpl %%cx, (%%edx)");
	TRY("9: movl %%esp, %%edx; movl $0x30001010, %%esp; enter $8, $0; movl %%edx, %%esp; movl %%ebp, %%eax; movl 0x3000100c, %%ebp");
	TRY("9: movl %%esp, %%edx; movl $0x30001010, %%esp; enter $16, $0");
	printf("fault at %lx\n", regs[REG_ESP] - 0x30001000ul);
}

int main(void)
{
	static const int signals[] = {SIGSEGV, SIGILL, SIGBUS, SIGTRAP};
	static const unsigned short selectors[] = {0, 3, 8, 0x20, 0x21, 0x23, 0x28, 0x2b, 0x40, 0x7b, 0x83, 0xffff};
	static char stack[65536];
	stack_t ss = {.ss_sp = stack, .ss_size = sizeof stack};
	struct sigaction a = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
	sigaltstack(&ss, NULL);
	a.sa_sigaction = handler;
	for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++)
		sigaction(signals[i], &a, NULL);
	entry(0, 0xfffff, BITS32 | CODE | PAGES);
	entry(1, 0xfffff, BITS32 | PAGES | USEABLE);
	entry(2, 0xfffff, BITS32 | PAGES | ABSENT);
	entry(3, 0xfffff, BITS32 | CODE | PAGES | ABSENT);
	entry(4, 0xfffff, BITS32 | READ_EXEC_ONLY | PAGES);
	entry(5, 0xfffff, BITS32 | CODE | READ_EXEC_ONLY | PAGES);
	entry(7, 0xfffff, BITS32 | CONFORMING | PAGES | ABSENT);
	entry(8, 100, BITS32 | CODE);
	for (unsigned i = 0; i < sizeof selectors / sizeof *selectors; i++) {
		selector = selectors[i];
		transfers();
		questions();
	}
	for (int n = 0; n < 10; n++) {
		if (n == 6)
			continue;
		selector = n * 8 + 7;
		transfers();
		questions();
	}
	selector = 5;
	transfers();
	direct();
	single_step();
	frames();
	enter();
	return 0;
}
