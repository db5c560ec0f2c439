package ppc

import (
	"slices"

	"translate/frontend/cfg"
	"translate/frontend/image"
	"translate/frontend/shape"
	"translate/ir"
)

// A Code lifts the functions of one PowerPC program. It implements cfg.ISA.
type Code struct {
	img *image.Image
	// soClear says that nothing in the program sets SO of XER.
	soClear bool
	// roots are the functions that compute square roots, and of what type.
	roots map[uint32]ir.Type
	// copies are the functions that copy memory, and what of the runtime does it.
	copies map[uint32]string
}

// New returns the lifter for img.
func New(img *image.Image) *Code { return &Code{img: img} }

// Guest returns the guest state and memory of the program. The pinned
// registers carry the stack, arguments, results, and what outlives calls.
func (c *Code) Guest() *ir.Guest {
	return &ir.Guest{
		BigEnd: c.img.BigEnd,
		Align:  c.Align(),
		Banks: []*ir.Bank{mxcsrBank, fpscrBank, newsBank, gprBank, lrBank, ctrBank, crBank, xerBank, countBank, llaBank, llvBank,
			saveBank, goalBank, fprBank, vrBank, satBank},
		Pinned:  gprBank.Pin(1, 3, 4, 5, 6, 31, 30, 29, 28, 27),
		Carried: fprBank.Pin(1),
		Reads: map[string][]ir.Pin{
			"rt_syscall": gprBank.Pin(0, 7, 8),
			"rt_lswx":    slices.Concat(countBank.Pin(0), gprBank.Pins(0, 31)),
			"rt_stswx":   slices.Concat(countBank.Pin(0), gprBank.Pins(0, 31)),
		},
		Writes:         map[string][]ir.Pin{"rt_syscall": slices.Concat(gprBank.Pin(3), crBank.Pin(3))},
		Resume:         []string{"rt_fpe"},
		Eager:          gprBank.Pin(1),
		Links:          lrBank.Pin(0),
		Scratch:        scratchRegisters(),
		Strangers:      true,
		Arguments:      slices.Concat(gprBank.Pins(7, 11), fprBank.Pins(5, 8), crBank.Pin(6), vrBank.Pins(3, 13)),
		FloatArguments: fprBank.Pins(firstFPArgument, lastFPArgument),
		FloatBit:       crBank.Pin(6),
		Results:        slices.Concat(gprBank.Pins(3, 6), fprBank.Pins(1, 4), vrBank.Pin(2)),
		Preserved:      slices.Concat(gprBank.Pins(13, 31), fprBank.Pins(14, 31), crBank.Pins(8, 19), vrBank.Pins(20, 31), gprBank.Pin(2)),
	}
}

