// Package golang runs Go programs as guests: a suite of our own, and the tests
// of Go's standard library. The Go that builds the translator cross-compiles
// them.
package golang

import (
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
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

// floats are the variables that say how a machine does floating point.
var floats = map[string]string{"mips": "GOMIPS", "mipsle": "GOMIPS", "386": "GO386"}

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
			guest := compile(t, g, "suite", "build", "-trimpath", "-ldflags=-s -w", "./testdata/suite")
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
// translated; so has one that fails under the emulator and passes on the host.
func TestStandard(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	b := builder(t)
	for i, p := range packages {
		t.Run(p, func(t *testing.T) {
			for _, family := range families {
				for n, g := range family {
					if n == i%len(family) || *every {
						t.Run(g.String(), func(t *testing.T) { testPackage(t, b, g, p) })
					}
				}
			}
		})
	}
}

var every = flag.Bool("every", false, "run the tests of each package for every target")

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
	if len(want) == 1 {
		t.Fatal("no results of the original")
	}
	host := sync.OnceValue(func() map[string]string {
		return results(t, dir, compile(t, target{arch: runtime.GOARCH}, "host", "test", "-c", p))
	})
	names := slices.Collect(maps.Keys(want))
	names = slices.AppendSeq(names, maps.Keys(got))
	slices.Sort(names)
	passed := 0
	for _, name := range slices.Compact(names) {
		g, w, by := got[name], want[name], "the original"
		switch {
		case g == pass:
			passed++
			continue
		case g == skip && w == skip:
			continue
		case w != pass: // perhaps the emulator's fault
			w, by = host()[name], "the host"
		}
		if w == pass {
			t.Errorf("%s: PASS on %s, got %q", name, by, g)
		}
	}
	t.Logf("%d of %d results are PASS", passed, len(got))
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
	cmd := exec.Command("go", slices.Insert(slices.Clone(args), len(args)-1, "-o", out)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOFLAGS=", "GOARCH="+g.arch)
	if name, ok := floats[g.arch]; ok {
		cmd.Env = append(cmd.Env, name+"="+g.float)
	}
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

var (
	resultLine = regexp.MustCompile(`(?m)^ *--- (PASS|FAIL|SKIP): (\S+)`)
	deathLine  = regexp.MustCompile(`(?m)^(panic|fatal error|SIG[A-Z]+|qemu|xlat): .*$`)
	testName   = regexp.MustCompile(`(?m)^(Test|Fuzz|Example)\S*$`)
)

const pass, fail, skip = "PASS", "FAIL", "SKIP"

// results runs a test binary and returns how each test ended, and how "all" did.
// Tests that have no result, because the binary died, are run one by one.
func results(t *testing.T, dir string, words ...string) map[string]string {
	t.Helper()
	if words[0] == "" { // no emulator
		words = words[1:]
	}
	words = append(words, "-test.short", "-test.v", "-test.timeout=20m")
	m := map[string]string{"all": pass}
	if runTests(t, m, dir, words) == nil {
		return m
	}
	m["all"] = fail
	list, err := testCommand(dir, append(words, "-test.list=.")).Output()
	if err != nil {
		t.Fatalf("%s: listing tests: %v", words[0], err)
	}
	for _, name := range testName.FindAllString(string(list), -1) {
		if m[name] == "" {
			if err := runTests(t, m, dir, append(words, "-test.run=^"+name+"$")); err != nil && m[name] == "" {
				m[name] = err.Error()
			}
		}
	}
	return m
}

func testCommand(dir string, words []string) *exec.Cmd {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	return cmd
}

// runTests runs tests and notes their results in m.
func runTests(t *testing.T, m map[string]string, dir string, words []string) error {
	t.Helper()
	out, err := testCommand(dir, words).CombinedOutput()
	for _, line := range resultLine.FindAllSubmatch(out, -1) {
		m[string(line[2])] = string(line[1])
	}
	if err != nil {
		t.Logf("%s: %v\n%s\n...\n%s", strings.Join(words, " "), err, deathLine.Find(out), out[max(0, len(out)-3000):])
	}
	return err
}

// TestResults runs what stands for a test binary that dies at its second test.
func TestResults(t *testing.T) {
	program := filepath.Join(t.TempDir(), "program")
	script := `#!/bin/sh
case "$*" in
*-test.list*) printf 'TestA\nTestB\nExampleC\nBenchmarkD\nok\n';;
*-test.run=^ExampleC*) echo "--- PASS: ExampleC (0.00s)";;
*-test.run*) echo "fatal error: again"; exit 3;;
*) printf -- '--- PASS: TestA (0.00s)\n    --- SKIP: TestA/x (0.00s)\npanic: no such luck\n'; exit 2;;
esac
`
	if err := os.WriteFile(program, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	got := results(t, t.TempDir(), program)
	want := map[string]string{"all": fail, "TestA": pass, "TestA/x": skip, "TestB": "exit status 3", "ExampleC": pass}
	if !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
