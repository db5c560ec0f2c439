package elf

import (
	"fmt"

	"translate/frontend/image"
)

// Symbol types and bindings. [gABI 4]
const (
	symSize = 16

	sttNotype   = 0
	sttObject   = 1
	sttFunc     = 2
	sttSection  = 3
	sttFile     = 4
	sttTLS      = 6
	sttGNUIfunc = 10

	stbLocal = 0
)

// symbolKinds says what the image calls a symbol type; the others name no
// address.
var symbolKinds = map[byte]image.SymbolKind{
	sttNotype: image.SymOther, sttObject: image.SymObject, sttFunc: image.SymFunc, sttGNUIfunc: image.SymFunc,
}

// readSymbols puts the symbols into the image: the full table, else the dynamic
// one as sections show it, else as the dynamic section does.
func (f *file) readSymbols() error {
	for _, kind := range []uint32{shtSymtab, shtDynsym} {
		for i := range f.sections {
			if f.sections[i].kind == kind {
				return f.readSymbolSection(&f.sections[i])
			}
		}
	}
	return f.readDynamicSymbols()
}

func (f *file) readSymbolSection(s *section) error {
	if s.entsz != symSize {
		return fmt.Errorf("section %q: symbol size %d: want %d", s.name, s.entsz, symSize)
	}
	names, err := f.strings(f.sections, s.link)
	if err != nil {
		return fmt.Errorf("section %q: %w", s.name, err)
	}
	b, err := f.contents(s, uint64(f.size))
	if err != nil {
		return err
	}
	f.addSymbols(b, names)
	return nil
}

// readDynamicSymbols finds the dynamic symbols of a file without sections.
func (f *file) readDynamicSymbols() error {
	symtab, strtab, strsz := f.tag(dtSymtab), f.tag(dtStrtab), f.tag(dtStrsz)
	if symtab == nil || strtab == nil || strsz == nil {
		return nil
	}
	n, err := f.countDynamicSymbols()
	if err != nil {
		return err
	}
	b, ok := f.memory(symtab.value, uint64(n)*symSize)
	if !ok {
		return fmt.Errorf("DT_SYMTAB: %d symbols at 0x%x are in no segment", n, symtab.value)
	}
	names, ok := f.memory(strtab.value, uint64(strsz.value))
	if !ok {
		return fmt.Errorf("DT_STRTAB: 0x%x bytes at 0x%x are in no segment", strsz.value, strtab.value)
	}
	f.addSymbols(b, string(names))
	return nil
}

// countDynamicSymbols asks the tags that know: DT_MIPS_SYMTABNO, or the length
// of the hash chain.
func (f *file) countDynamicSymbols() (uint32, error) {
	if f.img.Machine == image.MIPS {
		if d := f.tag(dtMIPSSymtabno); d != nil {
			return d.value, nil
		}
	}
	d := f.tag(dtHash)
	if d == nil {
		return 0, nil
	}
	b, ok := f.memory(d.value, 8)
	if !ok {
		return 0, fmt.Errorf("DT_HASH: 0x%x is in no segment", d.value)
	}
	return f.order.Uint32(b[4:]), nil
}

// addSymbols adds those entries of a symbol table that name an address of the
// program.
func (f *file) addSymbols(table []byte, names string) {
	for ; len(table) >= symSize; table = table[symSize:] {
		name, value, size := f.order.Uint32(table), f.order.Uint32(table[4:]), f.order.Uint32(table[8:])
		info, index := table[12], f.order.Uint16(table[14:])
		kind, known := symbolKinds[info&15]
		if !known || !f.defined(index) || uint64(name) >= uint64(len(names)) {
			continue
		}
		s := image.Symbol{
			Name:   cstring(names[name:]),
			Addr:   uint64(value) + f.img.Bias,
			Size:   uint64(size),
			Kind:   kind,
			Global: info>>4 != stbLocal,
		}
		if s.Name != "" && f.img.Segment(s.Addr) != nil {
			f.img.Symbols = append(f.img.Symbols, s)
		}
	}
}

// defined reports whether a symbol's section index stands for a place in this
// file. SGI's linker has indices of its own for text and data. [MIPS psABI 4]
func (f *file) defined(index uint16) bool {
	const mipsACommon, mipsText, mipsData = 0xff00, 0xff01, 0xff02
	if f.img.Machine == image.MIPS && (index == mipsText || index == mipsData || index == mipsACommon) {
		return true
	}
	return index != 0 && (index < shnLoReserve || index == shnXIndex)
}
