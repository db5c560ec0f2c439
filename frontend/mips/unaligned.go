package mips

// Compilers load and store unaligned words by pairs, LWL with LWR and SWL with
// SWR. Lifted one by one, each half reads the aligned word and shifts and
// masks; the host does the whole in one access. The halves of a pair need not
// be adjacent: compilers and memcpy interleave several.

// window is how far apart the halves of a pair may be, in instructions.
const window = 20

// Opcodes of the instructions concerned.
const (
	opLWL, opLWR, opLW = 0x22, 0x26, 0x23
	opSWL, opSWR, opSW = 0x2a, 0x2e, 0x2b
)

// other is the opcode of the other half, whole that of the pair.
var other = map[uint32]uint32{opLWL: opLWR, opLWR: opLWL, opSWL: opSWR, opSWR: opSWL}
var whole = map[uint32]uint32{opLWL: opLW, opLWR: opLW, opSWL: opSW, opSWR: opSW}

// mergeUnaligned rewrites the instructions of a straight run: the first half
// of each pair becomes LW or SW, the second a NOP. It returns what it changed,
// by position.
func mergeUnaligned(words []uint32, bigEndian bool) map[int]uint32 {
	var changed map[int]uint32
	for i, w := range words {
		if _, done := changed[i]; done || other[w>>26] == 0 {
			continue
		}
		j, word := pairOf(words, i, bigEndian)
		if _, done := changed[j]; j == 0 || done {
			continue
		}
		if changed == nil {
			changed = make(map[int]uint32)
		}
		changed[i], changed[j] = word, 0
	}
	return changed
}

// pairOf returns the position of the other half of the access at i and the
// whole access, or 0 where there is none or something between the halves
// keeps them apart.
func pairOf(words []uint32, i int, bigEndian bool) (j int, word uint32) {
	w := words[i]
	op, base, reg, imm := w>>26, w>>21&31, w>>16&31, int32(int16(w))
	isLoad := whole[op] == opLW
	if isLoad && (reg == base || reg == 0) {
		return 0, 0 // LWL changes the address of LWR
	}
	// The left half is at the lower address on a big-endian machine.
	low, wanted := imm, imm+3
	if left := op == opLWL || op == opSWL; left != bigEndian {
		low, wanted = imm-3, imm-3
	}
	for j = i + 1; j < len(words) && j <= i+window; j++ {
		v := words[j]
		if v>>26 == other[op] && v>>21&31 == base && v>>16&31 == reg && int32(int16(v)) == wanted {
			return j, whole[op]<<26 | base<<21 | reg<<16 | uint32(low)&0xffff
		}
		if !passes(v, isLoad, bigEndian, base, reg, low) {
			break
		}
	}
	return 0, 0
}

// harmless are instructions that may stand between two halves, if they do not
// use their registers.
var harmless = map[string]bool{
	"SLL": true, "SRL": true, "SRA": true, "SLLV": true, "SRLV": true, "SRAV": true, "ADDU": true, "SUBU": true,
	"AND": true, "OR": true, "XOR": true, "NOR": true, "SLT": true, "SLTU": true, "ADDIU": true, "SLTI": true,
	"SLTIU": true, "ANDI": true, "ORI": true, "XORI": true, "LUI": true,
}

// loads and stores may stand between halves of their own kind only.
var loads = map[string]bool{"LB": true, "LBU": true, "LH": true, "LHU": true, "LW": true, "LWL": true, "LWR": true}

// passes reports whether the instruction v between two halves leaves alone
// what the second needs, its base and data registers and the word at low, and
// does not look at what the first half does.
func passes(v uint32, isLoad, bigEndian bool, base, reg uint32, low int32) bool {
	row := Decode(v)
	if row == nil {
		return false
	}
	first, last, isStore := touches(row.Name, int32(int16(v)), bigEndian)
	if !harmless[row.Name] && !(isLoad && loads[row.Name]) && (isLoad || !isStore) {
		return false
	}
	if isStore {
		// Registers are only read. Another base might lead to the same word.
		return v>>21&31 == base && (last < low || first > low+3)
	}
	for _, f := range row.Fields {
		n := uint32(f.Get(v))
		switch {
		case n == reg && (f.Name == "rs" || f.Name == "rt" || f.Name == "rd"):
			return false
		case n == base && (f.Name == "rt" || f.Name == "rd"):
			return false
		}
	}
	return true
}

// touches returns the bytes a store writes at most, relative to its base.
func touches(name string, imm int32, bigEndian bool) (first, last int32, isStore bool) {
	switch name {
	case "SB":
		return imm, imm, true
	case "SH":
		return imm, imm + 1, true
	case "SW":
		return imm, imm + 3, true
	case "SWL", "SWR":
		if (name == "SWL") == bigEndian {
			return imm, imm + 3, true
		}
		return imm - 3, imm, true
	}
	return 0, 0, false
}
