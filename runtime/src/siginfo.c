/* What is known of a signal, struct siginfo of the guest and of the host: a head
 * of three ints, then a union that depends on code and number. 64-bit systems
 * align the union to 8, and MIPS has the code before errno.
 * [man 2 sigaction] */
#include "sys.h"

enum {
	H_UNION = 16, G_UNION = 12,
#ifdef GUEST_MIPS
	G_CODE = 4, G_ERRNO = 8,
#else
	G_ERRNO = 4, G_CODE = 8,
#endif
};

/* The shape of the union. */
enum shape { KILL, TIMER, QUEUE, CHILD, FAULT, POLL, SYSCALL };

static enum shape shape_of(int host_sig, int host_code)
{
	if (host_code == HOST_SI_TIMER)
		return TIMER;
	if (host_code == 0 || host_code == HOST_SI_TKILL)
		return KILL;
	if (host_code < 0)
		return QUEUE;
	switch (host_sig) {
	case HOST_SIGCHLD:
		return host_code <= 6 ? CHILD : QUEUE;
	case HOST_SIGILL:
	case HOST_SIGTRAP:
	case HOST_SIGBUS:
	case HOST_SIGFPE:
	case HOST_SIGSEGV:
		return host_code == 0x80 ? KILL : FAULT; /* SI_KERNEL */
	case HOST_SIGIO:
		return host_code <= 6 ? POLL : QUEUE;
	case HOST_SIGSYS:
		return SYSCALL;
	}
	return QUEUE;
}

/* words of the union: the offset on the host for each word of the guest. */
static const uint8_t words[][5] = {
	[KILL] = {0, 4, 255, 255, 255},
	[TIMER] = {0, 4, 8, 16, 255},
	[QUEUE] = {0, 4, 8, 255, 255},
	[CHILD] = {0, 4, 8, 16, 24},
	[FAULT] = {0, 8, 255, 255, 255},
	[POLL] = {0, 8, 255, 255, 255},
	[SYSCALL] = {0, 8, 12, 255, 255},
};

void siginfo_out(uint8_t *g, const uint8_t *h)
{
	int32_t sig, error, code;
	memcpy(&sig, h, 4);
	memcpy(&error, h + 4, 4);
	memcpy(&code, h + 8, 4);
	enum shape s = shape_of(sig, code);
	memset(g, 0, SIGINFO_SIZE);
	put32(g, (uint32_t)signal_out(sig));
	put32(g + G_ERRNO, errno_out(error));
	put32(g + G_CODE, sicode_out((uint32_t)code));
	for (int i = 0; i < 5 && words[s][i] != 255; i++) {
		uint32_t v;
		memcpy(&v, h + H_UNION + words[s][i], 4);
		if (s == CHILD && i == 2 && code != 1) /* CLD_EXITED has a status, the others a signal */
			v = (uint32_t)signal_out((int)v);
		put32(g + G_UNION + 4 * i, v);
	}
}

void siginfo_in(uint8_t *h, const uint8_t *g)
{
	int32_t sig = signal_in((int)get32(g)), error = errno_in(get32(g + G_ERRNO));
	int32_t code = (int32_t)sicode_in(get32(g + G_CODE));
	if (sig < 0)
		sig = 0;
	enum shape s = shape_of(sig, code);
	memset(h, 0, SIGINFO_SIZE);
	memcpy(h, &sig, 4);
	memcpy(h + 4, &error, 4);
	memcpy(h + 8, &code, 4);
	for (int i = 0; i < 5 && words[s][i] != 255; i++) {
		uint32_t v = get32(g + G_UNION + 4 * i);
		if (s == CHILD && i == 2 && code != 1 && signal_in((int)v) > 0)
			v = (uint32_t)signal_in((int)v);
		memcpy(h + H_UNION + words[s][i], &v, 4);
	}
}
