// Package cfg finds the functions and basic blocks of a guest program: where
// code is, where it can be entered, and where it goes. It knows no instruction
// set and no file format. What it wrongly takes for code costs size, never
// correctness; what it misses is found by the dispatcher at run time.
package cfg

import (
	"fmt"
	"maps"
	"slices"
	"sort"

	"translate/frontend/image"
)

// A Kind says how an instruction passes control on.
type Kind uint8

// The kinds of instructions discovery tells apart.
const (
	Plain        Kind = iota
	Illegal           // no instruction of the guest
	Branch            // conditional, to a known target
	Jump              // to a known target
	JumpRegister      // to a computed target
	Call              // of a known target
	CallRegister      // of a computed target
	Return            // to a computed target that is probably the caller
	Service           // the runtime decides where to go on, normally at Next
)

// An Insn is what discovery needs to know of one instruction, its delay slot
// included.
type Insn struct {
	Kind   Kind
	Size   uint32 // in bytes, without its delay slot
	Target uint32 // of Branch, Jump and Call
	Next   uint32 // where control goes that does not go elsewhere
	Nop    bool   // does nothing: padding between functions
}

// Facts are what an instruction set's own analysis of a function finds.
type Facts struct {
	Guess   map[uint32]uint32 // probable target of the computed transfer at a PC
	Callees []uint32          // probable starts of other functions
	Tables  map[uint32]bool   // jumps at these PCs go through a table
	Targets []uint32          // addresses formed in code, or listed in jump tables
}

// An ISA answers discovery's questions about code.
type ISA interface {
	// Decode describes the instruction at pc; false where there is none.
	Decode(pc uint32) (Insn, bool)
	// Align is the alignment of instructions in bytes.
	Align() uint32
	// Prologue reports whether the code at pc looks like a function's start.
	Prologue(pc uint32) bool
	// TableBase is what jump tables count from that do not hold addresses; 0 if
	// there are none.
	TableBase() uint32
	// Analyse follows constants through a function.
	Analyse(f *Func) Facts
}

// A Block is a basic block. Its instructions run from PC up to End, the last
// one with its delay slot.
type Block struct {
	PC, End  uint32
	Last     Insn   // the instruction that ends the block; Plain where the next block begins
	LastPC   uint32 // its address
	Entry    bool   // control may come from outside the function
	Computed bool   // a computed jump inside the function may lead here
	Taken    bool   // its address is formed or listed somewhere
	Loop     bool   // heads a loop without calls
	// ReturnSite says that a call or a service comes back here.
	ReturnSite bool
}

// A Func is a range of code that is translated as one function.
type Func struct {
	Name       string
	Start, End uint32
	Blocks     []Block // ascending
	Guess      map[uint32]uint32
	Tables     map[uint32]bool
}

// BlockAt returns the number of the block at pc.
func (f *Func) BlockAt(pc uint32) (int, bool) {
	return slices.BinarySearchFunc(f.Blocks, pc, func(b Block, pc uint32) int {
		return int(int64(b.PC) - int64(pc))
	})
}

// A Range is a part of guest memory that holds code.
type Range struct{ Start, End uint32 }

func (r Range) contains(pc uint32) bool { return pc >= r.Start && pc < r.End }

// A Program is the code of an image.
type Program struct {
	Ranges  []Range // ascending
	Funcs   []*Func // ascending, without gaps inside a range
	Entries []Entry // ascending by PC
	isa     ISA
	img     *image.Image
	starts  map[uint32]bool
	parts   map[uint32]bool // the starts that cut a large function
	taken   map[uint32]bool // addresses that may be entered from anywhere
	swept   []bitmap        // of each range, where decoding from its start finds instructions
}

// An Entry is a place where lifted code can be entered.
type Entry struct {
	PC   uint32
	Func *Func
}

// Discover finds the code of img.
func Discover(img *image.Image, isa ISA) *Program {
	p := &Program{isa: isa, img: img, starts: map[uint32]bool{}, parts: map[uint32]bool{}, taken: map[uint32]bool{}}
	p.Ranges = codeRanges(img)
	p.seed()
	p.scanData()
	for changed := true; changed; {
		p.partition()
		if p.cutLarge() {
			p.partition()
		}
		changed = p.analyse()
	}
	p.name()
	p.listEntries()
	return p
}

