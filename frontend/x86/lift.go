// Package x86 lifts i386 programs: it decodes instructions, and holds the
// semantics of each, written once for lifting and for the interpreter.
package x86

import (
	"slices"
	"sync/atomic"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/frontend/shape"
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
	return &ir.Guest{
		Align:   1,
		Banks:   []*ir.Bank{gprBank, baseBank, flagBank, eflagsBank, segBank, fpuBank, mmBank, stBank, xmmBank},
		Pinned:  gprBank.Pin(esp, eax, ecx, edx, ebx, esi, edi, ebp),
		Eager:   gprBank.Pin(esp),
		Scratch: flagBank.Pin(cf, pf, af, zf, sf, lt),
		Reads: map[string][]ir.Pin{
			"rt_fxsave":  fpuState(),
			"rt_fnsave":  fpuState(),
			"rt_fnstenv": fpuState(),
			"rt_emms":    mmBank.Pins(0, 7),
		},
		// Where the x87 stack is not as it was guessed to be, what runs next reads
		// other registers than lifted code would.
		Lasting:   slices.Concat(fpuBank.Pins(fpuStack, fpuStack), mmBank.Pins(0, 7), stBank.Pins(0, 7)),
		Resume:    []string{"rt_interpret", "rt_again"},
		Preserved: gprBank.Pin(ebx, esi, edi, ebp),
	}
}

// fpuState returns the registers that are in an FXSAVE image.
func fpuState() (p []ir.Pin) {
	for _, b := range []*ir.Bank{fpuBank, mmBank, stBank, xmmBank} {
		p = append(p, b.Pins(0, b.Count-1)...)
	}
	return p
}

// Shape returns the blocks of f and what lifts one of them.
func (c *Code) Shape(f *cfg.Func) (*ir.FuncSpec, func(code ir.Code, i int)) {
	spec, _ := shape.Of(f, nil)
	if c.hasFramePointer(f) {
		spec.Frame = gprBank.Pin(ebp)
	}
	stacks := c.stacks(f)
	for i, s := range stacks {
		if s.loop {
			spec.Blocks[i].Expect = []ir.Expected{{Pin: fpuBank.Pin(fpuStack)[0], Value: s.in}}
		}
	}
	return spec, func(code ir.Code, i int) {
		d := driver{c: c, code: code, fn: f, lifter: lifter{Builder: code}}
		if stacks != nil {
			d.stack, d.checkLast = stacks[i].in, stacks[i].checkLast
		}
		d.block(&f.Blocks[i])
	}
}

// hasFramePointer reports whether f makes EBP its frame pointer.
func (c *Code) hasFramePointer(f *cfg.Func) bool {
	for i := range f.Blocks {
		b := &f.Blocks[i]
		for pc := b.PC; pc <= b.LastPC; {
			in := c.at(pc)
			if in == nil {
				break
			}
			const toRM, toReg = 0x89, 0x8b // opcodes of MOV
			if to := in.Row.opcode; in.Row.Name == "MOV" && !in.Mem && !in.Op16 &&
				(to == toRM && in.RM == ebp && in.Reg == esp || to == toReg && in.Reg == ebp && in.RM == esp) {
				return true
			}
			pc += in.Len
		}
	}
	return false
}

// A driver lifts the instructions of one block.
type driver struct {
	lifter
	c    *Code
	code ir.Code
	fn   *cfg.Func

	stack     uint32 // what is expected of the x87 registers
	checkLast bool   // that is checked at the last instruction at the latest
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
	d.checkStack()
}

// checkStack leaves lifted code where the stack is not as expected.
func (d *driver) checkStack() {
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
	if d.checkLast {
		d.code.At(pc, b.End)
		d.checkStack()
	}
	d.instruction(pc)
	shape.Leave(d.code, d.fn, b, d.pending, b.Last.Target, d.jumpKind)
}

func (d *driver) c0() ir.Value { return d.lifter.c(0) }

// jumpKind tells what is known of the jump at pc.
func (d *driver) jumpKind(pc uint32) ir.JumpKind {
	switch {
	case d.fn.Tables[pc]:
		return ir.JumpTable
	case d.fn.Guess[pc] != 0:
		return ir.JumpFunction
	case d.fn.TakenInside():
		return ir.JumpInside
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

// Runtime returns the runtime library of i386 programs.
func (c *Code) Runtime() (name string, flags uint32) { return "x86", 0 }

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
