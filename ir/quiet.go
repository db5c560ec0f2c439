package ir

// A value is quiet if it is known to be no signaling NaN of the guest's: it is
// the checked result of an operation, an integer converted, or 0. A loop that
// sums in a register finds it so at its head, and need not keep the old sum to
// tell whether an addition is invalid (see recompute).

// quiet reports whether op on args gives a quiet value without a check.
func (op opcode) quiet(args []Value) bool {
	switch op {
	case opSIToFP:
		return true
	case opFNeg, opFAbs:
		return args[0].isQuiet()
	case opSelect:
		return args[1].isQuiet() && args[2].isQuiet()
	}
	return false
}

func (x Value) isQuiet() bool { return x.quiet || x.isZero() }

func (x Value) isZero() bool { return x.known && x.bits == 0 }

// setQuiet notes what the paired register at slot is set to.
func (b *blockFlow) setQuiet(slot int, v Value) {
	b.quiet.put(slot, v.isQuiet())
	b.quietHalf.remove(slot)
	b.quietHalf.remove(slot + 1)
}

// setQuietHalf notes what a half of the paired register at slot is set to. A
// high half of 0 makes the double a number; a low one of 0 does no harm.
func (b *blockFlow) setQuietHalf(slot, half int, v Value) {
	b.quietHalf.put(slot+half, v.isQuiet())
	b.quiet.put(slot, v.isZero() && (half == 1 || b.quiet.has(slot)))
}

// overwrites reports whether the block has written the paired register at slot
// without reading it.
func (b *blockFlow) overwrites(slot int) bool {
	return b.def.has(slot) && b.def.has(slot+1) && !b.use.has(slot) && !b.use.has(slot+1)
}

// spreadQuiet finds which paired registers are quiet at the start of blocks.
// Blocks that are entered from outside know nothing of them, but for heads of
// loops, where the dispatcher puts back what the poll stored.
func spreadQuiet(blocks []*blockFlow, spec *FuncSpec) {
	for i, b := range blocks[:len(spec.Blocks)] {
		s := spec.Blocks[i]
		if s.PC != spec.Start && !s.ReturnSite && !s.Computed && (s.Loop || !s.Entry) {
			b.quietIn, b.quietHIn = allSlots, allSlots
		}
	}
	for changed := true; changed; {
		changed = false
		for _, b := range blocks {
			whole, half := b.quietOut()
			for _, i := range b.succ {
				s := blocks[i]
				was, wasHalf := s.quietIn, s.quietHIn
				s.quietIn, s.quietHIn = was.and(whole), wasHalf.and(half)
				changed = changed || s.quietIn != was || s.quietHIn != wasHalf
			}
		}
	}
}

// quietOut returns the registers that are quiet at the end, as doubles and as
// halves.
func (b *blockFlow) quietOut() (whole, half regset) {
	touched := b.def
	b.def.each(func(slot int) { touched.add(slot &^ 1) }) // paired registers start at even slots
	whole, half = b.quietIn.minus(touched), b.quietHIn.minus(b.def)
	whole.union(b.quiet)
	half.union(b.quietHalf)
	return whole, half
}
