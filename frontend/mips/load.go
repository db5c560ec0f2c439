package mips

import "translate/ir"

// load lifts the loads, which differ only in type and extension.
// [MIPS32 II, LB, LBU, LH, LHU, LW]
func load(t ir.Type, ext extend) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rt(), ext(l, ir.I32, l.Load(t, l.gpr(i.rs()), i.imm())))
	}
}

// unaligned returns the address of the aligned word that holds the byte at ea,
// and eight times the number of that word's bytes that lie left of it (LWL,
// SWL) or right of it (LWR, SWR) in a register that holds the word.
func (l *lifter) unaligned(i inst, left bool) (word, shift ir.Value) {
	ea := l.Add(l.gpr(i.rs()), i.imm())
	byteInWord := l.And(ea, l.c(3))
	if left != l.bigEndian {
		byteInWord = l.Xor(byteInWord, l.c(3))
	}
	return l.And(ea, l.c(^uint32(3))), l.Shl(byteInWord, l.c(3))
}

// lwl lifts LWL rt, offset(base): the bytes of the aligned word from the
// addressed one towards its least significant end replace the most
// significant bytes of rt. [MIPS32 II, LWL]
func lwl(l *lifter, i inst) {
	word, shift := l.unaligned(i, true)
	mem := l.Load(ir.I32, word, l.c(0))
	keep := l.invert(l.Shl(l.c(0xffffffff), shift))
	l.setGPR(i.rt(), l.Or(l.Shl(mem, shift), l.And(l.gpr(i.rt()), keep)))
}

// lwr lifts LWR rt, offset(base): the bytes of the aligned word from the
// addressed one towards its most significant end replace the least
// significant bytes of rt. [MIPS32 II, LWR]
func lwr(l *lifter, i inst) {
	word, shift := l.unaligned(i, false)
	mem := l.Load(ir.I32, word, l.c(0))
	keep := l.invert(l.LShr(l.c(0xffffffff), shift))
	l.setGPR(i.rt(), l.Or(l.LShr(mem, shift), l.And(l.gpr(i.rt()), keep)))
}
