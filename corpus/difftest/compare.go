package difftest

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"

	"translate/frontend/mips"
)

// A Difference is a run that ended differently.
type Difference struct {
	Seq   int
	Index int // among the sequence's states
	State *State
	Text  []string // one per register that differs
}

// Compare returns the differences between the outcomes of QEMU and ours.
func (p *Program) Compare(want, got []Outcome) []Difference {
	var all []Difference
	for n := range want {
		i, k := n/p.PerSeq, n%p.PerSeq
		st := p.States[p.state(i, k)]
		if text := p.differences(p.Sequences[i], st, &want[n], &got[n]); text != nil {
			all = append(all, Difference{i, k, st, text})
		}
	}
	return all
}

// The parts of FCSR.
const (
	causeBits   = 0x0003f000
	inexactFlag = 0x00000004
	invalidFlag = 0x00000040
	tinyFlags   = 0x0000000c // Underflow and Inexact
)

// A known is a difference in FCSR that we accept in sequences that neither
// read nor write it.
type known struct {
	why   string
	bits  uint32
	where func(s Sequence, st *State, want, got uint32) bool
}

// explained are all of them.
var explained = []known{
	{"Cause is that of the last operation only in functions that read or write FCSR; elsewhere it keeps its value",
		causeBits, func(Sequence, *State, uint32, uint32) bool { return true }},
	{"where FS flushes a result to zero, the host raises Underflow and Inexact, QEMU raises nothing",
		tinyFlags, func(_ Sequence, st *State, _, _ uint32) bool { return st.FCSR&flushBit != 0 }},
	{"a conversion from an integer whose result is not used is not done, so it raises nothing",
		inexactFlag, func(s Sequence, _ *State, want, got uint32) bool {
			return got&inexactFlag == 0 && s.has("CVT.S.W CVT.S.L CVT.D.L")
		}},
	{"a number that fits after truncation but not after rounding has raised Inexact when it turns out to be invalid",
		inexactFlag, func(s Sequence, _ *State, want, got uint32) bool {
			return want&got&invalidFlag != 0 && want&inexactFlag == 0 && s.has("FLOOR.W.D CEIL.W.D ROUND.W.D")
		}},
}

// flushed reports whether two registers differ only where FS has QEMU flush to
// zero what is tiny before rounding and rounds to the smallest normal number;
// the host flushes what is tiny after rounding.
func flushed(st *State, want, got uint64) bool {
	const double, single, sign = 0x0010000000000000, 0x00800000, 0x8000000080000000
	return st.FCSR&flushBit != 0 && want&got&^sign == want&^sign &&
		((want^got) == double || (want^got)&^(single|single<<32) == 0)
}

// has reports whether s holds one of the instructions named.
func (s Sequence) has(names string) bool {
	for _, w := range s {
		if slices.Contains(strings.Fields(names), mips.Decode(w).Name) {
			return true
		}
	}
	return false
}

// surprising returns the bits of FCSR that differ without explanation.
func (p *Program) surprising(s Sequence, st *State, want, got uint32) uint32 {
	bits := want ^ got
	if p.Control {
		return bits
	}
	for _, k := range explained {
		if k.where(s, st, want, got) {
			bits &^= k.bits
		}
	}
	return bits
}

// differences compares two outcomes.
func (p *Program) differences(s Sequence, st *State, want, got *Outcome) []string {
	var text []string
	differ := func(name string, w, g any) { text = append(text, fmt.Sprintf("%s: QEMU %#x, ours %#x", name, w, g)) }
	for i := range want.GPR {
		if want.GPR[i] != got.GPR[i] {
			differ(fmt.Sprintf("$%d", i), want.GPR[i], got.GPR[i])
		}
	}
	if want.HI != got.HI {
		differ("hi", want.HI, got.HI)
	}
	if want.LO != got.LO {
		differ("lo", want.LO, got.LO)
	}
	for i := range want.FPR {
		if want.FPR[i] != got.FPR[i] && (p.Control || !flushed(st, want.FPR[i], got.FPR[i])) {
			differ(fmt.Sprintf("$f%d", i), want.FPR[i], got.FPR[i])
		}
	}
	if p.surprising(s, st, want.FCSR, got.FCSR) != 0 {
		differ("fcsr", want.FCSR, got.FCSR)
	}
	for i := 0; i < scratchSize; i += 4 {
		if w, g := want.Scratch[i:i+4], got.Scratch[i:i+4]; string(w) != string(g) {
			differ(fmt.Sprintf("%d($28)", i-scratchSize/2), w, g)
		}
	}
	return text
}

