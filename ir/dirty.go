package ir

// A register that is dirty on some of the ways to a block, and stored on every
// way from it, is stored where those come to the block: a loop with a call in it
// stores what was written before the loop once, not in each turn.

// solveDirty finds which registers may be dirty where blocks start. All but the
// simple ones are dirty where they are on any way; so are all where a computed
// jump leads, which does not know its way.
func solveDirty(blocks []*blockFlow, simple regset) {
	solveStored(blocks)
	preds := make([][]*blockFlow, len(blocks))
	for _, b := range blocks {
		for _, s := range b.succ {
			preds[s] = append(preds[s], b)
		}
		if b.jumps {
			for _, s := range b.succ {
				blocks[s].stored = regset{}
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for i, b := range blocks {
			var some regset
			all := allSlots
			if b.entered {
				all = regset{}
			}
			for _, p := range preds[i] {
				out := p.dirtyOut()
				some.union(out)
				all = all.and(out)
			}
			changed = grow(&b.dirtyIn, some.minus(b.stored.and(simple).minus(all))) || changed
		}
	}
}

// solveStored finds blockFlow.stored.
func solveStored(blocks []*blockFlow) {
	for _, b := range blocks {
		b.stored = allSlots
	}
	for changed := true; changed; {
		changed = false
		for i := len(blocks) - 1; i >= 0; i-- {
			b := blocks[i]
			in := allSlots
			if b.end != stays {
				in = b.after
				in.union(b.heldOut())
			}
			for _, s := range b.succ {
				in = in.and(blocks[s].stored)
			}
			in = in.minus(b.def)
			changed = changed || in != b.stored
			b.stored = in
		}
	}
}
