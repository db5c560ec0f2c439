package x86

import "translate/ir"

// interrupt lifts INT: 0x80 is a system call. [SDM 2A, INT n/INTO/INT3/INT1]
func interrupt(l *lifter, i *inst) { l.Service("rt_interrupt", i.imm, i.next) }

// service lifts what the runtime does; it is told where the next instruction
// is.
func service(name string) lift {
	return func(l *lifter, i *inst) { l.Service(name, i.next) }
}

// memoryService lifts what the runtime does with a memory operand; it is told
// where that and the next instruction are.
func memoryService(name string) lift {
	return func(l *lifter, i *inst) { l.Service(name, l.ea(i), i.next) }
}

// privileged lifts what programs may not execute, or only with access to ports.
func privileged(l *lifter, _ *inst) { l.Service("rt_privileged", l.c(0)) }

// into lifts INTO. [SDM 2A, INT n/INTO/INT3/INT1]
func into(l *lifter, i *inst) { l.ServiceIf(l.overflow(), "rt_into", i.next) }

// bound lifts BOUND. [SDM 2A, BOUND]
func bound(l *lifter, i *inst) {
	x := l.read(i, 0)
	t := x.Type()
	low := l.Load(t, i.base, i.disp)
	base, disp := l.at(i, size(t))
	high := l.Load(t, base, disp)
	l.ServiceIf(l.Or(l.SLT(x, low), l.SLT(high, x)), "rt_bound", i.next)
}

// rdtsc lifts RDTSC. [SDM 2B, RDTSC]
func rdtsc(l *lifter, _ *inst) {
	r := l.Host("rdtsc", []ir.Type{ir.I32, ir.I32})
	l.SetReg(gprBank, l.c(eax), r[0])
	l.SetReg(gprBank, l.c(edx), r[1])
}

// segment returns the number of the segment register that a row or the reg
// field names.
func (l *lifter) segment(i *inst) ir.Value {
	if i.row.segment {
		return i.reg
	}
	name := i.row.Name
	return l.c(segments[name[len(name)-2:]])
}

// segments are the segment registers, whose names those of rows end in.
var segments = map[string]uint32{"ES": 0, "CS": 1, "SS": 2, "DS": 3, "FS": 4, "GS": 5}

// movFromSegment lifts MOV from a segment register, which clears the rest of a
// 32-bit register. [SDM 2B, MOV]
func movFromSegment(l *lifter, i *inst) {
	v := l.Reg(segBank, l.And(l.segment(i), l.c(7)))
	if i.mem {
		l.Store(i.base, i.disp, l.Trunc(ir.I16, v))
		return
	}
	l.setGPR(i.rm, l.Trunc(i.word(), v))
}

// movToSegment lifts MOV to a segment register. [SDM 2B, MOV]
func movToSegment(l *lifter, i *inst) {
	v := l.ZExt(ir.I32, l.read(i, 1))
	l.Service("rt_segment", l.segment(i), v, i.next)
}

// pushSegment and popSegment lift PUSH and POP of segment registers.
// [SDM 2B, POP, PUSH]
func pushSegment(l *lifter, i *inst) {
	l.push(l.Trunc(i.word(), l.Reg(segBank, l.segment(i))))
}

func popSegment(l *lifter, i *inst) {
	l.Service("rt_pop_segment", l.segment(i), l.width(i), i.next)
}

// Flags of EFLAGS outside flagBank. [SDM 1, 3.4.3]
const (
	flagTF = 1 << 8
	flagIF = 1 << 9
	flagNT = 1 << 14
	flagAC = 1 << 18
	flagID = 1 << 21
)

// pushf lifts PUSHF and PUSHFD. [SDM 2B, PUSHF/PUSHFD]
func pushf(l *lifter, i *inst) {
	v := l.Or(l.eflags(), l.c(flagIF))
	v = l.Or(v, l.Shl(l.ZExt(ir.I32, l.overflow()), l.c(11)))
	v = l.Or(v, l.Shl(l.ZExt(ir.I32, l.flag(df)), l.c(10)))
	v = l.Or(v, l.Reg(eflagsBank, l.c(0)))
	l.push(l.Trunc(i.word(), v))
}

// popf lifts POPF and POPFD. Programs may change neither IF nor IOPL; where TF
// is set the interpreter goes on. [SDM 2B, POPF/POPFD]
func popf(l *lifter, i *inst) {
	v := l.ZExt(ir.I32, l.pop(i.word(), l.c(0)))
	l.ServiceIf(l.Ne(l.And(v, l.c(flagTF)), l.c(0)), "rt_trap_flag", v, l.width(i), i.next)
	keep := uint32(flagTF | flagNT | flagAC | flagID)
	if i.op16 {
		keep = flagTF | flagNT
	}
	other := l.And(l.Reg(eflagsBank, l.c(0)), l.c(^keep))
	l.SetReg(eflagsBank, l.c(0), l.Or(other, l.And(v, l.c(keep))))
	l.setEflags(v)
	at := func(n uint32) ir.Value { return l.Trunc(ir.I1, l.LShr(v, l.c(n))) }
	l.setFlag(df, func() ir.Value { return at(10) })
	l.setFlag(lt, func() ir.Value { return l.Xor(at(7), at(11)) })
}

// lahf and sahf lift LAHF and SAHF. [SDM 2A, LAHF; SDM 2B, SAHF]
func lahf(l *lifter, _ *inst) { l.setGPR(l.c(4), l.Trunc(ir.I8, l.eflags())) }

func sahf(l *lifter, _ *inst) { l.setEflags(l.ZExt(ir.I32, l.gpr(ir.I8, l.c(4)))) }

// salc lifts SALC: AL is filled with CF. [SDM 2D, A]
func salc(l *lifter, _ *inst) { l.setGPR(l.c(eax), l.Sub(l.zero(ir.I8), l.carry(ir.I8))) }

// cmc lifts CMC. [SDM 2A, CMC]
func cmc(l *lifter, _ *inst) {
	c := l.flag(cf)
	l.setFlag(cf, func() ir.Value { return l.not(c) })
}

// setTo lifts CLC, STC, CLD and STD.
func setTo(flag uint32, v bool) lift {
	return func(l *lifter, _ *inst) { l.setFlag(flag, func() ir.Value { return l.bit(v) }) }
}
