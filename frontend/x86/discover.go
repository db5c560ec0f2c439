package x86

import (
	"translate/frontend/cfg"
	"translate/frontend/image"
)

// Analyse implements cfg.ISA. Addresses of code are numbers in instructions:
// immediates, displacements, and sums with a register that holds the address of
// the global offset table. What it finds are guesses.
func (c *Code) Analyse(f *cfg.Func) cfg.Facts {
	a := &analysis{c: c, f: f, out: cfg.Facts{Guess: map[uint32]uint32{}, Tables: map[uint32]bool{}}}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		for pc := b.PC; ; {
			in := c.at(pc)
			if in == nil {
				break
			}
			a.step(pc, in)
			if pc == b.LastPC {
				break
			}
			pc += in.Len
		}
	}
	return a.out
}

// An analysis looks at the instructions of one function in ascending order.
type analysis struct {
	c    *Code
	f    *cfg.Func
	base [8]uint32 // what a register was last seen to hold, 0 if not known
	out  cfg.Facts
}

func (a *analysis) step(pc uint32, in *Inst) {
	if in.Row.flow == flowCall {
		if reg, ok := a.c.thunk(in.target(pc)); ok {
			a.base[reg] = pc + in.Len
		} else if in.target(pc) == pc+in.Len {
			a.popped(pc + in.Len)
		}
		return
	}
	if in.Row.flow == flowNext && !in.Op16 {
		a.immediate(in)
	}
	if in.Mem {
		a.memory(pc, in)
	}
}

// popped notes the register into which the instruction at pc pops its own
// address.
func (a *analysis) popped(pc uint32) {
	if in := a.c.at(pc); in != nil && in.Row.Name == "POP" && !in.Mem {
		a.base[in.RM] = pc
	}
}

// immediate notes numbers that may be addresses, and what is added to the
// program's own address.
func (a *analysis) immediate(in *Inst) {
	r := in.Row
	if len(r.Operands) == 0 {
		return
	}
	last := r.Operands[len(r.Operands)-1]
	if last.Kind != 'I' || last.Size != "v" {
		return
	}
	if r.Name == "ADD" && !in.Mem {
		reg := in.RM
		if r.Operands[0].Kind == 'A' {
			reg = eax
		}
		if a.base[reg] != 0 {
			a.base[reg] += in.Imm
		}
		return
	}
	a.out.Targets = append(a.out.Targets, in.Imm)
}

// memory notes what a memory operand says of code.
func (a *analysis) memory(pc uint32, in *Inst) {
	addr := in.Addr
	if addr.addr16 || addr.seg >= 0 {
		return
	}
	at := addr.disp
	if addr.base >= 0 {
		got := a.base[addr.base]
		if got == 0 {
			return
		}
		at += got
	}
	switch {
	case addr.index >= 0 && addr.scale == 2:
		found := a.table(at, 0)
		if addr.base >= 0 {
			found = a.table(at, a.base[addr.base]) || found
		}
		if found && in.Row.flow == flowJumpRegister {
			a.out.Tables[pc] = true
		}
	case in.Row.Name == "LEA" && addr.index < 0:
		a.out.Targets = append(a.out.Targets, at)
	case in.Row.flow == flowJumpRegister || in.Row.flow == flowCallRegister:
		if w, ok := a.c.img.Word(image.Addr(at)); ok && a.c.at(w) != nil && a.c.Prologue(w) {
			a.out.Guess[pc] = w
			a.out.Callees = append(a.out.Callees, w)
		}
	}
}

// maxTable bounds the length of a jump table.
const maxTable = 1 << 14

// table notes the words at addr that, with base added, lead into the function.
func (a *analysis) table(addr, base uint32) bool {
	found := false
	for i := range uint32(maxTable) {
		w, ok := a.c.img.Word(image.Addr(addr + 4*i))
		pc := w + base
		if !ok || pc < a.f.Start || pc >= a.f.End {
			break
		}
		a.out.Targets = append(a.out.Targets, pc)
		found = true
	}
	return found
}
