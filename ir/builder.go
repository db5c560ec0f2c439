// Package ir is the vocabulary in which instruction semantics are written, and
// its lowering to LLVM IR. It knows no guest instruction set, no executable
// format and no operating system; it is the only package that uses llir.
package ir

// A Builder appends operations to the code being built. Operations on known
// values fold: a semantic function called with constant operand fields emits
// only what depends on guest registers and memory.
//
// Integer operations take operands of equal type and wrap. Shift amounts have
// the type of the value and must be below its width; where the guest allows
// more, the semantics mask or select. Division by zero and the overflowing
// signed division are the caller's to avoid (with Select on the divisor).
type Builder interface {
	Const(t Type, v uint64) Value

	Add(x, y Value) Value
	Sub(x, y Value) Value
	Mul(x, y Value) Value
	UDiv(x, y Value) Value
	SDiv(x, y Value) Value
	URem(x, y Value) Value
	SRem(x, y Value) Value
	And(x, y Value) Value
	Or(x, y Value) Value
	Xor(x, y Value) Value
	Shl(x, n Value) Value
	LShr(x, n Value) Value
	AShr(x, n Value) Value
	RotR(x, n Value) Value // any n, modulo the width

	CLZ(x Value) Value // the width when x is 0
	CTZ(x Value) Value
	PopCount(x Value) Value
	BSwap(x Value) Value // I16, I32, I64

	ZExt(t Type, x Value) Value // identity when x has type t already
	SExt(t Type, x Value) Value
	Trunc(t Type, x Value) Value
	Bitcast(t Type, x Value) Value // I32↔F32, I64↔F64

	Eq(x, y Value) Value // comparisons give I1
	Ne(x, y Value) Value
	ULT(x, y Value) Value
	ULE(x, y Value) Value
	SLT(x, y Value) Value
	SLE(x, y Value) Value
	Select(cond, x, y Value) Value // x where cond, else y; both are computed

	// Floating point is the host's, in its current rounding mode, raising the
	// host's sticky flags. A NaN result has host encoding: semantics that can
	// show one to the guest replace it (Rarely).
	FAdd(x, y Value) Value
	FSub(x, y Value) Value
	FMul(x, y Value) Value
	FDiv(x, y Value) Value
	FSqrt(x Value) Value
	FMA(x, y, z Value) Value // x × y + z, rounded once
	FNeg(x Value) Value      // changes the sign bit, of NaNs too; raises nothing
	FAbs(x Value) Value      // clears the sign bit
	FOEQ(x, y Value) Value   // quiet ordered comparisons, I1
	FOLT(x, y Value) Value
	FOLE(x, y Value) Value
	FUNO(x, y Value) Value        // either is a NaN
	FSignal(x, y Value)           // raises Invalid where either is a NaN
	FPExt(x Value) Value          // F32 → F64
	FPTrunc(x Value) Value        // F64 → F32
	ToF80(x Value) Value          // any float → F80
	SIToFP(t Type, x Value) Value // I32 or I64 → float
	// FPToSI truncates toward zero; out of range and NaN give the most
	// negative integer, as x86 cvttsd2si does. t is I32 or I64.
	FPToSI(t Type, x Value) Value
	// FPToSIRound rounds in the current mode instead (cvtsd2si).
	FPToSIRound(t Type, x Value) Value

	// Reg reads and SetReg writes register i of a bank. i is an I32; a known i
	// names a register that lives in host registers, an unknown one indexes
	// the guest state.
	Reg(b *Bank, i Value) Value
	SetReg(b *Bank, i, v Value)
	// Packed returns four registers of an I1 bank from number i on, a multiple of
	// four, as the lowest bits of an I32, the first as the most significant one.
	// SetPacked sets them to the lowest bits of v.
	Packed(b *Bank, i Value) Value
	SetPacked(b *Bank, i, v Value)
	// Defer is SetReg of what v returns, which is called only if somebody reads
	// the register. v builds on values it already has; it reads no register or
	// memory.
	Defer(b *Bank, i Value, v func() Value)
	// Accumulate sets register i of an I64 bank to what add makes of it: a sum or
	// a difference, of which the low half does not depend on the high half before.
	Accumulate(b *Bank, i Value, add func(old Value) Value)
	// Vacate says that register i of a bank, one of Guest.Lasting, is empty: until
	// it is set again only code of the function and services that say so in
	// Guest.Reads see what it held.
	Vacate(b *Bank, i Value)
	// RegHalf and SetRegHalf access 32 bits of a register of an F64 or I64 bank
	// as an F32 or I32: half is an I32, 0 for the low half and 1 for the high
	// one. The other half keeps its value.
	RegHalf(b *Bank, i, half Value) Value
	SetRegHalf(b *Bank, i, half, v Value)

	// Single returns a register of a bank that has a Widen where it is known to
	// hold a single. wanted says that the code goes on with a single where it is
	// not known, too. SetSingle sets a register to the double of s. KeepsSingle
	// says that register to was set to that of register from.
	Single(b *Bank, i Value, wanted bool) (s Value, ok bool)
	SetSingle(b *Bank, i, s Value)
	KeepsSingle(b *Bank, to, from Value)

	// Load and Store access guest memory at base+disp in guest byte order.
	// base is an I32, disp a signed 16-bit displacement as an I32 (or any I32
	// when the sum is known not to wrap); they must not carry over 4 GiB but
	// into pages that are never mapped. Floats load as they are.
	Load(t Type, base, disp Value) Value
	Store(base, disp, v Value)
	// LoadAligned and StoreAligned access a vector at a multiple of its size;
	// at another address they fault as the host's instructions do.
	LoadAligned(t Type, base, disp Value) Value
	StoreAligned(base, disp, v Value)
	// CmpXchg atomically replaces the integer at base by new where it is
	// expected, and returns what it was, all in guest byte order.
	CmpXchg(base, expected, new Value) Value
	// AtomicRMW atomically applies op to the integer at base and v, and returns
	// what it was. Guests have the host's byte order.
	AtomicRMW(op AtomicOp, base, v Value) Value
	Fence()

	// Helper calls a C function of the runtime that neither reads nor writes
	// banked registers. It may read and write other guest state.
	Helper(ret Type, name string, args ...Value) Value
	// Rarely returns fast, or where cond holds (unlikely) what the runtime's
	// helper returns. fast must already be computed.
	Rarely(cond, fast Value, name string, args ...Value) Value
	// IfNaN returns r, or where r is a NaN what the runtime's helper name
	// returns, which gets r and the operands. r is the result of an operation
	// above on those operands; the helper returns it unchanged where it is no
	// NaN.
	IfNaN(r Value, name string) Value
	// Service brings the guest state up to date, calls the runtime function
	// name(state, args) and goes on with the state it leaves at the guest PC it
	// returns. Syscalls, breakpoints and illegal instructions are services.
	Service(name string, args ...Value)
	// ServiceIf does the same only where cond holds, which is unlikely, and
	// then does not return here (traps).
	ServiceIf(cond Value, name string, args ...Value)
	// Host executes a host instruction, one of the list in host.go, on args and
	// returns its results. It is for guests that have the same instruction, or one
	// of the same effect.
	Host(name string, results []Type, args ...Value) []Value
	// HostImm executes a host instruction of two vectors and an immediate,
	// which must be one of the list in host.go.
	HostImm(name string, imm, x, y Value) Value
	// Lane reads and SetLane replaces an element of a vector; t says its type
	// and i, an I32, its number.
	Lane(t Type, v, i Value) Value
	SetLane(v, i, x Value) Value
}

