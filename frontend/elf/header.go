package elf

import (
	"encoding/binary"
	"errors"
	"fmt"

	"translate/frontend/image"
)

// Header constants, spelled as the generic ABI does where they have a name. [gABI 4]
const (
	elfClass32  = 1
	elfClass64  = 2
	elfData2LSB = 1
	elfData2MSB = 2

	etExec = 2
	etDyn  = 3

	ehSize    = 52
	phEntSize = 32
	shEntSize = 40
)

// header is the ELF header.
type header struct {
	osabi     byte
	kind      uint16 // e_type
	entry     uint32
	phoff     uint32
	shoff     uint32
	flags     uint32
	phentsize uint16
	phnum     uint16
	shentsize uint16
	shnum     uint16
	shstrndx  uint16
}

// A machine is an instruction set that an image can name.
type machine struct {
	id       uint16 // e_machine
	kind     image.Machine
	abi      string
	orders   [2]bool // whether little and big endian exist
	limit    uint64  // first address that programs cannot use
	describe func(*file)
}

// machines are those we read; the frontend decides which of them it lifts.
var machines = []machine{
	{3, image.I386, "i386", [2]bool{true, false}, 0xffffe000, nil},
	{8, image.MIPS, "o32", [2]bool{true, true}, 0x7fff8000, (*file).describeMIPS},
	{20, image.PowerPC, "sysv", [2]bool{false, true}, 0xbfff0000, (*file).describePPC},
}

// otherMachines names common values of e_machine in refusals.
var otherMachines = map[uint16]string{
	2: "SPARC", 4: "m68k", 10: "MIPS RS3000", 15: "PA-RISC", 21: "PowerPC 64", 22: "S390", 40: "ARM",
	42: "SuperH", 43: "SPARC V9", 50: "IA-64", 62: "x86-64", 183: "AArch64", 243: "RISC-V",
	258: "LoongArch", 0x9026: "Alpha",
}

// otherTypes says what is wrong with files that are not executables.
var otherTypes = map[uint16]string{
	0: "file has no type", 1: "relocatable object file, not linked yet", 4: "core dump, not an executable",
}

// readHeader reads the ELF header and finds the machine.
func (f *file) readHeader() error {
	n := min(f.size, 64)
	b, err := f.read(0, uint64(n))
	if err != nil {
		return fmt.Errorf("ELF header: %w", err)
	}
	if !Match(b) {
		return errors.New("no ELF magic at offset 0")
	}
	if len(b) < ehSize {
		return fmt.Errorf("file ends inside the ELF header, at 0x%x of 0x%x bytes", len(b), ehSize)
	}
	if err := f.readIdent(b); err != nil {
		return err
	}
	f.hdr = f.decodeHeader(b)
	if what, bad := otherTypes[f.hdr.kind]; bad {
		return errors.New(what)
	}
	if f.hdr.kind != etExec && f.hdr.kind != etDyn {
		return fmt.Errorf("file type 0x%x is not supported", f.hdr.kind)
	}
	f.img.Machine = f.machine.kind
	f.img.ABI = f.machine.abi
	f.img.BigEnd = f.order == binary.BigEndian
	f.img.Flags = f.hdr.flags
	return nil
}

// readIdent checks what decides how the rest is read: class, byte order,
// version and machine.
func (f *file) readIdent(b []byte) error {
	switch class := b[4]; class {
	case elfClass32, elfClass64:
	default:
		return fmt.Errorf("class %d at 0x4 is neither 32-bit nor 64-bit", class)
	}
	switch data := b[5]; data {
	case elfData2LSB:
		f.order = binary.LittleEndian
	case elfData2MSB:
		f.order = binary.BigEndian
	default:
		return fmt.Errorf("data encoding %d at 0x5 is neither little nor big endian", data)
	}
	if v := b[6]; v != 1 {
		return fmt.Errorf("version %d at 0x6 is not supported", v)
	}
	return f.findMachine(f.order.Uint16(b[18:]), b[4])
}

// findMachine sets f.machine to the row of e_machine.
func (f *file) findMachine(id uint16, class byte) error {
	for i := range machines {
		m := &machines[i]
		if m.id != id {
			continue
		}
		f.machine = m
		if class == elfClass64 {
			return fmt.Errorf("64-bit %v is not supported", m.kind)
		}
		big := f.order == binary.BigEndian
		if (big && !m.orders[1]) || (!big && !m.orders[0]) {
			return fmt.Errorf("%v in %s order is not supported", m.kind, orderName(big))
		}
		return nil
	}
	if name, known := otherMachines[id]; known {
		return fmt.Errorf("machine %d (%s) is not supported", id, name)
	}
	return fmt.Errorf("machine %d is not supported", id)
}

func orderName(big bool) string {
	if big {
		return "big-endian"
	}
	return "little-endian"
}

// decodeHeader picks the fields out of the header's bytes.
func (f *file) decodeHeader(b []byte) header {
	u16, u32 := f.order.Uint16, f.order.Uint32
	return header{
		osabi:     b[7],
		kind:      u16(b[16:]),
		entry:     u32(b[24:]),
		phoff:     u32(b[28:]),
		shoff:     u32(b[32:]),
		flags:     u32(b[36:]),
		phentsize: u16(b[42:]),
		phnum:     u16(b[44:]),
		shentsize: u16(b[46:]),
		shnum:     u16(b[48:]),
		shstrndx:  u16(b[50:]),
	}
}
