package x86

import "translate/ir"

// keeping makes set leave flags as they are where cond holds.
func (l *lifter) keeping(cond ir.Value, set func()) {
	if cond.IsConst() {
		if cond.Uint() == 0 {
			set()
		}
		return
	}
	l.keep = &cond
	set()
	l.keep = nil
}

// count returns the shift count in operand n, modulo 32, as an I32.
func (l *lifter) count(i *inst, n int) ir.Value {
	return l.And(l.ZExt(ir.I32, l.read(i, n)), l.c(31))
}

// top returns the highest bit of x.
func (l *lifter) top(x ir.Value) ir.Value { return l.negative(x) }

// flagsShift sets the flags for a shift by count that gave r and shifted carry
// out. A count of 0 changes none; AF is undefined and left 0.
func (l *lifter) flagsShift(count, r ir.Value, carry, over func() ir.Value) {
	l.keeping(l.isZero(count), func() {
		l.setResult(r)
		l.setFlag(cf, carry)
		l.setOverflow(r, over)
		l.clear(af)
	})
}

// shl lifts SHL. OF after more than one step is as after the last.
// [SDM 2B, SAL/SAR/SHL/SHR]
func shl(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	t := x.Type()
	wide := l.Shl(l.ZExt(ir.I64, x), l.ZExt(ir.I64, n))
	r := l.Trunc(t, wide)
	if t == ir.I32 {
		r = l.Shl(x, n)
	}
	l.write(i, 0, r)
	carry := func() ir.Value { return l.Trunc(ir.I1, l.LShr(wide, l.Const(ir.I64, uint64(t.Bits())))) }
	l.flagsShift(n, r, carry, func() ir.Value { return l.Xor(l.top(r), carry()) })
}

// shr lifts SHR. [SDM 2B, SAL/SAR/SHL/SHR]
func shr(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	t := x.Type()
	wide := l.ZExt(ir.I32, x)
	r := l.Trunc(t, l.LShr(wide, n))
	l.write(i, 0, r)
	l.flagsShift(n, r, func() ir.Value { return l.lastOut(wide, n) }, func() ir.Value {
		// The highest bit before the last step.
		return l.Xor(l.top(r), l.top(l.Shl(r, l.Const(t, 1))))
	})
}

// lastOut returns the bit that shifting x right by n shifts out last.
func (l *lifter) lastOut(x, n ir.Value) ir.Value {
	before := l.And(l.Sub(n, l.c(1)), l.c(31))
	return l.Trunc(ir.I1, l.LShr(x, before))
}

// sar lifts SAR. [SDM 2B, SAL/SAR/SHL/SHR]
func sar(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	t := x.Type()
	wide := l.SExt(ir.I32, x)
	r := l.Trunc(t, l.AShr(wide, n))
	l.write(i, 0, r)
	l.flagsShift(n, r, func() ir.Value { return l.lastOut(wide, n) }, func() ir.Value { return l.bit(false) })
}

// flagsRotate sets CF and OF for a rotation by count that gave r.
func (l *lifter) flagsRotate(count, r ir.Value, carry, over func() ir.Value) {
	l.keeping(l.isZero(count), func() {
		s := l.flag(sf)
		l.setFlag(cf, carry)
		l.setFlag(lt, func() ir.Value { return l.Xor(s, over()) })
	})
}

// rotate rotates x right by n modulo its width.
func (l *lifter) rotate(x, n ir.Value) ir.Value {
	t := x.Type()
	return l.RotR(x, l.And(l.Trunc(t, n), l.Const(t, uint64(t.Bits()-1))))
}

// rol lifts ROL. [SDM 2B, RCL/RCR/ROL/ROR]
func rol(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	r := l.rotate(x, l.Sub(l.c(0), n))
	l.write(i, 0, r)
	low := func() ir.Value { return l.Trunc(ir.I1, r) }
	l.flagsRotate(n, r, low, func() ir.Value { return l.Xor(l.top(r), low()) })
}

// ror lifts ROR. [SDM 2B, RCL/RCR/ROL/ROR]
func ror(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	r := l.rotate(x, n)
	l.write(i, 0, r)
	l.flagsRotate(n, r, func() ir.Value { return l.top(r) }, func() ir.Value {
		return l.Xor(l.top(r), l.top(l.Shl(r, l.Const(r.Type(), 1))))
	})
}

