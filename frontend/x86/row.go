package x86

import (
	"fmt"
	"strconv"
	"strings"
)

// A Row describes one instruction: which bytes it is, its operands, and what it
// does. A row is written as the manual writes it: the name, prefixes that are
// part of the opcode, the opcode, operands.
//
//	ADD 83 /0 Ev Ibs       /0: the reg field of the ModR/M byte
//	PUSH 50+r Zv           +r: the low bits of the opcode are a register
//	FADD d8 c0+i           a ModR/M byte whose rm field is a register
//	PXOR 66 0f ef Vx Wx    a prefix that selects the instruction
//
// "np" is no such prefix, "a16" the address-size prefix. Operands are those of
// the manual's opcode maps [SDM 2D, A.2.1]; Ibs is a byte that is sign-extended.
type Row struct {
	Name     string
	Operands []Operand

	opcodeMap byte   // 0, or the last escape byte: 0x0f, 0x38, 0x3a
	opcode    byte   // with +r the lowest of eight
	plusR     bool   // the low three bits of the opcode are a register
	prefix    string // "", np, 66, f2, f3
	addr16    bool   // wants the address-size prefix
	digit     int8   // value of the ModR/M reg field, -1 for any
	rm        int8   // value of the rm field, -1 for any
	mod       modKind
	modrm     bool // has a ModR/M byte

	lockable bool // may have a LOCK prefix where the destination is memory
	segment  bool // the reg field names a segment register, of which there are six
	noSeg    bool // forms an address without its segment (LEA)
	popEA    bool // the stack pointer in an address counts after the instruction has popped
	fpu, mmx bool // uses the x87 registers as a stack, as MMX registers
	flow     flow
	lift     lift
}

// lift is the function that builds the semantics of a row.
type lift func(l *lifter, i *inst)

// A modKind says which ModR/M bytes a row wants.
type modKind uint8

const (
	modAny modKind = iota
	modMemory
	modRegister
)

// An Operand is one operand of a row, in the notation of the manual.
type Operand struct {
	Kind byte   // A accumulator, C cl, D dx, E G I J M N O P Q S U V W, Z register of the opcode, 1, X x87 register
	Size string // b w d q v x ..., bs for sign-extended bytes
}

// row parses the description of an instruction. A mistake in one is found when
// the package is loaded.
func row(spec string, l lift) *Row {
	r := &Row{digit: -1, rm: -1, lift: l}
	f := strings.Fields(spec)
	r.Name, f = f[0], f[1:]
	var bytes []byte
	for len(f) > 0 {
		t := f[0]
		switch {
		case t == "np" || (t == "66" || t == "f2" || t == "f3") && len(bytes) == 0:
			r.prefix = t
		case t == "a16":
			r.addr16 = true
		case t[0] == '/':
			r.digit = int8(t[1] - '0')
			r.modrm = true
		case strings.HasSuffix(t, "+r"), strings.HasSuffix(t, "+i"):
			b := hexByte(spec, t[:2])
			if t[3] == 'r' {
				r.plusR = true
				bytes = append(bytes, b)
				break
			}
			r.fixed(b)
			r.rm = -1
		case len(t) == 2 && isHex(t):
			if b := hexByte(spec, t); len(bytes) > 0 && (bytes[0] >= 0xd8 && bytes[0] <= 0xdf || len(bytes) == 2 && bytes[1] != 0x38 && bytes[1] != 0x3a || len(bytes) == 1 && bytes[0] != 0x0f) {
				r.fixed(b)
			} else {
				bytes = append(bytes, b)
			}
		default:
			r.operand(t)
		}
		f = f[1:]
	}
	switch {
	case len(bytes) == 1:
		r.opcode = bytes[0]
	case len(bytes) == 2 && bytes[0] == 0x0f:
		r.opcodeMap, r.opcode = 0x0f, bytes[1]
	case len(bytes) == 3 && bytes[0] == 0x0f:
		r.opcodeMap, r.opcode = bytes[1], bytes[2]
	default:
		panic("BUG: opcode of " + spec)
	}
	return r
}

