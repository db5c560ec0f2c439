package cfg

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"translate/frontend/image"
)

// A jump table may lead to parts of a function that are apart, and ends where
// words lead nowhere.
func TestJumpTable(t *testing.T) {
	f := &Func{Start: 0x1000, End: 0x1100, isCode: func(pc uint32) bool { return pc%4 == 0 && pc >= 0x1000 && pc < 0x2000 }}
	for _, tt := range []struct {
		name            string
		words           []uint32
		add             uint32
		inside, outside []uint32
	}{
		{"inside", []uint32{0x1004, 0x1008, 0}, 0, []uint32{0x1004, 0x1008}, nil},
		{"distances", []uint32{4, 8, 0x5000}, 0x1000, []uint32{0x1004, 0x1008}, nil},
		{"apart", []uint32{0x1004, 0x1500, 0x1008, 0}, 0, []uint32{0x1004, 0x1008}, []uint32{0x1500}},
		{"apart first", []uint32{0x1500, 0x1008, 0}, 0, []uint32{0x1008}, []uint32{0x1500}},
		{"the next table", []uint32{0x1004, 0x1200, 0x1204, 0x1208, 0}, 0, []uint32{0x1004}, []uint32{0x1200}},
		{"functions", []uint32{0x1200, 0x1204, 0}, 0, nil, nil},
		{"not aligned", []uint32{0x1004, 0x1006}, 0, []uint32{0x1004}, nil},
	} {
		var data []byte
		for _, w := range tt.words {
			data = binary.BigEndian.AppendUint32(data, w)
		}
		img := &image.Image{BigEnd: true, Segments: []image.Segment{{Addr: 0x8000, Size: uint64(len(data)), Data: data}}}
		inside, outside := f.JumpTable(img, 0x8000, math.MaxUint32, tt.add, 4)
		if !slices.Equal(inside, tt.inside) || !slices.Equal(outside, tt.outside) {
			t.Errorf("%s: got %#x and outside %#x, want %#x and %#x", tt.name, inside, outside, tt.inside, tt.outside)
		}
		if inside, _ := f.JumpTable(img, 0x8000, 0x8004, tt.add, 4); len(inside) > 1 {
			t.Errorf("%s: targets %#x in a table of one word", tt.name, inside)
		}
	}
}