// codeRanges returns the executable sections, or where a program has no
// sections its executable segments.
func codeRanges(img *image.Image) []Range {
	var rs []Range
	for _, s := range img.Sections {
		if s.Exec && s.Size > 0 {
			rs = append(rs, Range{uint32(s.Addr), uint32(s.Addr + s.Size)})
		}
	}
	if len(rs) == 0 {
		for _, s := range img.Segments {
			if s.Perm&image.Exec != 0 {
				rs = append(rs, Range{uint32(s.Addr), uint32(s.Addr) + uint32(len(s.Data))})
			}
		}
	}
	slices.SortFunc(rs, func(a, b Range) int { return int(int64(a.Start) - int64(b.Start)) })
	out := rs[:0]
	for _, r := range rs {
		if n := len(out); n > 0 && r.Start < out[n-1].End {
			r.Start = out[n-1].End
		}
		if r.Start < r.End {
			out = append(out, r)
		}
	}
	return out
}

// inCode reports whether pc may be the address of an instruction.
func (p *Program) inCode(pc uint32) bool {
	if pc%p.isa.Align() != 0 {
		return false
	}
	i := sort.Search(len(p.Ranges), func(i int) bool { return p.Ranges[i].End > pc })
	return i < len(p.Ranges) && p.Ranges[i].contains(pc)
}

// seed takes function starts from the entry point, symbols, the starts of
// sections, and targets of calls anywhere in code.
func (p *Program) seed() {
	p.start(uint32(p.img.Entry))
	for _, s := range p.img.Symbols {
		if s.Kind == image.SymFunc {
			p.start(uint32(s.Addr))
		}
	}
	p.swept = make([]bitmap, len(p.Ranges))
	for i, r := range p.Ranges {
		p.start(r.Start)
		p.swept[i] = newBitmap(r.End - r.Start)
		p.sweep(r, func(pc uint32, in Insn) {
			p.swept[i].add(pc - r.Start)
			if in.Kind == Call {
				p.start(in.Target)
			}
			p.afterReturn(in)
		})
	}
	for _, a := range p.img.Hints {
		p.take(uint32(a))
	}
}

// afterReturn takes what follows a return for a function when it looks like
// one. After a call or a service, which may not come back, there is padding too.
func (p *Program) afterReturn(in Insn) {
	pc := p.skipNops(in.Next)
	switch in.Kind {
	case Return, Jump, JumpRegister:
	case Call, CallRegister, Service:
		if pc == in.Next {
			return
		}
	default:
		return
	}
	if p.inCode(pc) && p.isa.Prologue(pc) {
		p.start(pc)
	}
}

// skipNops returns the first address from pc on that is not padding.
func (p *Program) skipNops(pc uint32) uint32 {
	for p.inCode(pc) {
		in, ok := p.isa.Decode(pc)
		if !ok || !in.Nop {
			break
		}
		pc = in.Next
	}
	return pc
}

// sweep decodes a range from its start to its end. A delay slot is visited
// too, as an instruction of its own.
func (p *Program) sweep(r Range, visit func(pc uint32, in Insn)) {
	for pc := r.Start; pc < r.End; {
		in, ok := p.isa.Decode(pc)
		if !ok {
			pc += p.isa.Align()
			continue
		}
		visit(pc, in)
		pc += in.Size
	}
}

// begins reports whether the sweep of its range found an instruction at pc.
// Where instructions have no alignment, this tells addresses of code from other
// numbers.
func (p *Program) begins(pc uint32) bool {
	i := sort.Search(len(p.Ranges), func(i int) bool { return p.Ranges[i].End > pc })
	return i < len(p.Ranges) && p.Ranges[i].contains(pc) && p.swept[i].has(pc-p.Ranges[i].Start)
}

// start makes pc the start of a function, if it is in code.
func (p *Program) start(pc uint32) bool {
	if p.starts[pc] || !p.inCode(pc) {
		return false
	}
	p.starts[pc] = true
	return true
}

// take notes that pc may be entered from anywhere.
func (p *Program) take(pc uint32) {
	if !p.inCode(pc) || !p.begins(pc) {
		return
	}
	if p.isa.Prologue(pc) {
		p.start(pc)
	}
	p.taken[pc] = true
}

