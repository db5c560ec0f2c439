package x86

import "encoding/binary"

// An Inst is one decoded instruction.
type Inst struct {
	Row  *Row
	Len  uint32
	Op16 bool // operand size 16
	Lock bool
	Reg  uint8 // ModR/M reg field
	RM   uint8 // register of the rm field or of the opcode
	Mem  bool  // the operand of the rm field is memory
	Addr address
	Imm  uint32
	Imm2 uint32
}

// An address is a memory operand: segment base, base, index<<scale, disp.
type address struct {
	seg         int8 // register whose base counts, -1 for none
	base, index int8 // -1 for none
	scale       uint8
	disp        uint32
	addr16      bool
}

// maxLen is the longest instruction.
const maxLen = 15

// A prefixes is what comes before the opcode.
type prefixes struct {
	op16, addr16, lock bool
	rep                byte // the last of f2 and f3
	seg                int8
}

// A slot is the rows of one opcode.
type slot struct {
	rows  []*Row
	modrm bool
}

// opcodes are the slots of an opcode map.
type opcodes [256]slot

// maps are the opcode maps, by escape byte.
var maps = map[byte]*opcodes{0: {}, 0x0f: {}, 0x38: {}, 0x3a: {}}

// rows is the instruction set.
var rows = compile()

// compile sorts all rows into the maps.
func compile() []*Row {
	var all []*Row
	for _, table := range tables() {
		all = append(all, table...)
	}
	for _, r := range all {
		n := 1
		if r.plusR {
			n = 8
		}
		for i := range n {
			s := &maps[r.opcodeMap][int(r.opcode)+i]
			if len(s.rows) > 0 && s.modrm != r.modrm {
				panic("BUG: " + r.Name + " shares an opcode with rows of another length")
			}
			s.rows = append(s.rows, r)
			s.modrm = r.modrm
		}
	}
	return all
}

// A reader takes bytes from the start of code.
type reader struct {
	code []byte
	n    int
	bad  bool // the code ended
}

func (r *reader) byte() byte {
	if r.n >= len(r.code) || r.n >= maxLen {
		r.bad = true
		return 0
	}
	r.n++
	return r.code[r.n-1]
}

// number reads a little-endian number of 0, 1, 2 or 4 bytes, zero-extended.
func (r *reader) number(size uint32) uint32 {
	var b [4]byte
	for i := range size {
		b[i] = r.byte()
	}
	return binary.LittleEndian.Uint32(b[:])
}

// Decode decodes the instruction at the start of code. It returns false where
// there is none that the table has.
func Decode(code []byte) (Inst, bool) {
	r := &reader{code: code}
	p, op := readPrefixes(r)
	table := maps[0]
	if op == 0x0f {
		table = maps[0x0f]
		if op = r.byte(); op == 0x38 || op == 0x3a {
			table = maps[op]
			op = r.byte()
		}
	}
	s := &table[op]
	var modrm byte
	if s.modrm {
		modrm = r.byte()
	}
	in := Inst{Op16: p.op16, Lock: p.lock, RM: op & 7, Addr: address{seg: p.seg, base: -1, index: -1, addr16: p.addr16}}
	in.Row = match(s.rows, &p, modrm)
	if in.Row == nil {
		return Inst{}, false
	}
	if s.modrm {
		in.Reg, in.RM, in.Mem = modrm>>3&7, modrm&7, modrm < 0xc0
		if in.Mem {
			in.Addr.read(r, modrm)
		}
	}
	if p.lock && !(in.Row.lockable && in.Mem) {
		return Inst{}, false
	}
	first, second := in.Row.immediates(p.op16, p.addr16)
	in.Imm = r.number(first)
	if first == 1 && in.Row.signed() {
		in.Imm = uint32(int32(int8(in.Imm)))
	}
	in.Imm2 = r.number(second)
	in.Len = uint32(r.n)
	return in, !r.bad
}

// readPrefixes reads the prefixes and the byte after them.
func readPrefixes(r *reader) (p prefixes, op byte) {
	p.seg = -1
	for {
		switch op = r.byte(); op {
		case 0x26, 0x2e, 0x36, 0x3e:
			p.seg = -1 // es, cs, ss, ds, whose bases are 0
		case 0x64, 0x65:
			p.seg = int8(op - 0x60)
		case 0x66:
			p.op16 = true
		case 0x67:
			p.addr16 = true
		case 0xf0:
			p.lock = true
		case 0xf2, 0xf3:
			p.rep = op
		default:
			return p, op
		}
		if r.bad {
			return p, op
		}
	}
}

// match returns the row that prefixes and a ModR/M byte select, or nil.
func match(rows []*Row, p *prefixes, modrm byte) *Row {
	var plain *Row
	for _, r := range rows {
		if r.modrm && !r.wants(modrm) || r.addr16 && !p.addr16 {
			continue
		}
		switch r.prefix {
		case "":
			if plain == nil {
				plain = r
			}
		case "np":
			if p.rep == 0 && !p.op16 {
				return r
			}
		case "66":
			if p.rep == 0 && p.op16 {
				return r
			}
		case "f2":
			if p.rep == 0xf2 {
				return r
			}
		case "f3":
			if p.rep == 0xf3 {
				return r
			}
		}
	}
	return plain
}

// wants reports whether a ModR/M byte is one of the row's.
func (r *Row) wants(modrm byte) bool {
	switch {
	case r.segment && modrm>>3&7 > 5,
		r.digit >= 0 && byte(r.digit) != modrm>>3&7,
		r.rm >= 0 && byte(r.rm) != modrm&7,
		r.mod == modMemory && modrm >= 0xc0,
		r.mod == modRegister && modrm < 0xc0:
		return false
	}
	return true
}

// read reads the memory operand that a ModR/M byte announces.
// [SDM 2A, 2.1.5]
func (a *address) read(r *reader, modrm byte) {
	mod, rm := modrm>>6, modrm&7
	if a.addr16 {
		a.read16(r, mod, rm)
		return
	}
	a.base = int8(rm)
	if rm == 4 {
		sib := r.byte()
		a.base = int8(sib & 7)
		if i := sib >> 3 & 7; i != 4 {
			a.index, a.scale = int8(i), sib>>6
		}
	}
	switch {
	case mod == 0 && a.base == 5:
		a.base, a.disp = -1, r.number(4)
	case mod == 1:
		a.disp = uint32(int32(int8(r.byte())))
	case mod == 2:
		a.disp = r.number(4)
	}
}

// read16 does read for 16-bit addresses.
func (a *address) read16(r *reader, mod, rm byte) {
	pair := [8][2]int8{{3, 6}, {3, 7}, {5, 6}, {5, 7}, {6, -1}, {7, -1}, {5, -1}, {3, -1}}[rm]
	a.base, a.index = pair[0], pair[1]
	switch {
	case mod == 0 && rm == 6:
		a.base, a.disp = -1, r.number(2)
	case mod == 1:
		a.disp = uint32(int32(int8(r.byte())))
	case mod == 2:
		a.disp = r.number(2)
	}
}
