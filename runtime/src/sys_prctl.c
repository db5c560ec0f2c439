/* prctl: options about the process that mean the same on the host pass, those
 * about the processor are the guest's own. */
#include "sys.h"
#ifdef GUEST_PPC
#include "ppc_fpu.h"
#endif
#include <asm/unistd.h>

enum {
	SET_PDEATHSIG = 1, GET_PDEATHSIG = 2, GET_DUMPABLE = 3, SET_DUMPABLE = 4, GET_KEEPCAPS = 7, SET_KEEPCAPS = 8,
	SET_NAME = 15, GET_NAME = 16, GET_SECCOMP = 21, CAPBSET_READ = 23, CAPBSET_DROP = 24, GET_SECUREBITS = 27,
	SET_SECUREBITS = 28, SET_TIMERSLACK = 29, GET_TIMERSLACK = 30, MCE_KILL = 33, MCE_KILL_GET = 34,
	SET_CHILD_SUBREAPER = 36, GET_CHILD_SUBREAPER = 37, SET_NO_NEW_PRIVS = 38, GET_NO_NEW_PRIVS = 39,
	GET_FPEXC = 11, SET_FPEXC = 12, GET_TID_ADDRESS = 40, SET_THP_DISABLE = 41, GET_THP_DISABLE = 42, SET_FP_MODE = 45, GET_FP_MODE = 46,
	CAP_AMBIENT = 47, GET_IO_FLUSHER = 58, SET_VMA = 0x53564d41, SET_PTRACER = 0x59616d61,
};

/* out_int stores the int an option hands out. */
static long out_int(long r, gaddr out, int v)
{
	return r < 0 ? r : put_u32(out, (uint32_t)v);
}

long sys_prctl(int32_t option, gaddr a, gaddr b, gaddr c, gaddr d)
{
	int v = 0;
	long r;
	switch (option) {
	case SET_PDEATHSIG:
		v = signal_in((int)a);
		return v < 0 ? -EINVAL : sys5(__NR_prctl, option, v, 0, 0, 0);
	case GET_PDEATHSIG:
		r = sys5(__NR_prctl, option, (long)&v, 0, 0, 0);
		return out_int(r, a, signal_out(v));
	case GET_CHILD_SUBREAPER:
		r = sys5(__NR_prctl, option, (long)&v, 0, 0, 0);
		return out_int(r, a, v);
	case GET_TID_ADDRESS:
		return put_u32(a, thread_self()->clear_tid);
	case GET_DUMPABLE: case SET_DUMPABLE: case GET_KEEPCAPS: case SET_KEEPCAPS: case SET_NAME: case GET_NAME:
	case GET_SECCOMP: case CAPBSET_READ: case CAPBSET_DROP: case GET_SECUREBITS: case SET_SECUREBITS:
	case SET_TIMERSLACK: case GET_TIMERSLACK: case MCE_KILL: case MCE_KILL_GET: case SET_CHILD_SUBREAPER:
	case SET_NO_NEW_PRIVS: case GET_NO_NEW_PRIVS: case SET_THP_DISABLE: case GET_THP_DISABLE: case CAP_AMBIENT:
	case GET_IO_FLUSHER: case SET_VMA:
		return sys5(__NR_prctl, option, a, b, c, d);
	case SET_PTRACER:
		return sys5(__NR_prctl, option, (int32_t)a, 0, 0, 0); /* -1 is any */
#ifdef GUEST_MIPS
	case GET_FP_MODE:
		return program.flags & PROGRAM_FR1 ? 1 : 0;
	case SET_FP_MODE:
		if (a & ~3u)
			return -EOPNOTSUPP;
		return a == (program.flags & PROGRAM_FR1 ? 1u : 0u) ? 0 : -EOPNOTSUPP;
#endif
#ifdef GUEST_PPC
	case GET_FPEXC:
		return put_u32(a, self()->fp_mode);
	case SET_FPEXC:
		if (a & ~3u) /* of the modes, those that embedded processors have in software */
			return -EINVAL;
		fpu_set_mode(self(), a);
		return 0;
#endif
	}
	unsupported("prctl option", (uint32_t)option);
	return -EINVAL;
}
