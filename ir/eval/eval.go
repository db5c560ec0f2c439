// Package eval implements ir.Builder on numbers: what a lifter builds is
// computed at once, on guest registers and memory given by the caller. It is
// for tests of semantics and for trying functions of a program. Floating point is
// Go's, rounded to nearest, with NaNs as x86 makes them; no flags are kept.
package eval

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

	"translate/ir"
)

// A Machine is the state the operations work on.
type Machine struct {
	BigEnd bool
	Base   uint32 // guest address of Memory
	Memory []byte
	// Access, if not nil, returns the bytes of n at a guest address instead of
	// Memory, or nil where there are none.
	Access  func(at uint32, n int, store bool) []byte
	Helpers map[string]func(args []ir.Value) ir.Value

	regs map[*ir.Bank][]uint64
	// Services are the runtime functions called, in order.
	Services []Service
}

// A Service is one call of Builder.Service, or of ServiceIf whose condition
// held.
type Service struct {
	Name string
	Arg  uint64
}

// Uncomputed is what a Machine panics with where it does not compute what is
// built, or has no helper or no memory for it.
type Uncomputed struct{ What string }

func (u Uncomputed) Error() string { return "not computed: " + u.What }

// left unwinds Run when ServiceIf does not return.
type left struct{}

// Run calls f, which builds on the machine, and returns early where a service
// does not come back.
func (m *Machine) Run(f func()) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(left); !ok {
				panic(r)
			}
		}
	}()
	f()
}

// Get and Set access register i of a bank, as bits.
func (m *Machine) Get(b *ir.Bank, i int) uint64 { return m.bank(b)[i] }

// Set writes register i of a bank.
func (m *Machine) Set(b *ir.Bank, i int, v uint64) { m.bank(b)[i] = v }

func (m *Machine) bank(b *ir.Bank) []uint64 {
	if m.regs == nil {
		m.regs = make(map[*ir.Bank][]uint64)
	}
	if m.regs[b] == nil {
		m.regs[b] = make([]uint64, b.Count)
	}
	return m.regs[b]
}

// same returns the bits of two values of one type.
func same(x, y ir.Value) (a, b uint64) {
	if x.Type() != y.Type() {
		panic(fmt.Sprintf("BUG: operands %v and %v", x, y))
	}
	return x.Uint(), y.Uint()
}

// shift returns the bits of x and a shift amount below its width.
func shift(x, n ir.Value) (a, b uint64) {
	a, b = same(x, n)
	if b >= uint64(x.Type().Bits()) {
		panic(fmt.Sprintf("BUG: shift of %v by %v", x, n))
	}
	return a, b
}

func truth(b bool) ir.Value {
	if b {
		return ir.ConstOf(ir.I1, 1)
	}
	return ir.ConstOf(ir.I1, 0)
}

// Const implements ir.Builder, as do all methods below.
func (m *Machine) Const(t ir.Type, v uint64) ir.Value { return ir.ConstOf(t, v) }

func (m *Machine) Add(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a+b)
}

func (m *Machine) Sub(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a-b)
}

func (m *Machine) Mul(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a*b)
}

func (m *Machine) UDiv(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a/b)
}

func (m *Machine) URem(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a%b)
}

// divisible panics where a signed division would trap on a host.
func divisible(x, y ir.Value) {
	same(x, y)
	if y.Int() == -1 && uint64(x.Int()) == ^uint64(0)<<(x.Type().Bits()-1) {
		panic(fmt.Sprintf("BUG: division of %v by -1", x))
	}
}

func (m *Machine) SDiv(x, y ir.Value) ir.Value {
	divisible(x, y)
	return ir.ConstOf(x.Type(), uint64(x.Int()/y.Int()))
}

func (m *Machine) SRem(x, y ir.Value) ir.Value {
	divisible(x, y)
	return ir.ConstOf(x.Type(), uint64(x.Int()%y.Int()))
}

func (m *Machine) And(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a&b)
}

func (m *Machine) Or(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a|b)
}

func (m *Machine) Xor(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return ir.ConstOf(x.Type(), a^b)
}

func (m *Machine) Shl(x, n ir.Value) ir.Value {
	a, b := shift(x, n)
	return ir.ConstOf(x.Type(), a<<b)
}

func (m *Machine) LShr(x, n ir.Value) ir.Value {
	a, b := shift(x, n)
	return ir.ConstOf(x.Type(), a>>b)
}

func (m *Machine) AShr(x, n ir.Value) ir.Value {
	_, b := shift(x, n)
	return ir.ConstOf(x.Type(), uint64(x.Int()>>b))
}

