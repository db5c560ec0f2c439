package ppc

import (
	"fmt"
	"slices"
	"strings"

	"translate/corpus/difftest"
	"translate/frontend/ppc"
)

// The parts of FPSCR.
const (
	bitFX = 0x80000000
	bitUX = 0x08000000
	// invalid operations: with a signaling NaN, and infinity times zero
	bitVXSNAN = 0x01000000
	bitVXIMZ  = 0x00100000
	bitXX     = 0x02000000
	bitFR     = 0x00040000
	bitFI     = 0x00020000
	class     = 0x0001f000
	bitC      = 0x00010000
	// all exceptions, and VX, which follows from some
	exceptions = 0x3ff80700
)

// A known is a difference in FPSCR that we accept.
type known struct {
	why   string
	bits  uint32
	where func(m Mode, want, got uint32) bool
}

// explained are all of them.
var explained = []known{
	{"QEMU does not keep FR, and FI of the operations before the last", bitFR | bitFI,
		func(Mode, uint32, uint32) bool { return true }},
	{"the class of the result is kept only in functions that read it", class,
		func(m Mode, _, _ uint32) bool { return m != Control }},
	{"the host finds a number tiny after rounding, and conversions whose result is not used are not done",
		bitUX | bitXX, func(m Mode, _, _ uint32) bool { return m != Control }},
	{"flags are undefined where operands of single precision turn out to be none",
		exceptions, func(m Mode, _, _ uint32) bool { return m == Nearest }},
	{"QEMU finds infinity times zero invalid alone where a signaling NaN is added to it [Power I, 4.4]", bitVXSNAN,
		func(_ Mode, want, got uint32) bool {
			return want&bitVXIMZ != 0 && got&bitVXIMZ != 0 && want&bitVXSNAN == 0
		}},
	{"QEMU tells the class of a single as if it were a double, which is never tiny", bitC,
		func(Mode, uint32, uint32) bool { return true }},
}

// surprising returns the bits of FPSCR that differ without explanation.
func (m Mode) surprising(want, got uint32) uint32 {
	bits := want ^ got
	rest := bits
	for _, k := range explained {
		if k.where(m, want, got) {
			rest &^= k.bits
		}
	}
	if rest != bits && rest&^bitFX == 0 {
		rest = 0 // FX follows from the others
	}
	return rest
}

// Differences implements difftest.Guest.
func (m Mode) Differences(_ Sequence, _ *State, wantBytes, gotBytes []byte) []string {
	want, got := outcome(wantBytes), outcome(gotBytes)
	var r difftest.Report
	for i := range want.GPR {
		difftest.Equal(&r, fmt.Sprintf("r%d", i), want.GPR[i], got.GPR[i])
	}
	difftest.Equal(&r, "cr", want.CR, got.CR)
	difftest.Equal(&r, "xer", want.XER, got.XER)
	difftest.Equal(&r, "ctr", want.CTR, got.CTR)
	for i := range want.FPR {
		if i == shownFPR && want.FPR[i]>>32 == got.FPR[i]>>32 && m.surprising(uint32(want.FPR[i]), uint32(got.FPR[i])) == 0 {
			continue
		}
		difftest.Equal(&r, fmt.Sprintf("f%d", i), want.FPR[i], got.FPR[i])
	}
	for i := range want.VR {
		difftest.Equal(&r, fmt.Sprintf("v%d", i), want.VR[i], got.VR[i])
	}
	difftest.Equal(&r, "vscr", want.VSCR, got.VSCR)
	if m.surprising(want.FPSCR, got.FPSCR) != 0 {
		r.Differ("fpscr", want.FPSCR, got.FPSCR)
	}
	r.Scratch("r30", want.Scratch, got.Scratch)
	return r
}

// nop is ori 0,0,0, and setMoving copies scratchReg for instructions that change
// their base, which would go astray without it.
const (
	nop       = 0x60000000
	setMoving = 14<<26 | movingReg<<21 | scratchReg<<16
)

// words are what may be taken out of sequences.
var words = difftest.Words{Nop: nop, Inert: func(w uint32) bool { return w == setMoving }}

// Live implements difftest.Guest.
func (m Mode) Live(s Sequence) []int { return words.Live(s) }

// Without implements difftest.Guest.
func (m Mode) Without(s Sequence, gone []int) (Sequence, bool) { return words.Without(s, gone), true }

// Describe implements difftest.Guest.
func (m Mode) Describe(s Sequence, st *State) string {
	var b strings.Builder
	var all string
	for _, i := range words.Live(s) {
		d := ppc.Disasm(uint32(4*i), s[i])
		all += " " + strings.NewReplacer(",", " ", "(", " ", ")", " ").Replace(d)
		fmt.Fprintf(&b, "\t%3d: %08x  %s\n", i, s[i], d)
	}
	fmt.Fprintf(&b, "\tfrom cr=%#x xer=%#x ctr=%#x fpscr=%#x vscr=%#x\n", st.CR, st.XER, st.CTR, st.FPSCR, st.VSCR)
	used := strings.Fields(all)
	for i := range 32 {
		if slices.Contains(used, fmt.Sprintf("r%d", i)) {
			fmt.Fprintf(&b, "\tr%d=%#x", i, st.GPR[i])
		}
		if slices.Contains(used, fmt.Sprintf("f%d", i)) {
			fmt.Fprintf(&b, "\tf%d=%#x", i, st.FPR[i])
		}
		if slices.Contains(used, fmt.Sprintf("v%d", i)) {
			fmt.Fprintf(&b, "\tv%d=%08x", i, st.VR[i])
		}
	}
	return b.String()
}
