package cfg

import (
	"maps"
	"slices"
)

// partition splits each range at the starts of functions and each function
// into blocks.
func (p *Program) partition() {
	old := map[[2]uint32]*Func{}
	for _, f := range p.Funcs {
		old[[2]uint32{f.Start, f.End}] = f
	}
	p.Funcs = p.Funcs[:0:0]
	starts := make([]uint32, 0, len(p.starts))
	for s := range p.starts {
		starts = append(starts, s)
	}
	slices.Sort(starts)
	for _, r := range p.Ranges {
		lo, _ := slices.BinarySearch(starts, r.Start)
		hi, _ := slices.BinarySearch(starts, r.End)
		for i := lo; i < hi; i++ {
			end := r.End
			if i+1 < hi {
				end = starts[i+1]
			}
			f := old[[2]uint32{starts[i], end}]
			if f == nil {
				f = &Func{Start: starts[i], End: end, comesBack: p.comesBack,
					isCode: func(pc uint32) bool { return p.inCode(pc) && p.begins(pc) }}
			}
			p.Funcs = append(p.Funcs, f)
		}
	}
	for _, f := range p.Funcs {
		p.split(f)
	}
}

// split finds the blocks of f.
func (p *Program) split(f *Func) {
	leaders := map[uint32]bool{f.Start: true}
	returns := map[uint32]bool{}
	stray := map[uint32]bool{}
	lead := func(pc uint32) {
		if pc >= f.Start && pc < f.End {
			leaders[pc] = true
		}
	}
	for pc := f.Start; pc < f.End; pc += p.isa.Align() {
		if p.taken[pc] {
			lead(pc)
		}
	}
	p.walk(f, leaders, func(in Insn) {
		switch in.Kind {
		case Plain:
		case Branch:
			lead(in.Target)
			lead(in.Next)
		case Call, CallRegister, Service, Illegal:
			lead(in.Next)
			returns[in.Next] = true
		case Jump:
			lead(in.Target)
			fallthrough
		default:
			after := p.skipNops(in.Next)
			lead(in.Next)
			lead(after)
			stray[after] = true
		}
	})
	p.buildBlocks(f, leaders)
	p.markEntries(f, returns, stray)
}

// walk visits the instructions of f: those decoding finds from its start to its
// end, and where leaders, which visits may add to, lie between them, those it
// finds from there until both agree.
func (p *Program) walk(f *Func, leaders map[uint32]bool, visit func(in Insn)) {
	seen := newBitmap(f.End - f.Start)
	run := func(pc uint32) {
		for pc < f.End && !seen.has(pc-f.Start) {
			seen.add(pc - f.Start)
			in, ok := p.isa.Decode(pc)
			if !ok {
				pc += p.isa.Align()
				continue
			}
			visit(in)
			pc += in.Size
		}
	}
	run(f.Start)
	for again := p.isa.Align() == 1; again; {
		again = false
		for _, pc := range slices.Sorted(maps.Keys(leaders)) {
			if !seen.has(pc - f.Start) {
				run(pc)
				again = true
			}
		}
	}
}

// buildBlocks fills f.Blocks from the set of leaders.
func (p *Program) buildBlocks(f *Func, leaders map[uint32]bool) {
	pcs := make([]uint32, 0, len(leaders))
	for pc := range leaders {
		pcs = append(pcs, pc)
	}
	slices.Sort(pcs)
	f.Blocks = make([]Block, 0, len(pcs))
	for _, pc := range pcs {
		f.Blocks = append(f.Blocks, p.block(f, pc, leaders))
	}
}

// block follows the instructions from pc to the end of the block.
func (p *Program) block(f *Func, pc uint32, leaders map[uint32]bool) Block {
	b := Block{PC: pc}
	for {
		in, ok := p.isa.Decode(pc)
		if !ok {
			in = Insn{Kind: Illegal, Size: p.isa.Align(), Next: pc + p.isa.Align()}
		}
		b.Last, b.LastPC, b.End = in, pc, in.Next
		if in.Kind != Plain || in.Next >= f.End || leaders[in.Next] {
			return b
		}
		pc = in.Next
	}
}

// markEntries decides where f can be entered from outside.
func (p *Program) markEntries(f *Func, returns, stray map[uint32]bool) {
	reached := map[uint32]bool{}
	for _, b := range f.Blocks {
		switch b.Last.Kind {
		case Branch:
			reached[b.Last.Target] = true
			reached[b.End] = true
		case Jump:
			reached[b.Last.Target] = true
		case Plain:
			reached[b.End] = true
		}
	}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		lost := stray[b.PC] && !reached[b.PC]
		b.Taken = p.taken[b.PC]
		b.Computed = b.Taken || lost
		b.ReturnSite = returns[b.PC]
		b.Entry = b.PC == f.Start || b.Computed || returns[b.PC]
	}
	// A handler of signals that looks at registers may only accept places outside
	// of what a loop calls.
	markLoops(f, p.img.AllRegisters != "")
}
