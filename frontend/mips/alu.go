package mips

import "translate/ir"

// binop is a two-operand Builder operation.
type binop = func(b ir.Builder, x, y ir.Value) ir.Value

// alu lifts OP rd, rs, rt, which never trap.
// [MIPS32 II, ADDU, SUBU, AND, OR, XOR]
func alu(op binop) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rd(), op(l, l.gpr(i.rs()), l.gpr(i.rt())))
	}
}

// nor lifts NOR rd, rs, rt. [MIPS32 II, NOR]
func nor(l *lifter, i inst) {
	l.setGPR(i.rd(), l.invert(l.Or(l.gpr(i.rs()), l.gpr(i.rt()))))
}

// addiu lifts ADDIU rt, rs, imm: a 32-bit add that never traps, in spite of
// its name also of a signed number. [MIPS32 II, ADDIU]
func addiu(l *lifter, i inst) {
	l.setGPR(i.rt(), l.Add(l.gpr(i.rs()), i.imm()))
}

// aluImm lifts OP rt, rs, imm of a zero-extended immediate.
// [MIPS32 II, ANDI, ORI, XORI]
func aluImm(op binop) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rt(), op(l, l.gpr(i.rs()), i.uimm()))
	}
}

// lui lifts LUI rt, imm. [MIPS32 II, LUI]
func lui(l *lifter, i inst) {
	l.setGPR(i.rt(), l.Shl(i.word, l.c(16)))
}

// setLess lifts SLT and SLTU rd, rs, rt. [MIPS32 II, SLT, SLTU]
func setLess(less binop) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rd(), l.ZExt(ir.I32, less(l, l.gpr(i.rs()), l.gpr(i.rt()))))
	}
}

// setLessImm lifts SLTI and SLTIU rt, rs, imm. The immediate is sign-extended
// for both. [MIPS32 II, SLTI, SLTIU]
func setLessImm(less binop) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rt(), l.ZExt(ir.I32, less(l, l.gpr(i.rs()), i.imm())))
	}
}

// addOverflows tells whether x + y = sum overflowed as a signed addition.
func (l *lifter) addOverflows(x, y, sum ir.Value) ir.Value {
	return l.SLT(l.And(l.Xor(x, sum), l.Xor(y, sum)), l.c(0))
}

// add lifts ADD rd, rs, rt, which traps on signed overflow and then leaves rd
// alone. [MIPS32 II, ADD]
func add(l *lifter, i inst) {
	x, y := l.gpr(i.rs()), l.gpr(i.rt())
	sum := l.Add(x, y)
	l.ServiceIf(l.addOverflows(x, y, sum), "rt_overflow", l.c(0))
	l.setGPR(i.rd(), sum)
}

// addi lifts ADDI rt, rs, imm. [MIPS32 II, ADDI]
func addi(l *lifter, i inst) {
	x, y := l.gpr(i.rs()), i.imm()
	sum := l.Add(x, y)
	l.ServiceIf(l.addOverflows(x, y, sum), "rt_overflow", l.c(0))
	l.setGPR(i.rt(), sum)
}

// sub lifts SUB rd, rs, rt: overflow when the operands differ in sign and the
// difference has not the sign of the first. [MIPS32 II, SUB]
func sub(l *lifter, i inst) {
	x, y := l.gpr(i.rs()), l.gpr(i.rt())
	diff := l.Sub(x, y)
	over := l.SLT(l.And(l.Xor(x, y), l.Xor(x, diff)), l.c(0))
	l.ServiceIf(over, "rt_overflow", l.c(0))
	l.setGPR(i.rd(), diff)
}

// moveIf lifts MOVZ and MOVN rd, rs, rt: rd takes rs where cond(rt, 0).
// [MIPS32 II, MOVN, MOVZ]
func moveIf(cond binop) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rd(), l.Select(cond(l, l.gpr(i.rt()), l.c(0)), l.gpr(i.rs()), l.gpr(i.rd())))
	}
}

// moveOnFCC lifts MOVF and MOVT rd, rs, cc. [MIPS32 II, MOVF, MOVT]
func moveOnFCC(when uint64) lift {
	return func(l *lifter, i inst) {
		cond := l.Eq(l.Reg(fccBank, i.field(18, 3)), l.Const(ir.I8, when))
		l.setGPR(i.rd(), l.Select(cond, l.gpr(i.rs()), l.gpr(i.rd())))
	}
}

// countLeading lifts CLZ and CLO rd, rs; flip is what turns the counted bits
// into zeros. [MIPS32 II, CLO, CLZ]
func countLeading(flip uint32) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rd(), l.CLZ(l.Xor(l.gpr(i.rs()), l.c(flip))))
	}
}

// signExtend lifts SEB and SEH rd, rt. [MIPS32 II, SEB, SEH]
func signExtend(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rd(), l.SExt(ir.I32, l.Trunc(t, l.gpr(i.rt()))))
	}
}

// wsbh lifts WSBH rd, rt: swap the bytes within each halfword.
// [MIPS32 II, WSBH]
func wsbh(l *lifter, i inst) {
	l.setGPR(i.rd(), l.RotR(l.BSwap(l.gpr(i.rt())), l.c(16)))
}

// ext lifts EXT rt, rs, pos, size: rd holds size-1 and sa holds pos. A field
// that leaves the word is UNPREDICTABLE; it is illegal here.
// [MIPS32 II, EXT]
func ext(l *lifter, i inst) {
	pos, msbd := i.sa(), i.rd()
	l.illegalIf(l.ULT(l.c(31), l.Add(pos, msbd)), i)
	ones := l.LShr(l.c(0xffffffff), l.Sub(l.c(31), msbd))
	l.setGPR(i.rt(), l.And(l.LShr(l.gpr(i.rs()), pos), ones))
}

// ins lifts INS rt, rs, pos, size: rd holds pos+size-1 and sa holds pos. A
// negative size is UNPREDICTABLE; it is illegal here. [MIPS32 II, INS]
func ins(l *lifter, i inst) {
	pos, msb := i.sa(), i.rd()
	l.illegalIf(l.ULT(msb, pos), i)
	unused := l.And(l.Sub(l.c(31), l.Sub(msb, pos)), l.c(31)) // 32 - size
	ones := l.Shl(l.LShr(l.c(0xffffffff), unused), pos)
	field := l.And(l.Shl(l.gpr(i.rs()), pos), ones)
	l.setGPR(i.rt(), l.Or(field, l.And(l.gpr(i.rt()), l.invert(ones))))
}
