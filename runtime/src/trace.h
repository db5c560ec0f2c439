/* The trace of system calls: lines like strace's, from the tables. */
#ifndef TRACE_H
#define TRACE_H

#include "sys.h"

enum trace_kind {
	T_INT, T_UINT, T_HEX, T_MODE, T_FD, T_DIRFD, T_STRING, T_ADDR, T_OFF64, T_LOHI64,
	T_BYTES, T_P32, T_P64, T_STRUCT, T_FLAGS, T_FIELD_FLAGS, T_NAME, T_VOID,
};

struct trace_name {
	const char *name;
	uint32_t value;
};

/* A member of a guest structure; size is negative where it is signed, and
 * STRING_FIELD and more for an array of characters. */
#define STRING_FIELD 1000
struct trace_field {
	const char *name;
	int16_t offset, size;
};

struct trace_arg {
	uint8_t kind;
	int8_t slot, count; /* argument words; count is -1 where nothing counts it */
	uint8_t out;        /* known only after the call */
	const void *aux;    /* names or fields */
};

typedef long syscall_fn(const uint32_t *w);

struct sysrow {
	syscall_fn *call; /* NULL: ENOSYS */
	const char *name;
	const struct trace_arg *args;
	uint8_t nargs, words;
	uint8_t result; /* enum trace_kind */
};

extern bool tracing;
void trace_call(const struct sysrow *row, uint32_t nr, const uint32_t *w);
void trace_result(const struct sysrow *row, const uint32_t *w, long r);

#endif
