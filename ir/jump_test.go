package ir

import (
	"strings"
	"testing"
)

// Computed jumps test what they have found in a table only if most of it is empty,
// and look for events only if one of them closes a loop.
func TestComputedJump(t *testing.T) {
	for _, tt := range []struct {
		name        string
		last        uint32 // the second target
		loops       bool
		null, event bool
	}{
		{"dense", 0x1010 + 4*2*maxPlaces, false, false, false},
		{"sparse", 0x1010 + 4*2*maxPlaces + 4, false, true, false},
		{"dense, a loop", 0x1020, true, false, true},
		{"sparse, a loop", 0x1800, true, true, true},
	} {
		u := NewUnit(NewProgram(testGuest, testLinker{}, ByConvention))
		spec := &FuncSpec{Name: "f", Start: 0x1000, JumpsLoop: tt.loops, Blocks: []BlockSpec{
			{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true, Computed: true}, {PC: tt.last, Entry: true, Computed: true}}}
		u.Lift(spec, func(c Code, i int) {
			if i == 0 {
				c.Jump(c.Reg(testRegs, reg(1)), 0, JumpTable)
				return
			}
			c.Return(ConstOf(I32, 0))
		})
		text := u.String()
		_, local, _ := strings.Cut(text, "\nlocal:")
		local, _, _ = strings.Cut(local, "\n\n")
		if null := strings.Contains(local, "null"); null != tt.null {
			t.Errorf("%s: tests for an empty place: %v\n%s", tt.name, null, local)
		}
		if event := strings.Contains(local, "i64 20 "); event != tt.event {
			t.Errorf("%s: looks for events: %v\n%s", tt.name, event, local)
		}
		if astray := strings.Contains(text, "%astray)"); astray == tt.null {
			t.Errorf("%s: places lead astray: %v\n%s", tt.name, astray, text)
		}
	}
}
