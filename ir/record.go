package ir

// A recorder is a Code that emits nothing and notes which registers the blocks
// of a function read and write.
type recorder struct {
	folder
	program *Program
	flow    *funcFlow
	b       *blockFlow
	next    uint32 // see Code.At
}

// NewProbe returns a Builder that emits nothing and knows nothing but what
// folds.
func NewProbe(g *Guest) Builder {
	p := NewProgram(g, nil, ByConvention)
	r := &recorder{program: p, flow: &funcFlow{spec: &FuncSpec{}}, b: &blockFlow{}}
	r.sink = r
	return r
}

func (r *recorder) emit(op opcode, t Type, args ...Value) Value {
	r.flow.fuses = r.flow.fuses || op == opFMA
	return Value{typ: t, quiet: op.quiet(args)}
}

func (r *recorder) use(slot int) {
	if !r.b.def.has(slot) {
		r.b.meant.add(slot)
	}
	r.useInCase(slot)
}

// useInCase notes a read that is there in case the register holds an argument.
func (r *recorder) useInCase(slot int) {
	if !r.b.def.has(slot) {
		r.b.use.add(slot)
	}
	r.b.wrote.remove(slot)
}

func (r *recorder) define(slot int) {
	r.b.def.add(slot)
	r.b.wrote.add(slot)
	if r.program.floatBit.has(slot) {
		r.b.noFloats = false
	}
	atOnce := r.program.eager.has(slot)
	r.b.late.put(slot, !atOnce)
	r.b.atOnce.put(slot, atOnce)
	if r.program.lasting.has(slot) {
		r.b.filled.add(slot)
		r.b.vacated.remove(slot)
	}
}

func (r *recorder) Vacate(b *Bank, i Value) {
	for s := range b.slots() {
		r.b.filled.remove(b.slotOf(i) + s)
		r.b.vacated.add(b.slotOf(i) + s)
	}
}

// form notes an access to the paired register at slot, as halves or whole.
func (r *recorder) form(slot int, halves bool) {
	seen, other := &r.b.seenDouble, &r.b.seenHalf
	if halves {
		seen, other = other, seen
	} else {
		r.flow.doubles.add(slot)
		r.flow.doubles.add(slot + 1)
	}
	if !other.has(slot) {
		seen.add(slot)
	}
}

func (r *recorder) Reg(b *Bank, i Value) Value {
	s := b.slotOf(i)
	r.use(s)
	if b.paired() {
		r.use(s + 1)
		r.form(s, false)
		r.b.useDouble(s)
	}
	return Value{typ: b.Type, quiet: r.b.quiet.has(s)}
}

func (r *recorder) Packed(b *Bank, i Value) Value {
	for k := range 4 {
		r.use(b.slotOf(i) + k)
	}
	return Value{typ: I32}
}

func (r *recorder) SetPacked(b *Bank, i, v Value) {
	for k := range 4 {
		r.define(b.slotOf(i) + k)
	}
}

func (r *recorder) SetReg(b *Bank, i, v Value) {
	s := b.slotOf(i)
	r.define(s)
	if r.program.floatBit.has(s) && v.known && v.bits == 0 {
		r.b.noFloats = true
	}
	if b.paired() {
		r.define(s + 1)
		r.form(s, false)
		r.b.setQuiet(s, v)
		r.b.setDouble(s)
	}
}

// Accumulate neither uses nor defines the high half: what it held matters where
// what it holds afterwards does.
func (r *recorder) Accumulate(b *Bank, i Value, add func(old Value) Value) {
	high := b.slotOf(i) + 1
	use, meant, def := r.b.use, r.b.meant, r.b.def
	r.SetReg(b, i, add(r.Reg(b, i)))
	if r.program.eager.has(high) || def.has(high) {
		return
	}
	r.b.use.put(high, use.has(high))
	r.b.meant.put(high, meant.has(high))
	r.b.def.remove(high)
	r.b.amended.add(high)
}

func (r *recorder) Defer(b *Bank, i Value, _ func() Value) { r.SetReg(b, i, Value{}) }

func (r *recorder) RegHalf(b *Bank, i, half Value) Value {
	s := b.slotOf(i)
	r.use(s + int(half.Uint()))
	if !r.b.overwrites(s) {
		r.form(s, true)
	}
	return Value{typ: b.half(), quiet: r.b.quietHalf.has(s + int(half.Uint()))}
}

func (r *recorder) SetRegHalf(b *Bank, i, half, v Value) {
	s := b.slotOf(i)
	r.define(s + int(half.Uint()))
	r.form(s, true)
	r.b.setQuietHalf(s, int(half.Uint()), v)
	if r.b.overwrites(s) {
		r.b.seenHalf.remove(s) // it does not matter in which form it comes
	}
}

