package mips

import "translate/ir"

// An inst is an instruction word and the builder that takes it apart. Its
// accessors are constants when the word is one (lifting), and code that
// extracts the field when it is not (the interpreter).
type inst struct {
	b    ir.Builder
	word ir.Value // I32
}

// field returns width bits of the word, zero-extended to an I32.
func (i inst) field(shift, width uint) ir.Value {
	return ir.Bits(i.b, i.word, shift, width)
}

// signed returns the low width bits of the word, sign-extended to an I32.
func (i inst) signed(width uint) ir.Value { return ir.SignedBits(i.b, i.word, width) }

func (i inst) rs() ir.Value   { return i.field(21, 5) }
func (i inst) rt() ir.Value   { return i.field(16, 5) }
func (i inst) rd() ir.Value   { return i.field(11, 5) }
func (i inst) sa() ir.Value   { return i.field(6, 5) }
func (i inst) imm() ir.Value  { return i.signed(16) }
func (i inst) uimm() ir.Value { return i.field(0, 16) }

// A lifter builds the semantics of instructions. The mode facts are constant
// for a program, precise and ordered for a function; the driver sets pc before
// each instruction.
type lifter struct {
	ir.Builder

	bigEndian bool // guest byte order
	fr1       bool // Status.FR: 32 registers of 64 bits instead of 16 pairs
	nan2008   bool // FCSR.NAN2008: the quiet bit means quiet
	precise   bool // FCSR is exact after every operation, Cause included
	ordered   bool // FCSR is read or written between operations, Cause apart

	pc      ir.Value  // I32, of the instruction being lifted
	pending *Transfer // what a control transfer recorded, for the driver
}

// c returns a constant I32.
func (l *lifter) c(v uint32) ir.Value { return l.Const(ir.I32, uint64(v)) }

// gpr returns general register n; register 0 is zero.
func (l *lifter) gpr(n ir.Value) ir.Value {
	if n.IsConst() && n.Uint() == 0 {
		return l.c(0)
	}
	return l.Reg(gprBank, n)
}

// setGPR writes general register n; what is written to register 0 is lost.
func (l *lifter) setGPR(n, v ir.Value) {
	if n.IsConst() {
		if n.Uint() != 0 {
			l.SetReg(gprBank, n, v)
		}
		return
	}
	l.SetReg(gprBank, n, v)
	l.SetReg(gprBank, l.c(0), l.c(0))
}

// illegalIf raises a Reserved Instruction exception where cond holds.
func (l *lifter) illegalIf(cond ir.Value, i inst) { l.ServiceIf(cond, "rt_illegal", i.word) }

// invert returns the one's complement of an I32.
func (l *lifter) invert(x ir.Value) ir.Value { return l.Xor(x, l.c(0xffffffff)) }

// The halves of the accumulator.
const (
	lo = 0
	hi = 1
)

// setHILO writes an I64 to the accumulator.
func (l *lifter) setHILO(v ir.Value) {
	l.SetReg(accBank, l.c(0), v)
}
