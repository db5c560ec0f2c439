package ir

import (
	"slices"
	"sync"
)

// A Program is what the units of one program share: the layout of the guest
// state, where direct jumps and calls lead, and which registers are live where
// functions are left. Registers that no code can read again before it writes
// them need not be stored in the guest state.
type Program struct {
	guest    *Guest
	linker   Linker
	slots    int               // registers of the guest, halves counted apart
	pinSlots regset            // carried in host registers
	eager    regset            // stored in the state whenever they are written
	links    regset            // stored in the state where functions are called
	floatBit regset            // Guest.FloatBit
	carried  regset            // Guest.Carried
	integers regset            // paired ones of integers
	lasting  regset            // stored where a function is left unless they are vacant; none where all are exact
	simple   regset            // neither pinned nor paired nor lasting
	reads    map[string]regset // by services of these names
	writes   map[string]regset // by services of these names, when they go on
	// arguments may hold arguments and no results. Pinned ones do not count: they
	// pass through functions that do not look at them.
	arguments regset

	// given are the carried registers that functions give, by where they start, and
	// readsAt what they read. Others give none and may read all.
	given, readsAt map[uint32]regset

	mu    sync.Mutex
	flows map[string]*funcFlow // of scanned functions, by name
	exact Exactness
}

// A funcFlow is what is known of a function before it is emitted.
type funcFlow struct {
	spec    *FuncSpec
	index   map[uint32]int // block number by guest PC
	blocks  []*blockFlow
	doubles regset // paired registers accessed as doubles, both slots
	fuses   bool   // has fused multiplications and additions
	writes  regset // may be written by the function, or by a function it is known to call
}

// has reports whether a block of the function is at pc.
func (f *funcFlow) has(pc uint32) bool {
	_, ok := f.index[pc]
	return ok
}

// numbering guards the slot numbers of banks, which programs of one
// instruction set share.
var numbering sync.Mutex

// An Exactness says where the guest state holds what the guest's registers do.
type Exactness int

// Registers are exact as far as code that follows the calling convention can
// tell; or all are wherever a function can be left, which is where handlers of
// signals run; or also where an access to memory faults.
const (
	ByConvention Exactness = iota
	AtSignals
	AtFaults
)

// resumes reports whether registers that nothing reads need not be stored for a
// service.
func (p *Program) resumes(name string) bool {
	return p.exact != AtFaults && slices.Contains(p.guest.Resume, name)
}

// NewProgram returns a Program of guest g.
func NewProgram(g *Guest, l Linker, exact Exactness) *Program {
	p := &Program{guest: g, linker: l, exact: exact, flows: map[string]*funcFlow{}}
	numbering.Lock()
	defer numbering.Unlock()
	for _, b := range g.Banks {
		if b.slot != p.slots {
			b.slot = p.slots
		}
		for range b.slots() * b.Count {
			p.integers.put(p.slots, b.Type == I64)
			p.simple.put(p.slots, !b.paired())
			p.slots++
		}
	}
	if p.slots > len(regset{})*64 {
		panic("BUG: regset is too small for the guest's registers")
	}
	for _, pin := range g.pins() {
		p.pinSlots.add(pin.slot())
	}
	p.reads, p.writes = map[string]regset{}, map[string]regset{}
	for name, pins := range g.Reads {
		p.reads[name] = slotsOf(pins)
	}
	for name, pins := range g.Writes {
		p.writes[name] = slotsOf(pins)
	}
	p.arguments = slotsOf(g.Arguments).minus(p.pinSlots)
	p.eager = slotsOf(g.Eager)
	p.links = slotsOf(g.Links)
	p.floatBit = slotsOf(g.FloatBit)
	p.carried = slotsOf(g.Carried)
	switch exact {
	case ByConvention:
		p.lasting = slotsOf(g.Lasting)
	case AtSignals:
		p.eager.union(p.links)
	case AtFaults:
		p.eager = allSlots
	}
	p.simple = p.simple.minus(p.pinSlots).minus(p.lasting)
	return p
}

// Scan records which registers the blocks of a function read and write. All
// functions of the program are scanned before the first is lifted; scans may
// run in parallel.
func (p *Program) Scan(spec *FuncSpec, block func(c Code, i int)) {
	flow := p.record(spec, block)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flows[spec.Name] = flow
}

// record calls block for each block with a Code that only takes notes.
func (p *Program) record(spec *FuncSpec, block func(c Code, i int)) *funcFlow {
	flow := &funcFlow{spec: spec, index: make(map[uint32]int, len(spec.Blocks))}
	for i, b := range spec.Blocks {
		flow.index[b.PC] = i
	}
	rec := &recorder{program: p, flow: flow}
	rec.sink = rec
	for i := range spec.Blocks {
		b := &spec.Blocks[i]
		rec.b = &blockFlow{loop: b.Loop, checks: len(b.Expect) > 0, entered: b.Entry || b.ReturnSite || b.PC == spec.Start,
			after: allSlots, atPoll: allSlots}
		if b.PC != spec.Start {
			slotsOf(spec.Frame).each(rec.use)
		}
		block(rec, i)
		if b.PC == spec.Start {
			rec.b.variadic = slotsOf(spec.Variadic).minus(p.pinSlots)
		}
		flow.blocks = append(flow.blocks, rec.b)
	}
	return flow
}

// allSlots is the set of all registers there can be.
var allSlots = regset{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)}