// scratchRegisters are the registers that calls of the psABI use for nothing:
// r0, r12, the carry, fields 0, 1, 5, 6 and 7 of the condition register but
// for the bit that says whether arguments are in floating-point registers, and
// registers that hold neither arguments nor results. [PowerPC psABI, Register
// Usage]
func scratchRegisters() []ir.Pin {
	return slices.Concat(gprBank.Pin(0), gprBank.Pin(12), xerBank.Pins(xerOV, xerCA), countBank.Pin(0),
		crBank.Pins(0, 5), crBank.Pin(7), crBank.Pins(20, 31), fprBank.Pin(0), fprBank.Pins(9, 13),
		vrBank.Pins(0, 1), vrBank.Pins(14, 19))
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
		// It goes on there in any case.
	case ctl.Kind == FlowBranch && ctl.Cond:
		in.Kind = cfg.Branch
	case ctl.Cond:
		in.Kind, in.Target = cfg.Branch, in.Next
	case ctl.Kind == FlowBranch && ctl.Links && !c.findsPlace(word, pc, ctl.Target):
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

// findsPlace reports whether the linking branch word at pc is no call but how a
// program finds out where it is: LR is to point to data behind the branch, which
// is jumped over. It is bcl 20,31, which processors do not take for a call
// either, or bl over a few words to where LR is read. Functions begin like that
// too, but save LR through r0, which addresses nothing. [Power I, 2.4]
func (c *Code) findsPlace(word, pc, target uint32) bool {
	const bcl2031 = 0x429f0001
	if word&^0xfffe == bcl2031 {
		return true
	}
	const mflr, rt, maxData = 0x7c0802a6, 31 << 21, 4
	first, _ := c.img.Word(image.Addr(target))
	return target-pc <= 4+4*maxData && first&^rt == mflr && first != mflr
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

// mrR31R1 makes r31 the frame pointer.
const mrR31R1 = 0x7c3f0b78

// Shape returns the blocks of f and what lifts one of them.
func (c *Code) Shape(f *cfg.Func) (*ir.FuncSpec, func(code ir.Code, i int)) {
	spec, pieces := shape.Of(f, c.hasTakenPiece)
	lifters := c.askedPieces(f, spec)
	spec.Variadic = append(c.variadic(f), c.unpreservedCR(f)...)
	words := f.Words(c.img)
	if slices.Contains(words, mrR31R1) {
		spec.Frame = gprBank.Pin(31)
	}
	mode := fpModeOf(words)
	return spec, func(code ir.Code, i int) {
		d := driver{code: code, fn: f, c: c, lifter: lifter{
			Builder: code,
			precise: mode == fpPrecise,
			ordered: mode == fpOrdered,
			soClear: c.soClear,
		}}
		switch {
		case lifters[i] != nil:
			lifters[i](&d)
		case pieces[i].Taken:
			d.taken(pieces[i].Block)
		default:
			d.block(pieces[i].Block)
		}
	}
}

// A driver lifts the instructions of one block.
type driver struct {
	lifter
	code ir.Code
	fn   *cfg.Func
	c    *Code
}

// instructions lifts b up to end, but for where it goes on.
func (d *driver) instructions(b *cfg.Block, end uint32) {
	for pc := b.PC; pc != end; pc += 4 {
		d.instruction(b, pc)
	}
}

// block lifts b, way out included.
func (d *driver) block(b *cfg.Block) {
	d.instructions(b, b.LastPC)
	if b.Last.Kind == cfg.Illegal {
		word, _ := d.c.img.Word(image.Addr(b.LastPC))
		d.code.At(b.LastPC, b.End)
		d.Service("rt_illegal", d.lifter.c(word))
		return
	}
	d.instruction(b, b.LastPC)
	taken := b.Last.Target
	if d.c.hasTakenPiece(b) {
		taken = shape.TakenPC(b)
	}
	shape.Leave(d.code, d.fn, b, d.pending, taken, d.jumpKind)
}

// instruction lifts the word at pc in b.
func (d *driver) instruction(b *cfg.Block, pc uint32) {
	word := d.word(pc)
	d.code.At(pc, pc+4)
	d.pc, d.pending, d.unwantedCR = d.lifter.c(pc), nil, 0
	row := Decode(word)
	switch {
	case row.Name == "MFCR" && !d.code.Exact():
		d.unwantedCR = ^d.crWanted(b, pc)
	case keepsRegister(row, word):
		return // it would make the register one that the function uses
	}
	row.Payload.lift(&d.lifter, inst{d.Builder, d.lifter.c(word)})
}

// keepsRegister reports whether an instruction copies a register to itself, as
// those do that align code or separate groups of instructions.
func keepsRegister(row *Row, word uint32) bool {
	rs, ra, rb := word>>21&31, word>>16&31, word>>11&31
	return rs == ra && (row.Name == "ORI" && word&0xffff == 0 || row.Name == "OR" && rs == rb)
}

// taken lifts the piece of b that runs where its branch is taken.
func (d *driver) taken(b *cfg.Block) {
	ctl := d.c.control(b)
	d.code.At(b.LastPC, b.End)
	switch {
	case ctl.Kind == FlowBranch:
		d.code.Call(b.Last.Target, b.End)
	case ctl.Kind == FlowCTR && ctl.Links:
		d.code.CallIndirect(d.aligned(d.ctr()), d.fn.Guess[b.LastPC], b.End)
	case ctl.Kind == FlowCTR:
		d.code.Jump(d.aligned(d.ctr()), d.fn.Guess[b.LastPC], d.jumpKind(b.LastPC))
	case ctl.Links:
		d.code.CallIndirect(d.Reg(goalBank, d.lifter.c(0)), d.fn.Guess[b.LastPC], b.End)
	default:
		d.code.Return(d.aligned(d.lr()))
	}
}

// aligned returns the address of an instruction that a register holds.
func (l *lifter) aligned(address ir.Value) ir.Value { return l.And(address, l.c(^uint32(3))) }

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

// flagSOClear is the flag of enum program_flags in xlat.h.
const flagSOClear = 32

// Runtime returns the runtime library.
func (c *Code) Runtime() (name string, flags uint32) {
	if c.soClear {
		return "ppc", flagSOClear
	}
	return "ppc", 0
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
