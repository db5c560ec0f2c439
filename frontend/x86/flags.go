package x86

import "translate/ir"

// Flags are set by telling how each would be computed; it is, where somebody
// reads it. [SDM 1, 3.4.3; SDM 1, A]

// flag returns a flag as an I1.
func (l *lifter) flag(n uint32) ir.Value {
	v := l.Reg(flagBank, l.c(n))
	if n == pf {
		return l.isZero(l.And(l.PopCount(v), l.Const(ir.I8, 1)))
	}
	return l.Trunc(ir.I1, v)
}

// carry returns CF as an integer of type t.
func (l *lifter) carry(t ir.Type) ir.Value { return l.ZExt(t, l.flag(cf)) }

// overflow returns OF.
func (l *lifter) overflow() ir.Value { return l.Xor(l.flag(sf), l.flag(lt)) }

// setFlag sets a flag other than pf.
func (l *lifter) setFlag(n uint32, v func() ir.Value) {
	l.deferFlag(n, func() ir.Value { return l.ZExt(ir.I8, v()) })
}

// deferFlag sets an element of flagBank to what v returns, or where l.keep
// holds leaves it.
func (l *lifter) deferFlag(n uint32, v func() ir.Value) {
	if l.keep == nil {
		l.Defer(flagBank, l.c(n), v)
		return
	}
	keep, old := *l.keep, l.Reg(flagBank, l.c(n))
	l.Defer(flagBank, l.c(n), func() ir.Value { return l.Select(keep, old, v()) })
}

// setResult sets ZF, SF and PF by a result.
func (l *lifter) setResult(r ir.Value) {
	l.setFlag(zf, func() ir.Value { return l.isZero(r) })
	l.setFlag(sf, func() ir.Value { return l.negative(r) })
	l.setParity(r)
}

func (l *lifter) setParity(r ir.Value) {
	l.deferFlag(pf, func() ir.Value { return l.Trunc(ir.I8, r) })
}

// setAux sets AF by the operands and the result of a sum or difference.
func (l *lifter) setAux(x, y, r ir.Value) {
	l.setFlag(af, func() ir.Value {
		t := r.Type()
		return l.Trunc(ir.I1, l.LShr(l.Xor(l.Xor(x, y), r), l.Const(t, 4)))
	})
}

// clear sets a flag to 0.
func (l *lifter) clear(n uint32) { l.setFlag(n, func() ir.Value { return l.bit(false) }) }

// setOverflow sets OF, after SF: lt is the difference of the two.
func (l *lifter) setOverflow(r ir.Value, over func() ir.Value) {
	l.setFlag(lt, func() ir.Value { return l.Xor(l.negative(r), over()) })
}

// flagsLogic sets the flags for the result of AND, OR, XOR and TEST. AF is
// undefined and left 0.
func (l *lifter) flagsLogic(r ir.Value) {
	l.setResult(r)
	l.clear(cf)
	l.clear(af)
	l.setFlag(lt, func() ir.Value { return l.negative(r) })
}

// flagsAdd sets the flags for x + y + carry = r; carry may be constant.
func (l *lifter) flagsAdd(x, y, carry, r ir.Value) {
	l.setResult(r)
	l.setFlag(cf, func() ir.Value { return l.carryOut(x, y, carry, r) })
	l.flagsSigned(x, y, r)
}

// carryOut returns the carry out of x + y + carry = r.
func (l *lifter) carryOut(x, y, carry, r ir.Value) ir.Value {
	if carry.IsConst() && carry.Uint() == 0 {
		return l.ULT(r, x)
	}
	return l.Or(l.ULT(l.Add(x, y), x), l.ULT(r, carry))
}

// flagsSigned sets AF and OF for a sum.
func (l *lifter) flagsSigned(x, y, r ir.Value) {
	l.setAux(x, y, r)
	l.setFlag(lt, func() ir.Value {
		return l.negative(l.Xor(l.And(l.Xor(x, r), l.Xor(y, r)), r))
	})
}

// flagsSub sets the flags for x - y = r.
func (l *lifter) flagsSub(x, y, r ir.Value) {
	l.setResult(r)
	l.setFlag(zf, func() ir.Value { return l.Eq(x, y) })
	l.setFlag(cf, func() ir.Value { return l.ULT(x, y) })
	l.setFlag(lt, func() ir.Value { return l.SLT(x, y) })
	l.setAux(x, y, r)
}

// flagsBorrow sets the flags for x - y - borrow = r.
func (l *lifter) flagsBorrow(x, y, borrow, r ir.Value) {
	l.setResult(r)
	l.setFlag(cf, func() ir.Value { return l.Or(l.ULT(x, y), l.ULT(l.Sub(x, y), borrow)) })
	l.setFlag(lt, func() ir.Value {
		return l.negative(l.Xor(l.And(l.Xor(x, y), l.Xor(x, r)), r))
	})
	l.setAux(x, y, r)
}

// condition returns the condition that the low four bits of an opcode name.
// [SDM 1, B]
func (l *lifter) condition(cc int) ir.Value {
	var v ir.Value
	switch cc >> 1 {
	case 0:
		v = l.overflow()
	case 1:
		v = l.flag(cf)
	case 2:
		v = l.flag(zf)
	case 3:
		v = l.Or(l.flag(cf), l.flag(zf))
	case 4:
		v = l.flag(sf)
	case 5:
		v = l.flag(pf)
	case 6:
		v = l.flag(lt)
	case 7:
		v = l.Or(l.flag(lt), l.flag(zf))
	}
	if cc&1 != 0 {
		return l.not(v)
	}
	return v
}

// eflags returns the arithmetic flags in their places. [SDM 1, 3.4.3]
func (l *lifter) eflags() ir.Value {
	put := func(v ir.Value, n uint32) ir.Value { return l.Shl(l.ZExt(ir.I32, v), l.c(n)) }
	r := l.Or(l.c(2), put(l.flag(cf), 0))
	r = l.Or(r, put(l.flag(pf), 2))
	r = l.Or(r, put(l.flag(af), 4))
	r = l.Or(r, put(l.flag(zf), 6))
	return l.Or(r, put(l.flag(sf), 7))
}

// setEflags sets CF, PF, AF, ZF and SF from their places, leaving OF.
func (l *lifter) setEflags(v ir.Value) {
	over := l.overflow()
	get := func(n uint32) ir.Value { return l.Trunc(ir.I1, l.LShr(v, l.c(n))) }
	for _, f := range []struct{ flag, bit uint32 }{{cf, 0}, {af, 4}, {zf, 6}, {sf, 7}} {
		l.setFlag(f.flag, func() ir.Value { return get(f.bit) })
	}
	// A byte whose parity is even where the bit is set: 0, else 1.
	l.deferFlag(pf, func() ir.Value { return l.ZExt(ir.I8, l.not(get(2))) })
	l.setFlag(lt, func() ir.Value { return l.Xor(get(7), over) })
}
