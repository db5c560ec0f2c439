package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// Enter is the symbol of the C function u32 Enter(u32 pc, void *code), through
// which the runtime calls a lifted function: it takes the pinned registers
// from the guest state, puts them back and returns the next guest PC.
const Enter = "xlat_enter"

// AddSupport adds Miss and Enter to the unit; one unit of a program has them.
func (u *Unit) AddSupport() {
	u.addMiss()
	u.addEnter()
}

func (u *Unit) addMiss() {
	f := &Func{unit: u, fn: u.code(Miss)}
	f.fn.Section = MissSection
	f.cur = f.fn.NewBlock("head")
	f.ret(f.params())
}

func (u *Unit) addEnter() {
	fn := u.mod.NewFunc(Enter, types.I32, llir.NewParam("pc", types.I32), llir.NewParam("code", types.I8Ptr))
	fn.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrNoUnwind}
	b := fn.NewBlock("head")
	args := []value.Value{fn.Params[0]}
	for _, p := range u.guest.pins() {
		args = append(args, b.NewLoad(types.I32, stateAddr(types.I32, p.offset())))
	}
	for _, p := range u.guest.Carried {
		args = append(args, stateDouble(b, p))
	}
	call := callLifted(b, b.NewBitCast(fn.Params[1], types.NewPointer(u.sig)), args)
	for i, p := range u.guest.pins() {
		b.NewStore(b.NewExtractValue(call, uint64(i+1)), stateAddr(types.I32, p.offset()))
	}
	b.NewRet(b.NewExtractValue(call, 0))
}

// service returns a function that calls the runtime's function name on
// arguments like args and keeps all host registers. Lifted functions call
// services through it because those of LLVM before 17 must keep vector registers
// themselves that C functions do not: each would save eight when it is entered,
// for the sake of a trap that hardly ever happens.
func (u *Unit) service(name string, args []value.Value) *llir.Func {
	if f := u.services[name]; f != nil {
		return f
	}
	kinds := make([]types.Type, len(args))
	params := make([]*llir.Param, len(args))
	passed := make([]value.Value, len(args))
	for i, a := range args {
		kinds[i] = a.Type()
		params[i] = llir.NewParam("", a.Type())
		passed[i] = params[i]
	}
	f := u.mod.NewFunc(name+".kept", types.I32, params...)
	f.CallingConv = enum.CallingConvPreserveAll
	f.Linkage = enum.LinkageLinkOnceODR
	f.Visibility = enum.VisibilityHidden
	f.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrNoUnwind, enum.FuncAttrNoInline, enum.FuncAttrCold}
	b := f.NewBlock("head")
	b.NewRet(b.NewCall(u.helper(name, enum.CallingConvNone, types.I32, kinds...), passed...))
	u.services[name] = f
	return f
}
