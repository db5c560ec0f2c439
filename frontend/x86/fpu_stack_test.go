package x86

import (
	"testing"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

// Blocks that are entered find on the x87 stack what they read from it.
func TestStacksEntered(t *testing.T) {
	for _, tt := range []struct {
		name string
		code []byte
		want uint32
	}{
		{"nothing", []byte{0xd9, 0xe8, 0xc3}, 0},                                      // fld1
		{"one", []byte{0xdd, 0xd8, 0xc3}, 7<<stackTop | 0x80},                         // fstp st(0)
		{"two", []byte{0xde, 0xc1, 0xc3}, 6<<stackTop | 0xc0},                         // faddp
		{"two later", []byte{0x90, 0xd9, 0xe8, 0xd8, 0xc2, 0xc3}, 6<<stackTop | 0xc0}, // fld1; fadd st(2)
		{"MMX", []byte{0x0f, 0xef, 0xc0, 0xc3}, 0},                                    // pxor mm0, mm0
	} {
		const at = 0x1000
		end := uint32(at + len(tt.code))
		c := New(&image.Image{Segments: []image.Segment{{Addr: at, Size: uint64(len(tt.code)), Data: tt.code, Perm: image.Exec}}})
		f := &cfg.Func{Start: at, End: end, Blocks: []cfg.Block{
			{PC: at, End: end, LastPC: end - 1, Entry: true, Last: cfg.Insn{Kind: cfg.Return}},
		}}
		if got := c.stacks(f)[0].in; got != tt.want {
			t.Errorf("%s: got %#x, want %#x", tt.name, got, tt.want)
		}
	}
}
