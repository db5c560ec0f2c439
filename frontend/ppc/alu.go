package ppc

import "translate/ir"

// binop is a two-operand Builder operation.
type binop = func(b ir.Builder, x, y ir.Value) ir.Value

// carrying says whether an instruction sets CA.
type carrying bool

const (
	plain     carrying = false
	withCarry carrying = true
)

// finish writes a result and what the form of the instruction asks for.
// overflowed is called where OV is wanted.
func (l *lifter) finish(v variant, to, result ir.Value, overflowed func() ir.Value) {
	if v.oe {
		l.overflow(overflowed())
	}
	l.setGPR(to, result)
	if v.rc {
		l.record(result)
	}
}

// sumOverflows tells whether x + y = sum overflowed as a signed addition.
func (l *lifter) sumOverflows(x, y, sum ir.Value) ir.Value {
	return l.SLT(l.And(l.Xor(x, sum), l.Xor(y, sum)), l.c(0))
}

// sum lifts add[o][.] and addc[o][.] RT, RA, RB. [Power I, add, addc]
func sum(carry carrying) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			x, y := l.gpr(i.ra()), l.gpr(i.rb())
			r := l.Add(x, y)
			if carry {
				l.setXER(xerCA, l.ULT(r, x))
			}
			l.finish(v, i.rt(), r, func() ir.Value { return l.sumOverflows(x, y, r) })
		}
	}
}

// subtract lifts subf[o][.] and subfc[o][.] RT, RA, RB: RB - RA. CA says that
// there was no borrow. [Power I, subf, subfc]
func subtract(carry carrying) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			x, y := l.gpr(i.ra()), l.gpr(i.rb())
			r := l.Sub(y, x)
			if carry {
				l.setXER(xerCA, l.ULE(x, y))
			}
			l.finish(v, i.rt(), r, func() ir.Value { return l.sumOverflows(l.invert(x), y, r) })
		}
	}
}

// neg lifts neg[o][.] RT, RA. [Power I, neg]
func neg(v variant) lift {
	return func(l *lifter, i inst) {
		x := l.gpr(i.ra())
		l.finish(v, i.rt(), l.Sub(l.c(0), x), func() ir.Value { return l.Eq(x, l.c(0x80000000)) })
	}
}

// operand is one side of an extended addition.
type operand func(l *lifter, i inst) ir.Value

func operandRA(l *lifter, i inst) ir.Value { return l.gpr(i.ra()) }
func operandRB(l *lifter, i inst) ir.Value { return l.gpr(i.rb()) }
func notRA(l *lifter, i inst) ir.Value     { return l.invert(l.gpr(i.ra())) }

func number(v uint32) operand {
	return func(l *lifter, _ inst) ir.Value { return l.c(v) }
}

// extended lifts the additions of two operands and CA, which become CA again.
// [Power I, adde, addme, addze, subfe, subfme, subfze]
func extended(left, right operand) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			x, y, ca := left(l, i), right(l, i), l.xer(xerCA)
			wide := l.Add(l.Add(l.ZExt(ir.I64, x), l.ZExt(ir.I64, y)), l.ZExt(ir.I64, ca))
			r := l.Trunc(ir.I32, wide)
			l.setXER(xerCA, l.Trunc(ir.I1, l.LShr(wide, l.Const(ir.I64, 32))))
			l.finish(v, i.rt(), r, func() ir.Value { return l.sumOverflows(x, y, r) })
		}
	}
}

// mullw lifts mullw[o][.] RT, RA, RB. [Power I, mullw]
func mullw(v variant) lift {
	return func(l *lifter, i inst) {
		x, y := l.gpr(i.ra()), l.gpr(i.rb())
		r := l.Mul(x, y)
		l.finish(v, i.rt(), r, func() ir.Value {
			wide := l.Mul(l.SExt(ir.I64, x), l.SExt(ir.I64, y))
			return l.Ne(wide, l.SExt(ir.I64, r))
		})
	}
}

// mulHigh lifts mulhw[.] and mulhwu[.] RT, RA, RB. [Power I, mulhw, mulhwu]
func mulHigh(extend func(b ir.Builder, t ir.Type, x ir.Value) ir.Value) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			x, y := extend(l, ir.I64, l.gpr(i.ra())), extend(l, ir.I64, l.gpr(i.rb()))
			r := l.Trunc(ir.I32, l.LShr(l.Mul(x, y), l.Const(ir.I64, 32)))
			l.finish(v, i.rt(), r, nil)
		}
	}
}

