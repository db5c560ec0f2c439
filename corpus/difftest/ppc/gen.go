// Package ppc makes random sequences of PowerPC instructions from the decode
// table and compares every register, the scratch memory and FPSCR with QEMU's.
package ppc

import (
	"math"
	"math/rand"
	"strings"

	"translate/corpus/difftest"
	"translate/frontend/ppc"
)

// A Mode says what sequences do with FPSCR.
type Mode string

const (
	Fast    Mode = "fast"    // they leave it to floating-point instructions, of double precision
	Nearest Mode = "nearest" // of single precision too, rounding to nearest only
	Ordered Mode = "ordered" // they read and write it, apart from the class of results
	Control Mode = "control" // the class too
	Vector  Mode = "vector"  // they have nothing but vector instructions
)

// Registers that sequences do not write: the stack, an index that keeps indexed
// accesses in the scratch memory, its middle. A copy of the latter is there for
// instructions that change their base.
const (
	stackReg   = 1
	movingReg  = 28
	indexReg   = 29
	scratchReg = 30
	shownFPR   = 30 // takes FPSCR, and is not read
	statusFPR  = 31 // holds values for FPSCR
)

// A Sequence is a straight run of instructions with forward branches in it.
type Sequence = []uint32

// A Generator makes sequences and states for one mode.
type Generator struct {
	Mode
	rng   *rand.Rand
	plain []*ppc.Row
	rows  map[string]*ppc.Row
}

func (m Mode) String() string { return string(m) }

// Generator implements difftest.Guest.
func (m Mode) Generator(seed int64) difftest.Generator[Sequence, *State] {
	return NewGenerator(m, seed)
}

// NewGenerator returns a generator whose output the seed decides.
func NewGenerator(m Mode, seed int64) *Generator {
	g := &Generator{Mode: m, rng: rand.New(rand.NewSource(seed)), rows: map[string]*ppc.Row{}}
	for _, row := range ppc.Rows() {
		g.rows[row.Name] = row
		if !g.excluded(row) {
			g.plain = append(g.plain, row)
		}
	}
	return g
}

// later are instructions that the processor QEMU shows to 32-bit programs does
// not have.
var later = strings.Fields(`FSQRT FSQRTS FRE FRSQRTES FRIN FRIZ FRIP FRIM FCFID FCTID FCTIDZ FCPSGN LFIWAX LFIWZX
	POPCNTB POPCNTW PRTYW CMPB ISEL DIVWE DIVWEU DIVWEO DIVWEUO MFOCRF MTOCRF MFPVR`)

// elsewhere leave the sequence, need registers to be set up as the tests of
// corpus/asm do, depend on time, or have the precision that their makers chose.
var elsewhere = strings.Fields("SC MTLR LSWX STSWX STWCX. MFTB MFTBHI MFTBL MFTBU DST DSTST DSS DCBA VEXPTEFP VLOGEFP FRES FRES. FRSQRTE FRSQRTE.")

// status are the instructions that read or write FPSCR.
var status = strings.Fields("MFFS MTFSF MTFSFI MTFSB0 MTFSB1 MCRFS")

func in(list []string, name string) bool {
	for _, s := range list {
		if s == name {
			return true
		}
	}
	return false
}

// isFloat reports whether row computes with floating-point registers.
func isFloat(row *ppc.Row) bool { return row.Match>>26 == 59 || row.Match>>26 == 63 }

// isVector reports whether row works on vector registers.
func isVector(row *ppc.Row) bool {
	_, accesses := row.Field("vd")
	return row.Match>>26 == 4 || accesses
}

