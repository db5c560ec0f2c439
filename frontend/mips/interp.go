package mips

import (
	"fmt"

	"translate/frontend/image"
	"translate/ir"
)

// Bits of a step's result above the guest PC to go on at, which
// runtime/src/mips_interp.c knows too.
const stepDelayed = 1 << 32 // first the delay slot runs

// Interpreter returns the unit that interprets programs of a byte order: two
// tables of steps, one for each register mode of the floating-point unit.
func Interpreter(bigEndian bool) *ir.Unit {
	c := New(&image.Image{BigEnd: bigEndian})
	u := ir.NewUnit(ir.NewProgram(c.Guest(), nil, ir.AtFaults))
	for fr := range 2 {
		var steps []ir.Step
		for n, row := range Rows() {
			name := fmt.Sprintf("step%d_%d_%s", fr, n, row.Name)
			u.AddStep(name, func(b ir.Builder, word, pc ir.Value) ir.Value {
				l := &lifter{Builder: b, bigEndian: bigEndian, fr1: fr == 1, precise: true, pc: pc}
				return l.step(row, word)
			})
			steps = append(steps, ir.Step{Mask: row.Mask, Match: row.Match, Func: name})
		}
		u.AddStepTable(fmt.Sprintf("xlat_steps_fr%d", fr), steps)
	}
	return u
}

// step builds one instruction and returns where it goes on.
func (l *lifter) step(row *Row, word ir.Value) ir.Value {
	row.Payload.lift(l, inst{l.Builder, word})
	t := l.pending
	if t == nil {
		return l.ZExt(ir.I64, l.Add(l.pc, l.c(4)))
	}
	next := l.ZExt(ir.I64, l.Select(t.Cond, t.Target, l.next()))
	delayed := l.Const(ir.I64, stepDelayed)
	if t.Likely {
		delayed = l.Select(t.Cond, delayed, l.Const(ir.I64, 0))
	}
	return l.Or(next, delayed)
}
