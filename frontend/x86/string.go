package x86

import "translate/ir"

// stringType returns the type of the elements of a string instruction.
func stringType(i *inst) ir.Type {
	if i.row.opcode&1 == 0 {
		return ir.I8
	}
	return i.word()
}

// index returns the address in an index register.
func (l *lifter) index(i *inst, reg uint32) ir.Value {
	return l.ZExt(ir.I32, l.gpr(i.address(), l.c(reg)))
}

// advance moves an index register by one element of type t.
func (l *lifter) advance(i *inst, t ir.Type, reg uint32) {
	n := l.Const(i.address(), uint64(size(t)))
	step := l.Select(l.flag(df), l.Sub(l.zero(n.Type()), n), n)
	l.setGPR(l.c(reg), l.Add(l.gpr(n.Type(), l.c(reg)), step))
}

// source returns the address ESI points at, in the segment that prefixes say.
func (l *lifter) source(i *inst) ir.Value { return l.Add(l.index(i, esi), l.ea(i)) }

func (l *lifter) destination(i *inst) ir.Value { return l.index(i, edi) }

// movs lifts MOVS. [SDM 2B, MOVS/MOVSB/MOVSW/MOVSD/MOVSQ]
func movs(l *lifter, i *inst) {
	t := stringType(i)
	l.Store(l.destination(i), l.c(0), l.Load(t, l.source(i), l.c(0)))
	l.advance(i, t, esi)
	l.advance(i, t, edi)
}

// stos lifts STOS. [SDM 2B, STOS/STOSB/STOSW/STOSD/STOSQ]
func stos(l *lifter, i *inst) {
	t := stringType(i)
	l.Store(l.destination(i), l.c(0), l.gpr(t, l.c(eax)))
	l.advance(i, t, edi)
}

// lods lifts LODS. [SDM 2A, LODS/LODSB/LODSW/LODSD/LODSQ]
func lods(l *lifter, i *inst) {
	t := stringType(i)
	l.setGPR(l.c(eax), l.Load(t, l.source(i), l.c(0)))
	l.advance(i, t, esi)
}

// scas lifts SCAS. [SDM 2B, SCAS/SCASB/SCASW/SCASD]
func scas(l *lifter, i *inst) {
	t := stringType(i)
	x, y := l.gpr(t, l.c(eax)), l.Load(t, l.destination(i), l.c(0))
	l.advance(i, t, edi)
	l.flagsSub(x, y, l.Sub(x, y))
}

// cmps lifts CMPS. [SDM 2A, CMPS/CMPSB/CMPSW/CMPSD/CMPSQ]
func cmps(l *lifter, i *inst) {
	t := stringType(i)
	x, y := l.Load(t, l.source(i), l.c(0)), l.Load(t, l.destination(i), l.c(0))
	l.advance(i, t, esi)
	l.advance(i, t, edi)
	l.flagsSub(x, y, l.Sub(x, y))
}

// repeated16 lifts what the host has no instruction for: REP with addresses of
// 16 bits, which counts CX. It does one element and starts again for the others;
// where done is not nil that says whether the flags end it.
func repeated16(one lift, done func(l *lifter) ir.Value) lift {
	return func(l *lifter, i *inst) {
		l.ServiceIf(l.isZero(l.counter(i)), "rt_skip", i.next)
		left := l.counted(i)
		one(l, i)
		l.setGPR(l.c(ecx), left)
		again := l.not(l.isZero(left))
		if done != nil {
			again = l.And(again, l.not(done(l)))
		}
		l.ServiceIf(again, "rt_again", i.pc)
	}
}

// The repeated ones with addresses of 32 bits are the host's. [SDM 2B, REP/REPE/REPZ/REPNE/REPNZ]

// hostString returns the name of a host instruction for elements of type t.
func hostString(name string, t ir.Type) string {
	return name + map[ir.Type]string{ir.I8: "8", ir.I16: "16", ir.I32: "32"}[t]
}

func (l *lifter) setIndex(reg uint32, v ir.Value) { l.SetReg(gprBank, l.c(reg), v) }

