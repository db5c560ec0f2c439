package ir

import (
	"fmt"

	"github.com/llir/llvm/ir/value"
)

// A Type is the type of a Value. Integers have no sign.
type Type uint8

// The types guest operations work on.
const (
	Void Type = iota
	I1
	I8
	I16
	I32
	I64
	F32
	F64
	F80  // the x87 format
	V128 // a vector of 128 bits, in little-endian lanes of any width
)

var typeBits = [...]uint{0, 1, 8, 16, 32, 64, 32, 64, 80, 128}

var typeNames = [...]string{"void", "i1", "i8", "i16", "i32", "i64", "float", "double", "x86_fp80", "<2 x i64>"}

// Bits returns the width of t in bits.
func (t Type) Bits() uint { return typeBits[t] }

// IsFloat reports whether t is a floating-point type.
func (t Type) IsFloat() bool { return t >= F32 && t <= F80 }

func (t Type) String() string { return typeNames[t] }

// mask returns the ones of an integer of type t.
func (t Type) mask() uint64 {
	if t.Bits() >= 64 {
		return ^uint64(0)
	}
	return 1<<t.Bits() - 1
}

// A Value is an operand or result of a Builder operation. Its value is known
// while building (IsConst) or only when the built code runs.
type Value struct {
	typ   Type
	known bool
	bits  uint64 // of a known value, zero-extended; IEEE 754 bits of a float; 0 or ones for a vector
	quiet bool   // see quiet.go; set where the built code is only recorded
	v     value.Value
}

// ConstOf returns the known value of type t with the low bits of v.
func ConstOf(t Type, v uint64) Value { return Value{typ: t, known: true, bits: v & t.mask()} }

// Type returns the type of x.
func (x Value) Type() Type { return x.typ }

// IsConst reports whether x is known while building.
func (x Value) IsConst() bool { return x.known }

// Uint returns the bits of a known value, zero-extended.
func (x Value) Uint() uint64 {
	if !x.known {
		panic("BUG: Uint of a value that is not constant")
	}
	return x.bits
}

// Int returns a known integer, sign-extended from its type.
func (x Value) Int() int64 {
	n := 64 - x.typ.Bits()
	return int64(x.Uint()<<n) >> n
}

func (x Value) String() string {
	if x.known {
		return fmt.Sprintf("%v %#x", x.typ, x.bits)
	}
	return fmt.Sprintf("%v %v", x.typ, x.v.Ident())
}
