package ppc

import "translate/ir"

// Vector registers are held with their bytes the other way round, as the host
// holds a number of 128 bits: the guest's first element is the host's last, and
// each element has the host's byte order. Instructions that work on elements one
// by one are then the host's own, and only those that count elements count
// from the other end. Loads and stores swap bytes, as they do for other types.

func (l *lifter) vr(n ir.Value) ir.Value { return l.Reg(vrBank, n) }

func (l *lifter) setVR(n, v ir.Value) { l.SetReg(vrBank, n, v) }

// The operand fields. The register stored is named as a result is.
func (i inst) vd() ir.Value { return i.field(21, 5) }
func (i inst) va() ir.Value { return i.field(16, 5) }
func (i inst) vb() ir.Value { return i.field(11, 5) }
func (i inst) vc() ir.Value { return i.field(6, 5) }

// each returns the vector whose elements are x, given as often as 64 bits hold.
func (l *lifter) each(x ir.Value) ir.Value { return l.halves(x, x) }

// all is each of a known number.
func (l *lifter) all(x uint64) ir.Value { return l.each(l.Const(ir.I64, x)) }

// halves returns the vector of two numbers of 64 bits.
func (l *lifter) halves(low, high ir.Value) ir.Value {
	v := l.SetLane(l.Const(ir.V128, 0), l.c(0), low)
	return l.SetLane(v, l.c(1), high)
}

// half returns the low or high 64 bits of v.
func (l *lifter) half(v ir.Value, n uint32) ir.Value { return l.Lane(ir.I64, v, l.c(n)) }

// bytes returns x in each of the eight bytes of an I64; x is an I32 below 256.
func (l *lifter) bytes(x ir.Value) ir.Value {
	return l.Mul(l.ZExt(ir.I64, x), l.Const(ir.I64, 0x0101010101010101))
}

// host2 executes a host instruction on two vectors.
func (l *lifter) host2(name string, x, y ir.Value) ir.Value {
	return l.Host(name, []ir.Type{ir.V128}, x, y)[0]
}

// A vectorOp computes a result from two operands, a vectorOp3 from three.
type (
	vectorOp  = func(l *lifter, x, y ir.Value) ir.Value
	vectorOp3 = func(l *lifter, x, y, z ir.Value) ir.Value
)

// inline lifts OP VD, VA, VB by op.
func inline(op vectorOp) func(helper string) lift {
	return func(string) lift {
		return func(l *lifter, i inst) { l.setVR(i.vd(), op(l, l.vr(i.va()), l.vr(i.vb()))) }
	}
}

// inline3 lifts OP VD, VA, VB, VC by op.
func inline3(op vectorOp3) func(helper string) lift {
	return func(string) lift {
		return func(l *lifter, i inst) {
			l.setVR(i.vd(), op(l, l.vr(i.va()), l.vr(i.vb()), l.vr(i.vc())))
		}
	}
}

// host lifts what the host has an instruction for.
func host(name string) func(helper string) lift {
	return inline(func(l *lifter, x, y ir.Value) ir.Value { return l.host2(name, x, y) })
}

// swapped does too, with the operands exchanged.
func swapped(name string) func(helper string) lift {
	return inline(func(l *lifter, x, y ir.Value) ir.Value { return l.host2(name, y, x) })
}

// helper1, helper2, helper3 and helperScaled lift what the runtime does.
func helper1(name string) lift {
	return func(l *lifter, i inst) { l.setVR(i.vd(), l.Helper(ir.V128, name, l.vr(i.vb()))) }
}

func helper2(name string) lift {
	return func(l *lifter, i inst) { l.setVR(i.vd(), l.Helper(ir.V128, name, l.vr(i.va()), l.vr(i.vb()))) }
}

func helper3(name string) lift {
	return func(l *lifter, i inst) {
		l.setVR(i.vd(), l.Helper(ir.V128, name, l.vr(i.va()), l.vr(i.vb()), l.vr(i.vc())))
	}
}

func helperScaled(name string) lift {
	return func(l *lifter, i inst) { l.setVR(i.vd(), l.Helper(ir.V128, name, l.vr(i.vb()), i.field(16, 5))) }
}

