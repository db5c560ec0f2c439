package cfg

import (
	"fmt"
	"sort"
)

// LLVM's time for a function grows faster than its size. Functions of more than
// maxFunc bytes, which generated parsers and initializers are, are cut into
// parts of about partSize; a part jumps to another as to any function.
const (
	maxFunc  = 64 << 10
	partSize = 40 << 10
)

// cutLarge makes places inside large functions the starts of functions, and
// reports whether there were any.
func (p *Program) cutLarge() bool {
	changed := false
	for _, f := range p.Funcs {
		if f.End-f.Start <= maxFunc {
			continue
		}
		for _, pc := range p.cuts(f) {
			p.parts[pc] = true
			changed = p.start(pc) || changed
		}
	}
	return changed
}

// cuts returns where to cut f: near equal distances, the block that fewest jumps
// pass over, or where there is no block, any instruction.
func (p *Program) cuts(f *Func) []uint32 {
	size := f.End - f.Start
	n := (size + partSize - 1) / partSize
	passing := f.passing()
	first := func(pc uint32) int {
		return sort.Search(len(f.Blocks), func(i int) bool { return f.Blocks[i].PC >= pc })
	}
	var cuts []uint32
	for k := uint32(1); k < n; k++ {
		want, slack := f.Start+uint32(uint64(size)*uint64(k)/uint64(n)), size/n/4
		lo, hi := first(want-slack), first(want+slack)
		if lo == hi {
			cuts = append(cuts, p.boundary(&f.Blocks[lo-1], want))
			continue
		}
		best := lo
		for i := lo; i < hi; i++ {
			if passing[i] < passing[best] {
				best = i
			}
		}
		cuts = append(cuts, f.Blocks[best].PC)
	}
	return cuts
}

// passing returns for each block how many jumps of f lead from before its start
// to it or behind it, or back.
func (f *Func) passing() []int {
	count := make([]int, len(f.Blocks)+1)
	for from, b := range f.Blocks {
		if b.Last.Kind != Branch && b.Last.Kind != Jump {
			continue
		}
		if to, ok := f.BlockAt(b.Last.Target); ok {
			count[min(from, to)+1]++
			count[max(from, to)+1]--
		}
	}
	for i := 1; i < len(count); i++ {
		count[i] += count[i-1]
	}
	return count[:len(f.Blocks)]
}

// boundary returns the start of the first instruction of b at or after pc.
func (p *Program) boundary(b *Block, pc uint32) uint32 {
	at := b.PC
	for at < pc {
		in, ok := p.isa.Decode(at)
		if !ok {
			return at + p.isa.Align()
		}
		at = in.Next
	}
	return at
}

// partName names a part of a large function after the function.
func partName(whole string, pc uint32) string { return fmt.Sprintf("%s.part.%x", whole, pc) }
