package ppc

import (
	"errors"
	"math"
	"strings"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/ir"
	"translate/ir/eval"
)

// A trial runs one function of the program on numbers of the translator's choice,
// as far as that computes a number from f1 and changes nothing but its own stack
// frame, or as far as it copies memory.
type trial struct {
	c *Code
	f *cfg.Func
	// Whatever the function may find that its arguments and the program's text do
	// not tell is one of two values: registers and the stack, and memory that the
	// program may write.
	registers, memory bool
	copying           *copying // what is copied, nil if a number is computed

	*eval.Machine
	stack    [trialStack + linkage]byte
	relied   map[uint32]bool // pages of memory that the program does not change, as far as read
	unknown  uint32          // the word that was read of memory the program may write, 0 if none
	executed int
	pc       uint32
	row      *Row
	compared *comparison    // by the instruction at pc
	fields   [8]*comparison // that fields of the condition register come from
	branches []decision
}

// A comparison is what a field of the condition register comes from.
type comparison struct {
	x, y   uint64
	floats bool // x and y are doubles
}

// A decision is a conditional branch of a trial.
type decision struct {
	pc    uint32
	taken bool
	by    comparison
	ctr   uint64 // after it, where that is counted down
}

// Where a trial's stack frames lie, and what the function is to return to. No
// program has memory there.
const (
	trialStack  = 1 << 12
	trialSP     = 0xc8000000
	trialReturn = 0xc9000000
	linkage     = 8       // bytes above that belong to the caller, the last word for LR
	trialSteps  = 1 << 10 // instructions after which a function is not worth it
)

// errGaveUp says that a trial came to what it does not run.
var errGaveUp = errors.New("not run")

// root returns what the function leaves in f1 for x.
func (t *trial) root(x float64) (result float64, err error) {
	t.begin()
	t.Set(fprBank, 1, math.Float64bits(x))
	err = t.run(trialSteps)
	return math.Float64frombits(t.Get(fprBank, 1)), err
}

// run runs the function, which has its arguments, for so many instructions at most.
func (t *trial) run(steps int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(eval.Uncomputed); !ok {
				panic(r)
			}
			err = errGaveUp
		}
	}()
	for t.pc = t.f.Start; t.pc != trialReturn; t.executed++ {
		if t.executed == steps {
			return errGaveUp
		}
		if err := t.step(); err != nil {
			return err
		}
	}
	if !t.kept() {
		return errGaveUp
	}
	return nil
}

// any returns a number that depends on registers alone, for register i.
func (t *trial) any(i int) uint64 {
	if t.registers {
		return 0xffffffff - uint64(i)
	}
	return uint64(i)
}

// anyDouble is any for floating-point registers.
func (t *trial) anyDouble(i int) uint64 {
	x := 1 + float64(i)
	if t.registers {
		x = -0.3 / x
	}
	return math.Float64bits(x)
}

// begin sets registers and stack.
func (t *trial) begin() {
	t.Machine = &eval.Machine{BigEnd: t.c.img.BigEnd, Access: t.access}
	t.spoil()
	for i := 13; i < 32; i++ {
		t.Set(gprBank, i, t.any(i))
		t.Set(fprBank, i, t.anyDouble(i))
	}
	for i := 8; i < 20; i++ {
		t.Set(crBank, i, t.any(0)&1)
	}
	t.Set(gprBank, 2, t.any(2))
	t.Set(gprBank, 1, trialSP)
	t.Set(lrBank, 0, trialReturn)
	for i := range t.stack {
		t.stack[i] = byte(t.any(0))
	}
	t.unknown, t.executed, t.branches, t.fields = 0, 0, nil, [8]*comparison{}
}

