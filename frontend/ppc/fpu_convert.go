package ppc

import "translate/ir"

// A rounding is a rounding mode as FPSCR.RN encodes it.
type rounding uint32

const (
	toZero  rounding = 1
	asFPSCR rounding = 4 // whatever FPSCR.RN says
)

// toInteger lifts fctiw[z][.] and fctid[z][.] FRT, FRB. What the host cannot
// convert it turns into the most negative integer; that goes to a helper. The
// high word of a 32-bit result is undefined; here it is the sign, but zero where
// the operand is a NaN, as in QEMU.
// [Power I, fctid, fctidz, fctiw, fctiwz]
func toInteger(t ir.Type, mode rounding) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			x := l.fpr(i.frb())
			name := map[ir.Type]string{ir.I32: "to_w", ir.I64: "to_l"}[t]
			if l.precise {
				l.exact(i.frt(), "rt_x"+name, x, l.c(uint32(mode)))
				l.recordFP(v)
				return
			}
			r := l.hostInteger(t, mode, x)
			most := l.Const(t, 1<<(t.Bits()-1))
			wide := l.Rarely(l.Eq(r, most), l.SExt(ir.I64, r), "rt_"+name, x, l.c(uint32(mode)))
			l.setFPR(i.frt(), l.Bitcast(ir.F64, wide))
			l.recordFP(v)
		}
	}
}

// hostInteger converts x as the host does. LLVM takes the instruction for pure
// unless it must stay among reads and writes of FPSCR.
func (l *lifter) hostInteger(t ir.Type, mode rounding, x ir.Value) ir.Value {
	switch {
	case l.ordered && mode == toZero:
		return l.Host("cvttsd2si", []ir.Type{t}, x)[0]
	case l.ordered:
		return l.Host("cvtsd2si", []ir.Type{t}, x)[0]
	case mode == toZero:
		return l.FPToSI(t, x)
	}
	return l.FPToSIRound(t, x)
}

// fcfid lifts fcfid[.] FRT, FRB. [Power I, fcfid]
func fcfid(v variant) lift {
	return func(l *lifter, i inst) {
		if l.precise || l.ordered {
			l.exact(i.frt(), "rt_xfrom_l", l.fpr(i.frb()))
		} else {
			l.setFPR(i.frt(), l.SIToFP(ir.F64, l.Bitcast(ir.I64, l.fpr(i.frb()))))
		}
		l.recordFP(v)
	}
}

// fcmp lifts fcmpu and fcmpo BF, FRA, FRB. [Power I, fcmpo, fcmpu]
func fcmp(ordered uint32) lift {
	return func(l *lifter, i inst) {
		x, y := l.comparable(i.fra(), i.frb())
		if l.precise {
			x, y = l.fpr(i.fra()), l.fpr(i.frb())
			field := l.Helper(ir.I32, "rt_xcompare", x, y, l.c(ordered))
			l.ServiceIf(l.Ne(l.Helper(ir.I32, "rt_fpe_due"), l.c(0)), "rt_fpe", l.c(0))
			l.setField(i.bf(), l.bit(field, 3), l.bit(field, 2), l.bit(field, 1), l.bit(field, 0))
			return
		}
		unordered := l.Rarely(l.FUNO(x, y), l.c(0), "rt_unordered"+suffix(x.Type()), x, y, l.c(ordered))
		l.setField(i.bf(), l.FOLT(x, y), l.FOLT(y, x), l.FOEQ(x, y), l.Trunc(ir.I1, unordered))
	}
}

// comparable returns two floating-point registers as singles, where both are
// known to hold singles, or as doubles.
func (l *lifter) comparable(m, n ir.Value) (x, y ir.Value) {
	x, narrow := l.Single(fprBank, m, false)
	y, too := l.Single(fprBank, n, false)
	if narrow && too {
		return x, y
	}
	return l.fpr(m), l.fpr(n)
}
