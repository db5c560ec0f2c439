package cfg

import (
	"testing"

	"translate/frontend/image"
)

// A function returns where some way from its start comes to a return, of those
// that do not end in what never does.
func TestReturningFunctions(t *testing.T) {
	const start, leaf, stop, forwards = 0x1000, 0x1040, 0x1060, 0x1080
	isa := testISA{insns: map[uint32]Insn{
		start:        {Kind: Branch, Target: start + 16},
		start + 4:    {Kind: Call, Target: leaf},
		start + 8:    {Kind: Call, Target: forwards},
		start + 12:   {Kind: Return}, // behind what does not come back
		start + 16:   {Kind: Call, Target: stop},
		start + 20:   {Kind: Return},
		leaf:         {Kind: Return},
		stop:         {Kind: Service},
		stop + 4:     {Kind: Jump, Target: stop},
		forwards:     {Kind: Call, Target: leaf},
		forwards + 4: {Kind: Jump, Target: stop},
	}}
	img := &image.Image{Entry: start, Segments: []image.Segment{
		{Addr: start, Size: 0x100, Data: make([]byte, 0x100), Perm: image.Read | image.Exec},
	}}
	p := Discover(img, isa)
	for pc, want := range map[uint32]bool{start: false, leaf: true, stop: false, forwards: false} {
		if !p.starts[pc] {
			t.Errorf("no function at %#x", pc)
		}
		if got := p.returning[pc]; got != want {
			t.Errorf("the function at %#x returns: %v, want %v", pc, got, want)
		}
	}
	for _, f := range p.Funcs {
		for i := range f.Blocks {
			b := &f.Blocks[i]
			if got := f.ComesBack(b); b.Last.Kind == Call && got != (b.Last.Target == leaf) {
				t.Errorf("the call at %#x comes back: %v", b.LastPC, got)
			}
		}
	}
}
