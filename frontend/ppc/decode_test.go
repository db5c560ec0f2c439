package ppc

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// otherNames are the rows that the disassembler names differently.
var otherNames = map[string]string{
	"addi": "li", "addis": "lis", "mfxer": "mfspr", "mflr": "mfspr", "mfctr": "mfspr", "mfvrsave": "mfspr", "mftbl": "mfspr",
	"mftbu": "mfspr", "mftbhi": "mftb", "mtxer": "mtspr", "mtlr": "mtspr", "mtctr": "mtspr", "mtvrsave": "mtspr", "cmp": "cmpw",
	"cmpl": "cmplw", "cmpi": "cmpwi", "cmpli": "cmplwi",
}

// unknownToIt are rows the disassembler does not have: instructions of 32-bit
// processors that the 64-bit architecture dropped, and forms of mfspr.
var unknownToIt = strings.Fields("MCRXR DST DSTST DSS DCBA MFPVR SC")

// TestDecodeAgainstDisassembler decodes random words, most of them made from rows
// of the table, and compares the instruction with what x/arch takes it for.
func TestDecodeAgainstDisassembler(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	bad := 0
	for n := range 40000 {
		row := Rows()[rng.Intn(len(Rows()))]
		w := row.Word(rng.Uint32() &^ ignored(row))
		if n%8 == 0 {
			w = rng.Uint32()
			if row = Decode(w); row == nil {
				continue
			}
			w &^= ignored(row)
		}
		if slices.Contains(unknownToIt, row.Name) {
			continue
		}
		in, err := Parse(w)
		got, want := strings.ToLower(row.Name), in.Op.String()
		if err == nil && (got == want || otherNames[got] == want) {
			continue
		}
		t.Errorf("%08x: we say %s, x/arch %q (%v)", w, got, want, err)
		if bad++; bad > 20 {
			t.Fatal("too many differences")
		}
	}
}

// ignored returns the bits that row's picture does not describe.
func ignored(row *Row) uint32 {
	free := ^row.Mask
	for _, f := range row.Fields {
		free &^= (1<<f.Width - 1) << f.Shift
	}
	return free
}
