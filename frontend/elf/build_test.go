package elf

import (
	"bytes"
	"encoding/binary"
	"testing"

	"translate/frontend/image"
)

// A spec describes an ELF file for tests to build.
type spec struct {
	little   bool
	class    byte // 0: 32-bit
	osabi    byte
	kind     uint16
	machine  uint16 // 0: MIPS
	flags    uint32
	entry    uint32
	progs    []testProg
	sections []testSection
}

// testProg is a program header and what it covers.
type testProg struct {
	kind, vaddr uint32
	data        []byte
	memsz       uint32 // 0: as long as data
	flags       uint32
	align       uint32
	headers     bool // covers the file from its start
}

// testSection is a section header and its contents.
type testSection struct {
	name        string
	kind, flags uint32
	addr        uint32
	data        []byte
	link, entsz uint32
}

func (s *spec) order() binary.AppendByteOrder {
	if s.little {
		return binary.LittleEndian
	}
	return binary.BigEndian
}

// words encodes 32-bit words in the file's byte order.
func (s *spec) words(vs ...uint32) []byte {
	var b []byte
	for _, v := range vs {
		b = s.order().AppendUint32(b, v)
	}
	return b
}

// note encodes a note.
func (s *spec) note(owner string, kind uint32, desc []byte) []byte {
	b := s.words(uint32(len(owner)+1), uint32(len(desc)), kind)
	b = append(b, owner...)
	b = append(b, make([]byte, 4-len(owner)%4)...)
	return append(b, desc...)
}

// build lays the file out: header, program headers, what they cover, section
// contents, section names, section headers.
func (s *spec) build() []byte {
	phoff := uint32(ehSize)
	body := phoff + uint32(len(s.progs))*phEntSize
	var data, phdrs []byte
	for _, p := range s.progs {
		off, size := body+uint32(len(data)), uint32(len(p.data))
		if p.headers {
			size += off
			off = 0
		}
		data = append(data, p.data...)
		memsz := max(p.memsz, size)
		phdrs = append(phdrs, s.words(p.kind, off, p.vaddr, p.vaddr, size, memsz, p.flags, p.align)...)
	}
	names := []byte{0}
	shdrs := s.words(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	sections := append([]testSection(nil), s.sections...)
	if len(sections) > 0 {
		sections = append(sections, testSection{name: ".shstrtab", kind: shtStrtab})
	}
	for i, x := range sections {
		name := uint32(len(names))
		names = append(append(names, x.name...), 0)
		if i == len(sections)-1 {
			x.data = names
		}
		shdrs = append(shdrs, s.words(name, x.kind, x.flags, x.addr, body+uint32(len(data)), uint32(len(x.data)), x.link, 0, 4, x.entsz)...)
		data = append(data, x.data...)
	}
	h := s.header()
	put16, put32 := s.order().AppendUint16, s.order().AppendUint32
	shoff, shnum, shstrndx := uint32(0), uint16(0), uint16(0)
	if len(sections) > 0 {
		shoff, shnum, shstrndx = body+uint32(len(data)), uint16(len(sections)+1), uint16(len(sections))
	}
	h = put32(put32(put32(put32(h, s.entry), phoff), shoff), s.flags)
	for _, v := range []uint16{ehSize, phEntSize, uint16(len(s.progs)), shEntSize, shnum, shstrndx} {
		h = put16(h, v)
	}
	h = append(append(h, phdrs...), data...)
	if len(sections) > 0 {
		h = append(h, shdrs...)
	}
	return h
}

// header encodes the ELF header up to e_entry.
func (s *spec) header() []byte {
	b := make([]byte, 16)
	copy(b, "\x7fELF\x01\x02\x01")
	if s.little {
		b[5] = elfData2LSB
	}
	if s.class != 0 {
		b[4] = s.class
	}
	b[7] = s.osabi
	kind, machine := s.kind, s.machine
	if kind == 0 {
		kind = etExec
	}
	if machine == 0 {
		machine = 8
	}
	b = s.order().AppendUint16(b, kind)
	b = s.order().AppendUint16(b, machine)
	return s.order().AppendUint32(b, 1)
}

// minimal returns a program of one instruction segment and one data segment.
func minimal() *spec {
	s := &spec{flags: 0x70001005, entry: 0x400100}
	s.progs = []testProg{
		{kind: ptLoad, vaddr: 0x400000, data: make([]byte, 0x200), flags: pfRead | pfExec, align: 0x10000, headers: true},
		{kind: ptLoad, vaddr: 0x420000, data: s.words(1, 2, 3, 4), memsz: 0x100, flags: pfRead | pfWrite, align: 0x10000},
	}
	return s
}

// full returns a program with one of everything that is read.
func full(little bool) *spec {
	s := &spec{little: little, flags: 0x70001005, entry: 0x400200}
	w := s.words
	names := []byte("\x00main\x00buffer\x00")
	symbols := bytes.Join([][]byte{
		w(0, 0, 0, 0),
		w(1, 0x400200, 8), {stbLocal<<4 | sttFunc, 0}, {0, 1},
		w(6, 0x420010, 16), {1<<4 | sttObject, 0}, {0, 1},
	}, nil)
	if little {
		symbols[16+14], symbols[16+15] = 1, 0
		symbols[32+14], symbols[32+15] = 1, 0
	}
	text := append(make([]byte, 0x200), w(0x24020fa1, 0x0000000c)...)
	note := s.note("GNU", 1, w(0, 3, 2, 0))
	abi := append([]byte{0, 0, 32, 2, 1, 1, 0, 5}, w(0, 0, 0, 0)...)
	s.progs = []testProg{
		{kind: ptLoad, vaddr: 0x400000, data: text, flags: pfRead | pfExec, align: 0x10000, headers: true},
		{kind: ptLoad, vaddr: 0x420000, data: w(1, 2, 3, 4), memsz: 0x100, flags: pfRead | pfWrite, align: 0x10000},
		{kind: ptNote, data: note},
		{kind: ptMIPSABIFlags, data: abi},
		{kind: ptMIPSReginfo, data: w(0, 0, 0, 0, 0, 0x427ff0)},
		{kind: ptDynamic, data: w(dtHash, 0x420000, dtStrtab, 0x420000, dtSymtab, 0x420000, dtStrsz, 4, dtMIPSSymtabno, 1, 0, 0)},
		{kind: ptGNUStack, flags: pfRead | pfWrite},
	}
	s.sections = []testSection{
		{name: ".text", kind: 1, flags: shfAlloc | shfExec, addr: 0x400200, data: w(0x24020fa1, 0x0000000c)},
		{name: ".data", kind: 1, flags: shfAlloc, addr: 0x420000, data: w(1, 2, 3, 4)},
		{name: ".comment", kind: 1, data: []byte("GCC: (Debian) 12\x00")},
		{name: ".symtab", kind: shtSymtab, data: symbols, link: 5, entsz: symSize},
		{name: ".strtab", kind: shtStrtab, data: names},
		{name: ".note.ABI-tag", kind: shtNote, data: note},
	}
	return s
}

// parse parses what a spec builds.
func parse(s *spec) (*image.Image, error) {
	return parseBytes(s.build(), Options{})
}

func parseBytes(b []byte, opts Options) (*image.Image, error) {
	return Parse(bytes.NewReader(b), int64(len(b)), opts)
}

// mustParse is parse for files that are meant to be right.
func mustParse(t *testing.T, s *spec) *image.Image {
	t.Helper()
	img, err := parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return img
}
