package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// The guest state holds floating-point registers where functions are called and
// return, but what was just stored there takes the host several cycles to load. So
// copies of Guest.Carried travel in host registers beside the pinned ones. Where a
// function is entered at its start, a copy holds what the state does if the function
// reads the register there. Where one returns, that is so if it gives the register:
// writes it on every way and returns by itself or by what gives it too; then what it
// returns for another PC than its caller awaits has copies as well, because another
// call of the function may await that. Otherwise a copy holds anything.

// firstCopy returns the number of the first copy among what lifted functions pass and
// return.
func (g *Guest) firstCopy() int { return 1 + len(g.pins()) }

// stateDouble loads p from the guest state.
func stateDouble(b *llir.Block, p Pin) value.Value {
	return b.NewLoad(types.Double, stateAddr(types.Double, p.offset()))
}

// copies returns the copies as functions pass and return them: those of registers in
// set are what copy returns.
func (f *Func) copies(set regset, copy func(p Pin) value.Value) (copies []value.Value) {
	for _, p := range f.unit.guest.Carried {
		if set.has(p.slot()) {
			copies = append(copies, copy(p))
		} else {
			copies = append(copies, constant.NewUndef(types.Double))
		}
	}
	return copies
}

// inState returns a copy of p as the guest state has it.
func (f *Func) inState(p Pin) value.Value { return stateDouble(f.cur, p) }

// current returns a copy of p where the guest state holds it.
func (f *Func) current(p Pin) value.Value {
	if f.atHand(p.slot()) {
		return f.value(f.readDouble(p.slot()))
	}
	return f.inState(p)
}

// atHand reports whether the function holds the paired register at slot, and not as
// halves.
func (f *Func) atHand(slot int) bool {
	known := f.doubles[slot].typ != Void || f.singles[slot].typ != Void || f.flow[f.b].liveIn.has(slot)
	return known && !f.halves.has(slot)
}

// returnUncopied returns what call did, where what it returned from may not give the
// copies that the function does.
func (f *Func) returnUncopied(b *llir.Block, call *llir.InstCall) {
	var agg value.Value = call
	given := f.returned(allSlots)
	for k, p := range f.unit.guest.Carried {
		if given.has(p.slot()) {
			agg = b.NewInsertValue(agg, stateDouble(b, p), uint64(f.unit.guest.firstCopy()+k))
		}
	}
	b.NewRet(agg)
}

// passed returns those of live of which a call of target, or a jump there, passes
// copies.
func (f *Func) passed(target uint32, live regset) regset {
	if reads, known := f.unit.program.readsAt[target]; known {
		return live.minus(f.unit.program.carried.minus(reads))
	}
	return live
}

// copiesBySlot returns the copies of the registers of set, by their slots. copy
// returns what lifted functions pass or return under a number.
func (f *Func) copiesBySlot(set regset, copy func(n int) value.Value) map[int]value.Value {
	copies := map[int]value.Value{}
	for k, p := range f.unit.guest.Carried {
		if set.has(p.slot()) {
			copies[p.slot()] = copy(f.unit.guest.firstCopy() + k)
		}
	}
	return copies
}

// returned returns those of live of which the function returns copies.
func (f *Func) returned(live regset) regset {
	return live.minus(f.unit.program.carried.minus(f.unit.program.given[f.spec.Start]))
}

// noteReturned notes of which registers the blocks return copies.
func (f *Func) noteReturned() {
	for _, b := range f.flow {
		for _, e := range b.exits {
			if e.kind == exitReturn {
				b.returned = f.returned(b.after).and(f.unit.program.carried)
			}
		}
	}
}

// solveGiven finds what functions give, and what they read at the start. It assumes
// that all give all that they write on every way to their return, and takes back
// what others on these ways do not give.
func (p *Program) solveGiven() {
	p.given, p.readsAt = map[uint32]regset{}, map[uint32]regset{}
	if p.carried == (regset{}) {
		return
	}
	for _, f := range p.flows {
		start := f.blocks[f.index[f.spec.Start]]
		p.given[f.spec.Start] = start.kills.and(p.carried)
		p.readsAt[f.spec.Start] = start.alive[allReads].reads
	}
	iterate(p, func(f *funcFlow) bool {
		given := p.given[f.spec.Start]
		now := given
		for _, b := range f.blocks {
			if !b.reached {
				continue
			}
			for _, e := range b.exits {
				now = now.and(p.givenBy(f, e))
			}
		}
		p.given[f.spec.Start] = now
		return now != given
	})
}

// givenBy returns what f gives if it returns by way of e.
func (p *Program) givenBy(f *funcFlow, e exit) regset {
	switch {
	case e.kind == exitReturn, e.call && f.has(e.back), e.kind == exitNext && f.has(e.pc):
		return p.carried
	case e.kind == exitTo && !e.call:
		return p.given[e.pc]
	}
	return regset{}
}
