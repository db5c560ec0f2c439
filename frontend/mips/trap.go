package mips

import "translate/ir"

// trapIf lifts the register traps. The code field is for the handler: 7 says
// that a divisor is zero. [MIPS32 II, TEQ, TGE, TGEU, TLT, TLTU, TNE]
func trapIf(cond binop) lift {
	return func(l *lifter, i inst) {
		l.ServiceIf(cond(l, l.gpr(i.rs()), l.gpr(i.rt())), "rt_trap", i.field(6, 10))
	}
}

// trapIfImm lifts the traps on an immediate, which have no code. The immediate
// is sign-extended for all of them.
// [MIPS32 II, TEQI, TGEI, TGEIU, TLTI, TLTIU, TNEI]
func trapIfImm(cond binop) lift {
	return func(l *lifter, i inst) {
		l.ServiceIf(cond(l, l.gpr(i.rs()), i.imm()), "rt_trap", l.c(0))
	}
}

// reversed swaps the operands of a comparison.
func reversed(op binop) binop {
	return func(b ir.Builder, x, y ir.Value) ir.Value { return op(b, y, x) }
}

// syscall lifts SYSCALL: number and arguments are in registers.
// [MIPS32 II, SYSCALL]
func syscall(l *lifter, i inst) { l.Service("rt_syscall", l.c(0)) }

// breakpoint lifts BREAK with all 20 bits of its code. Assemblers put the code
// of the source in the upper ten. [MIPS32 II, BREAK]
func breakpoint(l *lifter, i inst) { l.Service("rt_break", i.field(6, 20)) }

// rdhwr lifts RDHWR rt, rd for the registers Linux lets programs read: the
// processor's number, the step of SYNCI, the cycle counter, the cycles it
// counts in, and the thread pointer. Others are illegal.
// [MIPS32 II, RDHWR]
func rdhwr(l *lifter, i inst) {
	const known = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<29
	n := i.rd()
	l.illegalIf(l.Eq(l.And(l.LShr(l.c(known), n), l.c(1)), l.c(0)), i)
	is := func(k uint32) ir.Value { return l.Eq(n, l.c(k)) }
	v := l.Select(is(1), l.c(32), l.c(0))
	v = l.Select(is(3), l.c(2), v)
	v = l.Select(is(29), l.Reg(tpBank, l.c(0)), v)
	v = l.Rarely(is(2), v, "rt_cycles")
	l.setGPR(i.rt(), v)
}
