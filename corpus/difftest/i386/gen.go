// Package i386 runs random i386 instruction sequences on the host's processor
// and as translated, and compares registers, flags, the x87 and vector state and
// scratch memory afterwards. It uses the built translator only, and the decode
// table to make instructions from.
package i386

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"strings"

	"translate/frontend/x86"
)

// Registers that sequences do not write: the middle of the scratch memory, and
// a small index.
const (
	baseReg  = 7 // edi
	indexReg = 6 // esi
	stackReg = 4
)

// general are the registers instructions may read and write.
var general = []byte{0, 1, 2, 3, 5}

// Scratch memory, at a fixed address: baseReg points to its first quarter's
// end, the stack is in its second half.
const (
	workAddr = 0x20000000
	workSize = 2048
	base     = 512
	stack    = 1536
	reach    = 400 // how far operands lie from base
	// lowFlag holds whether there is a page at lowAddr, for addresses of 16 bits.
	lowFlag = workAddr + workSize
	lowAddr = 0x8000
	lowSize = 0x1000
)

// A Sequence is instructions, one an element.
type Sequence [][]byte

// A Mode chooses the instructions of sequences.
type Mode struct {
	Name string
	want func(e x86.Encoding, name string) bool
}

// Modes are the kinds of sequences.
var Modes = []Mode{
	{"integer", func(e x86.Encoding, name string) bool { return !vector(e, name) && !e.FPU }},
	{"x87", func(e x86.Encoding, name string) bool { return e.FPU || !vector(e, name) && name[0] == 'S' }},
	{"sse", func(e x86.Encoding, name string) bool { return vector(e, name) && !e.MMX && name != "EMMS" }},
	{"mmx", func(e x86.Encoding, name string) bool { return e.MMX }},
}

// vector reports whether a row is one of vector registers.
func vector(e x86.Encoding, name string) bool {
	if e.Map == 0 || e.FPU {
		return false
	}
	switch {
	case e.Map == 0x38:
		return name != "CRC32" && name != "MOVBE"
	case e.Map == 0x3a, e.Opcode >= 0x10 && e.Opcode <= 0x17, e.Opcode >= 0x28 && e.Opcode <= 0x2f,
		e.Opcode >= 0x50 && e.Opcode <= 0x7f, e.Opcode == 0xae, e.Opcode == 0xc2, e.Opcode == 0xc3 && e.Prefix != "",
		e.Opcode >= 0xc4 && e.Opcode <= 0xc6, e.Opcode >= 0xd0 && e.Opcode != 0xff:
		return true
	}
	return false
}

// prepared are instructions whose operands need preparing or whose results
// need mending: they come in pieces (special.go).
var prepared = map[string]bool{
	"PUSHA": true, "POPA": true, "LEAVE": true, "POPF": true, "BOUND": true, "INTO": true, "XLAT": true, "SALC": true,
	"DIV": true, "IDIV": true, "AAM": true, "FLDCW": true, "LDMXCSR": true, "STMXCSR": true, "MASKMOVDQU": true, "MASKMOVQ": true,
	"FNSTSW": true, "FPTAN": true, "FSINCOS": true, "FNINIT": true, "FINCSTP": true, "FDECSTP": true, "FFREE": true, "FFREEP": true,
	"EMMS": true, "PUSH_ES": true, "PUSH_CS": true, "PUSH_SS": true, "PUSH_DS": true, "PUSH_FS": true, "PUSH_GS": true,
	"LOOP": true, "LOOPE": true, "LOOPNE": true, "JECXZ": true, "JCXZ": true,
}

// plain reports whether instructions of a row need no preparation.
func plain(r *x86.Row) bool {
	e := r.Encoding()
	if _, not := notGenerated[r.Name]; not || prepared[r.Name] || e.Transfer && !e.Branch || e.Map == 0 && isString(r.Name) {
		return false
	}
	for _, o := range r.Operands {
		if o.Kind == 'S' || o.Kind == 'O' {
			return false
		}
	}
	return true
}

