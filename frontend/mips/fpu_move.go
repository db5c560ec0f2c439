package mips

import "translate/ir"

func (i inst) fr() ir.Value { return i.field(21, 5) }
func (i inst) ft() ir.Value { return i.field(16, 5) }
func (i inst) fs() ir.Value { return i.field(11, 5) }
func (i inst) fd() ir.Value { return i.field(6, 5) }

// place returns where the low 32 bits of floating-point register n lie: the
// index in the bank and the half. With FR=0 an odd register is the high half
// of its pair.
func (l *lifter) place(n ir.Value) (index, half ir.Value) {
	if l.fr1 {
		return n, l.c(0)
	}
	return l.And(n, l.c(30)), l.And(n, l.c(1))
}

// fpr returns floating-point register n as an F32 or F64.
func (l *lifter) fpr(t ir.Type, n ir.Value) ir.Value {
	index, half := l.place(n)
	if t == ir.F32 {
		return l.RegHalf(fprBank, index, half)
	}
	return l.Reg(fprBank, index)
}

// setFPR writes floating-point register n. A single leaves the other half of a
// 64-bit register alone; the manual makes it UNPREDICTABLE.
func (l *lifter) setFPR(n, v ir.Value) {
	index, half := l.place(n)
	if v.Type() == ir.F32 {
		l.SetRegHalf(fprBank, index, half, v)
		return
	}
	l.SetReg(fprBank, index, v)
}

// pairs makes the instruction illegal where it uses an odd register as a
// double with FR=0. For t = F32 every register will do.
func (l *lifter) pairs(i inst, t ir.Type, regs ...ir.Value) {
	if l.fr1 || t == ir.F32 {
		return
	}
	any := l.c(0)
	for _, n := range regs {
		any = l.Or(any, n)
	}
	l.illegalIf(l.Ne(l.And(any, l.c(1)), l.c(0)), i)
}

// fpMove lifts MOV.fmt fd, fs. [MIPS32 II, MOV.fmt]
func fpMove(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs(), i.fd())
		l.setFPR(i.fd(), l.fpr(t, i.fs()))
	}
}

// fpMoveOnFCC lifts MOVF.fmt and MOVT.fmt fd, fs, cc.
// [MIPS32 II, MOVF.fmt, MOVT.fmt]
func fpMoveOnFCC(t ir.Type, when uint64) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs(), i.fd())
		cond := l.Eq(l.Reg(fccBank, i.field(18, 3)), l.Const(ir.I8, when))
		l.setFPR(i.fd(), l.Select(cond, l.fpr(t, i.fs()), l.fpr(t, i.fd())))
	}
}

// fpMoveIf lifts MOVZ.fmt and MOVN.fmt fd, fs, rt.
// [MIPS32 II, MOVN.fmt, MOVZ.fmt]
func fpMoveIf(t ir.Type, cond binop) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs(), i.fd())
		l.setFPR(i.fd(), l.Select(cond(l, l.gpr(i.rt()), l.c(0)), l.fpr(t, i.fs()), l.fpr(t, i.fd())))
	}
}

// mfc1 lifts MFC1 rt, fs. [MIPS32 II, MFC1]
func mfc1(l *lifter, i inst) {
	l.setGPR(i.rt(), l.Bitcast(ir.I32, l.fpr(ir.F32, i.fs())))
}

// mtc1 lifts MTC1 rt, fs. [MIPS32 II, MTC1]
func mtc1(l *lifter, i inst) {
	l.setFPR(i.fs(), l.Bitcast(ir.F32, l.gpr(i.rt())))
}

// highHalf returns where the high half of the double in register n lies.
func (l *lifter) highHalf(n ir.Value) (index, half ir.Value) {
	index, _ = l.place(n)
	return index, l.c(1)
}

// mfhc1 lifts MFHC1 rt, fs. [MIPS32 II, MFHC1]
func mfhc1(l *lifter, i inst) {
	index, half := l.highHalf(i.fs())
	l.setGPR(i.rt(), l.Bitcast(ir.I32, l.RegHalf(fprBank, index, half)))
}

// mthc1 lifts MTHC1 rt, fs. [MIPS32 II, MTHC1]
func mthc1(l *lifter, i inst) {
	index, half := l.highHalf(i.fs())
	l.SetRegHalf(fprBank, index, half, l.Bitcast(ir.F32, l.gpr(i.rt())))
}

// fpLoad lifts LWC1 and LDC1 ft, offset(base). [MIPS32 II, LDC1, LWC1]
func fpLoad(t ir.Type) lift {
	return func(l *lifter, i inst) { l.setFPR(i.ft(), l.Load(t, l.gpr(i.rs()), i.imm())) }
}

// fpStore lifts SWC1 and SDC1 ft, offset(base). [MIPS32 II, SDC1, SWC1]
func fpStore(t ir.Type) lift {
	return func(l *lifter, i inst) { l.Store(l.gpr(i.rs()), i.imm(), l.fpr(t, i.ft())) }
}

// indexed returns the address base + index. [MIPS32 II, LWXC1]
func (l *lifter) indexed(i inst) ir.Value { return l.Add(l.gpr(i.rs()), l.gpr(i.rt())) }

// fpLoadIndexed lifts LWXC1 and LDXC1 fd, index(base).
// [MIPS32 II, LDXC1, LWXC1]
func fpLoadIndexed(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fd())
		l.setFPR(i.fd(), l.Load(t, l.indexed(i), l.c(0)))
	}
}

// fpStoreIndexed lifts SWXC1 and SDXC1 fs, index(base).
// [MIPS32 II, SDXC1, SWXC1]
func fpStoreIndexed(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs())
		l.Store(l.indexed(i), l.c(0), l.fpr(t, i.fs()))
	}
}

// luxc1 lifts LUXC1 fd, index(base), which ignores the low three bits of the
// address and needs FR=1. [MIPS32 II, LUXC1]
func luxc1(l *lifter, i inst) {
	if l.needsFR1(i) {
		l.setFPR(i.fd(), l.Load(ir.F64, l.And(l.indexed(i), l.c(^uint32(7))), l.c(0)))
	}
}

// suxc1 lifts SUXC1 fs, index(base). [MIPS32 II, SUXC1]
func suxc1(l *lifter, i inst) {
	if l.needsFR1(i) {
		l.Store(l.And(l.indexed(i), l.c(^uint32(7))), l.c(0), l.fpr(ir.F64, i.fs()))
	}
}

// needsFR1 makes the instruction illegal with FR=0 and reports whether there
// is anything more to build.
func (l *lifter) needsFR1(i inst) bool {
	if !l.fr1 {
		l.illegalIf(l.Const(ir.I1, 1), i)
	}
	return l.fr1
}
