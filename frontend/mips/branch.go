package mips

import (
	"translate/frontend/shape"
	"translate/ir"
)

// compare is a condition on the operands of a branch.
type compare = func(l *lifter, i inst) ir.Value

// two compares rs with rt.
func two(op binop) compare {
	return func(l *lifter, i inst) ir.Value { return op(l, l.gpr(i.rs()), l.gpr(i.rt())) }
}

// The conditions on rs alone, all of them signed.
func ltz(l *lifter, i inst) ir.Value { return l.SLT(l.gpr(i.rs()), l.c(0)) }
func gez(l *lifter, i inst) ir.Value { return l.SLE(l.c(0), l.gpr(i.rs())) }
func lez(l *lifter, i inst) ir.Value { return l.SLE(l.gpr(i.rs()), l.c(0)) }
func gtz(l *lifter, i inst) ir.Value { return l.SLT(l.c(0), l.gpr(i.rs())) }

// onFCC tests the condition code in bits 18 to 20.
func onFCC(when uint64) compare {
	return func(l *lifter, i inst) ir.Value {
		return l.Eq(l.Reg(fccBank, i.field(18, 3)), l.Const(ir.I8, when))
	}
}

// The kinds of branches.
var (
	branch           = Flow{Kind: FlowBranch, Cond: true}
	branchLikely     = Flow{Kind: FlowBranch, Cond: true, Likely: true}
	branchLink       = Flow{Kind: FlowBranch, Cond: true, Links: true}
	branchLinkLikely = Flow{Kind: FlowBranch, Cond: true, Likely: true, Links: true}
)

// branchOn lifts the branches. Those that link do so whether taken or not.
// [MIPS32 II, BC1F ... BNEL]
func branchOn(f Flow, cond compare) lift {
	return func(l *lifter, i inst) {
		t := &Transfer{shape.Transfer{Cond: cond(l, i), Target: l.branchTarget(i)}, f.Likely, f.Links}
		if f.Links {
			l.SetReg(gprBank, l.c(31), l.next())
		}
		l.pending = t
	}
}

// jump records a transfer that is always done.
func (l *lifter) jump(target ir.Value) {
	l.pending = &Transfer{Transfer: shape.Transfer{Cond: l.Const(ir.I1, 1), Target: target}}
}

// j lifts J target. [MIPS32 II, J]
func j(l *lifter, i inst) { l.jump(l.jumpTarget(i)) }

// jal lifts JAL target. [MIPS32 II, JAL]
func jal(l *lifter, i inst) {
	l.jump(l.jumpTarget(i))
	l.SetReg(gprBank, l.c(31), l.next())
}

// jr lifts JR rs and JR.HB. [MIPS32 II, JR]
func jr(l *lifter, i inst) { l.jump(l.gpr(i.rs())) }

// jalr lifts JALR rd, rs and JALR.HB. [MIPS32 II, JALR]
func jalr(l *lifter, i inst) {
	l.jump(l.gpr(i.rs()))
	l.setGPR(i.rd(), l.next())
}
