package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// A stepFunc is a Builder for the interpreter: the instruction word is known
// only when the function runs, and registers live in the guest state.
type stepFunc struct {
	Func
	at     Value // guest PC of the instruction
	served Value // what a Service returned: the PC to go on at
}

// AddStep adds a function u64 name(u32 word, u32 pc) that executes one kind of
// instruction for the interpreter. build emits it and returns the I64 result
// for when no service of the runtime decides where to go on; in that case the
// result is the PC the service returned.
func (u *Unit) AddStep(name string, build func(b Builder, word, pc Value) Value) {
	u.addStep(name, []string{"word", "pc"}, 1, func(b Builder, args []Value) Value { return build(b, args[0], args[1]) })
}

// AddInstruction adds a function u64 name(u32 params..., u32 pc) that executes
// one kind of instruction whose fields somebody else has taken apart.
func (u *Unit) AddInstruction(name string, params []string, build func(b Builder, args []Value) Value) {
	u.addStep(name, append(params, "pc"), len(params), build)
}

func (u *Unit) addStep(name string, params []string, pc int, build func(b Builder, args []Value) Value) {
	var ps []*llir.Param
	var args []Value
	for _, p := range params {
		ps = append(ps, llir.NewParam(p, types.I32))
		args = append(args, Value{typ: I32, v: ps[len(ps)-1]})
	}
	fn := u.mod.NewFunc(name, types.I64, ps...)
	fn.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrNoUnwind}
	fn.Linkage = enum.LinkageInternal
	f := &stepFunc{Func: Func{unit: u, fn: fn, pointers: map[value.Value]value.Value{}}}
	f.sink = &f.Func
	f.cur = fn.NewBlock("head")
	f.at = args[pc]
	result := build(f, args)
	f.commit()
	if f.served.typ != Void {
		result = f.ZExt(I64, f.served)
	}
	f.cur.NewRet(f.value(result))
}

// AddRows adds the constant array name of struct { u8 facts[]; u64 (*run[])();
// }; a step that is "" is null. All rows have as many facts and steps as the
// first; the number of facts is a multiple of eight.
func (u *Unit) AddRows(name string, rows []StepRow) {
	byName := map[string]*llir.Func{}
	for _, f := range u.mod.Funcs {
		byName[f.Name()] = f
	}
	var all []constant.Constant
	for _, r := range rows {
		var steps []constant.Constant
		for _, s := range r.Steps {
			if s == "" {
				steps = append(steps, constant.NewNull(types.I8Ptr))
				continue
			}
			steps = append(steps, constant.NewBitCast(byName[s], types.I8Ptr))
		}
		all = append(all, constant.NewStruct(nil, constant.NewCharArray(r.Facts), constant.NewArray(nil, steps...)))
	}
	u.mod.NewGlobalDef(name, constant.NewArray(nil, all...)).Immutable = true
}

// A StepRow is a row of AddRows.
type StepRow struct {
	Facts []byte
	Steps []string
}

// AddNumbers adds the constant array name of u16.
func (u *Unit) AddNumbers(name string, numbers []uint16) {
	var all []constant.Constant
	for _, n := range numbers {
		all = append(all, constant.NewInt(types.I16, int64(n)))
	}
	u.mod.NewGlobalDef(name, constant.NewArray(nil, all...)).Immutable = true
}

// A Step is a row of the interpreter's table.
type Step struct {
	Mask, Match uint32
	Func        string
}

// AddStepTable adds the constant array name of struct { u32 mask, match; u64
// (*step)(u32, u32); } and its length name_count.
func (u *Unit) AddStepTable(name string, steps []Step) {
	var rows []constant.Constant
	byName := map[string]*llir.Func{}
	for _, f := range u.mod.Funcs {
		byName[f.Name()] = f
	}
	for _, s := range steps {
		fn := byName[s.Func]
		rows = append(rows, constant.NewStruct(nil, i32(s.Mask), i32(s.Match), fn))
	}
	table := u.mod.NewGlobalDef(name, constant.NewArray(nil, rows...))
	table.Immutable = true
	count := u.mod.NewGlobalDef(name+"_count", i32(uint32(len(rows))))
	count.Immutable = true
}

