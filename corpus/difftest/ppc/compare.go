package ppc

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"

	"translate/frontend/ppc"
)

// A Difference is a run that ended differently.
type Difference struct {
	Seq   int
	State *State
	Text  []string // one per register that differs
}

// The parts of FPSCR.
const (
	bitFX = 0x80000000
	bitUX = 0x08000000
	bitXX = 0x02000000
	bitFR = 0x00040000
	bitFI = 0x00020000
	class = 0x0001f000
	bitC  = 0x00010000
	// all exceptions, and VX, which follows from some
	exceptions = 0x3ff80700
)

// A known is a difference in FPSCR that we accept.
type known struct {
	why   string
	bits  uint32
	where func(m Mode, s Sequence) bool
}

// explained are all of them.
var explained = []known{
	{"QEMU does not keep FR, and FI of the operations before the last", bitFR | bitFI,
		func(Mode, Sequence) bool { return true }},
	{"the class of the result is kept only in functions that read it", class,
		func(m Mode, _ Sequence) bool { return m != Control }},
	{"the host finds a number tiny after rounding, and conversions whose result is not used are not done",
		bitUX | bitXX, func(m Mode, _ Sequence) bool { return m != Control }},
	{"flags are undefined where operands of single precision turn out to be none",
		exceptions, func(m Mode, _ Sequence) bool { return m == Nearest }},
	{"QEMU tells the class of a single as if it were a double, which is never tiny", bitC,
		func(Mode, Sequence) bool { return true }},
}

// surprising returns the bits of FPSCR that differ without explanation.
func (p *Program) surprising(s Sequence, want, got uint32) uint32 {
	bits := want ^ got
	rest := bits
	for _, k := range explained {
		if k.where(p.Mode, s) {
			rest &^= k.bits
		}
	}
	if rest != bits && rest&^bitFX == 0 {
		rest = 0 // FX follows from the others
	}
	return rest
}

// Compare returns the differences between the outcomes of QEMU and ours.
func (p *Program) Compare(want, got []Outcome) []Difference {
	var all []Difference
	for n := range want {
		i, k := n/p.PerSeq, n%p.PerSeq
		if text := p.differences(p.Sequences[i], &want[n], &got[n]); text != nil {
			all = append(all, Difference{i, p.States[p.state(i, k)], text})
		}
	}
	return all
}

// differences compares two outcomes.
func (p *Program) differences(s Sequence, want, got *Outcome) []string {
	var text []string
	differ := func(name string, w, g any) { text = append(text, fmt.Sprintf("%s: QEMU %#x, ours %#x", name, w, g)) }
	for i := range want.GPR {
		if want.GPR[i] != got.GPR[i] {
			differ(fmt.Sprintf("r%d", i), want.GPR[i], got.GPR[i])
		}
	}
	if want.CR != got.CR {
		differ("cr", want.CR, got.CR)
	}
	if want.XER != got.XER {
		differ("xer", want.XER, got.XER)
	}
	if want.CTR != got.CTR {
		differ("ctr", want.CTR, got.CTR)
	}
	for i := range want.FPR {
		if i == shownFPR && want.FPR[i]>>32 == got.FPR[i]>>32 && p.surprising(s, uint32(want.FPR[i]), uint32(got.FPR[i])) == 0 {
			continue
		}
		if want.FPR[i] != got.FPR[i] {
			differ(fmt.Sprintf("f%d", i), want.FPR[i], got.FPR[i])
		}
	}
	if p.surprising(s, want.FPSCR, got.FPSCR) != 0 {
		differ("fpscr", want.FPSCR, got.FPSCR)
	}
	for i := 0; i < scratchSize; i += 4 {
		if w, g := want.Scratch[i:i+4], got.Scratch[i:i+4]; string(w) != string(g) {
			differ(fmt.Sprintf("%d(r30)", i-scratchSize/2), w, g)
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
	want, err := p.run(emulator, "-cpu", model, exe)
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

// nop is ori 0,0,0, and setMoving copies scratchReg for instructions that change
// their base, which would go astray without it.
const (
	nop       = 0x60000000
	setMoving = 14<<26 | movingReg<<21 | scratchReg<<16
)

// Reduce returns the smallest sequence it finds that still differs from st, with
// nops in place of what was taken out, and how.
func (r *Runner) Reduce(m Mode, s Sequence, st *State) (Sequence, []string) {
	rng := rand.New(rand.NewSource(1))
	var text []string
	for range 12 {
		var live []int
		for i, w := range s {
			if w != nop && w != setMoving {
				live = append(live, i)
			}
		}
		var candidates []Sequence
		drop := func(gone func(k int) bool) {
			c := slices.Clone(s)
			for k, i := range live {
				if gone(k) {
					c[i] = nop
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
		if w != nop && w != setMoving {
			n++
		}
	}
	return n
}

// Describe prints a sequence that differs with what it reads.
func Describe(s Sequence, st *State, text []string) string {
	var b strings.Builder
	var all string
	for i, w := range s {
		if w != nop && w != setMoving {
			d := ppc.Disasm(uint32(4*i), w)
			all += " " + strings.NewReplacer(",", " ", "(", " ", ")", " ").Replace(d)
			fmt.Fprintf(&b, "\t%3d: %08x  %s\n", i, w, d)
		}
	}
	fmt.Fprintf(&b, "\tfrom cr=%#x xer=%#x ctr=%#x fpscr=%#x\n", st.CR, st.XER, st.CTR, st.FPSCR)
	used := strings.Fields(all)
	for i := range 32 {
		if slices.Contains(used, fmt.Sprintf("r%d", i)) {
			fmt.Fprintf(&b, "\tr%d=%#x", i, st.GPR[i])
		}
		if slices.Contains(used, fmt.Sprintf("f%d", i)) {
			fmt.Fprintf(&b, "\tf%d=%#x", i, st.FPR[i])
		}
	}
	b.WriteString("\n\t" + strings.Join(text, "\n\t") + "\n")
	return b.String()
}