// rotateCarry rotates the operand with CF above it left by n, which is below
// the width plus one, and returns the result and the new carry. A rotation right
// by m is one left by width+1-m.
func (l *lifter) rotateCarry(x, n ir.Value) (r, carry ir.Value) {
	t := x.Type()
	w := uint64(t.Bits())
	k := func(v uint64) ir.Value { return l.Const(ir.I64, v) }
	n = l.ZExt(ir.I64, n)
	wide := l.Or(l.ZExt(ir.I64, x), l.Shl(l.ZExt(ir.I64, l.flag(cf)), k(w)))
	// n and w+1-n are below 64; the bits from w+1 on are dropped.
	turned := l.Or(l.Shl(wide, n), l.LShr(wide, l.Sub(k(w+1), n)))
	return l.Trunc(t, turned), l.Trunc(ir.I1, l.LShr(turned, k(w)))
}

// modulo returns n modulo the width of t plus one; n is below 32.
func (l *lifter) modulo(t ir.Type, n ir.Value) ir.Value {
	if t == ir.I32 {
		return n
	}
	return l.URem(n, l.c(uint32(t.Bits())+1))
}

// rcl lifts RCL. [SDM 2B, RCL/RCR/ROL/ROR]
func rcl(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	r, carry := l.rotateCarry(x, l.modulo(x.Type(), n))
	l.write(i, 0, r)
	l.flagsRotate(n, r, func() ir.Value { return carry }, func() ir.Value { return l.Xor(l.top(r), carry) })
}

// rcr lifts RCR. [SDM 2B, RCL/RCR/ROL/ROR]
func rcr(l *lifter, i *inst) {
	x, n := l.read(i, 0), l.count(i, 1)
	m := l.modulo(x.Type(), n)
	left := l.Select(l.isZero(m), l.c(0), l.Sub(l.c(uint32(x.Type().Bits())+1), m))
	r, carry := l.rotateCarry(x, left)
	l.write(i, 0, r)
	l.flagsRotate(n, r, func() ir.Value { return carry }, func() ir.Value {
		return l.Xor(l.top(r), l.top(l.Shl(r, l.Const(r.Type(), 1))))
	})
}

// double returns hi above lo, both of type t, as an I64.
func (l *lifter) double(hi, lo ir.Value) ir.Value {
	w := uint64(lo.Type().Bits())
	return l.Or(l.Shl(l.ZExt(ir.I64, hi), l.Const(ir.I64, w)), l.ZExt(ir.I64, lo))
}

// shld lifts SHLD. For 16 bits a count above 16 is undefined; processors shift
// in the operand again. [SDM 2B, SHLD]
func shld(l *lifter, i *inst) {
	x, y, n := l.read(i, 0), l.read(i, 1), l.count(i, 2)
	t := x.Type()
	w := uint64(t.Bits())
	n64 := l.ZExt(ir.I64, n)
	wide := l.double(x, y)
	if t == ir.I16 {
		wide = l.Or(l.Shl(wide, l.Const(ir.I64, 16)), l.ZExt(ir.I64, x))
		w = 32
	}
	shifted := l.Shl(wide, n64)
	r := l.Trunc(t, l.LShr(shifted, l.Const(ir.I64, w)))
	carry := func() ir.Value {
		return l.Trunc(ir.I1, l.LShr(wide, l.And(l.Sub(l.Const(ir.I64, w+uint64(t.Bits())), n64), l.Const(ir.I64, 63))))
	}
	l.write(i, 0, r)
	l.flagsShift(n, r, carry, func() ir.Value { return l.Xor(l.top(r), carry()) })
}

// shrd lifts SHRD. [SDM 2B, SHRD]
func shrd(l *lifter, i *inst) {
	x, y, n := l.read(i, 0), l.read(i, 1), l.count(i, 2)
	t := x.Type()
	wide := l.double(y, x)
	if t == ir.I16 {
		wide = l.Or(wide, l.Shl(l.ZExt(ir.I64, x), l.Const(ir.I64, 32)))
	}
	n64 := l.ZExt(ir.I64, n)
	r := l.Trunc(t, l.LShr(wide, n64))
	l.write(i, 0, r)
	carry := func() ir.Value {
		return l.Trunc(ir.I1, l.LShr(wide, l.And(l.Sub(n64, l.Const(ir.I64, 1)), l.Const(ir.I64, 63))))
	}
	l.flagsShift(n, r, carry, func() ir.Value {
		return l.Xor(l.top(r), l.top(l.Shl(r, l.Const(t, 1))))
	})
}
