// Package shape describes functions that discovery found as ir wants them, and
// how their blocks end.
package shape

import (
	"translate/frontend/cfg"
	"translate/ir"
)

// A Piece is a part of a function that becomes one block of IR: a block, or the
// part of one that runs only where its last branch is taken, such as the delay
// slot of a likely branch or the call of a linking one. Such a part goes by the
// odd address after the branch, where no instruction of four bytes can be.
type Piece struct {
	*cfg.Block
	Taken bool
}

// TakenPC names the piece of b that runs where its branch is taken.
func TakenPC(b *cfg.Block) uint32 { return b.LastPC | 1 }

// Of returns the description of f and the piece each of its blocks is lifted
// from. The pieces of blocks for which hasTaken, which may be nil, reports that
// they have one come last.
func Of(f *cfg.Func, hasTaken func(b *cfg.Block) bool) (*ir.FuncSpec, []Piece) {
	spec := &ir.FuncSpec{Name: f.Name, Start: f.Start, Outside: f.Outside, JumpsLoop: f.JumpsLoop}
	var pieces []Piece
	for i := range f.Blocks {
		b := &f.Blocks[i]
		spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: b.PC, Entry: b.Entry, ReturnSite: b.ReturnSite, Loop: b.Loop, Computed: b.Computed, Case: f.Cases[b.PC]})
		pieces = append(pieces, Piece{Block: b})
	}
	if hasTaken == nil {
		return spec, pieces
	}
	seen := map[uint32]bool{}
	for i := range f.Blocks {
		b := &f.Blocks[i]
		if hasTaken(b) && !seen[b.LastPC] {
			seen[b.LastPC] = true
			spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: TakenPC(b)})
			pieces = append(pieces, Piece{b, true})
		}
	}
	return spec, pieces
}
