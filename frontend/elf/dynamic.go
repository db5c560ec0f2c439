package elf

// Tags of the dynamic section. [gABI 5; MIPS psABI 5]
const (
	dtNull   = 0
	dtPLTGOT = 3
	dtHash   = 4
	dtStrtab = 5
	dtSymtab = 6
	dtStrsz  = 10

	dtMIPSIChecksum = 0x70000003
	dtMIPSIVersion  = 0x70000004
	dtMIPSMSym      = 0x70000007
	dtMIPSConflict  = 0x70000008
	dtMIPSLiblist   = 0x70000009
	dtMIPSSymtabno  = 0x70000011
)

const dynSpace = 64 << 10 // more than any dynamic section takes

// dyn is an entry of the dynamic section. Addresses are as linked, without the
// load bias.
type dyn struct{ tag, value uint32 }

// tag returns the first dynamic entry with a tag, or nil.
func (f *file) tag(tag uint32) *dyn {
	for i := range f.dynamic {
		if f.dynamic[i].tag == tag {
			return &f.dynamic[i]
		}
	}
	return nil
}

// readDynamic reads the dynamic section.
func (f *file) readDynamic() error {
	p := f.prog(ptDynamic)
	if p == nil {
		return nil
	}
	b, err := f.read(uint64(p.offset), uint64(min(p.filesz, dynSpace)))
	if err != nil {
		return err
	}
	for ; len(b) >= 8; b = b[8:] {
		d := dyn{f.order.Uint32(b), f.order.Uint32(b[4:])}
		if d.tag == dtNull {
			break
		}
		f.dynamic = append(f.dynamic, d)
	}
	return nil
}

// memory returns n bytes of the program at a link address, if the file has them.
func (f *file) memory(addr uint32, n uint64) ([]byte, bool) {
	a := uint64(addr) + f.img.Bias
	s := f.img.Segment(a)
	if s == nil {
		return nil, false
	}
	start, size := a-s.Addr, uint64(len(s.Data))
	if start > size || n > size-start {
		return nil, false
	}
	return s.Data[start : start+n], true
}
