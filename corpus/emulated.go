package corpus

import (
	"debug/elf"
	"encoding/binary"
	"fmt"
	"os"
)

// LinkEmulated makes dst the guest program src as the emulator is to run it:
// src itself, or where that has instructions that QEMU refuses and processors do
// not, a copy with others of the same effect.
func LinkEmulated(dst, src string) error {
	fitting, err := emulated(src)
	if err != nil {
		return fmt.Errorf("making %s fit for QEMU: %w", src, err)
	}
	if fitting == nil {
		return linkFile(dst, src)
	}
	return os.WriteFile(dst, fitting, 0o755)
}

// mffs FRT is all that a PowerPC processor before Power ISA 3.0 sees of mffsl and
// its kin, with which glibc 2.36 reads FPSCR on any: their other fields were
// reserved. QEMU's older processors take them for illegal. [Power I, mffs]
const (
	mffsMask  = 0xfc0007ff
	mffs      = 0xfc00048e
	mffsForms = 0x001ff800
)

// emulated returns the contents of a PowerPC program with plain mffs for its other
// forms, nil where there are none.
func emulated(program string) ([]byte, error) {
	f, err := elf.Open(program)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if f.Machine != elf.EM_PPC {
		return nil, nil
	}
	data, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	replaced := false
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_EXECINSTR == 0 || s.Type != elf.SHT_PROGBITS {
			continue
		}
		code := data[s.Offset:][:s.FileSize]
		for ; len(code) >= 4; code = code[4:] {
			word := binary.BigEndian.Uint32(code)
			if word&mffsMask == mffs && word&mffsForms != 0 {
				binary.BigEndian.PutUint32(code, word&^mffsForms)
				replaced = true
			}
		}
	}
	if !replaced {
		return nil, nil
	}
	return data, nil
}
