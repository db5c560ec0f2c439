package ir

import (
	"io"

	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/metadata"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// maxPinned is how many guest registers travel in host registers beside the
// PC: x86_regcallcc passes and returns eleven integers on x86-64.
const maxPinned = 10

// A Linker tells a Unit where direct jumps and calls lead.
type Linker interface {
	// Entry returns the name of the lifted function that can be entered at pc.
	Entry(pc uint32) (name string, ok bool)
	// Text returns the guest range the dispatch table covers.
	Text() (start, end uint32)
}

// A Unit is one LLVM module under construction. Units share nothing, so they
// can be built in parallel.
type Unit struct {
	program  *Program
	guest    *Guest
	linker   Linker
	mod      *llir.Module
	sig      *types.FuncType // of every lifted function
	result   *types.StructType
	lifted   map[string]*llir.Func
	helpers  map[string]*llir.Func
	services map[string]*llir.Func
	dispatch *llir.Global // declaration of the dispatch table, nil until used
	unlikely metadata.Definition
	debug    *debugInfo
	tags     aliasTags
	rsp      *metadata.Value
}

// NewUnit returns an empty Unit for code of program p.
func NewUnit(p *Program) *Unit {
	u := &Unit{
		program:  p,
		guest:    p.guest,
		linker:   p.linker,
		mod:      llir.NewModule(),
		lifted:   map[string]*llir.Func{},
		helpers:  map[string]*llir.Func{},
		services: map[string]*llir.Func{},
	}
	u.mod.TargetTriple = "x86_64-unknown-linux-gnu"
	fields := []types.Type{types.I32}
	for range u.guest.pins() {
		fields = append(fields, types.I32)
	}
	for range u.guest.Carried {
		fields = append(fields, types.Double)
	}
	u.result = types.NewStruct(fields...)
	u.sig = types.NewFunc(u.result, fields...)
	u.mod.NewTypeDef("regs", u.result)
	u.addMetadata()
	u.debug = newDebugInfo(u.mod)
	u.tags = newAliasTags(u.debug)
	return u
}

// pins returns the registers that are pinned on this host.
func (g *Guest) pins() []Pin { return g.Pinned[:min(len(g.Pinned), maxPinned)] }

func (p Pin) slot() int { return p.Bank.slot + p.Index*p.Bank.slots() }

// addMetadata defines the branch weights of rare ways out and the name of the
// host stack pointer.
func (u *Unit) addMetadata() {
	weight := func(n int64) metadata.Field {
		return constant.NewInt(types.I32, n)
	}
	weights := &metadata.Tuple{MetadataID: 0, Fields: []metadata.Field{
		&metadata.String{Value: "branch_weights"}, weight(1), weight(100000),
	}}
	rsp := &metadata.Tuple{MetadataID: 1, Fields: []metadata.Field{&metadata.String{Value: "rsp"}}}
	u.mod.MetadataDefs = append(u.mod.MetadataDefs, weights, rsp)
	u.unlikely = weights
	u.rsp = &metadata.Value{Value: rsp}
}

// WriteTo prints the unit as LLVM assembly.
func (u *Unit) WriteTo(w io.Writer) (int64, error) { return u.mod.WriteTo(w) }

// String returns the unit as LLVM assembly.
func (u *Unit) String() string { return u.mod.String() }

// keepsNothing says that a lifted function gives back no host register as it was
// but the stack pointer: across calls guest registers are in the state or among
// results, so callers have nothing to be kept. LLVM before 17 does not know the
// attribute, at calls either.
const keepsNothing = llir.AttrString("no_callee_saved_registers")

// callLifted calls a lifted function, or code with their signature.
func callLifted(b *llir.Block, fn value.Value, args []value.Value) *llir.InstCall {
	call := b.NewCall(fn, args...)
	call.CallingConv = enum.CallingConvX86RegCall
	call.FuncAttrs = []llir.FuncAttribute{keepsNothing}
	return call
}

// function returns the lifted function of the guest's called name, declaring it
// if need be.
func (u *Unit) function(name string) *llir.Func { return u.code(Symbol(name)) }

// code returns what has a symbol and the signature of lifted functions, declaring
// it if need be.
func (u *Unit) code(symbol string) *llir.Func {
	if f := u.lifted[symbol]; f != nil {
		return f
	}
	params := make([]*llir.Param, len(u.sig.Params))
	for i, t := range u.sig.Params {
		params[i] = llir.NewParam("", t)
	}
	f := u.mod.NewFunc(symbol, u.result, params...)
	f.CallingConv = enum.CallingConvX86RegCall
	f.Visibility = enum.VisibilityHidden
	// An access to address 0 is the guest's to make, and to fault with.
	f.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrNoUnwind, enum.FuncAttrNullPointerIsValid, keepsNothing}
	u.lifted[symbol] = f
	return f
}

// helper returns the C function called name, declaring it with the types of
// its first use.
func (u *Unit) helper(name string, cc enum.CallingConv, ret types.Type, args ...types.Type) *llir.Func {
	if f := u.helpers[name]; f != nil {
		return f
	}
	params := make([]*llir.Param, len(args))
	for i, t := range args {
		params[i] = llir.NewParam("", t)
	}
	f := u.mod.NewFunc(name, ret, params...)
	f.CallingConv = cc
	f.FuncAttrs = []llir.FuncAttribute{enum.FuncAttrNoUnwind}
	if cc == enum.CallingConvPreserveAll {
		f.FuncAttrs = append(f.FuncAttrs, enum.FuncAttrCold)
	}
	if len(name) < 5 || name[:5] != "llvm." {
		f.Visibility = enum.VisibilityHidden
	}
	u.helpers[name] = f
	return f
}

// llvmTypes are LLVM's names for Types.
var llvmTypes = [...]types.Type{
	types.Void, types.I1, types.I8, types.I16, types.I32, types.I64, types.Float, types.Double,
	types.X86_FP80, types.NewVector(2, types.I64),
}

// gs is the address space of the thread's guest state: offsets from %gs.
const gs = 256

// stateAddr returns the address of the field of the guest state at offset.
func stateAddr(t types.Type, offset uint32) constant.Constant {
	p := types.NewPointer(t)
	p.AddrSpace = gs
	return constant.NewIntToPtr(constant.NewInt(types.I64, int64(offset)), p)
}
