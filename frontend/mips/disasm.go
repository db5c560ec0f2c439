package mips

import (
	"fmt"
	"strings"
)

// Disasm returns the instruction word at pc as assembler text, spelled as
// objdump -M no-aliases does. Illegal words come out as ".word".
func Disasm(pc, word uint32) string {
	row := Decode(word)
	if row == nil {
		return fmt.Sprintf(".word\t%#x", word)
	}
	name := strings.ToLower(row.Name)
	if ops := operands(row.Payload.Syntax, pc, word); ops != "" {
		return name + "\t" + ops
	}
	return name
}

// operands writes out a syntax string: every word in it that names an operand
// is replaced, everything else stands for itself. What follows a question mark
// is left out where it is zero.
func operands(syntax string, pc, word uint32) string {
	if before, optional, ok := strings.Cut(syntax, "?"); ok {
		text := operands(strings.TrimPrefix(optional, ","), pc, word)
		if strings.Trim(text, "0x,") == "" {
			return operands(before, pc, word)
		}
		return operands(before, pc, word) + optional[:len(optional)-len(strings.TrimPrefix(optional, ","))] + text
	}
	var out strings.Builder
	for syntax != "" {
		n := strings.IndexAny(syntax, ",()")
		if n < 0 {
			n = len(syntax)
		}
		out.WriteString(operand(syntax[:n], pc, word))
		if n < len(syntax) {
			out.WriteByte(syntax[n])
			n++
		}
		syntax = syntax[n:]
	}
	return out.String()
}

// operand returns the text of one operand.
func operand(name string, pc, word uint32) string {
	bits := func(shift, width uint) uint32 { return word >> shift & (1<<width - 1) }
	switch name {
	case "rs":
		return gprNames[bits(21, 5)]
	case "rt":
		return gprNames[bits(16, 5)]
	case "rd":
		return gprNames[bits(11, 5)]
	case "fr":
		return fmt.Sprintf("$f%d", bits(21, 5))
	case "ft":
		return fmt.Sprintf("$f%d", bits(16, 5))
	case "fs":
		return fmt.Sprintf("$f%d", bits(11, 5))
	case "fd":
		return fmt.Sprintf("$f%d", bits(6, 5))
	case "fcr", "hwr":
		return fmt.Sprintf("$%d", bits(11, 5))
	case "sa", "stype":
		return fmt.Sprintf("%#x", bits(6, 5))
	case "hint":
		return fmt.Sprintf("%#x", bits(16, 5))
	case "hintx":
		return fmt.Sprintf("%#x", bits(11, 5))
	case "imm":
		return fmt.Sprintf("%d", int16(word))
	case "uimm":
		return fmt.Sprintf("%#x", bits(0, 16))
	case "code":
		if bits(0, 6) == 0x0c { // SYSCALL has 20 bits, the traps 10
			return fmt.Sprintf("%#x", bits(6, 20))
		}
		return fmt.Sprintf("%#x", bits(6, 10))
	case "code10": // BREAK: the halves of the code are written apart
		if low := bits(6, 10); low != 0 {
			return fmt.Sprintf("%#x,%#x", bits(16, 10), low)
		}
		return fmt.Sprintf("%#x", bits(16, 10))
	case "extsize":
		return fmt.Sprintf("%#x", bits(11, 5)+1)
	case "inssize":
		return fmt.Sprintf("%#x", bits(11, 5)+1-bits(6, 5))
	case "cc":
		return fmt.Sprintf("$fcc%d", bits(18, 3))
	case "ccd":
		return fmt.Sprintf("$fcc%d", bits(8, 3))
	case "target":
		return fmt.Sprintf("%#x", pc+4+uint32(int32(int16(word)))<<2)
	case "jump":
		return fmt.Sprintf("%#x", (pc+4)&0xf0000000|word<<2&0x0fffffff)
	}
	return name
}

// RegisterName returns the name Disasm gives general register n.
func RegisterName(n int) string { return gprNames[n] }
