package ir

import (
	"fmt"
	"reflect"
	"slices"

	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/metadata"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// intrinsics are the operations LLVM has as overloaded intrinsics, by name
// without the type suffix, and whether they take a trailing "zero is poison".
var intrinsics = map[opcode]struct {
	name string
	flag bool
}{
	opCLZ:      {"llvm.ctlz", true},
	opCTZ:      {"llvm.cttz", true},
	opPopCount: {"llvm.ctpop", false},
	opBSwap:    {"llvm.bswap", false},
	opFAbs:     {"llvm.fabs", false},
}

var intPreds = map[opcode]enum.IPred{
	opEq: enum.IPredEQ, opNe: enum.IPredNE, opULT: enum.IPredULT,
	opULE: enum.IPredULE, opSLT: enum.IPredSLT, opSLE: enum.IPredSLE,
}

var floatPreds = map[opcode]enum.FPred{
	opFOEQ: enum.FPredOEQ, opFOLT: enum.FPredOLT, opFOLE: enum.FPredOLE, opFUNO: enum.FPredUNO,
}

// binaries are the operations that are one LLVM instruction on two operands.
var binaries = map[opcode]func(b *llir.Block, x, y value.Value) value.Value{
	opAdd:  func(b *llir.Block, x, y value.Value) value.Value { return b.NewAdd(x, y) },
	opSub:  func(b *llir.Block, x, y value.Value) value.Value { return b.NewSub(x, y) },
	opMul:  func(b *llir.Block, x, y value.Value) value.Value { return b.NewMul(x, y) },
	opUDiv: func(b *llir.Block, x, y value.Value) value.Value { return b.NewUDiv(x, y) },
	opSDiv: func(b *llir.Block, x, y value.Value) value.Value { return b.NewSDiv(x, y) },
	opURem: func(b *llir.Block, x, y value.Value) value.Value { return b.NewURem(x, y) },
	opSRem: func(b *llir.Block, x, y value.Value) value.Value { return b.NewSRem(x, y) },
	opAnd:  func(b *llir.Block, x, y value.Value) value.Value { return b.NewAnd(x, y) },
	opOr:   func(b *llir.Block, x, y value.Value) value.Value { return b.NewOr(x, y) },
	opXor:  func(b *llir.Block, x, y value.Value) value.Value { return b.NewXor(x, y) },
	opShl:  func(b *llir.Block, x, y value.Value) value.Value { return b.NewShl(x, y) },
	opLShr: func(b *llir.Block, x, y value.Value) value.Value { return b.NewLShr(x, y) },
	opAShr: func(b *llir.Block, x, y value.Value) value.Value { return b.NewAShr(x, y) },
}

// conversions are the operations that are one LLVM instruction from one type
// to another.
var conversions = map[opcode]func(b *llir.Block, x value.Value, t types.Type) value.Value{
	opZExt:    func(b *llir.Block, x value.Value, t types.Type) value.Value { return b.NewZExt(x, t) },
	opSExt:    func(b *llir.Block, x value.Value, t types.Type) value.Value { return b.NewSExt(x, t) },
	opTrunc:   func(b *llir.Block, x value.Value, t types.Type) value.Value { return b.NewTrunc(x, t) },
	opToF80:   func(b *llir.Block, x value.Value, t types.Type) value.Value { return b.NewFPExt(x, t) },
	opBitcast: func(b *llir.Block, x value.Value, t types.Type) value.Value { return b.NewBitCast(x, t) },
}

// emit implements opSink.
func (f *Func) emit(op opcode, t Type, args ...Value) Value {
	if op.propagates() {
		return f.emitFloat(op, t, args)
	}
	if op == opFUNO {
		return f.unordered(args[0], args[1])
	}
	v := make([]value.Value, len(args))
	for i, a := range args {
		v[i] = f.value(a)
	}
	if op == opMul {
		f.unburden(v)
	}
	r := Value{typ: t, v: f.instruction(op, t, args[0].typ, v)}
	if op == opSIToFP {
		f.noteQuiet(r.v)
	}
	return r
}

// constrained are the operations that LLVM must neither compute itself nor
// rearrange, because the rounding mode and the flags are the guest's: they are
// calls of llvm.experimental.constrained intrinsics, which become the same
// instructions.
var constrained = map[opcode]string{
	opFAdd: "fadd", opFSub: "fsub", opFMul: "fmul", opFDiv: "fdiv", opFSqrt: "sqrt",
	opFMA: "fma", opFPExt: "fpext", opFPTrunc: "fptrunc", opSIToFP: "sitofp",
}

// inCurrentMode emits a constrained operation: rounded as MXCSR says, with
// exceptions that never trap.
func (f *Func) inCurrentMode(op opcode, t, from Type, v []value.Value) value.Value {
	name := "llvm.experimental.constrained." + constrained[op] + "." + overloads[llvmTypes[t]]
	switch op {
	case opFPExt, opFPTrunc, opSIToFP:
		name += "." + overloads[llvmTypes[from]]
	}
	if op != opFPExt {
		v = append(v, metadataString("round.dynamic"))
	}
	exceptions := "fpexcept.ignore"
	if t == F80 { // a guest with that format reads the flags in the host's status word
		exceptions = "fpexcept.strict"
	}
	return f.callConstrained(name, llvmTypes[t], append(v, metadataString(exceptions))...)
}

// callConstrained calls a constrained intrinsic.
func (f *Func) callConstrained(name string, ret types.Type, args ...value.Value) value.Value {
	call := f.callC(name, enum.CallingConvNone, ret, args...).(*llir.InstCall)
	call.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrStrictFP}
	return call
}

