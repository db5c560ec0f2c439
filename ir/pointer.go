package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
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

// wideAddress returns the host address of the guest address v. Where that is the
// sum of two values one of which is small, the host's is the sum of theirs: it
// differs only where the guest's wraps into pages that are never mapped.
func (f *Func) wideAddress(v value.Value) value.Value {
	add, ok := v.(*llir.InstAdd)
	if !ok {
		return f.cur.NewZExt(v, types.I64)
	}
	x, y := add.X, add.Y
	if isSmall(x) {
		x, y = y, x
	}
	if _, constant := y.(constant.Constant); constant || !isSmall(y) {
		return f.cur.NewZExt(v, types.I64)
	}
	sum := f.cur.NewAdd(f.cur.NewZExt(x, types.I64), f.cur.NewSExt(y, types.I64))
	sum.OverflowFlags = []enum.OverflowFlag{enum.OverflowFlagNSW}
	return sum
}

// maxIndex bounds what counts as small, in bits without the sign.
const maxIndex = 15

// isSmall reports whether v, an i32, is known to be at least -1<<maxIndex and
// less than 1<<maxIndex.
func isSmall(v value.Value) bool {
	n, ok := magnitude(v, 4)
	return ok && n <= maxIndex
}

// magnitude returns how many bits v, an i32, has at most, its sign apart, if that
// can be told from at most depth instructions.
func magnitude(v value.Value, depth int) (bits int64, ok bool) {
	if depth == 0 {
		return 0, false
	}
	width := func(v value.Value) int64 { return int64(v.Type().(*types.IntType).BitSize) }
	switch in := v.(type) {
	case *llir.InstZExt:
		return width(in.From), true
	case *llir.InstSExt:
		return width(in.From) - 1, true
	case *llir.InstAnd:
		if c, ok := in.Y.(*constant.Int); ok && c.X.Sign() >= 0 {
			return int64(c.X.BitLen()), true
		}
	case *llir.InstLShr:
		if c, ok := in.Y.(*constant.Int); ok && c.X.Sign() > 0 {
			return max(0, 32-c.X.Int64()), true
		}
	case *llir.InstShl:
		c, known := in.Y.(*constant.Int)
		if bits, ok := magnitude(in.X, depth-1); known && ok {
			return bits + c.X.Int64(), true
		}
	}
	return 0, false
}
