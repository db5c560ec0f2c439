package ppc

import (
	"encoding/binary"
	"maps"
	"slices"
	"testing"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

// TestCopies tries functions that copy memory, and functions that nearly do.
func TestCopies(t *testing.T) {
	const (
		code, variables = 0x10000, 0x30000

		blr, beqlr = 0x4e800020, 0x4d820020
		lisRW      = 0x3d400003 // lis r10,variables@h
	)
	// r9 and r4 walk over both places from one byte before.
	prepare := []uint32{0x7ca903a6, 0x28050000, 0x3923ffff, 0x3884ffff, beqlr} // mtctr r5; cmplwi r5,0; addi ...
	loop := []uint32{0x8c040001, 0x9c090001, 0x4200fff8}                       // lbzu r0,1(r4); stbu r0,1(r9); bdnz
	copying := func(before, after []uint32) []uint32 {
		return append(slices.Concat(before, prepare, loop, after), blr)
	}
	// From the end on where the destination begins inside the source.
	backwards := []uint32{0x7c041850, 0x7c002840, 0x40800028, 0x7c842a14, 0x7d232a14, 0x7ca903a6, 0x28050000, beqlr,
		0x8c04ffff, 0x9c09ffff, 0x4200fff8, blr}
	for _, tt := range []struct {
		name string
		code []uint32
		want string // "" if it copies nothing
	}{
		{"forwards", copying(nil, nil), helperCopy},
		{"in both directions", copying(backwards, nil), helperMove},
		{"a frame", copying([]uint32{0x9421fff0}, []uint32{0x38210010}), ""}, // beqlr leaves it
		{"a length that the host is not asked for", copying([]uint32{0x28050309, beqlr}, nil), helperCopy},
		{"a register that calls do not preserve", copying(nil, []uint32{0x39400000}), helperCopy},

		{"another result", copying(nil, []uint32{0x7d234b78}), ""},
		{"one length apart", copying([]uint32{0x28050021, beqlr}, nil), ""},
		{"the low bits of the length", copying([]uint32{0x54a506fe}, nil), ""},
		{"one address apart", copying([]uint32{0x5460053e, 0x28000123, beqlr}, nil), ""},
		{"one word apart", copying([]uint32{0x80040000, 0x3d401234, 0x7c005000, beqlr}, nil), ""},
		{"what a register holds", copying([]uint32{0x2c060005, beqlr}, nil), ""},
		{"what a variable holds", copying([]uint32{lisRW, 0x800a0000, 0x2c000005, beqlr}, nil), ""},
		{"a store elsewhere", copying([]uint32{lisRW, 0x900a0000}, nil), ""},
		{"a store beyond", copying(nil, []uint32{0x98090001}), ""},
		{"a load far beyond", copying(nil, []uint32{0x88040011}), ""},
		{"a register spoilt", copying(nil, []uint32{0x3be00000}), ""},
		{"the time", copying(nil, []uint32{0x7c0c42e6}), ""},
		{"a system call", copying(nil, []uint32{0x44000002}), ""},
		{"a loop through the start", []uint32{0x28050000, beqlr, 0x88040000, 0x98030000, 0x38a5ffff, 0x38840001, 0x38630001, 0x4bffffe4}, ""},
		{"a loop without end", []uint32{0x48000000}, ""},
		{"nothing", []uint32{blr}, ""},
	} {
		img := imageOf(code, tt.code)
		img.Segments = append(img.Segments, image.Segment{Addr: variables, Size: 16, Data: make([]byte, 16), Perm: image.Read | image.Write})
		c, pages := New(img), map[uint32]bool{}
		c.findCopies(cfg.Discover(img, c), pages)
		if got := c.copies[code]; got != tt.want {
			t.Errorf("%s: found %q, want %q", tt.name, got, tt.want)
		}
		if relied := slices.Sorted(maps.Keys(pages)); tt.want != "" && !slices.Equal(relied, []uint32{code}) {
			t.Errorf("%s: relies on pages %#x", tt.name, relied)
		}
	}
}

// imageOf returns an image that holds nothing but code.
func imageOf(at uint32, code []uint32) *image.Image {
	var text []byte
	for _, w := range code {
		text = binary.BigEndian.AppendUint32(text, w)
	}
	return &image.Image{BigEnd: true, Entry: image.Addr(at), Segments: []image.Segment{
		{Addr: image.Addr(at), Size: uint64(len(text)), Data: text, Perm: image.Exec | image.Read}}}
}