// A Runner runs programs both ways.
type Runner struct {
	Translator string
	Options    []string
	Dir        string
}

// Run returns how p differs.
func (r *Runner) Run(p *Program) ([]Difference, error) {
	exe, err := p.Build(r.Dir)
	if err != nil {
		return nil, err
	}
	want, err := p.Emulate(exe)
	if err != nil {
		return nil, err
	}
	got, err := p.Translate(r.Translator, exe, r.Options...)
	if err != nil {
		return nil, err
	}
	return p.Compare(want, got), nil
}

// Random returns a program of n sequences of the given length.
func Random(m Mode, seed int64, n, length, states, perSeq int) *Program {
	g := NewGenerator(m, seed)
	p := &Program{Mode: m, PerSeq: perSeq}
	for range n {
		p.Sequences = append(p.Sequences, g.Sequence(length))
	}
	for range states {
		p.States = append(p.States, g.State())
	}
	return p
}

// Reduce returns the smallest sequence it finds that still differs from st,
// with nops in place of what was taken out, and how.
func (r *Runner) Reduce(m Mode, s Sequence, st *State) (Sequence, []string) {
	rng := rand.New(rand.NewSource(1))
	var text []string
	for round := 0; round < 12; round++ {
		var live []int
		for i, w := range s {
			if w != 0 {
				live = append(live, i)
			}
		}
		// Candidates drop one instruction, all after one, or a random half.
		var candidates []Sequence
		drop := func(gone func(k int) bool) {
			c := append(Sequence(nil), s...)
			for k, i := range live {
				if gone(k) {
					c[i] = 0
				}
			}
			candidates = append(candidates, c)
		}
		for n := range live {
			drop(func(k int) bool { return k == n })
			drop(func(k int) bool { return k >= n })
		}
		for range 20 {
			drop(func(int) bool { return rng.Intn(2) == 0 })
		}
		diffs, err := r.Run(&Program{Mode: m, Sequences: candidates, States: []*State{st}, PerSeq: 1})
		if err != nil {
			return s, []string{err.Error()}
		}
		best := len(live)
		for _, d := range diffs {
			if n := count(candidates[d.Seq]); n < best {
				s, text, best = candidates[d.Seq], d.Text, n
			}
		}
		if best == len(live) {
			break
		}
	}
	return s, text
}

// count returns how many instructions of s are not nops.
func count(s Sequence) (n int) {
	for _, w := range s {
		if w != 0 {
			n++
		}
	}
	return n
}

// Describe prints a sequence that differs with what it reads.
func Describe(s Sequence, st *State, text []string) string {
	var b strings.Builder
	for i, w := range s {
		if w != 0 {
			fmt.Fprintf(&b, "\t%3d: %08x  %s\n", i, w, strings.ReplaceAll(mips.Disasm(uint32(4*i), w), "\t", " "))
		}
	}
	fmt.Fprintf(&b, "\tfrom fcsr=%#x hi=%#x lo=%#x\n", st.FCSR, st.HI, st.LO)
	used := map[string]bool{}
	for _, w := range s {
		for _, name := range strings.FieldsFunc(mips.Disasm(0, w), func(r rune) bool { return strings.ContainsRune("\t,()", r) }) {
			used[name] = used[name] || w != 0
		}
	}
	for i, v := range st.GPR {
		if name := mips.RegisterName(i); used[name] {
			fmt.Fprintf(&b, "\t%s=%#x", name, v)
		}
	}
	for i, v := range st.FPR {
		if used[fmt.Sprintf("$f%d", i)] || used[fmt.Sprintf("$f%d", i+1)] {
			fmt.Fprintf(&b, "\t$f%d=%#x", i, v)
		}
	}
	b.WriteString("\n\t" + strings.Join(text, "\n\t") + "\n")
	return b.String()
}
