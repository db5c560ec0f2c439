package ir

import "slices"

// Solve finds which registers are live where functions are left. It assumes
// that control comes only to entries of scanned functions, or to code that
// reads no more than they do: a computed call leads to the start of a function
// or to what computed jumps lead to, which may be a function too; a return to a
// known call of the function or, with registers that calls preserve by
// convention and those of results, to any other. Computed calls follow the
// convention of which registers are scratch and arguments. But without
// Guest.Strangers a register that the callee does not write comes through: a
// compiler that knows which function it calls keeps values there (GCC's
// -fipa-ra). No call leaves arguments behind for one of a computed address.
func (p *Program) Solve() {
	if p.exact != ByConvention {
		return
	}
	s := newSolver(p)
	iterate(p, s.returning)
	iterate(p, s.reach)
	iterate(p, s.kill)
	iterate(p, s.written)
	iterate(p, s.function)
	p.solveGiven()
	for _, f := range p.flows {
		for _, b := range f.blocks {
			b.after = s.afterExits(f, b, allReads).live.minus(p.lasting)
			b.atPoll = b.alive[allReads].live.minus(p.lasting)
			b.atPoll.union(p.eager) // the frame of a signal's handler is built from them
		}
	}
}

// iterate sweeps over the functions, over each until that changes nothing there,
// until no sweep reports a change anywhere.
func iterate(p *Program, sweep func(f *funcFlow) bool) {
	for changed := true; changed; {
		changed = false
		for _, f := range p.flows {
			for sweep(f) {
				changed = true
			}
		}
	}
}

// An entryFlow is a block that can be entered from outside its function.
type entryFlow struct {
	f *funcFlow
	b *blockFlow
}

// A solver iterates over the functions of a program until the sets of live
// registers grow no more.
type solver struct {
	entries map[uint32]entryFlow
	// By convention: what any return site may read, what carries nothing into a
	// call of a computed address, what no function that writes it carries out of
	// one, and what none carries through that is known to write it.
	atReturns, notInto, notOutOf, clobbered regset
	links, landing, floats                  regset
	strangers                               bool // calls of computed addresses lead to functions the compiler did not know
	// What is read at the start of what may be a function, and at some entry.
	starts, anywhere [views]regset
	// What is live after some call of a computed address, and after some call of
	// any kind, as to the function that was called.
	computedReturns, returns regset
	elsewhere                blockFlow // stands for code that was not scanned
}

func newSolver(p *Program) *solver {
	s := &solver{
		entries:   map[uint32]entryFlow{},
		atReturns: slotsOf(p.guest.Preserved, p.guest.Results),
		notInto:   slotsOf(p.guest.Scratch),
		notOutOf:  slotsOf(p.guest.Scratch, p.guest.Arguments),
		clobbered: slotsOf(p.guest.Scratch, p.guest.Arguments, p.guest.Results),
		links:     slotsOf(p.guest.Links),
		landing:   slotsOf(p.guest.Landing),
		floats:    slotsOf(p.guest.FloatArguments),
		strangers: p.guest.Strangers,
		elsewhere: blockFlow{returns: true, alive: [views]liveness{{allSlots, allSlots}, {allSlots, allSlots}}},
	}
	for v := range views {
		s.starts[v] = slotsOf(p.guest.Target)
	}
	for _, f := range p.flows {
		f.follow()
		for i, b := range f.spec.Blocks {
			f.blocks[i].kills = allSlots
			if b.Entry {
				s.entries[b.PC] = entryFlow{f, f.blocks[i]}
			}
		}
	}
	return s
}

// slotsOf returns the slots of registers.
func slotsOf(lists ...[]Pin) regset {
	var s regset
	for _, p := range slices.Concat(lists...) {
		for i := range p.Bank.slots() {
			s.add(p.slot() + i)
		}
	}
	return s
}

// grow adds t to set and reports whether that changed it.
func grow(set *regset, t regset) bool {
	old := *set
	set.union(t)
	return *set != old
}

