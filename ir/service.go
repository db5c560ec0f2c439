package ir

import (
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// serve stores the registers of set and the PC in the state and calls the
// runtime function name. It returns the guest PC to go on at.
func (f *Func) serve(set regset, name string, args []Value) value.Value {
	f.storeState(set)
	return f.callService(f.pc, name, args)
}

// callService stores pc in the state and calls the runtime function name. It
// returns the guest PC to go on at.
func (f *Func) callService(pc uint32, name string, args []Value) value.Value {
	f.storeField(ConstOf(I32, uint64(pc)), statePC)
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
	return append(a, f.copies(f.returned(allSlots), f.inState)...)
}

func (p Pin) offset() uint32 { return p.Bank.offsetOf(p.Index) }

// Service implements Builder. It ends the block: execution goes on through the
// stub of the next one, or at the dispatcher.
func (f *Func) Service(name string, args ...Value) {
	set := f.leaving()
	set.union(f.dirty().and(f.unit.program.reads[name]))
	set.union(f.unit.program.pinSlots)
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
	set := f.dirty().minus(f.unit.program.lasting.minus(f.held))
	set.union(f.unit.program.pinSlots)
	if f.unit.program.resumes(name) {
		live := f.flow[f.b].atPoll
		live.union(f.defined)
		live.union(f.held)
		live.union(f.unit.program.reads[name])
		set = set.and(live)
	}
	f.ret(f.reload(f.serve(set, name, args)))
	f.restore(saved)
}