func (m *Machine) RotR(x, n ir.Value) ir.Value {
	a, b := same(x, n)
	w := uint64(x.Type().Bits())
	return ir.ConstOf(x.Type(), a>>(b%w)|a<<(w-b%w))
}

func (m *Machine) CLZ(x ir.Value) ir.Value {
	return ir.ConstOf(x.Type(), uint64(bits.LeadingZeros64(x.Uint()))-64+uint64(x.Type().Bits()))
}

func (m *Machine) CTZ(x ir.Value) ir.Value {
	return ir.ConstOf(x.Type(), min(uint64(bits.TrailingZeros64(x.Uint())), uint64(x.Type().Bits())))
}

func (m *Machine) PopCount(x ir.Value) ir.Value {
	return ir.ConstOf(x.Type(), uint64(bits.OnesCount64(x.Uint())))
}

func (m *Machine) BSwap(x ir.Value) ir.Value {
	return ir.ConstOf(x.Type(), bits.ReverseBytes64(x.Uint())>>(64-x.Type().Bits()))
}

func (m *Machine) ZExt(t ir.Type, x ir.Value) ir.Value  { return ir.ConstOf(t, x.Uint()) }
func (m *Machine) SExt(t ir.Type, x ir.Value) ir.Value  { return ir.ConstOf(t, uint64(x.Int())) }
func (m *Machine) Trunc(t ir.Type, x ir.Value) ir.Value { return ir.ConstOf(t, x.Uint()) }

func (m *Machine) Bitcast(t ir.Type, x ir.Value) ir.Value {
	if t.Bits() != x.Type().Bits() {
		panic(fmt.Sprintf("BUG: bitcast of %v to %v", x, t))
	}
	return ir.ConstOf(t, x.Uint())
}

func (m *Machine) Eq(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return truth(a == b)
}

func (m *Machine) Ne(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return truth(a != b)
}

func (m *Machine) ULT(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return truth(a < b)
}

func (m *Machine) ULE(x, y ir.Value) ir.Value {
	a, b := same(x, y)
	return truth(a <= b)
}

func (m *Machine) SLT(x, y ir.Value) ir.Value {
	same(x, y)
	return truth(x.Int() < y.Int())
}

func (m *Machine) SLE(x, y ir.Value) ir.Value {
	same(x, y)
	return truth(x.Int() <= y.Int())
}

func (m *Machine) Select(cond, x, y ir.Value) ir.Value {
	same(x, y)
	if cond.Uint() != 0 {
		return x
	}
	return y
}

// Reg and SetReg access a register.
func (m *Machine) Reg(b *ir.Bank, i ir.Value) ir.Value {
	return ir.ConstOf(b.Type, m.bank(b)[i.Uint()])
}

// Packed implements ir.Builder.
func (m *Machine) Packed(b *ir.Bank, i ir.Value) ir.Value {
	var v uint64
	for _, bit := range m.bank(b)[i.Uint():][:4] {
		v = v<<1 | bit
	}
	return ir.ConstOf(ir.I32, v)
}

// SetPacked implements ir.Builder.
func (m *Machine) SetPacked(b *ir.Bank, i, v ir.Value) {
	for k := range uint64(4) {
		m.bank(b)[i.Uint()+k] = v.Uint() >> (3 - k) & 1
	}
}

func (m *Machine) SetReg(b *ir.Bank, i, v ir.Value) {
	if v.Type() != b.Type {
		panic(fmt.Sprintf("BUG: %v for a register of bank %s", v, b.Name))
	}
	m.bank(b)[i.Uint()] = v.Uint()
}

// Single and its like see registers as they are: doubles.
func (m *Machine) Single(*ir.Bank, ir.Value, bool) (ir.Value, bool) { return ir.Value{}, false }
func (m *Machine) KeepsSingle(*ir.Bank, ir.Value, ir.Value)         {}
func (m *Machine) SetSingle(b *ir.Bank, i, s ir.Value)              { m.SetReg(b, i, m.FPExt(s)) }

func (m *Machine) RegHalf(b *ir.Bank, i, half ir.Value) ir.Value {
	t := ir.F32
	if b.Type == ir.I64 {
		t = ir.I32
	}
	return ir.ConstOf(t, m.bank(b)[i.Uint()]>>(32*half.Uint()))
}

func (m *Machine) SetRegHalf(b *ir.Bank, i, half, v ir.Value) {
	p, n := &m.bank(b)[i.Uint()], 32*half.Uint()
	*p = *p&^(0xffffffff<<n) | v.Uint()<<n
}

