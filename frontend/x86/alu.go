package x86

import "translate/ir"

// binop is a two-operand Builder operation.
type binop = func(b ir.Builder, x, y ir.Value) ir.Value

// modify replaces operand 0 by f of it, atomically where there is a LOCK
// prefix and op is the atomic operation that does it with v. It returns what
// operand 0 was.
func (l *lifter) modify(i *inst, op ir.AtomicOp, v ir.Value, f binop) (old ir.Value) {
	if i.lock {
		return l.AtomicRMW(op, l.ea(i), v)
	}
	old = l.read(i, 0)
	l.write(i, 0, f(l, old, v))
	return old
}

// replace is modify by a function that no atomic operation has: where there is
// a LOCK prefix it does nothing and starts the instruction again if the operand
// changes meanwhile.
func (l *lifter) replace(i *inst, old, v ir.Value) {
	if !i.lock {
		l.write(i, 0, v)
		return
	}
	was := l.CmpXchg(l.ea(i), old, v)
	l.ServiceIf(l.Ne(was, old), "rt_again", i.pc)
}

// add lifts ADD. All reads come first and registers and flags last, so that an
// operand that faults leaves the state as it was. [SDM 2A, ADD]
func add(l *lifter, i *inst) {
	y := l.read(i, 1)
	x := l.modify(i, ir.AtomicAdd, y, ir.Builder.Add)
	l.flagsAdd(x, y, l.zero(x.Type()), l.Add(x, y))
}

// sub lifts SUB. [SDM 2B, SUB]
func sub(l *lifter, i *inst) {
	y := l.read(i, 1)
	x := l.modify(i, ir.AtomicSub, y, ir.Builder.Sub)
	l.flagsSub(x, y, l.Sub(x, y))
}

// cmp lifts CMP. [SDM 2A, CMP]
func cmp(l *lifter, i *inst) {
	x, y := l.read(i, 0), l.read(i, 1)
	l.flagsSub(x, y, l.Sub(x, y))
}

// logic lifts AND, OR and XOR. [SDM 2A, AND; SDM 2B, OR; SDM 2D, XOR]
func logic(atomic ir.AtomicOp, op binop) lift {
	return func(l *lifter, i *inst) {
		if !i.lock && i.sameRegister() && atomic == ir.AtomicXor {
			r := l.zero(i.typeOf(i.row.Operands[0]))
			l.write(i, 0, r)
			l.flagsLogic(r)
			return
		}
		y := l.read(i, 1)
		x := l.modify(i, atomic, y, op)
		l.flagsLogic(op(l, x, y))
	}
}

// sameRegister reports whether both operands are known to be one register.
func (i *inst) sameRegister() bool {
	o := i.row.Operands
	if i.mem || len(o) < 2 || o[0].Kind+o[1].Kind != 'E'+'G' || !i.reg.IsConst() || !i.rm.IsConst() {
		return false
	}
	return i.reg.Uint() == i.rm.Uint()
}

// test lifts TEST. [SDM 2B, TEST]
func test(l *lifter, i *inst) { l.flagsLogic(l.And(l.read(i, 0), l.read(i, 1))) }

// adc lifts ADC. [SDM 2A, ADC]
func adc(l *lifter, i *inst) {
	x, y := l.read(i, 0), l.read(i, 1)
	c := l.carry(x.Type())
	r := l.Add(l.Add(x, y), c)
	l.replace(i, x, r)
	l.flagsAdd(x, y, c, r)
}

// sbb lifts SBB. [SDM 2B, SBB]
func sbb(l *lifter, i *inst) {
	x, y := l.read(i, 0), l.read(i, 1)
	c := l.carry(x.Type())
	r := l.Sub(l.Sub(x, y), c)
	l.replace(i, x, r)
	l.flagsBorrow(x, y, c, r)
}

// inc lifts INC, which leaves CF alone. [SDM 2A, INC]
func inc(l *lifter, i *inst) {
	one := l.Const(i.typeOf(i.row.Operands[0]), 1)
	x := l.modify(i, ir.AtomicAdd, one, ir.Builder.Add)
	r := l.Add(x, one)
	l.setResult(r)
	l.setAux(x, one, r)
	l.setFlag(lt, func() ir.Value { return l.SLT(x, l.ones(x.Type())) })
}

