package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// Where registers hold doubles only, a single lies in one as the double of the
// same value. Lifted code holds it as a single as long as nobody asks for the
// double: that a register is narrow, as this is called, is known where every
// way to a block leaves it so. Control that comes from outside the function
// finds doubles in the guest state; which registers the code takes for singles
// is assumed there and looked at once (checkSingles).

// narrows reports whether registers of b may be narrow.
func (b *Bank) narrows() bool { return b.Widen != "" }

// Single implements Builder.
func (f *Func) Single(b *Bank, i Value, _ bool) (s Value, ok bool) {
	slot := b.slotOf(i)
	if !f.narrow.has(slot) {
		return Value{}, false
	}
	return f.readSingle(slot), true
}

// readSingle returns the narrow register at slot.
func (f *Func) readSingle(slot int) Value {
	if f.singles[slot].typ == Void {
		f.singles[slot] = Value{typ: F32, v: f.cur.NewLoad(types.Float, f.home(slot))}
		if f.flow[f.b].quietIn.has(slot) {
			f.noteQuiet(f.singles[slot].v)
		}
	}
	return f.singles[slot]
}

// SetSingle implements Builder.
func (f *Func) SetSingle(b *Bank, i, s Value) {
	slot := b.slotOf(i)
	if f.unit.program.eager.has(slot) {
		f.SetReg(b, i, f.widened(b, s))
		return
	}
	f.define(slot, b.slots(), s, b.offset(i))
	f.halves.remove(slot)
	f.narrow.add(slot)
	f.singles[slot], f.doubles[slot] = s, Value{}
}

// KeepsSingle implements Builder.
func (f *Func) KeepsSingle(*Bank, Value, Value) {}

// widened returns s as a double for a register of b.
func (f *Func) widened(b *Bank, s Value) Value {
	if s.known || f.isQuiet(s) {
		return f.FPExt(s)
	}
	return f.IfNaN(f.FPExt(s), b.Widen)
}

// isQuiet reports whether x is known to be no signaling NaN, or is a result of
// the open group, which is none where the group is left.
func (f *Func) isQuiet(x Value) bool {
	v := f.resolve(x.v)
	n := f.nan.byVal[v]
	return f.nan.quiet[v] || n != nil && n.op != opFPExt
}

// toWide makes the doubles of the narrow registers of set known, with one check
// for all.
func (f *Func) toWide(set regset) {
	f.narrow.and(set).each(func(slot int) { f.readDouble(slot) })
	f.commit()
}

func (r *recorder) Single(b *Bank, i Value, wanted bool) (s Value, ok bool) {
	slot := b.slotOf(i)
	r.use(slot)
	r.use(slot + 1)
	r.form(slot, false)
	if wanted && !r.b.def.has(slot) && !r.b.usesDouble.has(slot) {
		r.b.usesSingle.add(slot)
	}
	return Value{typ: F32, quiet: r.b.quiet.has(slot)}, r.b.narrow.has(slot)
}

func (r *recorder) SetSingle(b *Bank, i, s Value) {
	slot := b.slotOf(i)
	if r.program.eager.has(slot) {
		r.SetReg(b, i, Value{typ: F64})
		return
	}
	r.define(slot)
	r.define(slot + 1)
	r.form(slot, false)
	r.b.setQuiet(slot, s)
	r.b.narrow.add(slot)
	delete(r.b.follows, slot)
}

// KeepsSingle notes that register to, just set to the double of register from,
// is narrow where that is.
func (r *recorder) KeepsSingle(b *Bank, to, from Value) {
	t, s := b.slotOf(to), b.slotOf(from)
	if r.program.eager.has(t) {
		return
	}
	if r.b.follows == nil {
		r.b.follows = map[int]int{}
	}
	switch origin, moved := r.b.follows[s]; {
	case t == s:
	case r.b.narrow.has(s):
		r.b.narrow.add(t)
	case moved:
		r.b.follows[t] = origin
	case !r.b.def.has(s):
		r.b.follows[t] = s
	}
}

// setDouble notes that the register at slot is set to a double, useDouble that it
// is used as one.
func (b *blockFlow) setDouble(slot int) {
	b.narrow.remove(slot)
	delete(b.follows, slot)
}

func (b *blockFlow) useDouble(slot int) {
	if !b.def.has(slot) && !b.usesSingle.has(slot) {
		b.usesDouble.add(slot)
	}
}

// narrowOut returns which registers are narrow at the end.
func (b *blockFlow) narrowOut() regset {
	out := b.narrowIn.minus(b.def)
	out.union(b.narrow)
	for to, from := range b.follows {
		out.put(to, b.narrowIn.has(from))
	}
	return out
}

