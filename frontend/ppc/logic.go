package ppc

import "translate/ir"

// bitwise lifts OP[.] RA, RS, RB.
// [Power I, and, andc, eqv, nand, nor, or, orc, xor]
func bitwise(op binop) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			l.finish(v, i.ra(), op(l, l.gpr(i.rt()), l.gpr(i.rb())), nil)
		}
	}
}

// complement returns the one's complement of an I32.
func complement(b ir.Builder, x ir.Value) ir.Value { return b.Xor(x, b.Const(ir.I32, 0xffffffff)) }

func inverted(op binop) binop {
	return func(b ir.Builder, x, y ir.Value) ir.Value { return complement(b, op(b, x, y)) }
}

func andc(b ir.Builder, x, y ir.Value) ir.Value { return b.And(x, complement(b, y)) }
func orc(b ir.Builder, x, y ir.Value) ir.Value  { return b.Or(x, complement(b, y)) }

// immediateOp lifts OP[.] RA, RS, UI, which is shifted left.
// [Power I, andi., andis., ori, oris, xori, xoris]
func immediateOp(op binop, left uint32, v variant) lift {
	return func(l *lifter, i inst) {
		l.finish(v, i.ra(), op(l, l.gpr(i.rt()), l.Shl(i.ui(), l.c(left))), nil)
	}
}

// unary lifts OP[.] RA, RS.
// [Power I, cntlzw, extsb, extsh, popcntb, popcntw, prtyw]
func unary(f func(l *lifter, x ir.Value) ir.Value) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) { l.finish(v, i.ra(), f(l, l.gpr(i.rt())), nil) }
	}
}

func (l *lifter) clz(x ir.Value) ir.Value { return l.CLZ(x) }

func signExtend(t ir.Type) func(l *lifter, x ir.Value) ir.Value {
	return func(l *lifter, x ir.Value) ir.Value { return l.SExt(ir.I32, l.Trunc(t, x)) }
}

func (l *lifter) popcntw(x ir.Value) ir.Value { return l.PopCount(x) }

// popcntb counts the ones of each byte.
func (l *lifter) popcntb(x ir.Value) ir.Value {
	r := l.c(0)
	for n := uint32(0); n < 32; n += 8 {
		count := l.PopCount(l.And(x, l.c(0xff<<n)))
		r = l.Or(r, l.Shl(count, l.c(n)))
	}
	return r
}

// prtyw returns the parity of the low bits of the bytes.
func (l *lifter) prtyw(x ir.Value) ir.Value {
	return l.And(l.PopCount(l.And(x, l.c(0x01010101))), l.c(1))
}

// cmpb lifts cmpb RA, RS, RB: bytes of ones where the operands have equal bytes.
// [Power I, cmpb]
func cmpb(l *lifter, i inst) {
	diff := l.Xor(l.gpr(i.rt()), l.gpr(i.rb()))
	r := l.c(0)
	for n := uint32(0); n < 32; n += 8 {
		ones := l.c(0xff << n)
		r = l.Or(r, l.Select(l.Eq(l.And(diff, ones), l.c(0)), ones, l.c(0)))
	}
	l.setGPR(i.ra(), r)
}

// isel lifts isel RT, (RA|0), RB, BC. [Power I, isel]
func isel(l *lifter, i inst) {
	l.setGPR(i.rt(), l.Select(l.crBit(i.field(6, 5)), l.base(i.ra()), l.gpr(i.rb())))
}

// shift lifts slw[.] and srw[.] RA, RS, RB: six bits of RB count, and from 32 on
// nothing is left. [Power I, slw, srw]
func shift(op binop) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			n := l.gpr(i.rb())
			r := op(l, l.gpr(i.rt()), l.And(n, l.c(31)))
			r = l.Select(l.Eq(l.And(n, l.c(32)), l.c(0)), r, l.c(0))
			l.finish(v, i.ra(), r, nil)
		}
	}
}

// arithmeticRight shifts x right by n, which is below 32, and sets CA where x
// is negative and ones are shifted out.
func (l *lifter) arithmeticRight(x, n ir.Value) ir.Value {
	lost := l.And(x, l.Sub(l.Shl(l.c(1), n), l.c(1)))
	l.setXER(xerCA, l.And(l.SLT(x, l.c(0)), l.Ne(lost, l.c(0))))
	return l.AShr(x, n)
}

// sraw lifts sraw[.] RA, RS, RB. From 32 on it shifts by 31, and all bits but
// the sign's copies are lost. [Power I, sraw]
func sraw(v variant) lift {
	return func(l *lifter, i inst) {
		x, n := l.gpr(i.rt()), l.gpr(i.rb())
		far := l.Ne(l.And(n, l.c(32)), l.c(0))
		n = l.Select(far, l.c(31), l.And(n, l.c(31)))
		lost := l.And(x, l.Sub(l.Shl(l.c(1), n), l.c(1)))
		gone := l.Or(far, l.Ne(lost, l.c(0)))
		l.setXER(xerCA, l.And(l.SLT(x, l.c(0)), gone))
		l.finish(v, i.ra(), l.AShr(x, n), nil)
	}
}

// srawi lifts srawi[.] RA, RS, SH. [Power I, srawi]
func srawi(v variant) lift {
	return func(l *lifter, i inst) {
		l.finish(v, i.ra(), l.arithmeticRight(l.gpr(i.rt()), i.sh()), nil)
	}
}

// rotl rotates an I32 left.
func (l *lifter) rotl(x, n ir.Value) ir.Value {
	return l.RotR(x, l.And(l.Sub(l.c(0), n), l.c(31)))
}

// mask returns ones from bit MB to bit ME of the word, counted from the most
// significant one, wrapping around where MB is greater. [Power I, 3.3.14]
func (l *lifter) mask(i inst) ir.Value {
	mb, me := i.field(6, 5), i.field(1, 5)
	from, to := l.LShr(l.c(0xffffffff), mb), l.Shl(l.c(0xffffffff), l.Sub(l.c(31), me))
	return l.Select(l.ULE(mb, me), l.And(from, to), l.Or(from, to))
}

// rotateAnd lifts rlwinm[.] RA, RS, SH, MB, ME. [Power I, rlwinm]
func rotateAnd(amount func(i inst) ir.Value) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			l.finish(v, i.ra(), l.And(l.rotl(l.gpr(i.rt()), amount(i)), l.mask(i)), nil)
		}
	}
}

// rlwnm lifts rlwnm[.] RA, RS, RB, MB, ME. [Power I, rlwnm]
func rlwnm(v variant) lift {
	return func(l *lifter, i inst) {
		l.finish(v, i.ra(), l.And(l.rotl(l.gpr(i.rt()), l.gpr(i.rb())), l.mask(i)), nil)
	}
}

// rlwimi lifts rlwimi[.] RA, RS, SH, MB, ME. [Power I, rlwimi]
func rlwimi(v variant) lift {
	return func(l *lifter, i inst) {
		m := l.mask(i)
		inserted := l.And(l.rotl(l.gpr(i.rt()), i.sh()), m)
		l.finish(v, i.ra(), l.Or(inserted, l.And(l.gpr(i.ra()), l.invert(m))), nil)
	}
}
