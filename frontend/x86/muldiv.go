package x86

import "translate/ir"

// flagsMul sets the flags for a product whose low half is r; over says that it
// does not fit. SF and PF are undefined and set by the low half, ZF and AF are
// undefined and left 0.
func (l *lifter) flagsMul(r ir.Value, over func() ir.Value) {
	l.setResult(r)
	l.setFlag(cf, over)
	l.setOverflow(r, over)
	l.clear(af)
}

// extend is ZExt or SExt.
type extend = func(b ir.Builder, t ir.Type, x ir.Value) ir.Value

// mul lifts MUL and IMUL of one operand. [SDM 2B, MUL; SDM 2A, IMUL]
func mul(ext extend) lift {
	return func(l *lifter, i *inst) {
		y := l.read(i, 0)
		t := y.Type()
		w := t.Bits()
		wide := map[ir.Type]ir.Type{ir.I8: ir.I16, ir.I16: ir.I32, ir.I32: ir.I64}[t]
		p := l.Mul(ext(l, wide, l.gpr(t, l.c(eax))), ext(l, wide, y))
		r := l.Trunc(t, p)
		if t == ir.I8 {
			l.setGPR(l.c(eax), p)
		} else {
			l.setGPR(l.c(eax), r)
			l.setGPR(l.c(edx), l.Trunc(t, l.LShr(p, l.Const(wide, uint64(w)))))
		}
		l.flagsMul(r, func() ir.Value { return l.Ne(ext(l, wide, r), p) })
	}
}

// imul lifts IMUL of two and three operands. [SDM 2A, IMUL]
func imul(x, y int) lift {
	return func(l *lifter, i *inst) {
		a, b := l.read(i, x), l.read(i, y)
		t := a.Type()
		r := l.Mul(a, b)
		l.write(i, 0, r)
		l.flagsMul(r, func() ir.Value {
			p := l.Mul(l.SExt(ir.I64, a), l.SExt(ir.I64, b))
			return l.Ne(l.SExt(ir.I64, l.Trunc(t, p)), p)
		})
	}
}

// div lifts DIV and IDIV, which are the host's: it faults where the guest
// does. Division by zero is told apart before, so that handlers that go on
// behind it find all registers. Flags are undefined and left alone.
// [SDM 2A, DIV, IDIV]
func div(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.read(i, 0)
		a := l.c(eax)
		l.ServiceIf(l.Eq(y, l.Const(y.Type(), 0)), "rt_divide", l.c(0))
		if y.Type() == ir.I8 {
			l.setGPR(a, l.Host(host+"8", []ir.Type{ir.I16}, l.gpr(ir.I16, a), y)[0])
			return
		}
		t := y.Type()
		name := host + map[ir.Type]string{ir.I16: "16", ir.I32: "32"}[t]
		r := l.Host(name, []ir.Type{t, t}, l.gpr(t, a), l.gpr(t, l.c(edx)), y)
		l.setGPR(a, r[0])
		l.setGPR(l.c(edx), r[1])
	}
}

// widen lifts CBW, CWDE: the accumulator from half its width.
// [SDM 2A, CBW/CWDE/CDQE]
func widen(l *lifter, i *inst) {
	half := ir.I16
	if i.op16 {
		half = ir.I8
	}
	l.setGPR(l.c(eax), l.SExt(i.word(), l.gpr(half, l.c(eax))))
}

// spread lifts CWD, CDQ: the sign of the accumulator. [SDM 2A, CWD/CDQ/CQO]
func spread(l *lifter, i *inst) {
	t := i.word()
	l.setGPR(l.c(edx), l.AShr(l.gpr(t, l.c(eax)), l.Const(t, uint64(t.Bits()-1))))
}

// The decimal instructions. Flags that are undefined are set by the result.

// aam lifts AAM. Division by zero faults. [SDM 2A, AAM]
func aam(l *lifter, i *inst) {
	al := l.gpr(ir.I8, l.c(eax))
	q := l.Host("div8", []ir.Type{ir.I16}, l.ZExt(ir.I16, al), l.Trunc(ir.I8, i.imm))[0]
	r := l.RotR(q, l.Const(ir.I16, 8)) // quotient to AH, remainder to AL
	l.setGPR(l.c(eax), r)
	l.flagsLogic(l.Trunc(ir.I8, r))
}

// aad lifts AAD. [SDM 2A, AAD]
func aad(l *lifter, i *inst) {
	ax := l.gpr(ir.I16, l.c(eax))
	al, ah := l.Trunc(ir.I8, ax), l.Trunc(ir.I8, l.LShr(ax, l.Const(ir.I16, 8)))
	y := l.Mul(ah, l.Trunc(ir.I8, i.imm))
	r := l.Add(al, y)
	l.setGPR(l.c(eax), l.ZExt(ir.I16, r))
	l.flagsLogic(r)
}

// adjust lifts AAA and AAS: sign is what corrects AX. [SDM 2A, AAA, AAS]
func adjust(op binop) lift {
	return func(l *lifter, i *inst) {
		ax := l.gpr(ir.I16, l.c(eax))
		low := l.And(ax, l.Const(ir.I16, 15))
		need := l.Or(l.ULT(l.Const(ir.I16, 9), low), l.flag(af))
		r := l.Select(need, op(l, ax, l.Const(ir.I16, 0x106)), ax)
		r = l.And(r, l.Const(ir.I16, 0xff0f))
		l.setGPR(l.c(eax), r)
		l.setResult(l.Trunc(ir.I8, r))
		l.setFlag(cf, func() ir.Value { return need })
		l.setFlag(af, func() ir.Value { return need })
		l.setFlag(lt, func() ir.Value { return l.bit(false) })
	}
}

// decimal lifts DAA and DAS. [SDM 2A, DAA, DAS]
func decimal(op binop) lift {
	return func(l *lifter, i *inst) {
		b := func(v uint64) ir.Value { return l.Const(ir.I8, v) }
		al, c := l.gpr(ir.I8, l.c(eax)), l.flag(cf)
		low := l.Or(l.ULT(b(9), l.And(al, b(15))), l.flag(af))
		high := l.Or(l.ULT(b(0x99), al), c)
		r := op(l, al, l.Select(low, b(6), b(0)))
		carry := high
		r2 := op(l, r, l.Select(high, b(0x60), b(0)))
		if i.row.Name == "DAS" { // a borrow of the first step counts
			carry = l.Or(high, l.And(low, l.ULT(al, b(6))))
		}
		l.setGPR(l.c(eax), r2)
		l.setResult(r2)
		l.setFlag(cf, func() ir.Value { return carry })
		l.setFlag(af, func() ir.Value { return low })
		l.setFlag(lt, func() ir.Value { return l.negative(r2) })
	}
}
