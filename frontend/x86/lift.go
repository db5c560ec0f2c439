// Package x86 lifts i386 programs: it decodes instructions, and holds the
// semantics of each, written once for lifting and for the interpreter.
package x86

import (
	"slices"
	"sync/atomic"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/ir"
)

// A Code lifts the functions of one i386 program. It implements cfg.ISA.
type Code struct {
	img   *image.Image
	cache [][]atomic.Pointer[Inst] // what was decoded, by segment and byte
	got   uint32                   // what jump tables of position-independent code count from
}

// New returns the lifter for img.
func New(img *image.Image) *Code {
	c := &Code{img: img}
	for i := range img.Segments {
		var cache []atomic.Pointer[Inst]
		if img.Segments[i].Perm&image.Exec != 0 {
			cache = make([]atomic.Pointer[Inst], len(img.Segments[i].Data))
		}
		c.cache = append(c.cache, cache)
	}
	for _, s := range img.Sections {
		if s.Name == ".got.plt" || s.Name == ".got" && c.got == 0 {
			c.got = uint32(s.Addr)
		}
	}
	return c
}

// Guest returns the guest state and memory of the program. All general
// registers are pinned.
func (c *Code) Guest() *ir.Guest {
	pin := func(b *ir.Bank, numbers ...int) (p []ir.Pin) {
		for _, n := range numbers {
			p = append(p, ir.Pin{Bank: b, Index: n})
		}
		return p
	}
	return &ir.Guest{
		Align:   1,
		Banks:   []*ir.Bank{gprBank, baseBank, flagBank, eflagsBank, segBank, fpuBank, mmBank, stBank, xmmBank},
		Pinned:  pin(gprBank, esp, eax, ecx, edx, ebx, esi, edi, ebp),
		Eager:   pin(gprBank, esp),
		Scratch: pin(flagBank, cf, pf, af, zf, sf, lt),
		Reads: map[string][]ir.Pin{
			"rt_fxsave":  fpuState(),
			"rt_fnsave":  fpuState(),
			"rt_fnstenv": fpuState(),
		},
		Preserved: pin(gprBank, ebx, esi, edi, ebp),
	}
}

// fpuState returns the registers that are in an FXSAVE image.
func fpuState() (p []ir.Pin) {
	for _, b := range []*ir.Bank{fpuBank, mmBank, stBank, xmmBank} {
		for n := range b.Count {
			p = append(p, ir.Pin{Bank: b, Index: n})
		}
	}
	return p
}

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

// Shape returns the blocks of f and what lifts one of them.
func (c *Code) Shape(f *cfg.Func) (*ir.FuncSpec, func(code ir.Code, i int)) {
	spec := &ir.FuncSpec{Name: f.Name, Start: f.Start}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: b.PC, Entry: b.Entry, ReturnSite: b.ReturnSite, Loop: b.Loop, Computed: b.Computed})
	}
	stacks := c.stacks(f)
	return spec, func(code ir.Code, i int) {
		d := driver{c: c, code: code, fn: f, lifter: lifter{Builder: code}}
		if stacks != nil {
			d.stack = stacks[i]
		}
		d.block(&f.Blocks[i])
	}
}

// A driver lifts the instructions of one block.
type driver struct {
	lifter
	c    *Code
	code ir.Code
	fn   *cfg.Func

	stack uint32 // what is expected of the x87 registers
}

// expectStack leaves lifted code where the x87 registers are not used as
// expected, before the block's first instruction that uses them.
func (d *driver) expectStack(in *Inst) {
	if !in.Row.fpu && !in.Row.mmx {
		return
	}
	if in.Row.mmx {
		d.stack = stackMMX
	}
	if d.known != nil && (d.known.Uint() == stackMMX) == in.Row.mmx {
		return
	}
	if d.known == nil && in.Row.fpu && d.stack == stackMMX || d.known != nil {
		// From one use to the other without EMMS: the interpreter does that.
		d.ServiceIf(d.bit(true), "rt_interpret", d.c0())
		d.stack &^= stackMMX
		if in.Row.mmx {
			d.stack = stackMMX
		}
		known := d.lifter.c(d.stack)
		d.known = &known
		return
	}
	known := d.lifter.c(d.stack)
	d.ServiceIf(d.Ne(d.lifter.stack(), known), "rt_interpret", d.c0())
	d.known = &known
}

// block lifts b, way out included.
func (d *driver) block(b *cfg.Block) {
	pc := b.PC
	for pc != b.LastPC {
		pc += d.instruction(pc)
	}
	if b.Last.Kind == cfg.Illegal {
		d.code.At(pc, pc+1)
		d.Service("rt_illegal", d.c0())
		return
	}
	d.instruction(pc)
	switch t := d.pending; b.Last.Kind {
	case cfg.Service:
	case cfg.Plain:
		d.code.Goto(b.End)
	case cfg.Branch:
		d.code.Branch(t.cond, b.Last.Target, b.End)
	case cfg.Jump:
		d.code.Goto(b.Last.Target)
	case cfg.Call:
		d.code.Call(b.Last.Target, b.End)
	case cfg.CallRegister:
		d.code.CallIndirect(t.target, d.fn.Guess[pc], b.End)
	case cfg.JumpRegister:
		d.code.Jump(t.target, d.fn.Guess[pc], d.jumpKind(pc))
	case cfg.Return:
		d.code.Return(t.target)
	}
}

