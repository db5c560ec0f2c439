package i386

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"translate/frontend/x86"
)

var (
	instructions = flag.Int("instructions", 20000, "how many instructions to compare, all modes together")
	seed         = flag.Uint64("seed", 1, "of the first program")
	keep         = flag.String("keep", "", "directory for the guest programs, to look at them afterwards")
	only         = flag.String("mode", "", "one mode, by its name")
	translator   = flag.String("translate", filepath.Join("..", "..", "..", "bin", "translate"), "the translator to test")
)

// Sizes of one program.
const (
	sequences = 40
	length    = 30
	states    = 8
)

// TestDifferences compares random sequences, lifted, with the processor.
func TestDifferences(t *testing.T) { compareModes(t) }

// TestInterpreter compares random sequences, interpreted, with the processor.
func TestInterpreter(t *testing.T) { compareModes(t, "--interpret") }

func compareModes(t *testing.T, options ...string) {
	for _, tool := range []string{Compiler, *translator} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	for _, m := range Modes {
		if *only != "" && *only != m.Name {
			continue
		}
		t.Run(m.Name, func(t *testing.T) {
			perProgram := sequences * length * states
			programs := max(1, *instructions/len(Modes)/perProgram)
			for n := range programs {
				if !compareProgram(t, m, *seed+uint64(n), options) {
					return
				}
			}
			t.Logf("%d instructions agree", programs*perProgram)
		})
	}
}

// compareProgram reports whether a program agrees.
func compareProgram(t *testing.T, m Mode, seed uint64, options []string) bool {
	g := NewGenerator(m, seed)
	p := &Program{}
	var undefined []uint32
	for range sequences {
		p.Sequences = append(p.Sequences, g.Sequence(length))
		undefined = append(undefined, g.undefined)
	}
	for range states {
		p.States = append(p.States, g.State())
	}
	differ, err := differences(t, p, undefined, options)
	if err != nil {
		t.Errorf("seed %d: %v", seed, err)
		return false
	}
	if differ == nil {
		return true
	}
	reduce(t, p, differ, undefined, options, seed)
	return false
}

// A difference is a run that differs.
type difference struct {
	seq, state int
	text       []string
}

// differences returns the first run that differs, nil where there is none.
func differences(t *testing.T, p *Program, undefined []uint32, options []string) (*difference, error) {
	dir := t.TempDir()
	if *keep != "" {
		dir = *keep
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return nil, err
		}
	}
	exe, err := p.Build(dir)
	if err != nil {
		return nil, err
	}
	want, err := p.Run(exe)
	if err != nil {
		return nil, err
	}
	native, err := Translate(*translator, exe, append([]string{"--precise"}, options...)...)
	if err != nil {
		return nil, err
	}
	got, err := p.Run(native)
	if err != nil {
		return nil, err
	}
	for i := range min(len(want), len(got)) {
		if d := Compare(want[i], got[i], undefined[i/len(p.States)]); d != nil {
			return &difference{i / len(p.States), i % len(p.States), d}, nil
		}
	}
	if len(want) != len(got) {
		return nil, fmt.Errorf("%d outcomes, want %d", len(got), len(want))
	}
	return nil, nil
}

// reduce drops instructions from the end of a sequence that differs as long as
// it does, and prints what is left.
func reduce(t *testing.T, p *Program, d *difference, undefined []uint32, options []string, seed uint64) {
	s := p.Sequences[d.seq]
	small := &Program{States: []*State{p.States[d.state]}}
	for n := 1; n <= len(s); n++ {
		small.Sequences = append(small.Sequences, s[:n])
	}
	loose := make([]uint32, len(s))
	for i := range loose {
		loose[i] = allFlags
	}
	loose[len(s)-1] = undefined[d.seq]
	first, err := differences(t, small, loose, options)
	if err != nil || first == nil {
		t.Errorf("seed %d: sequence %d differs (%v): %s", seed, d.seq, err, strings.Join(d.text[:min(8, len(d.text))], "; "))
		return
	}
	var lines []string
	for _, in := range s[:first.seq+1] {
		text := "(special)"
		if i, ok := x86.Decode(append(append([]byte{}, in...), make([]byte, 15)...)); ok {
			text = i.String(0)
		}
		lines = append(lines, fmt.Sprintf("% x\t%s", in, text))
	}
	t.Errorf("seed %d: after\n%s\n%s", seed, strings.Join(lines, "\n"), strings.Join(first.text[:min(8, len(first.text))], "\n"))
}
