package x86

import "translate/ir"

// A flow says how a row passes control on.
type flow uint8

const (
	flowNext         flow = iota // to the next instruction
	flowBranch                   // relative, where a condition holds
	flowJump                     // relative
	flowCall                     // relative, pushing a return address
	flowJumpRegister             // to an address in its operand
	flowCallRegister
	flowReturn
	flowService // where the runtime says
)

// target returns the address a relative transfer goes to. With a 16-bit operand
// the instruction pointer is cut.
func (l *lifter) target(i *inst) ir.Value {
	t := l.Add(i.next, i.imm)
	if i.op16 {
		return l.And(t, l.c(0xffff))
	}
	return t
}

// jcc lifts Jcc. [SDM 2A, Jcc]
func jcc(cc int) lift {
	return func(l *lifter, i *inst) { l.jumpIf(l.condition(cc), l.target(i)) }
}

// jmp lifts JMP to a relative address. [SDM 2A, JMP]
func jmp(l *lifter, i *inst) { l.jump(l.target(i)) }

// jmpTo lifts JMP to the address in its operand. [SDM 2A, JMP]
func jmpTo(l *lifter, i *inst) { l.jump(l.ZExt(ir.I32, l.read(i, 0))) }

// call lifts CALL of a relative address. [SDM 2A, CALL]
func call(l *lifter, i *inst) {
	l.push(l.Trunc(i.word(), i.next))
	l.jump(l.target(i))
}

// callTo lifts CALL of the address in its operand. [SDM 2A, CALL]
func callTo(l *lifter, i *inst) {
	t := l.ZExt(ir.I32, l.read(i, 0))
	l.push(l.Trunc(i.word(), i.next))
	l.jump(t)
}

// ret lifts RET, which frees as many more bytes of stack as its operand says.
// [SDM 2B, RET]
func ret(l *lifter, i *inst) { l.jump(l.ZExt(ir.I32, l.pop(i.word(), l.freed(i)))) }

// freed returns how many bytes of stack a return frees beyond the address.
func (l *lifter) freed(i *inst) ir.Value {
	if len(i.row.Operands) > 0 {
		return i.imm
	}
	return l.c(0)
}

// counter returns the register that JECXZ, LOOP and REP look at.
func (l *lifter) counter(i *inst) ir.Value { return l.gpr(i.address(), l.c(ecx)) }

// jecxz lifts JCXZ and JECXZ. [SDM 2A, Jcc]
func jecxz(l *lifter, i *inst) { l.jumpIf(l.isZero(l.counter(i)), l.target(i)) }

// loop lifts LOOP, LOOPE and LOOPNE: also says which condition must hold
// besides. [SDM 2A, LOOP/LOOPcc]
func loop(also func(l *lifter) ir.Value) lift {
	return func(l *lifter, i *inst) {
		n := l.counted(i)
		cond := l.And(l.not(l.isZero(n)), also(l))
		l.setGPR(l.c(ecx), n)
		l.jumpIf(cond, l.target(i))
	}
}

// counted returns the counter less one.
func (l *lifter) counted(i *inst) ir.Value {
	n := l.counter(i)
	return l.Sub(n, l.Const(n.Type(), 1))
}

func whileEqual(l *lifter) ir.Value    { return l.flag(zf) }
func whileNotEqual(l *lifter) ir.Value { return l.not(l.flag(zf)) }
func always(l *lifter) ir.Value        { return l.bit(true) }
