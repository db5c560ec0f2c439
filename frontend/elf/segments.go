package elf

import (
	"errors"
	"fmt"
	"sort"

	"translate/frontend/image"
)

// Types of program headers and their flags. [gABI 5; MIPS psABI 5]
const (
	ptLoad         = 1
	ptDynamic      = 2
	ptInterp       = 3
	ptNote         = 4
	ptPhdr         = 6
	ptGNUStack     = 0x6474e551
	ptGNURelro     = 0x6474e552
	ptMIPSReginfo  = 0x70000000
	ptMIPSRtproc   = 0x70000001
	ptMIPSOptions  = 0x70000002
	ptMIPSABIFlags = 0x70000003

	pfExec  = 1
	pfWrite = 2
	pfRead  = 4
)

const (
	pathMax  = 4096       // the kernel's limit on the interpreter's path
	phSpace  = 64 << 10   // and on the size of the program header table
	pieAlign = 64 << 10   // largest page size of the guests
	pieBase  = 0x00550000 // where a position-independent program goes
)

// prog is a program header.
type prog struct {
	kind, offset, vaddr uint32
	filesz, memsz       uint32
	flags, align        uint32
	index               int
}

func (p *prog) end() uint64 { return uint64(p.vaddr) + uint64(p.memsz) }

// name names a PT_LOAD in messages.
func (p *prog) name() string { return fmt.Sprintf("PT_LOAD %d", p.index) }

// prog returns the first program header of a type, or nil.
func (f *file) prog(kind uint32) *prog {
	for i := range f.progs {
		if f.progs[i].kind == kind {
			return &f.progs[i]
		}
	}
	return nil
}

// readProgs reads the program header table.
func (f *file) readProgs() error {
	h := &f.hdr
	if h.phnum == 0 {
		return errors.New("no program headers: not an executable")
	}
	if h.phentsize != phEntSize {
		return fmt.Errorf("program header size %d at 0x2a: want %d", h.phentsize, phEntSize)
	}
	size := uint64(h.phnum) * phEntSize
	if size > phSpace {
		return fmt.Errorf("%d program headers are more than a kernel takes", h.phnum)
	}
	b, err := f.read(uint64(h.phoff), size)
	if err != nil {
		return fmt.Errorf("program headers: %w", err)
	}
	for i := range int(h.phnum) {
		f.progs = append(f.progs, f.decodeProg(b[i*phEntSize:], i))
	}
	return nil
}

func (f *file) decodeProg(b []byte, index int) prog {
	u32 := f.order.Uint32
	return prog{
		kind: u32(b), offset: u32(b[4:]), vaddr: u32(b[8:]),
		filesz: u32(b[16:]), memsz: u32(b[20:]),
		flags: u32(b[24:]), align: u32(b[28:]),
		index: index,
	}
}

// loads returns the non-empty PT_LOADs, ascending by address.
func (f *file) loads() []*prog {
	var loads []*prog
	for i := range f.progs {
		if p := &f.progs[i]; p.kind == ptLoad && p.memsz != 0 {
			loads = append(loads, p)
		}
	}
	sort.SliceStable(loads, func(i, j int) bool { return loads[i].vaddr < loads[j].vaddr })
	return loads
}

// checkLoads checks each PT_LOAD by itself, against its neighbour and against
// the size of the file.
func (f *file) checkLoads() error {
	var total uint64
	for i := range f.progs {
		p := &f.progs[i]
		if p.kind != ptLoad {
			continue
		}
		if err := f.checkLoad(p); err != nil {
			return fmt.Errorf("%s at 0x%x: %w", p.name(), uint64(f.hdr.phoff)+uint64(i)*phEntSize, err)
		}
		total += uint64(p.filesz)
	}
	// Segments may share a page of the file, no more: many segments with the
	// same contents would multiply a small file to gigabytes.
	if limit := 2*uint64(f.size) + phSpace; total > limit {
		return fmt.Errorf("PT_LOADs hold 0x%x bytes, of a file of 0x%x", total, f.size)
	}
	loads := f.loads()
	if len(loads) == 0 {
		return errors.New("no PT_LOAD program header: nothing to run")
	}
	for i, p := range loads[1:] {
		if prev := loads[i]; prev.end() > uint64(p.vaddr) {
			return fmt.Errorf("%s at address 0x%x overlaps %s, which ends at 0x%x", p.name(), p.vaddr, prev.name(), prev.end())
		}
	}
	return nil
}