// function updates the live sets of the blocks of f, and of what it calls.
func (s *solver) function(f *funcFlow) bool {
	changed := false
	for i := len(f.blocks) - 1; i >= 0; i-- {
		b, spec := f.blocks[i], &f.spec.Blocks[i]
		changed = s.block(f, b) || changed
		if !b.reached {
			continue
		}
		for v := range views {
			reads := b.alive[v].reads
			if spec.Entry {
				changed = grow(&s.anywhere[v], reads) || changed
			}
			if f.spec.mayStart(i) {
				changed = grow(&s.starts[v], reads.minus(s.notInto)) || changed
			}
		}
		changed = s.callees(f, b) || changed
		for _, n := range f.next(b) {
			changed = grow(&f.blocks[n].afterReturn, b.afterReturn) || changed
		}
	}
	return changed
}

// block updates the live sets of b.
func (s *solver) block(f *funcFlow, b *blockFlow) bool {
	changed := false
	for v := range views {
		now := s.afterExits(f, b, v)
		for _, n := range b.succ {
			now.reads.union(f.blocks[n].alive[v].reads)
			now.live.union(f.blocks[n].alive[v].live)
		}
		old := &b.alive[v]
		changed = grow(&old.reads, b.before(v, now.reads)) || changed
		changed = grow(&old.live, b.before(v, now.live)) || changed
	}
	return changed
}

// before returns what may be read after the start of b, given what may be after
// its end.
func (b *blockFlow) before(v view, after regset) regset {
	after = after.minus(b.def)
	after.union(b.uses(v))
	if v == meantReads {
		after = after.minus(b.variadic)
	}
	return after
}

// callees tells the functions that b calls what is live when they return.
func (s *solver) callees(f *funcFlow, b *blockFlow) bool {
	changed := false
	for _, e := range b.exits {
		after := s.atReturn(b, e)
		if e.call {
			back := s.comesBack(f, b)
			if back == nil {
				continue
			}
			after = s.goesOn(f, b, e, e.back, meantReads).live
			if !f.has(e.back) {
				changed = grow(&back.afterReturn, s.atReturn(b, e)) || changed
			}
			changed = grow(&s.returns, after) || changed
			if e.pc == 0 {
				changed = grow(&s.computedReturns, after.minus(s.links)) || changed
			}
		}
		if to, ok := s.entries[e.pc]; ok {
			changed = grow(&to.b.afterReturn, after) || changed
		}
	}
	return changed
}

// atReturn returns what is live when b's function returns at its end, or what
// it leaves to by e does.
func (s *solver) atReturn(b *blockFlow, e exit) regset {
	through := s.computedReturns.minus(s.notOutOf)
	if !s.strangers {
		written := b.written()
		written.union(s.writtenIn(e))
		through = s.computedReturns.minus(written.and(s.notOutOf))
	}
	live := s.returns.and(s.atReturns)
	live.union(through)
	live.union(b.afterReturn)
	return live
}

// afterExits returns the registers that are live where b leaves f: read by
// where that leads or, after a call, by f itself; and with them those that are
// read only after f has returned.
func (s *solver) afterExits(f *funcFlow, b *blockFlow, v view) (after liveness) {
	reads, live := &after.reads, &after.live
	for _, e := range b.exits {
		switch to, known := s.entries[e.pc]; e.kind {
		case exitTable:
			reads.union(s.unknown(s.starts, v))
		case exitFunction:
			reads.union(s.unknown(s.starts, v))
			fallthrough
		case exitTo:
			switch {
			case known:
				read := to.b.alive[v].reads
				if e.noFloats && to.b.variadic != (regset{}) {
					read = read.minus(s.floats)
				}
				reads.union(read)
			case e.call: // probably of a weak symbol that is not defined
				reads.union(s.unknown(s.starts, v))
			case e.kind == exitTo:
				reads.union(s.unknown(s.anywhere, v))
			}
		case exitAnywhere:
			reads.union(s.unknown(s.anywhere, v))
		}
		var then liveness
		var kills regset
		switch {
		case e.call:
			if s.comesBack(f, b) != nil {
				then, kills = s.goesOn(f, b, e, e.back, v), s.killedIn(e)
			}
		case e.kind == exitNext:
			then, kills = s.goesOn(f, b, e, e.pc, v), e.writes
		case e.kind != exitTable:
			live.union(s.atReturn(b, e))
			if e.kind != exitTo {
				live.union(b.wrote.and(s.landing).and(s.anywhere[v]))
			}
		}
		reads.union(then.reads.minus(kills))
		live.union(then.live.minus(kills))
	}
	live.union(*reads)
	return after
}

