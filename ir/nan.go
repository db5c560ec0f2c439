package ir

import (
	llir "github.com/llir/llvm/ir"
	"github.com/llir/llvm/ir/constant"
	"github.com/llir/llvm/ir/enum"
	"github.com/llir/llvm/ir/types"
	"github.com/llir/llvm/ir/value"
)

// Floating-point results are checked for NaNs not one by one but in groups. An
// operation on a NaN gives a NaN, so it is enough to look at the results that
// no other operation of the group consumes; where one is a NaN, the whole group
// is computed again in a cold block, each result passing through its helper.
// A group ends where a result can be seen otherwise than by such an operation:
// stored, compared, converted, or live at the end of the block.
//
// The hot path pays for the operands that the cold block uses, because host
// instructions overwrite one of theirs and whatever is still needed must be
// copied. So the cold block loads again what came from memory, and where the
// guest has one NaN for all results, it needs no operand that is quiet.

// A node is an operation of the open group.
type node struct {
	op       opcode
	typ      Type
	args     []Value // operands
	result   value.Value
	helper   string // what makes a NaN result exact; empty where it is used as it is
	consumed bool   // by another node of the group
}

// A nanGroup is the operations whose results are not checked yet.
type nanGroup struct {
	nodes []*node
	byVal map[value.Value]*node
	// final are the checked values of results of earlier groups of the block.
	final map[value.Value]value.Value
	// quiet are values that are no signaling NaN of the guest's.
	quiet map[value.Value]bool
	// loads are where values come from that memory still holds.
	loads map[value.Value]*llir.InstLoad
	// last is the comparison that ended the last group.
	last coldTest
}

// A coldTest is a comparison with results of a group. It holds, if at all, on
// the way through the cold block.
type coldTest struct {
	result        value.Value
	inCold        value.Value // the result on that way
	hot, cold, on *llir.Block
}

// hostNaNs are the bits of what the host's operations give where they are
// invalid and no operand is a NaN. [SDM 1, 4.8.3.7]
var hostNaNs = map[Type]uint64{F32: 0xffc00000, F64: 0xfff8 << 48}

// noteQuiet notes that v is no signaling NaN.
func (f *Func) noteQuiet(v value.Value) {
	if f.nan.quiet == nil {
		f.nan.quiet = map[value.Value]bool{}
	}
	f.nan.quiet[v] = true
}

// noteLoad notes that v is what load loads, until forgetLoads.
func (f *Func) noteLoad(v value.Value, load *llir.InstLoad) {
	if f.nan.loads == nil {
		f.nan.loads = map[value.Value]*llir.InstLoad{}
	}
	f.nan.loads[v] = load
}

// forgetLoads notes that guest memory may have changed.
func (f *Func) forgetLoads() {
	f.nan.loads = nil
	f.stored = storedWords{}
}

// maxGroup bounds a group: the operands of its nodes stay alive to its end.
const maxGroup = 12

// propagates reports whether a NaN operand of op gives a NaN.
func (op opcode) propagates() bool {
	switch op {
	case opFAdd, opFSub, opFMul, opFDiv, opFSqrt, opFMA, opFPExt, opFPTrunc, opFNeg, opFAbs:
		return true
	}
	return false
}

// resolve returns the checked value of v, or v itself where it is still in the
// group or never was.
func (f *Func) resolve(v value.Value) value.Value {
	if c, ok := f.nan.final[v]; ok {
		return c
	}
	return v
}

// pending reports whether v is a result of the open group.
func (f *Func) pending(v value.Value) bool { return f.nan.byVal[v] != nil }

// emitFloat emits a propagating operation, which does not end the group.
func (f *Func) emitFloat(op opcode, t Type, args []Value) Value {
	n := &node{op: op, typ: t, args: args}
	if len(f.nan.nodes) >= maxGroup {
		f.commit()
	}
	depends := false
	v := make([]value.Value, len(args))
	for i, a := range args {
		if a.known {
			v[i] = f.value(a)
			n.args[i] = Value{typ: a.typ, v: v[i]}
			continue
		}
		v[i] = f.resolve(a.v)
		n.args[i].v = v[i]
		if d := f.nan.byVal[v[i]]; d != nil {
			d.consumed, depends = true, true
		}
	}
	n.result = f.instruction(op, t, args[0].typ, v)
	if depends {
		f.addNode(n)
	} else {
		f.lastFloat = n
	}
	return Value{typ: t, v: n.result}
}

