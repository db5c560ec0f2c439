package x86

import (
	"fmt"

	"translate/ir"
)

// fpuRows returns the x87 instructions, in opcode order. [SDM 2D, A.5]
func fpuRows() []*Row {
	rs := farithRows()
	rs = append(rs, fpuTable...)
	for _, r := range rs {
		r.fpu = true
		r.lift = usingFPU(r.lift)
	}
	return rs
}

// farithRows returns the eight operations that share encodings.
func farithRows() []*Row {
	sub, div := ir.Builder.FSub, ir.Builder.FDiv
	ops := []struct {
		name string
		op   binop // nil for comparisons
		pops int
	}{
		{"FADD", ir.Builder.FAdd, 0}, {"FMUL", ir.Builder.FMul, 0}, {"FCOM", nil, 0}, {"FCOMP", nil, 1},
		{"FSUB", sub, 0}, {"FSUBR", reversed(sub), 0}, {"FDIV", div, 0}, {"FDIVR", reversed(div), 0},
	}
	var rs []*Row
	for n, o := range ops {
		with := func(from source) lift {
			if o.op == nil {
				return pops(o.pops, fcom(from, false))
			}
			return farith(o.op, from)
		}
		rs = append(rs,
			row(fmt.Sprintf("%s d8 /%d Md", o.name, n), with(float(ir.F32))),
			row(fmt.Sprintf("%s d8 %02x+i Xs", o.name, 0xc0+8*n), with(stackRegister)),
			row(fmt.Sprintf("FI%s da /%d Md", o.name[1:], n), with(integerOf(ir.I32))),
			row(fmt.Sprintf("%s dc /%d Mq", o.name, n), with(float(ir.F64))),
			row(fmt.Sprintf("FI%s de /%d Mw", o.name[1:], n), with(integerOf(ir.I16))))
		if o.op == nil {
			continue
		}
		// The reversed forms change places where the result goes to ST(i).
		to := ops[n].op
		code := 0xc0 + 8*n
		if n >= 4 {
			code = 0xc0 + 8*(n^1)
		}
		rs = append(rs,
			row(fmt.Sprintf("%s dc %02x+i Xs", o.name, code), farithTo(to)),
			row(fmt.Sprintf("%sP de %02x+i Xs", o.name, code), pops(1, farithTo(to))))
	}
	return rs
}

