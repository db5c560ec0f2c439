package x86

import "translate/ir"

// A bitOp is what BT and its kin do with the bit they test.
type bitOp struct {
	atomic ir.AtomicOp
	change func(l *lifter, x, mask ir.Value) ir.Value // nil for BT
	flip   bool                                       // the atomic operation takes the complement of the mask
}

var (
	bitTest       = bitOp{}
	bitSet        = bitOp{ir.AtomicOr, func(l *lifter, x, m ir.Value) ir.Value { return l.Or(x, m) }, false}
	bitReset      = bitOp{ir.AtomicAnd, func(l *lifter, x, m ir.Value) ir.Value { return l.And(x, l.not(m)) }, true}
	bitComplement = bitOp{ir.AtomicXor, func(l *lifter, x, m ir.Value) ir.Value { return l.Xor(x, m) }, false}
)

// bt lifts BT, BTS, BTR and BTC. A register that numbers a bit of memory counts
// from the operand as far as it goes, in both directions. Flags other than CF
// are undefined and left alone. [SDM 2A, BT, BTC, BTR, BTS]
func bt(op bitOp) lift {
	return func(l *lifter, i *inst) {
		t := i.word()
		n := i.imm
		if i.row.Operands[1].Kind != 'I' {
			n = l.SExt(ir.I32, l.read(i, 1))
		}
		if i.row.Operands[1].Kind != 'I' && i.mem {
			unit := l.AShr(n, l.c(map[ir.Type]uint32{ir.I16: 4, ir.I32: 5}[t]))
			at := *i
			at.base, at.disp = l.Add(l.ea(i), l.Mul(unit, l.c(size(t)))), l.c(0)
			i = &at
		}
		bit := l.Trunc(t, l.And(n, l.c(uint32(t.Bits()-1))))
		mask := l.Shl(l.Const(t, 1), bit)
		var x ir.Value
		switch {
		case i.lock:
			v := mask
			if op.flip {
				v = l.not(mask)
			}
			x = l.AtomicRMW(op.atomic, l.ea(i), v)
		default:
			x = l.read(i, 0)
			if op.change != nil {
				l.write(i, 0, op.change(l, x, mask))
			}
		}
		l.setFlag(cf, func() ir.Value { return l.Trunc(ir.I1, l.LShr(x, bit)) })
	}
}

// scan lifts BSF and BSR. Of zero the result is undefined; processors leave the
// register alone. Flags other than ZF are undefined and set by nothing.
// [SDM 2A, BSF, BSR]
func scan(position func(l *lifter, x ir.Value) ir.Value) lift {
	return func(l *lifter, i *inst) {
		x := l.read(i, 1)
		l.write(i, 0, l.Select(l.isZero(x), l.read(i, 0), position(l, x)))
		l.setZero(x)
	}
}

// setZero sets ZF where x is zero.
func (l *lifter) setZero(x ir.Value) { l.setFlag(zf, func() ir.Value { return l.isZero(x) }) }

func lowest(l *lifter, x ir.Value) ir.Value { return l.CTZ(x) }

func highest(l *lifter, x ir.Value) ir.Value {
	return l.Sub(l.Const(x.Type(), uint64(x.Type().Bits()-1)), l.CLZ(x))
}

// popcnt lifts POPCNT. [SDM 2B, POPCNT]
func popcnt(l *lifter, i *inst) {
	x := l.read(i, 1)
	l.write(i, 0, l.PopCount(x))
	l.setZero(x)
	for _, n := range []uint32{cf, af, sf, lt} {
		l.clear(n)
	}
	l.deferFlag(pf, func() ir.Value { return l.Const(ir.I8, 1) })
}

// crc32 lifts CRC32. [SDM 2A, CRC32]
func crc32(l *lifter, i *inst) {
	v := l.read(i, 1)
	name := map[ir.Type]string{ir.I8: "crc32b", ir.I16: "crc32w", ir.I32: "crc32l"}[v.Type()]
	l.SetReg(gprBank, i.reg, l.Host(name, []ir.Type{ir.I32}, l.Reg(gprBank, i.reg), v)[0])
}