// checkLoad checks one PT_LOAD.
func (f *file) checkLoad(p *prog) error {
	if p.filesz > p.memsz {
		return fmt.Errorf("file size 0x%x exceeds memory size 0x%x", p.filesz, p.memsz)
	}
	if end := uint64(p.offset) + uint64(p.filesz); end > uint64(f.size) {
		return fmt.Errorf("contents end at 0x%x, the file at 0x%x", end, f.size)
	}
	if p.end() > f.machine.limit {
		return fmt.Errorf("addresses 0x%x to 0x%x are beyond the program's address space, which ends at 0x%x", p.vaddr, p.end(), f.machine.limit)
	}
	return nil
}

// choosePlace sets the load bias. A position-independent program that was not
// linked to an address of its own gets a fixed one, which any page size suits.
func (f *file) choosePlace() error {
	loads := f.loads()
	low, high := uint64(loads[0].vaddr), loads[len(loads)-1].end()
	if f.hdr.kind != etDyn || low >= pieAlign {
		return nil
	}
	align := uint64(pieAlign)
	for _, p := range loads {
		if a := uint64(p.align); a > align && a&(a-1) == 0 {
			align = a
		}
	}
	for _, base := range []uint64{pieBase, pieAlign} {
		bias := (base + align - 1) &^ (align - 1)
		if high+bias <= f.machine.limit {
			f.img.Bias = bias
			return nil
		}
	}
	return fmt.Errorf("no room for a program of 0x%x bytes aligned to 0x%x", high, align)
}

// loadSegments reads the contents of the PT_LOADs.
func (f *file) loadSegments() error {
	for _, p := range f.loads() {
		data, err := f.read(uint64(p.offset), uint64(p.filesz))
		if err != nil {
			return fmt.Errorf("%s: %w", p.name(), err)
		}
		f.img.Segments = append(f.img.Segments, image.Segment{
			Addr: uint64(p.vaddr) + f.img.Bias,
			Size: uint64(p.memsz),
			Data: data,
			Perm: perm(p.flags),
		})
	}
	if p := f.prog(ptGNURelro); p != nil {
		start := uint64(p.vaddr) + f.img.Bias
		f.img.Sealed = image.Range{Start: start, End: (start + uint64(p.memsz)) &^ (image.PageSize - 1)}
	}
	f.img.PHdr = f.findPHdr()
	f.img.PHNum = len(f.progs)
	return nil
}

func perm(flags uint32) image.Perm {
	var p image.Perm
	for _, bit := range []struct {
		flag uint32
		perm image.Perm
	}{{pfExec, image.Exec}, {pfWrite, image.Write}, {pfRead, image.Read}} {
		if flags&bit.flag != 0 {
			p |= bit.perm
		}
	}
	return p
}

// findPHdr returns where the program headers lie in memory: where PT_PHDR says
// or, if that is no loaded address, where a PT_LOAD covers them in the file.
func (f *file) findPHdr() image.Addr {
	size := uint64(len(f.progs)) * phEntSize
	if p := f.prog(ptPhdr); p != nil {
		a := uint64(p.vaddr) + f.img.Bias
		if s := f.img.Segment(a); s != nil && a+size <= s.Addr+uint64(len(s.Data)) {
			return a
		}
	}
	for _, p := range f.loads() {
		start, end := uint64(p.offset), uint64(p.offset)+uint64(p.filesz)
		if off := uint64(f.hdr.phoff); off >= start && off+size <= end {
			return off - start + uint64(p.vaddr) + f.img.Bias
		}
	}
	return 0
}

// checkEntry checks that the program starts somewhere.
func (f *file) checkEntry() error {
	if f.hdr.kind == etDyn && f.hdr.entry == 0 {
		return errors.New("shared object without an entry point")
	}
	f.img.Entry = uint64(f.hdr.entry) + f.img.Bias
	if f.img.Segment(f.img.Entry) == nil {
		return fmt.Errorf("entry point 0x%x is in no segment", f.hdr.entry)
	}
	return nil
}

// readInterp reads the path of the dynamic linker.
func (f *file) readInterp() error {
	p := f.prog(ptInterp)
	if p == nil {
		return nil
	}
	if p.filesz > pathMax {
		return fmt.Errorf("PT_INTERP: path of 0x%x bytes", p.filesz)
	}
	b, err := f.read(uint64(p.offset), uint64(p.filesz))
	if err != nil {
		return fmt.Errorf("PT_INTERP: %w", err)
	}
	if f.img.Interp = cstring(string(b)); f.img.Interp == "" {
		return errors.New("PT_INTERP: empty path")
	}
	return nil
}
