package ir

import (
	"strings"
	"testing"
)

// A narrowGuest has two floating-point registers that hold singles as doubles.
var (
	narrowRegs  = &Bank{Name: "f", Type: F64, Count: 2, Offset: 64, Widen: "rt_widen"}
	narrowGuest = &Guest{Align: 4, Banks: []*Bank{narrowRegs}}
)

// copySingle copies register 1 to register 0.
func copySingle(c Code) {
	if s, ok := c.Single(narrowRegs, reg(1), false); ok {
		c.SetSingle(narrowRegs, reg(0), s)
		return
	}
	c.SetReg(narrowRegs, reg(0), c.Reg(narrowRegs, reg(1)))
	c.KeepsSingle(narrowRegs, reg(0), reg(1))
}

// TestSinglesAcrossBlocks lifts two blocks, of which the second uses register 0
// as a single, and asks whether it is known to be one.
func TestSinglesAcrossBlocks(t *testing.T) {
	single := func(c Code) { c.SetSingle(narrowRegs, reg(0), c.Load(F32, reg(0x2000), reg(0))) }
	double := func(c Code) { c.SetReg(narrowRegs, reg(0), c.Load(F64, reg(0x2000), reg(0))) }
	for _, tt := range []struct {
		name   string
		first  func(c Code)
		second BlockSpec
		known  bool
		checks bool // what comes from outside
	}{
		{"set to a single", single, BlockSpec{}, true, false},
		{"set to a double", double, BlockSpec{}, false, false},
		{"from outside", func(Code) {}, BlockSpec{}, true, true},
		{"from outside, used as a double first", func(c Code) { c.Store(reg(0x2000), reg(0), c.Reg(narrowRegs, reg(0))) }, BlockSpec{}, false, false},
		{"a copy of a single", func(c Code) {
			c.SetSingle(narrowRegs, reg(1), c.Load(F32, reg(0x2000), reg(0)))
			copySingle(c)
		}, BlockSpec{}, true, false},
		{"a copy of what is no single", func(c Code) {
			c.SetReg(narrowRegs, reg(1), c.Load(F64, reg(0x2000), reg(0)))
			copySingle(c)
		}, BlockSpec{}, false, false},
		{"set to a single, or from outside", single, BlockSpec{Entry: true}, true, true},
		{"a double before a place that is entered", double, BlockSpec{Entry: true}, false, false},
	} {
		tt.second.PC = 0x1004
		u := NewUnit(NewProgram(narrowGuest, testLinker{}, ByConvention))
		known := false
		u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}, tt.second}}, func(c Code, i int) {
			if i == 0 {
				tt.first(c)
				c.Goto(0x1004)
				return
			}
			s, ok := c.Single(narrowRegs, reg(0), true)
			if known = ok; !ok {
				s = c.FPTrunc(c.Reg(narrowRegs, reg(0)))
			}
			c.Store(reg(0x2000), reg(4), s)
			c.Stop(0x1008)
		})
		if known != tt.known {
			t.Errorf("%s: known to be a single: %v, want %v", tt.name, known, tt.known)
		}
		if got := strings.Contains(u.String(), "rt_interpret"); got != tt.checks {
			t.Errorf("%s: checks what comes from outside: %v, want %v", tt.name, got, tt.checks)
		}
	}
}