var fpuTable = []*Row{
	row("FLD d9 /0 Md", fld(float(ir.F32))),
	row("FST d9 /2 Md", fstore("fst32")),
	row("FSTP d9 /3 Md", pops(1, fstore("fst32"))),
	flowing(flowService, row("FLDENV d9 /4 M", environment("rt_fldenv"))),
	row("FLDCW d9 /5 Mw", fldcw),
	flowing(flowService, row("FNSTENV d9 /6 M", environment("rt_fnstenv"))),
	row("FNSTCW d9 /7 Mw", fnstcw),
	row("FLD d9 c0+i Xs", fld(stackRegister)),
	row("FXCH d9 c8+i Xs", fxch),
	row("FNOP d9 d0", nop),
	row("FSTP d9 d8+i Xs", pops(1, fst)),
	row("FCHS d9 e0", funary(ir.Builder.FNeg)),
	row("FABS d9 e1", funary(ir.Builder.FAbs)),
	row("FTST d9 e4", ftst),
	row("FXAM d9 e5", fxam),
	row("FLD1 d9 e8", constant("fld1")),
	row("FLDL2T d9 e9", constant("fldl2t")),
	row("FLDL2E d9 ea", constant("fldl2e")),
	row("FLDPI d9 eb", constant("fldpi")),
	row("FLDLG2 d9 ec", constant("fldlg2")),
	row("FLDLN2 d9 ed", constant("fldln2")),
	row("FLDZ d9 ee", constant("fldz")),
	row("F2XM1 d9 f0", fhost1("f2xm1", 0)),
	row("FYL2X d9 f1", fhostTo1("fyl2x")),
	row("FPTAN d9 f2", fhostPush("fptan", true)),
	row("FPATAN d9 f3", fhostTo1("fpatan")),
	row("FXTRACT d9 f4", fhostPush("fxtract", false)),
	row("FPREM1 d9 f5", fprem("fprem1")),
	row("FDECSTP d9 f6", fturn(7)),
	row("FINCSTP d9 f7", fturn(1)),
	row("FPREM d9 f8", fprem("fprem")),
	row("FYL2XP1 d9 f9", fhostTo1("fyl2xp1")),
	row("FSQRT d9 fa", funary(ir.Builder.FSqrt)),
	row("FSINCOS d9 fb", fhostPush("fsincos", true)),
	row("FRNDINT d9 fc", fhost1("frndint", 0)),
	row("FSCALE d9 fd", fscale),
	row("FSIN d9 fe", fhost1("fsin", 1<<c2)),
	row("FCOS d9 ff", fhost1("fcos", 1<<c2)),

	row("FCMOVB da c0+i Xs", fcmov(2)),
	row("FCMOVE da c8+i Xs", fcmov(4)),
	row("FCMOVBE da d0+i Xs", fcmov(6)),
	row("FCMOVU da d8+i Xs", fcmov(10)),
	row("FUCOMPP da e9", pops(2, fcom(stackOne, true))),

	row("FILD db /0 Md", fld(integerOf(ir.I32))),
	row("FISTTP db /1 Md", pops(1, fstore("fistt32"))),
	row("FIST db /2 Md", fstore("fist32")),
	row("FISTP db /3 Md", pops(1, fstore("fist32"))),
	row("FLD db /5 Mt", fld(float(ir.F80))),
	row("FSTP db /7 Mt", pops(1, fstore("fst80"))),
	row("FCMOVNB db c0+i Xs", fcmov(3)),
	row("FCMOVNE db c8+i Xs", fcmov(5)),
	row("FCMOVNBE db d0+i Xs", fcmov(7)),
	row("FCMOVNU db d8+i Xs", fcmov(11)),
	row("FNENI db e0", nop),
	row("FNDISI db e1", nop),
	row("FNCLEX db e2", fnclex),
	row("FNINIT db e3", fninit),
	row("FNSETPM db e4", nop),
	row("FUCOMI db e8+i Xs", fcomi(true)),
	row("FCOMI db f0+i Xs", fcomi(false)),

	row("FCOM dc d0+i Xs", fcom(stackRegister, false)),
	row("FCOMP dc d8+i Xs", pops(1, fcom(stackRegister, false))),

	row("FLD dd /0 Mq", fld(float(ir.F64))),
	row("FISTTP dd /1 Mq", pops(1, fstore("fistt64"))),
	row("FST dd /2 Mq", fstore("fst64")),
	row("FSTP dd /3 Mq", pops(1, fstore("fst64"))),
	flowing(flowService, row("FRSTOR dd /4 M", environment("rt_frstor"))),
	flowing(flowService, row("FNSAVE dd /6 M", environment("rt_fnsave"))),
	row("FNSTSW dd /7 Mw", fnstsw),
	row("FFREE dd c0+i Xs", ffree),
	row("FXCH dd c8+i Xs", fxch),
	row("FST dd d0+i Xs", fst),
	row("FSTP dd d8+i Xs", pops(1, fst)),
	row("FUCOM dd e0+i Xs", fcom(stackRegister, true)),
	row("FUCOMP dd e8+i Xs", pops(1, fcom(stackRegister, true))),

	row("FCOMP de d0+i Xs", pops(1, fcom(stackRegister, false))),
	row("FCOMPP de d9", pops(2, fcom(stackOne, false))),

	row("FILD df /0 Mw", fld(integerOf(ir.I16))),
	row("FISTTP df /1 Mw", pops(1, fstore("fistt16"))),
	row("FIST df /2 Mw", fstore("fist16")),
	row("FISTP df /3 Mw", pops(1, fstore("fist16"))),
	row("FBLD df /4 Mt", fld(decimalOf)),
	row("FILD df /5 Mq", fld(integerOf(ir.I64))),
	row("FBSTP df /6 Mt", pops(1, fstore("fbst"))),
	row("FISTP df /7 Mq", pops(1, fstore("fist64"))),
	row("FFREEP df c0+i Xs", pops(1, ffree)),
	row("FXCH df c8+i Xs", fxch),
	row("FSTP df d0+i Xs", pops(1, fst)),
	row("FSTP df d8+i Xs", pops(1, fst)),
	row("FNSTSW df e0", fnstsw),
	row("FUCOMIP df e8+i Xs", pops(1, fcomi(true))),
	row("FCOMIP df f0+i Xs", pops(1, fcomi(false))),
}

// stackOne is ST(1).
func stackOne(l *lifter, _ *inst) ir.Value { return l.st(l.c(1)) }

// decimalOf is a packed decimal number. [SDM 2A, FBLD]
func decimalOf(l *lifter, i *inst) ir.Value {
	return l.Host("fbld", []ir.Type{ir.F80}, l.ZExt(ir.I64, l.ea(i)))[0]
}
