/* The vDSO of 32-bit PowerPC programs: what signal handlers return to, and
 * descriptions of the frames above it for unwinders. It has none of the kernel's
 * functions that read clocks; programs then make system calls.
 * [Linux arch/powerpc/kernel/vdso; DWARF 5, 6.4; GCC config/rs6000/rs6000.h] */

	.set	DW_CFA_expression, 0x10
	.set	DW_CFA_def_cfa_expression, 0x0f
	.set	DW_OP_deref, 0x06
	.set	DW_OP_plus_uconst, 0x23
	.set	DW_OP_breg1, 0x71

	/* Columns of .eh_frame. That of the PC is none a function can save. */
	.set	FPR0, 32
	.set	LR, 65
	.set	CTR, 66
	.set	PC, 67
	.set	CR, 70
	.set	XER, 76
	.set	VR0, 77

	/* struct mcontext, see ppc_signal.c. */
	.set	MC_NIP, 4 * 32
	.set	MC_CTR, 4 * 35
	.set	MC_LNK, 4 * 36
	.set	MC_XER, 4 * 37
	.set	MC_CCR, 4 * 38
	.set	MC_FPREGS, 192
	.set	MC_VREGS, 464

/* mcontext emits the expression for the frame's struct mcontext, to which the
 * word at \at from the stack pointer leads: four bytes. */
.macro mcontext at
	.cfi_escape DW_OP_breg1, ((\at) & 0x7f) | 0x80, (\at) >> 7, DW_OP_deref
.endm

/* saved says where in struct mcontext a register is. */
.macro saved register, offset, at
	.cfi_escape DW_CFA_expression, \register, 7
	mcontext \at
	.cfi_escape DW_OP_plus_uconst, ((\offset) & 0x7f) | 0x80, (\offset) >> 7
.endm

/* trampoline defines a function that makes a system call. Unwinders look for the
 * instruction before the one that is returned to, hence the one before it. */
.macro trampoline name, number, at
	.cfi_startproc
	.cfi_signal_frame
	.cfi_return_column 67
	.cfi_escape DW_CFA_def_cfa_expression, 7
	mcontext \at
	.cfi_escape DW_OP_plus_uconst, 4, DW_OP_deref
	.set	n, 0
	.rept	32
	.ifne	n - 1
	saved	n, 4 * n, \at
	.endif
	saved	FPR0 + n, MC_FPREGS + 8 * n, \at
	saved	VR0 + n, MC_VREGS + 16 * n, \at
	.set	n, n + 1
	.endr
	saved	PC, MC_NIP, \at
	saved	LR, MC_LNK, \at
	saved	CTR, MC_CTR, \at
	saved	XER, MC_XER, \at
	saved	CR, MC_CCR, \at
	nop
	.globl	\name
	.type	\name, @function
\name:
	li	0, \number
	sc
	.cfi_endproc
	.size	\name, . - \name
.endm

	.text
	/* UC_REGS of struct rt_sigframe, SC_REGS of struct sigframe. */
	trampoline __kernel_sigtramp_rt32, 172, 64 + 16 + 128 + 48
	trampoline __kernel_sigtramp32, 119, 64 + 28