// spoil sets registers that functions do not preserve, but for LR.
func (t *trial) spoil() {
	for i := range 13 {
		if i != 1 && i != 2 {
			t.Set(gprBank, i, t.any(i))
		}
	}
	for i := range 14 {
		t.Set(fprBank, i, t.anyDouble(i))
	}
	for i := range 32 {
		if i < 8 || i >= 20 {
			t.Set(crBank, i, t.any(0)&1)
			t.fields[i/4] = nil
		}
	}
	t.Set(ctrBank, 0, t.any(0))
	t.Set(xerBank, xerCA, t.any(0)&1)
}

// kept reports whether registers that functions preserve are as before, and the
// condition register's fields too.
func (t *trial) kept() bool {
	for i := 13; i < 32; i++ {
		if t.Get(gprBank, i) != t.any(i) || i > 13 && t.Get(fprBank, i) != t.anyDouble(i) {
			return false
		}
	}
	for i := 8; i < 20; i++ {
		if t.Get(crBank, i) != t.any(0)&1 {
			return false
		}
	}
	return t.Get(gprBank, 1) == trialSP && t.Get(gprBank, 2) == t.any(2)
}

// step executes the instruction at pc.
func (t *trial) step() error {
	if t.fixed(t.pc, 4) == nil {
		return errGaveUp
	}
	word := t.c.word(t.pc)
	if t.row = Decode(word); t.row == nil {
		return errGaveUp
	}
	ctl := ControlOf(t.row, t.pc, word)
	counts := ctl.Cond && word>>21&boNoCTR == 0
	switch {
	case ctl.Kind == FlowService:
		return errGaveUp
	case t.copying != nil:
	case ctl.Kind == FlowCTR || counts || t.pc < t.f.Start || t.pc >= t.f.End:
		return errGaveUp
	case ctl.Links && !t.c.findsPlace(word, t.pc, ctl.Target):
		return t.call(ctl)
	}
	t.compared = nil
	l := lifter{Builder: t, pc: ir.ConstOf(ir.I32, uint64(t.pc)), ordered: true, soClear: t.c.soClear}
	t.row.Payload.lift(&l, inst{t, l.c(word)})
	if l.pending == nil {
		t.pc += 4
		return nil
	}
	taken := l.pending.Cond.Uint() != 0
	if t.copying != nil {
		if !t.copying.noteTransfer(t.pc, word, ctl, l.pending, t.fields[word>>18&7], t.Get(ctrBank, 0)) {
			return errGaveUp
		}
	} else if ctl.Cond && word>>21&boNoCond == 0 {
		by := t.fields[word>>18&7]
		if by == nil {
			return errGaveUp
		}
		t.branches = append(t.branches, decision{pc: t.pc, taken: taken, by: *by})
	}
	if t.pc += 4; taken {
		t.pc = uint32(l.pending.Target.Uint())
	}
	return nil
}

// call does what the call at pc does if that is of a function known to compute
// square roots, with a number that is normal and positive.
func (t *trial) call(ctl Control) error {
	x := math.Float64frombits(t.Get(fprBank, 1))
	kind := t.c.roots[ctl.Target]
	if ctl.Kind != FlowBranch || ctl.Cond || kind == 0 || !formats[kind].normal(x) {
		return errGaveUp
	}
	t.spoil()
	t.Set(fprBank, 1, math.Float64bits(rootOf(x, kind)))
	t.pc += 4
	t.Set(lrBank, 0, uint64(t.pc))
	return nil
}

// access returns the n bytes at a guest address if the function may load or store
// them in a trial.
func (t *trial) access(at uint32, n int, store bool) []byte {
	if first := at - (trialSP - trialStack); uint64(first)+uint64(n) <= trialStack || at == trialSP+4 && n == 4 {
		return t.stack[first:][:n]
	}
	if t.copying != nil {
		if b := t.copying.access(at, n, store); b != nil {
			return b
		}
	}
	if store {
		return nil
	}
	if b := t.fixed(at, n); b != nil || t.copying != nil {
		return b
	}
	word := at &^ 3
	if t.c.img.Segment(image.Addr(at)) == nil || n > 4 || t.unknown != 0 && t.unknown != word {
		return nil
	}
	t.unknown = word
	b := make([]byte, n)
	for i := range b {
		if t.memory {
			b[i] = 0xff
		}
	}
	return b
}