// excluded tells which rows sequences do without.
func (g *Generator) excluded(row *ppc.Row) bool {
	name := strings.TrimSuffix(row.Name, ".")
	if isVector(row) != (g.Mode == Vector) {
		return true
	}
	if in(later, name) || in(elsewhere, row.Name) || row.Payload.Flow.Kind != ppc.FlowNext {
		return true
	}
	if strings.HasPrefix(name, "FNM") && g.Mode != Nearest {
		return true // QEMU negates before it rounds, processors afterwards
	}
	if g.Mode == Fast && (row.Match>>26 == 59 || strings.HasPrefix(name, "STFS")) {
		return true
	}
	if strings.HasPrefix(name, "FCTIW") && g.Mode == Control {
		return true // they leave the class undefined
	}
	dotted := isFloat(row) && strings.HasSuffix(row.Name, ".")
	return (g.Mode == Fast || g.Mode == Nearest) && (dotted || in(status, name))
}

// Sequence returns n random instructions.
func (g *Generator) Sequence(n int) Sequence {
	var s Sequence
	targets := map[int]int{}
	glued := map[int]bool{}
	for len(s) < n {
		left := n - len(s)
		if left > 3 && g.rng.Intn(12) == 0 {
			targets[len(s)] = len(s) + 1 + g.rng.Intn(min(left-1, 8))
			s = append(s, g.branch())
			continue
		}
		if left > 2 && g.rng.Intn(40) == 0 {
			s = append(s, g.reserve()...)
			glued[len(s)-1] = true
			continue
		}
		row := g.plain[g.rng.Intn(len(g.plain))]
		if updates(row) {
			if left < 2 {
				continue
			}
			s = append(s, setMoving)
			glued[len(s)] = true
		}
		s = append(s, g.fill(row))
	}
	for i, to := range targets {
		for glued[to] {
			to++
		}
		s[i] |= uint32(to-i) << 2 & 0xfffc
	}
	return s
}

// branch returns a conditional branch without its displacement.
func (g *Generator) branch() uint32 {
	return 16<<26 | uint32(g.rng.Intn(32))<<21 | uint32(g.rng.Intn(32))<<16
}

// reserve returns lwarx and stwcx. of one word.
func (g *Generator) reserve() []uint32 {
	at := uint32(scratchReg)<<16 | indexReg<<11
	return []uint32{
		g.rows["LWARX"].Match | g.general()<<21 | at,
		g.rows["STWCX."].Match | g.general()<<21 | at,
	}
}

func updates(row *ppc.Row) bool {
	_, disp := row.Field("d")
	return disp && strings.HasSuffix(row.Name, "U") || strings.HasSuffix(row.Name, "UX")
}

// general returns a register that instructions may read and write.
func (g *Generator) general() uint32 {
	for {
		if n := uint32(g.rng.Intn(movingReg)); n != stackReg {
			return n
		}
	}
}

var immediates = []uint32{0, 1, 2, 0x7fff, 0x8000, 0xffff, 0xfffe, 0x5555}

// fill chooses the operands of row.
func (g *Generator) fill(row *ppc.Row) uint32 {
	w := row.Word(g.rng.Uint32() &^ reservedBits(row))
	set := func(name string, v uint32) {
		if f, ok := row.Field(name); ok {
			w = f.Set(w, v)
		}
	}
	for _, f := range row.Fields {
		switch f.Name {
		case "rs", "rt", "ra", "rb":
			set(f.Name, g.general())
		case "frt":
			set(f.Name, uint32(g.rng.Intn(shownFPR)))
		case "fra", "frb", "frc", "frs":
			if n := uint32(g.rng.Intn(32)); n != shownFPR {
				set(f.Name, n)
			} else {
				set(f.Name, 0)
			}
		case "si", "ui":
			if g.rng.Intn(2) == 0 {
				set(f.Name, immediates[g.rng.Intn(len(immediates))])
			}
		}
	}
	g.tame(row, set)
	return w
}

// reservedBits returns the bits that row's picture ignores. They are zero, because
// QEMU takes others for other instructions.
func reservedBits(row *ppc.Row) uint32 {
	free := ^row.Mask
	for _, f := range row.Fields {
		free &^= (1<<f.Width - 1) << f.Shift
	}
	return free
}

