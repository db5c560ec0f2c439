// Package backend turns lifted functions into a native executable: it runs
// LLVM's tools on shards of the program in parallel and links the result with
// the runtime and the guest image. It knows the host and no guest instruction
// set.
package backend

import (
	"translate/frontend/image"
	"translate/ir"
)

// An Input is a program ready to be compiled.
type Input struct {
	Image   *image.Image
	Guest   *ir.Guest
	Runtime string // which of the embedded runtime archives it needs
	Flags   uint32 // of enum program_flags of the runtime, those that only this machine has
	Exact   ir.Exactness
	Funcs   []Func
	Entries []Entry // ascending
	Text    Range
	// Relied are the pages of guest memory that lifted functions know the contents
	// of. The runtime closes the functions where these may change.
	Relied []uint32
}

// A Func is one guest function.
type Func struct {
	Name  string
	Start uint32
	Size  int // bytes of guest code
	// Shape returns the function's blocks and what lifts one of them.
	Shape func() (*ir.FuncSpec, func(code ir.Code, i int))
}

// An Entry says which function can be entered at a guest PC.
type Entry struct {
	PC   uint32
	Func string
}

// A Range is a range of guest addresses.
type Range struct{ Start, End uint32 }

// linker implements ir.Linker for an Input.
type linker struct {
	entries map[uint32]string
	text    Range
}

func newLinker(in *Input) *linker {
	l := &linker{entries: make(map[uint32]string, len(in.Entries)), text: in.Text}
	for _, e := range in.Entries {
		l.entries[e.PC] = e.Func
	}
	return l
}

// Entry implements ir.Linker.
func (l *linker) Entry(pc uint32) (string, bool) {
	name, ok := l.entries[pc]
	return name, ok
}

// Text implements ir.Linker.
func (l *linker) Text() (start, end uint32) { return l.text.Start, l.text.End }