func (r *recorder) Load(t Type, _, _ Value) Value               { return Value{typ: t} }
func (r *recorder) Store(_, _, _ Value)                         {}
func (r *recorder) LoadAligned(t Type, _, _ Value) Value        { return Value{typ: t} }
func (r *recorder) StoreAligned(_, _, _ Value)                  {}
func (r *recorder) CmpXchg(_, old, _ Value) Value               { return Value{typ: old.typ} }
func (r *recorder) AtomicRMW(_ AtomicOp, _, v Value) Value      { return Value{typ: v.typ} }
func (r *recorder) Lane(t Type, _, _ Value) Value               { return Value{typ: t} }
func (r *recorder) HostImm(string, Value, Value, Value) Value   { return Value{typ: V128} }
func (r *recorder) SetLane(_, _, _ Value) Value                 { return Value{typ: V128} }
func (r *recorder) FSignal(_, _ Value)                          {}
func (r *recorder) Fence()                                      {}
func (r *recorder) Helper(ret Type, _ string, _ ...Value) Value { return Value{typ: ret} }

func (r *recorder) IfNaN(x Value, _ string) Value {
	x.quiet = true
	return x
}

func (r *recorder) Rarely(cond, fast Value, _ string, _ ...Value) Value {
	if cond.known && cond.bits == 0 {
		return fast
	}
	return Value{typ: fast.typ}
}

func (r *recorder) ServiceIf(cond Value, name string, _ ...Value) {
	if cond.known && cond.bits == 0 {
		return
	}
	r.b.amended.minus(r.b.def).each(r.use) // what they hold now may be stored
	switch {
	case r.program.resumes(name):
		r.b.resumeUses.union(r.program.reads[name])
		if !r.b.resumes {
			r.b.resumes, r.b.resumeDef = true, r.b.def
		}
	case !r.b.cold:
		r.b.cold, r.b.coldDef = true, r.b.def
	}
}

func (r *recorder) At(_, next uint32) {
	r.next = next
	r.b.instructions++
}

func (r *recorder) Host(_ string, results []Type, _ ...Value) []Value { return typed(results) }

// typed returns unknown values of types.
func typed(ts []Type) []Value {
	v := make([]Value, len(ts))
	for i, t := range ts {
		v[i].typ = t
	}
	return v
}

// Service may look at all pinned registers, which it has in the state: among
// them are the arguments of system calls. Others it is known to read.
func (r *recorder) Service(name string, _ ...Value) {
	r.program.pinSlots.each(r.use)
	r.program.reads[name].minus(r.program.arguments).each(r.use)
	r.program.reads[name].and(r.program.arguments).each(r.useInCase)
	r.leave(services, exit{kind: exitNext, pc: r.next, writes: r.program.writes[name]})
}

func (r *recorder) Call(target, ret uint32) {
	r.leave(leaves, exit{kind: exitTo, pc: target, call: true, back: ret, noFloats: r.b.noFloats})
}

func (r *recorder) CallIndirect(target Value, guess, ret uint32) {
	if target.known {
		r.Call(uint32(target.bits), ret)
		return
	}
	r.leave(leaves, exit{kind: exitFunction, pc: guess, call: true, back: ret})
}

func (r *recorder) Return(Value) { r.leave(leaves, exit{kind: exitReturn}) }
func (r *recorder) Stop(uint32)  { r.leave(leaves, exit{kind: exitAnywhere}) }

func (r *recorder) leave(end ending, e exit) {
	r.b.end = end
	r.b.exits = append(r.b.exits, e)
}

func (r *recorder) Exact() bool { return r.program.exact == AtFaults }

func (r *recorder) Goto(pc uint32) { r.edge(pc) }

func (r *recorder) Branch(cond Value, taken, other uint32) {
	if cond.known {
		r.edge(chosen(cond, taken, other))
		return
	}
	r.edge(taken)
	r.edge(other)
}

// chosen returns the destination of a branch whose condition is known.
func chosen(cond Value, taken, other uint32) uint32 {
	if cond.bits != 0 {
		return taken
	}
	return other
}

func (r *recorder) Jump(target Value, guess uint32, kind JumpKind) {
	if target.known {
		r.edge(uint32(target.bits))
		return
	}
	e := exit{kind: exitFunction, pc: guess}
	switch kind {
	case JumpUnknown:
		e.kind = exitAnywhere
	case JumpTable:
		e.kind = exitTable
		for _, pc := range r.flow.spec.Outside {
			r.leave(mayLeave, exit{kind: exitTo, pc: pc})
		}
	}
	r.leave(mayLeave, e)
	if targets := r.flow.spec.computed(); kind != JumpFunction && len(targets) > 0 {
		r.b.jumps = true
		r.b.succ = append(r.b.succ, targets...)
	}
}

// edge notes that control may pass to pc.
func (r *recorder) edge(pc uint32) {
	if i, ok := r.flow.index[pc]; ok {
		r.b.succ = append(r.b.succ, i)
		return
	}
	r.leave(mayLeave, exit{kind: exitTo, pc: pc})
}
