package cfg

import (
	"testing"

	"translate/frontend/image"
)

// A testISA has instructions of four bytes; what is not listed is plain.
type testISA struct {
	insns     map[uint32]Insn
	prologues map[uint32]bool
}

func (isa testISA) Decode(pc uint32) (Insn, bool) {
	in := isa.insns[pc]
	in.Size, in.Next = 4, pc+4
	return in, true
}

func (isa testISA) Align() uint32           { return 4 }
func (isa testISA) Prologue(pc uint32) bool { return isa.prologues[pc] }
func (isa testISA) TableBase() uint32       { return 0 }
func (isa testISA) Analyse(*Func) Facts     { return Facts{Jumps: Jumps{Guess: map[uint32]uint32{}}} }

// What looks like a function behind a return is one, unless a branch with a
// condition leads there.
func TestFunctionBehindReturn(t *testing.T) {
	const start, second = 0x1000, 0x1010
	for _, tt := range []struct {
		name string
		last Kind // of the instruction that leads to second
		want bool
	}{{"a branch", Branch, false}, {"a jump", Jump, true}, {"a call", Call, true}, {"nothing", Plain, true}} {
		isa := testISA{
			insns:     map[uint32]Insn{0x1004: {Kind: tt.last, Target: second}, 0x1008: {Kind: Return}, 0x100c: {Nop: true}},
			prologues: map[uint32]bool{start: true, second: true},
		}
		img := &image.Image{Entry: start, Segments: []image.Segment{
			{Addr: start, Size: 0x20, Data: make([]byte, 0x20), Perm: image.Read | image.Exec},
		}}
		p := Discover(img, isa)
		if got := p.starts[second]; got != tt.want {
			t.Errorf("%s: a function begins there: %v, want %v", tt.name, got, tt.want)
		}
	}
}
