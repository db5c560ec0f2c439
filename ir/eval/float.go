package eval

import (
	"math"

	"translate/ir"
)

// A NaN that an operation makes, or quiets, on an x86 host.
const (
	defaultNaN32 = 0xffc00000
	defaultNaN64 = 0xfff8 << 48
	quiet32      = 1 << 22
	quiet64      = 1 << 51
)

func isNaN(x ir.Value) bool { n := number(x); return n != n }

// quieted returns the NaN x with its quiet bit set.
func quieted(x ir.Value) ir.Value {
	if x.Type() == ir.F32 {
		return ir.ConstOf(ir.F32, x.Uint()|quiet32)
	}
	return ir.ConstOf(ir.F64, x.Uint()|quiet64)
}

func defaultNaN(t ir.Type) ir.Value {
	if t == ir.F32 {
		return ir.ConstOf(t, defaultNaN32)
	}
	return ir.ConstOf(t, defaultNaN64)
}

// arith applies an operation in the format of its operands. Rounding the
// double result of +, -, ×, ÷ or √ on singles gives the single result.
func arith(op func(a, b float64) float64, x, y ir.Value) ir.Value {
	same(x, y)
	switch {
	case isNaN(x):
		return quieted(x)
	case isNaN(y):
		return quieted(y)
	}
	r := op(number(x), number(y))
	switch {
	case r != r:
		return defaultNaN(x.Type())
	case x.Type() == ir.F32:
		return ir.ConstOf(ir.F32, uint64(math.Float32bits(float32(r))))
	}
	return ir.ConstOf(ir.F64, math.Float64bits(r))
}

func (m *Machine) FAdd(x, y ir.Value) ir.Value {
	return arith(func(a, b float64) float64 { return a + b }, x, y)
}

func (m *Machine) FSub(x, y ir.Value) ir.Value {
	return arith(func(a, b float64) float64 { return a - b }, x, y)
}

func (m *Machine) FMul(x, y ir.Value) ir.Value {
	return arith(func(a, b float64) float64 { return a * b }, x, y)
}

func (m *Machine) FDiv(x, y ir.Value) ir.Value {
	return arith(func(a, b float64) float64 { return a / b }, x, y)
}

func (m *Machine) FSqrt(x ir.Value) ir.Value {
	return arith(func(a, _ float64) float64 { return math.Sqrt(a) }, x, x)
}

// FMA rounds once: products of singles are exact as doubles, and so that their
// sums can be rounded to singles they are rounded to odd.
func (m *Machine) FMA(x, y, z ir.Value) ir.Value {
	if isNaN(x) || isNaN(y) {
		return arith(func(a, b float64) float64 { return a * b }, x, y)
	}
	if x.Type() == ir.F32 {
		return arith(func(c, _ float64) float64 { return sumToOdd(number(x)*number(y), c) }, z, z)
	}
	return arith(func(c, _ float64) float64 { return math.FMA(number(x), number(y), c) }, z, z)
}

// sumToOdd returns the sum of two numbers or, where that is no double, the one of
// its two neighbours whose last bit is set.
func sumToOdd(a, b float64) float64 {
	s := a + b
	bb := s - a
	rest := (a - (s - bb)) + (b - bb)
	n := math.Float64bits(s)
	switch {
	case rest == 0 || rest != rest || n&1 != 0:
		return s
	case (rest > 0) == (s > 0):
		return math.Float64frombits(n + 1)
	}
	return math.Float64frombits(n - 1)
}

func (m *Machine) FOEQ(x, y ir.Value) ir.Value { return truth(number(x) == number(y)) }
func (m *Machine) FOLT(x, y ir.Value) ir.Value { return truth(number(x) < number(y)) }
func (m *Machine) FOLE(x, y ir.Value) ir.Value { return truth(number(x) <= number(y)) }
func (m *Machine) FUNO(x, y ir.Value) ir.Value { return truth(isNaN(x) || isNaN(y)) }

func (m *Machine) FPExt(x ir.Value) ir.Value {
	if isNaN(x) {
		v := x.Uint() | quiet32
		return ir.ConstOf(ir.F64, v>>31<<63|0x7ff<<52|v&0x7fffff<<29)
	}
	return ir.ConstOf(ir.F64, math.Float64bits(number(x)))
}

func (m *Machine) FPTrunc(x ir.Value) ir.Value {
	if isNaN(x) {
		v := x.Uint() | quiet64
		return ir.ConstOf(ir.F32, v>>63<<31|0xff<<23|v>>29&0x7fffff)
	}
	return ir.ConstOf(ir.F32, uint64(math.Float32bits(float32(number(x)))))
}

func (m *Machine) SIToFP(t ir.Type, x ir.Value) ir.Value {
	if t == ir.F32 {
		return ir.ConstOf(t, uint64(math.Float32bits(float32(x.Int()))))
	}
	return ir.ConstOf(t, math.Float64bits(float64(x.Int())))
}

// integer converts the integral number n.
func integer(t ir.Type, n float64) ir.Value {
	most := math.Ldexp(1, int(t.Bits()-1))
	if n >= -most && n < most {
		return ir.ConstOf(t, uint64(int64(n)))
	}
	return ir.ConstOf(t, 1<<(t.Bits()-1))
}

func (m *Machine) FPToSI(t ir.Type, x ir.Value) ir.Value {
	return integer(t, math.Trunc(number(x)))
}

func (m *Machine) FPToSIRound(t ir.Type, x ir.Value) ir.Value {
	return integer(t, math.RoundToEven(number(x)))
}

// IfNaN passes the helper r alone, without the operands it came from.
func (m *Machine) IfNaN(r ir.Value, name string) ir.Value {
	if !isNaN(r) {
		return r
	}
	return m.Helper(r.Type(), name, r)
}

func (m *Machine) FNeg(x ir.Value) ir.Value {
	return ir.ConstOf(x.Type(), x.Uint()^1<<(x.Type().Bits()-1))
}

func (m *Machine) FAbs(x ir.Value) ir.Value {
	return ir.ConstOf(x.Type(), x.Uint()&^(1<<(x.Type().Bits()-1)))
}
