/* From the host kernel's entry to the first guest instruction: the host stack,
 * the guest state, the guest image, the guest's own stack. */
#include "code.h"
#include "elf.h"
#include "handoff.h"
#include "host_vdso.h"
#include "misses.h"
#include "thread.h"

#include <asm/unistd_64.h>

enum {
	ARCH_SET_GS = 0x1001,
};

struct process xlat_process;
struct program program;

/* The kernel enters here with argc at the stack pointer. */
__asm__(".globl xlat_start\n"
	".type xlat_start, @function\n"
	"xlat_start:\n"
	"	xor %ebp, %ebp\n"
	"	mov %rsp, %rdi\n"
	"	and $-16, %rsp\n"
	"	call xlat_main\n"
	"	ud2\n");

const char *host_getenv(const char *name)
{
	size_t n = strlen(name);
	for (char **e = xlat_process.envp; *e != NULL; e++)
		if (memcmp(*e, name, n) == 0 && (*e)[n] == '=')
			return *e + n + 1;
	return NULL;
}

uint64_t host_auxv(uint64_t type)
{
	for (const uint64_t *a = xlat_process.auxv; a[0] != 0; a += 2)
		if (a[0] == type)
			return a[1];
	return 0;
}

static bool failed(long ret)
{
	return ret < 0 && ret >= -4095;
}

/* map returns fresh zeroed host memory; it lies above the guest's 4 GiB. */
static void *map(size_t size)
{
	long p = sys6(__NR_mmap, 0, (long)size, HOST_PROT_READ | HOST_PROT_WRITE,
		HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS | HOST_MAP_NORESERVE, -1, 0);
	if (failed(p))
		die("no memory for %lu bytes of the runtime's own", size);
	return (void *)p;
}

void *host_stack_new(size_t *size)
{
	for (size_t n = *size; n >= HOST_STACK_MIN; n /= 2) {
		long p = sys6(__NR_mmap, 0, (long)n, HOST_PROT_READ | HOST_PROT_WRITE,
			HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS | HOST_MAP_NORESERVE, -1, 0);
		if (!failed(p)) {
			*size = n;
			return (void *)p;
		}
	}
	die("no memory for a host stack");
}

struct state *state_new(void)
{
	struct state *st = map((sizeof *st + PAGE - 1) & ~(size_t)(PAGE - 1));
	st->self = st;
	return st;
}

void state_use(struct state *st)
{
	if (sys2(__NR_arch_prctl, ARCH_SET_GS, (long)st) != 0)
		die("the kernel refuses to set the GS base");
}

/* load puts a segment that the output's program headers could not map in
 * place. */
static void load(const struct segment *s)
{
	gaddr first = s->addr & ~(gaddr)(PAGE - 1);
	gaddr end = (s->addr + s->size + PAGE - 1) & ~(gaddr)(PAGE - 1);
	for (gaddr page = first; page < end; page += PAGE)
		if (!mem_mapped(page) && mem_map(page, PAGE, MEM_READ | MEM_WRITE) != (long)page)
			die("cannot map the guest's page at 0x%08x", page);
	memcpy(host(s->addr), s->data, s->filesz);
}

/* load_segments puts in place what the output's program headers could not. */
static void load_segments(void)
{
	for (uint32_t i = 0; i < program.nsegments; i++) {
		const struct segment *s = &program.segments[i];
		if (s->data != NULL || s->filesz == 0)
			load(s);
		else
			mem_note(s->addr, s->size, s->perm);
	}
}

gaddr stack_map(uint32_t size, bool exec)
{
	size = (size + PAGE - 1) & ~(uint32_t)(PAGE - 1);
	gaddr low = GUEST_STACK_TOP - size;
	unsigned prot = MEM_READ | MEM_WRITE | (exec ? MEM_EXEC : 0u);
	if (mem_map(low, size, prot) != (long)low)
		die("cannot map the guest's stack of %u bytes", size);
	return GUEST_STACK_TOP;
}

/* load_program puts the guest's memory in place: the translated program's, or
 * that of a file this process is to interpret. */
static void load_program(void)
{
	struct process *p = &xlat_process;
	const struct handoff *h = handoff_take();
	p->name = h != NULL ? h->name : p->argc > 0 ? p->argv[0] : "";
	if (h != NULL && h->program >= 0) {
		elf_load(h->program);
		sys1(__NR_close, h->program);
		return;
	}
	program = xlat_program;
	p->start = program.entry;
	mem_init(program.brk);
	load_segments();
}

/* The first C code that runs. sp points at argc on the host's own stack. */
__attribute__((used)) _Noreturn void xlat_main(long *sp)
{
	struct process *p = &xlat_process;
	p->argc = (int)sp[0];
	p->argv = (char **)(sp + 1);
	p->envp = p->argv + p->argc + 1;
	char **e = p->envp;
	while (*e != NULL)
		e++;
	p->auxv = (const uint64_t *)(e + 1);
	struct state *st = state_new();
	state_use(st);
	size_t size = HOST_STACK_SIZE;
	void *stack = host_stack_new(&size);
	thread_first(st, stack, size);
	host_vdso_init();
	trace_init();
	load_program();
	misses_init();
	code_init();
	signals_init();
	guest_start(st);
	run_on(st, st->thread->stack_top);
}

/* run_on runs the thread of st from its PC on the host stack that ends at top. */
_Noreturn void run_on(struct state *st, void *top)
{
	__asm__ volatile("mov %0, %%rsp\n\txor %%ebp, %%ebp\n\tmov %1, %%rdi\n\tcall xlat_dispatch\n\tud2"
		: : "r"(top), "r"(st) : "memory");
	__builtin_unreachable();
}
