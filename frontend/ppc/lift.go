package ppc

import (
	"encoding/binary"
	"slices"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/ir"
)

// A Code lifts the functions of one PowerPC program. It implements cfg.ISA.
type Code struct {
	img *image.Image
}

// New returns the lifter for img.
func New(img *image.Image) *Code { return &Code{img} }

// Guest returns the guest state and memory of the program. The pinned
// registers carry the stack, arguments, results, and what outlives calls.
func (c *Code) Guest() *ir.Guest {
	g := func(numbers ...int) (p []ir.Pin) {
		for _, n := range numbers {
			p = append(p, ir.Pin{Bank: gprBank, Index: n})
		}
		return p
	}
	return &ir.Guest{
		BigEnd: c.img.BigEnd,
		Align:  c.Align(),
		Banks:  []*ir.Bank{gprBank, lrBank, ctrBank, crBank, xerBank, countBank, llaBank, llvBank, saveBank, goalBank, fprBank},
		Pinned: g(1, 3, 4, 5, 6, 7, 8, 31, 30, 29),
		Reads: map[string][]ir.Pin{
			"rt_syscall": g(0), "rt_lswx": slices.Concat(pins(countBank, 0, 0), pins(gprBank, 0, 31)), "rt_stswx": slices.Concat(pins(countBank, 0, 0), pins(gprBank, 0, 31)),
		},
		Eager:   append(g(1), ir.Pin{Bank: lrBank}),
		Scratch: scratchRegisters(),
		// The registers of results are those of the first arguments.
		Arguments: slices.Concat(pins(gprBank, 9, 11), pins(fprBank, 5, 8), pins(crBank, 6, 6)),
		Preserved: slices.Concat(pins(gprBank, 13, 31), pins(fprBank, 14, 31), pins(crBank, 8, 19), g(2)),
	}
}

// pins returns registers lo to hi of a bank.
func pins(b *ir.Bank, lo, hi int) []ir.Pin {
	var p []ir.Pin
	for n := lo; n <= hi; n++ {
		p = append(p, ir.Pin{Bank: b, Index: n})
	}
	return p
}

// scratchRegisters are the registers that calls of the psABI use for nothing:
// r0, r11, CTR, the carry, fields 0, 1, 5, 6 and 7 of the condition register but
// for the bit that says whether arguments are in floating-point registers, and
// registers that hold neither arguments nor results. [PowerPC psABI, Register
// Usage]
func scratchRegisters() []ir.Pin {
	return slices.Concat(pins(gprBank, 0, 0), pins(gprBank, 12, 12), pins(xerBank, xerOV, xerCA), pins(countBank, 0, 0),
		pins(crBank, 0, 5), pins(crBank, 7, 7), pins(crBank, 20, 31), pins(fprBank, 0, 0), pins(fprBank, 9, 13))
}

// Align implements cfg.ISA.
func (c *Code) Align() uint32 { return 4 }

// TableBase implements cfg.ISA: jump tables hold addresses, or distances from
// themselves that analysis follows.
func (c *Code) TableBase() uint32 { return 0 }

// Decode implements cfg.ISA. Where a transfer through a register has a
// condition, or a call has one, the block it ends goes on at the next
// instruction or with what hasTakenPiece says.
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
	in := cfg.Insn{Size: 4, Next: pc + 4, Target: ctl.Target}
	switch {
	case ctl.Kind == FlowNext:
		in.Nop = word == nop
	case ctl.Kind == FlowService:
		in.Kind = cfg.Service
	case ctl.Kind == FlowBranch && ctl.Links && ctl.Target == pc+4:
		// How programs find out where they are.
	case ctl.Kind == FlowBranch && ctl.Cond:
		in.Kind = cfg.Branch
	case ctl.Cond:
		in.Kind, in.Target = cfg.Branch, in.Next
	case ctl.Kind == FlowBranch && ctl.Links:
		in.Kind = cfg.Call
	case ctl.Kind == FlowBranch:
		in.Kind = cfg.Jump
	case ctl.Links:
		in.Kind = cfg.CallRegister
	case ctl.Kind == FlowLR:
		in.Kind = cfg.Return
	default:
		in.Kind = cfg.JumpRegister
	}
	return in, true
}

