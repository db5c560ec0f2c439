package frontend

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"translate/frontend/image"
	"translate/frontend/mips"
	"translate/frontend/ppc"
	"translate/frontend/x86"
)

// stateField finds where a header asserts the place of a field of struct state.
var stateField = regexp.MustCompile(`_Static_assert\(offsetof\(struct state, (\w+)\) == (\d+),`)

// TestStateOffsets holds the banks that emitted code uses against the C struct
// that the runtime uses: every bank must begin at a field whose place the
// header asserts.
func TestStateOffsets(t *testing.T) {
	guests := []struct {
		header  string
		machine Machine
	}{
		{"state_mips.h", mips.New(&image.Image{Machine: image.MIPS})},
		{"state_x86.h", x86.New(&image.Image{Machine: image.I386})},
		{"state_ppc.h", ppc.New(&image.Image{Machine: image.PowerPC})},
	}
	for _, g := range guests {
		text, err := os.ReadFile(filepath.Join("..", "runtime", "src", g.header))
		if err != nil {
			t.Fatalf("reading the state's layout: %v", err)
		}
		fields := make(map[uint64]string)
		for _, m := range stateField.FindAllStringSubmatch(string(text), -1) {
			offset, err := strconv.ParseUint(m[2], 10, 32)
			if err != nil {
				t.Fatalf("%s: offset of %s: %v", g.header, m[1], err)
			}
			fields[offset] = m[1]
		}
		for _, b := range g.machine.Guest().Banks {
			if fields[uint64(b.Offset)] == "" {
				t.Errorf("%s asserts no field at %d, where bank %s begins", g.header, b.Offset, b.Name)
			}
		}
	}
}
