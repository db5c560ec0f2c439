/* The stack of a Linux program as the kernel's execve leaves it: arguments,
 * environment and auxiliary vector. [gABI 3, Process Initialization; Linux
 * fs/binfmt_elf.c] */
#include "start.h"

#include "mem.h"
#include "sys.h"

enum { STACK_SIZE = 8 << 20, PAGE_SIZE = 4096, ELF_PHENT = 32 };

/* push copies n bytes below *sp. */
static gaddr push(gaddr *sp, const void *data, size_t n)
{
	*sp -= (gaddr)n;
	memcpy(host(*sp), data, n);
	return *sp;
}

static gaddr push_string(gaddr *sp, const char *s)
{
	return push(sp, s, strlen(s) + 1);
}

/* aux appends one pair of the auxiliary vector at *p. */
static void aux(gaddr *p, uint32_t type, uint32_t value)
{
	put32(host(*p), type);
	put32(host(*p + 4), value);
	*p += 8;
}

static void write_auxv(gaddr p, const struct aux *own, uint32_t n, gaddr platform, gaddr execfn, gaddr random)
{
	const struct program *prog = &program;
	for (uint32_t i = 0; i < n; i++)
		aux(&p, own[i].type, own[i].value);
	aux(&p, AT_PAGESZ_, PAGE_SIZE);
	aux(&p, AT_CLKTCK_, 100);
	aux(&p, AT_PHDR_, prog->phdr);
	aux(&p, AT_PHENT_, ELF_PHENT);
	aux(&p, AT_PHNUM_, prog->phnum);
	aux(&p, AT_BASE_, xlat_process.base);
	aux(&p, AT_FLAGS_, 0);
	aux(&p, AT_ENTRY_, prog->entry);
	static const uint32_t inherited[] = {AT_UID_, AT_EUID_, AT_GID_, AT_EGID_, AT_SECURE_};
	for (size_t i = 0; i < sizeof inherited / sizeof inherited[0]; i++)
		aux(&p, inherited[i], (uint32_t)host_auxv(inherited[i]));
	aux(&p, AT_RANDOM_, random);
	aux(&p, AT_EXECFN_, execfn);
	aux(&p, AT_PLATFORM_, platform);
	aux(&p, AT_NULL_, 0);
}

/* Pairs that write_auxv writes beside the guest's own. */
enum { COMMON_PAIRS = 17 };
uint8_t guest_auxv[8 * AUXV_PAIRS];
uint32_t guest_auxv_size;

/* write_vector writes pointers to copies of strings, and a null pointer. */
static void write_vector(gaddr *p, gaddr *strings, char *const *v)
{
	for (; *v != NULL; v++, *p += 4)
		put32(host(*p), push_string(strings, *v));
	put32(host(*p), 0);
	*p += 4;
}

/* count returns the number of strings and adds their length to *bytes. */
static uint32_t count(char *const *v, size_t *bytes)
{
	uint32_t n = 0;
	for (; v[n] != NULL; n++)
		*bytes += strlen(v[n]) + 1;
	return n;
}

gaddr stack_build(const char *machine, const struct aux *own, uint32_t n)
{
	const struct process *host_process = &xlat_process;
	size_t bytes = 0;
	uint32_t pairs = COMMON_PAIRS + n;
	uint32_t words = count(host_process->argv, &bytes) + count(host_process->envp, &bytes) + 3 + 2 * pairs;
	gaddr sp = stack_map(STACK_SIZE + (uint32_t)bytes, (program.flags & PROGRAM_EXEC_STACK) != 0);
	sp -= 4;
	gaddr execfn = push_string(&sp, host_process->name);
	gaddr platform = push_string(&sp, machine);
	const uint8_t *seed = (const uint8_t *)host_auxv(AT_RANDOM_);
	static const uint8_t no_seed[16];
	gaddr random = push(&sp, seed != NULL ? seed : no_seed, 16);
	gaddr strings = sp;
	sp = (sp - (gaddr)bytes - words * 4) & ~15u;
	gaddr p = sp;
	put32(host(p), (uint32_t)host_process->argc);
	p += 4;
	write_vector(&p, &strings, host_process->argv);
	write_vector(&p, &strings, host_process->envp);
	write_auxv(p, own, n, platform, execfn, random);
	guest_auxv_size = 8 * pairs;
	memcpy(guest_auxv, host(p), guest_auxv_size);
	return sp;
}
