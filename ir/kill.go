package ir

import "slices"

// What a call does not let through: a register that the callee writes on every
// way to its return holds nothing across the call, so it need not be up to date
// before it unless the callee reads it.

// kill narrows the kills of the blocks of f, and reports whether it did.
func (s *solver) kill(f *funcFlow) bool {
	changed := false
	for i := len(f.blocks) - 1; i >= 0; i-- {
		b := f.blocks[i]
		kills := s.killedBy(f, b)
		kills.union(b.def)
		if kills != b.kills {
			b.kills, changed = kills, true
		}
	}
	return changed
}

// killedBy returns the registers that are written on every way from the end of
// b to the return of f; all of them where there is no such way.
func (s *solver) killedBy(f *funcFlow, b *blockFlow) regset {
	kills := allSlots
	for _, n := range b.succ {
		kills = kills.and(f.blocks[n].kills)
	}
	for _, e := range b.exits {
		switch {
		case e.kind == exitNext:
			through := s.blockAt(f, e.pc).kills
			through.union(e.writes)
			kills = kills.and(through)
		case e.call:
			if back := s.comesBack(f, b); back != nil {
				through := s.killedIn(e)
				through.union(back.kills)
				kills = kills.and(through)
			}
		case e.kind != exitTable:
			kills = kills.and(s.killedIn(e))
		}
	}
	return kills
}

// killedIn returns the registers that are written between exit e and the return
// of what it leads to. Where the guess of an address is wrong the compiler did not
// know the callee either, and the convention tells.
func (s *solver) killedIn(e exit) regset {
	to, known := s.entries[e.pc]
	switch {
	case e.kind == exitTo && known:
		return to.b.kills
	case e.kind == exitFunction && known:
		return to.b.kills.and(s.clobbered)
	}
	return regset{}
}

// written widens what the blocks of f may have been preceded by, and reports
// whether it did. A block that computed jumps lead to may be the start of a
// function of its own.
func (s *solver) written(f *funcFlow) bool {
	changed := false
	for _, b := range f.blocks {
		out := b.written()
		for _, e := range b.exits {
			out.union(s.writtenIn(e))
		}
		changed = f.pass(out, b) || changed
		changed = grow(&f.writes, out) || changed
	}
	return changed
}

// writtenIn returns the registers that may be written between exit e and the
// return of what it is known to lead to.
func (s *solver) writtenIn(e exit) regset {
	to, known := s.entries[e.pc]
	switch {
	case known && e.kind == exitTo:
		return to.f.writes
	case known && e.kind == exitFunction:
		return to.f.writes.and(s.clobbered)
	}
	return regset{}
}

// pass adds written to what precedes the blocks that follow b.
func (f *funcFlow) pass(written regset, b *blockFlow) bool {
	changed := false
	for _, n := range f.next(b) {
		if !f.spec.mayStart(n) {
			changed = grow(&f.blocks[n].writtenIn, written) || changed
		}
	}
	return changed
}

// next returns the numbers of the blocks of f that control passes to from b, at
// once or after a call or a service.
func (f *funcFlow) next(b *blockFlow) []int {
	next := slices.Clip(b.succ)
	for _, e := range b.exits {
		if n, ok := f.index[e.back]; ok && e.call {
			next = append(next, n)
		}
		if n, ok := f.index[e.pc]; ok && e.kind == exitNext {
			next = append(next, n)
		}
	}
	return next
}

// written returns what may have been written before the end of b since the
// function was entered.
func (b *blockFlow) written() regset {
	w := b.writtenIn
	w.union(b.def)
	return w
}

// follow completes what the blocks of f wrote last: it widens wrote by what the
// blocks before wrote and the block does not touch. Calls end it.
func (f *funcFlow) follow() {
	for changed := true; changed; {
		changed = false
		for _, b := range f.blocks {
			for _, n := range b.succ {
				to := f.blocks[n]
				changed = grow(&to.wrote, b.wrote.minus(to.use).minus(to.def)) || changed
			}
		}
	}
}