func (f *Func) addNode(n *node) {
	if f.nan.byVal == nil {
		f.nan.byVal = map[value.Value]*node{}
	}
	f.nan.nodes = append(f.nan.nodes, n)
	f.nan.byVal[n.result] = n
}

// IfNaN implements Builder.
func (f *Func) IfNaN(r Value, helper string) Value {
	n := f.nan.byVal[r.v]
	if n == nil {
		n = f.lastFloat
		if n == nil || n.result != r.v {
			panic("BUG: IfNaN of a value that is not the last floating-point result")
		}
		f.addNode(n)
	}
	n.helper = helper
	return r
}

// commit ends the group.
func (f *Func) commit() {
	if len(f.nan.nodes) > 0 {
		f.check(nil, nil)
	}
}

// unordered returns whether x or y is a NaN. Where one is a result of the open
// group, the check of the group finds that out too.
func (f *Func) unordered(x, y Value) Value {
	if x.known || y.known || !f.pending(f.resolve(x.v)) && !f.pending(f.resolve(y.v)) {
		return Value{typ: I1, v: f.instruction(opFUNO, I1, x.typ, []value.Value{f.value(x), f.value(y)})}
	}
	hot, cold := f.check(f.resolve(x.v), f.resolve(y.v))
	c := cold.NewFCmp(enum.FPredUNO, f.exactIn(x.v, cold), f.exactIn(y.v, cold))
	phi := f.cur.NewPhi(llir.NewIncoming(constant.False, hot), llir.NewIncoming(c, cold))
	f.nan.last = coldTest{phi, c, hot, cold, f.cur}
	return Value{typ: I1, v: phi}
}

// rarelyInCold is Rarely for a comparison that ended a group just now, so that
// the usual way need not look at its result again.
func (f *Func) rarelyInCold(fast Value, name string, args []Value) Value {
	t := f.nan.last
	f.nan.last = coldTest{}
	rare, join := f.fn.NewBlock(f.label("rare")), f.fn.NewBlock(f.label("join"))
	t.cold.NewCondBr(t.inCold, rare, join)
	f.cur = rare
	v := f.values(args)
	for i, a := range args {
		if !a.known {
			v[i] = f.exactIn(a.v, t.cold)
		}
	}
	quick := f.value(fast)
	slow := f.callC(name, enum.CallingConvPreserveAll, llvmTypes[fast.typ], v...)
	rare.NewBr(join)
	r := join.NewPhi(llir.NewIncoming(quick, t.cold), llir.NewIncoming(slow, rare))
	join.NewBr(t.on)
	for _, in := range t.on.Insts {
		for _, inc := range in.(*llir.InstPhi).Incs {
			if inc.Pred == value.Value(t.cold) {
				inc.Pred = join
			}
		}
	}
	f.cur = t.on
	return Value{typ: fast.typ, v: t.on.NewPhi(llir.NewIncoming(quick, t.hot), llir.NewIncoming(r, join))}
}

// endsGroup reports whether cond is the comparison that ended a group, and
// nothing was emitted since.
func (f *Func) endsGroup(cond value.Value) bool {
	t := f.nan.last
	if cond == nil || t.result != cond || f.cur != t.on {
		return false
	}
	for _, in := range t.on.Insts {
		if _, ok := in.(*llir.InstPhi); !ok {
			return false
		}
	}
	return true
}

// exactIn returns what the final value of v is on the way through the cold
// block, if it has a final value.
func (f *Func) exactIn(v value.Value, cold *llir.Block) value.Value {
	v = f.resolve(v)
	if phi, ok := v.(*llir.InstPhi); ok {
		for _, in := range phi.Incs {
			if in.Pred == value.Value(cold) {
				return in.X
			}
		}
	}
	return v
}

