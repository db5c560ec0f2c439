/* What the entries of all guests to the system-call layer share. */
#ifndef SYSCALL_H
#define SYSCALL_H

#include "host_vdso.h"
#include "signal.h"
#include "trace.h"

/* The number that has the first row. */
#ifdef GUEST_MIPS
#define SYSCALLS_BASE 4000
#else
#define SYSCALLS_BASE 0
#endif

/* syscall_row finds what is known of a number, never NULL. */
const struct sysrow *syscall_row(uint32_t nr);

/* syscall_invoke makes a call whose argument words are in w. It returns what
 * the functions of the layer do. */
long syscall_invoke(const struct sysrow *row, uint32_t nr, const uint32_t *w);

/* syscall_leave delivers what is pending when a call is done, registers are set
 * and the guest goes on at next. It returns what rt_syscall has to. */
uint32_t syscall_leave(struct state *st, uint32_t next);

#endif
