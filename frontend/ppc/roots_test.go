package ppc

import (
	"encoding/binary"
	"maps"
	"math"
	"math/rand"
	"slices"
	"testing"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/ir"
)

// TestSquareRoots tries functions that are square roots, and functions that are
// for nearly all numbers.
func TestSquareRoots(t *testing.T) {
	const (
		code, constants, variables = 0x10000, 0x20000, 0x30000

		fsqrt   = 0xfc20082c // fsqrt f1,f1
		frsp    = 0xfc200818 // frsp f1,f1
		blr     = 0x4e800020
		lisRO   = 0x3d200002 // lis r9,constants@h
		lisRW   = 0x3d200003 // lis r9,variables@h
		fcmpu   = 0xfc010000 // fcmpu cr0,f1,f0
		skipEQ  = 0x41820008 // beq cr0,.+8
		skipLE  = 0x40810008 // ble cr0,.+8
		skipNE  = 0x40820008 // bne cr0,.+8
		lwzR10  = 0x81490000 // lwz r10,0(r9)
		blrIfEQ = 0x4d820020 // beqlr
	)
	lfdF0 := func(disp uint32) uint32 { return 0xc8090000 | disp } // lfd f0,disp(r9)
	numbers := []float64{0, math.Inf(1), math.MaxFloat64, 42, 1}
	var data []byte
	for _, x := range numbers {
		data = binary.BigEndian.AppendUint64(data, math.Float64bits(x))
	}
	for _, tt := range []struct {
		name string
		code []uint32
		want ir.Type // 0 if it is none
	}{
		{"double", []uint32{fsqrt, blr}, ir.F64},
		{"float", []uint32{fsqrt, frsp, blr}, ir.F32},
		{"a frame", []uint32{0x9421fff0, 0x7c0802a6, 0x90010014, fsqrt, 0x80010014, 0x7c0803a6, 0x38210010, blr}, ir.F64},
		{"NaN and zero apart", []uint32{lisRO, lfdF0(0), fcmpu, skipLE, fsqrt, blr}, ir.F64},
		{"infinity apart", []uint32{lisRO, lfdF0(8), fcmpu, skipEQ, fsqrt, blr}, ir.F64},
		{"no more than the largest", []uint32{lisRO, lfdF0(16), fcmpu, 0x41810008, fsqrt, blr}, ir.F64},
		{"times one", []uint32{lisRO, lfdF0(32), fsqrt, 0xfc210032, blr}, ir.F64},
		{"a bit that does not matter", []uint32{lisRW, lwzR10, 0x714a0400, fsqrt, blrIfEQ, blr}, ir.F64},

		{"divided by the root", []uint32{0xfc00082c, 0xfc210024, blr}, 0}, // not always rounded right
		{"one number apart", []uint32{lisRO, lfdF0(24), fcmpu, skipEQ, fsqrt, blr}, 0},
		{"one pattern apart", []uint32{0xd821fff0, 0x8121fff0, 0x3d404045, 0x7c095000, skipEQ, fsqrt, blr}, 0},
		{"one number apart by mfcr", []uint32{lisRO, lfdF0(24), fcmpu, 0x7c600026, fsqrt, blr}, 0},
		{"some apart by fsel", []uint32{0xfc41086e, fsqrt, blr}, 0}, // fsel f2,f1,f1,f1
		{"another argument", []uint32{0x2c030005, skipEQ, fsqrt, blr}, 0},
		{"what the stack holds", []uint32{0x8121fff0, 0x2c090005, skipEQ, fsqrt, blr}, 0},
		{"a bit that matters", []uint32{lisRW, lwzR10, 0x714a0400, skipNE, fsqrt, blr}, 0},
		{"a number of memory", []uint32{lisRW, lwzR10, 0x2c0a0005, skipEQ, fsqrt, blr}, 0},
		{"two words of memory", []uint32{lisRW, lwzR10, 0x80890004, fsqrt, blr}, 0},
		{"a store", []uint32{lisRW, 0x90690000, fsqrt, blr}, 0},
		{"a register spoilt", []uint32{0x3be00000, fsqrt, blr}, 0},
		{"a call", []uint32{0x48000005, fsqrt, blr}, 0},
		{"a flag of FPSCR", []uint32{0xfc00048e, 0xd801fff0, 0x8121fff4, 0x75290200, 0x4c820020, fsqrt, blr}, 0}, // mffs f0 ... bnelr
		{"a system call", []uint32{0x44000002, fsqrt, blr}, 0},
		{"a trap", []uint32{0x7fe00008, fsqrt, blr}, 0},
		{"a string", []uint32{0x7c64042a, fsqrt, blr}, 0}, // lswx r3,r4,r0
		{"a vector", []uint32{0x10000484, fsqrt, blr}, 0}, // vor v0,v0,v0
		{"a loop without end", []uint32{0x48000000}, 0},
		{"nothing", []uint32{blr}, 0},
	} {
		img := imageOf(code, tt.code)
		img.Segments = append(img.Segments,
			image.Segment{Addr: constants, Size: uint64(len(data)), Data: data, Perm: image.Read},
			image.Segment{Addr: variables, Size: 16, Data: make([]byte, 16), Perm: image.Read | image.Write})
		c := New(img)
		pages := map[uint32]bool{}
		c.squareRoots(&cfg.Program{Funcs: []*cfg.Func{{Start: code, End: code + uint32(4*len(tt.code))}}}, pages)
		if got := c.roots[code]; got != tt.want {
			t.Errorf("%s: found %v, want %v", tt.name, got, tt.want)
		}
		if relied := slices.Sorted(maps.Keys(pages)); tt.name == "times one" && (!slices.Equal(relied, []uint32{code, constants})) {
			t.Errorf("%s: relies on pages %#x", tt.name, relied)
		}
	}
}

