package mips

import (
	"translate/frontend/shape"
	"translate/ir"
)

// A Transfer is what the semantics of a branch or jump record in
// lifter.pending. The driver lifts the delay slot, then goes to Target where
// Cond holds and past the delay slot where it does not.
type Transfer struct {
	shape.Transfer
	Likely bool // the delay slot runs only where Cond holds
	Links  bool // of a branch: it left a return address in a register
}

// A Flow says which kind of control transfer a row is. The zero Flow goes on
// to the next instruction.
type Flow struct {
	Kind   FlowKind
	Cond   bool // may fall through
	Likely bool
	Links  bool
}

// A FlowKind says where the target of a control transfer comes from.
type FlowKind uint8

// The kinds of control transfers; each has a delay slot.
const (
	FlowNext     FlowKind = iota // no transfer
	FlowBranch                   // relative to the delay slot
	FlowJump                     // within the 256 MiB of the delay slot
	FlowRegister                 // in register rs
)

// A Control describes one control transfer of the program, for discovery.
type Control struct {
	Flow
	Target   uint32 // where Kind is FlowBranch or FlowJump
	Register int    // number of the register, where Kind is FlowRegister
	Link     int    // number of the register that takes the return address, where Links
}

// ControlOf describes the instruction at pc, of which row is the decoding.
// Branches whose condition is the same register on both sides, which is how
// assemblers spell B and BAL, are reported as unconditional.
func ControlOf(row *Row, pc, word uint32) Control {
	c := Control{Flow: row.Payload.Flow}
	rs, rt := int(word>>21&31), int(word>>16&31)
	switch c.Kind {
	case FlowBranch:
		c.Target = pc + 4 + uint32(int32(int16(word)))<<2
		c.Link = 31
		switch row.Name {
		case "BEQ", "BEQL":
			c.Cond = rs != rt
		case "BGEZ", "BGEZL", "BGEZAL", "BGEZALL":
			c.Cond = rs != 0
		case "BLEZ", "BLEZL":
			c.Cond = rs != 0
		}
	case FlowJump:
		c.Target = (pc+4)&0xf0000000 | word<<2&0x0fffffff
		c.Link = 31
	case FlowRegister:
		c.Register = rs
		c.Link = int(word >> 11 & 31)
	}
	return c
}

// next returns the address after the delay slot, where calls return to.
func (l *lifter) next() ir.Value { return l.Add(l.pc, l.c(8)) }

// branchTarget returns the address a branch goes to.
func (l *lifter) branchTarget(i inst) ir.Value {
	return l.Add(l.Add(l.pc, l.c(4)), l.Shl(i.imm(), l.c(2)))
}

// jumpTarget returns the address J and JAL go to.
func (l *lifter) jumpTarget(i inst) ir.Value {
	region := l.And(l.Add(l.pc, l.c(4)), l.c(0xf0000000))
	return l.Or(region, l.Shl(i.field(0, 26), l.c(2)))
}
