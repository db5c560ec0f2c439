package ppc

import "translate/ir"

// saturating lifts sums and differences that saturate: by one host instruction,
// and by another that wraps around, to compare with. [Power I, 6.9.1]
func saturating(name, wrapping string) func(helper string) lift {
	return inline(func(l *lifter, x, y ir.Value) ir.Value {
		r := l.host2(name, x, y)
		l.saturated(r, l.host2(wrapping, x, y))
		return r
	})
}

// signs returns the vector with the sign bits of elements of type t set.
func (l *lifter) signs(t ir.Type) ir.Value {
	return l.all(map[ir.Type]uint64{ir.I8: 0x8080808080808080, ir.I16: 0x8000800080008000, ir.I32: 0x8000000080000000}[t])
}

// biased lifts what the host has for unsigned elements, on signed ones.
func biased(name string, t ir.Type) func(helper string) lift {
	return inline(func(l *lifter, x, y ir.Value) ir.Value {
		bias := l.signs(t)
		return l.Xor(l.host2(name, l.Xor(x, bias), l.Xor(y, bias)), bias)
	})
}

// unsigned lifts comparisons, which the host has for signed elements.
func unsigned(name string, t ir.Type) func(helper string) lift {
	return inline(func(l *lifter, x, y ir.Value) ir.Value {
		bias := l.signs(t)
		return l.host2(name, l.Xor(x, bias), l.Xor(y, bias))
	})
}

// shifted executes a host shift of elements by n.
func (l *lifter) shifted(name string, x ir.Value, n uint64) ir.Value {
	return l.host2(name, x, l.halves(l.Const(ir.I64, n), l.Const(ir.I64, 0)))
}

// carryOut is the carry of the sum of each two words. [Power I, vaddcuw]
func carryOut(l *lifter, x, y ir.Value) ir.Value {
	return l.Xor(noBorrow(l, not(l, x), y), l.all(0x0000000100000001))
}

// noBorrow is 1 where a word is not below the other. [Power I, vsubcuw]
func noBorrow(l *lifter, x, y ir.Value) ir.Value {
	return l.shifted("psrld", l.host2("pcmpeqd", l.host2("pmaxud", x, y), x), 31)
}

func not(l *lifter, x ir.Value) ir.Value { return l.Xor(x, l.Const(ir.V128, ^uint64(0))) }

func and(l *lifter, x, y ir.Value) ir.Value           { return l.And(x, y) }
func andComplement(l *lifter, x, y ir.Value) ir.Value { return l.And(x, not(l, y)) }
func or(l *lifter, x, y ir.Value) ir.Value            { return l.Or(x, y) }
func xor(l *lifter, x, y ir.Value) ir.Value           { return l.Xor(x, y) }
func nor(l *lifter, x, y ir.Value) ir.Value           { return not(l, l.Or(x, y)) }

// vsel takes bits of the second operand where the third is set. [Power I, vsel]
func vsel(l *lifter, x, y, mask ir.Value) ir.Value {
	return l.Or(l.And(x, not(l, mask)), l.And(y, mask))
}

// A part widens the even or odd elements of a vector to type t.
type part func(l *lifter, x ir.Value) ir.Value

// highHalves widens the even ones, which are the high halves, by a shift.
func highHalves(shift string, t ir.Type) part {
	return func(l *lifter, x ir.Value) ir.Value { return l.shifted(shift, x, uint64(t.Bits()/2)) }
}

// lowHalves widens the odd elements without a sign.
func lowHalves(t ir.Type) part {
	mask := map[ir.Type]uint64{ir.I16: 0x00ff00ff00ff00ff, ir.I32: 0x0000ffff0000ffff}[t]
	return func(l *lifter, x ir.Value) ir.Value { return l.And(x, l.all(mask)) }
}

// signedLowHalves widens them with their sign.
func signedLowHalves(t ir.Type) part {
	up, down := "psllw", "psraw"
	if t == ir.I32 {
		up, down = "pslld", "psrad"
	}
	n := uint64(t.Bits() / 2)
	return func(l *lifter, x ir.Value) ir.Value { return l.shifted(down, l.shifted(up, x, n), n) }
}

// multiply is the product of every other element, twice as wide.
// [Power I, vmulesb, vmulesh, vmuleub, vmuleuh, vmulosb, vmulosh, vmuloub, vmulouh]
func multiply(name string, of part) vectorOp {
	return func(l *lifter, x, y ir.Value) ir.Value { return l.host2(name, of(l, x), of(l, y)) }
}

// multiplyLowAdd lifts vmladduhm. [Power I, vmladduhm]
func multiplyLowAdd(l *lifter, x, y, z ir.Value) ir.Value {
	return l.host2("paddw", l.host2("pmullw", x, y), z)
}

// sumProducts lifts vmsumshm. [Power I, vmsumshm]
func sumProducts(l *lifter, x, y, z ir.Value) ir.Value {
	return l.host2("paddd", l.host2("pmaddwd", x, y), z)
}

// vectorCompare lifts OP[.]; with the dot field 6 tells whether all results are
// ones, and whether none is. [Power I, 6.9.3]
func vectorCompare(v variant, f lift) lift {
	return func(l *lifter, i inst) {
		f(l, i)
		if !v.rc {
			return
		}
		r := l.vr(i.vd())
		low, high := l.half(r, 0), l.half(r, 1)
		no := l.Const(ir.I1, 0)
		all := l.Eq(l.And(low, high), l.Const(ir.I64, ^uint64(0)))
		none := l.Eq(l.Or(low, high), l.Const(ir.I64, 0))
		l.setField(l.c(6), all, no, none, no)
	}
}