// unknown returns what code may read that control passes to through a computed
// address: nobody means what an earlier call left behind of scratch registers and
// arguments.
func (s *solver) unknown(reads [views]regset, v view) regset {
	if v == meantReads {
		return reads[v].minus(s.notOutOf)
	}
	return reads[v]
}

// goesOn returns what may be read where b is left by e for a call or a service
// that comes back to pc. Where that is in another function, as behind a call that
// in fact does not return, that function returns for f.
func (s *solver) goesOn(f *funcFlow, b *blockFlow, e exit, pc uint32, v view) liveness {
	l := s.blockAt(f, pc).alive[v]
	if !f.has(pc) {
		l.live = l.reads
		l.live.union(s.atReturn(b, e))
	}
	return l
}

// returning marks the blocks of f from which f may return, and reports whether
// it found new ones. A call of what never returns is not come back from, and
// what follows it is no continuation.
func (s *solver) returning(f *funcFlow) bool {
	changed := false
	for i := len(f.blocks) - 1; i >= 0; i-- {
		b := f.blocks[i]
		if !b.returns && s.mayReturn(f, b) {
			b.returns, changed = true, true
		}
	}
	return changed
}

// mayReturn reports whether b returns, or passes control to what does.
func (s *solver) mayReturn(f *funcFlow, b *blockFlow) bool {
	for _, n := range b.succ {
		if f.blocks[n].returns {
			return true
		}
	}
	for _, e := range b.exits {
		switch {
		case e.kind == exitNext:
			if s.blockAt(f, e.pc).returns {
				return true
			}
		case e.call:
			if back := s.comesBack(f, b); back != nil && back.returns {
				return true
			}
		case e.kind != exitTable && s.entryReturns(e.pc):
			return true
		}
	}
	return false
}

// reach marks the blocks of f to which control can come, and reports whether it
// found new ones. Padding behind a jump or a call that does not return seems to
// go on to the next function.
func (s *solver) reach(f *funcFlow) bool {
	changed := false
	mark := func(b *blockFlow) {
		changed = changed || !b.reached
		b.reached = true
	}
	for i, b := range f.blocks {
		if spec := &f.spec.Blocks[i]; spec.Entry && !(spec.ReturnSite && b.passesOn()) {
			mark(b)
		}
		if !b.reached {
			continue
		}
		for _, n := range b.succ {
			mark(f.blocks[n])
		}
		if back := s.comesBack(f, b); back != nil {
			mark(back)
		}
		for _, e := range b.exits {
			if e.kind == exitNext {
				mark(s.blockAt(f, e.pc))
			}
		}
	}
	return changed
}

// passesOn reports whether b does nothing but go on to another function.
func (b *blockFlow) passesOn() bool {
	var none regset
	return b.use == none && b.def == none && len(b.succ) == 0 && len(b.exits) == 1 && b.exits[0].kind == exitTo && !b.exits[0].call
}

// entryReturns reports whether what is at pc may return; an unknown address may.
func (s *solver) entryReturns(pc uint32) bool {
	to, ok := s.entries[pc]
	return !ok || to.b.returns
}

// comesBack returns the block to which the call that ends b returns, or nil if
// it does not.
func (s *solver) comesBack(f *funcFlow, b *blockFlow) *blockFlow {
	for _, e := range b.exits {
		if !e.call || !s.entryReturns(e.pc) {
			continue
		}
		return s.blockAt(f, e.back)
	}
	return nil
}

// blockAt returns the block at pc, where f goes on after a call or a service.
// Behind the end of f that is the start of another function.
func (s *solver) blockAt(f *funcFlow, pc uint32) *blockFlow {
	if i, ok := f.index[pc]; ok {
		return f.blocks[i]
	}
	if to, ok := s.entries[pc]; ok {
		return to.b
	}
	return &s.elsewhere
}
