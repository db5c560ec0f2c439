package x86

import (
	"translate/frontend/shape"
	"translate/ir"
)

// An inst is an instruction as its semantics see it. What its row and prefixes
// say is known; register numbers, addresses and immediates are Values, constants
// when lifting and parameters of a step when interpreting.
type inst struct {
	row  *Row
	op16 bool // operand size 16
	mem  bool // the rm operand is memory
	lock bool

	reg, rm    ir.Value // I32: numbers of registers
	base, disp ir.Value // I32: address of the memory operand
	imm, imm2  ir.Value // I32
	pc, next   ir.Value // I32
}

// A lifter builds the semantics of instructions.
type lifter struct {
	ir.Builder
	pending *shape.Transfer // what a control transfer recorded, for the driver
	known   *ir.Value       // the word of the x87 register file, where it is known
	// underflow says that an empty x87 register was read, where that is known.
	underflow bool
	keep      *ir.Value // where it holds, flags being set keep their values
}

// jump records that control passes to target.
func (l *lifter) jump(target ir.Value) { l.jumpIf(l.bit(true), target) }

// jumpIf records that control passes to target where cond holds.
func (l *lifter) jumpIf(cond, target ir.Value) {
	l.pending = &shape.Transfer{Cond: cond, Target: target}
}

// c returns a constant I32.
func (l *lifter) c(v uint32) ir.Value { return l.Const(ir.I32, uint64(v)) }

// bit returns a constant I1.
func (l *lifter) bit(b bool) ir.Value {
	if b {
		return l.Const(ir.I1, 1)
	}
	return l.Const(ir.I1, 0)
}

func (l *lifter) zero(t ir.Type) ir.Value { return l.Const(t, 0) }

// ones returns the integer of type t with all bits set.
func (l *lifter) ones(t ir.Type) ir.Value { return l.Const(t, ^uint64(0)) }

func (l *lifter) not(x ir.Value) ir.Value { return l.Xor(x, l.ones(x.Type())) }

// isZero and negative test an integer.
func (l *lifter) isZero(x ir.Value) ir.Value   { return l.Eq(x, l.zero(x.Type())) }
func (l *lifter) negative(x ir.Value) ir.Value { return l.SLT(x, l.zero(x.Type())) }

// typeOf returns the integer type of an operand.
func (i *inst) typeOf(o Operand) ir.Type {
	switch o.Size {
	case "b":
		return ir.I8
	case "w":
		return ir.I16
	case "q":
		return ir.I64
	case "v", "bs", "z":
		return i.word()
	}
	return ir.I32
}

// word returns the type of the operand size.
func (i *inst) word() ir.Type {
	if i.op16 {
		return ir.I16
	}
	return ir.I32
}

// address returns the type of the address size: what string instructions use of
// index registers, and LOOP of its counter.
func (i *inst) address() ir.Type {
	if i.row.addr16 {
		return ir.I16
	}
	return ir.I32
}

// size returns the bytes of an integer of type t.
func size(t ir.Type) uint32 { return uint32(t.Bits()) / 8 }

// gpr returns the part of a general register that number n names as a
// register of type t: of bytes, 4 to 7 are the high bytes of 0 to 3.
func (l *lifter) gpr(t ir.Type, n ir.Value) ir.Value {
	if t != ir.I8 {
		return l.Trunc(t, l.Reg(gprBank, n))
	}
	n, shift := l.byteOf(n)
	return l.Trunc(t, l.LShr(l.Reg(gprBank, n), shift))
}

// byteOf returns the register that holds byte register n and the bits below it.
func (l *lifter) byteOf(n ir.Value) (reg, shift ir.Value) {
	return l.And(n, l.c(3)), l.Shl(l.LShr(n, l.c(2)), l.c(3))
}

// setGPR writes the part of a general register that v fits.
func (l *lifter) setGPR(n, v ir.Value) {
	switch v.Type() {
	case ir.I8:
		n, shift := l.byteOf(n)
		old := l.And(l.Reg(gprBank, n), l.not(l.Shl(l.c(0xff), shift)))
		l.SetReg(gprBank, n, l.Or(old, l.Shl(l.ZExt(ir.I32, v), shift)))
	case ir.I16:
		old := l.And(l.Reg(gprBank, n), l.c(0xffff0000))
		l.SetReg(gprBank, n, l.Or(old, l.ZExt(ir.I32, v)))
	default:
		l.SetReg(gprBank, n, v)
	}
}

// read returns operand n of i as an integer.
func (l *lifter) read(i *inst, n int) ir.Value {
	o := i.row.Operands[n]
	t := i.typeOf(o)
	switch o.Kind {
	case 'E', 'M':
		if i.mem {
			return l.Load(t, i.base, i.disp)
		}
		return l.gpr(t, i.rm)
	case 'G':
		return l.gpr(t, i.reg)
	case 'Z':
		return l.gpr(t, i.rm)
	case 'A':
		return l.gpr(t, l.c(eax))
	case 'C':
		return l.gpr(ir.I8, l.c(ecx))
	case 'D':
		return l.gpr(ir.I16, l.c(edx))
	case 'I':
		if n > 0 && i.row.Operands[n-1].Kind == 'I' {
			return l.Trunc(t, i.imm2)
		}
		return l.Trunc(t, i.imm)
	case 'O':
		return l.Load(t, i.base, i.disp)
	case '1':
		return l.Const(ir.I8, 1)
	}
	panic("BUG: operand " + string(o.Kind) + " of " + i.row.Name + " is no integer")
}

// write writes operand n of i.
func (l *lifter) write(i *inst, n int, v ir.Value) {
	switch o := i.row.Operands[n]; o.Kind {
	case 'E', 'M':
		if i.mem {
			l.Store(i.base, i.disp, v)
			return
		}
		l.setGPR(i.rm, v)
	case 'G':
		l.setGPR(i.reg, v)
	case 'Z':
		l.setGPR(i.rm, v)
	case 'A':
		l.setGPR(l.c(eax), v)
	case 'O':
		l.Store(i.base, i.disp, v)
	default:
		panic("BUG: operand " + string(o.Kind) + " of " + i.row.Name + " is not written")
	}
}

// ea returns the address of the memory operand.
func (l *lifter) ea(i *inst) ir.Value { return l.Add(i.base, i.disp) }

// at returns the address of the memory operand plus n.
func (l *lifter) at(i *inst, n uint32) (base, disp ir.Value) {
	if i.disp.IsConst() && i.disp.Int()+int64(n) < 1<<15 {
		return i.base, l.Add(i.disp, l.c(n))
	}
	return l.Add(l.ea(i), l.c(n)), l.c(0)
}

// push stores v below the stack pointer. [SDM 2B, PUSH]
func (l *lifter) push(v ir.Value) {
	sp := l.Reg(gprBank, l.c(esp))
	n := size(v.Type())
	l.Store(sp, l.c(-n), v)
	l.SetReg(gprBank, l.c(esp), l.Sub(sp, l.c(n)))
}

// pop loads a value of type t from the stack pointer and moves that up, by
// extra bytes more. [SDM 2B, POP]
func (l *lifter) pop(t ir.Type, extra ir.Value) ir.Value {
	sp := l.Reg(gprBank, l.c(esp))
	v := l.Load(t, sp, l.c(0))
	l.SetReg(gprBank, l.c(esp), l.Add(sp, l.Add(l.c(size(t)), extra)))
	return v
}