// tame chooses operands so that the instruction stays in the scratch memory,
// does not trap, and is not undefined.
func (g *Generator) tame(row *ppc.Row, set func(name string, v uint32)) {
	base := uint32(scratchReg)
	if updates(row) {
		base = movingReg
	}
	_, disp := row.Field("d")
	switch {
	case disp:
		set("ra", base)
		set("d", uint32(g.rng.Intn(scratchSize-8)-scratchSize/2))
	case row.Match>>26 == 31 && isStorage(row):
		set("ra", base)
		set("rb", indexReg)
	}
	switch strings.TrimSuffix(row.Name, ".") {
	case "LMW":
		set("rt", 31)
	case "MFFS":
		set("frt", shownFPR)
	case "STMW":
		set("rs", 2+uint32(g.rng.Intn(30)))
		set("d", uint32(4*g.rng.Intn(scratchSize/4-32)-scratchSize/2))
	case "LSWI", "STSWI":
		set("rt", 2+uint32(g.rng.Intn(18)))
		set("rs", 2+uint32(g.rng.Intn(18)))
		set("ra", scratchReg)
	case "TW", "TWI":
		set("to", 0)
	case "MTFSF":
		set("frb", statusFPR)
	case "MTFSFI":
		bf := uint32(g.rng.Intn(8))
		if bf == 0 {
			set("u", 8|uint32(g.rng.Intn(8)))
		} else if bf == 6 {
			set("u", 0)
		} else if bf == 7 {
			set("u", uint32(g.rng.Intn(4)))
		}
		set("bf", bf)
	case "MTFSB1":
		if n := uint32(g.rng.Intn(26)); n < 20 || n > 23 {
			set("bt", []uint32{0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 21, 22, 23, 30, 31}[n%16])
		} else {
			set("bt", n&1|30)
		}
	case "MTFSB0":
		set("bt", []uint32{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 21, 22, 23, 30, 31}[g.rng.Intn(15)])
	case "MCRFS":
		fields := []uint32{1, 2, 5, 7} // not FX, nor FR, which QEMU does not keep
		if g.Mode == Control {
			fields = append(fields, 4)
		}
		set("bfa", fields[g.rng.Intn(len(fields))])
	}
}

// isStorage reports whether row, of the extended opcodes, accesses memory by
// index.
func isStorage(row *ppc.Row) bool {
	n := row.Name
	return strings.HasPrefix(n, "DCB") || n == "ICBI" || n == "LWARX" ||
		(strings.HasSuffix(n, "X") || strings.HasSuffix(n, "XL")) && (n[0] == 'L' || strings.HasPrefix(n, "ST"))
}

// A State is what a sequence starts from.
type State struct {
	GPR          [32]uint32
	CR, XER, CTR uint32
	FPSCR        uint32
	FPR          [32]uint64
	VR           [32][4]uint32
	VSCR         uint32
	Scratch      [scratchSize / 4]uint32
}

var integers = []uint32{
	0, 1, 2, 0xffffffff, 0xfffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0x7ffffffe, 31, 32, 33, 63, 64, 0xff, 0x8000, 0xffff,
	0x10000, 0x55555555, 0xaaaaaaaa,
}

var singles = []uint64{
	0, 1 << 63, 0x3ff << 52, 0xbff << 52, 0x3fe << 52, 0x3ff8 << 48, 0x4004 << 48, 0xc004 << 48,
	0x7ff << 52, 0xfff << 52, 0x47efffffe0000000, 0x3810000000000000, 0x36a0000000000000, 0xb80fffffc0000000, 0x3800 << 48,
	0x7ff8 << 48, 0x7ff4 << 48, 0xfff82468a0000000, 0xfff4246000000000, 0x7ff0000020000000, 0x7fffffffe0000000,
	0x41e << 52, 0xc1e << 52, 0x41dfffffe0000000, 0x43e << 52, 0xc3e << 52, 0x4160000020000000, 0x3ff0000020000000, 0x3fefffffe0000000,
}