// vectorAddress returns the address of an access to a vector or an element: a
// multiple of its size. [Power I, 6.7.2]
func (l *lifter) vectorAddress(i inst, size uint32) (ea, exact ir.Value) {
	base, disp := byIndex.address(l, i)
	exact = l.Add(base, disp)
	return l.And(exact, l.c(^(size - 1))), exact
}

// lvx lifts lvx and lvxl VD, RA, RB, stvx stvx and stvxl.
// [Power I, lvx, lvxl, stvx, stvxl]
func lvx(l *lifter, i inst) {
	ea, _ := l.vectorAddress(i, 16)
	l.setVR(i.vd(), l.Load(ir.V128, ea, l.c(0)))
}

func stvx(l *lifter, i inst) {
	ea, _ := l.vectorAddress(i, 16)
	l.Store(ea, l.c(0), l.vr(i.vd()))
}

// lane returns the number that the host gives the element of type t at an
// address. [Power I, 6.7.1]
func (l *lifter) lane(t ir.Type, ea ir.Value) ir.Value {
	size := uint32(t.Bits() / 8)
	n := l.And(ea, l.c(15))
	if size > 1 {
		n = l.UDiv(n, l.c(size))
	}
	return l.Sub(l.c(16/size-1), n)
}

// loadElement lifts lvebx, lvehx and lvewx VD, RA, RB. The other elements, which
// are undefined, stay what they are, as in QEMU. [Power I, lvebx, lvehx, lvewx]
func loadElement(t ir.Type) lift {
	return func(l *lifter, i inst) {
		ea, _ := l.vectorAddress(i, uint32(t.Bits()/8))
		x := l.Load(t, ea, l.c(0))
		l.setVR(i.vd(), l.SetLane(l.vr(i.vd()), l.lane(t, ea), x))
	}
}

// storeElement lifts stvebx, stvehx and stvewx VS, RA, RB.
// [Power I, stvebx, stvehx, stvewx]
func storeElement(t ir.Type) lift {
	return func(l *lifter, i inst) {
		ea, _ := l.vectorAddress(i, uint32(t.Bits()/8))
		l.Store(ea, l.c(0), l.Lane(t, l.vr(i.vd()), l.lane(t, ea)))
	}
}

// counting returns the vector whose bytes count up from first, as the guest
// numbers them.
func (l *lifter) counting(first ir.Value) ir.Value {
	n := l.bytes(first)
	return l.halves(l.Add(n, l.Const(ir.I64, 0x08090a0b0c0d0e0f)), l.Add(n, l.Const(ir.I64, 0x0001020304050607)))
}

// fromLeft and fromRight are the first byte that lvsl and lvsr count from.
func fromLeft(l *lifter, n ir.Value) ir.Value  { return n }
func fromRight(l *lifter, n ir.Value) ir.Value { return l.Sub(l.c(16), n) }

// shiftControl lifts lvsl and lvsr VD, RA, RB. [Power I, lvsl, lvsr]
func shiftControl(first func(l *lifter, n ir.Value) ir.Value) lift {
	return func(l *lifter, i inst) {
		_, ea := l.vectorAddress(i, 1)
		l.setVR(i.vd(), l.counting(first(l, l.And(ea, l.c(15)))))
	}
}

// mfvscr lifts mfvscr VD. SAT is set where saturated results differ from exact
// ones, which satBank notes; the rest is the runtime's. [Power I, mfvscr]
func mfvscr(l *lifter, i inst) {
	sat := l.Reg(satBank, l.c(0))
	differs := l.Ne(l.Or(l.half(sat, 0), l.half(sat, 1)), l.Const(ir.I64, 0))
	v := l.Or(l.Helper(ir.I32, "rt_vscr"), l.ZExt(ir.I32, differs))
	l.setVR(i.vd(), l.SetLane(l.Const(ir.V128, 0), l.c(0), v))
}

// mtvscr lifts mtvscr VB. [Power I, mtvscr]
func mtvscr(l *lifter, i inst) {
	l.Helper(ir.Void, "rt_set_vscr", l.Lane(ir.I32, l.vr(i.vb()), l.c(0)))
	l.SetReg(satBank, l.c(0), l.Const(ir.V128, 0))
}

// saturated notes in which bits a saturated result differs from the exact one.
func (l *lifter) saturated(result, exact ir.Value) {
	l.SetReg(satBank, l.c(0), l.Or(l.Reg(satBank, l.c(0)), l.Xor(result, exact)))
}
