package cfg

import "testing"

// TestCuts cuts a function of equal blocks with a loop across the first place
// that would be taken otherwise, and checks that no part is too large and the
// loop stays whole.
func TestCuts(t *testing.T) {
	const size, block = 3 * maxFunc, 0x100
	f := &Func{Start: 0x1000, End: 0x1000 + size}
	for pc := f.Start; pc < f.End; pc += block {
		f.Blocks = append(f.Blocks, Block{PC: pc, End: pc + block})
	}
	first := f.Start + size/((size+partSize-1)/partSize)
	head, latch := (first-f.Start)/block-2, (first-f.Start)/block+2
	f.Blocks[latch].Last = Insn{Kind: Branch, Target: f.Blocks[head].PC}

	cuts := (&Program{}).cuts(f)
	last := f.Start
	for _, c := range append(cuts, f.End) {
		if c <= last || c-last > maxFunc {
			t.Errorf("part from %#x to %#x", last, c)
		}
		if c > f.Blocks[head].PC && c <= f.Blocks[latch].PC {
			t.Errorf("the cut at %#x divides the loop from %#x to %#x", c, f.Blocks[head].PC, f.Blocks[latch].PC)
		}
		last = c
	}
}
