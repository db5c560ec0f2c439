package ppc

import (
	"translate/frontend/cfg"
	"translate/ir"
)

// A function of a variable number of arguments begins by saving all registers
// that may hold one of those it does not know, in order, where va_arg finds
// them: r10 and some before it, and where the caller said so in bit 6 of the
// condition register f1 to f8. [PowerPC psABI, Variable Argument Lists]

const (
	firstArgument, lastArgument     = 3, 10
	firstFPArgument, lastFPArgument = 1, 8
	maxPrologue                     = 64 // instructions
)

// A saving is where a function stores its argument registers.
type saving struct {
	base uint32
	disp map[uint32]uint32 // by register
}

// variadic returns the registers that f saves because they may hold arguments.
func (c *Code) variadic(f *cfg.Func) (pins []ir.Pin) {
	general, float := c.savings(f)
	first := general.first(firstArgument, lastArgument, 4)
	hasFloat := float.first(firstFPArgument, lastFPArgument, 8) == firstFPArgument
	const sure = 3 // registers in order
	if first > lastArgument || !hasFloat && lastArgument-first+1 < sure {
		return nil
	}
	pins = gprBank.Pins(int(first), lastArgument)
	if hasFloat {
		pins = append(pins, fprBank.Pins(firstFPArgument, lastFPArgument)...)
		pins = append(pins, crBank.Pin(6)...)
	}
	return pins
}

// savings returns what the first instructions of f store of registers they have
// not changed, in the frame.
func (c *Code) savings(f *cfg.Func) (general, float saving) {
	general.disp, float.disp = map[uint32]uint32{}, map[uint32]uint32{}
	changed := [32]bool{}
	for pc := f.Start; pc < min(f.End, f.Start+4*maxPrologue); pc += 4 {
		word := c.word(pc)
		row := Decode(word)
		if row == nil {
			break
		}
		if ctl := ControlOf(row, pc, word); ctl.Kind != FlowNext && !ctl.Cond && ctl.Target != pc+4 {
			break
		}
		rs := word >> 21 & 31
		switch row.Name {
		case "STW":
			if rs >= firstArgument && rs <= lastArgument && !changed[rs] {
				general.note(rs, word)
			}
		case "STFD":
			float.note(rs, word)
		default:
			for x := uint32(firstArgument); x <= lastArgument; x++ {
				changed[x] = changed[x] || mentions(row, word, x)
			}
		}
	}
	return general, float
}

// note notes the store word of register rs, unless it was stored before.
func (s *saving) note(rs, word uint32) {
	const sp, fp = 1, 31
	base, disp := word>>16&31, word&0xffff
	if base != sp && base != fp || s.base != 0 && s.base != base {
		return
	}
	if _, ok := s.disp[rs]; !ok {
		s.base, s.disp[rs] = base, disp
	}
}

// first returns the first of the registers up to last, from no before than
// lowest, that are stored in a row; last+1 if there are none.
func (s *saving) first(lowest, last, size uint32) uint32 {
	first := last + 1
	for n := last; n >= lowest; n-- {
		disp, ok := s.disp[n]
		if !ok || n < last && disp+size != s.disp[n+1] {
			break
		}
		first = n
	}
	return first
}
