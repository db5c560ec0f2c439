package mips

import "translate/ir"

// extend is Builder.SExt or Builder.ZExt.
type extend = func(b ir.Builder, t ir.Type, x ir.Value) ir.Value

// product returns the 64-bit product of rs and rt.
func (l *lifter) product(i inst, ext extend) ir.Value {
	return l.Mul(ext(l, ir.I64, l.gpr(i.rs())), ext(l, ir.I64, l.gpr(i.rt())))
}

// mult lifts MULT and MULTU rs, rt. [MIPS32 II, MULT, MULTU]
func mult(ext extend) lift {
	return func(l *lifter, i inst) { l.setHILO(l.product(i, ext)) }
}

// multAcc lifts MADD, MADDU, MSUB and MSUBU rs, rt: the accumulator plus or
// minus the product. [MIPS32 II, MADD, MADDU, MSUB, MSUBU]
func multAcc(op binop, ext extend) lift {
	return func(l *lifter, i inst) {
		product := l.product(i, ext)
		l.Accumulate(accBank, l.c(0), func(hilo ir.Value) ir.Value { return op(l, hilo, product) })
	}
}

// mul lifts MUL rd, rs, rt. HI and LO are UNPREDICTABLE afterwards; they keep
// their values, as in QEMU. [MIPS32 II, MUL]
func mul(l *lifter, i inst) {
	l.setGPR(i.rd(), l.Mul(l.gpr(i.rs()), l.gpr(i.rt())))
}

// div lifts DIV rs, rt. Division by zero does not trap and leaves the result
// UNPREDICTABLE, compilers test for it with TEQ; like QEMU, which divides by 1
// instead, it gives the dividend and remainder 0. So does the quotient that
// overflows, which is what wrapping gives. [MIPS32 II, DIV]
func div(l *lifter, i inst) {
	x, y := l.gpr(i.rs()), l.gpr(i.rt())
	overflow := l.And(l.Eq(x, l.c(0x80000000)), l.Eq(y, l.c(0xffffffff)))
	y = l.Select(l.Or(overflow, l.Eq(y, l.c(0))), l.c(1), y)
	l.setQuotient(l.SDiv(x, y), l.SRem(x, y))
}

// divu lifts DIVU rs, rt. [MIPS32 II, DIVU]
func divu(l *lifter, i inst) {
	x, y := l.gpr(i.rs()), l.gpr(i.rt())
	y = l.Select(l.Eq(y, l.c(0)), l.c(1), y)
	l.setQuotient(l.UDiv(x, y), l.URem(x, y))
}

// setQuotient writes a quotient to LO and its remainder to HI.
func (l *lifter) setQuotient(q, r ir.Value) {
	l.SetRegHalf(accBank, l.c(0), l.c(lo), q)
	l.SetRegHalf(accBank, l.c(0), l.c(hi), r)
}

// moveFrom lifts MFHI and MFLO rd. [MIPS32 II, MFHI, MFLO]
func moveFrom(half uint32) lift {
	return func(l *lifter, i inst) { l.setGPR(i.rd(), l.RegHalf(accBank, l.c(0), l.c(half))) }
}

// moveTo lifts MTHI and MTLO rs. [MIPS32 II, MTHI, MTLO]
func moveTo(half uint32) lift {
	return func(l *lifter, i inst) { l.SetRegHalf(accBank, l.c(0), l.c(half), l.gpr(i.rs())) }
}
