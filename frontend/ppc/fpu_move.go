package ppc

import "translate/ir"

func (i inst) frt() ir.Value { return i.field(21, 5) }
func (i inst) fra() ir.Value { return i.field(16, 5) }
func (i inst) frb() ir.Value { return i.field(11, 5) }
func (i inst) frc() ir.Value { return i.field(6, 5) }

// fpr returns floating-point register n, which always holds a double.
func (l *lifter) fpr(n ir.Value) ir.Value { return l.Reg(fprBank, n) }

// setFPR writes floating-point register n.
func (l *lifter) setFPR(n, v ir.Value) { l.SetReg(fprBank, n, v) }

// setSingle writes a single to floating-point register n.
func (l *lifter) setSingle(n, s ir.Value) { l.SetSingle(fprBank, n, s) }

// single returns floating-point register n as a single and whether that has the
// same value: programs keep the rule that operands of single-precision
// instructions are singles, processors compute with doubles too. NaNs count as
// different unless they are known to be singles. [Power I, 4.3.5.1]
func (l *lifter) single(n ir.Value) (s, exact ir.Value) {
	if s, ok := l.Single(fprBank, n, true); ok {
		return s, l.Const(ir.I1, 1)
	}
	x := l.fpr(n)
	s = l.FPTrunc(x)
	return s, l.FOEQ(l.FPExt(s), x)
}

// recordFP sets field 1 of the condition register from FPSCR, as
// floating-point instructions with a dot do. [Power I, 4.6.1]
func (l *lifter) recordFP(v variant) {
	if !v.rc {
		return
	}
	top := l.Helper(ir.I32, "rt_fpscr_field", l.c(0))
	l.setField(l.c(1), l.bit(top, 3), l.bit(top, 2), l.bit(top, 1), l.bit(top, 0))
}

// bit returns bit n of an I32, counted from the least significant one.
func (l *lifter) bit(x ir.Value, n uint32) ir.Value { return l.Trunc(ir.I1, l.LShr(x, l.c(n))) }

func same(_ ir.Builder, x ir.Value) ir.Value        { return x }
func negativeAbs(b ir.Builder, x ir.Value) ir.Value { return b.FNeg(b.FAbs(x)) }

// fpMove lifts OP[.] FRT, FRB, which change the sign of anything and raise
// nothing. [Power I, fabs, fmr, fnabs, fneg]
func fpMove(op func(b ir.Builder, x ir.Value) ir.Value) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			if s, ok := l.Single(fprBank, i.frb(), false); ok {
				l.setSingle(i.frt(), op(l, s))
			} else {
				l.setFPR(i.frt(), op(l, l.fpr(i.frb())))
				l.KeepsSingle(fprBank, i.frt(), i.frb())
			}
			l.recordFP(v)
		}
	}
}

// copySign lifts fcpsgn[.] FRT, FRA, FRB. [Power I, fcpsgn]
func copySign(v variant) lift {
	return func(l *lifter, i inst) {
		sign := l.Const(ir.I64, 1<<63)
		x, y := l.Bitcast(ir.I64, l.fpr(i.fra())), l.Bitcast(ir.I64, l.fpr(i.frb()))
		rest := l.And(y, l.Const(ir.I64, 1<<63-1))
		l.setFPR(i.frt(), l.Bitcast(ir.F64, l.Or(l.And(x, sign), rest)))
		l.recordFP(v)
	}
}

// fsel lifts fsel[.] FRT, FRA, FRC, FRB: FRC where FRA is not below zero, FRB
// where it is or is a NaN. [Power I, fsel]
func fsel(v variant) lift {
	return func(l *lifter, i inst) {
		cond := l.FOLE(l.Const(ir.F64, 0), l.fpr(i.fra()))
		l.setFPR(i.frt(), l.Select(cond, l.fpr(i.frc()), l.fpr(i.frb())))
		l.recordFP(v)
	}
}

// loadSingle lifts lfs, lfsu, lfsux and lfsx. A signaling NaN stays one, which
// the host's conversion would make quiet. [Power I, 4.6.2]
func loadSingle(a addressing) lift {
	return func(l *lifter, i inst) {
		base, disp := a.address(l, i)
		s := l.Load(ir.F32, base, disp)
		a.done(l, i, base, disp)
		l.setSingle(i.frt(), s)
	}
}

// loadDouble lifts lfd, lfdu, lfdux and lfdx. [Power I, 4.6.2]
func loadDouble(a addressing) lift {
	return func(l *lifter, i inst) {
		base, disp := a.address(l, i)
		v := l.Load(ir.F64, base, disp)
		a.done(l, i, base, disp)
		l.setFPR(i.frt(), v)
	}
}

// storeSingle lifts stfs, stfsu, stfsux and stfsx, which do not round: a number
// that is no single loses the bits that do not fit. [Power I, 4.6.3]
func storeSingle(a addressing) lift {
	return func(l *lifter, i inst) {
		s, ok := l.Single(fprBank, i.frt(), true)
		if !ok {
			s = l.narrow(l.Bitcast(ir.I64, l.fpr(i.frt())))
		}
		base, disp := a.address(l, i)
		l.Store(base, disp, s)
		a.done(l, i, base, disp)
	}
}

// narrow returns the bits of the double x as those of a single, in integers: the
// host's conversion would raise exceptions. Zeros and what is in a single's
// range are cut, so are large numbers; the helper shifts small ones.
func (l *lifter) narrow(x ir.Value) ir.Value {
	size := l.Shl(x, l.Const(ir.I64, 1))
	one, normal := l.Const(ir.I64, 1), l.Const(ir.I64, 897<<53)
	small := l.ULT(l.Sub(size, one), l.Sub(normal, one))
	top := l.And(l.Trunc(ir.I32, l.LShr(x, l.Const(ir.I64, 32))), l.c(0xc0000000))
	rest := l.And(l.Trunc(ir.I32, l.LShr(x, l.Const(ir.I64, 29))), l.c(0x3fffffff))
	return l.Rarely(small, l.Or(top, rest), "rt_narrow", l.Bitcast(ir.F64, x))
}

// storeDouble lifts stfd, stfdu, stfdux and stfdx. [Power I, 4.6.3]
func storeDouble(a addressing) lift {
	return func(l *lifter, i inst) {
		base, disp := a.address(l, i)
		l.Store(base, disp, l.fpr(i.frt()))
		a.done(l, i, base, disp)
	}
}

// loadWord lifts lfiwax and lfiwzx FRT, RA, RB. [Power I, lfiwax, lfiwzx]
func loadWord(ext extend) lift {
	return func(l *lifter, i inst) {
		base, disp := byIndex.address(l, i)
		l.setFPR(i.frt(), l.Bitcast(ir.F64, ext(l, ir.I64, l.Load(ir.I32, base, disp))))
	}
}

// stfiwx lifts stfiwx FRS, RA, RB. [Power I, stfiwx]
func stfiwx(l *lifter, i inst) {
	base, disp := byIndex.address(l, i)
	l.Store(base, disp, l.Trunc(ir.I32, l.Bitcast(ir.I64, l.fpr(i.frt()))))
}
