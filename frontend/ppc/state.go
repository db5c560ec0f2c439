package ppc

import (
	"strconv"

	"translate/ir"
)

// The guest state as emitted code sees it, in the order and at the offsets of
// runtime/src/state_ppc.h. The bits of the condition register and of XER are
// registers of their own, so that a comparison and the branch on it become
// one, and what nobody reads is not computed.
var (
	mxcsrBank = &ir.Bank{Name: "mxcsr", Type: ir.I32, Count: 1, Offset: 32} // where the host's status register is put to be read
	fpscrBank = &ir.Bank{Name: "fpscr", Type: ir.I32, Count: 1, Offset: 36} // the runtime's, as the next
	newsBank  = &ir.Bank{Name: "news", Type: ir.I32, Count: 1, Offset: 40}  // flags of MXCSR that FPSCR does not have
	gprBank   = &ir.Bank{Name: "r", Type: ir.I32, Count: 32, Offset: 64, Names: numbered("r")}
	lrBank    = &ir.Bank{Name: "lr", Type: ir.I32, Count: 1, Offset: 192}
	ctrBank   = &ir.Bank{Name: "ctr", Type: ir.I32, Count: 1, Offset: 196}
	crBank    = &ir.Bank{Name: "cr", Type: ir.I1, Count: 32, Offset: 200} // bit 0 first, as the manual counts
	xerBank   = &ir.Bank{Name: "xer", Type: ir.I1, Count: 3, Offset: 232}
	countBank = &ir.Bank{Name: "xer_count", Type: ir.I32, Count: 1, Offset: 236}
	llaBank   = &ir.Bank{Name: "ll_addr", Type: ir.I32, Count: 1, Offset: 240}
	llvBank   = &ir.Bank{Name: "ll_value", Type: ir.I32, Count: 1, Offset: 244}
	saveBank  = &ir.Bank{Name: "vrsave", Type: ir.I32, Count: 1, Offset: 248}
	goalBank  = &ir.Bank{Name: "goal", Type: ir.I32, Count: 1, Offset: 252} // where a conditional blrl goes
	fprBank   = &ir.Bank{Name: "f", Type: ir.F64, Count: 32, Offset: 256, Names: numbered("f"), Widen: "rt_widen"}
	vrBank    = &ir.Bank{Name: "v", Type: ir.V128, Count: 32, Offset: 512, Names: numbered("v")}
	satBank   = &ir.Bank{Name: "sat", Type: ir.V128, Count: 1, Offset: 1024} // not 0: VSCR's SAT is set
)

// Registers of xerBank.
const (
	xerSO = iota
	xerOV
	xerCA
)

// numbered returns the names of 32 registers.
func numbered(prefix string) []string {
	names := make([]string, 32)
	for i := range names {
		names[i] = prefix + strconv.Itoa(i)
	}
	return names
}
