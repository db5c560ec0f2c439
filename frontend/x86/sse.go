package x86

import "translate/ir"

// Vector instructions are the host's, on values: each result, rounding, NaN and
// flag is what a processor gives, because one gives it. Those on MMX registers
// work on the low halves of vectors, for the host's own MMX registers are its x87
// registers too.

func (l *lifter) xmm(n ir.Value) ir.Value { return l.Reg(xmmBank, n) }

func (l *lifter) setXMM(n, v ir.Value) { l.SetReg(xmmBank, n, v) }

// vector returns a vector whose lowest element is x and the others zero.
func (l *lifter) vector(x ir.Value) ir.Value {
	return l.SetLane(l.zero(ir.V128), l.c(0), x)
}

// low returns the lowest element of v.
func (l *lifter) low(t ir.Type, v ir.Value) ir.Value { return l.Lane(t, v, l.c(0)) }

// xmmOf reads operand n of i as a vector: V the reg field, W the rm field or as
// much memory as its size says: x a vector at a multiple of 16, u one anywhere.
// [SDM 1, 4.1.1]
func (l *lifter) xmmOf(i *inst, n int) ir.Value {
	o := i.row.Operands[n]
	switch {
	case o.Kind == 'V':
		return l.xmm(i.reg)
	case !i.mem && (o.Kind == 'W' || o.Kind == 'U'):
		return l.xmm(i.rm)
	case o.Size == "x":
		return l.LoadAligned(ir.V128, i.base, i.disp)
	case o.Size == "u":
		return l.Load(ir.V128, i.base, i.disp)
	}
	return l.vector(l.Load(vectorElement(o), i.base, i.disp))
}

// vectorElement returns the type of the memory an operand names.
func vectorElement(o Operand) ir.Type {
	return map[string]ir.Type{"b": ir.I8, "w": ir.I16, "d": ir.I32, "q": ir.I64}[o.Size]
}

// vv lifts OP V, W: a host instruction on both.
func vv(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.xmmOf(i, 1)
		l.setXMM(i.reg, l.Host(host, vec, l.xmm(i.reg), y)[0])
	}
}

var vec = []ir.Type{ir.V128}

// v1 lifts OP V, W: a host instruction on W alone.
func v1(host string) lift {
	return func(l *lifter, i *inst) { l.setXMM(i.reg, l.Host(host, vec, l.xmmOf(i, 1))[0]) }
}

// vvImm lifts OP V, W, imm.
func vvImm(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.xmmOf(i, 1)
		l.setXMM(i.reg, l.HostImm(host, i.imm, l.xmm(i.reg), y))
	}
}

// vectorLogic lifts what is bitwise. A register with itself gives zero without
// being read. [SDM 2B, PXOR; SDM 2D, XORPS]
func vectorLogic(op binop) lift {
	return func(l *lifter, i *inst) {
		if !i.mem && i.reg.IsConst() && i.reg.Uint() == i.rm.Uint() && i.row.isXor() {
			l.setXMM(i.reg, l.zero(ir.V128))
			return
		}
		y := l.xmmOf(i, 1)
		l.setXMM(i.reg, op(l, l.xmm(i.reg), y))
	}
}

func (r *Row) isXor() bool { return r.Name == "PXOR" || r.Name == "XORPS" || r.Name == "XORPD" }

// andNot is the bitwise operation of ANDNPS and PANDN.
func andNot(b ir.Builder, x, y ir.Value) ir.Value {
	return b.And(b.Xor(x, b.Const(x.Type(), ^uint64(0))), y)
}

// vload lifts loads of whole vectors, vstore stores.
func vload(l *lifter, i *inst) { l.setXMM(i.reg, l.xmmOf(i, 1)) }

func vstore(l *lifter, i *inst) {
	switch {
	case !i.mem:
		l.setXMM(i.rm, l.xmm(i.reg))
	case i.row.Operands[0].Size == "u":
		l.Store(i.base, i.disp, l.xmm(i.reg))
	default:
		l.StoreAligned(i.base, i.disp, l.xmm(i.reg))
	}
}

