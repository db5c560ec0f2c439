package ir

import (
	"fmt"
	"slices"

	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/metadata"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// A FuncSpec is the shape of a guest function before it is lifted.
type FuncSpec struct {
	Name   string
	Start  uint32 // where it is usually entered; must be a block
	Blocks []BlockSpec
	// Outside are places in other functions that jump tables lead to.
	Outside []uint32
	// Variadic are registers that the function saves where it begins because they
	// may hold arguments, of which it has a variable number, or whatever else its
	// caller has put there.
	Variadic []Pin
	// Frame are registers, beside the stack pointer, that unwinders find the
	// function's frame by. The handler of a signal may unwind from anywhere, so all
	// blocks read them.
	Frame []Pin
	// JumpsLoop says that a Jump closes a cycle of blocks without a call and
	// without a Loop. Jumps inside the function look for events then.
	JumpsLoop bool
}

// A BlockSpec is one basic block of a FuncSpec.
type BlockSpec struct {
	PC uint32
	// Entry says that control may come from outside the function: a return
	// site, an address that is taken, a target of another function's jump, the
	// head of a loop.
	Entry bool
	// ReturnSite says that calls, or services of the runtime, return here.
	ReturnSite bool
	// Loop says that the block heads a loop, at which the function is left when
	// an event is pending. Every cycle of blocks without a call needs one,
	// or a Jump where FuncSpec.JumpsLoop says so.
	Loop bool
	// Computed says that a Jump of this function may lead here.
	Computed bool
	// Case says that the block is Computed because of a jump table of the function,
	// and no function that begins where nothing tells.
	Case bool
	// Rare says that a branch whose condition holds seldom leads here.
	Rare bool
	// Expect says what registers hold where control comes from outside. Where one
	// holds something else, the interpreter executes the block's first instruction.
	Expect []Expected
}

// An Expected is what a register of an I32 bank, not a pinned one, is taken to
// hold.
type Expected struct {
	Pin
	Value uint32
}

// A Func is a Code that emits one lifted function.
type Func struct {
	folder
	unit   *Unit
	spec   *FuncSpec
	index  map[uint32]int // block number by guest PC
	flow   []*blockFlow
	fn     *llir.Func
	fma    bool            // the host is known to have fused multiply-add
	bodies [][]*llir.Block // where the copies of each guest block begin
	stubs  []*llir.Block   // where registers are loaded for it, nil unless needed
	polls  []*llir.Block   // where a Loop block is come to
	local  *llir.Block     // dispatch among Computed blocks, nil until used
	target value.Value     // alloca of the PC that local dispatches on
	homes  []value.Value   // alloca of each slot
	wide   []value.Value   // alloca of each paired register, at its even slot
	init   []llir.Instruction

	cur      *llir.Block // insertion point
	b, copy  int         // guest block being emitted, and which copy of it
	pc, next uint32
	vals     []Value        // of slots, where valid
	deferred []func() Value // what computes vals, where that was put off
	doubles  []Value        // of paired registers
	singles  []Value        // of narrow registers
	narrow   regset         // paired registers that hold singles now
	halves   regset         // paired registers held as halves now
	pointers map[value.Value]value.Value
	steps    map[value.Value][]*llir.InstAdd // see noteStep
	bases    map[value.Value]bool            // of addresses accessed in the guest block
	wideRegs regset                          // paired registers accessed as doubles in the function
	pairs    []int                           // even slots of all paired registers
	inPair   regset                          // and both slots of each
	defined  regset                          // written since the block began, and not stored in the state since
	fours    map[int]four                    // by the first's slot
	atOnce   regset                          // written and stored since the block began
	held     regset                          // of Guest.Lasting, written and not vacated since on some way here
	labels   int

	loads  []*llir.InstLoad // of guest memory
	stored storedWords      // in the guest block
	// partial are the stores of registers to their homes that not all of the
	// blocks that follow want.
	partial map[llir.Instruction]bool

	scope *metadata.DISubprogram
	where *metadata.DILocation // of the current guest PC

	nan       nanGroup
	lastFloat *node // the last propagating operation outside the group
}

// Lift adds a function to the unit. Unless the program has scanned it, block is
// called for each block to see which registers it uses, and nothing is assumed
// of what other functions do; then it is called for each block to emit it.
func (u *Unit) Lift(spec *FuncSpec, block func(c Code, i int)) {
	flow := u.program.flows[spec.Name]
	if flow == nil {
		flow = u.program.record(spec, block)
	}
	f := &Func{unit: u, spec: spec, index: flow.index, flow: flow.blocks, wideRegs: flow.doubles}
	f.addStray()
	f.spreadSingles()
	f.noteReturned()
	u.program.analyse(f.flow, f.wideRegs)
	spreadQuiet(f.flow, spec)
	if flow.fuses {
		without := *f
		without.emitAll(Symbol(spec.Name)+withoutFMA, block)
		f.fma = true
	}
	f.emitAll(Symbol(spec.Name), block)
}

// functionAlign is where functions begin, in bytes. With 16, LLVM's choice, the
// time of short functions that are called much depends on their place.
const functionAlign = 32

// withoutFMA ends the symbols of functions for hosts without fused multiply-add,
// localTable those of tables of blocks that computed jumps reach.
const (
	withoutFMA = "%nofma"
	localTable = "%local"
)

// emitAll emits the function under a symbol.
func (f *Func) emitAll(symbol string, block func(c Code, i int)) {
	f.sink = f
	f.partial = map[llir.Instruction]bool{}
	f.fours = map[int]four{}
	f.begin(symbol)
	for i := range f.spec.Blocks {
		for c := range f.bodies[i] {
			f.beginBlock(i, c)
			block(f, i)
			if f.cur != nil {
				panic(fmt.Sprintf("BUG: block at %#x of %s does not end", f.spec.Blocks[i].PC, f.spec.Name))
			}
		}
	}
	f.finishLocal()
	f.keepLoads()
	f.tagState()
	f.fn.Blocks[0].Insts = append(f.init, f.fn.Blocks[0].Insts...)
}

// addStray adds the flow of the block that computed jumps reach when they stay
// in the function's range but miss its Computed blocks. It stores what is
// dirty, so that is live on the way there.
func (f *Func) addStray() {
	if !slices.ContainsFunc(f.flow, func(b *blockFlow) bool { return b.jumps }) {
		return
	}
	stray := &blockFlow{end: leaves}
	for s := range f.unit.program.slots {
		if !f.wideRegs.has(s) {
			stray.halvesIn.add(s)
		}
	}
	for _, b := range f.flow {
		if b.jumps {
			b.succ = append(b.succ, len(f.flow))
			stray.after.union(b.after)
		}
	}
	f.flow = append(f.flow, stray)
}

// localTargets returns the blocks a computed jump of the function may reach.
func (f *Func) localTargets() []int { return f.spec.computed() }

// mayStart reports whether a function may begin at block i.
func (s *FuncSpec) mayStart(i int) bool {
	b := &s.Blocks[i]
	return b.PC == s.Start || b.Computed && !b.Case
}

// computed returns the numbers of the Computed blocks.
func (s *FuncSpec) computed() []int {
	var t []int
	for i, b := range s.Blocks {
		if b.Computed {
			t = append(t, i)
		}
	}
	return t
}

// label returns a fresh block name.
func (f *Func) label(kind string) string {
	f.labels++
	return fmt.Sprintf("%s.%d", kind, f.labels)
}

// begin emits the head of the function: the stack check and the choice of the
// block to enter at.
func (f *Func) begin(symbol string) {
	u := f.unit
	f.fn = u.code(symbol)
	f.fn.Align = functionAlign
	f.scope = u.debug.subprogram(f.fn, f.spec.Start)
	f.homes = make([]value.Value, u.program.slots)
	f.wide = make([]value.Value, u.program.slots)
	f.vals = make([]Value, u.program.slots)
	f.deferred = make([]func() Value, u.program.slots)
	f.doubles = make([]Value, u.program.slots)
	f.singles = make([]Value, u.program.slots)
	for _, b := range u.guest.Banks {
		for i := 0; b.paired() && i < b.Count; i++ {
			slot := b.slot + 2*i
			f.pairs = append(f.pairs, slot)
			f.inPair.add(slot)
			f.inPair.add(slot + 1)
		}
	}
	head := f.fn.NewBlock("head")
	f.stubs = make([]*llir.Block, len(f.spec.Blocks))
	f.polls = make([]*llir.Block, len(f.spec.Blocks))
	f.newBodies()
	f.cur = head
	f.checkStack()
	if f.fma {
		f.checkFMA()
	}
	for i, p := range u.guest.pins() {
		f.cur.NewStore(f.fn.Params[i+1], f.home(p.slot()))
	}
	f.chooseEntry()
}

// checkStack returns to the dispatcher where the host stack is used up or an
// event is pending, which makes the limit infinite. Registers are exact on
// entry, so nothing is stored.
func (f *Func) checkStack() {
	u := f.unit
	read := u.helper("llvm.read_register.i64", enum.CallingConvNone, types.I64, types.Metadata)
	sp := f.cur.NewCall(read, u.rsp)
	limit := f.cur.NewLoad(types.I64, stateAddr(types.I64, stateStackLimit))
	low := f.cur.NewICmp(enum.IPredULT, sp, limit)
	stop, on := f.fn.NewBlock("stop"), f.fn.NewBlock("entered")
	f.unlikely(low, stop, on)
	f.cur = stop
	f.ret(f.params())
	f.cur = on
}

// params returns the PC and the pinned registers as they were passed.
func (f *Func) params() []value.Value {
	args := make([]value.Value, len(f.fn.Params))
	for i, p := range f.fn.Params {
		args[i] = p
	}
	return args
}

// checkFMA goes on in the other version of the function where the host lacks
// fused multiply-add. Asked at each operation, that would keep LLVM from moving
// operations past one another.
func (f *Func) checkFMA() {
	f.fn.FuncAttrs = append(f.fn.FuncAttrs, llir.AttrPair{Key: "target-features", Value: "+fma"})
	flag := f.cur.NewLoad(types.I8, stateAddr(types.I8, stateHasFMA))
	lacks := f.cur.NewICmp(enum.IPredEQ, flag, constant.NewInt(types.I8, 0))
	other, on := f.fn.NewBlock("nofma"), f.fn.NewBlock("fma")
	f.unlikely(lacks, other, on)
	f.cur = other
	f.tailCall(f.unit.code(Symbol(f.spec.Name)+withoutFMA), f.params())
	f.cur = on
}

// chooseEntry branches to the block the function was called for.
func (f *Func) chooseEntry() {
	pc := f.fn.Params[0]
	first := f.fn.NewBlock("start")
	passed := f.passed(f.spec.Start, allSlots)
	f.loadInto(first, f.index[f.spec.Start], f.copiesBySlot(passed, func(n int) value.Value { return f.fn.Params[n] }))
	other := f.fn.NewBlock("entry")
	likely := f.cur.NewICmp(enum.IPredNE, pc, i32(f.spec.Start))
	f.unlikely(likely, other, first)
	wrong := f.fn.NewBlock("wrong")
	var cases []*llir.Case
	for i, b := range f.spec.Blocks {
		if b.Entry && b.PC != f.spec.Start {
			cases = append(cases, llir.NewCase(i32(b.PC), f.stub(i)))
		}
	}
	other.NewSwitch(pc, wrong, cases...)
	// The dispatch table leads here for listed entries only.
	wrong.NewUnreachable()
}

// stub returns the block that loads the registers block i needs from the guest
// state and goes on there. Pinned registers are in their homes already. A loop
// is entered where its own back edges lead: LLVM leaves loops with two entries
// as they are.
func (f *Func) stub(i int) *llir.Block {
	if f.stubs[i] != nil {
		return f.stubs[i]
	}
	s := f.fn.NewBlock(fmt.Sprintf("load%x", f.spec.Blocks[i].PC))
	f.stubs[i] = s
	f.loadInto(s, i, nil)
	return s
}

// loadInto emits, at the end of s, what stub does. Some registers are in copies, by
// their slots, too.
func (f *Func) loadInto(s *llir.Block, i int, copies map[int]value.Value) {
	fl := f.flow[i]
	for _, b := range f.unit.guest.Banks {
		for r := range b.Count {
			f.loadRegister(s, b, r, fl, copies)
		}
	}
	f.checkExpected(f.checkSingles(s, i, copies), i).NewBr(f.enter(i))
}

// checkExpected emits, at the end of s, the stub of block i, that registers hold
// in the guest state what the block expects, which is what their homes get. It
// returns where the stub goes on.
func (f *Func) checkExpected(s *llir.Block, i int) *llir.Block {
	if i >= len(f.spec.Blocks) || len(f.spec.Blocks[i].Expect) == 0 {
		return s
	}
	saved := f.cur
	other := f.fn.NewBlock(f.label("unexpected"))
	f.cur = s
	for _, e := range f.spec.Blocks[i].Expect {
		on := f.fn.NewBlock(f.label("expected"))
		held := f.cur.NewLoad(types.I32, stateAddr(types.I32, e.offset()))
		f.unlikely(f.cur.NewICmp(enum.IPredNE, held, i32(e.Value)), other, on)
		f.cur = on
		f.cur.NewStore(i32(e.Value), f.home(e.slot()))
	}
	on := f.cur
	f.cur = other
	f.interpretAt(i)
	f.cur = saved
	return on
}

// loadRegister loads what block fl needs of register r from the state into its
// homes.
func (f *Func) loadRegister(s *llir.Block, b *Bank, r int, fl *blockFlow, copies map[int]value.Value) {
	slot := b.slot + r*b.slots()
	offset := b.offsetOf(r)
	if !b.paired() {
		if fl.liveIn.has(slot) && !f.unit.program.pinSlots.has(slot) {
			s.NewStore(s.NewLoad(llvmTypes[b.Type], stateAddr(llvmTypes[b.Type], offset)), f.home(slot))
		}
		return
	}
	lo, hi := fl.liveIn.has(slot), fl.liveIn.has(slot+1)
	if fl.narrowIn.has(slot) {
		return // see checkSingles
	}
	if !fl.halvesIn.has(slot) {
		if lo || hi {
			v := copies[slot]
			if v == nil {
				v = s.NewLoad(llvmTypes[b.Type], stateAddr(llvmTypes[b.Type], offset))
			}
			s.NewStore(v, f.wideHome(slot))
		}
		return
	}
	half := llvmTypes[b.half()]
	if lo {
		s.NewStore(s.NewLoad(half, stateAddr(half, offset)), f.home(slot))
	}
	if hi {
		s.NewStore(s.NewLoad(half, stateAddr(half, offset+4)), f.home(slot+1))
	}
}

// unlikely ends the current block with a branch to rare where cond holds.
func (f *Func) unlikely(cond value.Value, rare, usual *llir.Block) {
	br := f.cur.NewCondBr(cond, rare, usual)
	br.Metadata = metadataOf("prof", f.unit.unlikely)
	f.cur = nil
}

func metadataOf(name string, def metadata.Definition) []*metadata.Attachment {
	return []*metadata.Attachment{{Name: name, Node: def.(metadata.MDNode)}}
}

func i32(v uint32) constant.Constant { return constant.NewInt(types.I32, int64(int32(v))) }

// ret returns the PC and the pinned registers, args in that order.
func (f *Func) ret(args []value.Value) {
	var agg value.Value = constant.NewUndef(f.unit.result)
	for i, a := range args {
		agg = f.cur.NewInsertValue(agg, a, uint64(i))
	}
	f.cur.NewRet(agg)
	f.cur = nil
}

// value returns x as an operand of LLVM IR.
func (f *Func) value(x Value) value.Value {
	if !x.known {
		if f.pending(x.v) {
			f.commit()
		}
		return f.resolve(x.v)
	}
	switch x.typ {
	case F32:
		return f.cur.NewBitCast(constant.NewInt(types.I32, int64(int32(x.bits))), types.Float)
	case F64:
		return f.cur.NewBitCast(constant.NewInt(types.I64, int64(x.bits)), types.Double)
	case I1:
		return constant.NewBool(x.bits != 0)
	case V128:
		lane := constant.NewInt(types.I64, int64(x.bits))
		return constant.NewVector(nil, lane, lane)
	}
	t := llvmTypes[x.typ].(*types.IntType)
	return constant.NewInt(t, x.Int())
}
