package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// Within a guest block registers are values in vals and doubles; between
// blocks they are in their homes, allocas that LLVM turns into SSA form. An
// paired register is held either as one 64-bit value, called a double whatever
// its type, or as two halves, and each form has its own homes.

// slotOf returns the slot of register i, which must be known.
func (b *Bank) slotOf(i Value) int {
	n := int(i.Uint())
	if n >= b.Count {
		panic("BUG: register number beyond its bank")
	}
	return b.slot + n*b.slots()
}

// bankOf returns the bank of a slot.
func (f *Func) bankOf(slot int) *Bank {
	for _, b := range f.unit.guest.Banks {
		if slot < b.slot+b.Count*b.slots() {
			return b
		}
	}
	panic("BUG: slot beyond the last bank")
}

// slotType returns the type a slot's home has.
func (f *Func) slotType(slot int) Type { return f.bankOf(slot).half() }

func (f *Func) alloca(t types.Type) value.Value {
	a := llir.NewAlloca(t)
	f.init = append(f.init, a)
	return a
}

// home returns the alloca of a slot.
func (f *Func) home(slot int) value.Value {
	if f.homes[slot] == nil {
		f.homes[slot] = f.alloca(llvmTypes[f.slotType(slot)])
	}
	return f.homes[slot]
}

// wideHome returns the alloca of a paired register held as a double.
func (f *Func) wideHome(slot int) value.Value {
	if f.wide[slot] == nil {
		f.wide[slot] = f.alloca(llvmTypes[f.bankOf(slot).Type])
	}
	return f.wide[slot]
}

// beginBlock starts the emission of a copy of guest block i.
func (f *Func) beginBlock(i, copy int) {
	f.b, f.copy = i, copy
	f.cur = f.bodies[i][copy]
	clear(f.vals)
	clear(f.deferred)
	clear(f.doubles)
	clear(f.singles)
	clear(f.fours)
	f.halves, f.narrow = f.flow[i].halvesIn, f.flow[i].narrowIn
	f.defined, f.atOnce, f.held = regset{}, regset{}, f.flow[i].heldIn
	f.nan = nanGroup{}
	f.stored = storedWords{}
	f.pointers = map[value.Value]value.Value{}
	f.steps = map[value.Value][]*llir.InstAdd{}
	f.bases = map[value.Value]bool{}
}

// read returns the value of a slot that is not part of a double.
func (f *Func) read(slot int) Value {
	if d := f.deferred[slot]; d != nil {
		f.deferred[slot] = nil
		f.vals[slot] = d()
	}
	if f.vals[slot].typ == Void {
		t := f.slotType(slot)
		f.vals[slot] = Value{typ: t, v: f.cur.NewLoad(llvmTypes[t], f.home(slot))}
		if f.flow[f.b].quietHIn.has(slot) {
			f.noteQuiet(f.vals[slot].v)
		}
	}
	return f.vals[slot]
}

// readDouble returns the F64 register at slot, which is held as a double.
func (f *Func) readDouble(slot int) Value {
	if f.doubles[slot].typ == Void && f.narrow.has(slot) {
		f.doubles[slot] = f.widened(f.bankOf(slot), f.readSingle(slot))
	}
	if f.doubles[slot].typ == Void {
		t := f.bankOf(slot).Type
		f.doubles[slot] = Value{typ: t, v: f.cur.NewLoad(llvmTypes[t], f.wideHome(slot))}
		if f.flow[f.b].quietIn.has(slot) {
			f.noteQuiet(f.doubles[slot].v)
		}
	}
	return f.doubles[slot]
}

// join returns the double whose halves are at slot.
func (f *Func) join(slot int) Value {
	lo := f.ZExt(I64, f.Bitcast(I32, f.read(slot)))
	hi := f.ZExt(I64, f.Bitcast(I32, f.read(slot+1)))
	return f.Bitcast(f.bankOf(slot).Type, f.Or(lo, f.Shl(hi, ConstOf(I64, 32))))
}

