package ppc

import "translate/ir"

// compared sets field n from a comparison of x with y.
func (l *lifter) compared(n, x, y ir.Value, less binop) {
	l.setField(n, less(l, x, y), less(l, y, x), l.Eq(x, y), l.xer(xerSO))
}

// compare lifts cmp and cmpl BF, RA, RB. [Power I, cmp, cmpl]
func compare(less binop) lift {
	return func(l *lifter, i inst) { l.compared(i.bf(), l.gpr(i.ra()), l.gpr(i.rb()), less) }
}

// compareImm lifts cmpi and cmpli BF, RA, immediate. [Power I, cmpi, cmpli]
func compareImm(imm func(i inst) ir.Value, less binop) lift {
	return func(l *lifter, i inst) { l.compared(i.bf(), l.gpr(i.ra()), imm(i), less) }
}

// mcrf lifts mcrf BF, BFA. [Power I, mcrf]
func mcrf(l *lifter, i inst) {
	from := l.Shl(i.bfa(), l.c(2))
	var bits [4]ir.Value
	for k := range bits {
		bits[k] = l.crBit(l.Add(from, l.c(uint32(k))))
	}
	l.setField(i.bf(), bits[0], bits[1], bits[2], bits[3])
}

// crLogic lifts OP BT, BA, BB.
// [Power I, crand, crandc, crnand, crnor, cror, crorc]
func crLogic(op func(l *lifter, x, y ir.Value) ir.Value) lift {
	return func(l *lifter, i inst) {
		l.SetReg(crBank, i.rt(), op(l, l.crBit(i.ra()), l.crBit(i.rb())))
	}
}

// crXor lifts crxor and creqv BT, BA, BB. With both operands the same, which is
// how programs set and clear a bit, nothing is read. [Power I, creqv, crxor]
func crXor(invert uint64) lift {
	return func(l *lifter, i inst) {
		if same := l.Eq(i.ra(), i.rb()); same.IsConst() && same.Uint() != 0 {
			l.SetReg(crBank, i.rt(), l.Const(ir.I1, invert))
			return
		}
		x := l.Xor(l.crBit(i.ra()), l.crBit(i.rb()))
		l.SetReg(crBank, i.rt(), l.Xor(x, l.Const(ir.I1, invert)))
	}
}

// cr returns the whole condition register but for unwanted bits.
func (l *lifter) cr() ir.Value {
	v := l.c(0)
	for n := uint32(0); n < 32; {
		width := uint32(1)
		part := l.c(0)
		switch unwanted := l.unwantedCR << n >> 28; {
		case n%4 == 0 && unwanted == 0:
			width = 4
			part = l.Packed(crBank, l.c(n))
		case unwanted>>3 == 0:
			part = l.ZExt(ir.I32, l.crBit(l.c(n)))
		}
		v = l.Or(v, l.Shl(part, l.c(32-width-n)))
		n += width
	}
	return v
}

// mfcr lifts mfcr RT and mfocrf RT, FXM. Of the latter only the field chosen is
// defined; like 32-bit processors, which do not know it, this returns all.
// [Power I, mfcr, mfocrf]
func mfcr(l *lifter, i inst) { l.setGPR(i.rt(), l.cr()) }

// mtcrf lifts mtcrf and mtocrf FXM, RS. [Power I, mtcrf, mtocrf]
func mtcrf(l *lifter, i inst) {
	v, fxm := l.gpr(i.rt()), i.field(12, 8)
	for n := uint32(0); n < 32; n += 4 {
		chosen := l.Ne(l.And(fxm, l.c(0x80>>(n/4))), l.c(0))
		if chosen.IsConst() && chosen.Uint() == 0 {
			continue
		}
		field := l.LShr(v, l.c(28-n))
		if !chosen.IsConst() {
			field = l.Select(chosen, field, l.Packed(crBank, l.c(n)))
		}
		l.SetPacked(crBank, l.c(n), field)
	}
}

// mcrxr lifts mcrxr BF, which moves SO, OV and CA and clears them.
// [Power I, mcrxr]
func mcrxr(l *lifter, i inst) {
	no := l.Const(ir.I1, 0)
	l.setField(i.bf(), l.xer(xerSO), l.xer(xerOV), l.xer(xerCA), no)
	for _, bit := range []uint32{xerSO, xerOV, xerCA} {
		l.setXER(bit, no)
	}
}