// loadScalar lifts MOVSS and MOVSD to a register: from memory they clear the
// rest, from a register they leave it. [SDM 2B, MOVSS, MOVSD]
func loadScalar(t ir.Type) lift {
	return func(l *lifter, i *inst) {
		if i.mem {
			l.setXMM(i.reg, l.vector(l.Load(t, i.base, i.disp)))
			return
		}
		l.setXMM(i.reg, l.SetLane(l.xmm(i.reg), l.c(0), l.low(t, l.xmm(i.rm))))
	}
}

// storeScalar lifts MOVSS and MOVSD from a register.
func storeScalar(t ir.Type) lift {
	return func(l *lifter, i *inst) {
		v := l.low(t, l.xmm(i.reg))
		if i.mem {
			l.Store(i.base, i.disp, v)
			return
		}
		l.setXMM(i.rm, l.SetLane(l.xmm(i.rm), l.c(0), v))
	}
}

// loadHalf lifts the instructions that write half to of a register: from
// memory, or from half from of another. [SDM 2B, MOVHLPS, MOVLPS, MOVLHPS, MOVHPS]
func loadHalf(to, from uint32) lift {
	return func(l *lifter, i *inst) {
		var v ir.Value
		if i.mem {
			v = l.Load(ir.F64, i.base, i.disp)
		} else {
			v = l.Lane(ir.F64, l.xmm(i.rm), l.c(from))
		}
		l.setXMM(i.reg, l.SetLane(l.xmm(i.reg), l.c(to), v))
	}
}

// storeHalf lifts MOVLPS and MOVHPS to memory.
func storeHalf(n uint32) lift {
	return func(l *lifter, i *inst) { l.Store(i.base, i.disp, l.Lane(ir.F64, l.xmm(i.reg), l.c(n))) }
}

// duplicate lifts MOVDDUP, MOVSLDUP and MOVSHDUP: element k of the result is
// element from[k] of the operand. [SDM 2B, MOVDDUP, MOVSHDUP, MOVSLDUP]
func duplicate(t ir.Type, from ...uint32) lift {
	return func(l *lifter, i *inst) {
		v := l.xmmOf(i, 1)
		r := l.zero(ir.V128)
		for k, n := range from {
			r = l.SetLane(r, l.c(uint32(k)), l.Lane(t, v, l.c(n)))
		}
		l.setXMM(i.reg, r)
	}
}

// movdTo lifts MOVD to a vector register, movdFrom from one.
// [SDM 2B, MOVD/MOVQ]
func movdTo(l *lifter, i *inst) { l.setXMM(i.reg, l.vector(l.read(i, 1))) }

func movdFrom(l *lifter, i *inst) { l.write(i, 0, l.low(ir.I32, l.xmm(i.reg))) }

// movqTo lifts MOVQ V, W, which clears the high half; movqFrom MOVQ W, V.
// [SDM 2B, MOVQ]
func movqTo(l *lifter, i *inst) {
	if i.mem {
		l.setXMM(i.reg, l.vector(l.Load(ir.I64, i.base, i.disp)))
		return
	}
	l.setXMM(i.reg, l.vector(l.low(ir.I64, l.xmm(i.rm))))
}

func movqFrom(l *lifter, i *inst) {
	v := l.low(ir.I64, l.xmm(i.reg))
	if i.mem {
		l.Store(i.base, i.disp, v)
		return
	}
	l.setXMM(i.rm, l.vector(v))
}

// fromInteger lifts CVTSI2SS and CVTSI2SD. [SDM 2A, CVTSI2SD, CVTSI2SS]
func fromInteger(host string) lift {
	return func(l *lifter, i *inst) {
		l.setXMM(i.reg, l.Host(host, vec, l.xmm(i.reg), l.read(i, 1))[0])
	}
}

