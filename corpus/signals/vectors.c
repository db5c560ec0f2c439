/* Only here: PowerPC: vector registers, VSCR and VRSAVE in frames of signals, which handlers may change; in threads and children. */
/* corpus: guests ppc */
/* corpus: tags exact */
/* corpus: cflags -maltivec -mabi=altivec -pthread */
/* corpus: env QEMU_CPU=7400 */
/* corpus: oracle exit 0 */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

typedef __vector unsigned int u32;

static void show(const char *what, u32 v)
{
	uint32_t w[4];
	memcpy(w, &v, 16);
	printf("%s %08x %08x %08x %08x\n", what, (unsigned)w[0], (unsigned)w[1], (unsigned)w[2], (unsigned)w[3]);
}

static int edit;

static void handler(int s, siginfo_t *info, void *context)
{
	mcontext_t *mc = ((ucontext_t *)context)->uc_regs;
	uint32_t last[4], (*v)[4] = (uint32_t (*)[4])&mc->vrregs;
	(void)s, (void)info;
	/* The kernel's order: VSCR is the last word of the register after the last, VRSAVE its first. */
	memcpy(last, v[32], 16);
	printf("in the frame: %08x %08x %08x %08x, vrsave %x vscr %x msr %d\n", v[20][0], v[20][1], v[20][2], v[20][3],
		(unsigned)last[0], (unsigned)last[3], (mc->gregs[33] & 0x02000000) != 0);
	if (edit) {
		v[20][1] = 0xbeefbeef;
		last[0] = 0x77;
		last[3] = 0x10000;
		memcpy(v[32], last, 16);
	}
	__asm__ volatile("vxor 20, 20, 20; vspltisb 0, -1; vaddubs 0, 0, 0; mtvrsave %0" : : "r"(0) : "v0", "v20");
}

/* Sets v20, VSCR and VRSAVE, sends a signal, and reads them. */
static void run(u32 seed)
{
	u32 v, vscr;
	uint32_t vrsave;
	__asm__ volatile(
		"mtvscr %3; vor 20, %4, %4; vspltisb 0, -1; vadduws 0, 0, 0\n"
		"li 0, 0xff; mtvrsave 0\n"
		"mr 3, %5; li 4, %6; li 0, %7; sc\n"
		"vor %0, 20, 20; mfvscr %1; mfvrsave %2"
		: "=&v"(v), "=&v"(vscr), "=&r"(vrsave)
		: "v"((u32){0, 0, 0, 0}), "v"(seed), "r"(syscall(SYS_gettid)), "i"(SIGUSR1), "i"(SYS_tkill)
		: "r0", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "cr0", "ctr", "memory", "v0", "v20");
	show("after", v);
	show("vscr", vscr);
	printf("vrsave %x\n", (unsigned)vrsave);
}

static void *thread(void *p)
{
	u32 v;
	__asm__ volatile("vor %0, 20, 20" : "=v"(v));
	(void)v;
	run((u32){5, 6, 7, (uint32_t)(uintptr_t)p});
	return 0;
}

int main(void)
{
	setvbuf(stdout, 0, _IOLBF, 0);
	u32 vscr;
	__asm__ volatile("mfvscr %0" : "=v"(vscr));
	show("at the start", vscr);
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
	sigaction(SIGUSR1, &sa, 0);
	run((u32){1, 2, 3, 4});
	edit = 1;
	run((u32){0x11223344, 0x55667788, 0x99aabbcc, 0xddeeff00});
	edit = 0;
	pthread_t t;
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, 0);
	__asm__ volatile("vspltisw 21, 7" : : : "v21");
	pid_t child = fork();
	if (child == 0) {
		u32 v;
		__asm__ volatile("vor %0, 21, 21" : "=v"(v));
		show("child", v);
		_exit(0);
	}
	waitpid(child, 0, 0);
	pthread_sigmask(SIG_UNBLOCK, &set, 0);
	pthread_create(&t, 0, thread, (void *)8);
	pthread_join(t, 0);
	return 0;
}
