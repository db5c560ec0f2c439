// Package golang runs Go programs as guests: a suite of our own, and the tests
// of Go's standard library. The Go that builds the translator cross-compiles
// them.
package golang

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"translate/corpus"
)

// A target is a machine Go compiles for, and how it does floating point.
type target struct{ arch, float string }

func (g target) String() string { return g.arch + "-" + g.float }

// families are the targets of one instruction set each.
var families = [][]target{
	{{"mips", "hardfloat"}, {"mipsle", "softfloat"}, {"mips", "softfloat"}, {"mipsle", "hardfloat"}},
	{{"386", "sse2"}, {"386", "softfloat"}},
}

// guests are the machines' names in the corpus.
var guests = map[string]string{"mips": "mips", "mipsle": "mipsel", "386": "i386"}

// parts are the arguments of the suite and how it ends with them.
var parts = []struct {
	name, status string
	itself       bool // executes itself, which an emulator cannot
}{
	{"goroutines", "exit 0", false},
	{"panics", "exit 2", false},
	{"memory", "exit 0", false},
	{"processes", "exit 7", true},
}

// TestSuite compares the suite, translated, with the original. With -short it is
// interpreted only, and for one target: it takes minutes to translate.
func TestSuite(t *testing.T) {
	b := builder(t)
	for i, g := range slices.Concat(families...) {
		t.Run(g.String(), func(t *testing.T) {
			if testing.Short() && i > 0 {
				t.Skip("not with -short")
			}
			var flags []string
			if testing.Short() {
				flags = []string{"--interpret"}
			}
			guest := compile(t, g, "suite", "build", "-ldflags=-s -w", "./testdata/suite")
			native, err := b.TranslateFile(guest, flags)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range parts {
				t.Run(part.name, func(t *testing.T) {
					c := &corpus.Case{Args: []string{part.name}, Want: part.status, Limit: 5 * time.Minute}
					want := start(t, emulator(t, g), guest, c)
					got := start(t, "", native, c)
					want.Stderr, got.Stderr = nil, nil // addresses of a panic
					if part.itself {
						want.Stdout = regexp.MustCompile(`(?m)^"" fork/exec .*$`).ReplaceAll(want.Stdout,
							[]byte(`"child [child a b c] 5 here\n" exit status 9`))
					}
					if d := corpus.Diff(want, got); d != "" {
						t.Error(d)
					}
				})
			}
		})
	}
}

// packages are those whose tests are run.
var packages = []string{
	"sort", "strings", "strconv", "math", "math/big", "encoding/json", "compress/gzip", "crypto/sha256", "sync",
	"time", "runtime",
}

// TestStandard runs the tests of packages of the standard library, each for one
// target of every family. A test that passes with the original has to pass
// translated.
func TestStandard(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	b := builder(t)
	for i, p := range packages {
		t.Run(p, func(t *testing.T) {
			for _, family := range families {
				g := family[i%len(family)]
				t.Run(g.String(), func(t *testing.T) { testPackage(t, b, g, p) })
			}
		})
	}
}

func testPackage(t *testing.T, b *corpus.Builder, g target, p string) {
	guest := compile(t, g, strings.ReplaceAll(p, "/", "-"), "test", "-c", p)
	began := time.Now()
	native, err := b.TranslateFile(guest, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("translated in %v", time.Since(began).Round(time.Second))
	dir := filepath.Join(root(t), "src", p)
	want := results(t, dir, emulator(t, g), guest)
	got := results(t, dir, native)
	if len(want) == 0 || len(got) == 0 {
		t.Fatalf("%d results of the original, %d of the translation", len(want), len(got))
	}
	for name, w := range want {
		if w == "PASS" && got[name] != w {
			t.Errorf("%s: want %s, got %q", name, w, got[name])
		}
	}
	t.Logf("%d tests", len(got))
}

// builder returns what translates programs, or skips the test.
func builder(t *testing.T) *corpus.Builder {
	t.Helper()
	b, err := corpus.NewBuilder("../..")
	if err != nil {
		t.Fatal(err)
	}
	if b.Translate == "" {
		t.Skip("not run: missing bin/translate (make build)")
	}
	return b
}

// emulator returns the path of the target's emulator, nothing where the host
// runs its programs, or skips the test.
func emulator(t *testing.T, g target) string {
	t.Helper()
	guest, err := corpus.GuestNamed(guests[g.arch])
	if err != nil {
		t.Fatal(err)
	}
	path, err := guest.Oracle()
	if err != nil {
		t.Skip("not run:", err)
	}
	return path
}

// root returns where Go is installed: tests read files beside their source.
func root(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// compile runs a command of Go's for a target and returns what it made.
func compile(t *testing.T, g target, name string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("go", slices.Insert(slices.Clone(args), len(args)-1, "-trimpath", "-o", out)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOFLAGS=", "GOARCH="+g.arch, "GOMIPS="+g.float, "GO386="+g.float)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, text)
	}
	return out
}

func start(t *testing.T, emulator, program string, c *corpus.Case) *corpus.Result {
	t.Helper()
	dir := t.TempDir()
	l := &corpus.Launcher{Emulator: emulator, Program: program}
	r, err := l.Run(dir, c)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Judge(r); err != nil {
		t.Fatalf("%v\n%s", err, r.Stdout)
	}
	return r
}

var resultLine = regexp.MustCompile(`(?m)^ *--- (PASS|FAIL|SKIP): (\S+)`)

// results runs a test binary and returns how each test ended.
func results(t *testing.T, dir string, words ...string) map[string]string {
	t.Helper()
	if words[0] == "" { // no emulator
		words = words[1:]
	}
	words = append(words, "-test.short", "-test.v", "-test.timeout=20m")
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	m := map[string]string{}
	for _, line := range resultLine.FindAllSubmatch(out, -1) {
		m[string(line[2])] = string(line[1])
	}
	m["all"] = "PASS"
	if err != nil {
		m["all"] = fmt.Sprint(err)
		t.Logf("%s: %v\n%s", words[0], err, out[max(0, len(out)-3000):])
	}
	return m
}
