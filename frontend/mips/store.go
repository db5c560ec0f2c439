package mips

import "translate/ir"

// store lifts the stores, which differ only in type. [MIPS32 II, SB, SH, SW]
func store(t ir.Type) lift {
	return func(l *lifter, i inst) {
		l.Store(l.gpr(i.rs()), i.imm(), l.Trunc(t, l.gpr(i.rt())))
	}
}

// partial returns the lift of SWL and SWR: bytes of rt, from its most significant
// end for SWL and from its least significant for SWR, replace those of the
// aligned word from the addressed one on, towards the end of the word that holds
// the other end of a register. Byte by byte, so that the rest of the word stays
// as other threads leave it; bytes beyond its end repeat the last one.
// [MIPS32 II, SWL, SWR]
func partial(left bool) lift {
	return func(l *lifter, i inst) {
		ea, v := l.Add(l.gpr(i.rs()), i.imm()), l.gpr(i.rt())
		last, step := l.And(ea, l.c(3)), l.Sub
		if left == l.bigEndian {
			last, step = l.Xor(last, l.c(3)), l.Add
		}
		for n := range uint32(4) {
			k := l.Select(l.ULT(last, l.c(n)), last, l.c(n))
			shift := l.Shl(k, l.c(3))
			if left {
				shift = l.Sub(l.c(24), shift)
			}
			l.Store(step(ea, k), l.c(0), l.Trunc(ir.I8, l.LShr(v, shift)))
		}
	}
}
