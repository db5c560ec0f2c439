/* The loader of guest programs that are executed without a translation. The
 * order of checks and the places are the kernel's. [gABI 4, 5; Linux
 * fs/binfmt_elf.c] */
#include "elf.h"

#include "start.h"
#include "sys.h"

#include <asm/unistd.h>

enum {
	PHENT = 32, PHDRS_MAX = 65536 / PHENT,
	ET_EXEC = 2, ET_DYN = 3,
	PT_LOAD = 1, PT_INTERP = 3, PT_PHDR = 6, PT_GNU_STACK = 0x6474e551,
	PF_X = 1, PF_W = 2, PF_R = 4,
	PIE_BASE = 0x00550000, PIE_ALIGN = 64 << 10, /* as frontend/elf has them */
	ABI_MAX = 64,
};

struct phdr {
	uint32_t type, offset, vaddr, filesz, memsz, flags, align;
};

/* An ELF file as its headers describe it. */
struct elf {
	int fd;
	uint8_t header[ELF_HEADER];
	uint32_t type, entry, phoff, phnum;
	struct phdr *phdrs; /* mapped by open_elf, PHDRS_MAX of them */
	uint64_t low, high; /* page-aligned range of its PT_LOADs */
};

bool elf_is_guest(const uint8_t *h, long n)
{
	enum { EI_CLASS = 4, EI_DATA = 5, E_MACHINE = 18, CLASS32 = 1, LSB = 1, MSB = 2 };
	return n >= ELF_HEADER && memcmp(h, "\177ELF", 4) == 0 && h[EI_CLASS] == CLASS32 &&
		h[EI_DATA] == (GUEST_BIG ? MSB : LSB) && get16(h + E_MACHINE) == GUEST_ELF_MACHINE;
}

/* read_at reads exactly n bytes. */
static bool read_at(int fd, void *p, size_t n, uint64_t offset)
{
	return sys4(__NR_pread64, fd, (long)p, (long)n, (long)offset) == (long)n;
}

static uint64_t page_down(uint64_t a) { return a & ~(uint64_t)(PAGE - 1); }
static uint64_t page_up(uint64_t a) { return page_down(a + PAGE - 1); }

/* read_phdrs reads the program headers and the range they load to. */
static bool read_phdrs(struct elf *e)
{
	uint8_t raw[PHENT];
	e->low = ~UINT64_C(0);
	e->high = 0;
	for (uint32_t i = 0; i < e->phnum; i++) {
		if (!read_at(e->fd, raw, sizeof raw, (uint64_t)e->phoff + i * PHENT))
			return false;
		struct phdr *p = &e->phdrs[i];
		*p = (struct phdr){get32(raw), get32(raw + 4), get32(raw + 8), get32(raw + 16), get32(raw + 20),
			get32(raw + 24), get32(raw + 28)};
		if (p->type != PT_LOAD || p->memsz == 0)
			continue;
		uint64_t first = page_down(p->vaddr), end = page_up((uint64_t)p->vaddr + p->memsz);
		if (p->filesz > p->memsz || end > GUEST_LIMIT || p->offset % PAGE != p->vaddr % PAGE)
			return false;
		e->low = first < e->low ? first : e->low;
		e->high = end > e->high ? end : e->high;
	}
	return e->high != 0;
}

/* open_elf reads the headers of an open file: false where the kernel says
 * ENOEXEC. close_elf frees what it took, and leaves the file open. */
static bool open_elf(struct elf *e, int fd)
{
	uint8_t *h = e->header;
	*e = (struct elf){.fd = fd};
	if (!read_at(fd, h, ELF_HEADER, 0) || !elf_is_guest(h, ELF_HEADER))
		return false;
	e->type = get16(h + 16);
	e->entry = get32(h + 24);
	e->phoff = get32(h + 28);
	e->phnum = get16(h + 44);
	if ((e->type != ET_EXEC && e->type != ET_DYN) || get16(h + 42) != PHENT || e->phnum == 0 || e->phnum > PHDRS_MAX)
		return false;
	long p = sys6(__NR_mmap, 0, PHDRS_MAX * sizeof(struct phdr), HOST_PROT_READ | HOST_PROT_WRITE,
		HOST_MAP_PRIVATE | HOST_MAP_ANONYMOUS, -1, 0);
	if (p < 0)
		return false;
	e->phdrs = (struct phdr *)p;
	return read_phdrs(e);
}

static void close_elf(struct elf *e)
{
	if (e->phdrs != NULL)
		sys2(__NR_munmap, (long)e->phdrs, PHDRS_MAX * sizeof(struct phdr));
}

/* find returns the first program header of a type, or NULL. */
static const struct phdr *find(const struct elf *e, uint32_t type)
{
	for (uint32_t i = 0; i < e->phnum; i++)
		if (e->phdrs[i].type == type)
			return &e->phdrs[i];
	return NULL;
}

/* processor returns what the file says of the processor's modes, or -1 where it
 * cannot run. */
