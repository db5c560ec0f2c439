/* What an output passes to the output it becomes when the guest executes a
 * program: neither arguments nor environment show it. */
#ifndef HANDOFF_H
#define HANDOFF_H

#include "sys.h"

struct handoff {
	char magic[8];
	int32_t program;        /* open file to load and interpret, or -1: what the output was made of */
	char name[PATH_MAX];    /* what the guest called the program: AT_EXECFN */
	char exe[PATH_MAX];     /* what /proc/self/exe leads to */
};

/* handoff_exec executes the output that is open as exe, with h. It returns
 * -errno where that fails. */
long handoff_exec(int exe, struct handoff *h, uint64_t *argv, uint64_t *envp);

/* handoff_take returns what this process was passed, or NULL. */
const struct handoff *handoff_take(void);

/* handoff_exe returns what /proc/self/exe is for the guest, or NULL where that
 * is the output itself. */
const char *handoff_exe(void);

/* handoff_self opens the running output, also where a changed root hides
 * /proc; handoff_keep prepares for that. */
int handoff_self(void);
void handoff_keep(void);

#endif
