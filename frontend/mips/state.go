package mips

import "translate/ir"

// The guest state as emitted code sees it, in the order and at the offsets of
// runtime/src/state_mips.h.
var (
	gprBank  = &ir.Bank{Name: "gpr", Type: ir.I32, Count: 32, Offset: 64, Names: gprNames[:]}
	accBank  = &ir.Bank{Name: "acc", Type: ir.I64, Count: 1, Offset: 192} // lo, and hi in the high half
	tpBank   = &ir.Bank{Name: "tp", Type: ir.I32, Count: 1, Offset: 200}
	fcsrBank = &ir.Bank{Name: "fcsr", Type: ir.I32, Count: 1, Offset: 204}
	llaBank  = &ir.Bank{Name: "ll_addr", Type: ir.I32, Count: 1, Offset: 208}
	llvBank  = &ir.Bank{Name: "ll_value", Type: ir.I32, Count: 1, Offset: 212}
	fccBank  = &ir.Bank{Name: "fcc", Type: ir.I8, Count: 8, Offset: 216}
	fprBank  = &ir.Bank{Name: "f", Type: ir.F64, Count: 32, Offset: 224}
)

// gprNames are the o32 names of the general registers. [MIPS psABI]
var gprNames = [32]string{
	"zero", "at", "v0", "v1", "a0", "a1", "a2", "a3",
	"t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7",
	"s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7",
	"t8", "t9", "k0", "k1", "gp", "sp", "fp", "ra",
}
