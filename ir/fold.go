package ir

import (
	"fmt"
	"math/bits"
)

// An opcode names an operation without side effects.
type opcode uint8

const (
	opAdd opcode = iota
	opSub
	opMul
	opUDiv
	opSDiv
	opURem
	opSRem
	opAnd
	opOr
	opXor
	opShl
	opLShr
	opAShr
	opRotR
	opCLZ
	opCTZ
	opPopCount
	opBSwap
	opZExt
	opSExt
	opTrunc
	opBitcast
	opEq
	opNe
	opULT
	opULE
	opSLT
	opSLE
	opSelect
	opFAdd
	opFSub
	opFMul
	opFDiv
	opFSqrt
	opFMA
	opFNeg
	opFAbs
	opFOEQ
	opFOLT
	opFOLE
	opFUNO
	opFPExt
	opFPTrunc
	opSIToFP
	opFPToSI
	opFPToSIRound
	opToF80
)

// An opSink emits the operations that do not fold.
type opSink interface {
	emit(op opcode, t Type, args ...Value) Value
}

// A folder is the pure part of a Builder: it computes what is known and hands
// the rest to its sink. Floating point never folds, because its result and
// flags depend on the rounding mode at run time.
type folder struct {
	sink opSink
}

func (f *folder) Const(t Type, v uint64) Value { return ConstOf(t, v) }

// binary folds an integer operation on two operands of one type.
func (f *folder) binary(op opcode, x, y Value) Value {
	if x.typ != y.typ {
		panic(fmt.Sprintf("BUG: operands of types %v and %v", x.typ, y.typ))
	}
	if x.known && y.known {
		if r, ok := foldBinary(op, x, y); ok {
			return ConstOf(x.typ, r)
		}
	}
	if r, ok := identity(op, x, y); ok {
		return r
	}
	return f.sink.emit(op, x.typ, x, y)
}

// foldBinary computes op on known operands; false for a division that traps.
func foldBinary(op opcode, x, y Value) (uint64, bool) {
	a, b := x.bits, y.bits
	w := uint64(x.typ.Bits())
	switch op {
	case opAdd:
		return a + b, true
	case opSub:
		return a - b, true
	case opMul:
		return a * b, true
	case opAnd:
		return a & b, true
	case opOr:
		return a | b, true
	case opXor:
		return a ^ b, true
	case opShl:
		return a << b, b < w
	case opLShr:
		return a >> b, b < w
	case opAShr:
		return uint64(x.Int() >> b), b < w
	case opRotR:
		b %= w
		return a>>b | a<<(w-b), true
	case opUDiv:
		if b != 0 {
			return a / b, true
		}
	case opURem:
		if b != 0 {
			return a % b, true
		}
	case opSDiv:
		if b != 0 && y.Int() != -1 {
			return uint64(x.Int() / y.Int()), true
		}
	case opSRem:
		if b != 0 && y.Int() != -1 {
			return uint64(x.Int() % y.Int()), true
		}
	}
	return 0, false
}

// identity folds operations whose result one known operand decides.
func identity(op opcode, x, y Value) (Value, bool) {
	zero := func(v Value) bool { return v.known && v.bits == 0 }
	ones := func(v Value) bool { return v.known && v.bits == v.typ.mask() }
	switch op {
	case opAdd, opOr, opXor:
		if zero(y) {
			return x, true
		}
		if zero(x) {
			return y, true
		}
	case opSub, opShl, opLShr, opAShr, opRotR:
		if zero(y) {
			return x, true
		}
	case opAnd:
		if zero(x) || ones(y) {
			return x, true
		}
		if zero(y) || ones(x) {
			return y, true
		}
	}
	return Value{}, false
}

func (f *folder) Add(x, y Value) Value  { return f.binary(opAdd, x, y) }
func (f *folder) Sub(x, y Value) Value  { return f.binary(opSub, x, y) }
func (f *folder) Mul(x, y Value) Value  { return f.binary(opMul, x, y) }
func (f *folder) UDiv(x, y Value) Value { return f.binary(opUDiv, x, y) }
func (f *folder) SDiv(x, y Value) Value { return f.binary(opSDiv, x, y) }
func (f *folder) URem(x, y Value) Value { return f.binary(opURem, x, y) }
func (f *folder) SRem(x, y Value) Value { return f.binary(opSRem, x, y) }
func (f *folder) And(x, y Value) Value  { return f.binary(opAnd, x, y) }
func (f *folder) Or(x, y Value) Value   { return f.binary(opOr, x, y) }
func (f *folder) Xor(x, y Value) Value  { return f.binary(opXor, x, y) }
func (f *folder) Shl(x, n Value) Value  { return f.binary(opShl, x, n) }
func (f *folder) LShr(x, n Value) Value { return f.binary(opLShr, x, n) }
func (f *folder) AShr(x, n Value) Value { return f.binary(opAShr, x, n) }
func (f *folder) RotR(x, n Value) Value { return f.binary(opRotR, x, n) }

// unary folds an operation on one integer that gives type t.
func (f *folder) unary(op opcode, t Type, x Value, fold func(uint64) int) Value {
	if x.known {
		return ConstOf(t, uint64(fold(x.bits)))
	}
	return f.sink.emit(op, t, x)
}

