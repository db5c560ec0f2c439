package ir

import (
	"slices"
	"strings"
	"testing"
)

// A register that is dirty on some ways to a block is stored on these, if it is
// stored on all ways from the block; otherwise where the function is left.
func TestStoresOnTheWay(t *testing.T) {
	loop := []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010}, {PC: 0x1020, Entry: true, ReturnSite: true}, {PC: 0x1030}}
	write := func(c Code) { c.SetReg(testRegs, reg(1), c.Reg(testRegs, reg(0))) }
	again := func(c Code) { c.Branch(c.Eq(c.Reg(testRegs, reg(0)), ConstOf(I32, 0)), 0x1010, 0x1030) }
	for _, tt := range []struct {
		name   string
		blocks []BlockSpec
		block  []func(c Code)
		want   []string // the host blocks with stores of r1
	}{
		{"call in a loop", loop, []func(Code){
			func(c Code) { write(c); c.Goto(0x1010) },
			func(c Code) { c.Call(0x1100, 0x1020) },
			again,
			func(c Code) { c.Return(reg(0)) },
		}, []string{"store.1"}},
		{"written in each turn", loop, []func(Code){
			func(c Code) { write(c); c.Goto(0x1010) },
			func(c Code) { c.Call(0x1100, 0x1020) },
			func(c Code) { write(c); again(c) },
			func(c Code) { c.Return(reg(0)) },
		}, []string{"b1010", "b1030"}},
		{"one way is clean", loop, []func(Code){
			func(c Code) { write(c); again(c) },
			func(c Code) { write(c); c.Goto(0x1030) },
			func(c Code) { c.Goto(0x1030) },
			func(c Code) { c.Return(reg(0)) },
		}, []string{"store.1", "store.2"}},
		{"overwritten", []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true}, {PC: 0x1030, Entry: true}}, []func(Code){
			func(c Code) { write(c); again(c) },
			func(c Code) { write(c); c.Return(reg(0)) },
			func(c Code) { c.SetReg(testRegs, reg(1), reg(7)); c.Return(reg(0)) },
		}, []string{"b1010", "b1030"}},
		{"by a computed jump", []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true, Computed: true}}, []func(Code){
			func(c Code) { write(c); c.Jump(c.Reg(testRegs, reg(2)), 0, JumpUnknown) },
			func(c Code) { c.Return(reg(0)) },
		}, []string{"astray", "away.1", "b1010"}},
	} {
		u := NewUnit(NewProgram(testGuest, testLinker{0x1100: "callee"}, ByConvention))
		u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: tt.blocks}, func(c Code, i int) { tt.block[i](c) })
		if got := storingBlocks(u.String(), "i64 68 "); !slices.Equal(got, tt.want) {
			t.Errorf("%s: stored in %v, want %v\n%s", tt.name, got, tt.want, u)
		}
	}
}

// storingBlocks returns the host blocks with a store that mentions offset, in order of
// their names.
func storingBlocks(text, offset string) []string {
	var block string
	var found []string
	for line := range strings.Lines(text) {
		if name, ok := strings.CutSuffix(strings.TrimSpace(line), ":"); ok {
			block = name
		}
		if storesAt(line, offset) {
			found = append(found, block)
		}
	}
	slices.Sort(found)
	return found
}
