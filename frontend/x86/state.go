package x86

import "translate/ir"

// The guest state as emitted code sees it, in the order and at the offsets of
// runtime/src/state_x86.h.
var (
	gprBank    = &ir.Bank{Name: "gpr", Type: ir.I32, Count: 8, Offset: 64, Names: gprNames[:]}
	baseBank   = &ir.Bank{Name: "seg_base", Type: ir.I32, Count: 6, Offset: 96}
	flagBank   = &ir.Bank{Name: "flags", Type: ir.I8, Count: 7, Offset: 120, Names: flagNames[:]}
	eflagsBank = &ir.Bank{Name: "eflags", Type: ir.I32, Count: 1, Offset: 128}
	segBank    = &ir.Bank{Name: "seg", Type: ir.I32, Count: 6, Offset: 132}
	fpuBank    = &ir.Bank{Name: "fpu", Type: ir.I32, Count: 3, Offset: 156, Names: fpuNames[:]}
	mmBank     = &ir.Bank{Name: "mm", Type: ir.I64, Count: 8, Offset: 192}
	stBank     = &ir.Bank{Name: "st", Type: ir.F80, Count: 8, Offset: 256}
	xmmBank    = &ir.Bank{Name: "xmm", Type: ir.V128, Count: 8, Offset: 384}
)

// Numbers of general registers.
const (
	eax = iota
	ecx
	edx
	ebx
	esp
	ebp
	esi
	edi
)

var gprNames = [8]string{"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"}

// Numbers in flagBank. Each is 0 or 1 but pf, the low byte of a result, whose
// parity is the flag. lt stands for OF: it is SF != OF, which a signed
// comparison gives directly.
const (
	cf = iota
	pf
	af
	zf
	sf
	lt
	df
)

var flagNames = [7]string{"cf", "pf", "af", "zf", "sf", "lt", "df"}

// Numbers in fpuBank: the use of the register file, the control word, and the
// condition codes in their places in the status word.
const (
	fpuStack = iota
	fpuControl
	fpuCodes
)

var fpuNames = [3]string{"fpu", "fcw", "fcc"}
