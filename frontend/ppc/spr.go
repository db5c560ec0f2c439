package ppc

import "translate/ir"

// mfspr lifts mfspr RT of a whole register. [Power I, mfspr]
func mfspr(b *ir.Bank) lift {
	return func(l *lifter, i inst) { l.setGPR(i.rt(), l.Reg(b, l.c(0))) }
}

// mtspr lifts mtspr RS. [Power I, mtspr]
func mtspr(b *ir.Bank) lift {
	return func(l *lifter, i inst) { l.SetReg(b, l.c(0), l.gpr(i.rt())) }
}

// xerBits are the bits of XER that have a register of their own, counted from
// the least significant one. [Power I, 3.2.2]
var xerBits = [...]struct{ register, shift uint32 }{{xerSO, 31}, {xerOV, 30}, {xerCA, 29}}

// otherMask are the bits of XER that countBank holds: the field that string
// instructions count by, and reserved ones, which keep what is written to them as
// in QEMU.
const otherMask = 0x1ff3ffff

// mfxer lifts mfxer RT. [Power I, mfspr]
func mfxer(l *lifter, i inst) {
	v := l.Reg(countBank, l.c(0))
	for _, b := range xerBits {
		v = l.Or(v, l.Shl(l.ZExt(ir.I32, l.xer(b.register)), l.c(b.shift)))
	}
	l.setGPR(i.rt(), v)
}

// mtxer lifts mtxer RS. [Power I, mtspr]
func mtxer(l *lifter, i inst) {
	v := l.gpr(i.rt())
	l.SetReg(countBank, l.c(0), l.And(v, l.c(otherMask)))
	for _, b := range xerBits {
		l.setXER(b.register, l.Trunc(ir.I1, l.LShr(v, l.c(b.shift))))
	}
}

// timebase lifts mftb and mftbu RT. [Power II, 6.2]
func timebase(half uint32) lift {
	return func(l *lifter, i inst) {
		l.setGPR(i.rt(), l.Helper(ir.I32, "rt_timebase", l.c(half)))
	}
}

// mfpvr lifts mfpvr RT, which Linux does for programs that may not.
// [Linux arch/powerpc/kernel/traps.c, emulate_instruction]
func mfpvr(l *lifter, i inst) {
	const version = 0x000c0209 // of the processor AT_PLATFORM names
	l.setGPR(i.rt(), l.c(version))
}
