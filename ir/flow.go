package ir

import "math/bits"

// A regset is a set of register slots.
type regset [4]uint64

func (s *regset) add(i int)      { s[i>>6] |= 1 << (i & 63) }
func (s *regset) remove(i int)   { s[i>>6] &^= 1 << (i & 63) }
func (s *regset) has(i int) bool { return s[i>>6]>>(i&63)&1 != 0 }

// put adds i to the set or removes it.
func (s *regset) put(i int, in bool) {
	if in {
		s.add(i)
	} else {
		s.remove(i)
	}
}

func (s *regset) union(t regset) {
	for i := range s {
		s[i] |= t[i]
	}
}

func (s regset) minus(t regset) regset {
	for i := range s {
		s[i] &^= t[i]
	}
	return s
}

func (s regset) and(t regset) regset {
	for i := range s {
		s[i] &= t[i]
	}
	return s
}

// each calls f for every member in ascending order.
func (s regset) each(f func(slot int)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			f(i<<6 + bits.TrailingZeros64(w))
		}
	}
}

// An ending says how a block leaves the function, if it does.
type ending uint8

const (
	stays    ending = iota // every way out is a block of the function
	mayLeave               // some way out leaves; registers are stored on that way only
	leaves                 // the state is brought up to date on every way out
	services               // as leaves, pinned registers too
)

// blockFlow is what recording a block found, and what analysis makes of it.
type blockFlow struct {
	use, def               regset      // read before written; written
	meant                  regset      // those of use that are not read just in case they hold an argument
	variadic               regset      // read from the start on just in case
	amended                regset      // halves that depend on what they held, see Builder.Accumulate
	late                   regset      // written last without being stored in the guest state at once
	atOnce                 regset      // written last and stored at once
	wrote                  regset      // written and not read afterwards, by it or on a way to it
	filled, vacated        regset      // of Guest.Lasting: written last, or vacated last
	seenDouble             regset      // even slots of paired registers whose first access is as a double
	seenHalf               regset      // or by halves
	quiet                  regset      // even slots of paired registers that end as doubles known to be quiet
	quietHalf              regset      // slots that end as halves known to be
	narrow                 regset      // end as singles; even slots, as those below
	follows                map[int]int // end as copies of what other registers were at the start
	usesSingle, usesDouble regset      // used first as singles, or as doubles
	instructions           int         // of the guest
	noFloats               bool        // Guest.FloatBit is written, and clear at the end
	loop                   bool        // polls for events at the start
	cold                   bool        // a rare way out needs exact state
	coldDef                regset      // written before the first of them
	resumes                bool        // a rare way out needs what may be read
	resumeDef              regset      // written before the first of those
	resumeUses             regset      // what the services there read in any case
	end                    ending
	jumps                  bool  // ends with a computed jump
	succ                   []int // blocks of the function control passes to with registers in SSA form
	exits                  []exit

	// Results for the program.
	returns bool   // the function may return after the start
	reached bool   // control may come to the start
	kills   regset // written on every way from the start to the function's return
	// writtenIn may have been written on a way from where the function was entered.
	writtenIn regset
	// afterReturn is live after the return to those who called the function and
	// came, or may have come, to the block.
	afterReturn regset
	alive       [views]liveness
	after       regset // may be read where the block leaves the function
	returned    regset // copies of them are returned at the end
	// atPoll may be read after the function was left at the start of the block.
	atPoll regset

	// Results for the function.
	dirtyIn  regset // may differ from the guest state at the start
	heldIn   regset // of Guest.Lasting: written and not vacated since on some way to the start
	liveIn   regset
	halvesIn regset // paired registers held as two halves at the start
	known    regset // paired registers for which halvesIn was decided
	quietIn  regset // as quiet, at the start
	quietHIn regset // as quietHalf
	narrowIn regset // hold singles at the start
	// wantsSingle and wantsDouble are used first as singles or doubles on some way
	// from the start.
	wantsSingle, wantsDouble regset
	checks                   bool // entered from outside where registers must hold something
	entered                  bool // from outside, where the guest state holds all registers
	// stored are stored in the guest state on every way from the start, before they
	// are written, if they are dirty there.
	stored regset
}

// A liveness says which registers may be read after the start of a block.
type liveness struct {
	reads regset // before the function returns
	live  regset // at all
}

// A view says which reads count.
type view uint8

// All reads count; or those do not that are there in case a register holds an
// argument: system calls and functions of a variable number of arguments do not
// know how many they have. Nobody means to pass them what an earlier call left
// in a register that holds no results.
const (
	allReads view = iota
	meantReads
	views
)