// FSignal implements Builder, by a comparison whose result nobody wants.
func (f *Func) FSignal(x, y Value) {
	name := "llvm.experimental.constrained.fcmps." + overloads[llvmTypes[x.typ]]
	f.callConstrained(name, types.I1, f.value(x), f.value(y), metadataString("uno"), metadataString("fpexcept.strict"))
}

// metadataString returns a string as an argument of an intrinsic.
func metadataString(s string) value.Value {
	return &metadata.Value{Value: &metadata.String{Value: s}}
}

// instruction emits op giving t on operands whose first has type from. What
// works on a value just loaded has the place of the load: the host may do both
// in one instruction, and its faults are the load's.
func (f *Func) instruction(op opcode, t, from Type, v []value.Value) value.Value {
	x := f.plain(op, t, from, v)
	for _, operand := range v {
		if where := placeOfLoad(operand); where != nil {
			place(x, where)
			break
		}
	}
	return x
}

// placeOfLoad returns the place of a value that was just loaded and at most
// converted since.
func placeOfLoad(v value.Value) []*metadata.Attachment {
	switch v := v.(type) {
	case *llir.InstLoad: // which says besides what it accesses
		return slices.DeleteFunc(slices.Clone(v.Metadata), func(a *metadata.Attachment) bool { return a.Name != "dbg" })
	case *llir.InstBitCast:
		return v.Metadata
	case *llir.InstZExt:
		return v.Metadata
	case *llir.InstSExt:
		return v.Metadata
	case *llir.InstTrunc:
		return v.Metadata
	}
	return nil
}

// place gives an instruction a place in the guest's code.
func place(x value.Value, where []*metadata.Attachment) {
	if field := reflect.Indirect(reflect.ValueOf(x)).FieldByName("Metadata"); field.IsValid() && field.Len() == 0 {
		field.Set(reflect.ValueOf(llir.Metadata(where)))
	}
}