// split returns the halves of the double at slot.
func (f *Func) split(slot int) (lo, hi Value) {
	d := f.Bitcast(I64, f.readDouble(slot))
	half := f.slotType(slot)
	lo = f.Bitcast(half, f.Trunc(I32, d))
	hi = f.Bitcast(half, f.Trunc(I32, f.LShr(d, ConstOf(I64, 32))))
	return lo, hi
}

// toDouble changes the form of the register at slot to a double.
func (f *Func) toDouble(slot int) {
	if f.halves.has(slot) {
		f.doubles[slot] = f.join(slot)
		f.halves.remove(slot)
	}
}

// toHalves changes the form of the register at slot to two halves.
func (f *Func) toHalves(slot int) {
	if !f.halves.has(slot) {
		f.vals[slot], f.vals[slot+1] = f.split(slot)
		f.halves.add(slot)
		f.narrow.remove(slot)
	}
}

// Reg implements Builder.
func (f *Func) Reg(b *Bank, i Value) Value {
	slot := b.slotOf(i)
	if !b.paired() {
		return f.read(slot)
	}
	f.toDouble(slot)
	return f.readDouble(slot)
}

// SetReg implements Builder.
func (f *Func) SetReg(b *Bank, i, v Value) {
	slot := b.slotOf(i)
	if v.typ != b.Type {
		panic("BUG: " + b.Name + " set to a " + v.typ.String())
	}
	f.define(slot, b.slots(), v, b.offset(i))
	if !b.paired() {
		f.vals[slot], f.deferred[slot] = v, nil
		return
	}
	f.halves.remove(slot)
	f.narrow.remove(slot)
	f.doubles[slot] = v
}

// Accumulate implements Builder.
func (f *Func) Accumulate(b *Bank, i Value, add func(old Value) Value) {
	f.SetReg(b, i, add(f.Reg(b, i)))
}

// Defer implements Builder.
func (f *Func) Defer(b *Bank, i Value, v func() Value) {
	slot := b.slotOf(i)
	if b.paired() || f.unit.program.eager.has(slot) {
		f.SetReg(b, i, v())
		return
	}
	f.defined.add(slot)
	f.fill(slot)
	f.deferred[slot] = v
}

// fill notes that the register at slot is not vacant.
func (f *Func) fill(slot int) { f.held.put(slot, f.unit.program.lasting.has(slot)) }

// Vacate implements Builder.
func (f *Func) Vacate(b *Bank, i Value) {
	for s := range b.slots() {
		f.held.remove(b.slotOf(i) + s)
	}
}

// RegHalf implements Builder.
func (f *Func) RegHalf(b *Bank, i, half Value) Value {
	slot := b.slotOf(i)
	f.toHalves(slot)
	return f.read(slot + int(half.Uint()))
}

// SetRegHalf implements Builder.
func (f *Func) SetRegHalf(b *Bank, i, half, v Value) {
	slot := b.slotOf(i)
	f.toHalves(slot)
	n := int(half.Uint())
	f.define(slot+n, 1, v, b.offset(i)+4*uint32(n))
	f.vals[slot+n] = v
}

// define notes that v is written to n slots, whose place in the guest state is at
// offset, and stores it there if that is to be done at once.
func (f *Func) define(slot, n int, v Value, offset uint32) {
	atOnce := f.unit.program.eager.has(slot)
	if atOnce {
		f.storeEager(v, offset)
	}
	for i := range n {
		f.defined.put(slot+i, !atOnce)
		f.atOnce.put(slot+i, atOnce)
		f.fill(slot + i)
	}
}

// offset returns where register i, which must be known, lies in the state.
func (b *Bank) offset(i Value) uint32 { return b.offsetOf(int(i.Uint())) }