// scanData looks for addresses of code among the words of data.
func (p *Program) scanData() {
	for _, s := range p.img.Segments {
		for a := (s.Addr + 3) &^ 3; a+4 <= s.Addr+uint64(len(s.Data)); a += 4 {
			if p.inCode(uint32(a)) {
				continue
			}
			w, _ := p.img.Word(a)
			p.take(w)
			if p.img.Bias != 0 {
				p.take(w + uint32(p.img.Bias))
			}
		}
		if base := p.isa.TableBase(); base != 0 {
			p.scanTables(&s, base)
		}
	}
}

// minTable is how many words in a row must lead into code to be a table.
const minTable = 3

// scanTables looks for jump tables of distances from base: several words in a
// row that lead into code.
func (p *Program) scanTables(s *image.Segment, base uint32) {
	var run []uint32
	for a := (s.Addr + 3) &^ 3; a+4 <= s.Addr+uint64(len(s.Data)); a += 4 {
		w, _ := p.img.Word(a)
		if pc := w + base; w != 0 && p.inCode(pc) && !p.inCode(uint32(a)) {
			run = append(run, pc)
			continue
		}
		if len(run) >= minTable {
			for _, pc := range run {
				p.taken[pc] = true
			}
		}
		run = run[:0]
	}
}

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
				f = &Func{Start: starts[i], End: end}
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

// analyse runs the instruction set's analysis on functions not seen yet and
// reports whether it led to new functions or blocks.
func (p *Program) analyse() bool {
	changed := false
	for _, f := range p.Funcs {
		if f.Guess == nil {
			facts := p.isa.Analyse(f)
			f.Guess, f.Tables = facts.Guess, facts.Tables
			for _, c := range facts.Callees {
				changed = p.start(c) || changed
			}
			for _, t := range facts.Targets {
				if p.inCode(t) && !p.taken[t] && p.begins(t) {
					p.take(t)
					changed = true
				}
			}
		}
		changed = p.crossJumps(f) || changed
	}
	return changed
}

// crossJumps makes targets of branches to other functions enterable.
func (p *Program) crossJumps(f *Func) bool {
	changed := false
	for _, b := range f.Blocks {
		t := b.Last.Target
		if (b.Last.Kind == Branch || b.Last.Kind == Jump) && (t < f.Start || t >= f.End) && p.inCode(t) && !p.taken[t] && !p.starts[t] {
			p.taken[t] = true
			changed = true
		}
		if e := b.End; e >= f.End && p.inCode(e) && !p.starts[e] && !p.taken[e] && b.Last.Kind != Return {
			p.taken[e] = true // a delay slot beyond the end of the function
			changed = true
		}
	}
	return changed
}

// name gives functions the names of their symbols.
func (p *Program) name() {
	names := map[uint32]string{}
	for pass := range 2 {
		for _, s := range p.img.Symbols {
			if s.Name == "" || s.Kind != image.SymFunc || (pass == 0) != s.Global {
				continue
			}
			if _, ok := names[uint32(s.Addr)]; !ok {
				names[uint32(s.Addr)] = s.Name
			}
		}
	}
	used := map[string]bool{}
	whole := ""
	for _, f := range p.Funcs {
		f.Name = names[f.Start]
		switch {
		case f.Name == "" && p.parts[f.Start]:
			f.Name = partName(whole, f.Start)
		case f.Name == "":
			f.Name = fmt.Sprintf("sub_%x", f.Start)
		}
		if used[f.Name] {
			f.Name = fmt.Sprintf("%s.%x", f.Name, f.Start)
		}
		used[f.Name] = true
		if !p.parts[f.Start] {
			whole = f.Name
		}
	}
}

// listEntries collects the entries of all functions.
func (p *Program) listEntries() {
	for _, f := range p.Funcs {
		for _, b := range f.Blocks {
			if b.Entry {
				p.Entries = append(p.Entries, Entry{b.PC, f})
			}
		}
	}
	slices.SortFunc(p.Entries, func(a, b Entry) int { return int(int64(a.PC) - int64(b.PC)) })
}

// EntryAt returns the function that can be entered at pc.
func (p *Program) EntryAt(pc uint32) (*Func, bool) {
	i, ok := slices.BinarySearchFunc(p.Entries, pc, func(e Entry, pc uint32) int {
		return int(int64(e.PC) - int64(pc))
	})
	if !ok {
		return nil, false
	}
	return p.Entries[i].Func, true
}

// An Unlifted is an instruction that ends in SIGILL if it is reached.
type Unlifted struct {
	PC   uint32
	Code []byte
}
