package cfg

import (
	"slices"
	"testing"

	"translate/frontend/image"
)

// Data that can be executed is no code where the program begins elsewhere.
func TestCodeRanges(t *testing.T) {
	text := image.Segment{Addr: 0x1000, Size: 0x100, Data: make([]byte, 0x100), Perm: image.Read | image.Exec}
	data := image.Segment{Addr: 0x3000, Size: 0x200, Data: make([]byte, 0x200), Perm: image.Read | image.Write | image.Exec}
	for _, tt := range []struct {
		name     string
		sections []image.Section
		entry    image.Addr
		want     []Range
	}{
		{"segments", nil, 0x1010, []Range{{0x1000, 0x1100}}},
		{"begins in data", nil, 0x3010, []Range{{0x1000, 0x1100}, {0x3000, 0x3200}}},
		{"sections", []image.Section{{Addr: 0x1020, Size: 0x40, Exec: true}, {Addr: 0x3010, Size: 16, Exec: true}}, 0x1020, []Range{{0x1020, 0x1060}}},
	} {
		img := &image.Image{Segments: []image.Segment{text, data}, Sections: tt.sections, Entry: tt.entry}
		if got := codeRanges(img); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %#x, want %#x", tt.name, got, tt.want)
		}
	}
}
