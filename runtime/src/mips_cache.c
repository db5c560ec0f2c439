/* Cache instructions of MIPS that mean something to lifted code. */
#include "xlat.h"

/* rt_synci says that the cache line at ea holds new instructions. They were
 * noticed when they were written, see code.c. */
void rt_synci(uint32_t ea);
void rt_synci(uint32_t ea)
{
	(void)ea;
}
