// Package cfg finds the functions and basic blocks of a guest program: where
// code is, where it can be entered, and where it goes. It knows no instruction
// set and no file format. What it wrongly takes for code costs size, never
// correctness; what it misses is found by the dispatcher at run time.
package cfg

import (
	"encoding/binary"
	"fmt"
	"slices"

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
	Jumps
	Callees []uint32 // probable starts of other functions
	Targets []uint32 // addresses formed in code, or listed in jump tables
}

// Jumps are what is known of a function's computed transfers.
type Jumps struct {
	Guess   map[uint32]uint32 // probable target of the transfer at a PC
	Tables  map[uint32]bool   // jumps at these PCs go through a table
	Cases   map[uint32]bool   // where tables of distances lead, which pointers to functions are not
	Outside []uint32          // where jump tables lead in other functions
}

// AddTable notes where a jump table leads. Its words are distances where
// something other than 0 is added to them.
func (f *Facts) AddTable(inside, outside []uint32, add uint32) {
	f.Targets = append(append(f.Targets, inside...), outside...)
	f.Outside = append(f.Outside, outside...)
	if add == 0 {
		return
	}
	if f.Cases == nil {
		f.Cases = map[uint32]bool{}
	}
	for _, pc := range inside {
		f.Cases[pc] = true
	}
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
	// JumpsLoop says that a computed jump closes a loop with no call and no head.
	JumpsLoop bool
	Jumps
	isCode    func(pc uint32) bool // whether an instruction may be at pc
	comesBack func(pc uint32) bool // whether a call of pc may return
}

// BlockAt returns the number of the block at pc.
func (f *Func) BlockAt(pc uint32) (int, bool) {
	return slices.BinarySearchFunc(f.Blocks, pc, func(b Block, pc uint32) int {
		return int(int64(b.PC) - int64(pc))
	})
}

// TakenInside reports whether the address of a block other than the first is
// taken, as by a jump table of a form that analysis did not follow.
func (f *Func) TakenInside() bool {
	return slices.ContainsFunc(f.Blocks, func(b Block) bool { return b.Taken && b.PC != f.Start })
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
	// returning are the starts of functions that may return.
	returning map[uint32]bool
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

// analyse runs the instruction set's analysis on functions not seen yet and
// reports whether it led to new functions or blocks.
func (p *Program) analyse() bool {
	p.findReturning()
	changed := false
	for _, f := range p.Funcs {
		if f.Guess == nil {
			facts := p.isa.Analyse(f)
			f.Jumps = facts.Jumps
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

// longestName is how much is kept of a symbol's name: a name is written wherever
// the function is called, and many symbols of a file may share a huge one.
const longestName = 1000

// name gives functions the names of their symbols, each its own.
func (p *Program) name() {
	names := map[uint32]string{}
	for pass := range 2 {
		for _, s := range p.img.Symbols {
			if s.Name == "" || s.Kind != image.SymFunc || (pass == 0) != s.Global {
				continue
			}
			if _, ok := names[uint32(s.Addr)]; !ok {
				names[uint32(s.Addr)] = s.Name[:min(len(s.Name), longestName)]
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
		for used[f.Name] {
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

// An Unlifted is an instruction that ends in SIGILL if it is reached.
type Unlifted struct {
	PC   uint32
	Code []byte
}

// Words returns the words of f, where instructions are words.
func (f *Func) Words(img *image.Image) []uint32 {
	var words []uint32
	for pc := f.Start; pc < f.End; pc += 4 {
		word, _ := img.Word(image.Addr(pc))
		words = append(words, word)
	}
	return words
}

// UnliftedWords returns the words of f that are not known, where instructions
// are words.
func (f *Func) UnliftedWords(img *image.Image, known func(word uint32) bool) []Unlifted {
	var u []Unlifted
	for pc := f.Start; pc < f.End; pc += 4 {
		if word, ok := img.Word(image.Addr(pc)); ok && !known(word) {
			u = append(u, Unlifted{PC: pc, Code: binary.BigEndian.AppendUint32(nil, word)})
		}
	}
	return u
}
