package torture

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"translate/corpus"
)

var (
	batchSize = flag.Int("batch", 100, "how many tests are linked together")
	only      = flag.String("only", "", "only tests whose names match")
	programs  = flag.Int("programs", 300, "how many random programs")
	seed      = flag.Int("seed", 1, "of the first random program")
)

// A suite is tests and the ways they are built. The first way is what a short
// run has.
type suite struct {
	tests    []Test
	limit    int // seconds of processor time for a test
	variants []Variant
}

// modes are the flags of translate that each batch is translated with.
var modes = []struct {
	name    string
	flags   []string
	symbols bool
	short   bool
}{
	{name: "lifted", symbols: true},
	{name: "stripped", short: true},
	{name: "interpreted", flags: []string{"--interpret"}},
}

// shortTests is how many tests of a suite a short run has.
const shortTests = 60

// unstable are tests whose output differs from one machine to the next.
var unstable = map[string]string{
	"gcc.c-torture/execute/return-addr": "prints addresses of the stack",
	"gcc.dg/torture/matrix-2":           "prints addresses of the heap",
	"glibc/io/pwd":                      "prints the directory it is run in",
	"glibc/stdio-common/temptest":       "prints random names",
	"glibc/time/clocktest":              "prints times",
	"glibc/time/test_time":              "prints times",
}

var builder *corpus.Builder

