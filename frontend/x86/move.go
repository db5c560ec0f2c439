package x86

import "translate/ir"

// mov lifts MOV. [SDM 2B, MOV]
func mov(l *lifter, i *inst) { l.write(i, 0, l.read(i, 1)) }

// lea lifts LEA: of an address of 32 bits the low ones where the operand size
// is 16. [SDM 2A, LEA]
func lea(l *lifter, i *inst) { l.write(i, 0, l.Trunc(i.word(), l.ea(i))) }

// movx lifts MOVZX and MOVSX. [SDM 2B, MOVZX, MOVSX/MOVSXD]
func movx(ext extend) lift {
	return func(l *lifter, i *inst) { l.write(i, 0, ext(l, i.word(), l.read(i, 1))) }
}

// movbe lifts MOVBE. [SDM 2B, MOVBE]
func movbe(l *lifter, i *inst) { l.write(i, 0, l.BSwap(l.read(i, 1))) }

// bswap lifts BSWAP. Of 16 bits it is undefined; processors give zero.
// [SDM 2A, BSWAP]
func bswap(l *lifter, i *inst) {
	if i.op16 {
		l.write(i, 0, l.zero(ir.I16))
		return
	}
	l.write(i, 0, l.BSwap(l.read(i, 0)))
}

// cmov lifts CMOVcc, which reads memory whether it moves or not.
// [SDM 2A, CMOVcc]
func cmov(cc int) lift {
	return func(l *lifter, i *inst) {
		l.write(i, 0, l.Select(l.condition(cc), l.read(i, 1), l.read(i, 0)))
	}
}

// set lifts SETcc. [SDM 2B, SETcc]
func set(cc int) lift {
	return func(l *lifter, i *inst) { l.write(i, 0, l.ZExt(ir.I8, l.condition(cc))) }
}

// push lifts PUSH of a register, memory or an immediate. [SDM 2B, PUSH]
func push(l *lifter, i *inst) {
	v := l.read(i, 0)
	if i.row.Operands[0].Size == "bs" {
		v = l.Trunc(i.word(), i.imm)
	}
	l.push(v)
}

// pop lifts POP. The stack pointer has been moved up when the operand is
// written. [SDM 2B, POP]
func pop(l *lifter, i *inst) {
	if !i.mem {
		l.write(i, 0, l.pop(i.word(), l.c(0)))
		return
	}
	sp := l.Reg(gprBank, l.c(esp))
	l.write(i, 0, l.Load(i.word(), sp, l.c(0)))
	l.SetReg(gprBank, l.c(esp), l.Add(sp, l.c(size(i.word()))))
}

// pusha lifts PUSHA and PUSHAD. [SDM 2B, PUSHA/PUSHAD]
func pusha(l *lifter, i *inst) {
	t := i.word()
	sp := l.Reg(gprBank, l.c(esp))
	for n := range uint32(8) {
		l.Store(sp, l.c(-(n+1)*size(t)), l.gpr(t, l.c(n)))
	}
	l.SetReg(gprBank, l.c(esp), l.Sub(sp, l.c(8*size(t))))
}

// popa lifts POPA and POPAD. [SDM 2B, POPA/POPAD]
func popa(l *lifter, i *inst) {
	t := i.word()
	sp := l.Reg(gprBank, l.c(esp))
	var v [8]ir.Value
	for n := range uint32(8) {
		v[n] = l.Load(t, sp, l.c((7-n)*size(t)))
	}
	for n := range uint32(8) {
		if n != esp {
			l.setGPR(l.c(n), v[n])
		}
	}
	l.SetReg(gprBank, l.c(esp), l.Add(sp, l.c(8*size(t))))
}

// leave lifts LEAVE. [SDM 2A, LEAVE]
func leave(l *lifter, i *inst) {
	bp := l.Reg(gprBank, l.c(ebp))
	v := l.Load(i.word(), bp, l.c(0))
	l.SetReg(gprBank, l.c(esp), l.Add(bp, l.c(size(i.word()))))
	l.setGPR(l.c(ebp), v)
}

// enter lifts ENTER, which is in the runtime. [SDM 2A, ENTER]
func enter(l *lifter, i *inst) { l.Service("rt_enter", i.imm, i.imm2, l.width(i), i.next) }

// xlat lifts XLAT; the memory operand is the segment. [SDM 2D, XLAT/XLATB]
func xlat(l *lifter, i *inst) {
	t := i.address()
	at := l.Add(l.gpr(t, l.c(ebx)), l.ZExt(t, l.gpr(ir.I8, l.c(eax))))
	l.setGPR(l.c(eax), l.Load(ir.I8, l.Add(l.ea(i), l.ZExt(ir.I32, at)), l.c(0)))
}

// nop lifts what does nothing.
func nop(*lifter, *inst) {}
