package cfg

import (
	"slices"
	"sort"

	"translate/frontend/image"
)

// codeRanges returns the executable sections, or where a program has no
// sections its executable segments. Data that is executable too, such as the
// segment with the global offset table in which PowerPC programs have an
// instruction, is left to the interpreter: lifted code there would mean that
// every page is watched for writes.
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
	constant := func(r Range) bool {
		s := img.Segment(image.Addr(r.Start))
		return s == nil || s.Perm&image.Write == 0
	}
	if slices.ContainsFunc(rs, func(r Range) bool { return constant(r) && r.contains(uint32(img.Entry)) }) {
		rs = slices.DeleteFunc(rs, func(r Range) bool { return !constant(r) })
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

// seed takes function starts from the entry point, symbols, frame descriptions,
// the starts of sections, targets of calls anywhere in code, and what looks like
// a function behind a return. Where a branch with a condition leads there, it is
// a part of a function that makes a stack frame only on that way.
func (p *Program) seed() {
	p.start(uint32(p.img.Entry))
	for _, s := range p.img.Symbols {
		if s.Kind == image.SymFunc {
			p.start(uint32(s.Addr))
		}
	}
	for _, a := range p.img.Frames {
		p.start(uint32(a))
	}
	p.swept = make([]bitmap, len(p.Ranges))
	var guesses []uint32
	within := map[uint32]bool{} // targets of branches with a condition
	for i, r := range p.Ranges {
		p.start(r.Start)
		p.swept[i] = newBitmap(r.End - r.Start)
		p.sweep(r, func(pc uint32, in Insn) {
			p.swept[i].add(pc - r.Start)
			switch in.Kind {
			case Call:
				p.start(in.Target)
			case Branch:
				within[in.Target] = true
			}
			if pc, ok := p.afterReturn(in); ok {
				guesses = append(guesses, pc)
			}
		})
	}
	for _, pc := range guesses {
		if !within[pc] {
			p.start(pc)
		}
	}
	for _, a := range p.img.Hints {
		p.take(uint32(a))
	}
}

// afterReturn returns what follows a return, if that looks like a function.
// After a call or a service, which may not come back, there is padding too.
func (p *Program) afterReturn(in Insn) (pc uint32, ok bool) {
	pc = p.skipNops(in.Next)
	switch in.Kind {
	case Return, Jump, JumpRegister:
	case Call, CallRegister, Service:
		if pc == in.Next {
			return pc, false
		}
	default:
		return pc, false
	}
	return pc, p.inCode(pc) && p.isa.Prologue(pc)
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
