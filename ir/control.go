package ir

import (
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
		return f.bodies[i][0]
	}
	if f.polls[i] == nil {
		saved := f.save()
		f.polls[i] = f.fn.NewBlock(f.label("poll"))
		f.emitPoll(i)
		f.restore(saved)
	}
	return f.polls[i]
}

func (f *Func) emitPoll(i int) {
	f.beginBlock(i, 0)
	f.cur = f.polls[i]
	event := f.loadEvent()
	stop := f.fn.NewBlock(f.label("stop"))
	f.unlikely(f.cur.NewICmp(enum.IPredNE, event, i32(0)), stop, f.bodies[i][0])
	f.cur = stop
	live := f.flow[i].atPoll
	live.union(f.held)
	f.storeState(f.dirty().and(live))
	f.ret(f.argsOf(i32(f.spec.Blocks[i].PC), f.returned(live)))
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
		f.tailCall(f.unit.function(name), f.argsOf(i32(pc), f.passed(pc, f.flow[f.b].after)))
		return
	}
	f.ret(f.results(i32(pc)))
}

// dirty returns the registers that may be newer than the guest state, pinned
// ones apart.
func (f *Func) dirty() regset {
	d := f.flow[f.b].dirtyIn.minus(f.atOnce)
	d.union(f.defined)
	return d.minus(f.unit.program.pinSlots)
}

// leaving returns the registers to store where the block leaves the function:
// those that are dirty and may be read.
func (f *Func) leaving() regset {
	read := f.flow[f.b].after
	read.union(f.held)
	return f.dirty().and(read)
}

// calling returns the registers to store where the block calls a function.
func (f *Func) calling() regset {
	set := f.leaving()
	set.union(f.dirty().and(f.unit.program.links))
	return set
}

// args returns a PC and the pinned registers, as functions pass them where the
// block leaves the function.
func (f *Func) args(pc value.Value) []value.Value { return f.argsOf(pc, f.flow[f.b].after) }

// results returns a PC and the pinned registers, as functions return them where the
// block leaves the function.
func (f *Func) results(pc value.Value) []value.Value {
	return f.argsOf(pc, f.returned(f.flow[f.b].after))
}

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
	return append(a, f.copies(live, f.current)...)
}

// tailCall jumps to a lifted function with args as f.args returns them; the
// guest state is up to date.
func (f *Func) tailCall(fn value.Value, args []value.Value) {
	call := callLifted(f.cur, fn, args)
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
	br := from.NewCondBr(f.value(cond), f.destination(taken), f.destination(other))
	if i, ok := f.index[taken]; ok && f.spec.Blocks[i].Rare {
		br.Metadata = metadataOf("prof", f.unit.unlikely)
	}
	f.cur = nil
}

// destination returns the block that goes on at pc with registers in their
// homes, and in the guest state where that block takes them to be.
func (f *Func) destination(pc uint32) *llir.Block {
	i, ok := f.index[pc]
	if !ok {
		return f.aside("leave", func() { f.leaveTo(pc) })
	}
	set := f.dirty().minus(f.flow[i].dirtyIn)
	if set == (regset{}) {
		return f.after(i)
	}
	return f.aside("store", func() {
		f.storeState(set)
		f.cur.NewBr(f.after(i))
	})
}

// aside returns a new block that emit fills; what follows is emitted where it
// was.
func (f *Func) aside(kind string, emit func()) *llir.Block {
	saved := f.save()
	b := f.fn.NewBlock(f.label(kind))
	f.cur = b
	emit()
	f.restore(saved)
	return b
}

// A snapshot is what emission on a side path may change.
type snapshot struct {
	b, copy         int
	vals, doubles   []Value
	singles         []Value
	deferred        []func() Value
	halves, narrow  regset
	defined, atOnce regset
	held            regset
	nan             nanGroup
	cur             *llir.Block
	pointers        map[value.Value]value.Value
}

func (f *Func) save() snapshot {
	s := snapshot{f.b, f.copy, slices.Clone(f.vals), slices.Clone(f.doubles), slices.Clone(f.singles), slices.Clone(f.deferred), f.halves, f.narrow, f.defined, f.atOnce, f.held, f.nan, f.cur, f.pointers}
	f.pointers = map[value.Value]value.Value{}
	for k, v := range s.pointers {
		f.pointers[k] = v
	}
	return s
}

func (f *Func) restore(s snapshot) {
	f.b, f.copy = s.b, s.copy
	f.vals, f.doubles, f.singles, f.deferred, f.halves, f.narrow = s.vals, s.doubles, s.singles, s.deferred, s.halves, s.narrow
	f.defined, f.atOnce, f.held, f.nan, f.cur, f.pointers = s.defined, s.atOnce, s.held, s.nan, s.cur, s.pointers
}

// Stop implements Code.
func (f *Func) Stop(pc uint32) {
	f.storeState(f.leaving())
	f.ret(f.results(i32(pc)))
}
