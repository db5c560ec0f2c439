package ir

import (
	"fmt"
	"slices"

	llir "github.com/llir/llvm/ir"
)

// A small loop of one block is emitted several times over, one copy after the
// other, so that it polls for events once in as many turns. Each copy is
// complete: it leaves the loop where the guest does.

// maxUnrolled bounds the guest instructions of all copies of a block together,
// maxCopies their number.
const (
	maxUnrolled = 64
	maxCopies   = 4
)

// copiesOf returns how often block i is emitted.
func (f *Func) copiesOf(i int) int {
	b := f.flow[i]
	if !b.loop || b.jumps || !slices.Contains(b.succ, i) {
		return 1
	}
	return max(1, min(maxCopies, maxUnrolled/max(1, b.instructions)))
}

// newBodies makes the host blocks in which the copies of the guest's blocks
// begin.
func (f *Func) newBodies() {
	f.bodies = make([][]*llir.Block, len(f.spec.Blocks))
	for i, b := range f.spec.Blocks {
		for c := range f.copiesOf(i) {
			name := fmt.Sprintf("b%x", b.PC)
			if c > 0 {
				name = fmt.Sprintf("%s.%d", name, c)
			}
			f.bodies[i] = append(f.bodies[i], f.fn.NewBlock(name))
		}
	}
}

// after returns the block that goes on at block i, with registers in their homes,
// from the one being emitted: its next copy, if it is the same block and has one.
func (f *Func) after(i int) *llir.Block {
	if i == f.b && f.copy+1 < len(f.bodies[i]) {
		return f.bodies[i][f.copy+1]
	}
	return f.enter(i)
}