// toInteger lifts what gives a general register: conversions and MOVMSK.
func toInteger(host string) lift {
	return func(l *lifter, i *inst) {
		l.SetReg(gprBank, i.reg, l.Host(host, []ir.Type{ir.I32}, l.xmmOf(i, 1))[0])
	}
}

// comis lifts COMISS, COMISD and the quiet ones, UCOMISS and UCOMISD.
// [SDM 2A, COMISD, COMISS; SDM 2B, UCOMISD, UCOMISS]
func comis(t ir.Type, quiet bool) lift {
	return func(l *lifter, i *inst) {
		y := l.low(t, l.xmmOf(i, 1))
		x := l.low(t, l.xmm(i.reg))
		r := compared{l.FOLT(x, y), l.FOEQ(x, y), l.FUNO(x, y)}
		if !quiet {
			l.Rarely(r.unordered, l.c(0), "rt_invalid_sse")
		}
		l.flagsCompared(r)
	}
}

// ptest lifts PTEST. [SDM 2B, PTEST]
func ptest(l *lifter, i *inst) {
	y := l.xmmOf(i, 1)
	x := l.xmm(i.reg)
	any := func(v ir.Value) ir.Value { return l.Or(l.low(ir.I64, v), l.Lane(ir.I64, v, l.c(1))) }
	l.setFlag(zf, func() ir.Value { return l.isZero(any(l.And(x, y))) })
	l.setFlag(cf, func() ir.Value { return l.isZero(any(andNot(l, x, y))) })
	for _, n := range []uint32{af, sf, lt} {
		l.clear(n)
	}
	l.deferFlag(pf, func() ir.Value { return l.Const(ir.I8, 1) })
}

// insert lifts PINSRB, PINSRW and PINSRD. [SDM 2B, PINSRB/PINSRD/PINSRQ, PINSRW]
func insert(t ir.Type) lift {
	return func(l *lifter, i *inst) {
		var v ir.Value
		if i.mem {
			v = l.Load(t, i.base, i.disp)
		} else {
			v = l.Trunc(t, l.Reg(gprBank, i.rm))
		}
		l.setXMM(i.reg, l.SetLane(l.xmm(i.reg), l.lane(i, t), v))
	}
}

// insertps lifts INSERTPS, whose immediate selects an element of a register but
// not of memory. [SDM 2A, INSERTPS]
func insertps(l *lifter, i *inst) {
	y := l.xmmOf(i, 1)
	if i.mem {
		for n := range uint32(4) {
			y = l.SetLane(y, l.c(n), l.low(ir.I32, y))
		}
	}
	l.setXMM(i.reg, l.HostImm("insertps", i.imm, l.xmm(i.reg), y))
}

// lane returns the number of an element of type t that the immediate means.
func (l *lifter) lane(i *inst, t ir.Type) ir.Value { return l.And(i.imm, l.c(uint32(128/t.Bits()-1))) }

// extract lifts PEXTRB, PEXTRW, PEXTRD and EXTRACTPS to memory or a register.
// [SDM 2B, PEXTRB/PEXTRD/PEXTRQ, PEXTRW; SDM 2A, EXTRACTPS]
func extract(t ir.Type) lift {
	return func(l *lifter, i *inst) {
		v := l.Lane(t, l.xmm(i.reg), l.lane(i, t))
		if i.mem {
			l.Store(i.base, i.disp, v)
			return
		}
		l.SetReg(gprBank, i.rm, l.ZExt(ir.I32, v))
	}
}

// pextrw lifts PEXTRW G, U. [SDM 2B, PEXTRW]
func pextrw(l *lifter, i *inst) {
	l.SetReg(gprBank, i.reg, l.ZExt(ir.I32, l.Lane(ir.I16, l.xmm(i.rm), l.lane(i, ir.I16))))
}