// uses returns the registers b reads before it writes them.
func (b *blockFlow) uses(v view) regset {
	if v == meantReads {
		return b.meant
	}
	return b.use
}

// An exit is a way out of a function.
type exit struct {
	kind exitKind
	pc   uint32 // where it leads: known, or the guess for a computed address; 0 for none
	call bool   // comes back to the block at back, if what is called returns
	back uint32
	// noFloats says that Guest.FloatBit is clear.
	noFloats bool
	// writes are the registers that the service of an exitNext has written.
	writes regset
}

// An exitKind says who reads registers after an exit.
type exitKind uint8

const (
	exitTo       exitKind = iota // what is at pc
	exitNext                     // the block at pc of the same function, after a service
	exitFunction                 // a function at a computed address
	exitAnywhere                 // any entry
	exitReturn                   // what follows a call of the function
	exitTable                    // a block of the function, unless the program is odd
)

func (b *blockFlow) dirtyOut() regset {
	d := b.dirtyIn.minus(b.atOnce)
	d.union(b.late)
	return d
}

func (b *blockFlow) heldOut() regset {
	h := b.heldIn.minus(b.vacated)
	h.union(b.filled)
	return h
}

// analyse solves the data-flow problems of one function: which registers may
// be newer than the guest state, which are live, and in which form the halves
// of floating-point registers are held between blocks. doubles holds the slots
// of paired registers that are accessed whole anywhere in the function.
func (p *Program) analyse(blocks []*blockFlow, doubles regset) {
	for changed := true; changed; {
		changed = false
		for _, b := range blocks {
			for _, s := range b.succ {
				changed = grow(&blocks[s].heldIn, b.heldOut()) || changed
			}
		}
	}
	solveDirty(blocks, p.simple)
	// What is never accessed as a double is held as halves everywhere, because
	// the half that nobody needs is not loaded.
	narrow := regset{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}.minus(doubles)
	for _, b := range blocks {
		b.known.union(narrow)
		b.halvesIn.union(narrow)
		b.known.union(b.seenDouble)
		b.known.union(b.seenHalf)
		b.halvesIn.union(b.seenHalf)
	}
	for changed := true; changed; {
		changed = false
		for i := len(blocks) - 1; i >= 0; i-- {
			if p.solveBackward(blocks, blocks[i], doubles.minus(p.integers)) {
				changed = true
			}
		}
	}
	for _, b := range blocks {
		b.liveIn.and(p.integers).each(func(slot int) {
			if !b.liveIn.has(slot ^ 1) {
				b.halvesIn.add(slot &^ 1)
			}
		})
	}
}

// needed widens a set of dirty slots to what storing it reads: a register held
// as a double is stored whole.
func needed(dirty, doubles regset) regset {
	whole := dirty.and(doubles)
	whole.each(func(s int) { whole.add(s ^ 1) }) // slots of a paired register start even
	dirty.union(whole)
	return dirty
}

// solveBackward updates liveness and register forms of b from its successors
// and reports a change.
func (p *Program) solveBackward(blocks []*blockFlow, b *blockFlow, doubles regset) bool {
	var out regset
	known := b.known
	for _, s := range b.succ {
		out.union(blocks[s].liveIn)
		out.union(b.dirtyOut().minus(blocks[s].dirtyIn))
		fresh := blocks[s].known.minus(b.known)
		b.known.union(fresh)
		b.halvesIn.union(blocks[s].halvesIn.and(fresh))
	}
	if b.end != stays {
		read := b.after
		read.union(b.heldOut())
		out.union(needed(b.dirtyOut().and(read), doubles))
		out.union(p.pinSlots.and(b.after))
		out.union(b.returned)
	}
	in := b.use
	in.union(out.minus(b.def))
	atStart := b.atPoll
	atStart.union(b.heldIn)
	if b.cold {
		atCold := needed(b.dirtyIn.minus(p.lasting.minus(b.heldIn)), doubles)
		atCold.union(p.pinSlots)
		in.union(atCold.minus(b.coldDef))
	}
	if b.resumes {
		read := atStart
		read.union(b.resumeUses)
		atResume := needed(b.dirtyIn.and(read), doubles)
		atResume.union(p.pinSlots.and(read))
		in.union(atResume.minus(b.resumeDef))
	}
	if b.checks {
		in.union(p.pinSlots.and(b.atPoll))
	}
	if b.loop {
		in.union(needed(b.dirtyIn.and(atStart), doubles))
		in.union(p.pinSlots.and(b.atPoll))
	}
	changed := in != b.liveIn || known != b.known
	b.liveIn = in
	return changed
}