// plain emits what instruction does.
func (f *Func) plain(op opcode, t, from Type, v []value.Value) value.Value {
	if op == opOr && t == I32 {
		f.freezeLow(v)
	}
	if emit := binaries[op]; emit != nil {
		r := emit(f.cur, v[0], v[1])
		if add, ok := r.(*llir.InstAdd); ok {
			f.noteStep(add)
		}
		return r
	}
	if constrained[op] != "" && (op != opFMA || f.fma) {
		return f.inCurrentMode(op, t, from, v)
	}
	if convert := conversions[op]; convert != nil {
		return convert(f.cur, v[0], llvmTypes[t])
	}
	if p, ok := intPreds[op]; ok {
		return f.cur.NewICmp(p, v[0], v[1])
	}
	if p, ok := floatPreds[op]; ok {
		if from == F80 { // LLVM would compare converted operands as they were before, by other modes and flags
			for i := range v {
				v[i] = f.intrinsic("llvm.arithmetic.fence", llvmTypes[from], v[i])
			}
		}
		return f.cur.NewFCmp(p, v[0], v[1])
	}
	if in, ok := intrinsics[op]; ok {
		if in.flag {
			v = append(v, constant.False)
		}
		return f.intrinsic(in.name, llvmTypes[t], v...)
	}
	switch op {
	case opSelect:
		return f.cur.NewSelect(v[0], v[1], v[2])
	case opFMA:
		return f.callC(fusedNames[t], enum.CallingConvPreserveAll, llvmTypes[t], v...)
	case opRotR:
		return f.intrinsic("llvm.fshr", llvmTypes[t], v[0], v[0], v[1])
	case opFNeg:
		n := f.cur.NewFNeg(v[0])
		if t == F80 { // LLVM makes differences of sums with it, whose NaNs may have another sign
			return f.intrinsic("llvm.arithmetic.fence", llvmTypes[t], n)
		}
		return n
	case opFPToSI, opFPToSIRound:
		return f.floatToInt(op, t, from, v[0])
	}
	panic(fmt.Sprintf("BUG: operation %d has no LLVM form", op))
}

// freezeLow keeps LLVM from loading a byte or halfword into the low part of a
// register, where v are the operands of an OR that puts a value there: the
// instruction selection of LLVM since 18 then takes the upper half of the 64-bit
// register for zero, which it need not be (llvm/llvm-project#205291). A frozen load
// stays one of its own.
func (f *Func) freezeLow(v []value.Value) {
	for i, rest := range v {
		if low := v[1-i]; keepsUpper(rest) && !isConstant(low) {
			frozen := llir.NewInstFreeze(low)
			f.cur.Insts = append(f.cur.Insts, frozen)
			v[1-i] = frozen
		}
	}
}

// keepsUpper reports whether v clears the low byte or halfword of something.
func keepsUpper(v value.Value) bool {
	and, ok := v.(*llir.InstAnd)
	if !ok {
		return false
	}
	for _, operand := range []value.Value{and.X, and.Y} {
		if c, ok := operand.(*constant.Int); ok && (c.X.Int64() == -1<<8 || c.X.Int64() == -1<<16) {
			return true
		}
	}
	return false
}

func isConstant(v value.Value) bool {
	_, ok := v.(constant.Constant)
	return ok
}

// overloads are the type suffixes of overloaded intrinsics.
var overloads = map[types.Type]string{
	types.I8: "i8", types.I16: "i16", types.I32: "i32", types.I64: "i64", types.Float: "f32", types.Double: "f64", types.X86_FP80: "f80",
}

// intrinsic calls an intrinsic overloaded on t, which it returns.
func (f *Func) intrinsic(name string, t types.Type, args ...value.Value) value.Value {
	return f.callC(name+"."+overloads[t], enum.CallingConvNone, t, args...)
}

// callC calls a C function or intrinsic.
func (f *Func) callC(name string, cc enum.CallingConv, ret types.Type, args ...value.Value) value.Value {
	at := make([]types.Type, len(args))
	for i, a := range args {
		at[i] = a.Type()
	}
	call := f.cur.NewCall(f.unit.helper(name, cc, ret, at...), args...)
	call.CallingConv = cc
	return call
}

