/* The interpreter: executes guest code that was not lifted, one instruction at
 * a time, until it reaches code that was. Rows and steps are generated from the
 * table and the semantics that lifting uses; only taking an instruction apart is
 * written a second time. [SDM 2A, 2.1] */
#include "interp.h"

#include "mem.h"
#include "x86_flags.h"
#include "x86_system.h"

/* One kind of instruction, as frontend/x86/interp.go writes it. */
struct row {
	uint8_t prefix; /* enum row_prefix */
	uint8_t digit;  /* wanted in the reg field, NONE for any */
	uint8_t rm;
	uint8_t mod;    /* 0 any, 1 memory, 2 register */
	uint8_t flags;  /* enum row_flags */
	uint8_t imm[2]; /* bytes of the immediates, the second's in the high half; for 32 and 16 bits */
	uint8_t pad;
	uint64_t (*run[6])(uint32_t fields, uint32_t ea, uint32_t imm, uint32_t imm2, uint32_t next, uint32_t pc);
};
enum { NONE = 0xff, ANY_PREFIX = 0, NO_PREFIX, PREFIX_66, PREFIX_F2, PREFIX_F3 };
enum row_flags {
	ROW_MODRM = 1, ROW_LOCKABLE = 2, ROW_NO_SEGMENT = 4, ROW_POP_EA = 8, ROW_ADDR16 = 16, ROW_SIGNED = 32,
	ROW_MOFFS = 64, ROW_SEGMENT = 128,
};
enum { POPF = 0x9d, INT = 0xcd };
enum { MEMORY = 1, LOCKED = 2, OP16 = 3 }; /* steps in run */

extern const struct row xlat_rows[];
extern const uint16_t xlat_row_index[4 * 256 + 1];

enum { MAX_LENGTH = 15 };

/* An instruction being taken apart. */
struct insn {
	gaddr pc, at;     /* its address; that of the next byte to read */
	uint32_t length;  /* bytes that can be read */
	bool bad;         /* it is longer */
	bool op16, addr16, lock;
	uint8_t rep, modrm;
	uint8_t opcode;
	int seg;          /* register whose base counts, -1 for none */
	const struct row *row;
	uint32_t ea, imm, imm2;
};

static uint8_t byte(struct insn *i)
{
	if (i->at - i->pc >= i->length) {
		i->bad = true;
		return 0;
	}
	return *(const uint8_t *)host(i->at++);
}

/* number reads n bytes, zero-extended. */
static uint32_t number(struct insn *i, unsigned n)
{
	uint32_t v = 0;
	for (unsigned k = 0; k < n; k++)
		v |= (uint32_t)byte(i) << 8 * k;
	return v;
}

static uint32_t sign8(uint32_t v) { return (uint32_t)(int32_t)(int8_t)v; }

/* prefixes reads them and the byte that follows. */
static uint8_t prefixes(struct insn *i)
{
	i->seg = -1;
	while (!i->bad) {
		uint8_t b = byte(i);
		switch (b) {
		case 0x26: case 0x2e: case 0x36: case 0x3e:
			i->seg = -1;
			break;
		case 0x64: case 0x65:
			i->seg = b - 0x60;
			break;
		case 0x66:
			i->op16 = true;
			break;
		case 0x67:
			i->addr16 = true;
			break;
		case 0xf0:
			i->lock = true;
			break;
		case 0xf2: case 0xf3:
			i->rep = b;
			break;
		default:
			return b;
		}
	}
	return 0;
}

static bool wants(const struct row *r, const struct insn *i)
{
	if ((r->flags & ROW_ADDR16) && !i->addr16)
		return false;
	if (!(r->flags & ROW_MODRM))
		return true;
	if ((r->flags & ROW_SEGMENT) && (i->modrm >> 3 & 7) > SEG_GS)
		return false;
	return (r->digit == NONE || r->digit == (i->modrm >> 3 & 7)) && (r->rm == NONE || r->rm == (i->modrm & 7)) &&
		(r->mod == 0 || (r->mod == 1) == (i->modrm < 0xc0));
}

/* match finds the row among those of an opcode. */
static const struct row *match(const struct row *r, const struct row *end, const struct insn *i)
{
	const struct row *plain = NULL;
	for (; r < end; r++) {
		if (!wants(r, i))
			continue;
		if (r->prefix == ANY_PREFIX) {
			if (plain == NULL)
				plain = r;
		} else if (r->prefix == (i->rep == 0xf2 ? PREFIX_F2 : i->rep == 0xf3 ? PREFIX_F3 : i->op16 ? PREFIX_66 : NO_PREFIX)) {
			return r;
		}
	}
	return plain;
}

/* memory16 reads a memory operand with 16-bit addresses. */
static void memory16(struct insn *i, const struct state *st)
{
	static const int8_t pairs[8][2] = {
		{EBX, ESI}, {EBX, EDI}, {EBP, ESI}, {EBP, EDI}, {ESI, -1}, {EDI, -1}, {EBP, -1}, {EBX, -1},
	};
	unsigned mod = i->modrm >> 6, rm = i->modrm & 7;
	uint32_t ea = 0;
	if (mod == 0 && rm == 6) {
		ea = number(i, 2);
	} else {
		for (unsigned k = 0; k < 2; k++)
			if (pairs[rm][k] >= 0)
				ea += st->gpr[pairs[rm][k]];
		ea += mod == 1 ? sign8(byte(i)) : mod == 2 ? number(i, 2) : 0;
	}
	i->ea = ea & 0xffff;
}