// check ends the group: it emits the check and the cold block, and notes the
// final values. The check looks at x and y too unless they are nil. It returns
// the blocks that lead on, the usual one and the cold one.
func (f *Func) check(x, y value.Value) (from, cold *llir.Block) {
	nodes := f.nan.nodes
	f.nan.nodes, f.nan.byVal = nil, nil
	cond := f.anyNaN(nodes, x, y)
	from = f.cur
	cold = f.fn.NewBlock(f.label("nan"))
	on := f.fn.NewBlock(f.label("on"))
	f.unlikely(cond, cold, on)
	f.cur = cold
	exact := f.recompute(nodes)
	f.cur.NewBr(on)
	cold = f.cur
	f.cur = on
	if f.nan.final == nil {
		f.nan.final = map[value.Value]value.Value{}
	}
	for i, n := range nodes {
		phi := on.NewPhi(llir.NewIncoming(n.result, from), llir.NewIncoming(exact[i], cold))
		f.nan.final[n.result] = phi
		f.noteQuiet(phi)
	}
	return from, cold
}

// anyNaN emits the test of the results that no node consumes, and of x and y
// unless they are nil. One comparison looks at two values.
func (f *Func) anyNaN(nodes []*node, x, y value.Value) value.Value {
	var cond value.Value
	test := func(x, y value.Value) {
		c := f.cur.NewFCmp(enum.FPredUNO, x, y)
		if cond == nil {
			cond = c
		} else {
			cond = f.cur.NewOr(cond, c)
		}
	}
	if x != nil {
		test(x, y)
	}
	waiting := map[Type]value.Value{}
	for _, n := range nodes {
		if n.consumed || n.result == x || n.result == y {
			continue
		}
		if w := waiting[n.typ]; w != nil {
			test(w, n.result)
			delete(waiting, n.typ)
		} else {
			waiting[n.typ] = n.result
		}
	}
	for _, t := range [...]Type{F32, F64} {
		if w := waiting[t]; w != nil {
			test(w, w)
		}
	}
	return cond
}

// recompute emits the operations of nodes again, on exact operands, and makes
// their results exact. It returns them in order.
func (f *Func) recompute(nodes []*node) []value.Value {
	exact := make([]value.Value, len(nodes))
	now := map[value.Value]value.Value{} // what stands for values of the hot path
	for i, n := range nodes {
		v := make([]value.Value, len(n.args))
		changed := false
		for j, a := range n.args {
			if l := f.nan.loads[a.v]; l != nil && now[a.v] == nil {
				now[a.v] = f.loadAgain(l, a.typ)
			}
			v[j] = a.v
			if e := now[a.v]; e != nil {
				v[j], changed = e, true
			}
		}
		r := n.result
		oneNaN := f.unit.guest.NaN[n.typ] != 0 && n.helper != ""
		if changed && (n.consumed || !oneNaN) {
			r = f.instruction(n.op, n.typ, n.args[0].typ, v)
		} else if oneNaN {
			for j, a := range n.args {
				if f.nan.quiet[v[j]] {
					v[j] = f.standIn(a.typ, r, n.typ)
				}
			}
		}
		if n.helper != "" {
			r = f.callC(n.helper, enum.CallingConvPreserveAll, llvmTypes[n.typ], append([]value.Value{r}, v...)...)
		}
		exact[i], now[n.result] = r, r
	}
	return exact
}

// loadAgain loads a float of type t from where l did. LLVM is not to see that
// the two are the same.
func (f *Func) loadAgain(l *llir.InstLoad, t Type) value.Value {
	load := f.cur.NewLoad(l.ElemType, l.Src)
	load.Align, load.Volatile, load.Metadata = l.Align, true, l.Metadata
	if f.reverses(t) {
		return f.reverse(t, load, llvmTypes[t])
	}
	return load
}

// standIn returns a float of type t to use instead of a quiet operand of an
// operation that gave r, of type of, where only the kinds of the operands
// matter: a number if the host found the operation invalid, else a NaN. If
// another operand is a NaN it does not matter which.
func (f *Func) standIn(t Type, r value.Value, of Type) value.Value {
	bits := map[Type]types.Type{F32: types.I32, F64: types.I64}
	num := func(t Type, v uint64) constant.Constant {
		return constant.NewInt(bits[t].(*types.IntType), ConstOf(t, v).Int())
	}
	invalid := f.cur.NewICmp(enum.IPredEQ, f.cur.NewBitCast(r, bits[of]), num(of, hostNaNs[of]))
	x := f.cur.NewSelect(invalid, num(t, 0), num(t, f.unit.guest.NaN[t]))
	return f.cur.NewBitCast(x, llvmTypes[t])
}
