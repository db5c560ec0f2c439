// Package golang finds what Go's linker leaves in every program, stripped or
// not: the table of functions that the Go runtime itself uses. It knows no file
// format and no instruction set.
package golang

import (
	"bytes"

	"translate/frontend/image"
)

// A layout says where a version of the table keeps what we read, in words of
// its header or as bytes. [Go src/debug/gosym/pclntab.go; src/runtime/symtab.go]
type layout struct {
	magic uint32
	text  int // header word of the start of text, to which entries are relative; 0: they are absolute
	names int // header word of the offset of the names; 0: they are relative to the table
	funcs int // header word of the offset of the function table
	first int // offset of the function table where no word tells it
}

// Words of the header that all versions have: the magic number, the sizes of
// things, and how many functions there are.
const (
	wordMagic = iota
	wordSizes
	wordCount
	headerWords = 8
)

var layouts = []layout{
	{magic: 0xfffffff1, text: 4, names: 5, funcs: 9}, // Go 1.20
	{magic: 0xfffffff0, text: 4, names: 5, funcs: 9}, // Go 1.18
	{magic: 0xfffffffa, names: 4, funcs: 8},          // Go 1.16
	{magic: 0xfffffffb, first: 12},                   // Go 1.2
}

// maxFuncs is more than any program has.
const maxFuncs = 1 << 22

// Describe adds the functions of a Go program to the image: as symbols, and the
// places where they go on after a recovered panic as hints. It says what that
// means for the translation; other programs it leaves alone.
func Describe(img *image.Image) {
	for i := range img.Segments {
		s := &img.Segments[i]
		for a := (s.Addr + 3) &^ 3; a+4*headerWords <= s.Addr+uint64(len(s.Data)); a += 4 {
			if t := open(img, a); t != nil && t.describe() {
				img.AllRegisters = "a Go program: its runtime looks at all registers where a signal has interrupted it"
				return
			}
		}
	}
}

// table is the function table of a program.
type table struct {
	img  *image.Image
	at   image.Addr
	kind *layout
	n    uint32
	base uint32 // what entries are relative to
}

// open returns the table at an address, or nil.
func open(img *image.Image, at image.Addr) *table {
	magic, _ := img.Word(at)
	for i := range layouts {
		if layouts[i].magic != magic {
			continue
		}
		t := &table{img: img, at: at, kind: &layouts[i]}
		sizes := img.Bytes(at+4*wordSizes, 4)
		t.n = t.word(wordCount)
		quantum := sizes[2]
		if sizes[0] != 0 || sizes[1] != 0 || sizes[3] != 4 || quantum != 1 && quantum != 2 && quantum != 4 || t.n == 0 || t.n > maxFuncs {
			return nil
		}
		t.base = t.textStart()
		return t
	}
	return nil
}

// word returns a word of the header.
func (t *table) word(i int) uint32 {
	w, _ := t.img.Word(t.at + image.Addr(4*i))
	return w
}

// textStart returns what entries are relative to. Go 1.26 no longer has it in
// the header; the module's record then tells it, which begins with the address
// of the table.
func (t *table) textStart() uint32 {
	const moduleText = 22 // words into the record
	if t.kind.text == 0 {
		return 0
	}
	if start := t.word(t.kind.text); start != 0 {
		return start + uint32(t.img.Bias)
	}
	for i := range t.img.Segments {
		s := &t.img.Segments[i]
		for a := (s.Addr + 3) &^ 3; a+4*moduleText+4 <= s.Addr+uint64(len(s.Data)); a += 4 {
			if w, _ := t.img.Word(a); w == uint32(t.at) {
				if text, _ := t.img.Word(a + 4*moduleText); t.isCode(text) {
					return text
				}
			}
		}
	}
	return 0
}

func (t *table) isCode(pc uint32) bool {
	s := t.img.Segment(image.Addr(pc))
	return s != nil && s.Perm&image.Exec != 0
}

// describe adds the functions to the image, all or none.
func (t *table) describe() bool {
	funcs := t.at + image.Addr(t.kind.first)
	if t.kind.funcs != 0 {
		funcs = t.at + image.Addr(t.word(t.kind.funcs))
	}
	records := funcs // what offsets of records are relative to
	if t.kind.funcs == 0 {
		records = t.at
	}
	var symbols []image.Symbol
	var hints []image.Addr
	last := uint32(0)
	for i := range image.Addr(t.n) {
		entry, ok := t.img.Word(funcs + 8*i)
		offset, ok2 := t.img.Word(funcs + 8*i + 4)
		pc := entry + t.base
		if !ok || !ok2 || pc < last || !t.isCode(pc) {
			return false
		}
		last = pc
		name, recover := t.record(records + image.Addr(offset))
		symbols = append(symbols, image.Symbol{Name: name, Addr: image.Addr(pc), Kind: image.SymFunc})
		if recover != 0 {
			hints = append(hints, image.Addr(pc+recover))
		}
	}
	t.img.Symbols = append(t.img.Symbols, symbols...)
	t.img.Hints = append(t.img.Hints, hints...)
	return true
}

// record reads the record of a function: its name, and the offset of where it
// goes on after a recovered panic, 0 if there is none.
func (t *table) record(at image.Addr) (name string, recover uint32) {
	const nameOffset, deferReturn = 4, 12
	names := t.at
	if t.kind.names != 0 {
		names += image.Addr(t.word(t.kind.names))
	}
	off, _ := t.img.Word(at + nameOffset)
	recover, _ = t.img.Word(at + deferReturn)
	const longest = 1024
	b := t.img.Bytes(names+image.Addr(off), longest)
	if i := bytes.IndexByte(b, 0); i > 0 {
		name = string(b[:i])
	}
	return name, recover
}
