package torture

import (
	"flag"
	"fmt"
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
)

// variants are the ways the tests are built.
var variants = []Variant{
	{Name: "O2", Lib: corpus.Musl, CFlags: []string{"-O2"}},
	{Name: "O0", Lib: corpus.Musl, CFlags: []string{"-O0"}},
}

// modes are the flags of translate that each batch is translated with.
var modes = []struct {
	name  string
	flags []string
	short bool
}{
	{name: "lifted", short: true},
	{name: "interpreted", flags: []string{"--interpret"}},
}

// shortTests is how many tests a short run has, of those in the cache.
const shortTests = 100

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
	if _, err := os.Stat(builder.Cache.Dir("torture-sources", "gcc-12")); err != nil && testing.Short() {
		t.Skip("not run: GCC's sources are not here (make torture)")
	}
	dir, err := gccSource(builder.Cache)
	if err != nil {
		t.Skip("not run:", err)
	}
	tests, err := GCC(dir)
	if err != nil {
		t.Fatal(err)
	}
	compareSuite(t, tests)
}

// compareSuite runs the tests of a suite on all guests and in all variants.
func compareSuite(t *testing.T, tests []Test) {
	pattern, err := regexp.Compile(*only)
	if err != nil {
		t.Fatal(err)
	}
	tests = slices.DeleteFunc(tests, func(test Test) bool { return !pattern.MatchString(test.Name) })
	list := variants
	if testing.Short() {
		tests, list = tests[:min(shortTests, len(tests))], list[:1]
	}
	for _, g := range corpus.Guests {
		for i := range list {
			t.Run(g.Name+"/"+list[i].Name, func(t *testing.T) {
				t.Parallel()
				compareVariant(t, tests, g, &list[i])
			})
		}
	}
}

// counts are those of one variant.
type counts struct{ tests, refused, failing, late, compared, differ int }

func compareVariant(t *testing.T, tests []Test, g *corpus.Guest, v *Variant) {
	emulator, err := g.Emulator()
	if err != nil {
		t.Skip("not run:", err)
	}
	m, err := newMaker(builder, g, v, filepath.Join("driver", "driver.c"))
	if err != nil {
		t.Skip("not run:", err)
	}
	if builder.Translate == "" {
		t.Skip("not run: missing bin/translate (make build)")
	}
	var c counts
	for part := range slices.Chunk(tests, *batchSize) {
		b, err := m.build(part)
		if err != nil {
			t.Fatal(err)
		}
		for name, why := range b.Refused {
			t.Logf("not built: %s: %s", name, why)
		}
		c.tests += len(part)
		c.refused += len(b.Refused)
		compareBatch(t, b, emulator, &c)
	}
	t.Logf("%d tests; %d do not build, %d do not end in time, %d fail under QEMU as well; %d of %d comparisons differ",
		c.tests, c.refused, c.late, c.failing, c.differ, c.compared)
}

// compareBatch compares what the tests of a batch do under QEMU and
// translated.
func compareBatch(t *testing.T, b *Batch, emulator string, c *counts) {
	want := runBatch(t, b, &corpus.Launcher{Emulator: emulator, Program: b.Path})
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
		native, err := builder.TranslateFile(b.Path, mode.flags)
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
			if got[i] != want[i] {
				c.differ++
				t.Errorf("%s, %s: want %v, got %v (%s %d)", b.Tests[i].Name, mode.name, want[i], got[i], native, i)
			}
		}
	}
}

// An outcome is how one test ended, and what it printed.
type outcome struct{ status, text string }

const late = "signal 14" // SIGALRM, from the driver's alarm

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
