package ppc

import (
	"encoding/binary"
	"testing"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

// TestVariadic finds which registers functions save because they may hold
// arguments.
func TestVariadic(t *testing.T) {
	const start, stwuR1, bcl, bneCR1 = 0x1000, 0x9421ff80, 0x429f0005, 0x40860024
	stw := func(r, base, disp uint32) uint32 { return 36<<26 | r<<21 | base<<16 | disp }
	stfd := func(r, disp uint32) uint32 { return 54<<26 | r<<21 | 1<<16 | disp }
	general := func(first, base, disp uint32) (words []uint32) {
		for r := first; r <= 10; r++ {
			words = append(words, stw(r, base, disp+4*(r-first)))
		}
		return words
	}
	var float []uint32
	for r := uint32(1); r <= 8; r++ {
		float = append(float, stfd(r, 48+8*r))
	}
	join := func(parts ...[]uint32) (words []uint32) {
		for _, p := range parts {
			words = append(words, p...)
		}
		return words
	}
	for _, tt := range []struct {
		name           string
		code           []uint32
		general, float int // registers
	}{
		{"of one argument", join([]uint32{stwuR1, bcl}, general(4, 1, 28), []uint32{bneCR1}, float), 7, 8},
		{"of seven", join([]uint32{stwuR1}, general(10, 1, 28), []uint32{bneCR1}, float), 1, 8},
		{"without a floating-point unit", join([]uint32{stwuR1}, general(5, 1, 28)), 6, 0},
		{"with a frame pointer", join([]uint32{stwuR1}, general(5, 31, 28)), 6, 0},
		{"behind registers to restore", join([]uint32{stwuR1, stw(30, 1, 88), stw(31, 1, 92)}, general(5, 31, 8)), 6, 0},
		{"a spill", []uint32{stwuR1, stw(9, 1, 12), stw(10, 1, 16)}, 0, 0},
		{"out of order", []uint32{stwuR1, stw(8, 1, 20), stw(9, 1, 16), stw(10, 1, 12)}, 0, 0},
		{"elsewhere", join([]uint32{stwuR1}, general(4, 3, 28)), 0, 0},
		{"r8 changed: li r8,0", join([]uint32{stwuR1, 0x39000000}, general(4, 1, 28)), 0, 0},
		{"behind a return", join([]uint32{stwuR1, 0x4e800020}, general(4, 1, 28)), 0, 0},
	} {
		var data []byte
		for _, w := range append(tt.code, 0x4e800020) {
			data = binary.BigEndian.AppendUint32(data, w)
		}
		img := &image.Image{BigEnd: true, Segments: []image.Segment{{Addr: start, Size: uint64(len(data)), Data: data, Perm: image.Exec}}}
		general, float := 0, 0
		for _, p := range New(img).variadic(&cfg.Func{Start: start, End: start + uint32(len(data))}) {
			switch p.Bank {
			case gprBank:
				general++
			case fprBank:
				float++
			}
		}
		if general != tt.general || float != tt.float {
			t.Errorf("%s: %d general and %d floating-point registers, want %d and %d", tt.name, general, float, tt.general, tt.float)
		}
	}
}
