package ppc

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/arch/ppc64/ppc64asm"
)

// Parse decodes word with the disassembler, which knows the 64-bit architecture
// up to its present version, and more instructions than the table. Its own
// Decode does not report unknown words.
func Parse(word uint32) (ppc64asm.Inst, error) {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], word)
	in, err := ppc64asm.Decode(b[:], binary.BigEndian)
	if err == nil && in.Op == 0 {
		err = errors.New("unknown instruction")
	}
	return in, err
}

// Disasm returns the instruction word at pc as assembler text. What is no
// instruction of the table comes out as ".long".
func Disasm(pc, word uint32) string {
	row := Decode(word)
	if row == nil {
		return fmt.Sprintf(".long %#x", word)
	}
	in, err := Parse(word)
	if err != nil {
		return fmt.Sprintf("%s %#x", row.Name, word)
	}
	return ppc64asm.GNUSyntax(in, uint64(pc))
}
