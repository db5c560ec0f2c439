package i386

import (
	"testing"

	"translate/corpus/difftest"
)

// length is that of a sequence.
const length = 30

// size is how much one program does: each sequence runs from all states.
var size = difftest.Size{Sequences: 40, Length: length, States: 8, PerSeq: 8}

// TestDifferences compares random sequences, lifted, with the processor.
func TestDifferences(t *testing.T) { difftest.Test(t, Modes, size) }

// TestInterpreter compares random sequences, interpreted, with the processor.
func TestInterpreter(t *testing.T) { difftest.Test(t, Modes, size, "--interpret") }
