package ppc

import "translate/ir"

// Arithmetic runs on the host's floating-point unit. It differs from PowerPC in
// which NaN results and in which kind of invalid operation is noted, so a NaN
// result goes to a helper of the runtime that computes it again as PowerPC does
// and sets the VX bits of FPSCR; the host's own Invalid flag is never looked
// at. Precise code calls helpers named rt_x* for every operation; these set the
// class of the result, FR and FI too.

// An fpOp is a floating-point operation on two operands: the host's, what makes
// a NaN right, and the whole operation.
type fpOp struct {
	host       binop
	nan, exact string
	// product says that the second operand is in FRC.
	product bool
}

var (
	fadd = fpOp{host: ir.Builder.FAdd, nan: "rt_nan_add", exact: "rt_xadd"}
	fsub = fpOp{host: ir.Builder.FSub, nan: "rt_nan_sub", exact: "rt_xsub"}
	fmul = fpOp{host: ir.Builder.FMul, nan: "rt_nan_mul", exact: "rt_xmul", product: true}
	fdiv = fpOp{host: ir.Builder.FDiv, nan: "rt_nan_div", exact: "rt_xdiv"}
)

// suffix returns how helpers for results of type t end.
func suffix(t ir.Type) string {
	if t == ir.F32 {
		return "_s"
	}
	return "_d"
}

// exact calls a helper that sets FPSCR, for a result that is a double or a
// single held as one. It traps where the operation raised what is enabled, and
// then leaves the target alone.
func (l *lifter) exact(to ir.Value, name string, args ...ir.Value) {
	r := l.Helper(ir.F64, name, args...)
	l.ServiceIf(l.Ne(l.Helper(ir.I32, "rt_fpe_due"), l.c(0)), "rt_fpe", l.c(0))
	// Where an exception is enabled the processor keeps the target.
	keep := l.Helper(ir.I32, "rt_suppressed")
	l.setFPR(to, l.Select(l.Ne(keep, l.c(0)), l.fpr(to), r))
}

// twoOperands lifts OP[s][.] FRT, FRA, FRB or FRC.
// [Power I, fadd, fdiv, fmul, fsub]
func twoOperands(op fpOp, t ir.Type) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			a, b := i.fra(), i.frb()
			if op.product {
				b = i.frc()
			}
			switch {
			case l.precise:
				l.exact(i.frt(), op.exact+suffix(t), l.fpr(a), l.fpr(b))
			case t == ir.F64:
				l.setFPR(i.frt(), l.IfNaN(op.host(l, l.fpr(a), l.fpr(b)), op.nan+"_d"))
			default:
				l.singly([]ir.Value{a, b}, i.frt(), op.exact+"_s", func(x []ir.Value) ir.Value {
					return l.IfNaN(op.host(l, x[0], x[1]), op.nan+"_s")
				})
			}
			l.recordFP(v)
		}
	}
}

// singly computes a single-precision operation on registers: by host where the
// operands are singles, otherwise by a helper, which rounds once. Where it turns
// out only then that they are not, the host has raised flags already; the manual
// leaves them undefined, but code that looks at FPSCR calls the helper at once.
func (l *lifter) singly(operands []ir.Value, to ir.Value, exact string, host func(x []ir.Value) ir.Value) {
	var x, wide []ir.Value
	known := l.Const(ir.I1, 1)
	for _, n := range operands {
		s, ok := l.single(n)
		x, known = append(x, s), l.And(known, ok)
	}
	if l.ordered && !known.IsConst() {
		for _, n := range operands {
			wide = append(wide, l.fpr(n))
		}
		l.exact(to, exact, wide...)
		return
	}
	s := host(x)
	if known.IsConst() {
		l.setSingle(to, s)
		return
	}
	for _, n := range operands {
		wide = append(wide, l.fpr(n))
	}
	s = l.Rarely(l.not(known), s, exact+"32", wide...)
	l.setSingle(to, s)
}

// squareRoot lifts fsqrt[s][.] FRT, FRB. [Power I, fsqrt]
func squareRoot(t ir.Type) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			switch {
			case l.precise:
				l.exact(i.frt(), "rt_xsqrt"+suffix(t), l.fpr(i.frb()))
			case t == ir.F64:
				l.setFPR(i.frt(), l.IfNaN(l.FSqrt(l.fpr(i.frb())), "rt_nan_sqrt_d"))
			default:
				l.singly([]ir.Value{i.frb()}, i.frt(), "rt_xsqrt_s", func(x []ir.Value) ir.Value {
					return l.IfNaN(l.FSqrt(x[0]), "rt_nan_sqrt_s")
				})
			}
			l.recordFP(v)
		}
	}
}

// exactly lifts what only a helper does: FRT, FRB.
// [Power I, fre, fres, frim, frin, frip, friz, frsqrte, frsqrtes]
func exactly(name string) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			l.exact(i.frt(), name, l.fpr(i.frb()))
			l.recordFP(v)
		}
	}
}

// A fused is a multiplication and an addition that round once.
type fused struct{ subtract, negate bool }

var (
	fmadd  = fused{}
	fmsub  = fused{subtract: true}
	fnmadd = fused{negate: true}
	fnmsub = fused{true, true}
)

// kind is how helpers know the operation.
func (f fused) kind() string {
	if f.subtract {
		return "sub"
	}
	return "add"
}

// multiplyAdd lifts f[n]madd[s][.] and f[n]msub[s][.] FRT, FRA, FRC, FRB: FRA ×
// FRC ± FRB, perhaps negated afterwards unless it is a NaN.
// [Power I, fmadd, fmsub, fnmadd, fnmsub]
func multiplyAdd(f fused, t ir.Type) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			x, y, z := i.fra(), i.frc(), i.frb()
			name := "rt_xm" + f.kind()
			if f.negate {
				name = "rt_xnm" + f.kind()
			}
			switch {
			case l.precise:
				l.exact(i.frt(), name+suffix(t), l.fpr(x), l.fpr(y), l.fpr(z))
			case t == ir.F64:
				l.setFPR(i.frt(), l.fuse(f, l.fpr(x), l.fpr(y), l.fpr(z)))
			default:
				l.singly([]ir.Value{x, y, z}, i.frt(), name+"_s", func(x []ir.Value) ir.Value {
					return l.fuse(f, x[0], x[1], x[2])
				})
			}
			l.recordFP(v)
		}
	}
}

// fuse computes x × y ± z. The negation of a NaN is the NaN.
func (l *lifter) fuse(f fused, x, y, z ir.Value) ir.Value {
	t := x.Type()
	nan := "rt_nan_m" + f.kind() + suffix(t)
	if f.subtract {
		z = l.FNeg(z)
	}
	r := l.IfNaN(l.FMA(x, y, z), nan)
	if f.negate {
		r = l.IfNaN(l.FNeg(r), "rt_nan_kept"+suffix(t))
	}
	return r
}

// frsp lifts frsp[.] FRT, FRB. [Power I, frsp]
func frsp(v variant) lift {
	return func(l *lifter, i inst) {
		if l.precise {
			l.exact(i.frt(), "rt_xrsp", l.fpr(i.frb()))
		} else {
			s := l.IfNaN(l.FPTrunc(l.fpr(i.frb())), "rt_nan_rsp")
			l.setSingle(i.frt(), s)
		}
		l.recordFP(v)
	}
}