// shiftImm lifts the shifts by an immediate: as those by a vector's low half.
// [SDM 2B, PSLLW/PSLLD/PSLLQ, PSRAW/PSRAD/PSRAQ, PSRLW/PSRLD/PSRLQ]
func shiftImm(host string) lift {
	return func(l *lifter, i *inst) {
		n := l.vector(l.ZExt(ir.I64, l.And(i.imm, l.c(0xff))))
		l.setXMM(i.rm, l.Host(host, vec, l.xmm(i.rm), n)[0])
	}
}

// shiftBytes lifts PSLLDQ and PSRLDQ. [SDM 2B, PSLLDQ, PSRLDQ]
func shiftBytes(host string) lift {
	return func(l *lifter, i *inst) { l.setXMM(i.rm, l.HostImm(host, i.imm, l.xmm(i.rm), l.xmm(i.rm))) }
}

// blendv lifts the blends that select by XMM0.
// [SDM 2A, BLENDVPD, BLENDVPS; SDM 2B, PBLENDVB]
func blendv(host string) lift {
	return func(l *lifter, i *inst) {
		y := l.xmmOf(i, 1)
		l.setXMM(i.reg, l.Host(host, vec, l.xmm(i.reg), y, l.xmm(l.c(0)))[0])
	}
}

// maskmov lifts MASKMOVDQU. [SDM 2B, MASKMOVDQU]
func maskmov(l *lifter, i *inst) {
	l.Host("maskmovdqu", nil, l.ZExt(ir.I64, l.Add(l.destination(i), l.ea(i))), l.xmm(i.reg), l.xmm(i.rm))
}

// mxcsr lifts LDMXCSR and STMXCSR: the register is the host's.
// [SDM 2A, LDMXCSR; SDM 2B, STMXCSR]
func mxcsr(host string) lift {
	return func(l *lifter, i *inst) { l.Host(host, nil, l.ZExt(ir.I64, l.ea(i))) }
}

// fence lifts LFENCE, MFENCE and SFENCE.
func fence(l *lifter, _ *inst) { l.Fence() }

// pcmpstr lifts the string comparisons: explicit says that EAX and EDX hold the
// lengths, result writes what the comparison gives.
// [SDM 2B, PCMPESTRI, PCMPESTRM, PCMPISTRI, PCMPISTRM]
func pcmpstr(explicit uint32, result func(l *lifter, i *inst, r ir.Value)) lift {
	return func(l *lifter, i *inst) {
		y := l.xmmOf(i, 1)
		r := l.Helper(ir.I64, "rt_pcmpstr", l.xmm(i.reg), y, i.imm,
			l.c(explicit), l.Reg(gprBank, l.c(eax)), l.Reg(gprBank, l.c(edx)))
		result(l, i, r)
		bit := func(n uint64) ir.Value { return l.Trunc(ir.I1, l.LShr(r, l.Const(ir.I64, n))) }
		l.setFlag(cf, func() ir.Value { return l.not(l.isZero(l.Trunc(ir.I16, r))) })
		l.setFlag(zf, func() ir.Value { return bit(24) })
		l.setFlag(sf, func() ir.Value { return bit(25) })
		l.setFlag(lt, func() ir.Value { return l.Xor(bit(25), bit(0)) })
		l.clear(af)
		l.deferFlag(pf, func() ir.Value { return l.Const(ir.I8, 1) })
	}
}

// comparedIndex and comparedMask are what string comparisons give: a number in ECX, a vector in
// XMM0.
func comparedIndex(l *lifter, _ *inst, r ir.Value) {
	n := l.Trunc(ir.I32, l.LShr(r, l.Const(ir.I64, 16)))
	l.SetReg(gprBank, l.c(ecx), l.And(n, l.c(31)))
}

func comparedMask(l *lifter, i *inst, r ir.Value) {
	l.setXMM(l.c(0), l.Helper(ir.V128, "rt_pcmpmask", r, i.imm))
}

// clflush lifts CLFLUSH, which faults as a load does. [SDM 2A, CLFLUSH]
func clflush(l *lifter, i *inst) { l.Host("clflush", nil, l.ZExt(ir.I64, l.ea(i))) }
