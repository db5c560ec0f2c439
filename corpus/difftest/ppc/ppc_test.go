package ppc

import (
	"testing"

	"translate/corpus/difftest"
	"translate/frontend/ppc"
)

var modes = []Mode{Fast, Nearest, Ordered, Control, Vector}

// size is how much one program does.
var size = difftest.Size{Sequences: 60, Length: 60, States: 48, PerSeq: 6}

// TestDifferences compares random sequences, lifted, with QEMU.
func TestDifferences(t *testing.T) { difftest.Test(t, modes, size) }

// TestInterpreter compares random sequences, interpreted, with QEMU.
func TestInterpreter(t *testing.T) { difftest.Test(t, modes, size, "--interpret") }

// TestGenerator checks that the generator makes words that decode as the row
// they came from.
func TestGenerator(t *testing.T) {
	g := NewGenerator(Control, 1)
	for _, row := range ppc.Rows() {
		if w := g.fill(row); ppc.Decode(w) != row {
			t.Errorf("%s: made %08x", row.Name, w)
		}
	}
}
