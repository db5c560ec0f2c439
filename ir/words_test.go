package ir

import (
	"strings"
	"testing"
)

// TestDoubleOfStoredWords stores words and loads them as a double, which loads
// nothing unless another store may have come between.
func TestDoubleOfStoredWords(t *testing.T) {
	for _, tt := range []struct {
		name  string
		code  func(c Code, base Value)
		loads string // types loaded of guest memory
	}{
		{"both words", func(c Code, base Value) {
			c.Store(base, reg(8), reg(1))
			c.Store(base, reg(12), reg(2))
		}, ""},
		{"one word", func(c Code, base Value) { c.Store(base, reg(12), reg(2)) }, "i32"},
		{"a store elsewhere after them", func(c Code, base Value) {
			c.Store(base, reg(8), reg(1))
			c.Store(base, reg(12), reg(2))
			c.Store(c.Reg(testRegs, reg(1)), reg(0), reg(3))
		}, "<8 x i8>"},
		{"a byte changed", func(c Code, base Value) {
			c.Store(base, reg(8), reg(1))
			c.Store(base, reg(12), reg(2))
			c.Store(base, reg(15), ConstOf(I8, 3))
		}, "i32"},
	} {
		u := NewUnit(NewProgram(testGuest, testLinker{}, ByConvention))
		u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
			base := c.Reg(testRegs, reg(0))
			tt.code(c, base)
			c.SetReg(testFloats, reg(0), c.Load(F64, base, reg(8)))
			c.Stop(0x1004)
		})
		var loads []string
		for _, line := range strings.Split(u.String(), "\n") {
			if _, what, ok := strings.Cut(line, "= load "); ok && strings.Contains(line, "!dbg") {
				loads = append(loads, what[:strings.LastIndex(what[:strings.Index(what, "*")], ",")])
			}
		}
		if got := strings.Join(loads, " "); got != tt.loads {
			t.Errorf("%s: loads %q, want %q", tt.name, got, tt.loads)
		}
	}
}
