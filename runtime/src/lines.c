/* From host code to guest instructions: the table that the translator made of
 * the line numbers LLVM kept. */
#include "lines.h"

/* The first line of a chunk: its host address, counted from xlat_miss, and
 * where its encoding begins in the table. */
struct line_chunk {
	uint32_t host, offset;
};

extern const char xlat_miss[];

static uint64_t uvarint(const uint8_t **p)
{
	uint64_t v = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t b = *(*p)++;
		v |= (uint64_t)(b & 0x7f) << shift;
		if (b < 0x80)
			return v;
	}
}

static int64_t varint(const uint8_t **p)
{
	uint64_t v = uvarint(p);
	return (int64_t)(v >> 1) ^ -(int64_t)(v & 1);
}

/* chunk_of returns the last chunk that begins at or before a host address. */
static const struct line_chunk *chunk_of(uint64_t host)
{
	const struct line_chunk *low = program.chunks, *high = program.chunks_end;
	while (high - low > 1) {
		const struct line_chunk *middle = low + (high - low) / 2;
		if (middle->host <= host)
			low = middle;
		else
			high = middle;
	}
	return low;
}

gaddr guest_pc_of(uint64_t rip)
{
	uint64_t host = rip - (uint64_t)xlat_miss;
	const struct line_chunk *c = chunk_of(host);
	if (program.chunks == program.chunks_end || rip < (uint64_t)xlat_miss || c->host > host)
		return 0;
	const uint8_t *p = program.lines + c->offset;
	const uint8_t *end = c + 1 < program.chunks_end ? program.lines + c[1].offset
		: (const uint8_t *)-1;
	uint64_t at = c->host;
	gaddr pc = 0;
	for (unsigned n = 0; p < end && n < LINES_IN_CHUNK; n++) {
		uint64_t step = uvarint(&p);
		if (at + step > host)
			break;
		at += step;
		pc += (gaddr)varint(&p);
	}
	return pc;
}
