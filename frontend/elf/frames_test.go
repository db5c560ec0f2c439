package elf

import (
	"slices"
	"testing"

	"translate/frontend/image"
)

// Frame descriptions tell where code begins, as distances or as addresses.
func TestFrames(t *testing.T) {
	const at = 0x00410000 // of the section
	for _, little := range []bool{false, true} {
		s := minimal()
		s.little = little
		entry := func(fields []byte) []byte {
			for len(fields)%4 != 0 {
				fields = append(fields, 0)
			}
			return append(s.words(uint32(len(fields))), fields...)
		}
		cie := func(augmentation string, rest ...byte) []byte {
			b := append(s.words(0), 1)
			b = append(append(b, augmentation...), 0)
			return entry(append(b, rest...))
		}
		var b []byte
		relative := uint32(len(b))
		b = append(b, cie("zPLR", 1, 0x7c, 31, 7, 0, 1, 2, 3, 4, 0, pePCRel|peSdata4)...)
		b = append(b, entry(s.words(uint32(len(b))+4-relative, 0x00400200-(at+uint32(len(b))+8), 16))...)
		absolute := uint32(len(b))
		b = append(b, cie("", 1, 0x7c, 31)...)
		b = append(b, entry(s.words(uint32(len(b))+4-absolute, 0x00400300, 16))...)
		unknown := uint32(len(b))
		b = append(b, cie("zR", 1, 0x7c, 31, 1, 0x50)...)
		b = append(b, entry(s.words(uint32(len(b))+4-unknown, 0x00400400, 16))...)
		b = append(b, s.words(0)...)
		s.sections = []testSection{{name: ".eh_frame", kind: 1, flags: shfAlloc, addr: at, data: b}}
		img := mustParse(t, s)
		if want := []image.Addr{0x00400200, 0x00400300}; !slices.Equal(img.Frames, want) {
			t.Errorf("little %v: got %#x, want %#x", little, img.Frames, want)
		}
	}
}
