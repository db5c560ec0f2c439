package ppc

import (
	"translate/frontend/shape"
	"translate/ir"
)

// An inst is an instruction word and the builder that takes it apart. Its
// accessors are constants when the word is one (lifting), and code that
// extracts the field when it is not (the interpreter).
type inst struct {
	b    ir.Builder
	word ir.Value // I32
}

// field returns width bits of the word, zero-extended to an I32. The manual
// counts bits from the most significant one; shift counts from the other end,
// as every host does.
func (i inst) field(shift, width uint) ir.Value {
	return ir.Bits(i.b, i.word, shift, width)
}

// signed returns the low width bits of the word, sign-extended to an I32.
func (i inst) signed(width uint) ir.Value { return ir.SignedBits(i.b, i.word, width) }

func (i inst) rt() ir.Value  { return i.field(21, 5) }
func (i inst) ra() ir.Value  { return i.field(16, 5) }
func (i inst) rb() ir.Value  { return i.field(11, 5) }
func (i inst) sh() ir.Value  { return i.field(11, 5) } // and NB
func (i inst) si() ir.Value  { return i.signed(16) }
func (i inst) ui() ir.Value  { return i.field(0, 16) }
func (i inst) bf() ir.Value  { return i.field(23, 3) }
func (i inst) bfa() ir.Value { return i.field(18, 3) }

// A lifter builds the semantics of instructions. The mode facts are constant
// for a function; the driver sets pc before each instruction.
type lifter struct {
	ir.Builder

	precise bool // FPSCR is exact after every operation, the result's class included
	ordered bool // FPSCR is read or written between operations, the class apart
	soClear bool // SO of XER is 0
	// unwantedCR are bits of the condition register that need not be right in what
	// mfcr gives.
	unwantedCR uint32

	pc      ir.Value        // I32, of the instruction being lifted
	pending *shape.Transfer // what a control transfer recorded, for the driver
}

// c returns a constant I32.
func (l *lifter) c(v uint32) ir.Value { return l.Const(ir.I32, uint64(v)) }

// gpr returns general register n.
func (l *lifter) gpr(n ir.Value) ir.Value { return l.Reg(gprBank, n) }

// base returns general register n, or zero for register 0: (RA|0).
func (l *lifter) base(n ir.Value) ir.Value {
	if n.IsConst() {
		if n.Uint() == 0 {
			return l.c(0)
		}
		return l.gpr(n)
	}
	return l.Select(l.Eq(n, l.c(0)), l.c(0), l.gpr(n))
}

// setGPR writes general register n.
func (l *lifter) setGPR(n, v ir.Value) { l.SetReg(gprBank, n, v) }

func (l *lifter) lr() ir.Value      { return l.Reg(lrBank, l.c(0)) }
func (l *lifter) setLR(v ir.Value)  { l.SetReg(lrBank, l.c(0), v) }
func (l *lifter) ctr() ir.Value     { return l.Reg(ctrBank, l.c(0)) }
func (l *lifter) setCTR(v ir.Value) { l.SetReg(ctrBank, l.c(0), v) }

// xer returns a bit of XER, setXER writes it.
func (l *lifter) xer(bit uint32) ir.Value {
	if bit == xerSO && l.soClear {
		return l.Const(ir.I1, 0)
	}
	return l.Reg(xerBank, l.c(bit))
}

func (l *lifter) setXER(bit uint32, v ir.Value) { l.SetReg(xerBank, l.c(bit), v) }

// crBit returns bit n of the condition register.
func (l *lifter) crBit(n ir.Value) ir.Value { return l.Reg(crBank, n) }

// setField writes field n of the condition register.
func (l *lifter) setField(n, lt, gt, eq, so ir.Value) {
	first := l.Shl(n, l.c(2))
	for k, v := range [...]ir.Value{lt, gt, eq, so} {
		l.SetReg(crBank, l.Add(first, l.c(uint32(k))), v)
	}
}

// record sets field 0 from a result, as instructions with a dot do.
// [Power I, 3.3.8]
func (l *lifter) record(v ir.Value) {
	zero := l.c(0)
	l.setField(zero, l.SLT(v, zero), l.SLT(zero, v), l.Eq(v, zero), l.xer(xerSO))
}

// not returns the opposite of an I1.
func (l *lifter) not(x ir.Value) ir.Value { return l.Xor(x, l.Const(ir.I1, 1)) }

// invert returns the one's complement of an I32.
func (l *lifter) invert(x ir.Value) ir.Value { return l.Xor(x, l.c(0xffffffff)) }

// overflow sets OV, and SO for good. [Power I, 3.2.2]
func (l *lifter) overflow(v ir.Value) {
	l.setXER(xerOV, v)
	l.setXER(xerSO, l.Or(l.xer(xerSO), v))
}
