package mips

import (
	"slices"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/frontend/shape"
	"translate/ir"
)

// A Code lifts the functions of one MIPS program. It implements cfg.ISA.
type Code struct {
	img *image.Image
	gp  uint32 // value of $gp, 0 if not known
}

// New returns the lifter for img. It adds starts of functions that only this
// instruction set shows to the image's hints.
func New(img *image.Image) *Code {
	gp, starts := findGP(img)
	img.Hints = append(img.Hints, starts...)
	return &Code{img, gp}
}

// Guest returns the guest state and memory of the program. The pinned
// registers carry arguments, results, the stack, and what outlives calls.
func (c *Code) Guest() *ir.Guest {
	return &ir.Guest{
		BigEnd:    c.img.BigEnd,
		NaN:       defaultNaNs(c.img.MIPS.NaN2008),
		Align:     c.Align(),
		Banks:     []*ir.Bank{gprBank, accBank, tpBank, fcsrBank, llaBank, llvBank, fccBank, fprBank},
		Pinned:    gprBank.Pin(29, 4, 5, 6, 7, 2, 3, 16, 17, 18),
		Eager:     gprBank.Pin(29),
		Links:     gprBank.Pin(31),
		Scratch:   scratchRegisters(),
		Arguments: slices.Concat(gprBank.Pins(4, 7), gprBank.Pin(15), gprBank.Pins(24, 25), fprBank.Pins(12, 15)),
		Results:   slices.Concat(gprBank.Pins(2, 3), fprBank.Pins(0, 3)),
		Target:    gprBank.Pin(25),
		Landing:   gprBank.Pins(4, 5),
		Preserved: slices.Concat(gprBank.Pins(16, 23), gprBank.Pins(28, 30), fprBank.Pins(20, 31)),
	}
}

// defaultNaNs returns the NaN that operations give if it is always the same,
// which is so unless the processor has NaNs as IEEE 754-2008 wants them.
// [QEMU fpu/softfloat-specialize.c.inc]
func defaultNaNs(nan2008 bool) map[ir.Type]uint64 {
	if nan2008 {
		return nil
	}
	return map[ir.Type]uint64{ir.F32: 0x7fbfffff, ir.F64: 0x7ff7ffffffffffff}
}

// scratchRegisters are the registers that calls of the psABI use for nothing: at, t0 to
// t6, the accumulator, the condition codes, and the floating-point registers
// that hold neither arguments nor results. [psABI MIPS, Register Usage]
func scratchRegisters() []ir.Pin {
	return slices.Concat(gprBank.Pin(1), gprBank.Pins(8, 14), accBank.Pin(0),
		fccBank.Pins(0, 7), fprBank.Pins(4, 11), fprBank.Pins(16, 19))
}

// Align implements cfg.ISA.
func (c *Code) Align() uint32 { return 4 }

// Decode implements cfg.ISA.
func (c *Code) Decode(pc uint32) (cfg.Insn, bool) {
	word, ok := c.img.Word(image.Addr(pc))
	if !ok {
		return cfg.Insn{}, false
	}
	row := Decode(word)
	if row == nil {
		return cfg.Insn{Kind: cfg.Illegal, Size: 4, Next: pc + 4}, true
	}
	ctl := ControlOf(row, pc, word)
	in := cfg.Insn{Size: 4, Next: pc + 8, Target: ctl.Target}
	switch {
	case isService(row):
		return cfg.Insn{Kind: cfg.Service, Size: 4, Next: pc + 4}, true
	case ctl.Kind == FlowNext:
		return cfg.Insn{Size: 4, Next: pc + 4, Nop: word == 0}, true
	case ctl.Kind == FlowRegister && ctl.Links && ctl.Link != 0:
		in.Kind = cfg.CallRegister
	case ctl.Kind == FlowRegister && ctl.Register == 31:
		in.Kind = cfg.Return
	case ctl.Kind == FlowRegister:
		in.Kind = cfg.JumpRegister
	case ctl.Cond:
		in.Kind = cfg.Branch
	case ctl.Links && ctl.Target != pc+8:
		in.Kind = cfg.Call
	default:
		in.Kind = cfg.Jump
	}
	return in, true
}