// TestRootsByCalls tries functions that call others.
func TestRootsByCalls(t *testing.T) {
	const (
		code = 0x10000

		mflr, mtlr     = 0x7c0802a6, 0x7c0803a6
		stwu, stw, lwz = 0x9421fff0, 0x90010014, 0x80010014
		addi           = 0x38210010
		fsqrt, blr     = 0xfc20082c, 0x4e800020
		frsp, fadd     = 0xfc200818, 0xfc21082a // f1 = f1 + f1
		mrF2F1, fmrF1  = 0xfc400890, 0xfc201090 // fmr f2,f1 and fmr f1,f2
	)
	calling := func(before, after []uint32) []uint32 {
		words := append([]uint32{stwu, mflr, stw}, before...)
		words = append(words, 0)
		words = append(words, after...)
		return append(words, lwz, mtlr, addi, blr)
	}
	for _, tt := range []struct {
		name           string
		caller, callee []uint32 // 0 in the caller is the call
		want           ir.Type
	}{
		{"a double", calling(nil, nil), []uint32{fsqrt, blr}, ir.F64},
		{"a float", calling(nil, nil), []uint32{fsqrt, frsp, blr}, ir.F32},
		{"twice", calling([]uint32{0}, nil), []uint32{fsqrt, blr}, 0},
		{"of another number", calling([]uint32{fadd}, nil), []uint32{fsqrt, blr}, 0},
		{"with something after it", calling(nil, []uint32{fadd}), []uint32{fsqrt, blr}, 0},
		{"and what it left of f2", calling([]uint32{mrF2F1}, []uint32{fmrF1, fsqrt}), []uint32{fsqrt, blr}, 0},
		{"of no square root", calling(nil, nil), []uint32{blr}, 0},
	} {
		callee := uint32(code + 4*len(tt.caller))
		words := slices.Concat(tt.caller, tt.callee)
		for n, w := range words {
			if w == 0 {
				words[n] = 0x48000001 | callee - code - 4*uint32(n) // bl callee
			}
		}
		img := imageOf(code, words)
		c := New(img)
		c.squareRoots(cfg.Discover(img, c), map[uint32]bool{})
		if got := c.roots[code]; got != tt.want {
			t.Errorf("%s: found %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestTrialsOfAnything tries every instruction, with the stack for memory: a trial
// ends in a number or gives up.
func TestTrialsOfAnything(t *testing.T) {
	const code, blr, ra = 0x10000, 0x4e800020, 31 << 16
	rng := rand.New(rand.NewSource(1))
	for _, row := range Rows() {
		for n := range 200 {
			word := row.Match | rng.Uint32()&^row.Mask
			if n%2 == 0 {
				word = word&^(ra&^row.Mask) | 1<<16&^row.Mask
			}
			text := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, word), blr)
			img := &image.Image{BigEnd: true, Segments: []image.Segment{{Addr: code, Size: 8, Data: text, Perm: image.Exec | image.Read}}}
			for k := range 4 {
				try := trial{c: New(img), f: &cfg.Func{Start: code, End: code + 8}, relied: map[uint32]bool{}, registers: k&1 != 0, memory: k&2 != 0}
				_, _ = try.root(2)
			}
		}
	}
}

// TestRootSamples checks that the hardest numbers are that: the square roots lie
// within 2^-50 of the distance between two numbers from the middle.
func TestRootSamples(t *testing.T) {
	hard := hardRoots(53)
	if len(hard) < 100 {
		t.Fatalf("%d numbers", len(hard))
	}
	for _, x := range hard {
		root := math.Sqrt(x)
		ulp := math.Nextafter(root, math.Inf(1)) - root
		// x - (root ± ulp/2)² = (x - root²) ∓ root·ulp - ulp²/4, by which the root is
		// off after division by 2·root.
		rest := math.Abs(math.FMA(-root, root, x))
		if off := math.Abs(rest-root*ulp) / (2 * root * ulp); off > 1e-13 {
			t.Errorf("%x: %g of a distance from the middle", x, off)
		}
	}
}