// toInt are the host's conversion instructions, which give the most negative
// integer where LLVM's fptosi gives poison. [SDM 2A, CVTSD2SI, CVTTSD2SI]
var toInt = map[struct {
	op       opcode
	to, from Type
}]string{
	{opFPToSI, I32, F32}:      "llvm.x86.sse.cvttss2si",
	{opFPToSI, I64, F32}:      "llvm.x86.sse.cvttss2si64",
	{opFPToSI, I32, F64}:      "llvm.x86.sse2.cvttsd2si",
	{opFPToSI, I64, F64}:      "llvm.x86.sse2.cvttsd2si64",
	{opFPToSIRound, I32, F32}: "llvm.x86.sse.cvtss2si",
	{opFPToSIRound, I64, F32}: "llvm.x86.sse.cvtss2si64",
	{opFPToSIRound, I32, F64}: "llvm.x86.sse2.cvtsd2si",
	{opFPToSIRound, I64, F64}: "llvm.x86.sse2.cvtsd2si64",
}

func (f *Func) floatToInt(op opcode, t, from Type, x value.Value) value.Value {
	name := toInt[struct {
		op       opcode
		to, from Type
	}{op, t, from}]
	lanes := uint64(128 / from.Bits())
	vec := types.NewVector(lanes, llvmTypes[from])
	v := f.cur.NewInsertElement(constant.NewUndef(vec), x, constant.NewInt(types.I32, 0))
	return f.callC(name, enum.CallingConvNone, llvmTypes[t], v)
}

// fusedNames are the functions of the runtime that compute x × y + z where the
// host has no instruction for it.
var fusedNames = map[Type]string{F32: "rt_fma_s", F64: "rt_fma_d"}

// address returns the host address of guest address base+disp. The sum is not
// wrapped: where it leaves the low 4 GiB, so does the guest's, into pages that
// are mapped on neither side. LLVM knows that different displacements from one
// pointer do not overlap, which it does not know of sums made pointers.
func (f *Func) address(t types.Type, base, disp Value) value.Value {
	if !disp.known {
		base, disp = f.Add(base, disp), ConstOf(I32, 0)
	}
	if base.known {
		a := uint32(base.bits) + uint32(disp.bits)
		return constant.NewIntToPtr(constant.NewInt(types.I64, int64(a)), types.NewPointer(t))
	}
	f.accessed(base.v, disp.Int())
	p := f.pointers[base.v]
	if p == nil {
		p = f.cur.NewIntToPtr(f.wideAddress(base.v), types.I8Ptr)
		f.pointers[base.v] = p
	}
	if d := disp.Int(); d != 0 {
		p = f.cur.NewGetElementPtr(types.I8, p, constant.NewInt(types.I64, d))
	}
	return f.cur.NewBitCast(p, types.NewPointer(t))
}

// Accesses to guest memory are plain, so that LLVM may combine them: it neither
// tears nor invents any on this host, and moves none across a poll or a call.
// Where registers are to be exact at faults they are volatile, which keeps them
// in order with the stores of registers. A load that nobody uses is volatile
// too (keepLoads), because it may be there for its fault.

// Load implements Builder.
func (f *Func) Load(t Type, base, disp Value) Value {
	if t == F64 {
		if v, ok := f.loadOfWords(base, disp); ok {
			return v
		}
	}
	return f.load(t, base, disp, 1)
}

// LoadAligned implements Builder.
func (f *Func) LoadAligned(t Type, base, disp Value) Value {
	return f.load(t, base, disp, t.Bits()/8)
}

func (f *Func) load(t Type, base, disp Value, align uint) Value {
	lt := llvmTypes[t]
	if f.reverses(t) {
		lt = types.NewVector(uint64(t.Bits()/8), types.I8)
	}
	load := f.cur.NewLoad(lt, f.address(lt, base, disp))
	load.Align = llir.Align(align)
	load.Metadata = append(f.here(), f.inMemory())
	load.Volatile = f.unit.program.exact != ByConvention
	f.loads = append(f.loads, load)
	if f.reverses(t) {
		v := f.reverse(t, load, llvmTypes[t])
		if t.IsFloat() {
			f.noteLoad(v, load)
		}
		return Value{typ: t, v: v}
	}
	if t == F32 || t == F64 {
		f.noteLoad(load, load)
	}
	return f.swap(Value{typ: t, v: load})
}

// Store implements Builder.
func (f *Func) Store(base, disp, v Value) { f.store(base, disp, v, 1) }

