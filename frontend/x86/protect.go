package x86

import "translate/ir"

// What Linux tells programs of the tables and registers that are its own: where
// the processor has UMIP it emulates these instructions.
// [Linux arch/x86/kernel/umip.c]
const (
	gdtBase      = 0xfffe0000
	idtBase      = 0xffff0000
	cr0          = 0x80050033
	taskSelector = 0x40
)

// writeSystem writes v to a register of the operand size, or a word of memory.
func (l *lifter) writeSystem(i *inst, v ir.Value) {
	if i.mem {
		l.Store(i.base, i.disp, l.Trunc(ir.I16, v))
		return
	}
	l.setGPR(i.rm, l.Trunc(i.word(), v))
}

// system lifts STR and SMSW, which give v. [SDM 2B, SMSW, STR]
func system(v uint32) lift {
	return func(l *lifter, i *inst) { l.writeSystem(i, l.c(v)) }
}

// sldt lifts SLDT. [SDM 2B, SLDT]
func sldt(l *lifter, i *inst) { l.writeSystem(i, l.Helper(ir.I32, "rt_sldt")) }

// tableAt lifts SGDT and SIDT: a limit, and the base whatever the operand size.
// [SDM 2B, SGDT, SIDT]
func tableAt(base uint32) lift {
	return func(l *lifter, i *inst) {
		l.Store(i.base, i.disp, l.zero(ir.I16))
		at, disp := l.at(i, 2)
		l.Store(at, disp, l.c(base))
	}
}

// segmentInfo lifts LAR and LSL, and verify VERR and VERW.
// [SDM 2A, LAR, LSL; SDM 2B, VERR/VERW]
func segmentInfo(name string) lift {
	return func(l *lifter, i *inst) {
		l.Service(name, l.ZExt(ir.I32, l.read(i, 1)), i.reg, l.width(i), i.next)
	}
}

func verify(name string) lift {
	return func(l *lifter, i *inst) { l.Service(name, l.ZExt(ir.I32, l.read(i, 0)), i.next) }
}

// arpl lifts ARPL, which writes memory only where that changes.
// [SDM 2A, ARPL]
func arpl(l *lifter, i *inst) {
	x, y := l.read(i, 0), l.read(i, 1)
	rpl := l.Const(ir.I16, 3)
	less := l.ULT(l.And(x, rpl), l.And(y, rpl))
	v := l.Or(l.And(x, l.not(rpl)), l.And(y, rpl))
	if i.mem {
		l.ServiceIf(less, "rt_arpl", l.ea(i), l.ZExt(ir.I32, v), i.next)
	} else {
		l.setGPR(i.rm, l.Select(less, v, x))
	}
	l.setFlag(zf, func() ir.Value { return less })
}
