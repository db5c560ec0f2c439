package mips

import "translate/ir"

// A rounding is a rounding mode as FCSR.RM encodes it.
type rounding uint32

const (
	toNearest rounding = iota
	toZero
	toPlusInf
	toMinusInf
	asFCSR // whatever FCSR.RM says
)

// toInteger converts x to an I32 or I64. What the host cannot convert it turns
// into the most negative integer, as it does a few numbers that do become it;
// these go to a helper that knows the mode and what FCSR.NAN2008 wants.
func (l *lifter) toInteger(t ir.Type, x ir.Value, mode rounding) ir.Value {
	name := map[ir.Type]string{ir.I32: "to_w", ir.I64: "to_l"}[t] + suffix(x.Type())
	if l.precise {
		return l.exact(t, "rt_x"+name, x, l.c(uint32(mode)))
	}
	most := l.Const(t, 1<<(t.Bits()-1))
	r := l.hostInteger(t, x, mode)
	if mode == asFCSR {
		return l.Rarely(l.Eq(r, most), r, "rt_"+name, x, l.c(uint32(mode)))
	}
	bad := l.Eq(r, most)
	if mode != toZero {
		// Where the conversion failed, there is nothing to round.
		whole := l.Select(bad, x, l.SIToFP(x.Type(), r))
		r = l.Add(r, l.carry(r, x, whole, mode))
		bad = l.Or(bad, l.Eq(r, most))
	}
	return l.Rarely(bad, r, "rt_"+name, x, l.c(uint32(mode)))
}

// hostInteger converts x as the host does, rounding as FCSR says or else toward
// zero. LLVM takes these operations for pure and may drop them with their flags;
// where the flags may be read the instruction itself is asked for.
func (l *lifter) hostInteger(t ir.Type, x ir.Value, mode rounding) ir.Value {
	switch {
	case l.ordered && mode == asFCSR:
		return l.Host("cvt"+hostSuffix[x.Type()]+"2si", []ir.Type{t}, x)[0]
	case l.ordered:
		return l.Host("cvtt"+hostSuffix[x.Type()]+"2si", []ir.Type{t}, x)[0]
	case mode == asFCSR:
		return l.FPToSIRound(t, x)
	}
	return l.FPToSI(t, x)
}

// hostSuffix names the formats in the host's instructions.
var hostSuffix = map[ir.Type]string{ir.F32: "ss", ir.F64: "sd"}

// carry returns what must be added to r, which is x without its fraction, to
// round it; whole is r in the format of x. It raises nothing, because what is
// cut off is exact.
func (l *lifter) carry(r, x, whole ir.Value, mode rounding) ir.Value {
	switch mode {
	case toPlusInf:
		return l.ZExt(r.Type(), l.FOLT(whole, x))
	case toMinusInf:
		return l.SExt(r.Type(), l.FOLT(x, whole))
	}
	half, minusHalf := l.Const(ir.F64, 0x3fe0<<48), l.Const(ir.F64, 0xbfe0<<48)
	if x.Type() == ir.F32 {
		half, minusHalf = l.Const(ir.F32, 0x3f000000), l.Const(ir.F32, 0xbf000000)
	}
	odd, rest := l.Trunc(ir.I1, r), l.FSub(x, whole)
	up := l.Or(l.FOLT(half, rest), l.And(odd, l.FOEQ(rest, half)))
	down := l.Or(l.FOLT(rest, minusHalf), l.And(odd, l.FOEQ(rest, minusHalf)))
	return l.Add(l.ZExt(r.Type(), up), l.SExt(r.Type(), down))
}

// toWord lifts CVT.W, ROUND.W, TRUNC.W, CEIL.W and FLOOR.W.fmt fd, fs.
// [MIPS32 II, CEIL.W.fmt, CVT.W.fmt, FLOOR.W.fmt, ROUND.W.fmt, TRUNC.W.fmt]
func toWord(t ir.Type, mode rounding) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs())
		r := l.toInteger(ir.I32, l.fpr(t, i.fs()), mode)
		l.setFPR(i.fd(), l.Bitcast(ir.F32, r))
	}
}

// toLong lifts CVT.L, ROUND.L, TRUNC.L, CEIL.L and FLOOR.L.fmt fd, fs, which
// need FR=1.
// [MIPS32 II, CEIL.L.fmt, CVT.L.fmt, FLOOR.L.fmt, ROUND.L.fmt, TRUNC.L.fmt]
func toLong(t ir.Type, mode rounding) lift {
	return func(l *lifter, i inst) {
		if l.needsFR1(i) {
			r := l.toInteger(ir.I64, l.fpr(t, i.fs()), mode)
			l.setFPR(i.fd(), l.Bitcast(ir.F64, r))
		}
	}
}

// fromWord lifts CVT.S.W and CVT.D.W fd, fs. [MIPS32 II, CVT.D.fmt, CVT.S.fmt]
func fromWord(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fd())
		l.setFPR(i.fd(), l.fromInteger(t, l.Bitcast(ir.I32, l.fpr(ir.F32, i.fs())), "w"))
	}
}

// fromLong lifts CVT.S.L and CVT.D.L fd, fs, which need FR=1.
// [MIPS32 II, CVT.D.fmt, CVT.S.fmt]
func fromLong(t ir.Type) lift {
	return func(l *lifter, i inst) {
		if l.needsFR1(i) {
			l.setFPR(i.fd(), l.fromInteger(t, l.Bitcast(ir.I64, l.fpr(ir.F64, i.fs())), "l"))
		}
	}
}

func (l *lifter) fromInteger(t ir.Type, x ir.Value, format string) ir.Value {
	switch inexact := t == ir.F32 || x.Type() == ir.I64; {
	case l.precise:
		return l.exact(t, "rt_xfrom_"+format+suffix(t), x)
	case l.ordered && inexact: // as hostInteger
		return l.Host("cvtsi2"+hostSuffix[t], []ir.Type{t}, x)[0]
	}
	return l.SIToFP(t, x)
}

// cvtSD lifts CVT.S.D fd, fs. [MIPS32 II, CVT.S.fmt]
func cvtSD(l *lifter, i inst) {
	l.pairs(i, ir.F64, i.fs())
	x := l.fpr(ir.F64, i.fs())
	if l.precise {
		l.setFPR(i.fd(), l.exact(ir.F32, "rt_xcvt_s_d", x))
		return
	}
	l.setFPR(i.fd(), l.IfNaN(l.FPTrunc(x), "rt_nan_s_d"))
}

// cvtDS lifts CVT.D.S fd, fs. [MIPS32 II, CVT.D.fmt]
func cvtDS(l *lifter, i inst) {
	l.pairs(i, ir.F64, i.fd())
	x := l.fpr(ir.F32, i.fs())
	if l.precise {
		l.setFPR(i.fd(), l.exact(ir.F64, "rt_xcvt_d_s", x))
		return
	}
	l.setFPR(i.fd(), l.IfNaN(l.FPExt(x), "rt_nan_d_s"))
}
