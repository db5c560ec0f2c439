package x86

import "translate/ir"

// wide returns a vector with an MMX value in its low half.
func (l *lifter) wide(v ir.Value) ir.Value { return l.vector(v) }

// enterMMX makes the register file hold MMX values. [SDM 1, 9.5.1]
func (l *lifter) enterMMX() {
	other := l.Ne(l.stack(), l.c(stackMMX))
	if other.IsConst() && other.Uint() == 0 {
		return
	}
	l.Rarely(other, l.c(0), "rt_enter_mmx")
}

// leaveMMX makes the register file hold x87 values.
func (l *lifter) leaveMMX() {
	if l.known == nil {
		l.Rarely(l.Ne(l.And(l.stack(), l.c(stackMMX)), l.c(0)), l.c(0), "rt_leave_mmx")
	}
}

// usingMMX wraps the semantics of a row.
func usingMMX(f lift) lift {
	return func(l *lifter, i *inst) {
		l.enterMMX()
		f(l, i)
	}
}

// usingFPU does so for x87 instructions.
func usingFPU(f lift) lift {
	return func(l *lifter, i *inst) {
		l.leaveMMX()
		f(l, i)
	}
}

func (l *lifter) mm(n ir.Value) ir.Value { return l.Reg(mmBank, n) }

func (l *lifter) setMM(n, v ir.Value) { l.SetReg(mmBank, n, v) }

// mmOf reads operand n of i: P the reg field, Q the rm field or memory.
func (l *lifter) mmOf(i *inst, n int) ir.Value {
	switch o := i.row.Operands[n]; {
	case o.Kind == 'P':
		return l.mm(i.reg)
	case !i.mem:
		return l.mm(i.rm)
	case o.Size == "d":
		return l.ZExt(ir.I64, l.Load(ir.I32, i.base, i.disp))
	}
	return l.Load(ir.I64, i.base, i.disp)
}

// mm2 lifts OP P, Q by a host instruction on vectors that treats halves alike.
func mm2(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.wide(l.mmOf(i, 1))
		l.setMM(i.reg, l.low(ir.I64, l.Host(host, vec, l.wide(l.mm(i.reg)), y)[0]))
	}
}

// mm1 lifts OP P, Q where the result depends on Q alone.
func mm1(host string) lift {
	return func(l *lifter, i *inst) {
		l.setMM(i.reg, l.low(ir.I64, l.Host(host, vec, l.wide(l.mmOf(i, 1)))[0]))
	}
}

// mmJoined lifts what takes the elements of both operands in turn, packing or
// adding neighbours: of one vector with P in its low half and Q in its high one.
func mmJoined(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.mmOf(i, 1)
		v := l.SetLane(l.wide(l.mm(i.reg)), l.c(1), y)
		l.setMM(i.reg, l.low(ir.I64, l.Host(host, vec, v, v)[0]))
	}
}

// mmHigh lifts PUNPCKH: the high half of what unpacking the low halves gives.
func mmHigh(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.wide(l.mmOf(i, 1))
		l.setMM(i.reg, l.Lane(ir.I64, l.Host(host, vec, l.wide(l.mm(i.reg)), y)[0], l.c(1)))
	}
}

// mmLogic lifts what is bitwise.
func mmLogic(op binop) lift {
	return func(l *lifter, i *inst) {
		y := l.mmOf(i, 1)
		l.setMM(i.reg, op(l, l.mm(i.reg), y))
	}
}

// mmShiftImm lifts the shifts by an immediate.
func mmShiftImm(host string) lift {
	return func(l *lifter, i *inst) {
		n := l.vector(l.ZExt(ir.I64, l.And(i.imm, l.c(0xff))))
		l.setMM(i.rm, l.low(ir.I64, l.Host(host, vec, l.wide(l.mm(i.rm)), n)[0]))
	}
}

// mmLoad and mmStore lift MOVQ.
func mmLoad(l *lifter, i *inst) { l.setMM(i.reg, l.mmOf(i, 1)) }

func mmStore(l *lifter, i *inst) {
	if i.mem {
		l.Store(i.base, i.disp, l.mm(i.reg))
		return
	}
	l.setMM(i.rm, l.mm(i.reg))
}

