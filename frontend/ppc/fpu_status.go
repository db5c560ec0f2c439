package ppc

import "translate/ir"

// FPSCR belongs to the runtime, because the flags of operations that lifted code
// did are in the host's status register. Mostly these are in FPSCR already, and
// what mathematical functions write there is what it holds: lifted code finds that
// out for itself.

// Bits of FPSCR. [Power I, 4.2.2]
const (
	fpFEX, fpVX = 1 << 30, 1 << 29
	fpReserved  = 1 << 11
	// fpAccrued are the bits that depend on the flags of the host.
	fpAccrued = 0x9e << 24
)

// runtimeWord reads a register that the runtime changes by itself.
func (l *lifter) runtimeWord(b *ir.Bank) ir.Value {
	return l.Host("state", []ir.Type{ir.I32}, l.c(b.Offset))[0]
}

// news returns the flags of the host's status register that FPSCR does not have.
func (l *lifter) news() ir.Value {
	return l.And(l.Host("mxcsr", []ir.Type{ir.I32}, l.c(mxcsrBank.Offset))[0], l.runtimeWord(newsBank))
}

// mffs lifts mffs[.] FRT. The forms of later processors that also change FPSCR
// are this instruction on earlier ones, as their makers intended.
// [Power I, mffs]
func mffs(v variant) lift {
	return func(l *lifter, i inst) {
		news := l.news()
		fpscr := l.Rarely(l.Ne(news, l.c(0)), l.runtimeWord(fpscrBank), "rt_fpscr")
		l.setFPR(i.frt(), l.Bitcast(ir.F64, l.ZExt(ir.I64, fpscr)))
		l.recordFP(v)
	}
}

// setFPSCR has a helper replace the bits of FPSCR that mask has by those of bits,
// unless they are that already, and traps where an exception that is enabled is
// there then.
func (l *lifter) setFPSCR(v variant, helper string, mask, bits ir.Value) {
	// Where FEX is set, an exception may be due though nothing changes.
	wanted := l.And(bits, l.c(^uint32(fpFEX)))
	looked := l.Or(l.And(mask, l.c(^uint32(fpVX|fpReserved))), l.c(fpFEX))
	differs := l.And(l.Xor(l.runtimeWord(fpscrBank), wanted), looked)
	if accrued := l.And(mask, l.c(fpAccrued)); !accrued.IsConst() || accrued.Uint() != 0 {
		differs = l.Or(differs, l.news())
	}
	due := l.Rarely(l.Ne(differs, l.c(0)), l.c(0), helper, mask, bits)
	l.recordFP(v)
	l.ServiceIf(l.Ne(due, l.c(0)), "rt_fpe", l.c(0))
}

// mtfsf lifts mtfsf[.] FLM, FRB. [Power I, mtfsf]
func mtfsf(v variant) lift {
	return func(l *lifter, i inst) {
		mask := l.c(0)
		for k := range uint32(8) {
			chosen := l.bit(i.word, 17+k)
			mask = l.Or(mask, l.Select(chosen, l.c(0xf<<(4*k)), l.c(0)))
		}
		l.setFPSCR(v, "rt_set_fpscr", mask, l.Trunc(ir.I32, l.Bitcast(ir.I64, l.fpr(i.frb()))))
	}
}

// mtfsfi lifts mtfsfi[.] BF, U. [Power I, mtfsfi]
func mtfsfi(v variant) lift {
	return func(l *lifter, i inst) {
		left := l.Sub(l.c(28), l.Shl(i.bf(), l.c(2)))
		l.setFPSCR(v, "rt_set_fpscr", l.Shl(l.c(0xf), left), l.Shl(i.field(12, 4), left))
	}
}

// mtfsb lifts mtfsb0[.] and mtfsb1[.] BT. [Power I, mtfsb0, mtfsb1]
func mtfsb(to uint32) func(v variant) lift {
	return func(v variant) lift {
		return func(l *lifter, i inst) {
			bit := l.LShr(l.c(1<<31), i.rt())
			l.setFPSCR(v, "rt_set_fpscr_bit", bit, l.Mul(bit, l.c(to)))
		}
	}
}

// mcrfs lifts mcrfs BF, BFA, which clears the exceptions it reads.
// [Power I, mcrfs]
func mcrfs(l *lifter, i inst) {
	field := l.Helper(ir.I32, "rt_take_fpscr", i.bfa())
	l.setField(i.bf(), l.bit(field, 3), l.bit(field, 2), l.bit(field, 1), l.bit(field, 0))
}

// An fpMode says how exact floating point is in a function.
type fpMode int

const (
	// fpFast leaves operations to LLVM, for functions that do not touch FPSCR.
	fpFast fpMode = iota
	// fpOrdered keeps them in order with reads and writes of FPSCR: rounding
	// modes and flags are exact; the class of the last result, FR and FI are not.
	// Mathematical functions that change the rounding mode are of this kind.
	fpOrdered
	// fpPrecise calls a helper for every operation, so that those are too.
	fpPrecise
)

// fpModeOf chooses the mode of the function that consists of words.
func fpModeOf(words []uint32) fpMode {
	mode := fpFast
	for _, w := range words {
		row := Decode(w)
		if row == nil {
			continue
		}
		switch row.Name {
		case "MCRFS":
			if field := w >> 18 & 7; field == 3 || field == 4 {
				return fpPrecise
			}
			mode = fpOrdered
		case "MFFS", "MFFS.", "MTFSF", "MTFSF.", "MTFSFI", "MTFSFI.", "MTFSB0", "MTFSB0.", "MTFSB1", "MTFSB1.":
			mode = fpOrdered
		default:
			if w>>26 >= 59 && w&1 != 0 && w>>26 != 61 && w>>26 != 60 {
				mode = fpOrdered // a dot reads the flags
			}
		}
	}
	return mode
}
