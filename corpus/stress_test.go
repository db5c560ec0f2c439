package corpus

import (
	"flag"
	"path/filepath"
	"testing"
	"time"
)

var stressFor = flag.Duration("stress", 0, "how long TestStress repeats the programs that depend on time and load")

// TestStress repeats the translations of programs that depend on what happens at
// the same time, all guests and two C libraries at once, and compares every run
// with the first of the original. TestPrograms runs each once.
func TestStress(t *testing.T) {
	if *stressFor == 0 {
		t.Skip("runs with -stress=DURATION")
	}
	programs, err := Programs("stress", "threads")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range Guests {
		for _, v := range Variants {
			if v.Name != "musl" && v.Name != "base" {
				continue
			}
			t.Run(g.Name+"-"+v.Name, func(t *testing.T) {
				t.Parallel()
				stress(t, programs, g, &v)
			})
		}
	}
}

// A stressed program has a translation that runs again and again.
type stressed struct {
	native *Launcher
	c      *Case
	want   *Result
}

func stress(t *testing.T, programs []*Program, g *Guest, v *Variant) {
	emulator := needTools(t, g)
	needTranslator(t)
	dir := workDir(t)
	var list []stressed
	for _, p := range programs {
		if !p.For(g) || !p.RunsWith(v.Lib, g) {
			continue
		}
		c := caseOf(t, p, emulator)
		sub := &subject{emulator: emulator, guest: compile(t, p, g, v), tflags: v.TFlags}
		sub.translate(t)
		if err := remake(filepath.Join(dir, "want")); err != nil {
			t.Fatal(err)
		}
		want := sub.reference(t, filepath.Join(dir, "want"), c)
		list = append(list, stressed{&Launcher{Program: sub.native}, c, want})
	}
	runs, end := 0, time.Now().Add(*stressFor)
	for ; len(list) > 0 && time.Now().Before(end) && !t.Failed(); runs++ {
		p := list[runs%len(list)]
		if d := Diff(p.want, runAgain(t, filepath.Join(dir, "got"), p.native, p.c)); d != "" {
			t.Errorf("run %d of %s: %s", runs, p.native.Program, d)
		}
	}
	t.Logf("%d runs of %d programs", runs, len(list))
}

// runAgain runs a program in a directory that others were run in.
func runAgain(t *testing.T, dir string, l *Launcher, c *Case) *Result {
	t.Helper()
	if err := remake(dir); err != nil {
		t.Fatal(err)
	}
	return (&subject{}).runIn(t, dir, l, c)
}
