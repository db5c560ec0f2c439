package ppc

import (
	"fmt"

	"translate/frontend/image"
	"translate/ir"
)

// Interpreter returns the unit that interprets programs.
func Interpreter() *ir.Unit {
	c := New(&image.Image{BigEnd: true})
	u := ir.NewUnit(ir.NewProgram(c.Guest(), nil, ir.AtFaults))
	var steps []ir.Step
	for n, row := range Rows() {
		name := fmt.Sprintf("step%d_%s", n, row.Name)
		u.AddStep(name, func(b ir.Builder, word, pc ir.Value) ir.Value {
			l := &lifter{Builder: b, precise: true, pc: pc}
			return l.step(row, word)
		})
		steps = append(steps, ir.Step{Mask: row.Mask, Match: row.Match, Func: name})
	}
	u.AddStepTable("xlat_steps", steps)
	return u
}

// step builds one instruction and returns where it goes on.
func (l *lifter) step(row *Row, word ir.Value) ir.Value {
	row.Payload.lift(l, inst{l.Builder, word})
	next := l.next()
	if t := l.pending; t != nil {
		next = l.Select(t.Cond, t.Target, next)
	}
	return l.ZExt(ir.I64, next)
}