// isService reports whether the runtime decides where to go on after row.
func isService(row *Row) bool { return row.Name == "SYSCALL" || row.Name == "BREAK" }

// Prologue implements cfg.ISA: functions begin by making a stack frame or
// computing $gp.
func (c *Code) Prologue(pc uint32) bool {
	word, _ := c.img.Word(image.Addr(pc))
	const addiuSP, luiGP = 0x27bd8000, 0x3c1c0000
	return word&0xffff8000 == addiuSP || word&0xffff0000 == luiGP
}

// orFPSP and adduFPSP, as assemblers write `move fp, sp`, make r30 the frame
// pointer.
const orFPSP, adduFPSP = 0x03a0f025, 0x03a0f021

// Shape returns the blocks of f and what lifts one of them.
func (c *Code) Shape(f *cfg.Func) (*ir.FuncSpec, func(code ir.Code, i int)) {
	spec, pieces := shape.Of(f, c.hasTakenPiece)
	words := f.Words(c.img)
	if slices.Contains(words, orFPSP) || slices.Contains(words, adduFPSP) {
		spec.Frame = gprBank.Pin(30)
	}
	mode := fpModeOf(f.Start, words)
	gp, computes := computesGP(c.img, image.Addr(f.Start))
	// Where this gives $gp from t9, t9 holds the function's address: any other
	// would give another $gp.
	ownAddress := computes && gp == c.gp
	return spec, func(code ir.Code, i int) {
		d := driver{code: code, fn: f, img: c.img, lifter: lifter{
			Builder:   code,
			bigEndian: c.img.BigEnd,
			fr1:       c.img.MIPS.FPMode == image.FR1,
			nan2008:   c.img.MIPS.NaN2008,
			precise:   mode == fpPrecise,
			ordered:   mode == fpOrdered,
		}}
		if code.Exact() {
			d.precise, d.ordered = true, false
		}
		if ownAddress && pieces[i].Block.PC == f.Start {
			d.SetReg(gprBank, d.c(25), d.c(f.Start))
		}
		if pieces[i].Taken {
			d.taken(pieces[i].Block)
		} else {
			d.block(pieces[i].Block)
		}
	}
}

// hasTakenPiece reports whether b ends in a branch that does more than branch
// where it is taken.
func (c *Code) hasTakenPiece(b *cfg.Block) bool {
	switch b.Last.Kind {
	case cfg.Branch, cfg.Jump, cfg.Call:
		word, _ := c.img.Word(image.Addr(b.LastPC))
		flow := Decode(word).Payload.Flow
		return flow.Likely || b.Last.Kind == cfg.Branch && flow.Links
	}
	return false
}

// A driver lifts the instructions of one block.
type driver struct {
	lifter
	code ir.Code
	fn   *cfg.Func
	img  *image.Image

	merged map[uint32]uint32 // words that are lifted instead of those at their addresses
}

// mergeHalves prepares for b's unaligned loads and stores by halves. Where
// registers are to be exact at faults, the halves fault one by one.
func (d *driver) mergeHalves(b *cfg.Block) {
	if d.code.Exact() {
		return
	}
	var words []uint32
	for pc := b.PC; pc != b.LastPC; pc += 4 {
		word, _ := d.img.Word(image.Addr(pc))
		words = append(words, word)
	}
	d.merged = make(map[uint32]uint32)
	for i, word := range mergeUnaligned(words, d.bigEndian) {
		d.merged[b.PC+uint32(4*i)] = word
	}
}

// block lifts b, delay slot and way out included.
func (d *driver) block(b *cfg.Block) {
	d.mergeHalves(b)
	pc := b.PC
	for pc != b.LastPC {
		d.instruction(pc, pc+4)
		pc += 4
	}
	switch b.Last.Kind {
	case cfg.Illegal:
		word, _ := d.img.Word(image.Addr(pc))
		d.code.At(pc, pc+4)
		d.Service("rt_illegal", d.c(word))
	case cfg.Service:
		d.instruction(pc, pc+4)
	case cfg.Plain:
		d.instruction(pc, pc+4)
		d.code.Goto(b.End)
	default:
		d.transfer(b, pc)
	}
}