// spreadSingles finds which registers are narrow at the start of blocks. Where a
// block can be entered from outside, those are that the code there takes for
// singles on some way and for doubles on none; heads of loops are entered so
// after an event, with what the poll stored.
func (f *Func) spreadSingles() {
	var all regset
	for _, b := range f.unit.guest.Banks {
		for r := 0; b.narrows() && r < b.Count; r++ {
			all.add(b.slot + r*b.slots())
		}
	}
	if all == (regset{}) || f.unit.program.exact == AtFaults {
		return
	}
	spreadWants(f.flow)
	for i, b := range f.flow {
		b.narrowIn = all
		if f.entered(i) {
			b.narrowIn = b.wantsSingle.minus(b.wantsDouble)
		}
	}
	for changed := true; changed; {
		changed = false
		for _, b := range f.flow {
			out := b.narrowOut()
			for _, s := range b.succ {
				to := f.flow[s]
				was := to.narrowIn
				to.narrowIn = was.and(out)
				changed = changed || to.narrowIn != was
			}
		}
	}
	for i, b := range f.flow {
		b.checks = b.checks || i < len(f.spec.Blocks) && f.spec.Blocks[i].Entry && b.narrowIn != regset{}
	}
}

// entered reports whether block i is entered from outside with registers that
// the function knows nothing of.
func (f *Func) entered(i int) bool {
	if i >= len(f.spec.Blocks) {
		return false
	}
	s := f.spec.Blocks[i]
	return s.PC == f.spec.Start || s.ReturnSite || s.Computed || s.Entry && !s.Loop
}

// spreadWants completes which registers are first used as singles, or as
// doubles, after the starts of blocks.
func spreadWants(blocks []*blockFlow) {
	for changed := true; changed; {
		changed = false
		for i := len(blocks) - 1; i >= 0; i-- {
			b := blocks[i]
			single, double := b.usesSingle, b.usesDouble
			for _, n := range b.succ {
				s := blocks[n]
				single.union(s.wantsSingle.minus(b.def).minus(b.usesDouble))
				double.union(s.wantsDouble.minus(b.def).minus(b.usesSingle))
			}
			changed = grow(&b.wantsSingle, single) || changed
			changed = grow(&b.wantsDouble, double) || changed
		}
	}
}

// checkSingles emits, at the end of s, the stub of block i, that the narrow
// registers of the block hold singles in the guest state, and puts them in their
// homes. Where one does not, the interpreter executes the instruction. It
// returns where the stub goes on.
func (f *Func) checkSingles(s *llir.Block, i int, copies map[int]value.Value) *llir.Block {
	fl := f.flow[i]
	narrow := fl.narrowIn.and(fl.liveIn)
	if narrow == (regset{}) {
		return s
	}
	saved := f.cur
	other := f.fn.NewBlock(f.label("double"))
	f.cur = s
	next := func(wrong value.Value) {
		on := f.fn.NewBlock(f.label("single"))
		f.unlikely(wrong, other, on)
		f.cur = on
	}
	narrow.each(func(slot int) {
		var d value.Value
		if v := copies[slot]; v != nil {
			d = f.cur.NewBitCast(v, types.I64)
		} else {
			d = f.cur.NewLoad(types.I64, stateAddr(types.I64, f.offsetOf(slot)))
		}
		// What is no single would raise the host's flags.
		low := f.cur.NewAnd(d, constant.NewInt(types.I64, 1<<29-1))
		next(f.cur.NewICmp(enum.IPredNE, low, constant.NewInt(types.I64, 0)))
		single := f.inCurrentMode(opFPTrunc, F32, F64, []value.Value{f.cur.NewBitCast(d, types.Double)})
		back := f.inCurrentMode(opFPExt, F64, F32, []value.Value{single})
		next(f.cur.NewICmp(enum.IPredNE, f.cur.NewBitCast(back, types.I64), d))
		f.cur.NewStore(single, f.home(slot))
	})
	on := f.cur
	f.cur = other
	f.interpretAt(i)
	f.cur = saved
	return on
}

// offsetOf returns where the register at slot lies in the state.
func (f *Func) offsetOf(slot int) uint32 {
	b := f.bankOf(slot)
	return b.offsetOf((slot - b.slot) / b.slots())
}

// interpretAt lets the interpreter execute the first instruction of block i, to
// which control has come from outside, and leaves the function.
func (f *Func) interpretAt(i int) {
	fl := f.flow[i]
	for _, p := range f.unit.guest.pins() {
		if fl.liveIn.has(p.slot()) {
			f.cur.NewStore(f.cur.NewLoad(types.I32, f.home(p.slot())), stateAddr(types.I32, p.offset()))
		}
	}
	f.ret(f.reload(f.callService(f.spec.Blocks[i].PC, "rt_interpret", []Value{ConstOf(I32, 0)})))
}