var doubles = []uint64{
	0x7fefffffffffffff, 1 << 52, 1, 0x800fffffffffffff, 1 << 51, 0x0010000000000001,
	0x7ff7ffffffffffff, 0xfff8123456789abc, 0xfff4123456789abc, 0x7ff0000000000001, 0x7fffffffffffffff,
	0x41dfffffffc00000, 0x41dfffffffe00000, 0xc1e0000000100000, 0xc1e0000000200000, 0xc1dfffffffe00000,
	0x43dfffffffffffff, 0xc3e0000000000001, 0x4330000000000001, 0x4320000000000001,
	0x47efffffefffffff, 0x47effffff0000000, 0x380fffffffffffff, 0x3690000000000000, 0x3ff0000010000000, 0x3ff0000010000001, 0x3ff0000030000000,
}

// State returns a random state.
func (g *Generator) State() *State {
	s := new(State)
	for i := range s.GPR {
		s.GPR[i] = g.integer()
	}
	s.GPR[indexReg] = uint32(g.rng.Intn(scratchSize-8)-scratchSize/2) &^ 7
	s.CR, s.XER, s.CTR, s.FPSCR = g.rng.Uint32(), g.rng.Uint32()&0xe000007f, g.integer(), g.fpscr()
	if g.rng.Intn(2) == 0 {
		s.CTR = uint32(g.rng.Intn(4))
	}
	for i := range s.FPR {
		s.FPR[i] = g.float()
	}
	s.FPR[statusFPR] = uint64(g.fpscr())
	for i := range s.VR {
		s.VR[i] = g.vector()
	}
	s.VSCR = uint32(g.rng.Intn(2)) | uint32(g.rng.Intn(2))<<16
	for i := range s.Scratch {
		s.Scratch[i] = g.integer()
	}
	for i := 0; i < len(s.Scratch); i += 2 {
		if v := g.float(); g.rng.Intn(2) == 0 {
			s.Scratch[i], s.Scratch[i+1] = uint32(v>>32), uint32(v)
		}
	}
	return s
}

// vector returns elements, all of one kind.
func (g *Generator) vector() (v [4]uint32) {
	kind := g.rng.Intn(4)
	for i := range v {
		switch kind {
		case 0: // bytes as operands of shifts and vperm have them
			v[i] = g.rng.Uint32() & 0x1f1f1f1f
		case 1: // numbers, half of them special ones
			v[i] = uint32(singles[g.rng.Intn(len(singles))]>>32) & 0xff800000
			if g.rng.Intn(2) == 0 {
				v[i] = uint32(0x3f800000+g.rng.Intn(1<<26)-1<<25) ^ uint32(g.rng.Intn(2))<<31
			} else if f := singles[g.rng.Intn(len(singles))]; g.rng.Intn(2) == 0 {
				v[i] = math.Float32bits(float32(math.Float64frombits(f)))
			}
		case 2:
			v[i] = g.integer()<<16 | g.integer()&0xffff
		default:
			v[i] = g.integer()
		}
	}
	return v
}

func (g *Generator) integer() uint32 {
	if g.rng.Intn(3) == 0 {
		return g.rng.Uint32()
	}
	return integers[g.rng.Intn(len(integers))]
}

// fpscr returns a rounding mode and flags; no exception is enabled. FX is set,
// and stays so: QEMU sets it for exceptions that were there before, too.
func (g *Generator) fpscr() uint32 {
	v := bitFX | uint32(g.rng.Intn(4))
	if g.Mode == Nearest {
		v = bitFX
	}
	if g.rng.Intn(2) == 0 {
		v |= g.rng.Uint32() & 0x9ff80700
	}
	return v
}

// float returns the bits of a double, often one that is a single too.
func (g *Generator) float() uint64 {
	switch g.rng.Intn(6) {
	case 0:
		return g.rng.Uint64()
	case 1:
		return doubles[g.rng.Intn(len(doubles))]
	case 2:
		return uint64(0x3ff<<52+g.rng.Int63n(1<<57)-1<<56) ^ uint64(g.rng.Intn(2))<<63
	case 3, 4:
		return (uint64(0x3ff<<52+g.rng.Int63n(1<<56)-1<<55) ^ uint64(g.rng.Intn(2))<<63) &^ 0x1fffffff
	}
	return singles[g.rng.Intn(len(singles))]
}
