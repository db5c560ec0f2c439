package x86

import (
	"slices"

	"translate/frontend/cfg"
	"translate/ir"
)

// Discovery of how the x87 register file is used where a block begins. By the
// calling convention it is empty where a function is entered, and after a call
// it is as before, or holds a result. What is found is a guess: lifted code
// compares it with the state. [psABI i386, Registers]

// stackUnknown stands for a block that nothing known leads to.
const stackUnknown = ^uint32(0)

// stacks returns the word that is expected at the start of each block of f, or
// nil where f uses no x87 registers.
func (c *Code) stacks(f *cfg.Func) []uint32 {
	if !c.usesFPU(f) {
		return nil
	}
	in := make([]uint32, len(f.Blocks))
	for i := range in {
		in[i] = stackUnknown
	}
	probe := &lifter{Builder: ir.NewProbe(c.Guest())}
	var visit func(i int, word uint32)
	visit = func(i int, word uint32) {
		for in[i] == stackUnknown {
			in[i] = word
			b := &f.Blocks[i]
			word = c.stackAfter(probe, b, word)
			if b.Last.Kind == cfg.Call || b.Last.Kind == cfg.CallRegister {
				word = c.stackReturned(probe, f, b.End, word)
			}
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
	visit(0, 0)
	for i := range f.Blocks {
		visit(i, 0)
	}
	return in
}

// usesFPU reports whether f has x87 or MMX instructions.
func (c *Code) usesFPU(f *cfg.Func) bool {
	return slices.ContainsFunc(f.Blocks, func(b cfg.Block) bool {
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
	})
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

// lookAhead bounds how far stackReturned follows code, in instructions.
const lookAhead = 60

// stackReturned returns the word after a call that returns to pc: with a result
// where the code there reads one from the stack that was empty.
func (c *Code) stackReturned(probe *lifter, f *cfg.Func, pc uint32, word uint32) uint32 {
	if word != 0 {
		return word
	}
	after := word
	for range lookAhead {
		in := c.at(pc)
		if in == nil || pc < f.Start || pc >= f.End || in.Row.mmx {
			break
		}
		after = c.stackStep(probe, pc, in, after)
		if probe.underflow {
			return 7<<stackTop | 1<<7
		}
		switch in.Row.flow {
		case flowNext, flowBranch:
			pc += in.Len
		case flowJump:
			pc = in.target(pc)
		default:
			return word
		}
	}
	return word
}
