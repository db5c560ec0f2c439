package mips

import (
	"math/rand"
	"testing"

	"translate/ir"
	"translate/ir/eval"
)

// TestMergeUnaligned shows which pairs become one access.
func TestMergeUnaligned(t *testing.T) {
	half := func(op uint32, reg uint32, imm int) uint32 { return op<<26 | 4<<21 | reg<<16 | uint32(imm)&0xffff }
	const addu = 0x00c73821 // addu a3,a2,a3
	for _, c := range []struct {
		name   string
		little bool
		words  []uint32
		merged int
	}{
		{"adjacent", false, []uint32{half(opLWL, 2, 0), half(opLWR, 2, 3)}, 2},
		{"right first", false, []uint32{half(opLWR, 2, 3), half(opLWL, 2, 0)}, 2},
		{"little endian", true, []uint32{half(opLWL, 2, 3), half(opLWR, 2, 0)}, 2},
		{"wrong order of bytes", true, []uint32{half(opLWL, 2, 0), half(opLWR, 2, 3)}, 0},
		{"interleaved", false, []uint32{half(opLWL, 2, -4), half(opLWL, 3, 0), half(opLWR, 2, -1), half(opLWR, 3, 3)}, 4},
		{"arithmetic between", false, []uint32{half(opSWL, 2, 0), addu, half(opSWR, 2, 3)}, 2},
		{"base is loaded", false, []uint32{half(opLWL, 4, 0), half(opLWR, 4, 3)}, 0},
		{"base changes", false, []uint32{half(opLWL, 2, 0), 0x24840001, half(opLWR, 2, 3)}, 0},
		{"data is read", false, []uint32{half(opLWL, 7, 0), addu, half(opLWR, 7, 3)}, 0},
		{"store between loads", false, []uint32{half(opLWL, 2, 0), half(opSW, 3, 8), half(opLWR, 2, 3)}, 0},
		{"load between stores", false, []uint32{half(opSWL, 2, 0), half(opLW, 3, 8), half(opSWR, 2, 3)}, 0},
		{"stores interleaved", false, []uint32{half(opSWL, 2, 0), half(opSWL, 3, 4), half(opSWR, 2, 3), half(opSWR, 3, 7)}, 4},
		{"stores overlap", false, []uint32{half(opSWL, 2, 0), half(opSW, 3, 2), half(opSWR, 2, 3)}, 0},
		{"branch between", false, []uint32{half(opLWL, 2, 0), 0x10000003, half(opLWR, 2, 3)}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := len(mergeUnaligned(c.words, !c.little)); got != c.merged {
				t.Errorf("%d words changed, want %d", got, c.merged)
			}
		})
	}
}

// TestMergedMeansTheSame runs random sequences around halves before and after
// merging.
func TestMergedMeansTheSame(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	ops := []uint32{opLWL, opLWR, opSWL, opSWR, opLW, opSW, 0x09, 0x0d, 0x24, 0x28, 0x29}
	merged := 0
	for range 20000 {
		words := make([]uint32, 8)
		for i := range words {
			base, reg := uint32(4+rng.Intn(2)), uint32(2+rng.Intn(2))
			words[i] = ops[rng.Intn(len(ops))]<<26 | base<<21 | reg<<16 | uint32(rng.Intn(8))
			if i > 0 && rng.Intn(2) == 0 { // the other half of an earlier one, perhaps
				w := words[rng.Intn(i)]
				if o := other[w>>26]; o != 0 {
					words[i] = w&0x03ff0000 | o<<26 | uint32(int32(int16(w))+int32(3-6*rng.Intn(2)))&0xffff
				}
			}
		}
		bigEndian := rng.Intn(2) == 0
		after := append([]uint32(nil), words...)
		for i, w := range mergeUnaligned(words, bigEndian) {
			after[i] = w
			merged++
		}
		want, got := runWords(words, bigEndian), runWords(after, bigEndian)
		if want != got {
			for i := range words {
				t.Logf("%s\t\t%s", Disasm(0, words[i]), Disasm(0, after[i]))
			}
			t.Fatalf("big endian %v: %x, want %x", bigEndian, got, want)
		}
	}
	if merged < 1000 {
		t.Errorf("only %d words were merged", merged)
	}
}

// runWords returns what the words leave in registers and memory.
func runWords(words []uint32, bigEndian bool) (r struct {
	gpr [6]uint64
	mem [48]byte
}) {
	m := &eval.Machine{BigEnd: bigEndian, Base: 0x1000, Memory: make([]byte, len(r.mem))}
	for i := range m.Memory {
		m.Memory[i] = byte(17 * i)
	}
	for i, v := range []uint64{0, 0, 0x12345678, 0x9abcdef0, 0x1011, 0x1012} {
		m.Set(gprBank, i, v)
	}
	l := &lifter{Builder: m, bigEndian: bigEndian, pc: ir.ConstOf(ir.I32, 0)}
	for _, w := range words {
		Decode(w).Payload.lift(l, inst{m, ir.ConstOf(ir.I32, uint64(w))})
		// An address that was overwritten is put back in range.
		for _, base := range []int{4, 5} {
			m.Set(gprBank, base, 0x1010+m.Get(gprBank, base)&7)
		}
	}
	for i := range r.gpr {
		r.gpr[i] = m.Get(gprBank, i)
	}
	copy(r.mem[:], m.Memory)
	return r
}
