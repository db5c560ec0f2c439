package ppc

import (
	"translate/frontend/cfg"
	"translate/ir"
)

// Where a function of the program that computes square roots begins, and where one
// is called, lifted code asks the host instead if the argument is normal and
// positive, rounding is to nearest and no exception is enabled. The program's own
// code is what runs otherwise.

// A pieceLifter lifts a block of an ir.FuncSpec that is not just a piece of shape.
type pieceLifter func(d *driver)

// rootPieces adds to spec, the description of f, the blocks of square roots where f
// computes them or calls what does. It returns what lifts these blocks and those
// they belong to. They go by odd addresses that no branch has.
func (c *Code) rootPieces(f *cfg.Func, spec *ir.FuncSpec) map[int]pieceLifter {
	lifters := map[int]pieceLifter{}
	// split has a block do first, and then ask the host and go on after that, or
	// otherwise.
	split := func(block int, pc uint32, t ir.Type, first, after, otherwise pieceLifter) {
		if lifters[block] != nil {
			return
		}
		rare, root := pc|2, pc|3
		lifters[block] = func(d *driver) {
			first(d)
			d.code.Branch(d.isAbnormal(t), rare, root)
		}
		lifters[len(spec.Blocks)] = otherwise
		lifters[len(spec.Blocks)+1] = func(d *driver) {
			d.code.At(pc, pc+4)
			d.rootOfF1(t)
			after(d)
		}
		spec.Blocks = append(spec.Blocks, ir.BlockSpec{PC: rare, Rare: true}, ir.BlockSpec{PC: root})
	}
	if t, ok := c.roots[f.Start]; ok {
		n, _ := f.BlockAt(f.Start)
		split(n, f.Start, t,
			func(d *driver) { d.code.At(f.Start, f.Start) },
			func(d *driver) { d.code.Return(d.aligned(d.lr())) },
			func(d *driver) { d.block(&f.Blocks[n]) })
	}
	for n := range f.Blocks {
		b := &f.Blocks[n]
		if t := c.calledRoot(b); t != 0 {
			split(n, b.LastPC, t,
				func(d *driver) { d.instructions(b, b.End) },
				func(d *driver) { d.code.Goto(b.End) },
				func(d *driver) { d.taken(b) })
		}
	}
	return lifters
}

// calledRoot returns the type of the square root that b ends with a call of, 0 if it
// ends with none.
func (c *Code) calledRoot(b *cfg.Block) ir.Type {
	if b.Last.Kind != cfg.Call {
		return 0
	}
	return c.roots[b.Last.Target]
}

// callsRoots reports whether f calls functions known to compute square roots.
func (c *Code) callsRoots(f *cfg.Func) bool {
	for i := range f.Blocks {
		if c.calledRoot(&f.Blocks[i]) != 0 {
			return true
		}
	}
	return false
}

// fpControl are the bits of FPSCR that enable exceptions and choose how to round.
// [Power I, 4.2.2]
const fpControl = 0xff

// isAbnormal returns whether f1 holds no normal positive number of type t, rounding is
// not to nearest or an exception is enabled.
func (d *driver) isAbnormal(t ir.Type) ir.Value {
	if d.code.Exact() {
		return d.Const(ir.I1, 1)
	}
	c := d.lifter.c
	control := d.And(d.runtimeWord(fpscrBank), c(fpControl))
	x := d.Bitcast(ir.I64, d.fpr(c(1)))
	const bias = 1023
	exponent := d.Trunc(ir.I32, d.LShr(x, d.Const(ir.I64, 52)))
	least, most := uint32(bias+formats[t].least), uint32(bias+formats[t].most)
	abnormal := d.ULT(c(most-least), d.Sub(exponent, c(least)))
	if t == ir.F32 {
		abnormal = d.Or(abnormal, d.Ne(d.And(x, d.Const(ir.I64, 1<<29-1)), d.Const(ir.I64, 0)))
	}
	return d.Or(abnormal, d.Ne(control, c(0)))
}

// rootOfF1 sets f1 to its square root.
func (l *lifter) rootOfF1(t ir.Type) {
	f1 := l.c(1)
	if x := l.fpr(f1); t == ir.F32 {
		l.setSingle(f1, l.FSqrt(l.FPTrunc(x)))
	} else {
		l.setFPR(f1, l.FSqrt(x))
	}
}
