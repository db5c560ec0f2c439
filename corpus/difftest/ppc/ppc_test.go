package ppc

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"translate/frontend/ppc"
)

var (
	instructions = flag.Int("instructions", 40000, "how many instructions to compare, all modes together")
	seed         = flag.Int64("seed", 1, "of the first program")
	keep         = flag.String("keep", "", "directory for the guest programs, to look at them afterwards")
	show         = flag.Int("show", 1, "how many sequences that differ to reduce")
	only         = flag.String("mode", "", "one mode, by its name")
	translator   = flag.String("translate", filepath.Join("..", "..", "..", "bin", "translate"), "the translator to test")
)

var modes = []Mode{Fast, Nearest, Ordered, Control}

// Sizes of one program.
const (
	sequences = 60
	length    = 60
	states    = 48
	perSeq    = 6
)

// TestDifferences compares random sequences, lifted, with QEMU.
func TestDifferences(t *testing.T) { compareModes(t, *instructions) }

// TestInterpreter compares random sequences, interpreted, with QEMU.
func TestInterpreter(t *testing.T) { compareModes(t, *instructions, "--interpret") }

func compareModes(t *testing.T, instructions int, options ...string) {
	for _, m := range modes {
		if *only != "" && *only != string(m) {
			continue
		}
		t.Run(string(m), func(t *testing.T) {
			r := newRunner(t, m)
			perProgram := sequences * length * perSeq
			// Sequences and what calls them break the calling convention.
			r.Options = append([]string{"--precise"}, options...)
			programs := max(1, instructions/len(modes)/perProgram)
			for n := range programs {
				p := Random(m, *seed+int64(n), sequences, length, states, perSeq)
				diffs, err := r.Run(p)
				if err != nil {
					t.Fatalf("program %d: %v", n, err)
				}
				if len(diffs) > 0 {
					t.Errorf("seed %d: %d of %d runs differ", *seed+int64(n), len(diffs), len(p.Sequences)*perSeq)
					explain(t, r, p, diffs)
					return
				}
			}
			t.Logf("%d instructions in %d programs agree", programs*perProgram, programs)
		})
	}
}

// explain reduces some differences, one of each sequence.
func explain(t *testing.T, r *Runner, p *Program, diffs []Difference) {
	shown, last := 0, -1
	for _, d := range diffs {
		if d.Seq == last {
			continue
		}
		if last = d.Seq; shown == *show {
			return
		}
		shown++
		s, text := r.Reduce(p.Mode, p.Sequences[d.Seq], d.State)
		if text == nil {
			text = append(d.Text, "(alone, it does not differ)")
		}
		t.Log("reduced:\n" + Describe(s, d.State, text))
	}
}

// newRunner skips the test where a tool is missing.
func newRunner(t *testing.T, m Mode) *Runner {
	for _, tool := range []string{compiler, emulator, *translator} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s: %v", tool, err)
		}
	}
	path, err := filepath.Abs(*translator)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if *keep != "" {
		dir = filepath.Join(*keep, string(m))
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return &Runner{Translator: path, Dir: dir}
}

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
