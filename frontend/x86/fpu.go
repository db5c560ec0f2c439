package x86

import "translate/ir"

// The x87 registers are held by their numbers in the register file, so that
// pushing and popping moves nothing. Which of them is the top and which are full
// is one word of the state. While lifting it is known: where a block first uses
// the stack, its word is compared with what discovery expects (fpu_stack.go), and
// from there on the semantics compute it like any known value.

// Fields of the word; enum fpu_stack in state_x86.h.
const (
	stackTop = 8 // three bits
	stackMMX = 1 << 16
)

// stack returns the word that says how the register file is used.
func (l *lifter) stack() ir.Value {
	if l.known != nil {
		return *l.known
	}
	return l.Reg(fpuBank, l.c(fpuStack))
}

func (l *lifter) setStack(v ir.Value) {
	l.SetReg(fpuBank, l.c(fpuStack), v)
	if l.known != nil {
		l.known = &v
	}
}

// physical returns the number in the file of ST(i).
func (l *lifter) physical(i ir.Value) ir.Value {
	return l.And(l.Add(l.LShr(l.stack(), l.c(stackTop)), i), l.c(7))
}

// isFull reports whether register n of the file is full.
func (l *lifter) isFull(n ir.Value) ir.Value { return l.Trunc(ir.I1, l.LShr(l.stack(), n)) }

// st returns ST(i); an empty register is a stack fault. [SDM 1, 8.5.1.1]
func (l *lifter) st(i ir.Value) ir.Value {
	n := l.physical(i)
	if full := l.isFull(n); full.IsConst() && full.Uint() == 0 {
		l.underflow = true
	}
	return l.Rarely(l.not(l.isFull(n)), l.Reg(stBank, n), "rt_stack_underflow")
}

// st0 and sti return ST(0) and the register the instruction names.
func (l *lifter) st0() ir.Value        { return l.st(l.c(0)) }
func (l *lifter) sti(i *inst) ir.Value { return l.st(i.rm) }

// setST writes ST(i).
func (l *lifter) setST(i, v ir.Value) {
	n := l.physical(i)
	l.SetReg(stBank, n, v)
	l.setStack(l.Or(l.stack(), l.Shl(l.c(1), n)))
}

// fpush pushes v; a full register is a stack fault.
func (l *lifter) fpush(v ir.Value) {
	top := l.physical(l.c(7))
	v = l.Rarely(l.isFull(top), v, "rt_stack_overflow")
	l.turn(7)
	l.setST(l.c(0), v)
}

// fpop empties ST(0) and makes the next register the top.
func (l *lifter) fpop() {
	l.empty(l.c(0))
	l.turn(1)
}

// empty empties ST(i).
func (l *lifter) empty(i ir.Value) {
	n := l.physical(i)
	l.setStack(l.And(l.stack(), l.not(l.Shl(l.c(1), n))))
	l.Vacate(stBank, n)
}

// turn adds n to the number of the top.
func (l *lifter) turn(n uint32) {
	s := l.stack()
	top := l.And(l.Add(s, l.c(n<<stackTop)), l.c(7<<stackTop))
	l.setStack(l.Or(l.And(s, l.c(^uint32(7<<stackTop))), top))
}

// Condition codes in the status word. [SDM 1, 8.1.3]
const (
	c0 = 8
	c1 = 9
	c2 = 10
	c3 = 14
)

const codes = 1<<c0 | 1<<c1 | 1<<c2 | 1<<c3

// setCodes sets the condition codes.
func (l *lifter) setCodes(v func() ir.Value) { l.Defer(fpuBank, l.c(fpuCodes), v) }

// hostCodes sets the condition codes of mask from a status word of the host.
func (l *lifter) hostCodes(word ir.Value, mask uint32) {
	old := l.And(l.Reg(fpuBank, l.c(fpuCodes)), l.c(codes&^mask))
	l.setCodes(func() ir.Value { return l.Or(old, l.And(l.ZExt(ir.I32, word), l.c(mask))) })
}

