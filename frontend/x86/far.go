package x86

import "translate/ir"

// width returns the bytes of the operand size, as the runtime is told it.
func (l *lifter) width(i *inst) ir.Value { return l.c(size(i.word())) }

// loadFar lifts the loads of a segment register and a general one.
// [SDM 2A, LDS/LES/LFS/LGS/LSS]
func loadFar(l *lifter, i *inst) {
	l.Service("rt_load_far", l.ea(i), l.segment(i), i.reg, l.width(i), i.next)
}

// callFar and jmpFar lift transfers to the address and the selector in the
// instruction; farAt those to what is in memory. [SDM 2A, CALL, JMP]
func callFar(l *lifter, i *inst) { l.Service("rt_call_far", i.imm, i.imm2, l.width(i), i.next) }
func jmpFar(l *lifter, i *inst)  { l.Service("rt_jump_far", i.imm, i.imm2, i.next) }

func farAt(name string) lift {
	return func(l *lifter, i *inst) { l.Service(name, l.ea(i), l.width(i), i.next) }
}

// retFar lifts the far RET. [SDM 2B, RET]
func retFar(l *lifter, i *inst) { l.Service("rt_return_far", l.freed(i), l.width(i), i.next) }

// iret lifts IRET. [SDM 2A, IRET/IRETD]
func iret(l *lifter, i *inst) { l.Service("rt_iret", l.width(i), i.next) }