func (d *driver) c0() ir.Value { return d.lifter.c(0) }

// jumpKind tells what is known of the jump at pc.
func (d *driver) jumpKind(pc uint32) ir.JumpKind {
	switch {
	case d.fn.Tables[pc]:
		return ir.JumpTable
	case d.fn.Guess[pc] != 0:
		return ir.JumpFunction
	case slices.ContainsFunc(d.fn.Blocks, func(b cfg.Block) bool { return b.Taken && b.PC != d.fn.Start }):
		return ir.JumpTable // of a form that analysis did not follow
	}
	return ir.JumpUnknown
}

// instruction lifts the instruction at pc and returns its length.
func (d *driver) instruction(pc uint32) uint32 {
	in := d.c.at(pc)
	k := d.lifter.c
	d.code.At(pc, pc+in.Len)
	if in.Row.flow == flowCall {
		if reg, ok := d.c.thunk(in.target(pc)); ok {
			d.SetReg(gprBank, k(uint32(reg)), k(pc+in.Len))
			return in.Len
		}
	}
	i := &inst{
		row: in.Row, op16: in.Op16, mem: in.Mem, lock: in.Lock,
		reg: k(uint32(in.Reg)), rm: k(uint32(in.RM)), imm: k(in.Imm), imm2: k(in.Imm2), pc: k(pc), next: k(pc + in.Len),
	}
	d.expectStack(in)
	i.base, i.disp = d.address(in)
	d.pending = nil
	in.Row.lift(&d.lifter, i)
	return in.Len
}

// shortDisp bounds displacements that are not added to the base: an access
// that far from a page that is mapped never wraps to another one that is.
const shortDisp = 1 << 15

// address returns base and displacement of the memory operand of in; where it
// has none they stand for the segment. Sums wrap at 4 GiB.
func (d *driver) address(in *Inst) (base, disp ir.Value) {
	a, k := in.Addr, d.lifter.c
	if a.addr16 {
		return d.address16(in), k(0)
	}
	offset := a.disp
	if in.Row.popEA && a.base == esp {
		offset += size(ir.I32)
		if in.Op16 {
			offset -= 2
		}
	}
	base = k(0)
	if in.Mem && a.base >= 0 {
		base = d.Reg(gprBank, k(uint32(a.base)))
	}
	if in.Mem && a.index >= 0 {
		base = d.Add(base, d.Shl(d.Reg(gprBank, k(uint32(a.index))), k(uint32(a.scale))))
	}
	if in.moffs() {
		offset = in.Imm
	}
	segment := a.seg >= 0 && !in.Row.noSeg
	if segment {
		base = d.Add(base, d.Reg(baseBank, k(uint32(a.seg))))
	}
	if short := int32(offset); short < shortDisp && short > -shortDisp && a.index < 0 && !segment && !base.IsConst() {
		return base, k(offset)
	}
	return d.Add(base, k(offset)), k(0)
}

// moffs reports whether the immediate is an address.
func (in *Inst) moffs() bool {
	return slices.ContainsFunc(in.Row.Operands, func(o Operand) bool { return o.Kind == 'O' })
}

// address16 is address where that has 16 bits.
func (d *driver) address16(in *Inst) ir.Value {
	a, k := in.Addr, d.lifter.c
	sum := k(a.disp)
	if in.moffs() {
		sum = k(in.Imm)
	}
	for _, r := range []int8{a.base, a.index} {
		if in.Mem && r >= 0 {
			sum = d.Add(sum, d.Reg(gprBank, k(uint32(r))))
		}
	}
	sum = d.And(sum, k(0xffff))
	if a.seg >= 0 && !in.Row.noSeg {
		sum = d.Add(sum, d.Reg(baseBank, k(uint32(a.seg))))
	}
	return sum
}

// flagExecStack is a program flag of the runtime; enum program_flags in xlat.h.
const flagExecStack = 4

// Runtime returns the runtime library of i386 programs and the flags it needs.
func (c *Code) Runtime() (name string, flags uint32) {
	if c.img.GNUStackExec {
		flags |= flagExecStack
	}
	return "x86", flags
}

// Unlifted returns what in f is no instruction of the table.
func (c *Code) Unlifted(f *cfg.Func) []cfg.Unlifted {
	var u []cfg.Unlifted
	for _, b := range f.Blocks {
		if b.Last.Kind == cfg.Illegal {
			u = append(u, cfg.Unlifted{PC: b.LastPC, Code: c.img.Bytes(image.Addr(b.LastPC), maxLen)})
		}
	}
	return u
}

// Disasm returns the instruction at pc as text: its row.
func (c *Code) Disasm(pc uint32) string {
	in := c.at(pc)
	if in == nil {
		return "(bad)"
	}
	return in.String(pc)
}
