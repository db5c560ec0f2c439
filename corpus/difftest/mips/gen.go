// Package mips makes random sequences of MIPS instructions from the decode table
// and compares every register, the scratch memory and FCSR with QEMU's.
package mips

import (
	"math/rand"
	"strings"

	"translate/corpus/difftest"
	"translate/frontend/mips"
)

// A Mode is a kind of guest program.
type Mode struct {
	BigEnd  bool
	FR1     bool // 64-bit floating-point registers
	NaN2008 bool
	Control bool // sequences read and write FCSR themselves
	Ordered bool // they do, but never look at Cause
	Links   bool // sequences jump and branch with links, into their own middle
}

func (m Mode) String() string {
	s := "mipsel"
	if m.BigEnd {
		s = "mips"
	}
	if m.FR1 {
		s += "-fr1"
	}
	if m.NaN2008 {
		s += "-nan2008"
	}
	if m.Control {
		s += "-control"
	}
	if m.Ordered {
		s += "-ordered"
	}
	if m.Links {
		s += "-links"
	}
	return s
}

// Registers that sequences do not write: an index that keeps indexed
// accesses in the scratch memory, its middle, the frame of the driver, a
// value for CTC1, and the return address.
const (
	indexReg   = 27
	scratchReg = 28
	frameReg   = 29
	fcsrReg    = 30
	otherFCSR  = 26 // another value, in modes that write FCSR
	linkReg    = 31
)

// A Sequence is a straight run of instructions with forward branches in it.
type Sequence = []uint32

// A Generator makes sequences and states for one mode.
type Generator struct {
	Mode
	rng   *rand.Rand
	plain []*mips.Row // may stand anywhere
	flow  []*mips.Row // branches
	ll    *mips.Row
}

// Generator implements difftest.Guest.
func (m Mode) Generator(seed int64) difftest.Generator[Sequence, *State] {
	return NewGenerator(m, seed)
}

// NewGenerator returns a generator whose output the seed decides.
func NewGenerator(m Mode, seed int64) *Generator {
	g := &Generator{Mode: m, rng: rand.New(rand.NewSource(seed))}
	for _, row := range mips.Rows() {
		if row.Name == "LL" {
			g.ll = row
		}
		switch {
		case g.excluded(row):
		case row.Payload.Flow.Kind == mips.FlowNext:
			g.plain = append(g.plain, row)
		case row.Payload.Flow.Kind == mips.FlowBranch && (g.Links || !row.Payload.Flow.Links),
			row.Payload.Flow.Kind == mips.FlowJump && g.Links:
			g.flow = append(g.flow, row)
		}
	}
	return g
}

// excluded tells which rows sequences do without.
func (g *Generator) excluded(row *mips.Row) bool {
	switch row.Name {
	case "SYSCALL", "BREAK": // leave the sequence
		return true
	case "CFC1", "CTC1":
		return !g.Control && !g.Ordered
	}
	// The long formats and LUXC1 are illegal with FR=0.
	return !g.FR1 && (strings.Contains(row.Name, ".L") && !strings.HasPrefix(row.Name, "C.") || strings.HasSuffix(row.Name, "UXC1"))
}

// Sequence returns n random instructions.
func (g *Generator) Sequence(n int) Sequence {
	s := make(Sequence, 0, n)
	targets := map[int]int{} // of branches, by their position
	glued := map[int]bool{}  // where no branch may lead
	slot := false
	for len(s) < n {
		left := n - len(s)
		if left > 3 && !slot && g.rng.Intn(12) == 0 {
			targets[len(s)] = len(s) + 2 + g.rng.Intn(min(left-1, 8))
			s = append(s, g.fill(g.flow[g.rng.Intn(len(g.flow))]))
			slot = true
			continue
		}
		row := g.plain[g.rng.Intn(len(g.plain))]
		if row.Name == "SC" {
			// Without a LL before it, the result is unpredictable.
			if slot || left < 2 {
				continue
			}
			s = append(s, g.fill(g.ll))
			glued[len(s)] = true
		}
		if g.Ordered && row.Name == "CFC1" && (slot || left < 2) {
			continue
		}
		s = append(s, g.fill(row))
		if g.Ordered && row.Name == "CFC1" {
			rt := s[len(s)-1] >> 16 & 31
			glued[len(s)] = true
			s = append(s, andiNotCause|rt<<21|rt<<16)
		}
		if n := len(s); row.Name == "SC" && g.rng.Intn(3) > 0 {
			s[n-1] = s[n-1]&^0xffff | s[n-2]&0xffff
		}
		slot = false
		if w, ok := g.otherHalf(s[len(s)-1]); ok && g.rng.Intn(2) == 0 {
			for len(s) < n-1 && g.rng.Intn(2) == 0 {
				if row := g.plain[g.rng.Intn(len(g.plain))]; row.Name != "SC" && row.Name != "CFC1" {
					s = append(s, g.fill(row))
				}
			}
			if len(s) < n {
				s = append(s, w)
			}
		}
	}
	for i, to := range targets {
		if glued[to] {
			to++
		}
		if isJump(s[i]) {
			s[i] = s[i]&^0x03ffffff | uint32(to)
		} else {
			s[i] = s[i]&^0xffff | uint32(to-i-1)
		}
	}
	return s
}

