package x86

import (
	"fmt"
	"slices"

	"translate/frontend/image"
	"translate/ir"
)

// The interpreter in runtime/src/x86_interp.c decodes by the same rows as
// Decode: they become the table xlat_rows, and xlat_row_index says where the
// rows of each opcode of each map begin.

// mapOrder are the opcode maps in the order of xlat_row_index.
var mapOrder = []byte{0, 0x0f, 0x38, 0x3a}

// A variant is one of the steps of a row: by operand size, and by what the rm
// operand is.
type variant struct{ op16, mem, lock bool }

// Variants of a row, in the order of struct row.
var variants = []variant{{}, {mem: true}, {mem: true, lock: true}, {op16: true}, {op16: true, mem: true}, {op16: true, mem: true, lock: true}}

// Interpreter returns the unit that interprets i386 programs.
func Interpreter() *ir.Unit {
	u := ir.NewUnit(ir.NewProgram(New(&image.Image{}).Guest(), nil, ir.AtFaults))
	steps := map[*Row][]string{}
	for n, r := range rows {
		steps[r] = addSteps(u, n, r)
	}
	var table []ir.StepRow
	var index []uint16
	for _, m := range mapOrder {
		for op := range maps[m] {
			index = append(index, uint16(len(table)))
			for _, r := range maps[m][op].rows {
				table = append(table, ir.StepRow{Facts: r.facts(), Steps: steps[r]})
			}
		}
	}
	u.AddRows("xlat_rows", table)
	u.AddNumbers("xlat_row_index", append(index, uint16(len(table))))
	return u
}

// addSteps adds the steps of row n and returns their names by variant.
func addSteps(u *ir.Unit, n int, r *Row) []string {
	names := make([]string, len(variants))
	for k, v := range variants {
		switch {
		case v.lock && !r.lockable, v.mem && (!r.modrm || r.mod == modRegister), !v.mem && r.modrm && r.mod == modMemory:
			continue
		case v.op16 && !r.sized():
			names[k] = names[k-3]
			continue
		}
		names[k] = fmt.Sprintf("step%d_%d_%s", n, k, r.Name)
		u.AddInstruction(names[k], []string{"fields", "ea", "imm", "imm2", "next"}, func(b ir.Builder, a []ir.Value) ir.Value {
			l := &lifter{Builder: b}
			return l.step(r, v, a)
		})
	}
	return names
}

// step builds one instruction and returns where it goes on.
func (l *lifter) step(r *Row, v variant, a []ir.Value) ir.Value {
	i := &inst{
		row: r, op16: v.op16, mem: v.mem, lock: v.lock,
		reg: l.And(a[0], l.c(7)), rm: l.And(l.LShr(a[0], l.c(3)), l.c(7)),
		base: a[1], disp: l.c(0), imm: a[2], imm2: a[3], next: a[4], pc: a[5],
	}
	r.lift(l, i)
	next := i.next
	if t := l.pending; t != nil {
		next = l.Select(t.Cond, t.Target, next)
	}
	return l.ZExt(ir.I64, next)
}

// sized reports whether the operand size matters to r.
func (r *Row) sized() bool {
	if r.fpu {
		return r.flow == flowService // the environment
	}
	return len(r.Operands) == 0 || slices.ContainsFunc(r.Operands, func(o Operand) bool { return o.Size == "v" || o.Size == "bs" || o.Size == "" }) ||
		r.flow != flowNext
}

// Bits of a row's fourth fact; enum row_flags in x86_interp.c.
const (
	rowModRM = 1 << iota
	rowLockable
	rowNoSegment
	rowPopEA
	rowAddr16
	rowSigned
	rowMoffs
	rowSegment
)

var prefixCodes = map[string]byte{"": 0, "np": 1, "66": 2, "f2": 3, "f3": 4}

// facts returns what the interpreter's decoder must know of r: struct row.
func (r *Row) facts() []byte {
	var flags byte
	moffs := slices.ContainsFunc(r.Operands, func(o Operand) bool { return o.Kind == 'O' })
	for _, f := range []struct {
		on  bool
		bit byte
	}{{r.modrm, rowModRM}, {r.lockable, rowLockable}, {r.noSeg, rowNoSegment}, {r.popEA, rowPopEA},
		{r.addr16, rowAddr16}, {r.signed(), rowSigned}, {moffs, rowMoffs}, {r.segment, rowSegment}} {
		if f.on {
			flags |= f.bit
		}
	}
	immediates := func(op16 bool) byte {
		first, second := r.immediates(op16, false)
		return byte(first | second<<4)
	}
	return []byte{prefixCodes[r.prefix], byte(r.digit), byte(r.rm), byte(r.mod), flags, immediates(false), immediates(true), 0}
}
