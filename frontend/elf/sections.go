package elf

import (
	"fmt"
	"sort"

	"translate/frontend/image"
)

// Section types, flags and special indices. [gABI 4]
const (
	shtSymtab = 2
	shtStrtab = 3
	shtNote   = 7
	shtNobits = 8
	shtDynsym = 11

	shfAlloc = 2
	shfExec  = 4
	shfTLS   = 0x400

	shnLoReserve = 0xff00
	shnXIndex    = 0xffff
)

// section is a section header with its name.
type section struct {
	name             string
	nameOff          uint32
	kind, flags      uint32
	addr, off, size  uint32
	link, info       uint32
	addralign, entsz uint32
}

// section returns the first section of a name, or nil.
func (f *file) section(name string) *section {
	for i := range f.sections {
		if f.sections[i].name == name {
			return &f.sections[i]
		}
	}
	return nil
}

// contents reads up to limit bytes of a section that takes room in the file.
func (f *file) contents(s *section, limit uint64) ([]byte, error) {
	if s.kind == shtNobits {
		return nil, nil
	}
	b, err := f.read(uint64(s.off), min(uint64(s.size), limit))
	if err != nil {
		return nil, fmt.Errorf("section %q: %w", s.name, err)
	}
	return b, nil
}

// readSections reads the section table, if there is one, and puts the sections
// that lie in memory into the image.
func (f *file) readSections() error {
	if f.hdr.shoff == 0 {
		return nil
	}
	sections, err := f.readSectionTable()
	if err != nil {
		return err
	}
	if err := f.nameSections(sections); err != nil {
		return err
	}
	f.sections = sections
	for i := range sections {
		f.addSection(&sections[i])
	}
	s := f.img.Sections
	sort.SliceStable(s, func(i, j int) bool { return s[i].Addr < s[j].Addr })
	return nil
}

// readSectionTable reads all section headers. Where their number does not fit
// the ELF header it is in the first of them.
func (f *file) readSectionTable() ([]section, error) {
	h := &f.hdr
	if h.shentsize != shEntSize {
		return nil, fmt.Errorf("section header size %d at 0x2e: want %d", h.shentsize, shEntSize)
	}
	n := uint64(h.shnum)
	if n == 0 {
		b, err := f.read(uint64(h.shoff), shEntSize)
		if err != nil {
			return nil, err
		}
		n = uint64(f.decodeSection(b).size)
	}
	b, err := f.read(uint64(h.shoff), n*shEntSize)
	if err != nil {
		return nil, err
	}
	sections := make([]section, n)
	for i := range sections {
		sections[i] = f.decodeSection(b[i*shEntSize:])
	}
	return sections, nil
}

func (f *file) decodeSection(b []byte) section {
	u32 := f.order.Uint32
	return section{
		nameOff: u32(b), kind: u32(b[4:]), flags: u32(b[8:]),
		addr: u32(b[12:]), off: u32(b[16:]), size: u32(b[20:]),
		link: u32(b[24:]), info: u32(b[28:]),
		addralign: u32(b[32:]), entsz: u32(b[36:]),
	}
}

// nameSections looks up the names of sections.
func (f *file) nameSections(sections []section) error {
	index := uint32(f.hdr.shstrndx)
	if index == shnXIndex && len(sections) > 0 {
		index = sections[0].link
	}
	if index == 0 {
		return nil
	}
	names, err := f.strings(sections, index)
	if err != nil {
		return fmt.Errorf("section names: %w", err)
	}
	for i := range sections {
		if s := &sections[i]; uint64(s.nameOff) < uint64(len(names)) {
			s.name = cstring(names[s.nameOff:])
		}
	}
	return nil
}

// strings reads a string table.
func (f *file) strings(sections []section, index uint32) (string, error) {
	if uint64(index) >= uint64(len(sections)) {
		return "", fmt.Errorf("string table %d of %d sections", index, len(sections))
	}
	s := &sections[index]
	if s.kind != shtStrtab {
		return "", fmt.Errorf("section %d has type %d: not a string table", index, s.kind)
	}
	b, err := f.contents(s, uint64(f.size))
	return string(b), err
}

// addSection adds a section to the image if it lies in the program's memory.
// Zero-initialised thread-local data (.tbss) only seems to: it overlaps what
// follows.
func (f *file) addSection(s *section) {
	if s.flags&shfAlloc == 0 || s.size == 0 || s.flags&shfTLS != 0 && s.kind == shtNobits {
		return
	}
	a := uint64(s.addr) + f.img.Bias
	seg := f.img.Segment(a)
	if seg == nil || a+uint64(s.size) > seg.End() {
		return
	}
	f.img.Sections = append(f.img.Sections, image.Section{
		Name: s.name, Addr: a, Size: uint64(s.size), Exec: s.flags&shfExec != 0,
	})
}