// isJump reports whether w is J or JAL. In a Sequence these hold the position
// they go to; the assembler makes an address of it.
func isJump(w uint32) bool { return w>>27 == 1 }

// otherHalf returns what makes an unaligned access whole, of which w is a half.
func (g *Generator) otherHalf(w uint32) (uint32, bool) {
	const opLWL, opLWR, opSWL, opSWR = 0x22, 0x26, 0x2a, 0x2e
	op := w >> 26
	if op != opLWL && op != opLWR && op != opSWL && op != opSWR {
		return 0, false
	}
	left, imm := op&4 == 0, int(int16(w))
	if left == g.BigEnd {
		imm += 3
	} else {
		imm -= 3
	}
	return w&0x03ff0000 | (op^4)<<26 | uint32(imm)&0xffff, imm >= -scratchSize/2 && imm < scratchSize/2
}

// andiNotCause is ANDI with all of FCSR below Cause.
const andiNotCause = 0x0c<<26 | 0x0fff

// general returns a register that instructions may read and write.
func (g *Generator) general() uint32 {
	if g.Control || g.Ordered {
		return uint32(g.rng.Intn(otherFCSR))
	}
	return uint32(g.rng.Intn(indexReg))
}

var immediates = []uint32{0, 1, 2, 0x7fff, 0x8000, 0xffff, 0xfffe, 0x5555}

// fill chooses the operands of row.
func (g *Generator) fill(row *mips.Row) uint32 {
	w := row.Word(g.rng.Uint32())
	set := func(name string, v uint32) {
		if f, ok := row.Field(name); ok {
			w = f.Set(w, v)
		}
	}
	for _, f := range row.Fields {
		switch f.Name {
		case "rs", "rt", "rd":
			set(f.Name, g.general())
		case "fs", "ft", "fd", "fr":
			n := uint32(g.rng.Intn(32))
			if !g.FR1 && usesDoubles(row) {
				n &^= 1
			}
			set(f.Name, n)
		case "imm", "uimm":
			if g.rng.Intn(2) == 0 {
				set(f.Name, immediates[g.rng.Intn(len(immediates))])
			}
		}
	}
	switch {
	case strings.HasSuffix(row.Payload.Syntax, "imm(rs)"):
		set("rs", scratchReg)
		set("imm", uint32(g.rng.Intn(scratchSize)-scratchSize/2)&^(accessSize(row)-1))
	case strings.HasSuffix(row.Payload.Syntax, "rt(rs)"):
		set("rs", scratchReg)
		set("rt", indexReg)
	}
	g.tame(row, set)
	return w
}

// usesDoubles reports whether floating-point operands of row are pairs.
func usesDoubles(row *mips.Row) bool {
	return strings.Contains(row.Name, ".D") || strings.Contains(row.Name, "DC1") || strings.Contains(row.Name, "DXC1")
}

// accessSize returns the alignment that row needs of its address.
func accessSize(row *mips.Row) uint32 {
	switch strings.TrimSuffix(row.Name, "U")[1:] {
	case "H":
		return 2
	case "W", "L", "C", "WC1":
		return 4
	case "DC1":
		return 8
	}
	return 1
}

// tame chooses operands so that the instruction neither traps nor is
// unpredictable.
func (g *Generator) tame(row *mips.Row, set func(name string, v uint32)) {
	pos, size := uint32(g.rng.Intn(32)), uint32(0)
	size = uint32(g.rng.Intn(int(32 - pos)))
	switch row.Name {
	case "ADD", "SUB":
		set("rt", 0)
	case "ADDI":
		set("imm", 0)
	case "TNE", "TLT", "TLTU":
		set("rs", 0)
		set("rt", 0)
	case "TEQ", "TGE", "TGEU":
		set("rs", 0)
		set("rt", scratchReg)
	case "TEQI", "TLTI":
		set("rs", scratchReg)
	case "TNEI", "TLTIU":
		set("rs", 0)
		set("imm", 0)
	case "TGEI", "TGEIU":
		set("rs", 0)
		set("imm", 1+uint32(g.rng.Intn(0x7fff)))
	case "EXT":
		set("sa", pos)
		set("rd", size)
	case "INS":
		set("sa", pos)
		set("rd", pos+size)
	case "RDHWR":
		set("rd", []uint32{0, 1, 3, 29}[g.rng.Intn(4)])
	case "CFC1":
		set("fs", []uint32{0, 25, 26, 28, 31, 31, 31}[g.rng.Intn(7)])
	case "CTC1":
		n := 5
		if g.Ordered {
			n = 4 // FENR could set FS
		}
		set("fs", []uint32{25, 26, 31, 31, 28}[g.rng.Intn(n)])
		set("rt", []uint32{fcsrReg, otherFCSR}[g.rng.Intn(2)])
	}
}

// A State is what a sequence starts from.
type State struct {
	GPR     [32]uint32
	HI, LO  uint32
	FCSR    uint32
	FPR     [32]uint64
	Scratch [scratchSize / 4]uint32
}

