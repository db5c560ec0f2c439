package ppc

import (
	"slices"

	"translate/frontend/cfg"
	"translate/ir"
)

// Some functions of the program are known by what they do: square roots and
// copies of memory. Where one begins, and where one is called, lifted code asks the
// host instead. The program's own code is what runs where the host refuses.

// An asked is how the host is asked for what a function does.
type asked struct {
	refused func(d *driver) ir.Value // returns whether the function is to run after all
	finish  func(d *driver)          // does what is left otherwise; nil for nothing
}

// asks returns how the host is asked for what the function at pc does.
func (c *Code) asks(pc uint32) (a asked, ok bool) {
	if t, ok := c.roots[pc]; ok {
		return hostRoot(t), true
	}
	if helper, ok := c.copies[pc]; ok {
		return hostCopy(helper), true
	}
	return asked{}, false
}

// asksAt returns how the host is asked for what b ends with a call of.
func (c *Code) asksAt(b *cfg.Block) (a asked, ok bool) {
	if b.Last.Kind != cfg.Call {
		return asked{}, false
	}
	return c.asks(b.Last.Target)
}

// skipAsked says which calls of f are mostly none.
func (c *Code) skipAsked(f *cfg.Func) {
	skips := func(b *cfg.Block) bool {
		_, ok := c.asksAt(b)
		return ok
	}
	if slices.ContainsFunc(f.Blocks, func(b cfg.Block) bool { return skips(&b) }) {
		f.SkipCalls(skips)
	}
}

// comesBack reports whether f branches to its own start, where lifted code would
// ask the host again for something else than a caller wants.
func comesBack(f *cfg.Func) bool {
	return slices.ContainsFunc(f.Blocks, func(b cfg.Block) bool {
		return b.Last.Target == f.Start && (b.Last.Kind == cfg.Branch || b.Last.Kind == cfg.Jump)
	})
}

// A pieceLifter lifts a block of an ir.FuncSpec that is not just a piece of shape.
type pieceLifter func(d *driver)

// askedPieces adds to spec, the description of f, the blocks that ask the host where
// f, or what it calls, is known by what it does. It returns what lifts these blocks
// and those they belong to. They go by odd addresses that no branch has.
func (c *Code) askedPieces(f *cfg.Func, spec *ir.FuncSpec) map[int]pieceLifter {
	lifters := map[int]pieceLifter{}
	// split has a block do first, and then ask the host and go on after that, or
	// otherwise.
	split := func(block int, pc uint32, a asked, first, after, otherwise pieceLifter) {
		if lifters[block] != nil {
			return
		}
		rare, done := pc|2, pc|3
		lifters[block] = func(d *driver) {
			first(d)
			refused := d.Const(ir.I1, 1)
			if !d.code.Exact() {
				refused = a.refused(d)
			}
			d.code.Branch(refused, rare, done)
		}
		lifters[len(spec.Blocks)] = otherwise
		lifters[len(spec.Blocks)+1] = func(d *driver) {
			d.code.At(pc, pc+4)
			if a.finish != nil {
				a.finish(d)
			}
			after(d)
		}
		spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: rare, Rare: true}, ir.BlockSpec{PC: done})
	}
	if a, ok := c.asks(f.Start); ok {
		n, _ := f.BlockAt(f.Start)
		split(n, f.Start, a,
			func(d *driver) { d.code.At(f.Start, f.Start) },
			func(d *driver) { d.code.Return(d.aligned(d.lr())) },
			func(d *driver) { d.block(&f.Blocks[n]) })
	}
	for n := range f.Blocks {
		b := &f.Blocks[n]
		if a, ok := c.asksAt(b); ok {
			split(n, b.LastPC, a,
				func(d *driver) { d.instructions(b, b.End) },
				func(d *driver) { d.code.Goto(b.End) },
				func(d *driver) { d.taken(b) })
		}
	}
	return lifters
}
