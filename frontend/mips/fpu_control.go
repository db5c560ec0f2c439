package mips

import "translate/ir"

// The floating-point control registers are views of FCSR. Its condition bits
// live in fccBank; the rest, and the flags that are still in the host's status
// register, belong to the runtime.
const (
	fccr = 25 // condition codes
	fcsr = 31 // everything
)

// cfc1 lifts CFC1 rt, fs. [MIPS32 II, CFC1]
func cfc1(l *lifter, i inst) {
	n := i.fs()
	v := l.Helper(ir.I32, "rt_cfc1", n)
	codes := l.c(0)
	for k := range uint32(8) {
		code := l.ZExt(ir.I32, l.Reg(fccBank, l.c(k)))
		codes = l.Or(codes, l.Shl(code, l.c(k)))
	}
	spread := l.Or(l.Shl(l.And(codes, l.c(0xfe)), l.c(24)), l.Shl(l.And(codes, l.c(1)), l.c(23)))
	codes = l.Select(l.Eq(n, l.c(fccr)), codes, l.c(0))
	codes = l.Select(l.Eq(n, l.c(fcsr)), spread, codes)
	l.setGPR(i.rt(), l.Or(v, codes))
}

// ctc1 lifts CTC1 rt, fs. Setting a Cause bit that is enabled traps at once. Where
// the runtime has to leave lifted code for other reasons, it executes the
// instruction again.
// [MIPS32 II, CTC1]
func ctc1(l *lifter, i inst) {
	n, v := i.fs(), l.gpr(i.rt())
	trap := l.Helper(ir.I32, "rt_ctc1", n, v)
	whole := l.Eq(n, l.c(fcsr))
	// FCCR has only eight bits; other values are ignored.
	codes := l.And(l.Eq(n, l.c(fccr)), l.ULT(v, l.c(256)))
	bit := func(k uint32) ir.Value { return l.Trunc(ir.I8, l.And(l.LShr(v, l.c(k)), l.c(1))) }
	for k := range uint32(8) {
		spread := k + 24
		if k == 0 {
			spread = 23
		}
		code := l.Select(codes, bit(k), l.Reg(fccBank, l.c(k)))
		l.SetReg(fccBank, l.c(k), l.Select(whole, bit(spread), code))
	}
	l.ServiceIf(l.Ne(trap, l.c(0)), "rt_fcsr_written", l.c(0))
}

// touchesFCSR reports whether word reads or writes FCSR or one of its views
// that show flags or modes: functions that do are lifted precisely.
func touchesFCSR(word uint32) bool {
	row := Decode(word)
	if row == nil || row.Name != "CFC1" && row.Name != "CTC1" {
		return false
	}
	switch word >> 11 & 31 {
	case 0, 1, fccr:
		return false
	}
	return true
}
