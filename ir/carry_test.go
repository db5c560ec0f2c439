package ir

import (
	"strings"
	"testing"
)

// carryGuest carries its floating-point register, in which functions take an
// argument and return a result.
func carryGuest() *Guest {
	g := *conventionGuest()
	g.Carried = testFloats.Pin(0)
	g.Arguments = append(g.Arguments, testFloats.Pin(0)...)
	g.Results = append(g.Results, testFloats.Pin(0)...)
	return &g
}

var float0 = ConstOf(F64, 0)

// TestGiven checks which functions return a copy of the register: those that write it
// on every way, and leave other functions to return only if these do so too.
func TestGiven(t *testing.T) {
	set := func(c Code) { c.SetReg(testFloats, reg(0), float0) }
	for _, tt := range []struct {
		name  string
		block func(c Code, i int)
		want  bool
	}{
		{"writes it", func(c Code, _ int) { set(c); c.Return(reg(0)) }, true},
		{"does not", func(c Code, _ int) { c.Return(reg(0)) }, false},
		{"on one way", func(c Code, i int) {
			if i == 0 {
				c.Branch(c.Eq(c.Reg(testRegs, reg(1)), reg(0)), 0x1004, 0x1008)
				return
			}
			if i == 1 {
				set(c)
			}
			c.Return(reg(0))
		}, false},
		{"by a call", func(c Code, i int) {
			if i == 0 {
				c.Call(0x1100, 0x1004)
				return
			}
			c.Return(reg(0))
		}, true},
		{"goes on to what does", func(c Code, _ int) { c.Goto(0x1100) }, true},
		{"goes on to what does not", func(c Code, _ int) { set(c); c.Goto(0x1200) }, false},
		{"goes on to nobody knows what", func(c Code, _ int) { set(c); c.Jump(c.Reg(testRegs, reg(1)), 0, JumpUnknown) }, false},
		{"calls what returns for it", func(c Code, _ int) { set(c); c.Call(0x1100, 0x1300) }, false},
	} {
		spec := &FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true},
			{PC: 0x1004, Entry: true, ReturnSite: true}, {PC: 0x1008}}}
		p := solved(carryGuest(), scannedFunc{spec, tt.block},
			scannedFunc{specOf("gives", 0x1100), func(c Code, _ int) { set(c); c.Return(reg(0)) }},
			scannedFunc{specOf("returns", 0x1200), func(c Code, _ int) { c.Return(reg(0)) }},
			callerThatReads(0x1000, testFloats.Pin(0)[0]))
		if got := p.given[0x1000] != (regset{}); got != tt.want {
			t.Errorf("%s: given: %v", tt.name, got)
		}
	}
}

// TestCopies checks that a function uses the copy it was passed and one that it was
// given, and loads the register after a call that gives none.
func TestCopies(t *testing.T) {
	for _, tt := range []struct {
		name   string
		callee func(c Code, _ int)
		loads  bool
	}{
		{"given", func(c Code, _ int) { c.SetReg(testFloats, reg(0), float0); c.Return(reg(0)) }, false},
		{"not given", func(c Code, _ int) { c.Return(reg(0)) }, true},
	} {
		spec := specOf("f", 0x1000, 0x1008)
		block := func(c Code, i int) {
			c.Store(reg(0), reg(0), c.Reg(testFloats, reg(0)))
			if i == 0 {
				c.SetReg(testFloats, reg(0), ConstOf(F64, 1))
				c.Call(0x1100, 0x1008)
				return
			}
			c.Return(reg(0))
		}
		p := solved(carryGuest(), scannedFunc{spec, block}, scannedFunc{specOf("g", 0x1100), tt.callee})
		u := NewUnit(p)
		u.Lift(spec, block)
		text := u.String()
		if start := blockNamed(text, "start"); start == "" || strings.Contains(start, " load ") {
			t.Errorf("%s: loads where it is entered\n%s", tt.name, text)
		}
		if back := blockNamed(text, "back."); back == "" || strings.Contains(back, "%load1008") != tt.loads {
			t.Errorf("%s: goes on with loads behind the call: %v\n%s", tt.name, !tt.loads, text)
		}
	}
}

// blockNamed returns the block of a unit whose name begins so.
func blockNamed(text, name string) string {
	_, text, _ = strings.Cut(text, "\n"+name)
	text, _, _ = strings.Cut(text, "\n\n")
	return text
}