var integers = []uint32{
	0, 1, 2, 0xffffffff, 0xfffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0x7ffffffe, 31, 32, 33, 0xff, 0x8000, 0xffff,
	0x10000, 0x55555555, 0xaaaaaaaa,
}

var singles = []uint32{
	0, 0x80000000, 0x3f800000, 0xbf800000, 0x3f000000, 0xbf000000, 0x3fc00000, 0x40200000, 0xc0200000, // 0 1 .5 1.5 2.5
	0x7f800000, 0xff800000, 0x7f7fffff, 0x00800000, 0x00000001, 0x807fffff, 0x00400000, // inf, huge, tiny
	0x7fc00000, 0x7fbfffff, 0xffc12345, 0xffa12345, 0x7f800001, 0x7fffffff, // NaNs
	0x4f000000, 0xcf000000, 0x4effffff, 0xcf000001, 0x5f000000, 0xdf000000, 0x5effffff, 0x4b000001, 0x4a800001, // 2³¹ 2⁶³ 2²³
}

var doubles = []uint64{
	0, 1 << 63, 0x3ff << 52, 0xbff << 52, 0x3fe << 52, 0xbfe << 52, 0x3ff8 << 48, 0x4004 << 48, 0xc004 << 48,
	0x7ff << 52, 0xfff << 52, 0x7fefffffffffffff, 1 << 52, 1, 0x800fffffffffffff, 1 << 51, 0x0010000000000001,
	0x7ff8 << 48, 0x7ff7ffffffffffff, 0xfff8123456789abc, 0xfff4123456789abc, 0x7ff0000000000001, 0x7fffffffffffffff,
	0x41e << 52, 0xc1e << 52, 0x41dfffffffc00000, 0x41dfffffffe00000, 0xc1e0000000100000, 0xc1e0000000200000, 0xc1dfffffffe00000,
	0x43e << 52, 0xc3e << 52, 0x43dfffffffffffff, 0xc3e0000000000001, 0x4330000000000001, 0x4320000000000001,
	0x47efffffe0000000, 0x47efffffefffffff, 0x47effffff0000000, 0x3810000000000000, 0x380fffffffffffff, 0x36a0000000000000, 0x3690000000000000,
}

// State returns a random state.
func (g *Generator) State() *State {
	s := new(State)
	for i := 1; i < 32; i++ {
		s.GPR[i] = g.integer()
	}
	s.GPR[indexReg] = uint32(g.rng.Intn(scratchSize-8)-scratchSize/2) &^ 7
	s.GPR[fcsrReg] = g.fcsr()
	if g.Control || g.Ordered {
		s.GPR[otherFCSR] = g.fcsr()
	}
	s.HI, s.LO = g.integer(), g.integer()
	s.FCSR = g.fcsr()
	for i := range s.FPR {
		s.FPR[i] = g.float()
	}
	for i := range s.Scratch {
		s.Scratch[i] = g.integer()
	}
	if g.rng.Intn(2) == 0 {
		for i := 0; i < len(s.Scratch); i += 2 {
			v := g.float()
			s.Scratch[i], s.Scratch[i+1] = uint32(v>>32), uint32(v)
		}
	}
	return s
}

func (g *Generator) integer() uint32 {
	if g.rng.Intn(3) == 0 {
		return g.rng.Uint32()
	}
	return integers[g.rng.Intn(len(integers))]
}

// fcsr returns a rounding mode, flags and condition codes, rarely with FS.
func (g *Generator) fcsr() uint32 {
	v := g.rng.Uint32()&0xfe80007c | uint32(g.rng.Intn(4))
	if g.rng.Intn(2) == 0 {
		v &^= 0x7c
	}
	if g.rng.Intn(16) == 0 && !g.Ordered { // see explained
		v |= flushBit
	}
	return v
}

// float returns the bits of a double, or of two singles.
func (g *Generator) float() uint64 {
	single := func() uint64 {
		if g.rng.Intn(3) == 0 {
			return uint64(0x3f800000 + int32(g.rng.Intn(1<<28)-1<<27) ^ int32(g.rng.Intn(2)<<31))
		}
		return uint64(singles[g.rng.Intn(len(singles))])
	}
	switch g.rng.Intn(6) {
	case 0:
		return g.rng.Uint64()
	case 1:
		return uint64(g.integer())<<32 | uint64(g.integer())
	case 2, 3:
		return single()<<32 | single()&0xffffffff
	case 4:
		return uint64(0x3ff<<52+g.rng.Int63n(1<<57)-1<<56) ^ uint64(g.rng.Intn(2))<<63
	}
	return doubles[g.rng.Intn(len(doubles))]
}

// fieldNames is here so that a field the generator does not know is noticed.
var fieldNames = map[string]bool{
	"rs": true, "rt": true, "rd": true, "sa": true, "imm": true, "uimm": true, "offset": true, "cc": true, "code": true,
	"hint": true, "hintx": true, "stype": true, "index": true, "fs": true, "ft": true, "fd": true, "fr": true,
}