// moved sets ESI from what the host left: it counted from the segment's base.
func (l *lifter) moved(i *inst, v ir.Value) { l.setIndex(esi, l.Sub(v, l.ea(i))) }

var word3 = []ir.Type{ir.I32, ir.I32, ir.I32}

// sliceCount is how many elements a repeated instruction does at most before it
// starts again for the others, so that signals need not wait for all.
const sliceCount = 1 << 16

// slice returns how many elements an instruction does now, and how many are left
// after them.
func (l *lifter) slice() (now, rest ir.Value) {
	n := l.Reg(gprBank, l.c(ecx))
	now = l.Select(l.ULT(n, l.c(sliceCount)), n, l.c(sliceCount))
	return now, l.Sub(n, now)
}

// sliced ends a repeated instruction that has done a slice but for left elements.
// It starts again where there are others, unless it is done.
func (l *lifter) sliced(i *inst, left, rest ir.Value, done func(l *lifter) ir.Value) {
	l.setIndex(ecx, l.Add(left, rest))
	again := l.Ne(rest, l.c(0))
	if done != nil {
		again = l.And(again, l.not(done(l)))
	}
	l.ServiceIf(again, "rt_again", i.pc)
}

func repMovs(l *lifter, i *inst) {
	n, rest := l.slice()
	r := l.Host(hostString("movs", stringType(i)), word3,
		l.destination(i), l.source(i), n, l.Reg(flagBank, l.c(df)), rest)
	l.setIndex(edi, r[0])
	l.moved(i, r[1])
	l.sliced(i, r[2], rest, nil)
}

func repStos(l *lifter, i *inst) {
	n, rest := l.slice()
	r := l.Host(hostString("stos", stringType(i)), word3[:2],
		l.destination(i), n, l.Reg(flagBank, l.c(df)), l.Reg(gprBank, l.c(eax)), rest)
	l.setIndex(edi, r[0])
	l.sliced(i, r[1], rest, nil)
}

func repLods(l *lifter, i *inst) {
	n, rest := l.slice()
	r := l.Host(hostString("lods", stringType(i)), word3,
		l.Reg(gprBank, l.c(eax)), l.source(i), n, l.Reg(flagBank, l.c(df)), rest)
	l.setIndex(eax, r[0])
	l.moved(i, r[1])
	l.sliced(i, r[2], rest, nil)
}

// repScas lifts SCAS with REPE or REPNE, which goes on while equal says.
func repScas(host string, equal bool) lift {
	return func(l *lifter, i *inst) {
		n, rest := l.slice()
		r := l.Host(hostString(host, stringType(i)), word3,
			l.Reg(gprBank, l.c(eax)), l.destination(i), n, l.Reg(flagBank, l.c(df)), rest)
		l.setIndex(edi, r[1])
		l.hostFlags(n, r[0])
		l.sliced(i, r[2], rest, differs(equal))
	}
}

// repCmps lifts CMPS with REPE or REPNE.
func repCmps(host string, equal bool) lift {
	return func(l *lifter, i *inst) {
		n, rest := l.slice()
		r := l.Host(hostString(host, stringType(i)), []ir.Type{ir.I32, ir.I32, ir.I32, ir.I32},
			l.destination(i), l.source(i), n, l.Reg(flagBank, l.c(df)), rest)
		l.setIndex(edi, r[1])
		l.moved(i, r[2])
		l.hostFlags(n, r[0])
		l.sliced(i, r[3], rest, differs(equal))
	}
}

// differs tells whether the last elements compared end what goes on while equal
// says.
func differs(equal bool) func(l *lifter) ir.Value {
	return func(l *lifter) ir.Value { return l.Xor(l.flag(zf), l.bit(equal)) }
}

// hostFlags sets the flags from v, which has those of LAHF in its second byte
// and OF in the first, unless nothing was compared because count is 0.
func (l *lifter) hostFlags(count, v ir.Value) {
	flags := l.LShr(v, l.c(8))
	l.keeping(l.isZero(count), func() {
		l.setEflags(flags)
		l.setFlag(lt, func() ir.Value {
			return l.Trunc(ir.I1, l.Xor(l.LShr(flags, l.c(7)), v))
		})
	})
}
