package mips

import "translate/ir"

// ll lifts LL rt, offset(base). The address and the value seen are kept for
// SC. [MIPS32 II, LL]
func ll(l *lifter, i inst) {
	ea := l.Add(l.gpr(i.rs()), i.imm())
	v := l.Load(ir.I32, ea, l.c(0))
	l.SetReg(llaBank, l.c(0), ea)
	l.SetReg(llvBank, l.c(0), v)
	l.setGPR(i.rt(), v)
}

// sc lifts SC rt, offset(base): a compare-exchange with the value LL saw. With
// no LL at this address pending, memory is replaced by itself if at all, and
// the instruction fails. [MIPS32 II, SC]
func sc(l *lifter, i inst) {
	ea := l.Add(l.gpr(i.rs()), i.imm())
	seen := l.Reg(llvBank, l.c(0))
	linked := l.Eq(ea, l.Reg(llaBank, l.c(0)))
	was := l.CmpXchg(ea, seen, l.Select(linked, l.gpr(i.rt()), seen))
	l.SetReg(llaBank, l.c(0), l.c(1)) // no word has this address
	l.setGPR(i.rt(), l.ZExt(ir.I32, l.And(linked, l.Eq(was, seen))))
}

// fence lifts SYNC. Every kind of it is a full fence. [MIPS32 II, SYNC]
func fence(l *lifter, i inst) { l.Fence() }

// synci lifts SYNCI offset(base), with which programs announce that they have
// written code. [MIPS32 II, SYNCI]
func synci(l *lifter, i inst) {
	l.Helper(ir.Void, "rt_synci", l.Add(l.gpr(i.rs()), i.imm()))
}

// nothing lifts hints without an effect on the guest state.
// [MIPS32 II, PREF, PREFX]
func nothing(l *lifter, i inst) {}