// An AtomicOp is an operation of AtomicRMW.
type AtomicOp uint8

// The operations of AtomicRMW.
const (
	AtomicSwap AtomicOp = iota
	AtomicAdd
	AtomicSub
	AtomicAnd
	AtomicOr
	AtomicXor
)

// Code is a Builder that can also end a basic block of guest code. Lifting a
// block makes any number of Builder calls and then exactly one of these.
type Code interface {
	Builder

	// At says that what follows belongs to the guest instruction at pc, and
	// that execution goes on at next where nothing else is said.
	At(pc, next uint32)
	// Goto goes on at a guest PC known now.
	Goto(pc uint32)
	// Branch goes on at taken where cond holds, else at other.
	Branch(cond Value, taken, other uint32)
	// Call calls the guest function at target; the guest has put ret where its
	// convention wants the return address.
	Call(target, ret uint32)
	// CallIndirect calls a function whose address is computed. A guess that is
	// not 0 is where it probably lies.
	CallIndirect(target Value, guess, ret uint32)
	// Jump goes on at a computed guest PC. A guess that is not 0 is where it
	// probably lies.
	Jump(target Value, guess uint32, kind JumpKind)
	// Return goes on at a computed guest PC that is probably the return address
	// of the running function.
	Return(target Value)
	// Stop leaves lifted code; the dispatcher goes on at pc.
	Stop(pc uint32)
	// Exact reports whether registers that are not in banks are to be exact
	// too wherever an access to memory may fault.
	Exact() bool
}

// A JumpKind says what is known of a computed jump.
type JumpKind uint8

const (
	JumpUnknown  JumpKind = iota // leads anywhere, perhaps to a Computed block of the function
	JumpTable                    // leads to a Computed block of the function, unless the program is odd
	JumpInside                   // probably leads to a Computed block of the function
	JumpFunction                 // leads to the start of a function
)

