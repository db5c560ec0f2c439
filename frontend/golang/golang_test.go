package golang

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"translate/frontend/image"
)

const (
	testText  = 0x11000
	testTable = 0x20000
)

// program returns an image with the table of two functions, main.main and
// main.f, which goes on at its offset 8 after a panic; and the table's bytes.
// The start of text is in the header or, as since Go 1.26, in the module's record.
func program(inHeader bool) (*image.Image, []byte) {
	var b []byte
	put := func(words ...uint32) {
		for _, w := range words {
			b = binary.BigEndian.AppendUint32(b, w)
		}
	}
	start := uint32(0)
	if inHeader {
		start = testText
	}
	const header, names, funcs = 40, 40, 64
	put(0xfffffff1, 0x00000404, 2, 0, start, names, 0, 0, 0, funcs)
	b = append(b, "main.main\x00main.f\x00"...)
	b = append(b, make([]byte, funcs-len(b))...)
	put(0, 20, 0x40, 36, 0x80)      // function table and its end
	put(0, 0, 0, 0)                 // main.main
	put(0x40, 10, 0, 8, 0, 0, 0, 0) // main.f
	record := make([]byte, 25*4)
	binary.BigEndian.PutUint32(record, testTable)
	binary.BigEndian.PutUint32(record[22*4:], testText)
	return &image.Image{BigEnd: true, Segments: []image.Segment{
		{Addr: testText, Size: 0x1000, Data: make([]byte, 0x1000), Perm: image.Read | image.Exec},
		{Addr: testTable, Size: uint64(len(b)), Data: b, Perm: image.Read},
		{Addr: 0x30000, Size: uint64(len(record)), Data: record, Perm: image.Read | image.Write},
	}}, b
}

func TestDescribe(t *testing.T) {
	for _, inHeader := range []bool{true, false} {
		img, _ := program(inHeader)
		Describe(img)
		want := []image.Symbol{
			{Name: "main.main", Addr: testText, Kind: image.SymFunc},
			{Name: "main.f", Addr: testText + 0x40, Kind: image.SymFunc},
		}
		if !slices.Equal(img.Symbols, want) || !slices.Equal(img.Hints, []image.Addr{testText + 0x48}) || img.AllRegisters == "" {
			t.Errorf("start of text in the header %v: got %+v, %#x, %q", inHeader, img.Symbols, img.Hints, img.AllRegisters)
		}
	}
}

// A table that lies adds functions in code or none, and never makes trouble.
func TestDescribeMutated(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		img, b := program(r.IntN(2) == 0)
		for range 1 + r.IntN(3) {
			binary.BigEndian.PutUint32(b[4*r.IntN(len(b)/4):], r.Uint32()>>r.IntN(32))
		}
		Describe(img)
		for _, s := range img.Symbols {
			if s.Addr < testText || s.Addr >= testText+0x1000 {
				t.Fatalf("function at %#x", s.Addr)
			}
		}
	}
}
