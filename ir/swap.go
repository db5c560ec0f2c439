package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// swap converts an integer between guest and host byte order.
func (f *Func) swap(x Value) Value {
	if f.unit.guest.BigEnd && x.typ.Bits() > 8 {
		return f.BSwap(x)
	}
	return x
}

// reverse swaps the bytes of v, which has the bits of a float or a vector of type
// t, and returns them as type to. It is a vector shuffle because the value is to
// stay in a vector register: through a general one it would take three
// instructions.
func (f *Func) reverse(t Type, v value.Value, to types.Type) value.Value {
	n := int64(t.Bits() / 8)
	order := make([]constant.Constant, n)
	for i := range order {
		order[i] = constant.NewInt(types.I32, n-1-int64(i))
	}
	bytes := types.NewVector(uint64(n), types.I8)
	if !v.Type().Equal(bytes) {
		v = f.cur.NewBitCast(v, bytes)
	}
	v = f.cur.NewShuffleVector(v, constant.NewUndef(bytes), constant.NewVector(nil, order...))
	if to.Equal(bytes) {
		return v
	}
	return f.cur.NewBitCast(v, to)
}

// reverses reports whether values of type t, which vector registers hold, have
// other byte order in guest memory.
func (f *Func) reverses(t Type) bool { return f.unit.guest.BigEnd && (t.IsFloat() || t == V128) }

// rotatingSwap reverses the bytes of a word by rotations.
const rotatingSwap = "rolw $$8, ${0:w}; roll $$16, $0; rolw $$8, ${0:w}"

// unburden changes how one of two factors is converted to host byte order where
// both were loaded from memory. On Intel's processors BSWAP and IMUL share the
// one unit that multiplies, so that a product of two words in memory takes three
// turns of it, and two with rotations.
func (f *Func) unburden(factors []value.Value) {
	word, other := swappedWord(factors[0]), swappedWord(factors[1])
	if word == nil || other == nil || word == other {
		return
	}
	asm := llir.NewInlineAsm(types.NewPointer(types.NewFunc(types.I32, types.I32)), rotatingSwap, "=r,0,~{flags}")
	v := value.Value(f.cur.NewCall(asm, word.Args[0]))
	switch ext := factors[0].(type) {
	case *llir.InstSExt:
		v = f.cur.NewSExt(v, ext.To)
	case *llir.InstZExt:
		v = f.cur.NewZExt(v, ext.To)
	}
	factors[0] = v
}

// swappedWord returns the byte swap of a word that v is, perhaps widened, or nil.
func swappedWord(v value.Value) *llir.InstCall {
	switch ext := v.(type) {
	case *llir.InstSExt:
		v = ext.From
	case *llir.InstZExt:
		v = ext.From
	}
	call, ok := v.(*llir.InstCall)
	if !ok || !call.Typ.Equal(types.I32) {
		return nil
	}
	if fn, ok := call.Callee.(*llir.Func); !ok || fn.Name() != intrinsics[opBSwap].name+".i32" {
		return nil
	}
	return call
}
