/* Only here: faults of loads whose value nobody uses, and of accesses to address 0 that are no variable's. */
/* corpus: guests mips mipsel ppc */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static sigjmp_buf back;

static void on_fault(int sig, siginfo_t *info, void *context)
{
	(void)context;
	printf("signal %d at %lx: ", sig == SIGSEGV, (unsigned long)info->si_addr);
	siglongjmp(back, 1);
}

#ifdef __powerpc__
#define ASM(instruction) instruction : : "b"(null) : "r8", "fr4", "memory"
#else
#define ASM(instruction) ".set push; .set noreorder; .set noat; " instruction "; .set pop" : : "r"(null) : "$1", "$8", "$f4", "memory"
#endif

/* TRY runs one instruction and says whether it faulted. */
#define TRY(instruction) \
	do { \
		if (sigsetjmp(back, 1) == 0) { \
			__asm__ volatile(ASM(instruction)); \
			printf("no fault: "); \
		} \
		puts(instruction); \
	} while (0)

int main(void)
{
	int *volatile zero = 0;
	int *null = zero;
	struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
	sigaction(SIGSEGV, &action, 0);
#ifdef __powerpc__
	TRY("lwz 8, 0(%0)");
	TRY("lbz 8, 8(%0)");
	TRY("lwz 8, 4(%0); li 8, 1");
	TRY("lha 8, 2(%0); mr 8, 1");
	TRY("lwz 8, 0(0)");
	TRY("lwzx 8, 0, %0");
	TRY("lbz 8, 0(0); li 8, 2");
	TRY("stw 8, 0(0)");
	TRY("stb 8, 0(0)");
	TRY("lfs 4, 0(%0); fmr 4, 1");
	TRY("lfd 4, 8(%0); fmr 4, 1");
	TRY("lwarx 8, 0, %0");
#else
	TRY("lw $0, 0(%0)");
	TRY("lb $0, 8(%0)");
	TRY("lw $8, 4(%0); li $8, 1");
	TRY("lhu $8, 2(%0); move $8, $0");
	TRY("lw $0, 0($0)");
	TRY("lbu $8, 0($0); li $8, 2");
	TRY("sw $8, 0($0)");
	TRY("sb $0, 0($0)");
	TRY("lwc1 $f4, 0(%0); mtc1 $0, $f4");
	TRY("ldc1 $f4, 8(%0); mtc1 $0, $f4");
#endif
	puts("end");
	return 0;
}