// flush writes the registers a successor needs to their homes, in the form in
// which each successor expects them.
func (f *Func) flush() {
	f.commit()
	fl := f.flow[f.b]
	var live regset
	everywhere := allSlots
	for _, s := range fl.succ {
		live.union(f.flow[s].liveIn)
		everywhere = everywhere.and(f.flow[s].liveIn)
	}
	fl.def.and(live).each(func(slot int) {
		if !f.inPair.has(slot) {
			store := llir.NewStore(f.value(f.read(slot)), f.home(slot))
			f.cur.Insts = append(f.cur.Insts, store)
			if !everywhere.has(slot) {
				f.partial[store] = true
			}
		}
	})
	for _, slot := range f.pairs {
		if live.has(slot) || live.has(slot+1) {
			f.flushPair(slot, live)
		}
	}
}

// flushPair does flush for the paired register at slot.
func (f *Func) flushPair(slot int, live regset) {
	var double, halves, single bool
	for _, s := range f.flow[f.b].succ {
		in := f.flow[s]
		if in.liveIn.has(slot) || in.liveIn.has(slot+1) {
			single = single || in.narrowIn.has(slot)
			halves = halves || in.halvesIn.has(slot)
			double = double || !in.halvesIn.has(slot) && !in.narrowIn.has(slot)
		}
	}
	if single && !f.narrow.has(slot) {
		panic("BUG: a register is no single where it is taken for one")
	}
	if single && f.singles[slot].typ != Void {
		f.cur.NewStore(f.value(f.singles[slot]), f.home(slot))
	}
	if double && f.narrow.has(slot) {
		f.readDouble(slot)
	}
	if double {
		f.flushDouble(slot)
	}
	if halves {
		f.flushHalves(slot, live)
	}
}

// flushDouble writes the double home of the register at slot unless it is up
// to date.
func (f *Func) flushDouble(slot int) {
	if f.halves.has(slot) {
		f.cur.NewStore(f.value(f.join(slot)), f.wideHome(slot))
	} else if f.doubles[slot].typ != Void {
		f.cur.NewStore(f.value(f.doubles[slot]), f.wideHome(slot))
	}
}

// flushHalves writes the live half homes of the register at slot unless they
// are up to date.
func (f *Func) flushHalves(slot int, live regset) {
	lo, hi := f.vals[slot], f.vals[slot+1]
	if !f.halves.has(slot) {
		lo, hi = f.split(slot)
	}
	for i, v := range []Value{lo, hi} {
		if v.typ != Void && live.has(slot+i) {
			f.cur.NewStore(f.value(v), f.home(slot+i))
		}
	}
}

// storeState brings the guest state up to date with the registers of set.
func (f *Func) storeState(set regset) {
	f.commit()
	f.toWide(set)
	for _, b := range f.unit.guest.Banks {
		for r := 0; r < b.Count; r++ {
			slot := b.slot + r*b.slots()
			offset := b.offsetOf(r)
			switch {
			case b.paired():
				f.storePair(set, slot, offset)
			case b.isFour(r) && fourFrom(slot).minus(set) == regset{}:
				f.storeFour(slot, offset)
				r += 3
			case set.has(slot):
				f.storeField(f.read(slot), offset)
			}
		}
	}
}

// storePair does storeState for the paired register at slot.
func (f *Func) storePair(set regset, slot int, offset uint32) {
	if !set.has(slot) && !set.has(slot+1) {
		return
	}
	if f.unit.program.integers.has(slot) && set.has(slot) != set.has(slot+1) {
		f.toHalves(slot)
	}
	if !f.halves.has(slot) {
		f.storeField(f.readDouble(slot), offset)
		return
	}
	for i := range 2 {
		if set.has(slot + i) {
			f.storeField(f.read(slot+i), offset+uint32(4*i))
		}
	}
}

// storeEager is storeField that LLVM neither moves nor drops.
func (f *Func) storeEager(v Value, offset uint32) {
	store := f.cur.NewStore(f.value(v), stateAddr(llvmTypes[v.typ], offset))
	store.Volatile = true
}

// storeField stores v at an offset of the guest state.
func (f *Func) storeField(v Value, offset uint32) {
	f.cur.NewStore(f.value(v), stateAddr(llvmTypes[v.typ], offset))
}