/* memory reads a memory operand. */
static void memory(struct insn *i, const struct state *st)
{
	if (i->addr16) {
		memory16(i, st);
		return;
	}
	unsigned mod = i->modrm >> 6, base = i->modrm & 7;
	uint32_t ea = 0;
	if (base == 4) {
		uint8_t sib = byte(i);
		base = sib & 7;
		if ((sib >> 3 & 7) != 4)
			ea = st->gpr[sib >> 3 & 7] << (sib >> 6);
	}
	if (mod == 0 && base == 5) {
		ea += number(i, 4);
	} else {
		ea += st->gpr[base];
		ea += mod == 1 ? sign8(byte(i)) : mod == 2 ? number(i, 4) : 0;
	}
	if ((i->row->flags & ROW_POP_EA) && base == ESP)
		ea += i->op16 ? 2 : 4;
	i->ea = ea;
}

/* decode takes the instruction at pc apart; false where there is none. */
static bool decode(struct insn *i, const struct state *st)
{
	uint8_t op = prefixes(i);
	unsigned map = 0;
	if (op == 0x0f) {
		op = byte(i);
		map = op == 0x38 ? 2 : op == 0x3a ? 3 : 1;
		if (map > 1)
			op = byte(i);
	}
	i->opcode = map == 0 ? op : 0;
	const uint16_t *index = &xlat_row_index[map * 256 + op];
	const struct row *first = &xlat_rows[index[0]], *end = &xlat_rows[index[1]];
	bool modrm = first < end && (first->flags & ROW_MODRM);
	i->modrm = modrm ? byte(i) : 0xc0 | (op & 7);
	i->row = match(first, end, i);
	if (i->row == NULL)
		return false;
	bool mem = modrm && i->modrm < 0xc0;
	if (i->lock && !(mem && (i->row->flags & ROW_LOCKABLE)))
		return false;
	i->ea = 0;
	if (mem)
		memory(i, st);
	unsigned imm = i->row->imm[i->op16];
	if (i->row->flags & ROW_MOFFS) {
		i->ea = number(i, i->addr16 ? 2 : 4);
	} else {
		i->imm = number(i, imm & 15);
		if ((imm & 15) == 1 && (i->row->flags & ROW_SIGNED))
			i->imm = sign8(i->imm);
		i->imm2 = number(i, imm >> 4);
	}
	if (i->seg >= 0 && !(i->row->flags & ROW_NO_SEGMENT))
		i->ea += st->seg_base[i->seg];
	return !i->bad;
}

/* readable returns how many bytes of an instruction can be read at pc; *page is
 * the last page that was found to hold code. */
static uint32_t readable(gaddr pc, gaddr *page)
{
	gaddr first = pc & ~4095u, last = (pc + MAX_LENGTH - 1) & ~4095u;
	if (first != *page) {
		if (!(mem_prot(pc) & MEM_EXEC))
			return 0;
		*page = first;
	}
	if (first == last || (mem_prot(last) & MEM_EXEC))
		return MAX_LENGTH;
	return last - pc;
}

/* execute runs the instruction at st->pc and moves that on. It returns the
 * opcode, 0 where that has more than a byte. */
static unsigned execute(struct state *st, gaddr *page)
{
	struct insn i = {.pc = st->pc, .at = st->pc};
	i.length = readable(i.pc, page);
	if (i.length == 0) {
		st->pc = x86_fetch_fault(st, i.pc);
		return 0;
	}
	if (!decode(&i, st)) {
		if (i.bad && i.length < MAX_LENGTH)
			st->pc = x86_fetch_fault(st, i.pc + i.length);
		else
			st->pc = rt_illegal(st, 0);
		*page = 1;
		return 0;
	}
	unsigned step = i.op16 ? OP16 : 0;
	if ((i.row->flags & ROW_MODRM) && i.modrm < 0xc0)
		step += i.lock ? LOCKED : MEMORY;
	uint32_t fields = (uint32_t)(i.modrm >> 3 & 7) | (uint32_t)(i.modrm & 7) << 3;
	uint32_t next = (uint32_t)i.row->run[step](fields, i.ea, i.imm, i.imm2, i.at, i.pc);
	if (i.opcode == INT)
		*page = 1; /* it may have changed what is mapped */
	if (!unwinds(st, next))
		st->pc = next;
	return i.opcode;
}

/* rt_interpret executes the instruction at st->pc for lifted code, which has
 * met a state it does not foresee. */
uint32_t rt_interpret(struct state *st, uint32_t unused)
{
	gaddr page = 1;
	(void)unused;
	execute(st, &page);
	return going_on(st);
}

bool is_stepping(const struct state *st)
{
	return st->eflags & FLAG_TF;
}

/* With TF an instruction traps when it is done, also one that clears TF; it is
 * clear too where a handler begins. [SDM 3B, 17.3.1.4] */
void interpret(struct state *st, uint64_t *executed)
{
	gaddr page = 1;
	do {
		bool stepping = is_stepping(st);
		++*executed;
		unsigned opcode = execute(st, &page);
		if (stepping && (is_stepping(st) || opcode == POPF))
			st->pc = rt_trace(st);
	} while (st->event == 0 && (is_stepping(st) || !is_lifted(st->pc)));
}