// fixed notes a ModR/M byte that is part of the opcode.
func (r *Row) fixed(b byte) {
	r.modrm, r.mod, r.digit, r.rm = true, modRegister, int8(b>>3&7), int8(b&7)
}

// operand adds an operand.
func (r *Row) operand(t string) {
	o := Operand{Kind: t[0], Size: t[1:]}
	switch o.Kind {
	case 'S':
		r.segment, r.modrm = true, true
	case 'E', 'G', 'P', 'Q', 'V', 'W':
		r.modrm = true
	case 'M':
		r.modrm, r.mod = true, modMemory
	case 'N', 'U':
		r.modrm, r.mod = true, modRegister
	case 'A', 'C', 'D', 'I', 'J', 'O', 'Z', '1', 'X':
	default:
		panic("BUG: operand " + t + " of " + r.Name)
	}
	r.Operands = append(r.Operands, o)
}

func isHex(s string) bool {
	_, err := strconv.ParseUint(s, 16, 8)
	return err == nil && strings.ToLower(s) == s
}

func hexByte(spec, s string) byte {
	v, err := strconv.ParseUint(s, 16, 8)
	if err != nil {
		panic(fmt.Sprintf("BUG: byte %q of %q", s, spec))
	}
	return byte(v)
}

// locked says that the row may have a LOCK prefix.
func locked(r *Row) *Row { r.lockable = true; return r }

// memory says that the row wants memory where its operand could be a register;
// register the opposite.
func memory(r *Row) *Row   { r.mod = modMemory; return r }
func register(r *Row) *Row { r.mod = modRegister; return r }

// flowing says how the row passes control on.
func flowing(f flow, r *Row) *Row { r.flow = f; return r }

// immediates returns the bytes of the immediate operands of r after the ModR/M
// operand: of the first and of the second. op16 and addr16 say which prefixes
// there are.
func (r *Row) immediates(op16, addr16 bool) (first, second uint32) {
	for _, o := range r.Operands {
		var n uint32
		switch {
		case o.Kind == 'O':
			n = 4
			if addr16 {
				n = 2
			}
		case o.Kind != 'I' && o.Kind != 'J':
			continue
		case o.Size[0] == 'b':
			n = 1
		case o.Size == "w", o.Size == "v" && op16:
			n = 2
		default:
			n = 4
		}
		if first == 0 {
			first = n
		} else {
			second = n
		}
	}
	return first, second
}

// signed reports whether the first immediate is sign-extended.
func (r *Row) signed() bool {
	for _, o := range r.Operands {
		if o.Kind == 'J' || o.Kind == 'I' && o.Size == "bs" {
			return true
		}
	}
	return false
}

// An Encoding is how an instruction of a row is written, for what makes
// instructions from the table.
type Encoding struct {
	Prefix          string // "", np, 66, f2 or f3
	Addr16          bool
	Map, Opcode     byte
	ModRM           bool
	PlusR           bool // the low bits of Opcode are a register
	Digit, RM       int8 // of the ModR/M byte, -1 for any
	Memory, Regs    bool // the operand of the rm field may be memory, a register
	Lockable        bool
	Transfer        bool // control goes elsewhere, or to the runtime
	Branch          bool // it is a conditional branch
	FPU, MMX, Sized bool // Sized: the operand-size prefix matters
}

// Encoding returns how instructions of r are written.
func (r *Row) Encoding() Encoding {
	return Encoding{
		Prefix: r.prefix, Addr16: r.addr16, Map: r.opcodeMap, Opcode: r.opcode, ModRM: r.modrm, PlusR: r.plusR,
		Digit: r.digit, RM: r.rm, Memory: r.modrm && r.mod != modRegister, Regs: r.modrm && r.mod != modMemory,
		Lockable: r.lockable, Transfer: r.flow != flowNext, Branch: r.flow == flowBranch,
		FPU: r.fpu, MMX: r.mmx, Sized: r.sized(),
	}
}

// Rows returns the instruction set.
func Rows() []*Row { return rows }