// A source is where the operand of an x87 instruction comes from.
type source func(l *lifter, i *inst) ir.Value

func float(t ir.Type) source {
	return func(l *lifter, i *inst) ir.Value {
		v := l.Load(t, i.base, i.disp)
		if t == ir.F80 {
			return v
		}
		return l.ToF80(v)
	}
}

func integerOf(t ir.Type) source {
	return func(l *lifter, i *inst) ir.Value {
		v := l.Load(t, i.base, i.disp)
		if t == ir.I16 {
			v = l.SExt(ir.I32, v)
		}
		return l.SIToFP(ir.F80, v)
	}
}

func stackRegister(l *lifter, i *inst) ir.Value { return l.sti(i) }

// fld lifts FLD and FILD. [SDM 2A, FLD, FILD]
func fld(from source) lift {
	return func(l *lifter, i *inst) { l.fpush(from(l, i)) }
}

// constant lifts the loads of constants, which round as the mode says.
// [SDM 2A, FLD1/FLDL2T/FLDL2E/FLDPI/FLDLG2/FLDLN2/FLDZ]
func constant(host string) lift {
	return func(l *lifter, _ *inst) { l.fpush(l.Host(host, []ir.Type{ir.F80})[0]) }
}

// pops says how many registers an instruction pops when it is done.
func pops(n int, f lift) lift {
	return func(l *lifter, i *inst) {
		f(l, i)
		for range n {
			l.fpop()
		}
	}
}

// fstore lifts the stores to memory, which are the host's.
// [SDM 2A, FST/FSTP, FIST/FISTP, FISTTP, FBSTP]
func fstore(host string) lift {
	return func(l *lifter, i *inst) { l.Host(host, nil, l.ZExt(ir.I64, l.ea(i)), l.st0()) }
}

// fst lifts FST to a register. [SDM 2A, FST/FSTP]
func fst(l *lifter, i *inst) { l.setST(i.rm, l.st0()) }

// fxch lifts FXCH. [SDM 2A, FXCH]
func fxch(l *lifter, i *inst) {
	x, y := l.st0(), l.sti(i)
	l.setST(l.c(0), y)
	l.setST(i.rm, x)
}

// reversed swaps the operands of op.
func reversed(op binop) binop {
	return func(b ir.Builder, x, y ir.Value) ir.Value { return op(b, y, x) }
}

// farith lifts the arithmetic on ST(0) and an operand.
// [SDM 2A, FADD/FADDP/FIADD, FMUL, FSUB, FSUBR, FDIV, FDIVR]
func farith(op binop, from source) lift {
	return func(l *lifter, i *inst) {
		y := from(l, i)
		l.setST(l.c(0), op(l, l.st0(), y))
	}
}

// farithTo lifts the arithmetic whose result goes to another register.
func farithTo(op binop) lift {
	return func(l *lifter, i *inst) {
		y := l.st0()
		l.setST(i.rm, op(l, l.sti(i), y))
	}
}

// compared is the result of a comparison.
type compared struct{ less, equal, unordered ir.Value }

// compare compares x with y. Of quiet NaNs only quiet says nothing.
func (l *lifter) compare(x, y ir.Value, quiet bool) compared {
	if !quiet {
		l.FSignal(x, y)
	}
	return compared{l.FOLT(x, y), l.FOEQ(x, y), l.FUNO(x, y)}
}

// fcom lifts the comparisons that set the condition codes.
// [SDM 2A, FCOM/FCOMP/FCOMPP, FICOM/FICOMP, FUCOM/FUCOMP/FUCOMPP]
func fcom(from source, quiet bool) lift {
	return func(l *lifter, i *inst) {
		y := from(l, i)
		r := l.compare(l.st0(), y, quiet)
		l.setCodes(func() ir.Value {
			put := func(v ir.Value, n uint32) ir.Value { return l.Shl(l.ZExt(ir.I32, v), l.c(n)) }
			v := l.Or(put(l.Or(r.less, r.unordered), c0), put(l.Or(r.equal, r.unordered), c3))
			return l.Or(v, put(r.unordered, c2))
		})
	}
}

