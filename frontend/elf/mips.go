package elf

import (
	"errors"
	"fmt"
	"strings"

	"translate/frontend/image"
)

// Bits of e_flags for MIPS. [MIPS psABI 4; binutils include/elf/mips.h]
const (
	efABI2      = 0x20 // n32
	efFP64      = 0x200
	efNaN2008   = 0x400
	efABIMask   = 0xf000
	efABIO32    = 0x1000
	efMicroMIPS = 0x02000000
	efMIPS16    = 0x04000000
	efArchMask  = 0xf0000000
)

// mipsABIs names the values of e_flags' ABI field. Early tools left it zero.
var mipsABIs = map[uint32]string{0: "o32", efABIO32: "o32", 0x2000: "o64", 0x3000: "eabi32", 0x4000: "eabi64"}

// mipsArchs names the values of e_flags' architecture field, its top four bits.
var mipsArchs = [16]string{
	"MIPS I", "MIPS II", "MIPS III", "MIPS IV", "MIPS V", "MIPS32", "MIPS64", "MIPS32r2", "MIPS64r2", "MIPS32r6", "MIPS64r6",
}

// mipsASEs are application-specific extensions that programs for them cannot do
// without, with their bits in the ABI flags. The DSP, MT, Virtualization and
// similar ones are not here: libraries only use them where the kernel says so.
var mipsASEs = []struct {
	bit  uint32
	name string
}{
	{0x200, "MSA"}, {0x400, "MIPS16"}, {0x800, "microMIPS"},
}

// fpModes maps the floating-point ABI to a register mode. The values missing
// here are unknown. [MIPS O32 ABI - FR0 and FR1 Interlinking, 10]
var fpModes = map[byte]image.MIPSFPMode{
	0: image.FR0,       // any: does not matter
	1: image.FR0,       // -mdouble-float
	2: image.FR0,       // -msingle-float
	3: image.SoftFloat, // -msoft-float
	4: image.FR1,       // -mips32r2 -mfp64, the old way
	5: image.FR0,       // -mfpxx: works in either
	6: image.FR1,       // -mfp64
	7: image.FR1,       // -mfp64 -mno-odd-spreg
}

// abiFlags is the part of Elf_ABIFlags_v0 that matters here.
type abiFlags struct {
	level, rev, gprSize, fpABI byte
	ases                       uint32
}

// describeMIPS fills in what a MIPS executable says about its processor.
func (f *file) describeMIPS() {
	m := f.img
	flags := f.hdr.flags
	m.MIPS.NaN2008 = flags&efNaN2008 != 0
	if flags&efFP64 != 0 {
		m.MIPS.FPMode = image.FR1
	}
	f.describeMIPSABI()
	f.checkMIPSArch()
	if err := f.applyABIFlags(); err != nil {
		f.warn("ABI flags ignored: %v", err)
	}
	if err := f.findGP(); err != nil {
		f.warn("register info ignored: %v", err)
	}
	if m.Entry%4 != 0 {
		f.unsupported("the entry point 0x%x is MIPS16 or microMIPS code", m.Entry)
	}
}

// describeMIPSABI names the ABI and refuses all but o32.
func (f *file) describeMIPSABI() {
	abi, known := mipsABIs[f.hdr.flags&efABIMask]
	switch {
	case !known:
		abi = fmt.Sprintf("ABI 0x%x", f.hdr.flags&efABIMask)
	case f.hdr.flags&efABI2 != 0:
		abi = "n32"
	}
	f.img.ABI = abi
	if abi != "o32" {
		f.unsupported("the MIPS %s ABI is not supported", abi)
	}
}

// checkMIPSArch refuses encodings other than the classic one. That a program
// may use 64-bit instructions is no reason: o32 programs have 32-bit registers.
func (f *file) checkMIPSArch() {
	switch arch := mipsArchs[f.hdr.flags&efArchMask>>28]; {
	case arch == "":
		f.unsupported("MIPS architecture level 0x%x is not known", f.hdr.flags&efArchMask>>28)
	case strings.HasSuffix(arch, "r6"):
		f.unsupported("%s is not supported: release 6 encodes instructions differently", arch)
	}
	if f.hdr.flags&efMicroMIPS != 0 {
		f.unsupported("microMIPS code is not supported")
	}
	if f.hdr.flags&efMIPS16 != 0 {
		f.unsupported("MIPS16 code is not supported")
	}
}

// applyABIFlags reads the ABI flags, which know more than e_flags.
func (f *file) applyABIFlags() error {
	b, err := f.mipsRecord(ptMIPSABIFlags, ".MIPS.abiflags", 24)
	if b == nil || err != nil {
		return err
	}
	if v := f.order.Uint16(b); v != 0 {
		return fmt.Errorf("version %d is not known", v)
	}
	a := abiFlags{level: b[2], rev: b[3], gprSize: b[4], fpABI: b[7], ases: f.order.Uint32(b[12:])}
	mode, known := fpModes[a.fpABI]
	if !known {
		f.unsupported("floating-point ABI %d is not known", a.fpABI)
	} else if a.fpABI != 0 {
		f.img.MIPS.FPMode = mode
	}
	if a.rev >= 6 {
		f.unsupported("MIPS%dr%d is not supported: release 6 encodes instructions differently", a.level, a.rev)
	}
	for _, ase := range mipsASEs {
		if a.ases&ase.bit != 0 {
			f.unsupported("%s code is not supported", ase.name)
		}
	}
	return nil
}

// findGP finds the value of $gp in the register info.
func (f *file) findGP() error {
	b, err := f.mipsRecord(ptMIPSReginfo, ".reginfo", 24)
	if b == nil || err != nil {
		return err
	}
	if gp := f.order.Uint32(b[20:]); gp != 0 {
		f.img.MIPS.GP = uint64(gp) + f.img.Bias
	}
	return nil
}

// mipsRecord reads a record of n bytes that a program header or a section
// holds; nil if neither exists.
func (f *file) mipsRecord(kind uint32, name string, n uint64) ([]byte, error) {
	offset, size := uint64(0), uint64(0)
	if p := f.prog(kind); p != nil {
		offset, size = uint64(p.offset), uint64(p.filesz)
	} else if s := f.section(name); s != nil && s.kind != shtNobits {
		offset, size = uint64(s.off), uint64(s.size)
	} else {
		return nil, nil
	}
	if size < n {
		return nil, errors.New("too short")
	}
	return f.read(offset, n)
}
