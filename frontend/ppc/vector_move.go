package ppc

import "translate/ir"

// permute lifts vperm: each byte of the result is one of the 32 of both
// operands, which the third one numbers. The host's instruction chooses from 16,
// from the other end, and gives zero where the control is 128 or more.
// [Power I, vperm]
func permute(l *lifter, x, y, control ir.Value) ir.Value {
	n := l.Xor(l.And(control, l.all(0x1f1f1f1f1f1f1f1f)), l.all(0x0f0f0f0f0f0f0f0f))
	return l.Or(l.pick(x, n), l.pick(y, l.Xor(n, l.all(0x1010101010101010))))
}

// pick chooses bytes of x by numbers of the host; 16 and more give zero.
func (l *lifter) pick(x, n ir.Value) ir.Value {
	return l.host2("pshufb", x, l.host2("paddusb", n, l.all(0x7070707070707070)))
}

// vsldoi lifts vsldoi VD, VA, VB, SHB: 16 of the 32 bytes of both operands, from
// the one numbered on. [Power I, vsldoi]
func vsldoi(l *lifter, i inst) {
	n := i.field(6, 4)
	x, y := l.vr(i.va()), l.vr(i.vb())
	if n.IsConst() {
		l.setVR(i.vd(), l.HostImm("palignr", l.Sub(l.c(16), n), x, y))
		return
	}
	l.setVR(i.vd(), permute(l, x, y, l.counting(n)))
}

// Numbers of the bytes of the first element of the host, in each place of 64 bits.
var firstElement = map[ir.Type]uint64{ir.I8: 0, ir.I16: 0x0100010001000100, ir.I32: 0x0302010003020100}

// splat lifts vspltb, vsplth and vspltw VD, VB, UIM. [Power I, vspltb, vsplth, vspltw]
func splat(t ir.Type) lift {
	size := uint32(t.Bits() / 8)
	return func(l *lifter, i inst) {
		last := l.c(16/size - 1)
		at := l.Mul(l.Sub(last, l.And(i.field(16, 5), last)), l.c(size))
		control := l.Add(l.bytes(at), l.Const(ir.I64, firstElement[t]))
		l.setVR(i.vd(), l.host2("pshufb", l.vr(i.vb()), l.each(control)))
	}
}

// splatImmediate lifts vspltisb, vspltish and vspltisw VD, SIM.
// [Power I, vspltisb, vspltish, vspltisw]
func splatImmediate(t ir.Type) lift {
	ones := map[ir.Type]uint64{ir.I8: 0x0101010101010101, ir.I16: 0x0001000100010001, ir.I32: 0x0000000100000001}[t]
	return func(l *lifter, i inst) {
		sim := l.AShr(l.Shl(i.word, l.c(11)), l.c(27))
		element := l.ZExt(ir.I64, l.Trunc(t, sim))
		l.setVR(i.vd(), l.each(l.Mul(element, l.Const(ir.I64, ones))))
	}
}

// widened lifts the instructions that widen the elements of one half, by a host
// instruction that does so with the low one.
// [Power I, vupkhsb, vupkhsh, vupklsb, vupklsh]
func widened(name string, half uint32) func(helper string) lift {
	return func(string) lift {
		return func(l *lifter, i inst) {
			v := l.vr(i.vb())
			if half == 1 {
				v = l.halves(l.half(v, 1), l.Const(ir.I64, 0))
			}
			l.setVR(i.vd(), l.Host(name, []ir.Type{ir.V128}, v)[0])
		}
	}
}

// packModulo narrows elements by cutting them: mask keeps what fits.
// [Power I, vpkuhum, vpkuwum]
func packModulo(name string, mask uint64) vectorOp {
	return func(l *lifter, x, y ir.Value) ir.Value {
		return l.host2(name, l.And(y, l.all(mask)), l.And(x, l.all(mask)))
	}
}

// pack narrows elements that saturate: what is above most becomes that, and
// where floor is named, what is below least.
// [Power I, vpkshss, vpkshus, vpkswss, vpkswus, vpkuhus, vpkuwus]
func pack(name, ceiling string, most uint64, floor string, least uint64) vectorOp {
	return func(l *lifter, x, y ir.Value) ir.Value {
		clamp := func(v ir.Value) ir.Value {
			r := l.host2(ceiling, v, l.all(most))
			if floor != "" {
				r = l.host2(floor, r, l.all(least))
			}
			l.saturated(r, v)
			return r
		}
		return l.host2(name, clamp(y), clamp(x))
	}
}

// amount returns the low bits of the last byte of a vector.
func (l *lifter) amount(v ir.Value) ir.Value {
	return l.And(l.half(v, 0), l.Const(ir.I64, 0x7f))
}

// shiftLeft and shiftRight shift a vector as one number by up to seven bits.
// [Power I, vsl, vsr]
func shiftLeft(l *lifter, x, y ir.Value) ir.Value {
	n := l.And(l.amount(y), l.Const(ir.I64, 7))
	low, high := l.half(x, 0), l.half(x, 1)
	over := l.LShr(l.LShr(low, l.Const(ir.I64, 1)), l.Sub(l.Const(ir.I64, 63), n))
	return l.halves(l.Shl(low, n), l.Or(l.Shl(high, n), over))
}

func shiftRight(l *lifter, x, y ir.Value) ir.Value {
	n := l.And(l.amount(y), l.Const(ir.I64, 7))
	low, high := l.half(x, 0), l.half(x, 1)
	over := l.Shl(l.Shl(high, l.Const(ir.I64, 1)), l.Sub(l.Const(ir.I64, 63), n))
	return l.halves(l.Or(l.LShr(low, n), over), l.LShr(high, n))
}

// octets returns how many bytes vslo and vsro shift by, in every byte.
func (l *lifter) octets(v ir.Value) ir.Value {
	n := l.LShr(l.amount(v), l.Const(ir.I64, 3))
	return l.each(l.Mul(n, l.Const(ir.I64, 0x0101010101010101)))
}

// identity are the numbers of the bytes of a vector.
func (l *lifter) identity() ir.Value {
	return l.halves(l.Const(ir.I64, 0x0706050403020100), l.Const(ir.I64, 0x0f0e0d0c0b0a0908))
}

// bytesLeft and bytesRight shift by whole bytes. [Power I, vslo, vsro]
func bytesLeft(l *lifter, x, y ir.Value) ir.Value {
	return l.host2("pshufb", x, l.host2("psubb", l.identity(), l.octets(y)))
}

func bytesRight(l *lifter, x, y ir.Value) ir.Value {
	return l.pick(x, l.host2("paddb", l.identity(), l.octets(y)))
}
