/* Runs single MIPS instructions for vectors_test.go: reads records of words,
 * executes each with the registers it gives, writes the registers and scratch
 * memory it leaves. Built with the cross compiler, run under QEMU. */
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/cachectl.h>
#include <sys/mman.h>
#include <unistd.h>

struct regs { uint32_t a0, a1, v0, hi, lo; };

static sigjmp_buf out;
static void caught(int sig) { siglongjmp(out, sig); }

void run(struct regs *r, void *code);
__asm__(".text\n.set noreorder\n.set noat\n.globl run\n.ent run\nrun:\n"
	"addiu $sp,$sp,-32\n sw $ra,28($sp)\n sw $s0,24($sp)\n move $s0,$a0\n move $t9,$a1\n"
	"lw $t0,12($s0)\n mthi $t0\n lw $t0,16($s0)\n mtlo $t0\n"
	"lw $a0,0($s0)\n lw $a1,4($s0)\n lw $v0,8($s0)\n"
	"jalr $t9\n nop\n"
	"sw $a0,0($s0)\n sw $a1,4($s0)\n sw $v0,8($s0)\n"
	"mfhi $t0\n sw $t0,12($s0)\n mflo $t0\n sw $t0,16($s0)\n"
	"lw $s0,24($sp)\n lw $ra,28($sp)\n jr $ra\n addiu $sp,$sp,32\n"
	".end run\n.set at\n.set reorder\n");

static int get(void *p, size_t n)
{
	for (size_t got = 0; got < n;) {
		ssize_t k = read(0, (char *)p + got, n - got);
		if (k <= 0)
			return 0;
		got += (size_t)k;
	}
	return 1;
}

int main(void)
{
	uint32_t *code = mmap(0, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t *mem = mmap((void *)0x10000000, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	static const int signals[] = { SIGFPE, SIGILL, SIGTRAP, SIGSEGV, SIGBUS };
	for (unsigned i = 0; i < 5; i++)
		signal(signals[i], caught);
	struct { uint32_t word; struct regs r; } in;
	while (get(&in, sizeof in)) {
		struct { uint32_t sig; struct regs r; uint8_t mem[16]; } o = { 0, in.r, { 0 } };
		for (int i = 0; i < 16; i++)
			mem[i] = (uint8_t)(0x80 + 0x11 * i);
		code[0] = in.word;
		code[1] = 0x03e00008; /* jr ra */
		code[2] = 0;
		cacheflush(code, 12, BCACHE);
		o.sig = (uint32_t)sigsetjmp(out, 1);
		if (!o.sig)
			run(&o.r, code);
		memcpy(o.mem, mem, 16);
		if (write(1, &o, sizeof o) != sizeof o)
			return 1;
	}
	return 0;
}
