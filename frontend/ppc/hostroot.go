package ppc

import "translate/ir"

// hostRoot returns how the host is asked for a square root of type t: if the
// argument is normal and positive, rounding is to nearest and no exception is
// enabled.
func hostRoot(t ir.Type) asked {
	return asked{
		refused: func(d *driver) ir.Value { return d.isAbnormal(t) },
		finish:  func(d *driver) { d.rootOfF1(t) },
	}
}

// fpControl are the bits of FPSCR that enable exceptions and choose how to round.
// [Power I, 4.2.2]
const fpControl = 0xff

// isAbnormal returns whether f1 holds no normal positive number of type t, rounding is
// not to nearest or an exception is enabled.
func (d *driver) isAbnormal(t ir.Type) ir.Value {
	c := d.lifter.c
	control := d.And(d.runtimeWord(fpscrBank), c(fpControl))
	x := d.Bitcast(ir.I64, d.fpr(c(1)))
	const bias = 1023
	exponent := d.Trunc(ir.I32, d.LShr(x, d.Const(ir.I64, 52)))
	least, most := uint32(bias+formats[t].least), uint32(bias+formats[t].most)
	abnormal := d.ULT(c(most-least), d.Sub(exponent, c(least)))
	if t == ir.F32 {
		abnormal = d.Or(abnormal, d.Ne(d.And(x, d.Const(ir.I64, 1<<29-1)), d.Const(ir.I64, 0)))
	}
	return d.Or(abnormal, d.Ne(control, c(0)))
}

// rootOfF1 sets f1 to its square root.
func (l *lifter) rootOfF1(t ir.Type) {
	f1 := l.c(1)
	if x := l.fpr(f1); t == ir.F32 {
		l.setSingle(f1, l.FSqrt(l.FPTrunc(x)))
	} else {
		l.setFPR(f1, l.FSqrt(x))
	}
}