// bytes returns the memory an access of type t touches.
func (m *Machine) bytes(t ir.Type, base, disp ir.Value, store bool) []byte {
	at, n := uint32(base.Uint())+uint32(disp.Uint()), int(t.Bits()/8)
	if n > 8 {
		panic(Uncomputed{"vector"})
	}
	access := m.Access
	if access == nil {
		access = m.ownMemory
	}
	b := access(at, n, store)
	if b == nil {
		panic(Uncomputed{fmt.Sprintf("access to %#x", at)})
	}
	return b
}

// ownMemory returns the n bytes of Memory at a guest address, or nil.
func (m *Machine) ownMemory(at uint32, n int, _ bool) []byte {
	at -= m.Base
	if uint64(at)+uint64(n) > uint64(len(m.Memory)) {
		return nil
	}
	return m.Memory[at:][:n]
}

func (m *Machine) Load(t ir.Type, base, disp ir.Value) ir.Value {
	var v uint64
	for i, b := range m.bytes(t, base, disp, false) {
		if m.BigEnd {
			v = v<<8 | uint64(b)
		} else {
			v |= uint64(b) << (8 * i)
		}
	}
	return ir.ConstOf(t, v)
}

func (m *Machine) Store(base, disp, v ir.Value) {
	p := m.bytes(v.Type(), base, disp, true)
	var b [8]byte
	if m.BigEnd {
		binary.BigEndian.PutUint64(b[:], v.Uint())
		copy(p, b[8-len(p):])
		return
	}
	binary.LittleEndian.PutUint64(b[:], v.Uint())
	copy(p, b[:])
}

func (m *Machine) CmpXchg(base, expected, new ir.Value) ir.Value {
	was := m.Load(ir.I32, base, ir.ConstOf(ir.I32, 0))
	if was == expected {
		m.Store(base, ir.ConstOf(ir.I32, 0), new)
	}
	return was
}

func (m *Machine) Fence() {}

func (m *Machine) Helper(ret ir.Type, name string, args ...ir.Value) ir.Value {
	f := m.Helpers[name]
	if f == nil {
		panic(Uncomputed{"helper " + name})
	}
	return f(args)
}

func (m *Machine) Rarely(cond, fast ir.Value, name string, args ...ir.Value) ir.Value {
	if cond.Uint() == 0 {
		return fast
	}
	return m.Helper(fast.Type(), name, args...)
}

func (m *Machine) Service(name string, args ...ir.Value) {
	m.Services = append(m.Services, Service{name, args[0].Uint()})
}

func (m *Machine) ServiceIf(cond ir.Value, name string, args ...ir.Value) {
	if cond.Uint() != 0 {
		m.Service(name, args...)
		panic(left{})
	}
}

func (m *Machine) Accumulate(b *ir.Bank, i ir.Value, add func(old ir.Value) ir.Value) {
	m.SetReg(b, i, add(m.Reg(b, i)))
}
func (m *Machine) Defer(b *ir.Bank, i ir.Value, v func() ir.Value) { m.SetReg(b, i, v()) }
func (m *Machine) Vacate(*ir.Bank, ir.Value)                       {}

// What follows is not computed on numbers: tests of it run emitted code.

func (m *Machine) AtomicRMW(ir.AtomicOp, ir.Value, ir.Value) ir.Value { panic(Uncomputed{"AtomicRMW"}) }

func (m *Machine) Host(name string, _ []ir.Type, _ ...ir.Value) []ir.Value {
	panic(Uncomputed{name})
}

func (m *Machine) HostImm(name string, _, _, _ ir.Value) ir.Value {
	panic(Uncomputed{name})
}

func (m *Machine) Lane(ir.Type, ir.Value, ir.Value) ir.Value { panic(Uncomputed{"Lane"}) }

func (m *Machine) SetLane(_, _, _ ir.Value) ir.Value { panic(Uncomputed{"SetLane"}) }

func (m *Machine) LoadAligned(ir.Type, ir.Value, ir.Value) ir.Value { panic(Uncomputed{"LoadAligned"}) }
func (m *Machine) StoreAligned(_, _, _ ir.Value)                    { panic(Uncomputed{"StoreAligned"}) }
func (m *Machine) ToF80(ir.Value) ir.Value                          { panic(Uncomputed{"ToF80"}) }
func (m *Machine) FSignal(_, _ ir.Value)                            { panic(Uncomputed{"FSignal"}) }

var _ ir.Builder = (*Machine)(nil)

// number returns a floating-point value as a float64, exactly.
func number(x ir.Value) float64 {
	if x.Type() == ir.F32 {
		return float64(math.Float32frombits(uint32(x.Uint())))
	}
	return math.Float64frombits(x.Uint())
}
