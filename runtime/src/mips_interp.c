/* The interpreter: executes guest code that was not lifted, one instruction at
 * a time, until it reaches code that was. Its steps are generated from the
 * semantics that lifting uses. */
#include "interp.h"

#include "mem.h"

/* One kind of instruction. run returns the PC to go on at, and STEP_DELAYED
 * when the delay slot runs first. */
struct step {
	uint32_t mask, match;
	uint64_t (*run)(uint32_t word, uint32_t pc);
};
#define STEP_DELAYED (UINT64_C(1) << 32)

extern const struct step xlat_steps_fr0[], xlat_steps_fr1[];
extern const uint32_t xlat_steps_fr0_count, xlat_steps_fr1_count;

enum { SIGSEGV_ = 11, SEGV_MAPERR_ = 1, SEGV_ACCERR_ = 2 };

uint32_t rt_illegal(struct state *st, uint32_t word);

static uint64_t run_illegal(uint32_t word, uint32_t pc)
{
	struct state *st = self();
	st->pc = pc;
	return rt_illegal(st, word);
}
static const struct step illegal = {0, 0, run_illegal};

/* Decoded words: the word in the high half, the number of its step plus one in
 * the low half. An element is one store, so threads can share the cache. */
static uint64_t decoded[1 << 12];

static const struct step *search(uint32_t word, uint32_t *number)
{
	bool fr1 = (program.flags & PROGRAM_FR1) != 0;
	const struct step *steps = fr1 ? xlat_steps_fr1 : xlat_steps_fr0;
	uint32_t n = fr1 ? xlat_steps_fr1_count : xlat_steps_fr0_count;
	for (uint32_t i = 0; i < n; i++)
		if ((word & steps[i].mask) == steps[i].match) {
			*number = i;
			return &steps[i];
		}
	return NULL;
}

static const struct step *decode(uint32_t word)
{
	uint64_t *slot = &decoded[(word * 0x9e3779b1u) >> 20];
	uint64_t d = __atomic_load_n(slot, __ATOMIC_RELAXED);
	if (d >> 32 == word && (uint32_t)d != 0)
		return &(program.flags & PROGRAM_FR1 ? xlat_steps_fr1 : xlat_steps_fr0)[(uint32_t)d - 1];
	uint32_t number = 0;
	const struct step *s = search(word, &number);
	if (s == NULL)
		return &illegal;
	__atomic_store_n(slot, (uint64_t)word << 32 | (number + 1), __ATOMIC_RELAXED);
	return s;
}

/* fetch reads the word at pc. It returns false after raising SIGSEGV, when no
 * code can be there; *page is the last page that was found to hold code. */
static bool fetch(struct state *st, gaddr pc, gaddr *page, uint32_t *word)
{
	gaddr p = pc & ~4095u;
	if (p != *page) {
		if (pc % 4 != 0 || !(mem_prot(pc) & MEM_EXEC)) {
			st->pc = guest_fault(st, SIGSEGV_, mem_mapped(pc) ? SEGV_ACCERR_ : SEGV_MAPERR_, pc);
			return false;
		}
		*page = p;
	}
	*word = get32(host(pc));
	return true;
}

static bool is_syscall(uint32_t word)
{
	return (word & 0xfc00003f) == 0x0000000c;
}

/* execute runs the instruction at st->pc, with its delay slot, and moves
 * st->pc on. */
static void execute(struct state *st, gaddr *page)
{
	gaddr pc = st->pc;
	uint32_t word;
	if (!fetch(st, pc, page, &word))
		return;
	uint64_t next = decode(word)->run(word, pc);
	if (!(next & STEP_DELAYED)) {
		if (is_syscall(word))
			*page = 1; /* it may have changed what is mapped */
		if ((uint32_t)next != UNWIND)
			st->pc = (uint32_t)next;
		return;
	}
	uint32_t slot;
	if (!fetch(st, pc + 4, page, &slot))
		return;
	/* The processor reports what the slot raises at the transfer. */
	uint64_t after = decode(slot)->run(slot, pc);
	/* Where the slot raised something, that decides; a transfer in a delay
	 * slot is unpredictable by the manual, and here never taken. */
	bool raised = !(after & STEP_DELAYED) && (uint32_t)after != pc + 4;
	st->pc = raised ? (uint32_t)after : (uint32_t)next;
}

void interpret(struct state *st, uint64_t *executed)
{
	gaddr page = 1;
	do {
		++*executed;
		execute(st, &page);
	} while (st->event == 0 && !is_lifted(st->pc));
}
