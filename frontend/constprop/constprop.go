// Package constprop follows constants through functions whose instructions are
// words, to find where computed calls and jumps probably go: the targets of
// calls through the global offset table, and jump tables. What it finds are
// guesses, which lifted code compares with what it computes. It knows no
// instruction set.
package constprop

import (
	"math"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

// An ISA is what propagation asks of an instruction set about one function.
type ISA interface {
	// Entry returns what is known where the function starts.
	Entry() State
	// Anywhere returns what is known where control may come from anywhere.
	Anywhere() State
	// Step applies the instruction at pc to s. It returns the address of code or
	// data that the instruction forms, or any value but a Constant.
	Step(pc uint32, s *State) (formed Value)
	// Target returns the register through which b's last instruction passes
	// control on, or false where its target is known or nobody's guess.
	Target(b *cfg.Block) (register uint32, ok bool)
	// Clobbered returns the registers that calls leave with unknown values.
	Clobbered() []uint32
}

// Analyse returns what propagation finds in a function of img.
func Analyse(img *image.Image, f *cfg.Func, isa ISA) cfg.Facts {
	jumps := cfg.Jumps{Guess: map[uint32]uint32{}, Tables: map[uint32]bool{}}
	a := &analysis{img: img, f: f, isa: isa, tables: map[uint32]bool{}, facts: cfg.Facts{Jumps: jumps}}
	for i, in := range a.solve() {
		a.run(&f.Blocks[i], &in, true)
	}
	return a.facts
}

// An analysis follows constants through one function.
type analysis struct {
	img    *image.Image
	f      *cfg.Func
	isa    ISA
	tables map[uint32]bool // addresses of jump tables
	facts  cfg.Facts
}

// maxRounds bounds how often the blocks of a function are gone through. What is
// known after the last round may be too much, which only makes guesses worse.
const maxRounds = 20

// solve returns what is known at the start of each block. Blocks that nothing
// known leads to come last, and change nothing for the others: a loop around a
// jump table would lose the address of the table to the cases that the table has
// yet to be found for.
func (a *analysis) solve() []State {
	in := make([]State, len(a.f.Blocks))
	in[0] = a.isa.Entry()
	a.spread(in, nil)
	reached := make([]bool, len(in))
	for i := range in {
		reached[i] = in[i].reached()
		if a.f.Blocks[i].Computed && !reached[i] {
			in[i] = a.isa.Anywhere()
		}
	}
	a.spread(in, reached)
	return in
}

// spread goes through the blocks that are reached until nothing changes; with
// fixed, also through the others, and what fixed holds stays as it is.
func (a *analysis) spread(in []State, fixed []bool) {
	for changed, rounds := true, 0; changed && rounds < maxRounds; rounds++ {
		changed = false
		for i := range a.f.Blocks {
			if !in[i].reached() {
				if fixed == nil {
					continue
				}
				in[i] = a.isa.Anywhere()
			}
			out := in[i]
			for _, s := range a.run(&a.f.Blocks[i], &out, false) {
				if fixed == nil || !fixed[s] {
					changed = in[s].meet(&out) || changed
				}
			}
		}
	}
}

// successors returns the blocks of the function that b passes control to, of
// which table holds those that its computed jump leads to.
func (a *analysis) successors(b *cfg.Block, table []uint32) []int {
	var s []int
	add := func(pcs ...uint32) {
		for _, pc := range pcs {
			if i, ok := a.f.BlockAt(pc); ok {
				s = append(s, i)
			}
		}
	}
	switch b.Last.Kind {
	case cfg.Branch:
		add(b.Last.Target, b.End)
	case cfg.Jump:
		add(b.Last.Target)
	case cfg.JumpRegister:
		add(table...)
	case cfg.Plain, cfg.Call, cfg.CallRegister, cfg.Service:
		if a.f.ComesBack(b) {
			add(b.End)
		}
	}
	return s
}

// run follows s through b, delay slot included, and returns the blocks where it
// goes on. collect says to note what it leads to.
func (a *analysis) run(b *cfg.Block, s *State, collect bool) []int {
	var table []uint32
	for pc := b.PC; pc < b.End; pc += 4 {
		if pc == b.LastPC {
			table = a.transfer(b, s, collect)
		}
		formed := a.isa.Step(pc, s)
		if collect && formed.Kind == Constant {
			a.facts.Targets = append(a.facts.Targets, formed.V)
		}
	}
	switch b.Last.Kind {
	case cfg.Call, cfg.CallRegister:
		for _, r := range a.isa.Clobbered() {
			s[r] = Unknown
		}
	}
	return a.successors(b, table)
}

// transfer returns the jump table that the last instruction of b probably uses.
// collect says to note where it probably goes.
func (a *analysis) transfer(b *cfg.Block, s *State, collect bool) (table []uint32) {
	register, ok := a.isa.Target(b)
	if !ok {
		return nil
	}
	switch target := s[register]; {
	case target.Kind == Constant && collect:
		a.facts.Guess[b.LastPC] = target.V
		a.facts.Callees = append(a.facts.Callees, target.V)
	case target.Kind == FromTable && b.Last.Kind == cfg.JumpRegister:
		var outside []uint32
		a.tables[target.V] = true
		table, outside = a.f.JumpTable(a.img, target.V, a.nextTable(target.V), target.Add, 4)
		if collect && len(table) > 0 {
			a.facts.Tables[b.LastPC] = true
			a.facts.AddTable(table, outside, target.Add)
		}
	}
	return table
}

// nextTable returns the address of the first jump table behind addr. The words of
// one that holds distances from itself lead anywhere when taken for distances
// from another.
func (a *analysis) nextTable(addr uint32) uint32 {
	next := uint32(math.MaxUint32)
	for t := range a.tables {
		if t > addr {
			next = min(next, t)
		}
	}
	return next
}

// Load returns what is known of the word of img at base+disp.
func Load(img *image.Image, base Value, disp uint32) Value {
	switch base.Kind {
	case Constant:
		if v, ok := slot(img, base.V+disp); ok {
			return Const(v)
		}
	case Offset:
		return Value{Kind: FromTable, V: base.V + disp}
	}
	return Unknown
}

// slot returns the value of a word of the image that points somewhere into it,
// as global offset tables do. Files of programs that relocate themselves hold
// values without the load bias.
func slot(img *image.Image, addr uint32) (uint32, bool) {
	w, ok := img.Word(image.Addr(addr))
	if !ok || w == 0 {
		return 0, false
	}
	w += uint32(img.Bias)
	return w, img.Segment(image.Addr(w)) != nil
}
