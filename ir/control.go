package ir

import (
	"math/bits"
	"slices"

	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// DispatchTable is the symbol of the table that leads from guest PCs to host
// code: the 32-bit distance of the code from Miss for each place in text where an
// instruction can be, and one more, which like all without an entry is 0.
const DispatchTable = "xlat_table"

// Miss is the symbol of the function that returns to the dispatcher at once,
// and MissSection the section it is alone in, which must come first in host
// code.
const (
	Miss        = "xlat_miss"
	MissSection = ".text.miss"
)

// At implements Code.
func (f *Func) At(pc, next uint32) { f.pc, f.next = pc, next }

// Exact implements Code.
func (f *Func) Exact() bool { return f.unit.program.exact == AtFaults }

// Goto implements Code.
func (f *Func) Goto(pc uint32) {
	if _, ok := f.index[pc]; ok {
		f.flush()
		f.cur.NewBr(f.destination(pc))
		f.cur = nil
		return
	}
	f.leaveTo(pc)
}

// enter returns the block through which block i is come to with registers in
// their homes: its body, or where it heads a loop one that leaves the function
// when an event is pending, so that no loop can hold up a signal.
func (f *Func) enter(i int) *llir.Block {
	if !f.spec.Blocks[i].Loop {
		return f.bodies[i]
	}
	if f.polls[i] == nil {
		saved, b := f.save(), f.b
		f.polls[i] = f.fn.NewBlock(f.label("poll"))
		f.emitPoll(i)
		f.restore(saved)
		f.b = b
	}
	return f.polls[i]
}

func (f *Func) emitPoll(i int) {
	f.beginBlock(i)
	f.cur = f.polls[i]
	event := f.loadEvent()
	stop := f.fn.NewBlock(f.label("stop"))
	f.unlikely(f.cur.NewICmp(enum.IPredNE, event, i32(0)), stop, f.bodies[i])
	f.cur = stop
	live := f.flow[i].atPoll
	f.storeState(f.dirty().and(live))
	f.ret(f.argsOf(i32(f.spec.Blocks[i].PC), live))
}

// loadEvent loads the event word of the guest state anew. The barrier before it
// makes loads of the guest be repeated too, so that a loop that waits for memory
// to change ends.
func (f *Func) loadEvent() value.Value {
	barrier := llir.NewInlineAsm(types.NewPointer(types.NewFunc(types.Void)), "", "~{memory}")
	barrier.SideEffect = true
	f.cur.NewCall(barrier)
	return f.cur.NewLoad(types.I32, stateAddr(types.I32, stateEvent))
}

// leaveTo goes on at a known PC outside the function.
func (f *Func) leaveTo(pc uint32) {
	f.storeState(f.leaving())
	if name, ok := f.unit.linker.Entry(pc); ok {
		f.tailCall(f.unit.function(name), f.args(i32(pc)))
		return
	}
	f.ret(f.args(i32(pc)))
}

// dirty returns the registers that may be newer than the guest state, pinned
// ones apart.
func (f *Func) dirty() regset {
	d := f.flow[f.b].dirtyIn
	d.union(f.defined)
	return d.minus(f.unit.program.pinSlots)
}

// leaving returns the registers to store where the block leaves the function:
// those that are dirty and may be read.
func (f *Func) leaving() regset { return f.dirty().and(f.flow[f.b].after) }

// args returns a PC and the pinned registers, as functions pass them where the
// block leaves the function.
func (f *Func) args(pc value.Value) []value.Value { return f.argsOf(pc, f.flow[f.b].after) }

// argsOf does args where the registers in live may be read; the others pass
// whatever is at hand.
func (f *Func) argsOf(pc value.Value, live regset) []value.Value {
	a := []value.Value{pc}
	for _, p := range f.unit.guest.pins() {
		if live.has(p.slot()) {
			a = append(a, f.value(f.read(p.slot())))
		} else {
			a = append(a, constant.NewUndef(types.I32))
		}
	}
	return a
}

// tailCall jumps to a lifted function with args as f.args returns them; the
// guest state is up to date.
func (f *Func) tailCall(fn value.Value, args []value.Value) {
	call := f.cur.NewCall(fn, args...)
	call.CallingConv = enum.CallingConvX86RegCall
	call.Tail = enum.TailMustTail
	call.Metadata = f.here()
	f.cur.NewRet(call)
	f.cur = nil
}

// Branch implements Code.
func (f *Func) Branch(cond Value, taken, other uint32) {
	if cond.known {
		f.Goto(chosen(cond, taken, other))
		return
	}
	f.flush()
	from := f.cur
	from.NewCondBr(f.value(cond), f.destination(taken), f.destination(other))
	f.cur = nil
}

// destination returns the block that goes on at pc with registers in their
// homes.
func (f *Func) destination(pc uint32) *llir.Block {
	if i, ok := f.index[pc]; ok {
		return f.enter(i)
	}
	saved := f.save()
	b := f.fn.NewBlock(f.label("leave"))
	f.cur = b
	f.leaveTo(pc)
	f.restore(saved)
	return b
}

// A snapshot is what emission on a side path may change.
type snapshot struct {
	vals, doubles   []Value
	deferred        []func() Value
	halves, defined regset
	nan             nanGroup
	cur             *llir.Block
	zexts           map[value.Value]value.Value
}

func (f *Func) save() snapshot {
	s := snapshot{slices.Clone(f.vals), slices.Clone(f.doubles), slices.Clone(f.deferred), f.halves, f.defined, f.nan, f.cur, f.zexts}
	f.zexts = map[value.Value]value.Value{}
	for k, v := range s.zexts {
		f.zexts[k] = v
	}
	return s
}

func (f *Func) restore(s snapshot) {
	f.vals, f.doubles, f.deferred, f.halves, f.defined, f.nan, f.cur, f.zexts = s.vals, s.doubles, s.deferred, s.halves, s.defined, s.nan, s.cur, s.zexts
}

// Call implements Code.
func (f *Func) Call(target, ret uint32) {
	f.storeState(f.leaving())
	name, ok := f.unit.linker.Entry(target)
	if !ok {
		f.ret(f.args(i32(target)))
		return
	}
	f.call(f.unit.function(name), i32(target), ret)
}

// CallIndirect implements Code.
func (f *Func) CallIndirect(target Value, guess, ret uint32) {
	if target.known {
		f.Call(uint32(target.bits), ret)
		return
	}
	f.storeState(f.leaving())
	pc := f.value(target)
	if name, ok := f.unit.linker.Entry(guess); ok && guess != 0 {
		wrong, right := f.fn.NewBlock(f.label("wrong")), f.fn.NewBlock(f.label("right"))
		args := f.args(pc)
		f.unlikely(f.cur.NewICmp(enum.IPredNE, pc, i32(guess)), wrong, right)
		f.cur = right
		f.callWith(f.unit.function(name), append([]value.Value{i32(guess)}, args[1:]...), ret)
		f.cur = wrong
		f.callWith(f.lookup(pc), args, ret)
		return
	}
	f.call(f.lookup(pc), pc, ret)
}

// call calls fn at pc; the guest state is up to date. Control normally comes
// back for ret; otherwise the function returns the PC to its own caller.
func (f *Func) call(fn, pc value.Value, ret uint32) { f.callWith(fn, f.args(pc), ret) }

func (f *Func) callWith(fn value.Value, args []value.Value, ret uint32) {
	call := f.cur.NewCall(fn, args...)
	call.CallingConv = enum.CallingConvX86RegCall
	call.Metadata = f.here()
	back := f.cur.NewExtractValue(call, 0)
	away, on := f.fn.NewBlock(f.label("away")), f.fn.NewBlock(f.label("back"))
	f.unlikely(f.cur.NewICmp(enum.IPredNE, back, i32(ret)), away, on)
	away.NewRet(call)
	i, ok := f.index[ret]
	if !ok {
		on.NewRet(call)
		return
	}
	for n, p := range f.unit.guest.pins() {
		if f.flow[i].liveIn.has(p.slot()) {
			on.NewStore(on.NewExtractValue(call, uint64(n+1)), f.home(p.slot()))
		}
	}
	on.NewBr(f.stub(i))
	f.cur = nil
}

// lookup returns the lifted function for a computed PC.
func (f *Func) lookup(pc value.Value) value.Value {
	start, end := f.unit.linker.Text()
	count := i32((end - start) / f.unit.guest.Align)
	index := f.place(pc, start)
	inside := f.cur.NewICmp(enum.IPredULT, index, count)
	wide := f.cur.NewZExt(f.cur.NewSelect(inside, index, count), types.I64)
	table := f.unit.table()
	element := f.cur.NewGetElementPtr(types.I32, table, wide)
	offset := f.cur.NewZExt(f.cur.NewLoad(types.I32, element), types.I64)
	base := constant.NewBitCast(f.unit.function(Miss), types.I8Ptr)
	code := f.cur.NewGetElementPtr(types.I8, base, offset)
	return f.cur.NewBitCast(code, types.NewPointer(f.unit.sig))
}

// place returns how many places for instructions lie between from and pc.
func (f *Func) place(pc value.Value, from uint32) value.Value {
	rel := f.cur.NewSub(pc, i32(from))
	shift := bits.TrailingZeros32(f.unit.guest.Align)
	if shift == 0 {
		return rel
	}
	// A misaligned PC rotates to a large number, beyond any table.
	return f.intrinsic("llvm.fshr", types.I32, rel, rel, i32(uint32(shift)))
}

// table declares the dispatch table.
func (u *Unit) table() value.Value {
	if u.dispatch == nil {
		u.dispatch = u.mod.NewGlobal(DispatchTable, types.I32)
		u.dispatch.Immutable = true
		u.dispatch.Linkage = enum.LinkageExternal
		u.dispatch.Visibility = enum.VisibilityHidden
	}
	return u.dispatch
}

// Jump implements Code.
func (f *Func) Jump(target Value, guess uint32, _ JumpKind) {
	if target.known {
		f.Goto(uint32(target.bits))
		return
	}
	pc := f.value(target)
	if f.flow[f.b].jumps {
		f.flush()
		if f.local == nil {
			f.target = f.alloca(types.I32)
			f.local = f.fn.NewBlock("local")
		}
		low, high := f.localRange()
		index := f.place(pc, low)
		away := f.fn.NewBlock(f.label("away"))
		f.cur.NewStore(index, f.target)
		f.unlikely(f.cur.NewICmp(enum.IPredUGE, index, i32((high-low)/f.unit.guest.Align+1)), away, f.local)
		f.cur = away
	}
	f.storeState(f.leaving())
	args := f.args(pc)
	if name, ok := f.unit.linker.Entry(guess); ok && guess != 0 {
		wrong, right := f.fn.NewBlock(f.label("wrong")), f.fn.NewBlock(f.label("right"))
		f.unlikely(f.cur.NewICmp(enum.IPredNE, pc, i32(guess)), wrong, right)
		f.cur = right
		f.tailCall(f.unit.function(name), append([]value.Value{i32(guess)}, args[1:]...))
		f.cur = wrong
	}
	f.tailCall(f.lookup(pc), args)
}

// localRange returns the lowest and highest PC a computed jump may reach
// inside the function.
func (f *Func) localRange() (low, high uint32) {
	for i, n := range f.localTargets() {
		pc := f.spec.Blocks[n].PC
		if i == 0 {
			low, high = pc, pc
		}
		low, high = min(low, pc), max(high, pc)
	}
	return low, high
}

// finishLocal emits the dispatch among blocks that computed jumps reach: a
// table of their code by guest PC, null for places between them.
func (f *Func) finishLocal() {
	if f.local == nil {
		return
	}
	low, _ := f.localRange()
	align := f.unit.guest.Align
	var targets []*llir.Block
	var elements []constant.Constant
	next := low
	for _, i := range f.localTargets() {
		pc := f.spec.Blocks[i].PC
		if gap := (pc - next) / align; gap > 0 {
			elements = append(elements, constant.NewZeroInitializer(types.NewArray(uint64(gap), types.I8Ptr)))
		}
		targets = append(targets, f.bodies[i])
		elements = append(elements, constant.NewBlockAddress(f.fn, f.bodies[i]))
		next = pc + align
	}
	init := constant.NewStruct(nil, elements...)
	table := f.unit.mod.NewGlobalDef(f.spec.Name+".local", init)
	table.Linkage = enum.LinkagePrivate
	table.Immutable = true
	index := f.local.NewZExt(f.local.NewLoad(types.I32, f.target), types.I64)
	base := f.local.NewBitCast(table, types.NewPointer(types.I8Ptr))
	code := f.local.NewLoad(types.I8Ptr, f.local.NewGetElementPtr(types.I8Ptr, base, index))
	stray, known := f.strayBlock(low), f.fn.NewBlock("computed")
	f.cur = f.local
	event := f.loadEvent()
	none := f.cur.NewICmp(enum.IPredEQ, code, constant.NewNull(types.I8Ptr))
	f.unlikely(f.cur.NewOr(none, f.cur.NewICmp(enum.IPredNE, event, i32(0))), stray, known)
	known.NewIndirectBr(code, targets...)
}

// strayBlock leaves the function for a PC in the local range that is no
// Computed block, or because an event is pending. Data-flow analysis knows it
// as the block after the last.
func (f *Func) strayBlock(low uint32) *llir.Block {
	b := f.fn.NewBlock("astray")
	f.bodies = append(f.bodies, b)
	f.beginBlock(len(f.bodies) - 1)
	index := b.NewLoad(types.I32, f.target)
	pc := b.NewAdd(b.NewMul(index, i32(f.unit.guest.Align)), i32(low))
	f.storeState(f.leaving())
	f.ret(f.args(pc))
	return b
}

// Return implements Code.
func (f *Func) Return(target Value) {
	f.storeState(f.leaving())
	f.ret(f.args(f.value(target)))
}

// Stop implements Code.
func (f *Func) Stop(pc uint32) {
	f.storeState(f.leaving())
	f.ret(f.args(i32(pc)))
}

// serve stores the state with pc as its PC and calls the runtime function
// name. It returns the guest PC to go on at.
func (f *Func) serve(set regset, name string, args []Value) value.Value {
	set.union(f.unit.program.pinSlots)
	f.storeState(set)
	f.storeField(ConstOf(I32, uint64(f.pc)), statePC)
	st := f.cur.NewLoad(types.I8Ptr, stateAddr(types.I8Ptr, 0))
	v := append([]value.Value{st}, f.values(args)...)
	call := f.cur.NewCall(f.unit.service(name, v), v...)
	call.CallingConv = enum.CallingConvPreserveAll
	return call
}

// reload returns pc and the pinned registers as the guest state has them.
func (f *Func) reload(pc value.Value) []value.Value {
	a := []value.Value{pc}
	for _, p := range f.unit.guest.pins() {
		a = append(a, f.cur.NewLoad(types.I32, stateAddr(types.I32, p.offset())))
	}
	return a
}

func (p Pin) offset() uint32 { return p.Bank.Offset + uint32(p.Index)*p.Bank.Size() }

// Service implements Builder. It ends the block: execution goes on through the
// stub of the next one, or at the dispatcher.
func (f *Func) Service(name string, args ...Value) {
	set := f.leaving()
	set.union(f.dirty().and(f.unit.program.reads[name]))
	pc := f.serve(set, name, args)
	i, ok := f.index[f.next]
	if !ok {
		f.ret(f.reload(pc))
		return
	}
	away, on := f.fn.NewBlock(f.label("away")), f.fn.NewBlock(f.label("served"))
	f.unlikely(f.cur.NewICmp(enum.IPredNE, pc, i32(f.next)), away, on)
	f.cur = away
	f.ret(f.reload(pc))
	for _, p := range f.unit.guest.pins() {
		if f.flow[i].liveIn.has(p.slot()) {
			on.NewStore(on.NewLoad(types.I32, stateAddr(types.I32, p.offset())), f.home(p.slot()))
		}
	}
	on.NewBr(f.stub(i))
	f.cur = nil
}

// ServiceIf implements Builder.
func (f *Func) ServiceIf(cond Value, name string, args ...Value) {
	if cond.known && cond.bits == 0 {
		return
	}
	f.commit()
	rare, on := f.fn.NewBlock(f.label("rare")), f.fn.NewBlock(f.label("on"))
	c := f.value(cond)
	f.unlikely(c, rare, on)
	f.cur = on
	saved := f.save()
	f.cur = rare
	set := f.dirty()
	f.ret(f.reload(f.serve(set, name, args)))
	f.restore(saved)
}
