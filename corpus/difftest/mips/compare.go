package mips

import (
	"fmt"
	"slices"
	"strings"

	"translate/corpus/difftest"
	"translate/frontend/mips"
)

// The parts of FCSR.
const (
	causeBits   = 0x0003f000
	inexactFlag = 0x00000004
	invalidFlag = 0x00000040
	tinyFlags   = 0x0000000c // Underflow and Inexact
)

// A known is a difference in FCSR that we accept in sequences that neither
// read nor write it.
type known struct {
	why   string
	bits  uint32
	where func(s Sequence, st *State, want, got uint32) bool
}

// explained are all of them.
var explained = []known{
	{"Cause is that of the last operation only in functions that read or write FCSR; elsewhere it keeps its value",
		causeBits, func(Sequence, *State, uint32, uint32) bool { return true }},
	{"where FS flushes a result to zero, the host raises Underflow and Inexact, QEMU raises nothing",
		tinyFlags, func(_ Sequence, st *State, _, _ uint32) bool { return st.FCSR&flushBit != 0 }},
	{"a conversion from an integer whose result is not used is not done, so it raises nothing",
		inexactFlag, func(s Sequence, _ *State, want, got uint32) bool {
			return got&inexactFlag == 0 && has(s, "CVT.S.W CVT.S.L CVT.D.L")
		}},
	{"a number that fits after truncation but not after rounding has raised Inexact when it turns out to be invalid",
		inexactFlag, func(s Sequence, _ *State, want, got uint32) bool {
			return want&got&invalidFlag != 0 && want&inexactFlag == 0 && has(s, "FLOOR.W.D CEIL.W.D ROUND.W.D")
		}},
}

// flushed reports whether two registers differ only where FS has QEMU flush to
// zero what is tiny before rounding and rounds to the smallest normal number;
// the host flushes what is tiny after rounding.
func flushed(st *State, want, got uint64) bool {
	const double, single, sign = 0x0010000000000000, 0x00800000, 0x8000000080000000
	return st.FCSR&flushBit != 0 && want&got&^sign == want&^sign &&
		((want^got) == double || (want^got)&^(single|single<<32) == 0)
}

// has reports whether s holds one of the instructions named.
func has(s Sequence, names string) bool {
	for _, w := range s {
		if slices.Contains(strings.Fields(names), mips.Decode(w).Name) {
			return true
		}
	}
	return false
}

// surprising returns the bits of FCSR that differ without explanation.
func (m Mode) surprising(s Sequence, st *State, want, got uint32) uint32 {
	bits := want ^ got
	if m.Control {
		return bits
	}
	for _, k := range explained {
		if k.where(s, st, want, got) {
			bits &^= k.bits
		}
	}
	return bits
}

// Differences implements difftest.Guest.
func (m Mode) Differences(s Sequence, st *State, wantBytes, gotBytes []byte) []string {
	want, got := m.outcome(wantBytes), m.outcome(gotBytes)
	var r difftest.Report
	for i := range want.GPR {
		difftest.Equal(&r, fmt.Sprintf("$%d", i), want.GPR[i], got.GPR[i])
	}
	difftest.Equal(&r, "hi", want.HI, got.HI)
	difftest.Equal(&r, "lo", want.LO, got.LO)
	for i := range want.FPR {
		if want.FPR[i] != got.FPR[i] && (m.Control || !flushed(st, want.FPR[i], got.FPR[i])) {
			r.Differ(fmt.Sprintf("$f%d", i), want.FPR[i], got.FPR[i])
		}
	}
	if m.surprising(s, st, want.FCSR, got.FCSR) != 0 {
		r.Differ("fcsr", want.FCSR, got.FCSR)
	}
	r.Scratch("$28", want.Scratch, got.Scratch)
	return r
}

// words are what may be taken out of sequences.
var words difftest.Words

// Live implements difftest.Guest.
func (m Mode) Live(s Sequence) []int { return words.Live(s) }

// Without implements difftest.Guest.
func (m Mode) Without(s Sequence, gone []int) (Sequence, bool) { return words.Without(s, gone), true }

// Describe implements difftest.Guest.
func (m Mode) Describe(s Sequence, st *State) string {
	var b strings.Builder
	for i, w := range s {
		if w != 0 {
			fmt.Fprintf(&b, "\t%3d: %08x  %s\n", i, w, strings.ReplaceAll(mips.Disasm(uint32(4*i), w), "\t", " "))
		}
	}
	fmt.Fprintf(&b, "\tfrom fcsr=%#x hi=%#x lo=%#x\n", st.FCSR, st.HI, st.LO)
	used := map[string]bool{}
	for _, w := range s {
		for _, name := range strings.FieldsFunc(mips.Disasm(0, w), func(r rune) bool { return strings.ContainsRune("\t,()", r) }) {
			used[name] = used[name] || w != 0
		}
	}
	for i, v := range st.GPR {
		if name := mips.RegisterName(i); used[name] {
			fmt.Fprintf(&b, "\t%s=%#x", name, v)
		}
	}
	for i, v := range st.FPR {
		if used[fmt.Sprintf("$f%d", i)] || used[fmt.Sprintf("$f%d", i+1)] {
			fmt.Fprintf(&b, "\t$f%d=%#x", i, v)
		}
	}
	return b.String()
}
