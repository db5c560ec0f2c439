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

// Call implements Code.
func (f *Func) Call(target, ret uint32) {
	f.storeState(f.calling())
	name, ok := f.unit.linker.Entry(target)
	if !ok {
		f.ret(f.results(i32(target)))
		return
	}
	args := f.argsOf(i32(target), f.passed(target, f.flow[f.b].after))
	given := f.unit.program.given[target]
	if target == ret { // where it comes back at once nothing was given
		given = regset{}
	}
	f.callWith(f.unit.function(name), args, ret, given)
}

// CallIndirect implements Code.
func (f *Func) CallIndirect(target Value, guess, ret uint32) {
	if target.known {
		f.Call(uint32(target.bits), ret)
		return
	}
	f.storeState(f.calling())
	pc := f.value(target)
	if name, ok := f.unit.linker.Entry(guess); ok && guess != 0 {
		wrong, right := f.fn.NewBlock(f.label("wrong")), f.fn.NewBlock(f.label("right"))
		args := f.args(pc)
		f.unlikely(f.cur.NewICmp(enum.IPredNE, pc, i32(guess)), wrong, right)
		f.cur = right
		f.callWith(f.unit.function(name), append([]value.Value{i32(guess)}, args[1:]...), ret, regset{})
		f.cur = wrong
		f.callWith(f.lookup(pc), args, ret, regset{})
		return
	}
	f.callWith(f.lookup(pc), f.args(pc), ret, regset{})
}

// callWith calls fn with args; the guest state is up to date. Control normally
// comes back for ret, with copies of the registers in given; otherwise the function
// returns the PC to its own caller.
func (f *Func) callWith(fn value.Value, args []value.Value, ret uint32, given regset) {
	call := callLifted(f.cur, fn, args)
	call.Metadata = f.here()
	back := f.cur.NewExtractValue(call, 0)
	away, on := f.fn.NewBlock(f.label("away")), f.fn.NewBlock(f.label("back"))
	f.unlikely(f.cur.NewICmp(enum.IPredNE, back, i32(ret)), away, on)
	f.returnUncopied(away, call)
	i, ok := f.index[ret]
	if !ok {
		f.returnUncopied(on, call)
		return
	}
	for n, p := range f.unit.guest.pins() {
		if f.flow[i].liveIn.has(p.slot()) {
			on.NewStore(on.NewExtractValue(call, uint64(n+1)), f.home(p.slot()))
		}
	}
	if given = given.and(f.flow[i].liveIn); given != (regset{}) {
		f.loadInto(on, i, f.copiesBySlot(given, func(n int) value.Value { return on.NewExtractValue(call, uint64(n)) }))
	} else {
		on.NewBr(f.stub(i))
	}
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
	base := constant.NewBitCast(f.unit.code(Miss), types.I8Ptr)
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

// maxPlaces bounds the places in a table of blocks for each block of it, if those
// between are to lead astray themselves; the table's text would be too long.
const maxPlaces = 16

// finishLocal emits the dispatch among blocks that computed jumps reach.
func (f *Func) finishLocal() {
	if f.local == nil {
		return
	}
	low, high := f.localRange()
	stray, known := f.strayBlock(low), f.fn.NewBlock("computed")
	var targets []*llir.Block
	for _, i := range f.localTargets() {
		targets = append(targets, f.bodies[i][0])
	}
	dense := int((high-low)/f.unit.guest.Align) <= maxPlaces*len(targets)
	f.cur = f.local
	index := f.cur.NewZExt(f.cur.NewLoad(types.I32, f.target), types.I64)
	var away value.Value = constant.False
	var code value.Value
	if dense {
		targets = append(targets, stray)
		code = f.element(f.localTable(constant.NewBlockAddress(f.fn, stray)), index)
	} else {
		code = f.element(f.localTable(nil), index)
		away = f.cur.NewICmp(enum.IPredEQ, code, constant.NewNull(types.I8Ptr))
	}
	if f.spec.JumpsLoop {
		away = f.cur.NewOr(away, f.cur.NewICmp(enum.IPredNE, f.loadEvent(), i32(0)))
	}
	f.unlikely(away, stray, known)
	known.NewIndirectBr(code, targets...)
}

// element loads an element of a table of code.
func (f *Func) element(table, index value.Value) value.Value {
	base := f.cur.NewBitCast(table, types.NewPointer(types.I8Ptr))
	return f.cur.NewLoad(types.I8Ptr, f.cur.NewGetElementPtr(types.I8Ptr, base, index))
}

// localTable defines the table of the code of blocks that computed jumps reach, by
// guest PC. Places between them hold the constant given, or null if that is nil.
func (f *Func) localTable(between constant.Constant) value.Value {
	align := f.unit.guest.Align
	var elements []constant.Constant
	next, _ := f.localRange()
	for _, i := range f.localTargets() {
		pc := f.spec.Blocks[i].PC
		gap := uint64((pc - next) / align)
		if between != nil {
			elements = append(elements, slices.Repeat([]constant.Constant{between}, int(gap))...)
		} else if gap > 0 {
			elements = append(elements, constant.NewZeroInitializer(types.NewArray(gap, types.I8Ptr)))
		}
		elements = append(elements, constant.NewBlockAddress(f.fn, f.bodies[i][0]))
		next = pc + align
	}
	table := f.unit.mod.NewGlobalDef(f.fn.Name()+localTable, constant.NewStruct(nil, elements...))
	table.Linkage = enum.LinkagePrivate
	table.Immutable = true
	return table
}

// strayBlock leaves the function for a PC in the local range that is no Computed
// block, or because an event is pending where the function looks. Data-flow
// analysis knows it as the block after the last.
func (f *Func) strayBlock(low uint32) *llir.Block {
	b := f.fn.NewBlock("astray")
	f.bodies = append(f.bodies, []*llir.Block{b})
	f.beginBlock(len(f.bodies)-1, 0)
	index := b.NewLoad(types.I32, f.target)
	pc := b.NewAdd(b.NewMul(index, i32(f.unit.guest.Align)), i32(low))
	f.storeState(f.leaving())
	f.ret(f.results(pc))
	return b
}

// Return implements Code.
func (f *Func) Return(target Value) {
	f.storeState(f.leaving())
	f.ret(f.results(f.value(target)))
}