func TestMain(m *testing.M) {
	var err error
	if builder, err = corpus.NewBuilder(filepath.Join("..", "..")); err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// TestGCC runs the execution tests of GCC.
func TestGCC(t *testing.T) {
	compareSuite(t, &suite{tests: gccTests(t, torture), limit: 60, variants: []Variant{
		{Name: "O2", Lib: corpus.Musl, CFlags: []string{"-O2"}},
		{Name: "O0", Lib: corpus.Musl, CFlags: []string{"-O0"}},
		{Name: "sse", Lib: corpus.Musl, CFlags: []string{"-O3", "-msse2", "-mfpmath=sse"}, Guest: "i386"},
	}})
}

// TestMore runs what else there is in GCC's testsuite that can be run.
func TestMore(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	compareSuite(t, &suite{tests: gccTests(t, more), limit: 60, variants: []Variant{
		{Name: "O1", Lib: corpus.Musl, CFlags: []string{"-O1"}},
	}})
}

// TestPackages runs the programs that are tests of other packages, with the C
// library that some of them test.
func TestPackages(t *testing.T) {
	if testing.Short() {
		t.Skip("not with -short")
	}
	for _, pkg := range slices.Sorted(maps.Keys(packages)) {
		t.Run(pkg, func(t *testing.T) {
			tests, err := Packaged(builder.Cache, pkg)
			if err != nil {
				t.Skip("not run:", err)
			}
			compareSuite(t, &suite{tests: tests, limit: 60, variants: []Variant{
				{Name: "glibc", CFlags: []string{"-O2"}},
			}})
		})
	}
}

// TestRandom runs programs that csmith makes.
func TestRandom(t *testing.T) {
	n := *programs
	if testing.Short() {
		n = min(n, shortTests/6)
	}
	tests, err := Csmith(builder.Cache, *seed, n)
	if err != nil {
		t.Skip("not run:", err)
	}
	compareSuite(t, &suite{tests: tests, limit: 5, variants: []Variant{
		{Name: "O2", Lib: corpus.Musl, CFlags: []string{"-O2"}},
		{Name: "O1", Lib: corpus.Musl, CFlags: []string{"-O1"}},
		{Name: "O3", Lib: corpus.Musl, CFlags: []string{"-O3"}},
		{Name: "Os", Lib: corpus.Musl, CFlags: []string{"-Os"}},
	}})
}

// gccTests returns the tests of GCC in groups. A short run does not fetch its
// source, which is large.
func gccTests(t *testing.T, groups []group) []Test {
	t.Helper()
	if _, err := os.Stat(builder.Cache.Dir("torture", gccKey)); err != nil && testing.Short() {
		t.Skip("not run: GCC's source is not here (make torture)")
	}
	dir, err := gccSource(builder.Cache)
	if err != nil {
		t.Skip("not run:", err)
	}
	tests, err := GCC(dir, groups)
	if err != nil {
		t.Fatal(err)
	}
	return tests
}

// compareSuite runs the tests of a suite on all guests and in all variants.
func compareSuite(t *testing.T, s *suite) {
	if builder.Translate == "" {
		t.Skip("not run: missing bin/translate (make build)")
	}
	pattern, err := regexp.Compile(*only)
	if err != nil {
		t.Fatal(err)
	}
	s.tests = slices.DeleteFunc(s.tests, func(test Test) bool { return !pattern.MatchString(test.Name) })
	if testing.Short() {
		s.tests, s.variants = s.tests[:min(shortTests, len(s.tests))], s.variants[:1]
	}
	for _, g := range corpus.Guests {
		for i := range s.variants {
			if only := s.variants[i].Guest; only != "" && only != g.Name {
				continue
			}
			t.Run(g.Name+"/"+s.variants[i].Name, func(t *testing.T) {
				t.Parallel()
				compareVariant(t, s, g, &s.variants[i])
			})
		}
	}
}

// counts are those of one variant.
type counts struct{ tests, refused, failing, late, compared, differ int }

func compareVariant(t *testing.T, s *suite, g *corpus.Guest, v *Variant) {
	emulator, err := g.Oracle()
	if err != nil {
		t.Skip("not run:", err)
	}
	m, err := newMaker(builder, g, v, filepath.Join("driver", "driver.c"), s.limit)
	if err != nil {
		t.Skip("not run:", err)
	}
	var c counts
	for part := range slices.Chunk(s.tests, *batchSize) {
		b, err := m.build(part)
		if err != nil {
			t.Error(err)
			continue
		}
		for name, why := range b.Refused {
			t.Logf("not built: %s: %s", name, why)
		}
		c.tests += len(part)
		c.refused += len(b.Refused)
		compareBatch(t, b, &corpus.Launcher{Emulator: emulator, CPU: g.CPU, Program: b.Path}, &c)
	}
	t.Logf("%d tests; %d do not build, %d do not end in time, %d fail under QEMU; %d of %d comparisons differ",
		c.tests, c.refused, c.late, c.failing, c.differ, c.compared)
}

// compareBatch compares what the tests of a batch do as oracle runs them and
// translated.
func compareBatch(t *testing.T, b *Batch, oracle *corpus.Launcher, c *counts) {
	if len(b.Tests) == 0 {
		return
	}
	want := runBatch(t, b, oracle)
	for i := range b.Tests {
		switch want[i].status {
		case "exit 0":
		case late:
			c.late++
		default:
			c.failing++
			t.Logf("fails under QEMU: %s: %s", b.Tests[i].Name, want[i].status)
		}
	}
	for _, mode := range modes {
		if testing.Short() && !mode.short {
			continue
		}
		guest := b.Stripped
		if mode.symbols {
			guest = b.Path
		}
		native, err := builder.TranslateFile(guest, mode.flags)
		if err != nil {
			t.Errorf("%s: %v", mode.name, err)
			continue
		}
		got := runBatch(t, b, &corpus.Launcher{Program: native})
		for i := range b.Tests {
			if want[i].status == late {
				continue
			}
			c.compared++
			if !same(&b.Tests[i], want[i], got[i]) {
				c.differ++
				t.Errorf("%s, %s: want %v, got %v (%s %s %d)", b.Tests[i].Name, mode.name, want[i], got[i], guest, native, i)
			}
		}
	}
}

// same compares the outcomes of a test. One that fails under QEMU and passes
// translated shows a fault of QEMU's: the tests judge themselves.
func same(test *Test, want, got outcome) bool {
	if got.status == "exit 0" && want.status != got.status {
		return true
	}
	if _, ok := unstable[test.Name]; ok {
		return got.status == want.status
	}
	return got == want
}

// An outcome is how one test ended, and what it printed.
type outcome struct{ status, text string }

const late = "late" // as the driver says

func runBatch(t *testing.T, b *Batch, l *corpus.Launcher) []outcome {
	t.Helper()
	r, err := l.Run(t.TempDir(), &corpus.Case{Limit: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	if r.Status != "exit 0" || len(r.Stderr) > 0 {
		t.Logf("%s: %s\n%s", b.Path, r.Status, r.Stderr[:min(len(r.Stderr), 2000)])
	}
	list := make([]outcome, len(b.Tests))
	for part := range strings.SplitSeq(string(r.Stdout), "\x01") {
		var n int
		head, rest, _ := strings.Cut(part, "\n")
		if _, err := fmt.Sscan(head, &n); err != nil || n >= len(list) {
			continue
		}
		text, status, _ := strings.Cut(rest, "\x02")
		list[n] = outcome{status: strings.TrimSpace(status), text: text}
	}
	return list
}
