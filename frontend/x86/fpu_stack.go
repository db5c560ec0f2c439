package x86

import (
	"slices"

	"translate/frontend/cfg"
	"translate/ir"
)

// Discovery of how the x87 register file is used where a block begins. By the
// calling convention it is empty where a function is entered, and after a call
// it is as before, or holds a result. Where code that is entered reads more, it
// is taken to find that: a function may be the part of another. What is found is
// a guess: lifted code compares it with the state. [psABI i386, Registers]

// stackUnknown stands for a block that nothing known leads to.
const stackUnknown = ^uint32(0)

// A stackUse is what discovery finds of one block.
type stackUse struct {
	in, out uint32 // the word expected at the start and at the end
	uses    bool   // the block has x87 or MMX instructions
	// loop says that the block heads a loop of x87 code which is come to with the
	// same word from everywhere. The word is compared before the loop and where it
	// is entered from outside, so that it is known inside.
	loop bool
	// checkLast says that the block leads to such a loop and has no other place
	// for the comparison.
	checkLast bool
}

// stacks returns how the blocks of f use the x87 registers, or nil where f uses
// none.
func (c *Code) stacks(f *cfg.Func) []stackUse {
	use := make([]stackUse, len(f.Blocks))
	for i := range use {
		use[i].in, use[i].uses = stackUnknown, c.usesFPU(&f.Blocks[i])
	}
	if !slices.ContainsFunc(use, func(u stackUse) bool { return u.uses }) {
		return nil
	}
	probe := &lifter{Builder: ir.NewProbe(c.Guest())}
	var visit func(i int, word uint32)
	visit = func(i int, word uint32) {
		for use[i].in == stackUnknown {
			use[i].in = word
			b := &f.Blocks[i]
			word = c.stackAfter(probe, b, word)
			if b.Last.Kind == cfg.Call || b.Last.Kind == cfg.CallRegister {
				if word == 0 {
					word = c.stackRead(probe, f, b.End)
				}
			}
			use[i].out = word
			succ := flowSuccessors(f, b)
			for _, s := range succ[min(1, len(succ)):] {
				visit(s, word)
			}
			if len(succ) == 0 {
				return
			}
			i = succ[0]
		}
	}
	visit(0, c.stackRead(probe, f, f.Start))
	for i, b := range f.Blocks {
		if b.Entry && use[i].in == stackUnknown {
			visit(i, c.stackRead(probe, f, b.PC))
		}
	}
	for i := range f.Blocks {
		visit(i, 0)
	}
	markLoops(f, use)
	return use
}

// markLoops finds the loops within which the word can be known.
func markLoops(f *cfg.Func, use []stackUse) {
	succ, pred := make([][]int, len(use)), make([][]int, len(use))
	for i := range use {
		switch f.Blocks[i].Last.Kind {
		case cfg.Call, cfg.CallRegister, cfg.Service: // come back from outside
			continue
		}
		succ[i] = flowSuccessors(f, &f.Blocks[i])
		for _, s := range succ[i] {
			pred[s] = append(pred[s], i)
		}
	}
	for i := range use {
		if !f.Blocks[i].Loop || use[i].in == stackMMX ||
			slices.ContainsFunc(pred[i], func(p int) bool { return use[p].out != use[i].in }) {
			continue
		}
		after, before := reached(i, succ), reached(i, pred)
		for n := range use {
			use[i].loop = use[i].loop || after[n] && before[n] && use[n].uses
		}
		for _, p := range pred[i] {
			use[p].checkLast = use[p].checkLast || use[i].loop && !use[p].uses
		}
	}
}

// reached returns the blocks to which edges lead from block i, i included.
func reached(i int, edges [][]int) map[int]bool {
	seen := map[int]bool{i: true}
	for todo := []int{i}; len(todo) > 0; {
		n := todo[0]
		todo = todo[1:]
		for _, m := range edges[n] {
			if !seen[m] {
				seen[m] = true
				todo = append(todo, m)
			}
		}
	}
	return seen
}

// usesFPU reports whether b has x87 or MMX instructions.
func (c *Code) usesFPU(b *cfg.Block) bool {
	for pc := b.PC; pc < b.End; {
		in := c.at(pc)
		if in == nil {
			return false
		}
		if in.Row.fpu || in.Row.mmx {
			return true
		}
		pc += in.Len
	}
	return false
}

// flowSuccessors returns the blocks of f that b leads to, calls included.
func flowSuccessors(f *cfg.Func, b *cfg.Block) []int {
	var s []int
	add := func(pc uint32) {
		if i, ok := f.BlockAt(pc); ok {
			s = append(s, i)
		}
	}
	switch b.Last.Kind {
	case cfg.Branch:
		add(b.End)
		add(b.Last.Target)
	case cfg.Jump:
		add(b.Last.Target)
	case cfg.Plain, cfg.Call, cfg.CallRegister, cfg.Service:
		add(b.End)
	}
	return s
}

// stackAfter returns the word after b, from the semantics of its instructions.
func (c *Code) stackAfter(probe *lifter, b *cfg.Block, word uint32) uint32 {
	for pc := b.PC; pc < b.End; {
		in := c.at(pc)
		if in == nil {
			return word
		}
		word = c.stackStep(probe, pc, in, word)
		pc += in.Len
	}
	return word
}

// stackStep returns the word after the instruction at pc. probe.underflow says
// afterwards whether it read an empty register.
func (c *Code) stackStep(probe *lifter, pc uint32, in *Inst, word uint32) uint32 {
	probe.underflow = false
	switch {
	case in.Row.mmx:
		return stackMMX
	case in.Row.Name == "EMMS":
		return 0
	case !in.Row.fpu || word&stackMMX != 0:
		return word
	}
	k := probe.c
	known := k(word)
	probe.known = &known
	in.Row.lift(probe, &inst{
		row: in.Row, mem: in.Mem, reg: k(uint32(in.Reg)), rm: k(uint32(in.RM)), imm: k(in.Imm),
		base: probe.Reg(gprBank, k(0)), disp: k(0), pc: k(pc), next: k(pc + in.Len),
	})
	return uint32(probe.known.Uint())
}

// lookAhead bounds how far stackRead follows code, in instructions.
const lookAhead = 60

// stackRead returns the word where the stack holds as much as the code at pc
// reads, which is nothing at the start of most functions, and after a call one
// value where a result is used.
func (c *Code) stackRead(probe *lifter, f *cfg.Func, pc uint32) uint32 {
	for n := range uint32(8) {
		word := -n&7<<stackTop | 0xff&^(0xff>>n)
		if !c.underflows(probe, f, pc, word) {
			return word
		}
	}
	return 0
}

// underflows reports whether the code at pc reads an empty register where it
// finds the stack as word says.
func (c *Code) underflows(probe *lifter, f *cfg.Func, pc, word uint32) bool {
	for range lookAhead {
		in := c.at(pc)
		if in == nil || pc < f.Start || pc >= f.End || in.Row.mmx {
			return false
		}
		word = c.stackStep(probe, pc, in, word)
		if probe.underflow {
			return true
		}
		switch in.Row.flow {
		case flowNext, flowBranch:
			pc += in.Len
		case flowJump:
			pc = in.target(pc)
		default:
			return false
		}
	}
	return false
}