// nop is ori 0,0,0.
const nop = 0x60000000

// Prologue implements cfg.ISA: functions begin by making a stack frame or
// saving the link register.
func (c *Code) Prologue(pc uint32) bool {
	word, _ := c.img.Word(image.Addr(pc))
	const stwuR1, mflrR0 = 0x94218000, 0x7c0802a6
	return word&0xffff8000 == stwuR1 || word == mflrR0
}

// A piece is a part of a function that becomes one block of IR: a block, or
// the part of one that runs only where its last branch is taken, when that does
// more than branch. Such a part goes by the odd address after the branch, where
// no instruction can be.
type piece struct {
	*cfg.Block
	taken bool
}

// takenPC names the piece of b that runs where its branch is taken.
func takenPC(b *cfg.Block) uint32 { return b.LastPC | 1 }

// control describes the last instruction of b.
func (c *Code) control(b *cfg.Block) Control {
	word, _ := c.img.Word(image.Addr(b.LastPC))
	return ControlOf(Decode(word), b.LastPC, word)
}

// hasTakenPiece reports whether b ends in a branch that does more than branch
// where it is taken: a call, or a transfer through a register.
func (c *Code) hasTakenPiece(b *cfg.Block) bool {
	if b.Last.Kind != cfg.Branch {
		return false
	}
	ctl := c.control(b)
	return ctl.Links || ctl.Kind != FlowBranch
}

// Shape returns the blocks of f and what lifts one of them.
func (c *Code) Shape(f *cfg.Func) (*ir.FuncSpec, func(code ir.Code, i int)) {
	spec := &ir.FuncSpec{Name: f.Name, Start: f.Start}
	var pieces []piece
	for i := range f.Blocks {
		b := &f.Blocks[i]
		spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: b.PC, Entry: b.Entry, ReturnSite: b.ReturnSite, Loop: b.Loop, Computed: b.Computed})
		pieces = append(pieces, piece{Block: b})
	}
	seen := map[uint32]bool{}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		if c.hasTakenPiece(b) && !seen[b.LastPC] {
			seen[b.LastPC] = true
			spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: takenPC(b)})
			pieces = append(pieces, piece{b, true})
		}
	}
	mode := c.floatMode(f)
	return spec, func(code ir.Code, i int) {
		d := driver{code: code, fn: f, c: c, lifter: lifter{
			Builder: code,
			precise: mode == fpPrecise,
			ordered: mode == fpOrdered,
			singles: map[uint64]ir.Value{},
		}}
		if pieces[i].taken {
			d.taken(pieces[i].Block)
		} else {
			d.block(pieces[i].Block)
		}
	}
}

// floatMode chooses how exact floating point is in f.
func (c *Code) floatMode(f *cfg.Func) fpMode {
	var words []uint32
	for pc := f.Start; pc < f.End; pc += 4 {
		word, _ := c.img.Word(image.Addr(pc))
		words = append(words, word)
	}
	return fpModeOf(words)
}

// A driver lifts the instructions of one block.
type driver struct {
	lifter
	code ir.Code
	fn   *cfg.Func
	c    *Code
}

// block lifts b, way out included.
func (d *driver) block(b *cfg.Block) {
	for pc := b.PC; pc != b.LastPC; pc += 4 {
		d.instruction(pc)
	}
	switch b.Last.Kind {
	case cfg.Illegal:
		word, _ := d.c.img.Word(image.Addr(b.LastPC))
		d.code.At(b.LastPC, b.End)
		d.Service("rt_illegal", d.lifter.c(word))
	case cfg.Service:
		d.instruction(b.LastPC)
	case cfg.Plain:
		d.instruction(b.LastPC)
		d.code.Goto(b.End)
	default:
		d.instruction(b.LastPC)
		d.transfer(b)
	}
}

