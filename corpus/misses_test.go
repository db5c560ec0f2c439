package corpus

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A misses is what XLAT_MISSES of one run says: instructions the interpreter
// executed, and where it was entered for want of an entry.
type misses struct {
	instructions uint64
	entries      []string
}

// runMisses runs a translated program and reads what it says it has missed.
func runMisses(t *testing.T, native, dir string, c *Case) (file string, m misses) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "misses")
	c.Env = append(slices.Clone(c.Env), "XLAT_MISSES="+file)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	l := &Launcher{Program: native}
	if _, err := l.Run(dir, c); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		var pc, why string
		var times, n uint64
		if c, _ := fmt.Sscan(lines.Text(), &pc, &why, &times, &n); c != 4 {
			continue
		}
		m.instructions += n
		if why == "entry" {
			m.entries = append(m.entries, pc)
		}
	}
	return file, m
}

// TestHints translates a program that jumps where nothing foresees, and then
// again with what its run has shown.
func TestHints(t *testing.T) {
	p, err := ReadProgram("asm/midjump.S")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range Guests {
		if !p.For(g) {
			continue
		}
		t.Run(g.Name, func(t *testing.T) {
			needTools(t, g)
			needTranslator(t)
			guest := compile(t, p, g, &Variants[0])
			first, err := builder.TranslateFile(guest, nil)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			file, m := runMisses(t, first, filepath.Join(dir, "1"), &Case{})
			if len(m.entries) == 0 {
				t.Fatal("the program has nothing hidden")
			}
			second := filepath.Join(dir, "prog")
			if err := run("", builder.Translate, "--hints="+file, guest, "-o", second); err != nil {
				t.Fatal(err)
			}
			if _, m := runMisses(t, second, filepath.Join(dir, "2"), &Case{}); len(m.entries) != 0 {
				t.Errorf("still missed with hints: %s", strings.Join(m.entries, " "))
			}
		})
	}
}

// liftedShare is the least share of the instructions of a program without
// symbols that is to run in lifted code.
const liftedShare = 0.999

// TestDiscovery measures how much of what stripped real programs execute was
// found: what their translations interpret, against all that a translation
// executes that interprets everything.
func TestDiscovery(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	for _, tt := range []struct{ program, test string }{
		{"lua", "strings"}, {"lua", "tables"}, {"sqlite", "memory"},
		{"busybox", "shell"}, {"busybox", "text"}, {"busybox", "archives"}, {"busybox", "math"}, {"busybox", "sums"},
	} {
		t.Run(tt.program+"/"+tt.test, func(t *testing.T) {
			r, err := readReal(filepath.Join("real", tt.program))
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range Guests {
				t.Run(g.Name, func(t *testing.T) { testDiscovery(t, r, tt.test, g) })
			}
		})
	}
}

func testDiscovery(t *testing.T, r *Real, test string, g *Guest) {
	needTools(t, g)
	needTranslator(t)
	lib := Musl
	if !slices.Contains(r.Libs, "musl") {
		lib = Glibc
	}
	if _, err := builder.Cache.Sources(r.Source); err != nil {
		missing(t, err)
	}
	guest, files, err := builder.BuildReal(r, g, &RealVariant{Lib: lib, Strip: true})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Cases, func(c RealCase) bool { return c.Name == test })
	if i < 0 {
		t.Fatalf("no case %s", test)
	}
	var n [2]uint64
	for k, flag := range []string{"--interpret", "-O0"} {
		native, err := builder.TranslateFile(guest, []string{flag})
		if err != nil {
			t.Fatal(err)
		}
		c := r.Cases[i].Case
		c.Files = slices.Concat(c.Files, files)
		c.Limit = 10 * time.Minute
		_, m := runMisses(t, native, filepath.Join(t.TempDir(), "run"), &c)
		n[k] = m.instructions
	}
	share := 1 - float64(n[1])/float64(n[0])
	t.Logf("%d instructions, %d interpreted: %.4f%% lifted", n[0], n[1], 100*share)
	if share < liftedShare {
		t.Errorf("%.4f%% of the instructions ran in lifted code; want %.1f%%", 100*share, 100*liftedShare)
	}
}