// flagsCompared sets EFLAGS by a comparison of numbers.
// [SDM 2A, FCOMI/FCOMIP/FUCOMI/FUCOMIP; SDM 2A, COMISD]
func (l *lifter) flagsCompared(r compared) {
	l.setFlag(cf, func() ir.Value { return l.Or(r.less, r.unordered) })
	l.setFlag(zf, func() ir.Value { return l.Or(r.equal, r.unordered) })
	l.deferFlag(pf, func() ir.Value { return l.ZExt(ir.I8, l.not(r.unordered)) })
	for _, n := range []uint32{af, sf, lt} {
		l.clear(n)
	}
}

// fcomi lifts the comparisons that set EFLAGS.
func fcomi(quiet bool) lift {
	return func(l *lifter, i *inst) {
		y := l.sti(i)
		l.flagsCompared(l.compare(l.st0(), y, quiet))
	}
}

// fcmov lifts FCMOVcc. [SDM 2A, FCMOVcc]
func fcmov(cc int) lift {
	return func(l *lifter, i *inst) {
		y := l.sti(i)
		l.setST(l.c(0), l.Select(l.condition(cc), y, l.st0()))
	}
}

// funary lifts what replaces ST(0) and has a Builder operation.
func funary(op func(b ir.Builder, x ir.Value) ir.Value) lift {
	return func(l *lifter, _ *inst) { l.setST(l.c(0), op(l, l.st0())) }
}

// fhost1 lifts what replaces ST(0) and is the host's; of its condition codes those count
// that mask names.
func fhost1(host string, mask uint32) lift {
	return func(l *lifter, _ *inst) {
		types := []ir.Type{ir.F80}
		if mask != 0 {
			types = append(types, ir.I16)
		}
		r := l.Host(host, types, l.st0())
		l.setST(l.c(0), r[0])
		if mask != 0 {
			l.hostCodes(r[1], mask)
		}
	}
}

// fscale lifts FSCALE. [SDM 2A, FSCALE]
func fscale(l *lifter, _ *inst) {
	l.setST(l.c(0), l.Host("fscale", []ir.Type{ir.F80}, l.st0(), l.st(l.c(1)))[0])
}

// fprem lifts FPREM and FPREM1. Where there is no remainder only C2 is cleared.
// [SDM 2A, FPREM, FPREM1]
func fprem(host string) lift {
	return func(l *lifter, _ *inst) {
		r := l.Host(host, []ir.Type{ir.F80, ir.I16}, l.st0(), l.st(l.c(1)))
		old := l.And(l.Reg(fpuBank, l.c(fpuCodes)), l.c(codes&^(1<<c2)))
		l.setST(l.c(0), r[0])
		l.setCodes(func() ir.Value {
			return l.Select(l.FUNO(r[0], r[0]), old, l.And(l.ZExt(ir.I32, r[1]), l.c(codes)))
		})
	}
}

// fhostTo1 lifts what replaces ST(1) by a function of it and ST(0), and pops.
func fhostTo1(host string) lift {
	return func(l *lifter, _ *inst) {
		r := l.Host(host, []ir.Type{ir.F80}, l.st0(), l.st(l.c(1)))
		l.setST(l.c(1), r[0])
		l.fpop()
	}
}

// fhostPush lifts what replaces ST(0) by one result and pushes another. Where
// the operand is out of range, which C2 says, it does neither.
func fhostPush(host string, ranged bool) lift {
	return func(l *lifter, i *inst) {
		if !ranged {
			r := l.Host(host, []ir.Type{ir.F80, ir.F80}, l.st0())
			l.setST(l.c(0), r[1])
			l.fpush(r[0])
			return
		}
		x := l.st0()
		far := l.Host("frange", []ir.Type{ir.I16}, x)[0]
		l.ServiceIf(l.Trunc(ir.I1, l.LShr(far, l.Const(ir.I16, c2))), "rt_out_of_range", i.next)
		r := l.Host(host, []ir.Type{ir.F80, ir.F80}, x)
		l.setST(l.c(0), r[1])
		l.fpush(r[0])
		l.hostCodes(far, 1<<c2)
	}
}