// StoreAligned implements Builder.
func (f *Func) StoreAligned(base, disp, v Value) { f.store(base, disp, v, v.typ.Bits()/8) }

func (f *Func) store(base, disp, v Value, align uint) {
	var x value.Value
	if f.reverses(v.typ) {
		x = f.reverse(v.typ, f.value(v), types.NewVector(uint64(v.typ.Bits()/8), types.I8))
	} else {
		x = f.value(f.swap(v))
	}
	store := f.cur.NewStore(x, f.address(x.Type(), base, disp))
	store.Align = llir.Align(align)
	store.Metadata = append(f.here(), f.inMemory())
	store.Volatile = f.unit.program.exact != ByConvention
	stored := f.stored
	f.forgetLoads()
	f.noteStore(stored, base, disp, v)
}

// CmpXchg implements Builder.
func (f *Func) CmpXchg(base, expected, new Value) Value {
	p := f.address(llvmTypes[expected.typ], base, ConstOf(I32, 0))
	x := f.cur.NewCmpXchg(p, f.value(f.swap(expected)), f.value(f.swap(new)),
		enum.AtomicOrderingSequentiallyConsistent, enum.AtomicOrderingSequentiallyConsistent)
	x.Metadata = f.here()
	f.forgetLoads()
	return f.swap(Value{typ: expected.typ, v: f.cur.NewExtractValue(x, 0)})
}

// atomicOps are LLVM's names of AtomicOps.
var atomicOps = [...]enum.AtomicOp{enum.AtomicOpXChg, enum.AtomicOpAdd, enum.AtomicOpSub, enum.AtomicOpAnd, enum.AtomicOpOr, enum.AtomicOpXor}

// AtomicRMW implements Builder.
func (f *Func) AtomicRMW(op AtomicOp, base, v Value) Value {
	if f.unit.guest.BigEnd {
		panic("BUG: atomic operation in another byte order")
	}
	p := f.address(llvmTypes[v.typ], base, ConstOf(I32, 0))
	x := f.cur.NewAtomicRMW(atomicOps[op], p, f.value(v), enum.AtomicOrderingSequentiallyConsistent)
	x.Metadata = f.here()
	f.forgetLoads()
	return Value{typ: v.typ, v: x}
}

// Fence implements Builder.
func (f *Func) Fence() { f.cur.NewFence(enum.AtomicOrderingSequentiallyConsistent) }

// Helper implements Builder.
func (f *Func) Helper(ret Type, name string, args ...Value) Value {
	f.commit() // NaNs found so far may set flags that the helper reads
	f.forgetLoads()
	return Value{typ: ret, v: f.callC(name, helperConventions[name], llvmTypes[ret], f.values(args)...)}
}

// helperConventions are the calling conventions of helpers other than C's.
var helperConventions = map[string]enum.CallingConv{
	"rt_copy": enum.CallingConvPreserveMost,
	"rt_move": enum.CallingConvPreserveMost,
}

func (f *Func) values(args []Value) []value.Value {
	v := make([]value.Value, len(args))
	for i, a := range args {
		v[i] = f.value(a)
	}
	return v
}

// Rarely implements Builder.
func (f *Func) Rarely(cond, fast Value, name string, args ...Value) Value {
	if cond.known && cond.bits == 0 {
		return fast
	}
	if fast.known && !fast.typ.IsFloat() && f.endsGroup(cond.v) {
		return f.rarelyInCold(fast, name, args)
	}
	f.commit()
	fastVal, argVals, from := f.value(fast), f.values(args), f.cur
	rare, on := f.fn.NewBlock(f.label("rare")), f.fn.NewBlock(f.label("on"))
	f.unlikely(f.value(cond), rare, on)
	f.cur = rare
	slow := f.callC(name, enum.CallingConvPreserveAll, llvmTypes[fast.typ], argVals...)
	rare.NewBr(on)
	f.cur = on
	return Value{typ: fast.typ, v: on.NewPhi(llir.NewIncoming(fastVal, from), llir.NewIncoming(slow, rare))}
}