// instruction lifts the word at pc.
func (d *driver) instruction(pc, next uint32) { d.instructionAt(pc, pc, next) }

// instructionAt lifts the word at pc, whose exceptions the processor reports at
// another address.
func (d *driver) instructionAt(pc, reported, next uint32) {
	word, _ := d.img.Word(image.Addr(pc))
	if w, ok := d.merged[pc]; ok {
		word = w
	}
	d.code.At(reported, next)
	d.pc = d.c(pc)
	Decode(word).Payload.lift(&d.lifter, inst{d.Builder, d.c(word)})
}

// transfer lifts the control transfer at pc and the delay slot after it.
func (d *driver) transfer(b *cfg.Block, pc uint32) {
	d.instruction(pc, b.End)
	t := d.pending
	if t.Likely {
		d.code.Branch(t.Cond, shape.TakenPC(b), b.End)
		return
	}
	if !d.delaySlot(pc) {
		return
	}
	taken := b.Last.Target
	if t.Links {
		taken = shape.TakenPC(b)
	}
	shape.Leave(d.code, d.fn, b, &t.Transfer, taken, d.jumpKind)
}

// jumpKind tells what is known of the jump at pc. The psABI wants jumps to
// functions to go through t9.
func (d *driver) jumpKind(pc uint32) ir.JumpKind {
	word, _ := d.img.Word(image.Addr(pc))
	switch {
	case d.fn.Tables[pc]:
		return ir.JumpTable
	case word>>21&31 == 25 || d.fn.Guess[pc] != 0:
		return ir.JumpFunction
	case d.fn.TakenInside():
		return ir.JumpInside
	}
	return ir.JumpUnknown
}

// taken lifts the piece of b that runs where its branch is taken.
func (d *driver) taken(b *cfg.Block) {
	word, _ := d.img.Word(image.Addr(b.LastPC))
	flow := Decode(word).Payload.Flow
	d.code.At(b.LastPC, b.End)
	if flow.Likely && !d.delaySlot(b.LastPC) {
		return
	}
	if flow.Links {
		d.code.Call(b.Last.Target, b.End)
		return
	}
	d.code.Goto(b.Last.Target)
}

// delaySlot lifts the instruction in the delay slot of the transfer at pc, which
// is where its exceptions are reported: resuming there repeats both. It
// returns false after leaving lifted code, when the slot holds what cannot
// follow a branch here: another transfer, or a service.
func (d *driver) delaySlot(pc uint32) bool {
	word, ok := d.img.Word(image.Addr(pc + 4))
	row := Decode(word)
	if !ok || row == nil || row.Payload.Flow.Kind != FlowNext || isService(row) {
		d.code.At(pc, pc+4)
		d.Service("rt_slot", d.c(word))
		return false
	}
	d.instructionAt(pc+4, pc, pc+8)
	return true
}

// Program flags of the runtime; enum program_flags in xlat.h.
const (
	flagFR1       = 1
	flagNaN2008   = 2
	flagSoftFloat = 8
)

// Runtime returns the runtime library for the program's byte order and the
// flags it needs.
func (c *Code) Runtime() (name string, flags uint32) {
	for _, f := range []struct {
		on  bool
		bit uint32
	}{
		{c.img.MIPS.FPMode == image.FR1, flagFR1},
		{c.img.MIPS.NaN2008, flagNaN2008},
		{c.img.MIPS.FPMode == image.SoftFloat, flagSoftFloat},
	} {
		if f.on {
			flags |= f.bit
		}
	}
	if c.img.BigEnd {
		return "mips-big", flags
	}
	return "mips-little", flags
}

// Unlifted returns the words of f that are no instruction of the table.
func (c *Code) Unlifted(f *cfg.Func) []cfg.Unlifted {
	return f.UnliftedWords(c.img, func(word uint32) bool { return Decode(word) != nil })
}

// Disasm returns the instruction at pc as assembler text.
func (c *Code) Disasm(pc uint32) string {
	word, _ := c.img.Word(image.Addr(pc))
	return Disasm(pc, word)
}