func (f *folder) CLZ(x Value) Value {
	return f.unary(opCLZ, x.typ, x, func(v uint64) int { return bits.LeadingZeros64(v) - 64 + int(x.typ.Bits()) })
}

func (f *folder) CTZ(x Value) Value {
	return f.unary(opCTZ, x.typ, x, func(v uint64) int { return min(bits.TrailingZeros64(v), int(x.typ.Bits())) })
}

func (f *folder) PopCount(x Value) Value {
	return f.unary(opPopCount, x.typ, x, bits.OnesCount64)
}

func (f *folder) BSwap(x Value) Value {
	return f.unary(opBSwap, x.typ, x, func(v uint64) int { return int(bits.ReverseBytes64(v) >> (64 - x.typ.Bits())) })
}

func (f *folder) ZExt(t Type, x Value) Value {
	if t == x.typ {
		return x
	}
	return f.unary(opZExt, t, x, func(v uint64) int { return int(v) })
}

func (f *folder) SExt(t Type, x Value) Value {
	if t == x.typ {
		return x
	}
	return f.unary(opSExt, t, x, func(uint64) int { return int(x.Int()) })
}

func (f *folder) Trunc(t Type, x Value) Value {
	if t == x.typ {
		return x
	}
	return f.unary(opTrunc, t, x, func(v uint64) int { return int(v) })
}

func (f *folder) Bitcast(t Type, x Value) Value {
	if t == x.typ {
		return x
	}
	if t.Bits() != x.typ.Bits() {
		panic(fmt.Sprintf("BUG: bitcast of %v to %v", x.typ, t))
	}
	return f.unary(opBitcast, t, x, func(v uint64) int { return int(v) })
}

// compare folds a comparison of two integers.
func (f *folder) compare(op opcode, x, y Value) Value {
	if x.typ != y.typ {
		panic(fmt.Sprintf("BUG: comparing %v with %v", x.typ, y.typ))
	}
	if !x.known || !y.known {
		return f.sink.emit(op, I1, x, y)
	}
	var r bool
	switch op {
	case opEq:
		r = x.bits == y.bits
	case opNe:
		r = x.bits != y.bits
	case opULT:
		r = x.bits < y.bits
	case opULE:
		r = x.bits <= y.bits
	case opSLT:
		r = x.Int() < y.Int()
	case opSLE:
		r = x.Int() <= y.Int()
	}
	return ConstOf(I1, map[bool]uint64{true: 1}[r])
}

func (f *folder) Eq(x, y Value) Value  { return f.compare(opEq, x, y) }
func (f *folder) Ne(x, y Value) Value  { return f.compare(opNe, x, y) }
func (f *folder) ULT(x, y Value) Value { return f.compare(opULT, x, y) }
func (f *folder) ULE(x, y Value) Value { return f.compare(opULE, x, y) }
func (f *folder) SLT(x, y Value) Value { return f.compare(opSLT, x, y) }
func (f *folder) SLE(x, y Value) Value { return f.compare(opSLE, x, y) }

func (f *folder) Select(cond, x, y Value) Value {
	if x.typ != y.typ || cond.typ != I1 {
		panic(fmt.Sprintf("BUG: select on %v of %v and %v", cond.typ, x.typ, y.typ))
	}
	if cond.known {
		if cond.bits != 0 {
			return x
		}
		return y
	}
	return f.sink.emit(opSelect, x.typ, cond, x, y)
}

func (f *folder) FAdd(x, y Value) Value { return f.sink.emit(opFAdd, x.typ, x, y) }
func (f *folder) FSub(x, y Value) Value { return f.sink.emit(opFSub, x.typ, x, y) }
func (f *folder) FMul(x, y Value) Value { return f.sink.emit(opFMul, x.typ, x, y) }
func (f *folder) FDiv(x, y Value) Value { return f.sink.emit(opFDiv, x.typ, x, y) }
func (f *folder) FSqrt(x Value) Value   { return f.sink.emit(opFSqrt, x.typ, x) }

func (f *folder) FMA(x, y, z Value) Value { return f.sink.emit(opFMA, x.typ, x, y, z) }

func (f *folder) FNeg(x Value) Value { return f.sink.emit(opFNeg, x.typ, x) }
func (f *folder) FAbs(x Value) Value { return f.sink.emit(opFAbs, x.typ, x) }

func (f *folder) FOEQ(x, y Value) Value { return f.sink.emit(opFOEQ, I1, x, y) }
func (f *folder) FOLT(x, y Value) Value { return f.sink.emit(opFOLT, I1, x, y) }
func (f *folder) FOLE(x, y Value) Value { return f.sink.emit(opFOLE, I1, x, y) }
func (f *folder) FUNO(x, y Value) Value { return f.sink.emit(opFUNO, I1, x, y) }

func (f *folder) FPExt(x Value) Value               { return f.sink.emit(opFPExt, F64, x) }
func (f *folder) ToF80(x Value) Value               { return f.sink.emit(opToF80, F80, x) }
func (f *folder) FPTrunc(x Value) Value             { return f.sink.emit(opFPTrunc, F32, x) }
func (f *folder) SIToFP(t Type, x Value) Value      { return f.sink.emit(opSIToFP, t, x) }
func (f *folder) FPToSI(t Type, x Value) Value      { return f.sink.emit(opFPToSI, t, x) }
func (f *folder) FPToSIRound(t Type, x Value) Value { return f.sink.emit(opFPToSIRound, t, x) }
