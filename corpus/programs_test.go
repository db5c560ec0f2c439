package corpus

import (
	"path/filepath"
	"slices"
	"testing"
)

// TestPrograms runs every program of ours, built in every way that fits it,
// as it is and translated.
func TestPrograms(t *testing.T) {
	programs, err := Programs("c", "asm", "signals", "threads", "stress")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			for _, g := range Guests {
				t.Run(g.Name, func(t *testing.T) { testProgram(t, p, g) })
			}
		})
	}
}

func testProgram(t *testing.T, p *Program, g *Guest) {
	if !p.For(g) {
		t.Skip("not for this guest")
	}
	emulator := needTools(t, g)
	c := caseOf(t, p, emulator)
	for i := range Variants {
		v := &Variants[i]
		if !v.Fits(p, g) || testing.Short() && !v.InShort(p) {
			continue
		}
		t.Run(v.Name, func(t *testing.T) {
			guest := compile(t, p, g, v)
			s := &subject{emulator: emulator, guest: guest, tflags: v.TFlags}
			s.translate(t)
			s.check(t, c)
		})
	}
}

// caseOf returns the case of a program. Where the host runs the original, that
// counts, and not what is known of emulators.
func caseOf(t *testing.T, p *Program, emulator string) *Case {
	t.Helper()
	c, err := p.Case()
	if err != nil {
		t.Fatal(err)
	}
	if emulator == "" {
		c.Oracle, c.Stdout = "", nil
	}
	return c
}

// compile builds a program, or skips the test where a tool for it is missing.
func compile(t *testing.T, p *Program, g *Guest, v *Variant) string {
	t.Helper()
	if filepath.Ext(p.Source) == ".cc" {
		if _, err := g.Tool("g++"); err != nil {
			missing(t, err)
		}
	}
	guest, err := builder.Compile(p, g, v)
	if err != nil {
		t.Fatal(err)
	}
	return guest
}

// TestOracle checks the programs themselves: the original run twice does the
// same. A program that fails here cannot tell anything about a translation.
func TestOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	programs, err := Programs("c", "asm", "signals", "threads", "stress")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		t.Run(p.Name, func(t *testing.T) {
			t.Parallel()
			for _, g := range Guests {
				if p.For(g) {
					t.Run(g.Name, func(t *testing.T) { testOracle(t, p, g) })
				}
			}
		})
	}
}

func testOracle(t *testing.T, p *Program, g *Guest) {
	at := slices.IndexFunc(Variants, func(v Variant) bool { return v.Fits(p, g) })
	l := &Launcher{Emulator: needTools(t, g), Program: compile(t, p, g, &Variants[at])}
	c := caseOf(t, p, l.Emulator)
	dir := workDir(t)
	s := &subject{}
	want := s.runIn(t, filepath.Join(dir, "want"), l, c)
	got := s.runIn(t, filepath.Join(dir, "got"), l, c)
	for _, r := range []*Result{want, got} {
		if err := c.Judge(r); err != nil {
			t.Error(err)
		}
	}
	if d := Diff(want, got); d != "" {
		t.Error(d)
	}
}