// fxam lifts FXAM and ftst FTST. [SDM 2A, FXAM, FTST]
func fxam(l *lifter, _ *inst) {
	n := l.physical(l.c(0))
	word := l.Host("fxam", []ir.Type{ir.I16}, l.Reg(stBank, n))[0]
	full := l.isFull(n)
	l.setCodes(func() ir.Value {
		v := l.And(l.ZExt(ir.I32, word), l.c(codes))
		return l.Select(full, v, l.Or(l.And(v, l.c(1<<c1)), l.c(1<<c0|1<<c3)))
	})
}

func ftst(l *lifter, _ *inst) {
	l.hostCodes(l.Host("ftst", []ir.Type{ir.I16}, l.st0())[0], codes)
}

// statusWord returns the status word as an I16. [SDM 1, 8.1.3]
func (l *lifter) statusWord() ir.Value {
	exceptions := l.And(l.Host("fnstsw", []ir.Type{ir.I16})[0], l.Const(ir.I16, 0x80ff))
	top := l.Shl(l.And(l.LShr(l.stack(), l.c(stackTop)), l.c(7)), l.c(11))
	return l.Or(exceptions, l.Trunc(ir.I16, l.Or(l.Reg(fpuBank, l.c(fpuCodes)), top)))
}

// fnstsw lifts FNSTSW. [SDM 2A, FSTSW/FNSTSW]
func fnstsw(l *lifter, i *inst) {
	v := l.statusWord()
	if i.mem {
		l.Store(i.base, i.disp, v)
		return
	}
	l.setGPR(l.c(eax), v)
}

// fnstcw lifts FNSTCW. [SDM 2A, FSTCW/FNSTCW]
func fnstcw(l *lifter, i *inst) {
	l.Store(i.base, i.disp, l.Trunc(ir.I16, l.Reg(fpuBank, l.c(fpuControl))))
}

// fldcw lifts FLDCW: the host's word becomes the same. [SDM 2A, FLDCW]
func fldcw(l *lifter, i *inst) {
	v := l.ZExt(ir.I32, l.Load(ir.I16, i.base, i.disp))
	l.Host("fldcw", nil, l.ZExt(ir.I64, l.ea(i)))
	l.SetReg(fpuBank, l.c(fpuControl), l.Or(l.And(v, l.c(0x1f7f)), l.c(0x40)))
}

// fnclex lifts FNCLEX. [SDM 2A, FCLEX/FNCLEX]
func fnclex(l *lifter, _ *inst) { l.Host("fnclex", nil) }

// fninit lifts FNINIT. [SDM 2A, FINIT/FNINIT]
func fninit(l *lifter, _ *inst) {
	l.Helper(ir.I32, "rt_fninit")
	l.SetReg(fpuBank, l.c(fpuControl), l.c(0x37f))
	l.SetReg(fpuBank, l.c(fpuCodes), l.c(0))
	l.setStack(l.c(0))
	for n := range uint32(8) {
		l.Vacate(stBank, l.c(n))
	}
}

// ffree lifts FFREE, and FFREEP, which pops then. [SDM 2A, FFREE]
func ffree(l *lifter, i *inst) { l.empty(i.rm) }

// fturn lifts FINCSTP and FDECSTP. [SDM 2A, FDECSTP, FINCSTP]
func fturn(n uint32) lift {
	return func(l *lifter, _ *inst) { l.turn(n) }
}

// environment lifts what loads or stores the environment, or all of the x87, in
// the form of the operand size. [SDM 1, 8.1.10]
func environment(name string) lift {
	return func(l *lifter, i *inst) { l.Service(name, l.ea(i), l.width(i), i.next) }
}