static int processor(const struct elf *e)
{
#ifdef GUEST_PT_ABI
	uint8_t abi[ABI_MAX];
	const struct phdr *p = find(e, GUEST_PT_ABI);
	uint32_t n = p == NULL ? 0 : p->filesz < ABI_MAX ? p->filesz : ABI_MAX;
	return p == NULL || read_at(e->fd, abi, n, p->offset) ? guest_elf_flags(e->header, abi, n) : -1;
#else
	(void)e;
	return 0;
#endif
}

/* flags returns the bits of enum program_flags, or -1. */
static int flags(const struct elf *e)
{
	int f = processor(e);
	const struct phdr *stack = find(e, PT_GNU_STACK);
	return f >= 0 && (stack == NULL || stack->flags & PF_X) ? f | PROGRAM_EXEC_STACK : f;
}

/* open_linker opens the dynamic linker a program asks for: its descriptor, -1
 * where it asks for none, or in *err what execve returns. */
static int open_linker(const struct elf *e, long *err)
{
	char path[PATH_MAX];
	const struct phdr *p = find(e, PT_INTERP);
	*err = 0;
	if (p == NULL)
		return -1;
	*err = -ENOEXEC;
	if (p->filesz < 2 || p->filesz > PATH_MAX || !read_at(e->fd, path, p->filesz, p->offset) || path[p->filesz - 1] != 0)
		return -1;
	long fd = sys4(__NR_openat, -100, (long)path, HOST_O_RDONLY | HOST_O_CLOEXEC, 0);
	*err = fd < 0 ? fd : 0;
	return (int)fd;
}

static long check_linker(const struct elf *e)
{
	struct elf linker;
	long err;
	int fd = open_linker(e, &err);
	if (fd < 0)
		return err;
	bool ok = open_elf(&linker, fd);
	close_elf(&linker);
	sys1(__NR_close, fd);
	return ok ? 0 : -ELIBBAD;
}

long elf_check(int fd)
{
	struct elf e;
	long r = -ENOEXEC;
	if (open_elf(&e, fd) && flags(&e) >= 0)
		r = check_linker(&e);
	close_elf(&e);
	return r;
}

static unsigned prot(const struct phdr *p)
{
	return (p->flags & PF_R ? MEM_READ : 0u) | (p->flags & PF_W ? MEM_WRITE : 0u) | (p->flags & PF_X ? MEM_EXEC : 0u);
}

/* load_segments maps the PT_LOADs, moved by bias. */
static void load_segments(const struct elf *e, gaddr bias)
{
	for (uint32_t i = 0; i < e->phnum; i++) {
		const struct phdr *p = &e->phdrs[i];
		if (p->type != PT_LOAD || p->memsz == 0)
			continue;
		if (mem_map_file(p->vaddr + bias, p->memsz, prot(p), e->fd, p->offset, p->filesz) < 0)
			die("the program's segment at 0x%08x cannot be loaded", p->vaddr + bias);
	}
}

/* pie_bias is how far a position-independent program moves: the translator
 * gives it the same place. */
static gaddr pie_bias(const struct elf *e)
{
	if (e->type != ET_DYN || e->low >= PIE_ALIGN)
		return 0;
	uint32_t align = PIE_ALIGN;
	for (uint32_t i = 0; i < e->phnum; i++) {
		uint32_t a = e->phdrs[i].align;
		if (e->phdrs[i].type == PT_LOAD && a > align && (a & (a - 1)) == 0)
			align = a;
	}
	return (PIE_BASE + align - 1) & ~(align - 1);
}

/* phdr_address returns where the program headers are in memory, or 0. */
static gaddr phdr_address(const struct elf *e, gaddr bias)
{
	for (uint32_t i = 0; i < e->phnum; i++) {
		const struct phdr *p = &e->phdrs[i];
		if (p->type == PT_LOAD && p->offset <= e->phoff && e->phoff + e->phnum * PHENT <= (uint64_t)p->offset + p->filesz)
			return e->phoff - p->offset + p->vaddr + bias;
	}
	return 0;
}

/* load_linker loads the dynamic linker, which starts first. */
static void load_linker(const struct elf *program_file)
{
	struct elf e;
	long err;
	int fd = open_linker(program_file, &err);
	if (fd < 0)
		return;
	if (!open_elf(&e, fd))
		die("the dynamic linker has changed");
	gaddr bias = 0;
	if (e.type == ET_DYN)
		bias = mem_find(e.high - e.low, PIE_ALIGN) - (gaddr)e.low;
	load_segments(&e, bias);
	xlat_process.base = (gaddr)e.low + bias;
	xlat_process.start = e.entry + bias;
	close_elf(&e);
	sys1(__NR_close, fd);
}

void elf_load(int fd)
{
	struct elf e;
	int f;
	if (!open_elf(&e, fd) || (f = flags(&e)) < 0)
		die("the program to execute has changed");
	sys2(__NR_munmap, PAGE, (long)((UINT64_C(1) << 32) - PAGE)); /* the translated program */
	gaddr bias = pie_bias(&e);
	program = (struct program){
		.entry = e.entry + bias,
		.phdr = phdr_address(&e, bias),
		.phnum = e.phnum,
		.brk = (gaddr)e.high + bias,
		.bias = bias,
		.flags = (uint32_t)f,
	};
	xlat_process.start = program.entry;
	mem_init(program.brk);
	load_segments(&e, bias);
	load_linker(&e);
	close_elf(&e);
}
