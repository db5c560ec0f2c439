package difftest

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

var (
	instructions = flag.Int("instructions", 40000, "how many instructions to compare, all modes together")
	seed         = flag.Int64("seed", 1, "of the first program")
	keep         = flag.String("keep", "", "directory for the guest programs, to look at them afterwards")
	show         = flag.Int("show", 1, "how many sequences that differ to reduce")
	only         = flag.String("mode", "", "one mode, by its name")
	translator   = flag.String("translate", filepath.Join("..", "..", "..", "bin", "translate"), "the translator to test")
)

// Test compares random programs of each guest, translated with options, with
// the oracle. It skips guests of which a tool is missing.
func Test[Q, S any, G Guest[Q, S]](t *testing.T, guests []G, z Size, options ...string) {
	for _, g := range guests {
		if *only != "" && *only != g.String() {
			continue
		}
		t.Run(g.String(), func(t *testing.T) {
			r := newRunner(t, Guest[Q, S](g))
			// Sequences and what calls them break the calling convention.
			r.options = append([]string{"--precise"}, options...)
			programs := max(1, *instructions/len(guests)/z.instructions())
			for n := range programs {
				seed := *seed + int64(n)
				p := random(g.Generator(seed), z)
				diffs, err := r.run(p)
				if err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				if len(diffs) > 0 {
					t.Errorf("seed %d: %d of %d runs differ", seed, len(diffs), len(p.Runs()))
					r.explain(t, p, diffs)
					return
				}
			}
			t.Logf("%d instructions in %d programs agree", programs*z.instructions(), programs)
		})
	}
}

// explain reduces some differences, one of each sequence.
func (r *runner[Q, S]) explain(t *testing.T, p *Program[Q, S], diffs []difference) {
	shown, last := 0, -1
	for _, d := range diffs {
		if d.Seq == last {
			continue
		}
		if last = d.Seq; shown == *show {
			return
		}
		shown++
		s, text := r.reduce(p.Sequences[d.Seq], p.States[d.State])
		if text == nil {
			text = append(d.text, "(less of it does not differ)")
		}
		t.Log("reduced:\n" + r.describe(s, p.States[d.State], text))
	}
}

// newRunner skips the test where a tool is missing.
func newRunner[Q, S any](t *testing.T, g Guest[Q, S]) *runner[Q, S] {
	tools := []string{g.Compiler()[0], *translator}
	if oracle := g.Oracle(); len(oracle) > 0 {
		tools = append(tools, oracle[0])
	}
	for _, tool := range tools {
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
		dir = filepath.Join(*keep, fmt.Sprint(g))
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return &runner[Q, S]{guest: g, translator: path, dir: dir}
}