func isString(name string) bool {
	for _, end := range []string{"MOVS", "STOS", "LODS", "SCAS", "CMPS"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// A Generator makes sequences and states.
type Generator struct {
	rng  *rand.Rand
	mode Mode
	rows []*x86.Row
	// What is known where the next instruction goes.
	undefined uint32 // arithmetic flags
	depth     int    // x87 registers in use
}

// NewGenerator returns a generator whose output the seed decides.
func NewGenerator(m Mode, seed uint64) *Generator {
	g := &Generator{rng: rand.New(rand.NewPCG(seed, 386)), mode: m}
	for _, r := range x86.Rows() {
		if plain(r) && m.want(r.Encoding(), r.Name) {
			g.rows = append(g.rows, r)
		}
	}
	return g
}

// Sequence returns n random instructions.
func (g *Generator) Sequence(n int) Sequence {
	g.undefined, g.depth = 0, 0
	var s Sequence
	if g.mode.Name == "x87" {
		for range 3 { // fld of a double
			s = append(s, g.operand([]byte{0xdd}, 0, "q", true))
			g.depth++
		}
	}
	branches := map[int]int{} // position of a branch, and to where
	for len(s) < n {
		if g.rng.IntN(8) == 0 {
			s = append(s, g.special()) // one element: no branch leads into it
			continue
		}
		r := g.rows[g.rng.IntN(len(g.rows))]
		e := r.Encoding()
		if flagsRead(r.Name)&g.undefined != 0 || e.FPU && !g.fits(r, e) {
			continue
		}
		if e.Branch {
			branches[len(s)] = len(s) + 2 + g.rng.IntN(4)
			if r.Operands[0].Size == "b" {
				s = append(s, []byte{e.Opcode, 0})
			} else {
				s = append(s, []byte{0x0f, e.Opcode, 0, 0, 0, 0})
			}
			continue
		}
		s = append(s, g.encode(r, e))
		g.note(r)
	}
	g.patch(s, branches)
	if g.mode.Name == "mmx" {
		s = append(s, []byte{0x0f, 0x77})
	}
	return s
}

// patch makes branches lead forward, past nothing that uses the x87 stack.
func (g *Generator) patch(s Sequence, branches map[int]int) {
	for at, to := range branches {
		distance := 0
		for k := at + 1; k < min(to, len(s)); k++ {
			if s[k][0] >= 0xd8 && s[k][0] <= 0xdf {
				break
			}
			distance += len(s[k])
		}
		switch {
		case s[at][0] == 0x0f:
			binary.LittleEndian.PutUint32(s[at][2:], uint32(distance))
		case distance < 128:
			s[at][1] = byte(distance)
		}
	}
}

// fits reports whether an x87 instruction finds as many registers in use as it
// needs, and room for what it pushes, and notes how many are in use then.
func (g *Generator) fits(r *x86.Row, e x86.Encoding) bool {
	need, push := stackEffect(r, e)
	if g.depth < need || g.depth+push > 8 {
		return false
	}
	if stackOperand(r) && g.depth < 2 {
		return false
	}
	g.depth += push
	return true
}

func stackOperand(r *x86.Row) bool { return len(r.Operands) > 0 && r.Operands[0].Kind == 'X' }

// stackEffect returns how many registers an instruction needs and by how many
// it changes their number.
func stackEffect(r *x86.Row, e x86.Encoding) (need, push int) {
	switch name := r.Name; {
	case name == "FLD" && stackOperand(r):
		return 1, 1
	case name == "FLD", name == "FILD", name == "FBLD", len(name) > 3 && name[:3] == "FLD":
		return 0, 1
	case name == "FPTAN", name == "FSINCOS", name == "FXTRACT":
		return 1, 1
	case name == "FCOMPP", name == "FUCOMPP":
		return 2, -2
	case name == "FYL2X", name == "FYL2XP1", name == "FPATAN":
		return 2, -1
	case name == "FPREM", name == "FPREM1", name == "FSCALE":
		return 2, 0
	case name[len(name)-1] == 'P' && name != "FNOP":
		return 1, -1
	case name == "FNSTSW", name == "FNSTCW", name == "FNCLEX", name == "FNOP":
		return 0, 0
	}
	return 1, 0
}

// The arithmetic flags in EFLAGS.
const (
	flagC, flagP, flagA, flagZ, flagS, flagO = 1, 4, 16, 64, 128, 2048
	allFlags                                 = flagC | flagP | flagA | flagZ | flagS | flagO
)

// flagsRead returns the flags an instruction reads.
func flagsRead(name string) uint32 {
	switch name {
	case "ADC", "SBB", "RCL", "RCR", "CMC":
		return flagC
	case "DAA", "DAS":
		return flagC | flagA
	case "AAA", "AAS":
		return flagA
	case "PUSHF":
		return allFlags
	case "LAHF":
		return allFlags &^ flagO
	}
	for _, p := range []string{"SET", "CMOV", "FCMOV", "J"} {
		if strings.HasPrefix(name, p) {
			return allFlags
		}
	}
	return 0
}

// undefinedAfter returns the flags an instruction leaves undefined, and those it
// defines.
func undefinedAfter(name string) (undefined, defined uint32) {
	switch name {
	case "ADD", "ADC", "SUB", "SBB", "CMP", "NEG", "XADD", "CMPXCHG", "COMISS", "COMISD", "UCOMISS", "UCOMISD", "PTEST", "FCOMI", "FUCOMI", "FCOMIP", "FUCOMIP", "POPCNT", "SCAS", "CMPS":
		return 0, allFlags
	case "INC", "DEC":
		return 0, allFlags &^ flagC
	case "AND", "OR", "XOR", "TEST":
		return flagA, allFlags &^ flagA
	case "SHL", "SHR", "SAR", "SAL", "SHLD", "SHRD":
		return flagA | flagO | flagC, 0 // defined for some counts only
	case "ROL", "ROR", "RCL", "RCR":
		return flagO, 0
	case "MUL", "IMUL":
		return flagS | flagZ | flagA | flagP, flagC | flagO
	case "DIV", "IDIV":
		return allFlags, 0
	case "BSF", "BSR":
		return allFlags &^ flagZ, flagZ
	case "BT", "BTS", "BTR", "BTC":
		return flagO | flagS | flagA | flagP, flagC
	case "AAM", "AAD":
		return flagO | flagA | flagC, flagS | flagZ | flagP
	case "DAA", "DAS":
		return flagO, allFlags &^ flagO
	case "AAA", "AAS":
		return flagO | flagS | flagZ | flagP, flagC | flagA
	case "SAHF":
		return 0, allFlags &^ flagO
	case "CLC", "STC":
		return 0, flagC
	}
	return 0, 0
}

// note follows which flags are undefined. After a branch a definition may have
// been skipped; it is then defined on both ways or was before.
func (g *Generator) note(r *x86.Row) {
	undefined, _ := undefinedAfter(r.Name)
	g.undefined |= undefined
}

// controlBits returns a control word with all exceptions masked.
func (g *Generator) controlBits() uint16 {
	return uint16(0x007f | g.rng.IntN(4)<<10 | []int{0, 2, 3, 3}[g.rng.IntN(4)]<<8)
}

// mxcsr returns an MXCSR with all exceptions masked, sometimes one that takes
// denormal numbers for zero.
func (g *Generator) mxcsr() uint32 {
	const flushToZero, denormalsAreZero = 1 << 15, 1 << 6
	v := uint32(0x1f80 | g.rng.IntN(4)<<13)
	if g.mode.Name != "integer" && g.rng.IntN(4) == 0 {
		v |= []uint32{flushToZero, denormalsAreZero, flushToZero | denormalsAreZero}[g.rng.IntN(3)]
	}
	return v
}

// define ends the uncertainty by a comparison of registers.
func (g *Generator) define() []byte {
	g.undefined = 0
	return []byte{0x39, 0xc0 | general[g.rng.IntN(5)]<<3 | general[g.rng.IntN(5)]}
}

// encode returns an instruction of r with random operands.
func (g *Generator) encode(r *x86.Row, e x86.Encoding) []byte {
	var b []byte
	mem := e.Memory && (!e.Regs || g.rng.IntN(3) == 0) && !farBits(r)
	override := byte(0)
	if mem && g.rng.IntN(8) == 0 {
		override = g.choose(0x26, 0x36, 0x3e, 0x65, 0x65)
		b = append(b, override)
	}
	if e.Lockable && mem && g.rng.IntN(3) == 0 {
		b = append(b, 0xf0)
	}
	op16 := e.Sized && e.Prefix != "66" && e.Prefix != "np" && g.rng.IntN(4) == 0 && !e.FPU
	if r.Name == "SHLD" || r.Name == "SHRD" || r.Name == "MOVBE" {
		op16 = false // undefined for some counts; a row of its own
	}
	if op16 || e.Prefix == "66" {
		b = append(b, 0x66)
	}
	switch e.Prefix {
	case "f2":
		b = append(b, 0xf2)
	case "f3":
		b = append(b, 0xf3)
	}
	switch e.Map {
	case 0x0f:
		b = append(b, 0x0f)
	case 0x38, 0x3a:
		b = append(b, 0x0f, e.Map)
	}
	op := e.Opcode
	size := ""
	for _, o := range r.Operands {
		if o.Kind == 'Z' {
			op += g.register(o)
		}
		if strings.IndexByte("EMQW", o.Kind) >= 0 {
			size = o.Size
		}
	}
	b = append(b, op)
	if e.ModRM {
		reg := byte(e.Digit)
		if e.Digit < 0 {
			reg = byte(g.rng.IntN(8))
			for _, o := range r.Operands {
				if strings.IndexByte("GPV", o.Kind) >= 0 {
					reg = g.register(o)
				}
			}
		}
		if mem {
			b = g.memory(b, reg, size, override == 0x65)
		} else {
			b = append(b, 0xc0|reg<<3|g.rmRegister(r, e))
		}
	}
	return append(b, g.immediates(r, op16)...)
}

// register returns a register for an operand that may be written.
func (g *Generator) register(o x86.Operand) byte {
	switch {
	case strings.IndexByte("PQNVWU", o.Kind) >= 0, o.Size == "b":
		return byte(g.rng.IntN(8))
	}
	return general[g.rng.IntN(len(general))]
}

func (g *Generator) rmRegister(r *x86.Row, e x86.Encoding) byte {
	if e.RM >= 0 {
		return byte(e.RM)
	}
	for _, o := range r.Operands {
		if o.Kind == 'E' && e.Map == 0x3a {
			break // bytes too are in registers of 32 bits
		}
		if strings.IndexByte("EQNWU", o.Kind) >= 0 {
			return g.register(o)
		}
		if o.Kind == 'X' {
			n := max(1, g.depth-1) // by now without what is popped or with what is pushed
			return byte(g.rng.IntN(min(n, 7)))
		}
	}
	return general[g.rng.IntN(len(general))]
}

// farBits reports whether a row finds its operand in memory by a number of bits
// from an address.
func farBits(r *x86.Row) bool {
	return strings.HasPrefix(r.Name, "BT") && r.Operands[1].Kind == 'G'
}

// memory appends a memory operand, of segment GS where that is asked for, whose
// base is that of the scratch memory.
func (g *Generator) memory(b []byte, reg byte, size string, gs bool) []byte {
	if !gs {
		return g.operand(b, reg, size, false)
	}
	disp := base + g.rng.IntN(2*reach) - reach
	if size == "x" {
		disp &^= 15
	}
	return binary.LittleEndian.AppendUint32(append(b, 0x05|reg<<3), uint32(disp))
}

// operand appends a memory operand in the scratch memory; vectors are aligned.
func (g *Generator) operand(b []byte, reg byte, size string, plain bool) []byte {
	disp := int32(g.rng.IntN(2*reach) - reach)
	if size == "x" {
		disp &^= 15
	}
	if size != "x" && !plain && g.rng.IntN(3) == 0 {
		scale := byte(g.rng.IntN(4))
		b = append(b, 0x84|reg<<3, scale<<6|indexReg<<3|baseReg)
		return binary.LittleEndian.AppendUint32(b, uint32(disp))
	}
	switch {
	case g.rng.IntN(4) == 0:
		b = append(b, 0x05|reg<<3)
		return binary.LittleEndian.AppendUint32(b, uint32(workAddr+base+disp))
	case disp >= -128 && disp < 128:
		return append(b, 0x40|reg<<3|baseReg, byte(disp))
	}
	b = append(b, 0x80|reg<<3|baseReg)
	return binary.LittleEndian.AppendUint32(b, uint32(disp))
}

// interesting are immediates that make a difference.
var interesting = []uint32{0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe}

func (g *Generator) number() uint32 {
	if g.rng.IntN(2) == 0 {
		return interesting[g.rng.IntN(len(interesting))]
	}
	return g.rng.Uint32()
}

func (g *Generator) immediates(r *x86.Row, op16 bool) []byte {
	var b []byte
	for _, o := range r.Operands {
		if o.Kind != 'I' {
			continue
		}
		v := binary.LittleEndian.AppendUint32(nil, g.number())
		switch {
		case o.Size[0] == 'b':
			b = append(b, v[0])
		case o.Size == "w", op16:
			b = append(b, v[:2]...)
		default:
			b = append(b, v...)
		}
	}
	return b
}

// A State is what a sequence starts from: registers, flags, an FXSAVE image and
// the scratch memory.
type State struct {
	GPR   [8]uint32
	Flags uint32
	FX    [512]byte
	Work  [workSize]byte
}

// State returns a random state.
func (g *Generator) State() *State {
	s := &State{Flags: g.rng.Uint32()&allFlags | 0x202}
	for i := range s.GPR {
		s.GPR[i] = g.number()
	}
	s.GPR[baseReg], s.GPR[indexReg], s.GPR[stackReg] = workAddr+base, uint32(g.rng.IntN(8)), workAddr+stack
	le := binary.LittleEndian
	le.PutUint16(s.FX[0:], g.controlBits())
	le.PutUint32(s.FX[24:], g.mxcsr())
	for i := range 8 { // what MMX instructions make of them, so that nothing changes
		le.PutUint16(s.FX[40+16*i:], 0xffff)
	}
	for i := 160; i < 288; i += 8 {
		le.PutUint64(s.FX[i:], g.float())
	}
	for i := 0; i < workSize; i += 8 {
		le.PutUint64(s.Work[i:], g.float())
	}
	return s
}

// float returns the bits of a double, of two singles, or of anything.
func (g *Generator) float() uint64 {
	single := func() uint64 {
		special := []float32{0, 1, -1, 0.5, float32(math.Inf(1)), float32(math.NaN()), math.MaxFloat32, math.SmallestNonzeroFloat32}
		if g.rng.IntN(4) == 0 {
			return uint64(math.Float32bits(special[g.rng.IntN(len(special))]))
		}
		return uint64(math.Float32bits(float32(g.rng.NormFloat64() * 1000)))
	}
	special := []float64{0, 1, -1, 2, 0.5, math.Inf(1), math.Inf(-1), math.NaN(), math.MaxFloat64, math.SmallestNonzeroFloat64, math.Pi, math.Copysign(0, -1)}
	switch g.rng.IntN(6) {
	case 0:
		return g.rng.Uint64()
	case 1:
		return math.Float64bits(special[g.rng.IntN(len(special))])
	case 2:
		return single() | single()<<32
	case 3:
		return uint64(g.rng.Int64N(2000) - 1000)
	}
	return math.Float64bits(g.rng.NormFloat64() * math.Pow(2, float64(g.rng.IntN(40)-20)))
}
