package mips

// shift lifts shifts by a constant: OP rd, rt, sa.
// [MIPS32 II, ROTR, SLL, SRA, SRL]
func shift(op binop) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rd(), op(l, l.gpr(i.rt()), i.sa()))
	}
}

// shiftVar lifts shifts by the low five bits of a register: OP rd, rt, rs.
// [MIPS32 II, ROTRV, SLLV, SRAV, SRLV]
func shiftVar(op binop) lift {
	return func(l *lifter, i inst) {
		n := l.And(l.gpr(i.rs()), l.c(31))
		l.setGPR(i.rd(), op(l, l.gpr(i.rt()), n))
	}
}
