package ir

// What a call does not let through: a register that the callee writes on every
// way to its return holds nothing across the call, so it need not be up to date
// before it unless the callee reads it.

// kill narrows the kills of the blocks of f, and reports whether it did.
func (s *solver) kill(f *funcFlow) bool {
	changed := false
	for again := true; again; {
		again = false
		for i := len(f.blocks) - 1; i >= 0; i-- {
			b := f.blocks[i]
			kills := s.killedBy(f, b)
			kills.union(b.def)
			if kills != b.kills {
				b.kills, again, changed = kills, true, true
			}
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
			kills = kills.and(s.blockAt(f, e.pc).kills)
		case e.call:
			if back := s.comesBack(f, b); back != nil {
				through := s.killedIn(e)
				through.union(back.kills)
				kills = kills.and(through)
			}
		default:
			kills = kills.and(s.killedIn(e))
		}
	}
	return kills
}

// killedIn returns the registers that are written between exit e and the return
// of what it leads to. At computed addresses the convention tells.
func (s *solver) killedIn(e exit) regset {
	to, known := s.entries[e.pc]
	switch {
	case e.kind == exitTo && known:
		return to.b.kills
	case e.kind == exitFunction && known:
		return to.b.kills.and(s.clobbered)
	case e.kind == exitFunction:
		return s.clobbered
	}
	return regset{}
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
