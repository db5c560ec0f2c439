package mips

// An fpMode says how exact floating point is in a function.
type fpMode int

const (
	// fpFast leaves operations to LLVM, for functions that do not touch FCSR.
	fpFast fpMode = iota
	// fpOrdered keeps them in order with reads and writes of FCSR: rounding
	// modes and flags are exact, Cause is not. Mathematical functions that
	// change the rounding mode and restore it are of this kind.
	fpOrdered
	// fpPrecise calls a helper for every operation, so that Cause is exact.
	fpPrecise
)

// fpModeOf chooses the mode of the function whose instructions, from start on,
// are words.
func fpModeOf(start uint32, words []uint32) fpMode {
	mode := fpFast
	for i, w := range words {
		if !touchesFCSR(w) {
			continue
		}
		mode = fpOrdered
		if Decode(w).Name == "CFC1" && showsCause(start, words, i) {
			return fpPrecise
		}
	}
	return mode
}

// Registers with a role in calls, and those that address the frame.
const (
	resultRegs   = 1<<2 | 1<<3
	argumentRegs = 1<<4 | 1<<5 | 1<<6 | 1<<7
	temporaries  = 0x0300ff0e // at, v0, v1, t0 to t9
	regSP, regFP = 29, 30
)

// A regMask is a set of general registers.
type regMask uint32

func (m regMask) has(reg uint32) bool { return m>>reg&1 != 0 }

func (m regMask) with(reg uint32, in bool) regMask {
	m &^= 1 << reg
	if in && reg != 0 {
		m |= 1 << reg
	}
	return m
}

// A causeTrace follows copies of FCSR through a function.
type causeTrace struct {
	start uint32
	words []uint32
	in    []regMask       // registers that may hold a copy before each instruction
	slots map[uint32]bool // and words of the frame, by register and offset
	work  []int
	shown bool
}

// showsCause reports whether the Cause bits in what the CFC1 at words[i] reads
// may leave the function or decide a branch.
func showsCause(start uint32, words []uint32, i int) bool {
	t := &causeTrace{start: start, words: words, in: make([]regMask, len(words)), slots: map[uint32]bool{}}
	// It may be in the slot of a branch that comes before.
	first := max(i-1, 0)
	if row := Decode(words[first]); row == nil || row.Payload.Flow.Kind == FlowNext {
		first = i
	}
	m := regMask(0).with(words[i]>>16&31, true)
	if first == i {
		t.reach(i+1, m)
	} else {
		t.leave(first, m)
	}
	for len(t.work) > 0 && !t.shown {
		i := t.work[len(t.work)-1]
		t.work = t.work[:len(t.work)-1]
		t.visit(i)
	}
	return t.shown
}

// reach notes that instruction i may run with copies in m.
func (t *causeTrace) reach(i int, m regMask) {
	switch {
	case m == 0:
	case i < 0 || i >= len(t.words):
		t.shown = t.shown || m&(resultRegs|argumentRegs) != 0 // another function
	case t.in[i]|m != t.in[i]:
		t.in[i] |= m
		t.work = append(t.work, i)
	}
}

// visit follows what instruction i does.
func (t *causeTrace) visit(i int) {
	w, m := t.words[i], t.in[i]
	row := Decode(w)
	if row == nil || row.Payload.Flow.Kind == FlowNext {
		t.reach(i+1, t.step(w, m))
		return
	}
	if c := row.Payload.Flow; c.Kind == FlowBranch && w>>26 != 0x11 {
		compares := row.Name[:3] == "BEQ" || row.Name[:3] == "BNE"
		t.shown = t.shown || m.has(w>>21&31) || compares && m.has(w>>16&31)
	}
	if i+1 < len(t.words) {
		m = t.step(t.words[i+1], m)
	}
	t.leave(i, m)
}

// leave follows the control transfer at i, after its delay slot.
func (t *causeTrace) leave(i int, m regMask) {
	w := t.words[i]
	c := ControlOf(Decode(w), t.start+uint32(4*i), w)
	switch {
	case c.Links:
		t.shown = t.shown || t.passes(i, m&argumentRegs)
		t.reach(i+2, m&^(temporaries|argumentRegs))
	case c.Kind == FlowRegister:
		// A return, or a jump to who knows where.
		t.shown = t.shown || m&resultRegs != 0 || c.Register != 31 && m != 0
	default:
		t.reach(int(int32(c.Target-t.start))/4, m)
		if c.Cond {
			t.reach(i+2, m)
		}
	}
}

// passes reports whether one of regs is an argument of the call at i: compilers
// set arguments up in the block of the call, other registers are left over.
func (t *causeTrace) passes(i int, regs regMask) bool {
	for k := min(i+1, len(t.words)-1); k >= 0 && regs != 0; k-- {
		row := Decode(t.words[k])
		if k < i && row != nil && row.Payload.Flow.Kind != FlowNext {
			break
		}
		if k != i && row != nil && regs.has(written(row, t.words[k])) {
			return true
		}
	}
	return false
}

// written returns the general register that w, an instruction of row, writes.
func written(row *Row, w uint32) uint32 {
	switch _, hasRD := row.Field("rd"); {
	case hasRD && w>>26 != 0x1f || row.Name == "WSBH" || row.Name == "SEB" || row.Name == "SEH":
		return w >> 11 & 31
	case w>>26 >= 0x08 && w>>26 <= 0x0f, w>>29 == 4, w>>26 == 0x1f, row.Name == "MFC1", row.Name == "CFC1", row.Name == "MFHC1":
		return w >> 16 & 31
	}
	return 0
}

// step returns where copies are after an instruction that is no transfer.
func (t *causeTrace) step(w uint32, m regMask) regMask {
	row := Decode(w)
	if row == nil {
		return m
	}
	rs, rt, rd := w>>21&31, w>>16&31, w>>11&31
	slot := rs<<16 | w&0xffff
	inFrame := rs == regSP || rs == regFP
	const causeInImmediate = 0xf000
	switch _, hasRD := row.Field("rd"); {
	case row.Name == "SW" && inFrame:
		if m.has(rt) && !t.slots[slot] {
			t.slots[slot] = true
			for i := range t.words { // who loads it may have been seen already
				if v := t.words[i]; v>>26 == opLW && v&0x03e0ffff == w&0x03e0ffff {
					t.reach(i+1, regMask(0).with(v>>16&31, true))
				}
			}
		}
	case w>>29 == 5 || row.Name == "MTC1" || row.Name == "MTHI" || row.Name == "MTLO":
		// Moved where it is not followed.
		t.shown = t.shown || m.has(rt) || w>>26 == 0 && m.has(rs)
	case row.Name == "LW" && inFrame:
		return m.with(rt, t.slots[slot])
	case row.Name == "ANDI":
		return m.with(rt, m.has(rs) && w&causeInImmediate != 0)
	case row.Name == "EXT":
		return m.with(rt, m.has(rs) && w>>6&31+w>>11&31 >= 12)
	case row.Name == "INS":
		return m.with(rt, m.has(rs) || m.has(rt))
	case hasRD:
		return m.with(rd, m.has(rs) || m.has(rt))
	case w>>26 >= 0x08 && w>>26 <= 0x0e:
		return m.with(rt, m.has(rs))
	case row.Name == "LUI" || row.Name == "MFC1" || row.Name == "CFC1" || w>>29 == 4:
		return m.with(rt, false)
	}
	return m
}
