/* Where the host's struct ucontext, which its kernel gives to signal handlers,
 * has what the runtime reads and changes, in bytes.
 * [Linux arch/x86/include/uapi/asm/sigcontext.h] */
#ifndef UCONTEXT_H
#define UCONTEXT_H

enum {
	UC_R8 = 40,
	UC_RDI = 104,
	UC_RSI = 112,
	UC_RAX = 144,
	UC_RCX = 152,
	UC_RIP = 168,
	UC_ERR = 192,
	UC_TRAPNO = 200,
	UC_CR2 = 216,
	UC_FPSTATE = 224, /* a pointer */
	UC_SIGMASK = 296
};

#endif
