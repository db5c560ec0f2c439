package ir

import (
	"fmt"
	"strings"
	"testing"
)

// Four bits are stored as one word: what they were set to together, if none has
// been set since, or put together. Fewer are stored as bytes. They are loaded as a
// word if the guest state has them.
func TestFourBitsAreAWord(t *testing.T) {
	bits := &Bank{Name: "b", Type: I1, Count: 8, Offset: 80}
	words := &Bank{Name: "w", Type: I32, Count: 1, Offset: 64}
	guest := &Guest{Align: 4, Banks: []*Bank{words, bits}}
	word := func(c Code) Value { return c.Reg(words, reg(0)) }
	bit := func(c Code) Value { return c.Eq(word(c), ConstOf(I32, 7)) }
	for _, tt := range []struct {
		name string
		set  func(c Code)
		want string // stores of bytes and of words, products
	}{
		{"together", func(c Code) { c.SetPacked(bits, reg(4), word(c)) }, "0 1 1"},
		{"one by one", func(c Code) {
			for n := range uint64(4) {
				c.SetReg(bits, reg(n), bit(c))
			}
		}, "0 1 0"},
		{"one again", func(c Code) {
			c.SetPacked(bits, reg(4), word(c))
			c.SetReg(bits, reg(5), bit(c))
		}, "0 1 1"},
		{"three", func(c Code) {
			for n := range uint64(3) {
				c.SetReg(bits, reg(n+1), bit(c))
			}
		}, "3 0 0"},
		{"from the state", func(c Code) { c.SetPacked(bits, reg(0), c.Packed(bits, reg(4))) }, "0 1 2"},
		{"partly from the state", func(c Code) {
			c.SetReg(bits, reg(4), bit(c))
			c.SetPacked(bits, reg(0), c.Packed(bits, reg(4)))
		}, "1 1 1"},
	} {
		u := NewUnit(NewProgram(guest, testLinker{}, ByConvention))
		u.Lift(&FuncSpec{Name: "f", Start: 0x1000, Blocks: []BlockSpec{{PC: 0x1000, Entry: true}}}, func(c Code, _ int) {
			tt.set(c)
			c.Return(ConstOf(I32, 0))
		})
		_, block, _ := strings.Cut(u.String(), "b1000:")
		block, _, _ = strings.Cut(block, "\n\n")
		got := fmt.Sprint(strings.Count(block, "store i1 "), strings.Count(block, "store i32 "), strings.Count(block, "mul i32 "))
		if got != tt.want {
			t.Errorf("%s: stores of bytes, of words, products %s, want %s\n%s", tt.name, got, tt.want, block)
		}
	}
}