// fixed returns the n bytes at a guest address that the program does not change, or
// nil.
func (t *trial) fixed(at uint32, n int) []byte {
	b := t.c.img.Fixed(image.Addr(at), n)
	if b != nil {
		t.relied[at&^(image.PageSize-1)] = true
		t.relied[(at+uint32(n)-1)&^(image.PageSize-1)] = true
	}
	return b
}

// Eq and FOEQ come last in comparisons, with their operands.
func (t *trial) Eq(x, y ir.Value) ir.Value {
	t.compared = &comparison{x.Uint(), y.Uint(), false}
	return t.Machine.Eq(x, y)
}

// FOEQ implements ir.Builder.
func (t *trial) FOEQ(x, y ir.Value) ir.Value {
	t.compared = &comparison{x.Uint(), y.Uint(), true}
	return t.Machine.FOEQ(x, y)
}

// SetReg notes where fields of the condition register come from. Banks that kept
// does not know are not for trials.
func (t *trial) SetReg(b *ir.Bank, i, v ir.Value) {
	switch b {
	case crBank:
		by := t.compared
		if !comparing(t.row.Name) {
			by = nil
		}
		t.fields[i.Uint()/4] = by
	case gprBank, lrBank, ctrBank, xerBank, fprBank:
	default:
		panic(eval.Uncomputed{What: b.Name})
	}
	t.Machine.SetReg(b, i, v)
}

// SetPacked implements ir.Builder.
func (t *trial) SetPacked(b *ir.Bank, i, v ir.Value) {
	t.fields[i.Uint()/4] = nil
	t.Machine.SetPacked(b, i, v)
}

// comparing reports whether the instruction of that name sets a field of the
// condition register from a comparison, perhaps of its result with zero.
func comparing(name string) bool {
	return strings.HasPrefix(name, "CMP") && name != "CMPB" || strings.HasPrefix(name, "FCMP") || strings.HasSuffix(name, ".")
}

// Reg implements ir.Builder. Only branches look at conditions.
func (t *trial) Reg(b *ir.Bank, i ir.Value) ir.Value {
	if b == crBank && !t.row.Payload.Flow.Cond {
		panic(eval.Uncomputed{What: "a condition"})
	}
	return t.Machine.Reg(b, i)
}

// What follows computes with conditions, or is more than to compute a number.

func (t *trial) Packed(*ir.Bank, ir.Value) ir.Value { panic(eval.Uncomputed{What: "Packed"}) }
func (t *trial) FOLE(_, _ ir.Value) ir.Value        { panic(eval.Uncomputed{What: "FOLE"}) }
func (t *trial) CLZ(ir.Value) ir.Value              { panic(eval.Uncomputed{What: "CLZ"}) }
func (t *trial) CmpXchg(_, _, _ ir.Value) ir.Value  { panic(eval.Uncomputed{What: "CmpXchg"}) }
func (t *trial) Service(name string, _ ...ir.Value) { panic(eval.Uncomputed{What: name}) }
func (t *trial) Fence()                             { panic(eval.Uncomputed{What: "Fence"}) }

// ServiceIf implements ir.Builder.
func (t *trial) ServiceIf(cond ir.Value, name string, _ ...ir.Value) {
	if cond.Uint() != 0 {
		t.Service(name)
	}
}

// Host implements ir.Builder: no operation has raised anything that FPSCR does not
// say already.
func (t *trial) Host(name string, results []ir.Type, args ...ir.Value) []ir.Value {
	if name != "state" && name != "mxcsr" {
		panic(eval.Uncomputed{What: name})
	}
	v := uint32(0)
	if name == "state" && args[0].Uint() == uint64(fpscrBank.Offset) {
		v = uint32(t.any(0)) &^ (fpControl | fpReserved | fpFEX)
	}
	return []ir.Value{ir.ConstOf(results[0], uint64(v))}
}
