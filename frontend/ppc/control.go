package ppc

import (
	"translate/frontend/shape"
	"translate/ir"
)

// A Flow says which kind of control transfer a row is. The zero Flow goes on
// to the next instruction.
type Flow struct {
	Kind     FlowKind
	Cond     bool // has a field BO
	Links    bool
	Absolute bool
}

// A FlowKind says where the target of a control transfer comes from.
type FlowKind uint8

// The kinds of control transfers.
const (
	FlowNext    FlowKind = iota // no transfer
	FlowBranch                  // relative to the branch, or absolute
	FlowLR                      // in the link register
	FlowCTR                     // in the count register
	FlowService                 // the runtime decides, normally the next instruction
)

// A Control describes one control transfer of the program, for discovery.
type Control struct {
	Flow          // Cond: may fall through
	Target uint32 // where Kind is FlowBranch
}

// Bits of the field BO. [Power I, 2.4]
const (
	boNoCond    = 0x10 // the condition does not matter
	boTrue      = 0x08 // it must be true
	boNoCTR     = 0x04 // CTR is not counted down
	boCTRIsZero = 0x02 // CTR must be zero afterwards
	boAlways    = boNoCond | boNoCTR
)

// ControlOf describes the instruction at pc, of which row is the decoding.
func ControlOf(row *Row, pc, word uint32) Control {
	c := Control{Flow: row.Payload.Flow}
	if c.Kind == FlowBranch {
		disp := uint32(int32(word<<6)>>6) &^ 3
		if c.Cond {
			disp = uint32(int32(int16(word))) &^ 3
		}
		if c.Target = disp; !c.Absolute {
			c.Target += pc
		}
	}
	if c.Cond && word>>21&boAlways == boAlways {
		c.Cond = false
	}
	return c
}

// next returns the address of the next instruction.
func (l *lifter) next() ir.Value { return l.Add(l.pc, l.c(4)) }

// link leaves the return address in LR where the word's last bit says so.
func (l *lifter) link(i inst) {
	links := l.Eq(i.field(0, 1), l.c(1))
	if links.IsConst() {
		if links.Uint() != 0 {
			l.setLR(l.next())
		}
		return
	}
	l.setLR(l.Select(links, l.next(), l.lr()))
}

// displaced returns the target of a branch with a displacement.
func (l *lifter) displaced(i inst, disp ir.Value) ir.Value {
	absolute := l.Ne(i.field(1, 1), l.c(0))
	return l.Add(l.Select(absolute, l.c(0), l.pc), disp)
}

// b lifts b, ba, bl and bla. [Power I, b]
func b(l *lifter, i inst) {
	disp := l.And(i.signed(26), l.c(^uint32(3)))
	l.pending = &shape.Transfer{Cond: l.Const(ir.I1, 1), Target: l.displaced(i, disp)}
	l.link(i)
}

// taken counts CTR down where BO says so and returns whether the branch is
// taken. [Power I, 2.4]
func (l *lifter) taken(i inst) ir.Value {
	bo := i.field(21, 5)
	has := func(bit uint32) ir.Value { return l.Ne(l.And(bo, l.c(bit)), l.c(0)) }
	yes := l.Const(ir.I1, 1)
	counted := yes
	if keep := has(boNoCTR); !keep.IsConst() || keep.Uint() == 0 {
		ctr := l.ctr()
		less := l.Sub(ctr, l.c(1))
		l.setCTR(l.Select(keep, ctr, less))
		isZero := l.Eq(less, l.c(0))
		counted = l.Or(keep, l.Select(has(boCTRIsZero), isZero, l.not(isZero)))
	}
	cond := yes
	if ignore := has(boNoCond); !ignore.IsConst() || ignore.Uint() == 0 {
		bit := l.crBit(i.field(16, 5))
		cond = l.Or(ignore, l.Select(has(boTrue), bit, l.not(bit)))
	}
	return l.And(counted, cond)
}

// bc lifts bc, bca, bcl and bcla. The link register is written whether the
// branch is taken or not. [Power I, bc]
func bc(l *lifter, i inst) {
	disp := l.And(i.si(), l.c(^uint32(3)))
	l.pending = &shape.Transfer{Cond: l.taken(i), Target: l.displaced(i, disp)}
	l.link(i)
}

// bclr lifts bclr[l]. [Power I, bclr]
func bclr(l *lifter, i inst) {
	target := l.aligned(l.lr())
	l.pending = &shape.Transfer{Cond: l.taken(i), Target: target}
	if links := i.field(0, 1); links.IsConst() && links.Uint() != 0 {
		l.SetReg(goalBank, l.c(0), target) // LR changes before the branch is done
	}
	l.link(i)
}

// bcctr lifts bcctr[l]. A form that counts CTR down is invalid; the processor
// then jumps by the new value or the old one, here the old. [Power I, bcctr]
func bcctr(l *lifter, i inst) {
	target := l.aligned(l.ctr())
	l.pending = &shape.Transfer{Cond: l.taken(i), Target: target}
	l.link(i)
}

// sc lifts sc: number and arguments are in registers. [Power I, sc]
func sc(l *lifter, _ inst) { l.Service("rt_syscall", l.c(0)) }

// byService lifts what the runtime does by the instruction word.
func byService(name string) lift {
	return func(l *lifter, i inst) { l.Service(name, i.word) }
}

// trap lifts twi TO, RA, SI and tw TO, RA, RB. [Power I, tw, twi]
func trap(imm func(i inst) ir.Value) lift {
	return func(l *lifter, i inst) {
		x := l.gpr(i.ra())
		var y ir.Value
		if imm != nil {
			y = imm(i)
		} else {
			y = l.gpr(i.rb())
		}
		to := i.rt()
		cond := l.Const(ir.I1, 0)
		for n, holds := range [...]func() ir.Value{
			func() ir.Value { return l.ULT(y, x) },
			func() ir.Value { return l.ULT(x, y) },
			func() ir.Value { return l.Eq(x, y) },
			func() ir.Value { return l.SLT(y, x) },
			func() ir.Value { return l.SLT(x, y) },
		} {
			wanted := l.Ne(l.And(to, l.c(1<<n)), l.c(0))
			if wanted.IsConst() && wanted.Uint() == 0 {
				continue
			}
			cond = l.Or(cond, l.And(wanted, holds()))
		}
		if to.IsConst() && to.Uint() == 31 {
			cond = l.Const(ir.I1, 1)
		}
		l.ServiceIf(cond, "rt_trap", i.word)
	}
}
