package ppc

import "translate/ir"

// Load and store multiple and string instructions are as many accesses as there
// are registers. The interpreter, to which the number of registers is not known
// while it is built, leaves them to the runtime.

// multiple calls access for the words of lmw or stmw.
func (l *lifter) multiple(i inst, service string, access func(n uint32, base, disp ir.Value)) {
	rt := i.rt()
	if !rt.IsConst() {
		l.Service(service, i.word)
		return
	}
	base, disp := byDisp.address(l, i)
	for n := uint32(rt.Uint()); n < 32; n++ {
		at := l.Add(disp, l.c(4*(n-uint32(rt.Uint()))))
		if int32(at.Uint()) >= 1<<15 { // beyond what a displacement can be
			access(n, l.Add(base, at), l.c(0))
			continue
		}
		access(n, base, at)
	}
}

// lmw lifts lmw RT, D(RA). Where RA is among the registers loaded the form is
// invalid; the address is taken from its old value. [Power I, lmw]
func lmw(l *lifter, i inst) {
	var values []ir.Value
	var registers []uint32
	l.multiple(i, "rt_lmw", func(n uint32, base, disp ir.Value) {
		values = append(values, l.Load(ir.I32, base, disp))
		registers = append(registers, n)
	})
	for k, n := range registers {
		l.setGPR(l.c(n), values[k])
	}
}

// stmw lifts stmw RS, D(RA). [Power I, stmw]
func stmw(l *lifter, i inst) {
	l.multiple(i, "rt_stmw", func(n uint32, base, disp ir.Value) {
		l.Store(base, disp, l.gpr(l.c(n)))
	})
}

// str calls access for the parts of lswi or stswi: up to four bytes for each
// register, from the one named on, register 0 following register 31.
func (l *lifter) str(i inst, service string, access func(n, bytes uint32, base, disp ir.Value)) {
	rt, nb := i.rt(), i.sh()
	if !rt.IsConst() {
		l.Service(service, i.word)
		return
	}
	length := uint32(nb.Uint())
	if length == 0 {
		length = 32
	}
	base := l.base(i.ra())
	for at := uint32(0); at < length; at += 4 {
		access((uint32(rt.Uint())+at/4)&31, min(4, length-at), base, l.c(at))
	}
}

// lswi lifts lswi RT, RA, NB. [Power I, lswi]
func lswi(l *lifter, i inst) {
	var values []ir.Value
	var registers []uint32
	l.str(i, "rt_lswi", func(n, bytes uint32, base, disp ir.Value) {
		v := l.c(0)
		if bytes == 4 {
			v = l.Load(ir.I32, base, disp)
		} else {
			for k := range bytes {
				b := l.ZExt(ir.I32, l.Load(ir.I8, base, l.Add(disp, l.c(k))))
				v = l.Or(v, l.Shl(b, l.c(24-8*k)))
			}
		}
		values, registers = append(values, v), append(registers, n)
	})
	for k, n := range registers {
		l.setGPR(l.c(n), values[k])
	}
}

// stswi lifts stswi RS, RA, NB. [Power I, stswi]
func stswi(l *lifter, i inst) {
	l.str(i, "rt_stswi", func(n, bytes uint32, base, disp ir.Value) {
		v := l.gpr(l.c(n))
		if bytes == 4 {
			l.Store(base, disp, v)
			return
		}
		for k := range bytes {
			l.Store(base, l.Add(disp, l.c(k)), l.Trunc(ir.I8, l.LShr(v, l.c(24-8*k))))
		}
	})
}
