package mips

import (
	"testing"

	"translate/corpus/difftest"
	"translate/frontend/mips"
)

// modes are the kinds of programs compared.
var modes = []Mode{
	{BigEnd: true},
	{BigEnd: false},
	{BigEnd: true, Control: true},
	{BigEnd: true, Ordered: true},
	{BigEnd: false, FR1: true, NaN2008: true, Ordered: true},
	{BigEnd: true, Links: true},
	{BigEnd: false, FR1: true, Links: true},
	{BigEnd: true, FR1: true},
	{BigEnd: false, FR1: true, Control: true},
	{BigEnd: false, FR1: true, NaN2008: true},
	{BigEnd: true, FR1: true, NaN2008: true, Control: true},
}

// size is how much one program does.
var size = difftest.Size{Sequences: 60, Length: 60, States: 48, PerSeq: 6}

// TestDifferences compares random sequences, lifted, with QEMU.
func TestDifferences(t *testing.T) { difftest.Test(t, modes, size) }

// TestInterpreter compares random sequences, interpreted, with QEMU.
func TestInterpreter(t *testing.T) { difftest.Test(t, modes, size, "--interpret") }

// TestGenerator checks that the generator knows every field there is, and
// makes words that decode as the row they came from.
func TestGenerator(t *testing.T) {
	g := NewGenerator(Mode{FR1: true, Control: true}, 1)
	for _, row := range mips.Rows() {
		for _, f := range row.Fields {
			if !fieldNames[f.Name] {
				t.Errorf("%s: field %s is new", row.Name, f.Name)
			}
		}
		if w := g.fill(row); mips.Decode(w) != row {
			t.Errorf("%s: made %08x", row.Name, w)
		}
	}
}
