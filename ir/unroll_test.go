package ir

import (
	"strings"
	"testing"
)

// A small loop polls once for several turns, and every copy of it leaves the loop
// where the guest does. Large loops, and loops of several blocks, have no copies.
func TestUnroll(t *testing.T) {
	for _, tt := range []struct {
		name   string
		blocks []BlockSpec
		size   []int // guest instructions
		to     [][2]uint32
		copies map[string]int
	}{
		{"one block", []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true, Loop: true}, {PC: 0x1020}},
			[]int{4, 4, 4}, [][2]uint32{{0x1010, 0x1010}, {0x1010, 0x1020}, {}}, map[string]int{"b1000": 1, "b1010": 4, "b1020": 1}},
		{"two blocks", []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true, Loop: true}, {PC: 0x1020}, {PC: 0x1030}},
			[]int{4, 4, 4, 4}, [][2]uint32{{0x1010, 0x1010}, {0x1020, 0x1030}, {0x1010, 0x1030}, {}}, map[string]int{"b1010": 1, "b1020": 1}},
		{"half", []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true, Loop: true}, {PC: 0x1020}},
			[]int{4, 32, 4}, [][2]uint32{{0x1010, 0x1010}, {0x1010, 0x1020}, {}}, map[string]int{"b1010": 2}},
		{"large", []BlockSpec{{PC: 0x1000, Entry: true}, {PC: 0x1010, Entry: true, Loop: true}, {PC: 0x1020}},
			[]int{4, 33, 4}, [][2]uint32{{0x1010, 0x1010}, {0x1010, 0x1020}, {}}, map[string]int{"b1010": 1}},
		{"nested", []BlockSpec{{PC: 0x1000, Entry: true, Loop: true}, {PC: 0x1010, Entry: true, Loop: true}, {PC: 0x1020}},
			[]int{2, 2, 2}, [][2]uint32{{0x1010, 0x1010}, {0x1010, 0x1020}, {0x1000, 0x2000}}, map[string]int{"b1000": 1, "b1010": 4, "b1020": 1}},
	} {
		u := NewUnit(NewProgram(testGuest, testLinker{}, ByConvention))
		u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: tt.blocks}, func(c Code, i int) {
			for range tt.size[i] {
				c.At(0, 0)
			}
			if to := tt.to[i]; to != [2]uint32{} {
				c.Branch(c.Eq(c.Reg(testRegs, reg(0)), ConstOf(I32, 0)), to[0], to[1])
				return
			}
			c.Return(ConstOf(I32, 0))
		})
		text := u.String()
		for name, want := range tt.copies {
			if got := strings.Count(text, "\n"+name+":") + strings.Count(text, "\n"+name+"."); got != want {
				t.Errorf("%s: %d copies of %s, want %d\n%s", tt.name, got, name, want, text)
			}
		}
		polls := 0
		for _, b := range tt.blocks {
			if b.Loop {
				polls++
			}
		}
		if got := strings.Count(text, "\npoll."); got != polls {
			t.Errorf("%s: %d polls, want %d\n%s", tt.name, got, polls, text)
		}
	}
}
