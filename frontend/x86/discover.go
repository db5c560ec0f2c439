package x86

import (
	"math"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

// Align implements cfg.ISA.
func (c *Code) Align() uint32 { return 1 }

// invalid is what the cache holds where there is no instruction.
var invalid = &Inst{}

// at returns the instruction at pc, or nil.
func (c *Code) at(pc uint32) *Inst {
	for n := range c.img.Segments {
		s := &c.img.Segments[n]
		if a := image.Addr(pc); a < s.Addr || a >= s.Addr+uint64(len(c.cache[n])) {
			continue
		}
		slot := &c.cache[n][uint64(pc)-s.Addr]
		in := slot.Load()
		if in == nil {
			in = invalid
			if d, ok := Decode(c.img.Bytes(image.Addr(pc), maxLen)); ok {
				in = &d
			}
			slot.Store(in)
		}
		if in == invalid {
			return nil
		}
		return in
	}
	return nil
}

// target returns where a relative transfer goes.
func (in *Inst) target(pc uint32) uint32 {
	t := pc + in.Len + in.Imm
	if in.Op16 {
		t &= 0xffff
	}
	return t
}

// Decode implements cfg.ISA.
func (c *Code) Decode(pc uint32) (cfg.Insn, bool) {
	in := c.at(pc)
	if in == nil {
		return cfg.Insn{Kind: cfg.Illegal, Size: 1, Next: pc + 1}, c.img.Segment(image.Addr(pc)) != nil
	}
	d := cfg.Insn{Size: in.Len, Next: pc + in.Len}
	switch in.Row.flow {
	case flowNext:
		d.Nop = c.padding(pc, in)
	case flowBranch:
		d.Kind, d.Target = cfg.Branch, in.target(pc)
	case flowJump:
		d.Kind, d.Target = cfg.Jump, in.target(pc)
	case flowCall:
		d.Kind, d.Target = cfg.Call, in.target(pc)
		if _, ok := c.thunk(d.Target); ok || d.Target == d.Next {
			d.Kind = cfg.Plain // the program asks where it is
		}
	case flowJumpRegister:
		d.Kind = cfg.JumpRegister
	case flowCallRegister:
		d.Kind = cfg.CallRegister
	case flowReturn:
		d.Kind = cfg.Return
	case flowService:
		d.Kind = cfg.Service
	}
	return d, true
}

// thunk reports whether the function at pc only loads its return address into
// a register, as position-independent code has them: mov (%esp),%reg; ret.
func (c *Code) thunk(pc uint32) (reg uint8, ok bool) {
	b := c.img.Bytes(image.Addr(pc), 4)
	if len(b) < 4 || b[0] != 0x8b || b[1]&0xc7 != 0x04 || b[2] != 0x24 || b[3] != 0xc3 {
		return 0, false
	}
	return b[1] >> 3 & 7, true
}

// padding reports whether the instruction at pc does nothing and is used to
// align what follows.
func (c *Code) padding(pc uint32, in *Inst) bool {
	switch in.Row.Name {
	case "NOP":
		return true
	case "XCHG":
		return in.Row.opcode == 0x90 && in.RM == eax
	case "LEA":
		a := in.Addr
		return a.disp == 0 && in.Len > 2 && a.base == int8(in.Reg) && a.index < 0 && !in.Op16
	case "MOV":
		return in.Row.opcode == 0x89 && !in.Mem && in.Reg == in.RM && !in.Op16
	}
	return false
}

// Prologue implements cfg.ISA: functions begin with endbr32, by making a frame,
// or at an aligned address by saving a register.
func (c *Code) Prologue(pc uint32) bool {
	in := c.at(pc)
	if in == nil {
		return false
	}
	b := c.img.Bytes(image.Addr(pc), 3)
	switch {
	case in.Row.Name == "ENDBR32":
		return true
	case len(b) < 3:
		return false
	case b[0] == 0x55 && (b[1] == 0x89 && b[2] == 0xe5 || b[1] == 0x8b && b[2] == 0xec):
		return true
	case b[0] >= 0x53 && b[0] <= 0x57 && b[0] != 0x54, b[0] == 0x83 && b[1] == 0xec, b[0] == 0x81 && b[1] == 0xec:
		return pc%16 == 0
	}
	return false
}

// TableBase implements cfg.ISA: jump tables of position-independent code hold
// distances from the global offset table.
func (c *Code) TableBase() uint32 { return c.got }

// Analyse implements cfg.ISA. Addresses of code are numbers in instructions:
// immediates, displacements, and sums with a register that holds the address of
// the global offset table. What it finds are guesses.
func (c *Code) Analyse(f *cfg.Func) cfg.Facts {
	a := &analysis{c: c, f: f, out: cfg.Facts{Jumps: cfg.Jumps{Guess: map[uint32]uint32{}, Tables: map[uint32]bool{}}}}
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
	switch {
	case in.Op16:
	case in.Row.flow == flowNext:
		a.immediate(in)
	case in.Row.farPointer():
		a.out.Targets = append(a.out.Targets, in.Imm)
	}
	if in.Mem {
		a.memory(pc, in)
	}
}

// farPointer reports whether instructions of r hold an address and a selector.
func (r *Row) farPointer() bool {
	return len(r.Operands) == 2 && r.Operands[0] == Operand{'I', "v"} && r.Operands[1] == Operand{'I', "w"}
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

// table notes the targets listed in the jump table at addr.
func (a *analysis) table(addr, base uint32) bool {
	inside, outside := a.f.JumpTable(a.c.img, addr, math.MaxUint32, base, a.c.Align())
	a.out.AddTable(inside, outside, base)
	return len(inside) > 0
}
