package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/value"
)

// Guest addresses are 32 bits wide and host addresses 64. LLVM turns the steps
// of a pointer through memory into steps of a host address only if it knows
// that they do not wrap at 4 GiB. They do not where the guest block accesses
// memory close to the pointer before or after the step: where a step wraps,
// both lie in the last or first pages of the 4 GiB, which are never mapped, so
// that the access faults.

// maxStep bounds the steps that are taken for steps of a pointer, and the
// displacements of accesses close to it.
const maxStep = 4096

// noteStep notes an addition, which may turn out to step a pointer.
func (f *Func) noteStep(add *llir.InstAdd) {
	if !isStep(add) {
		return
	}
	if f.bases[add.X] {
		doesNotWrap(add)
		return
	}
	if f.steps != nil {
		f.steps[add.X] = append(f.steps[add.X], add)
	}
}

// accessed notes that the guest block accesses memory at base+disp.
func (f *Func) accessed(base value.Value, disp int64) {
	if disp < -maxStep || disp > maxStep {
		return
	}
	if add, ok := base.(*llir.InstAdd); ok && isStep(add) {
		doesNotWrap(add)
	}
	for _, add := range f.steps[base] {
		doesNotWrap(add)
	}
	if f.bases != nil {
		f.bases[base] = true
	}
}

func isStep(add *llir.InstAdd) bool {
	c, ok := add.Y.(*constant.Int)
	return ok && c.Typ.BitSize == 32 && c.X.Sign() > 0 && c.X.Int64() <= maxStep
}

func doesNotWrap(add *llir.InstAdd) { add.OverflowFlags = []enum.OverflowFlag{enum.OverflowFlagNUW} }
