package elf

// Identifiers of the auxiliary processing units that change what registers and
// opcodes mean: SPE and its floating point, and the variable-length encoding.
// [binutils include/elf/ppc.h, PPC_APUINFO_*]
var ppcUnits = map[uint16]string{
	0x100: "SPE", 0x101: "SPE floating point (Embedded)", 0x102: "BRLOCK", 0x104: "VLE",
}

// describePPC refuses programs for processors of other instruction sets.
func (f *file) describePPC() {
	s := f.section(".PPC.EMB.apuinfo")
	if s == nil {
		return
	}
	b, err := f.contents(s, 4<<10)
	if err != nil {
		f.warn("auxiliary processing units ignored: %v", err)
		return
	}
	// A note: sizes of name and description, type, "APUinfo", then words.
	const head = 20
	for i := head; i+4 <= len(b); i += 4 {
		unit := uint16(f.order.Uint32(b[i:]) >> 16)
		if name := ppcUnits[unit]; name != "" {
			f.unsupported("PowerPC code for e500 and similar processors (%s) is not supported", name)
		}
	}
}
