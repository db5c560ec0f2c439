package mips

import "translate/ir"

// Arithmetic runs on the host's floating-point unit. It differs from MIPS in
// NaNs only: which one results, and whether an operand is a signaling one. So
// a NaN result, and nothing else, goes to a helper of the runtime that computes
// it again as MIPS does and sets the Invalid flag if it should; the host's own
// Invalid flag is never looked at. Precise functions, which read FCSR, call
// helpers named rt_x* for every operation; these set the Cause field too.

// suffix returns how helpers for operands of type t end.
func suffix(t ir.Type) string {
	if t == ir.F32 {
		return "_s"
	}
	return "_d"
}

// one is 1.0 in type t.
func (l *lifter) one(t ir.Type) ir.Value {
	if t == ir.F32 {
		return l.Const(t, 0x3f800000)
	}
	return l.Const(t, 0x3ff0000000000000)
}

// An fpOp is a two-operand floating-point operation: the host's, and the name
// of the exact helper.
type fpOp struct {
	fast  binop
	exact string
}

var (
	fpAdd = fpOp{ir.Builder.FAdd, "rt_xadd"}
	fpSub = fpOp{ir.Builder.FSub, "rt_xsub"}
	fpMul = fpOp{ir.Builder.FMul, "rt_xmul"}
	fpDiv = fpOp{ir.Builder.FDiv, "rt_xdiv"}
)

// exact calls a helper that sets Cause, and traps where the operation raised
// what FCSR enables.
func (l *lifter) exact(t ir.Type, name string, args ...ir.Value) ir.Value {
	r := l.Helper(t, name, args...)
	l.ServiceIf(l.Ne(l.Helper(ir.I32, "rt_fpe_due"), l.c(0)), "rt_fpe", l.c(0))
	return r
}

// apply computes x op y.
func (l *lifter) apply(op fpOp, x, y ir.Value) ir.Value {
	if l.precise {
		return l.exact(x.Type(), op.exact+suffix(x.Type()), x, y)
	}
	return l.IfNaN(op.fast(l, x, y), "rt_nan"+suffix(x.Type()))
}

// sqrt computes the square root of x.
func (l *lifter) sqrt(x ir.Value) ir.Value {
	if l.precise {
		return l.exact(x.Type(), "rt_xsqrt"+suffix(x.Type()), x)
	}
	return l.IfNaN(l.FSqrt(x), "rt_nan1"+suffix(x.Type()))
}

// fpBinary lifts OP.fmt fd, fs, ft.
// [MIPS32 II, ADD.fmt, DIV.fmt, MUL.fmt, SUB.fmt]
func fpBinary(t ir.Type, op fpOp) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs(), i.ft(), i.fd())
		l.setFPR(i.fd(), l.apply(op, l.fpr(t, i.fs()), l.fpr(t, i.ft())))
	}
}

// fpUnary lifts OP.fmt fd, fs.
func fpUnary(t ir.Type, f func(l *lifter, x ir.Value) ir.Value) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs(), i.fd())
		l.setFPR(i.fd(), f(l, l.fpr(t, i.fs())))
	}
}

// recip computes the reciprocal. The manual allows an error of one unit in the
// last place; QEMU rounds correctly. [MIPS32 II, RECIP.fmt]
func (l *lifter) recip(x ir.Value) ir.Value { return l.apply(fpDiv, l.one(x.Type()), x) }

// rsqrt computes the reciprocal square root, rounding twice as QEMU does.
// [MIPS32 II, RSQRT.fmt]
func (l *lifter) rsqrt(x ir.Value) ir.Value {
	if l.precise {
		return l.exact(x.Type(), "rt_xrsqrt"+suffix(x.Type()), x)
	}
	return l.recip(l.sqrt(x))
}

// negate and magnitude change the sign of everything, NaNs too, and raise
// nothing, as QEMU does whatever FCSR.ABS2008 says.
// [MIPS32 II, ABS.fmt, NEG.fmt]
func (l *lifter) negate(x ir.Value) ir.Value {
	return l.FNeg(x)
}

func (l *lifter) magnitude(x ir.Value) ir.Value {
	return l.FAbs(x)
}

// fpMulAdd lifts MADD, MSUB, NMADD and NMSUB.fmt fd, fr, fs, ft: fs × ft,
// rounded, then op fr, rounded again, then perhaps negated.
// [MIPS32 II, MADD.fmt, MSUB.fmt, NMADD.fmt, NMSUB.fmt]
func fpMulAdd(t ir.Type, op fpOp, exact string, negated bool) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fr(), i.fs(), i.ft(), i.fd())
		x, y, z := l.fpr(t, i.fs()), l.fpr(t, i.ft()), l.fpr(t, i.fr())
		var r ir.Value
		if l.precise {
			r = l.exact(t, exact+suffix(t), x, y, z)
		} else {
			r = l.apply(op, l.apply(fpMul, x, y), z)
		}
		if negated {
			r = l.negate(r)
		}
		l.setFPR(i.fd(), r)
	}
}