// mmMovdTo and mmMovdFrom lift MOVD.
func mmMovdTo(l *lifter, i *inst) { l.setMM(i.reg, l.ZExt(ir.I64, l.read(i, 1))) }

func mmMovdFrom(l *lifter, i *inst) { l.write(i, 0, l.Trunc(ir.I32, l.mm(i.reg))) }

// mmMask lifts PMOVMSKB.
func mmMask(l *lifter, i *inst) {
	m := l.Host("pmovmskb", []ir.Type{ir.I32}, l.wide(l.mm(i.rm)))[0]
	l.SetReg(gprBank, i.reg, l.And(m, l.c(0xff)))
}

// mmInsert and mmExtract lift PINSRW and PEXTRW.
func mmInsert(l *lifter, i *inst) {
	var v ir.Value
	if i.mem {
		v = l.Load(ir.I16, i.base, i.disp)
	} else {
		v = l.Trunc(ir.I16, l.Reg(gprBank, i.rm))
	}
	r := l.SetLane(l.wide(l.mm(i.reg)), l.And(i.imm, l.c(3)), v)
	l.setMM(i.reg, l.low(ir.I64, r))
}

func mmExtract(l *lifter, i *inst) {
	v := l.Lane(ir.I16, l.wide(l.mm(i.rm)), l.And(i.imm, l.c(3)))
	l.SetReg(gprBank, i.reg, l.ZExt(ir.I32, v))
}

// mmShuffle lifts PSHUFW.
func mmShuffle(l *lifter, i *inst) {
	y := l.wide(l.mmOf(i, 1))
	l.setMM(i.reg, l.low(ir.I64, l.HostImm("pshuflw", i.imm, y, y)))
}

// mmShuffleBytes lifts PSHUFB: of a number only three bits and the highest
// count.
func mmShuffleBytes(l *lifter, i *inst) {
	y := l.And(l.mmOf(i, 1), l.Const(ir.I64, 0x8787878787878787))
	l.setMM(i.reg, l.low(ir.I64, l.Host("pshufb", vec, l.wide(l.mm(i.reg)), l.wide(y))[0]))
}

// mmAlign lifts PALIGNR: bytes from imm on of P above Q.
func mmAlign(l *lifter, i *inst) {
	v := l.SetLane(l.wide(l.mmOf(i, 1)), l.c(1), l.mm(i.reg))
	l.setMM(i.reg, l.low(ir.I64, l.HostImm("psrldq", i.imm, v, v)))
}

// mmMaskmov lifts MASKMOVQ.
func mmMaskmov(l *lifter, i *inst) {
	l.Host("maskmovdqu", nil, l.ZExt(ir.I64, l.Add(l.destination(i), l.ea(i))), l.wide(l.mm(i.reg)), l.wide(l.mm(i.rm)))
}

// mmToXMM and xmmToMM lift MOVQ2DQ and MOVDQ2Q.
func mmToXMM(l *lifter, i *inst) { l.setXMM(i.reg, l.wide(l.mm(i.rm))) }

func xmmToMM(l *lifter, i *inst) { l.setMM(i.reg, l.low(ir.I64, l.xmm(i.rm))) }

// floatsFromMM lifts CVTPI2PS, which leaves the high half, and CVTPI2PD.
// Memory operands of the second do not touch the MMX registers.
func floatsFromMM(l *lifter, i *inst) {
	r := l.Host("cvtdq2ps", vec, l.wide(l.mmOf(i, 1)))[0]
	l.setXMM(i.reg, l.SetLane(l.xmm(i.reg), l.c(0), l.low(ir.I64, r)))
}

func doublesFromMM(l *lifter, i *inst) {
	l.setXMM(i.reg, l.Host("cvtdq2pd", vec, l.wide(l.mmOf(i, 1)))[0])
}

// mmFromXMM lifts CVTPS2PI and its kin: the low half of a host instruction on
// W, of singles on their low half.
func mmFromXMM(host string) lift {
	return func(l *lifter, i *inst) {
		v := l.xmmOf(i, 1)
		if i.row.Operands[1].Size == "q" {
			v = l.vector(l.low(ir.I64, v))
		}
		l.setMM(i.reg, l.low(ir.I64, l.Host(host, vec, v)[0]))
	}
}