// field returns the address in the state of register i of a bank, plus extra
// bytes.
func (f *stepFunc) field(t types.Type, b *Bank, i, extra Value) value.Value {
	offset := f.Mul(f.ZExt(I64, i), ConstOf(I64, uint64(b.Size())))
	offset = f.Add(f.Add(offset, ConstOf(I64, uint64(b.Offset))), f.ZExt(I64, extra))
	if offset.known {
		return stateAddr(t, uint32(offset.bits))
	}
	p := types.NewPointer(t)
	p.AddrSpace = gs
	return f.cur.NewIntToPtr(f.value(offset), p)
}

func (f *stepFunc) Reg(b *Bank, i Value) Value {
	t := llvmTypes[b.Type]
	return Value{typ: b.Type, v: f.cur.NewLoad(t, f.field(t, b, i, ConstOf(I32, 0)))}
}

func (f *stepFunc) Packed(b *Bank, i Value) Value {
	return f.packed(Value{typ: I32, v: f.cur.NewLoad(types.I32, f.field(types.I32, b, i, ConstOf(I32, 0)))})
}

func (f *stepFunc) SetPacked(b *Bank, i, v Value) {
	f.cur.NewStore(f.value(f.unpacked(v)), f.field(types.I32, b, i, ConstOf(I32, 0)))
}

func (f *stepFunc) SetReg(b *Bank, i, v Value) {
	f.cur.NewStore(f.value(v), f.field(llvmTypes[b.Type], b, i, ConstOf(I32, 0)))
}

func (f *stepFunc) Single(*Bank, Value, bool) (Value, bool) { return Value{}, false }

func (f *stepFunc) SetSingle(b *Bank, i, s Value) { f.SetReg(b, i, f.widened(b, s)) }

func (f *stepFunc) Defer(b *Bank, i Value, v func() Value) { f.SetReg(b, i, v()) }

func (f *stepFunc) Accumulate(b *Bank, i Value, add func(old Value) Value) {
	f.SetReg(b, i, add(f.Reg(b, i)))
}

func (f *stepFunc) Vacate(*Bank, Value) {}

func (f *stepFunc) RegHalf(b *Bank, i, half Value) Value {
	return Value{typ: b.half(), v: f.cur.NewLoad(llvmTypes[b.half()], f.half(b, i, half))}
}

func (f *stepFunc) SetRegHalf(b *Bank, i, half, v Value) {
	f.cur.NewStore(f.value(v), f.half(b, i, half))
}

func (f *stepFunc) half(b *Bank, i, half Value) value.Value {
	return f.field(llvmTypes[b.half()], b, i, f.Mul(half, ConstOf(I32, 4)))
}

// call calls a service with the state's PC at the instruction.
func (f *stepFunc) call(name string, args []Value) value.Value {
	f.storeField(f.at, statePC)
	st := f.cur.NewLoad(types.I8Ptr, stateAddr(types.I8Ptr, 0))
	return f.callC(name, enum.CallingConvNone, types.I32, append([]value.Value{st}, f.values(args)...)...)
}

func (f *stepFunc) Service(name string, args ...Value) {
	f.commit()
	f.served = Value{typ: I32, v: f.call(name, args)}
}

func (f *stepFunc) ServiceIf(cond Value, name string, args ...Value) {
	if cond.known && cond.bits == 0 {
		return
	}
	f.commit()
	rare, on := f.fn.NewBlock(f.label("rare")), f.fn.NewBlock(f.label("on"))
	f.unlikely(f.value(cond), rare, on)
	f.cur = rare
	pc := f.call(name, args)
	f.cur.NewRet(f.cur.NewZExt(pc, types.I64))
	f.cur = on
}
