package ppc

import "translate/ir"

// extend widens a value; ZExt or SExt.
type extend = func(b ir.Builder, t ir.Type, x ir.Value) ir.Value

// An addressing is how an access forms its address: a base and what is added.
type addressing struct {
	indexed bool // by RB, otherwise by the displacement
	update  bool // the address is left in RA
}

var (
	byDisp  = addressing{}
	byIndex = addressing{indexed: true}
)

// updating is the form that leaves the address in RA.
func (a addressing) updating() addressing { return addressing{a.indexed, true} }

// address returns the operands of Load and Store. Where RA is updated it is
// never zero. [Power I, 3.3.1]
func (a addressing) address(l *lifter, i inst) (base, disp ir.Value) {
	ra := i.ra()
	switch {
	case a.update && a.indexed:
		return l.Add(l.gpr(ra), l.gpr(i.rb())), l.c(0)
	case a.update:
		return l.gpr(ra), i.si()
	case a.indexed:
		return l.Add(l.base(ra), l.gpr(i.rb())), l.c(0)
	}
	return l.base(ra), i.si()
}

// done updates RA.
func (a addressing) done(l *lifter, i inst, base, disp ir.Value) {
	if a.update {
		l.setGPR(i.ra(), l.Add(base, disp))
	}
}

// load lifts the loads.
// [Power I, lbz, lbzu, lbzux, lbzx, lha ... lwzx]
func load(t ir.Type, ext extend, a addressing) lift {
	return func(l *lifter, i inst) {
		base, disp := a.address(l, i)
		v := ext(l, ir.I32, l.Load(t, base, disp))
		a.done(l, i, base, disp)
		l.setGPR(i.rt(), v)
	}
}

// store lifts the stores. [Power I, stb, stbu, stbux, stbx, sth ... stwx]
func store(t ir.Type, a addressing) lift {
	return func(l *lifter, i inst) {
		base, disp := a.address(l, i)
		l.Store(base, disp, l.Trunc(t, l.gpr(i.rt())))
		a.done(l, i, base, disp)
	}
}

// loadReversed lifts lhbrx and lwbrx RT, RA, RB. [Power I, lhbrx, lwbrx]
func loadReversed(t ir.Type) lift {
	return func(l *lifter, i inst) {
		base, disp := byIndex.address(l, i)
		l.setGPR(i.rt(), l.ZExt(ir.I32, l.BSwap(l.Load(t, base, disp))))
	}
}

// storeReversed lifts sthbrx and stwbrx RS, RA, RB. [Power I, sthbrx, stwbrx]
func storeReversed(t ir.Type) lift {
	return func(l *lifter, i inst) {
		base, disp := byIndex.address(l, i)
		l.Store(base, disp, l.BSwap(l.Trunc(t, l.gpr(i.rt()))))
	}
}

// cacheLine is how much dcbz clears, as AT_DCACHEBSIZE says.
const cacheLine = 32

// dcbz lifts dcbz RA, RB. [Power II, dcbz]
func dcbz(l *lifter, i inst) {
	base, disp := byIndex.address(l, i)
	line := l.And(l.Add(base, disp), l.c(^uint32(cacheLine-1)))
	for n := uint32(0); n < cacheLine; n += 8 {
		l.Store(line, l.c(n), l.Const(ir.I64, 0))
	}
}

// nothing lifts hints without an effect on the guest state, and cache
// instructions on a coherent cache: what programs write to code is noticed when
// they write it.
func nothing(*lifter, inst) {}

// lwarx lifts lwarx RT, RA, RB. The address and the value seen are kept for
// stwcx. [Power II, lwarx]
func lwarx(l *lifter, i inst) {
	base, disp := byIndex.address(l, i)
	ea := l.Add(base, disp)
	v := l.Load(ir.I32, ea, l.c(0))
	l.SetReg(llaBank, l.c(0), ea)
	l.SetReg(llvBank, l.c(0), v)
	l.setGPR(i.rt(), v)
}

// stwcx lifts stwcx. RS, RA, RB: a compare-exchange with the value lwarx saw.
// With no reservation of this address, memory is replaced by itself if at all,
// and the instruction fails. [Power II, stwcx.]
func stwcx(l *lifter, i inst) {
	base, disp := byIndex.address(l, i)
	ea := l.Add(base, disp)
	seen := l.Reg(llvBank, l.c(0))
	reserved := l.Eq(ea, l.Reg(llaBank, l.c(0)))
	was := l.CmpXchg(ea, seen, l.Select(reserved, l.gpr(i.rt()), seen))
	l.SetReg(llaBank, l.c(0), l.c(1)) // no word has this address
	no := l.Const(ir.I1, 0)
	l.setField(l.c(0), no, no, l.And(reserved, l.Eq(was, seen)), l.xer(xerSO))
}

// fence lifts sync, lwsync, eieio and isync. Every kind of them is a full
// fence. [Power II, eieio, isync, sync]
func fence(l *lifter, _ inst) { l.Fence() }