// A Bank is an array of guest registers in the guest state.
type Bank struct {
	Name   string
	Type   Type // of one register as it lies in the state
	Count  int
	Offset uint32   // of register 0 in the guest state, in bytes
	Names  []string // of the registers, for people; may be nil

	// Widen is the helper that makes exact what a signaling NaN becomes as a
	// double, in an F64 bank whose registers hold singles as doubles.
	Widen string

	slot int // of register 0 in the numbering of the Guest
}

// Size returns the bytes one register takes in the guest state.
func (b *Bank) Size() uint32 {
	if b.Type == F80 {
		return 16
	}
	return uint32(b.Type.Bits()+7) / 8
}

// offsetOf returns where register n lies in the guest state, in bytes.
func (b *Bank) offsetOf(n int) uint32 { return b.Offset + uint32(n)*b.Size() }

// Pin returns the registers of these numbers.
func (b *Bank) Pin(numbers ...int) []Pin {
	var p []Pin
	for _, n := range numbers {
		p = append(p, Pin{Bank: b, Index: n})
	}
	return p
}

// Pins returns registers lo to hi.
func (b *Bank) Pins(lo, hi int) []Pin {
	var p []Pin
	for n := lo; n <= hi; n++ {
		p = append(p, Pin{Bank: b, Index: n})
	}
	return p
}

// paired reports whether the registers have two halves, which guests use apart.
func (b *Bank) paired() bool { return b.Type == F64 || b.Type == I64 }

// slots returns how many slots one register takes: one for each half.
func (b *Bank) slots() int {
	if b.paired() {
		return 2
	}
	return 1
}

// half returns the type of a half of a paired register, and the type of others.
func (b *Bank) half() Type {
	switch b.Type {
	case F64:
		return F32
	case I64:
		return I32
	}
	return b.Type
}

// A Guest tells the Builder what guest state and memory are like.
type Guest struct {
	BigEnd bool
	// NaN holds, by type, the bits of the NaN that every operation gives, for
	// guests that have one for all; what an operation does with NaNs depends on
	// its operands then only in whether it is invalid.
	NaN   map[Type]uint64
	Align uint32 // of instructions in bytes, a power of two
	Banks []*Bank
	// Pinned are registers of I32 banks that functions pass and return in host
	// registers; at most the host's number of them is used.
	Pinned []Pin
	// Carried are registers of F64 banks of which functions pass and return copies in
	// host registers.
	Carried []Pin
	// Preserved are registers that functions preserve by convention.
	Preserved []Pin
	// Scratch are registers that by convention carry nothing into a function that
	// is called at a computed address, nor out of one that writes them. Arguments
	// are those that carry nothing out of one that writes them, and Results those
	// in which functions return values. Calls of known addresses are taken as
	// they are.
	Scratch, Arguments, Results []Pin
	// Strangers says that what functions write in registers which calls do not
	// preserve is lost for callers that computed their address. What a callee does
	// not write comes through in any case, as compilers expect that know it.
	Strangers bool
	// Target are registers in which calls of computed addresses pass the address:
	// code that the program made itself may read them though no function does.
	Target []Pin
	// Landing are registers, not of Results, in which landing pads of exceptions
	// get theirs.
	Landing []Pin
	// Reads are the registers, beside the pinned ones, that services read, by the
	// names of those that do.
	Reads map[string][]Pin
	// Writes are the registers that services write whenever the instruction behind
	// them is the next one.
	Writes map[string][]Pin
	// Lasting are registers that code which is not foreseen may read while they are
	// full. They are stored wherever the function is left unless they are empty,
	// whatever the code that is known to follow reads.
	Lasting []Pin
	// FloatArguments are registers that hold no argument where a function with a
	// variable number of them is called while FloatBit, at most one bit, is clear.
	FloatArguments, FloatBit []Pin
	// Resume are services that go on at the instruction itself, in another way, or
	// raise a signal for it: ServiceIf stores for them only registers that may be
	// read, by what follows or as Reads says, unless registers are to be exact.
	Resume []string
	// Eager are registers of I32 banks that the guest state must hold exactly
	// whenever an access to memory may fault: what it takes to unwind.
	Eager []Pin
	// Links are registers of I32 banks that calls set to the return address. What
	// is called finds it in the guest state, whether it reads the register or not:
	// it takes that to unwind, too.
	Links []Pin
}

// A Pin names one register to be carried in a host register.
type Pin struct {
	Bank  *Bank
	Index int
}

// Offsets in the part of the guest state that all guests share; struct state
// in the runtime asserts them.
const (
	stateStackLimit = 8
	statePC         = 16
	stateEvent      = 20
	stateHasFMA     = 28
)
