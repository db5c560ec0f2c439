package ppc

import (
	"math/rand"
	"testing"

	"translate/ir"
	"translate/ir/eval"
)

// The instructions that set SO in their semantics are those the table says may.
func TestWhatSetsSO(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	words := []uint64{0, 1, 0xffffffff, 0x7fffffff, 0x80000000}
	for _, row := range Rows() {
		sets := false
		for range 300 {
			word := row.Match | rng.Uint32()&^row.Mask
			if Decode(word) == row && setsSO(t, row, word, func() uint64 { return words[rng.Intn(len(words))] }) {
				sets = true
			}
		}
		if sets != row.Payload.setsSO {
			t.Errorf("%s: sets SO %v, the table says %v", row.Name, sets, row.Payload.setsSO)
		}
	}
}

// setsSO runs an instruction with any registers and reports whether SO is set. What
// eval does not compute, helpers and accesses to memory, does not set it; nothing
// else stops it.
func setsSO(t *testing.T, row *Row, word uint32, any func() uint64) bool {
	m := &eval.Machine{BigEnd: true}
	for i := range 32 {
		m.Set(gprBank, i, any())
	}
	m.Set(xerBank, xerCA, any()&1)
	l := &lifter{Builder: m, pc: ir.ConstOf(ir.I32, 0x1000)}
	defer func() {
		switch r := recover().(type) {
		case nil, eval.Uncomputed:
		default:
			t.Errorf("%s: %v", row.Name, r)
		}
	}()
	m.Run(func() { row.Payload.lift(l, inst{m, l.c(word)}) })
	return m.Get(xerBank, xerSO) != 0
}
