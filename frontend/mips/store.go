package mips

import "translate/ir"

// store lifts the stores, which differ only in type. [MIPS32 II, SB, SH, SW]
func store(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.Store(l.gpr(i.rs()), i.imm(), l.Trunc(t, l.gpr(i.rt())))
	}
}

// swl lifts SWL rt, offset(base): the most significant bytes of rt replace the
// bytes of the aligned word from the addressed one towards its least
// significant end. The rest of the word is written back as it was read, which
// threads that share the word could see. [MIPS32 II, SWL]
func swl(l *lifter, i inst) {
	word, shift := l.unaligned(i, true)
	mem := l.Load(ir.I32, word, l.c(0))
	keep := l.invert(l.LShr(l.c(0xffffffff), shift))
	l.Store(word, l.c(0), l.Or(l.LShr(l.gpr(i.rt()), shift), l.And(mem, keep)))
}

// swr lifts SWR rt, offset(base): the least significant bytes of rt replace
// the bytes of the aligned word from the addressed one towards its most
// significant end. [MIPS32 II, SWR]
func swr(l *lifter, i inst) {
	word, shift := l.unaligned(i, false)
	mem := l.Load(ir.I32, word, l.c(0))
	keep := l.invert(l.Shl(l.c(0xffffffff), shift))
	l.Store(word, l.c(0), l.Or(l.Shl(l.gpr(i.rt()), shift), l.And(mem, keep)))
}