// instruction lifts the word at pc.
func (d *driver) instruction(pc uint32) {
	word, _ := d.c.img.Word(image.Addr(pc))
	d.code.At(pc, pc+4)
	d.pc, d.pending = d.lifter.c(pc), nil
	Decode(word).Payload.lift(&d.lifter, inst{d.Builder, d.lifter.c(word)})
}

// transfer leaves b as its last instruction, which is lifted, says.
func (d *driver) transfer(b *cfg.Block) {
	t, pc := d.pending, b.LastPC
	switch b.Last.Kind {
	case cfg.Branch:
		taken := b.Last.Target
		if d.c.hasTakenPiece(b) {
			taken = takenPC(b)
		}
		d.code.Branch(t.Cond, taken, b.End)
	case cfg.Jump:
		d.code.Goto(b.Last.Target)
	case cfg.Call:
		d.code.Call(b.Last.Target, b.End)
	case cfg.CallRegister:
		d.code.CallIndirect(t.Target, d.fn.Guess[pc], b.End)
	case cfg.JumpRegister:
		d.code.Jump(t.Target, d.fn.Guess[pc], d.jumpKind(pc))
	case cfg.Return:
		d.code.Return(t.Target)
	}
}

// taken lifts the piece of b that runs where its branch is taken.
func (d *driver) taken(b *cfg.Block) {
	ctl := d.c.control(b)
	d.code.At(b.LastPC, b.End)
	aligned := func(v ir.Value) ir.Value { return d.And(v, d.lifter.c(^uint32(3))) }
	switch {
	case ctl.Kind == FlowBranch:
		d.code.Call(b.Last.Target, b.End)
	case ctl.Kind == FlowCTR && ctl.Links:
		d.code.CallIndirect(aligned(d.ctr()), d.fn.Guess[b.LastPC], b.End)
	case ctl.Kind == FlowCTR:
		d.code.Jump(aligned(d.ctr()), d.fn.Guess[b.LastPC], d.jumpKind(b.LastPC))
	case ctl.Links:
		d.code.CallIndirect(d.Reg(goalBank, d.lifter.c(0)), d.fn.Guess[b.LastPC], b.End)
	default:
		d.code.Return(aligned(d.lr()))
	}
}

// jumpKind tells what is known of the jump at pc. Nothing in the instruction
// tells a tail call from a table that analysis did not follow.
func (d *driver) jumpKind(pc uint32) ir.JumpKind {
	switch {
	case d.fn.Tables[pc]:
		return ir.JumpTable
	case d.fn.Guess[pc] != 0:
		return ir.JumpFunction
	}
	return ir.JumpUnknown
}

// Program flags of the runtime; enum program_flags in xlat.h.
const flagExecStack = 4

// Runtime returns the runtime library and the flags it needs.
func (c *Code) Runtime() (name string, flags uint32) {
	if c.img.GNUStackExec {
		flags |= flagExecStack
	}
	return "ppc", flags
}

// Unlifted returns the words of f that are no instruction of the table.
func (c *Code) Unlifted(f *cfg.Func) []cfg.Unlifted {
	var u []cfg.Unlifted
	for pc := f.Start; pc < f.End; pc += 4 {
		if word, ok := c.img.Word(image.Addr(pc)); ok && Decode(word) == nil {
			u = append(u, cfg.Unlifted{PC: pc, Code: binary.BigEndian.AppendUint32(nil, word)})
		}
	}
	return u
}

// Disasm returns the instruction at pc as assembler text.
func (c *Code) Disasm(pc uint32) string {
	word, _ := c.img.Word(image.Addr(pc))
	return Disasm(pc, word)
}