// dec lifts DEC, which leaves CF alone. [SDM 2A, DEC]
func dec(l *lifter, i *inst) {
	one := l.Const(i.typeOf(i.row.Operands[0]), 1)
	x := l.modify(i, ir.AtomicSub, one, ir.Builder.Sub)
	r := l.Sub(x, one)
	l.setResult(r)
	l.setAux(x, one, r)
	l.setFlag(lt, func() ir.Value { return l.SLT(x, one) })
}

// neg lifts NEG. [SDM 2B, NEG]
func neg(l *lifter, i *inst) {
	x := l.read(i, 0)
	zero := l.zero(x.Type())
	r := l.Sub(zero, x)
	l.replace(i, x, r)
	l.flagsSub(zero, x, r)
}

// not lifts NOT, which has no flags. [SDM 2B, NOT]
func not(l *lifter, i *inst) {
	l.modify(i, ir.AtomicXor, l.ones(i.typeOf(i.row.Operands[0])), ir.Builder.Xor)
}

// xchg lifts XCHG, which is atomic on memory without a prefix too.
// [SDM 2D, XCHG]
func xchg(l *lifter, i *inst) {
	y := l.read(i, 1)
	if i.mem {
		l.write(i, 1, l.AtomicRMW(ir.AtomicSwap, l.ea(i), y))
		return
	}
	x := l.read(i, 0)
	l.write(i, 0, y)
	l.write(i, 1, x)
}

// xadd lifts XADD: the sum goes to operand 0 also where both are one register.
// [SDM 2D, XADD]
func xadd(l *lifter, i *inst) {
	y := l.read(i, 1)
	var x ir.Value
	if i.lock {
		x = l.AtomicRMW(ir.AtomicAdd, l.ea(i), y)
		l.write(i, 1, x)
	} else {
		x = l.read(i, 0)
		if i.mem {
			l.write(i, 0, l.Add(x, y))
			l.write(i, 1, x)
		} else {
			l.write(i, 1, x)
			l.write(i, 0, l.Add(x, y))
		}
	}
	l.flagsAdd(x, y, l.zero(x.Type()), l.Add(x, y))
}

// cmpxchg lifts CMPXCHG. [SDM 2A, CMPXCHG]
func cmpxchg(l *lifter, i *inst) {
	y := l.read(i, 1)
	acc := l.gpr(y.Type(), l.c(eax))
	var x ir.Value
	if i.lock {
		x = l.CmpXchg(l.ea(i), acc, y)
	} else {
		x = l.read(i, 0)
		l.write(i, 0, l.Select(l.Eq(x, acc), y, x))
	}
	// The accumulator is written where the comparison failed; where operand 0
	// is the accumulator too it did not fail.
	now := l.gpr(y.Type(), l.c(eax))
	l.setGPR(l.c(eax), l.Select(l.Eq(x, acc), now, x))
	l.flagsSub(acc, x, l.Sub(acc, x))
}

// cmpxchg8b lifts CMPXCHG8B. [SDM 2A, CMPXCHG8B/CMPXCHG16B]
func cmpxchg8b(l *lifter, i *inst) {
	pair := func(hi, lo uint32) ir.Value {
		h := l.ZExt(ir.I64, l.Reg(gprBank, l.c(hi)))
		return l.Or(l.Shl(h, l.Const(ir.I64, 32)), l.ZExt(ir.I64, l.Reg(gprBank, l.c(lo))))
	}
	old, v := pair(edx, eax), pair(ecx, ebx)
	var x ir.Value
	if i.lock {
		x = l.CmpXchg(l.ea(i), old, v)
	} else {
		x = l.Load(ir.I64, i.base, i.disp)
		l.Store(i.base, i.disp, l.Select(l.Eq(x, old), v, x))
	}
	l.SetReg(gprBank, l.c(eax), l.Trunc(ir.I32, x))
	l.SetReg(gprBank, l.c(edx), l.Trunc(ir.I32, l.LShr(x, l.Const(ir.I64, 32))))
	l.setFlag(zf, func() ir.Value { return l.Eq(x, old) })
}
