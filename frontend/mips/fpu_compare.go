package mips

import (
	"fmt"

	"translate/frontend/decode"
	"translate/ir"
)

// conditions are the predicates of C.cond.fmt in the order of their four bits:
// 1 true where unordered, 2 where equal, 4 where less, 8 Invalid is signaled
// for quiet NaNs too. [MIPS32 II, C.cond.fmt]
var conditions = [16]string{
	"F", "UN", "EQ", "UEQ", "OLT", "ULT", "OLE", "ULE",
	"SF", "NGLE", "SEQ", "NGL", "LT", "NGE", "LE", "NGT",
}

// fpCompare lifts C.cond.fmt cc, fs, ft. [MIPS32 II, C.cond.fmt]
func fpCompare(t ir.Type, cond uint32) lift {
	return func(l *lifter, i inst) {
		l.pairs(i, t, i.fs(), i.ft())
		x, y := l.fpr(t, i.fs()), l.fpr(t, i.ft())
		var r ir.Value
		if l.precise {
			r = l.Trunc(ir.I8, l.exact(ir.I32, "rt_xcompare"+suffix(t), x, y, l.c(cond)))
		} else {
			unordered := l.FUNO(x, y)
			l.Rarely(unordered, l.c(0), "rt_unordered"+suffix(t), x, y, l.c(cond))
			r = l.ZExt(ir.I8, l.compare(x, y, unordered, cond))
		}
		l.SetReg(fccBank, i.field(8, 3), r)
	}
}

// compare returns whether x and y, which are unordered or not, are in one of
// the relations that cond names.
func (l *lifter) compare(x, y, unordered ir.Value, cond uint32) ir.Value {
	r := l.Const(ir.I1, 0)
	switch cond & 6 {
	case 2:
		r = l.FOEQ(x, y)
	case 4:
		r = l.FOLT(x, y)
	case 6:
		r = l.FOLE(x, y)
	}
	if cond&1 != 0 {
		r = l.Or(r, unordered)
	}
	return r
}

// comparisons returns the rows of C.cond.fmt.
func comparisons() []decode.Row[Op] {
	var rows []decode.Row[Op]
	for cond, name := range conditions {
		for _, f := range []struct {
			name, bits string
			t          ir.Type
		}{{"S", "10000", ir.F32}, {"D", "10001", ir.F64}} {
			spec := fmt.Sprintf("C.%s.%s 010001 %s ft:5 fs:5 cc:3 00 11%04b", name, f.name, f.bits, cond)
			rows = append(rows, row(spec, "ccd,fs,ft", "I", fpCompare(f.t, uint32(cond))))
		}
	}
	return rows
}
