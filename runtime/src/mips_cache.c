/* Cache instructions of MIPS that mean something to lifted code. */
#include "mem.h"

/* What rdhwr $1 tells programs to step synci by. */
enum { LINE = 32 };

/* rt_synci says that the cache line at ea holds new instructions. */
void rt_synci(uint32_t ea);
void rt_synci(uint32_t ea)
{
	code_changed(ea & ~(uint32_t)(LINE - 1), LINE);
}