// divw lifts divw[o][.] RT, RA, RB. Where the manual leaves the quotient
// undefined it is RA, as in QEMU. [Power I, divw]
func divw(v variant) lift {
	return func(l *lifter, i inst) {
		x, y := l.gpr(i.ra()), l.gpr(i.rb())
		wraps := l.And(l.Eq(x, l.c(0x80000000)), l.Eq(y, l.c(0xffffffff)))
		bad := l.Or(l.Eq(y, l.c(0)), wraps)
		r := l.SDiv(x, l.Select(bad, l.c(1), y))
		l.finish(v, i.rt(), r, func() ir.Value { return bad })
	}
}

// divwu lifts divwu[o][.] RT, RA, RB. [Power I, divwu]
func divwu(v variant) lift {
	return func(l *lifter, i inst) {
		x, y := l.gpr(i.ra()), l.gpr(i.rb())
		bad := l.Eq(y, l.c(0))
		r := l.UDiv(x, l.Select(bad, l.c(1), y))
		l.finish(v, i.rt(), r, func() ir.Value { return bad })
	}
}

// divweu lifts divweu[o][.] RT, RA, RB: RA with 32 zeros below it is divided. A
// quotient that does not fit is 0 as in QEMU. [Power I, divweu]
func divweu(v variant) lift {
	return func(l *lifter, i inst) {
		x, y := l.gpr(i.ra()), l.gpr(i.rb())
		bad := l.ULE(y, x)
		dividend := l.Shl(l.ZExt(ir.I64, x), l.Const(ir.I64, 32))
		q := l.UDiv(dividend, l.Select(bad, l.Const(ir.I64, 1), l.ZExt(ir.I64, y)))
		r := l.Select(bad, l.c(0), l.Trunc(ir.I32, q))
		l.finish(v, i.rt(), r, func() ir.Value { return bad })
	}
}

// divwe lifts divwe[o][.] RT, RA, RB. [Power I, divwe]
func divwe(v variant) lift {
	return func(l *lifter, i inst) {
		x, y := l.gpr(i.ra()), l.gpr(i.rb())
		dividend := l.Shl(l.SExt(ir.I64, x), l.Const(ir.I64, 32))
		wraps := l.And(l.Eq(x, l.c(0x80000000)), l.Eq(y, l.c(0xffffffff)))
		zero := l.Or(l.Eq(y, l.c(0)), wraps)
		q := l.SDiv(dividend, l.Select(zero, l.Const(ir.I64, 1), l.SExt(ir.I64, y)))
		bad := l.Or(zero, l.Ne(q, l.SExt(ir.I64, l.Trunc(ir.I32, q))))
		r := l.Select(bad, l.c(0), l.Trunc(ir.I32, q))
		l.finish(v, i.rt(), r, func() ir.Value { return bad })
	}
}

// addi lifts addi RT, (RA|0), SI. [Power I, addi]
func addi(l *lifter, i inst) { l.setGPR(i.rt(), l.Add(l.base(i.ra()), i.si())) }

// addis lifts addis RT, (RA|0), SI. [Power I, addis]
func addis(l *lifter, i inst) {
	l.setGPR(i.rt(), l.Add(l.base(i.ra()), l.Shl(i.word, l.c(16))))
}

// addic lifts addic[.] RT, RA, SI. [Power I, addic]
func addic(v variant) lift {
	return func(l *lifter, i inst) {
		x := l.gpr(i.ra())
		r := l.Add(x, i.si())
		l.setXER(xerCA, l.ULT(r, x))
		l.finish(v, i.rt(), r, nil)
	}
}

// subfic lifts subfic RT, RA, SI: SI - RA. [Power I, subfic]
func subfic(l *lifter, i inst) {
	x, y := l.gpr(i.ra()), i.si()
	l.setXER(xerCA, l.ULE(x, y))
	l.setGPR(i.rt(), l.Sub(y, x))
}

// mulli lifts mulli RT, RA, SI. [Power I, mulli]
func mulli(l *lifter, i inst) { l.setGPR(i.rt(), l.Mul(l.gpr(i.ra()), i.si())) }
