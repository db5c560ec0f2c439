package torture

import (
	"fmt"
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

// posixVariants are the ways the POSIX suite is built; a short run has the
// first one.
var posixVariants = []Variant{
	{Name: "musl", Lib: corpus.Musl, CFlags: []string{"-O2"}},
	{Name: "glibc", Lib: corpus.Glibc, CFlags: []string{"-O2"}},
}

var posixDriver = filepath.Join("driver", "one.c")

const (
	posixLimit = time.Minute
	posixTries = 10 // pthread_cond_signal/1-1 fails every other time on a busy machine, under QEMU every fourth
)

// TestPosix runs the Open POSIX Test Suite. What passes under QEMU must pass
// translated, or end as it does on the host's kernel, which has limits that QEMU
// has not. What the tests print is full of times and process numbers, and is not
// compared.
func TestPosix(t *testing.T) {
	src, err := posixSource(builder.Cache)
	if err != nil {
		t.Skip("not run:", err)
	}
	tests, err := Posix(src)
	if err != nil {
		t.Fatal(err)
	}
	pattern, err := regexp.Compile(*only)
	if err != nil {
		t.Fatal(err)
	}
	list := posixVariants
	if testing.Short() {
		list = list[:1]
	}
	tests = slices.DeleteFunc(tests, func(p PosixTest) bool {
		return posixWrong[p.Name] != "" || !pattern.MatchString(p.Name) || testing.Short() && !p.First()
	})
	for _, g := range corpus.Guests {
		for i := range list {
			t.Run(g.Name+"/"+list[i].Name, func(t *testing.T) { posixVariant(t, tests, g, &list[i]) })
		}
	}
}

func posixVariant(t *testing.T, tests []PosixTest, g *corpus.Guest, v *Variant) {
	emulator, err := g.Oracle()
	if err != nil {
		t.Skip("not run:", err)
	}
	m, err := newMaker(builder, g, v, posixDriver, int(posixLimit.Seconds()))
	if err != nil {
		t.Skip("not run:", err)
	}
	if builder.Translate == "" {
		t.Skip("not run: missing bin/translate (make build)")
	}
	var programs []Test
	for _, p := range tests {
		programs = append(programs, p.Test)
	}
	batch, err := m.build(programs)
	if err != nil {
		t.Fatal(err)
	}
	for name, why := range batch.Refused {
		t.Logf("not built: %s: %s", name, why)
	}
	native, err := builder.TranslateFile(batch.Stripped, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := posixRunner{
		variant:    v,
		oracle:     &corpus.Launcher{Emulator: emulator, Program: batch.Path},
		translated: &corpus.Launcher{Program: native},
	}
	// Most tests sleep most of the time.
	queue := make(chan posixRun)
	var workers sync.WaitGroup
	for range 4 * runtime.NumCPU() {
		workers.Go(func() {
			for p := range queue {
				r.compare(t, p)
			}
		})
	}
	for _, p := range tests {
		if _, refused := batch.Refused[p.Name]; !refused {
			for _, args := range p.Runs {
				queue <- posixRun{p, append([]string{p.Name}, args...)}
			}
		}
	}
	close(queue)
	workers.Wait()
	for _, p := range r.doubtful {
		r.decide(t, p)
	}
	t.Logf("%d runs; %d do not pass under QEMU, %d do not pass translated", r.runs, r.failing, r.differ)
}

// A posixRun is one run of a test: its name, and its arguments.
type posixRun struct {
	test PosixTest
	args []string
}

func (p posixRun) String() string { return p.test.Area + " " + strings.Join(p.args, " ") }

// A posixRunner runs tests of one batch and counts.
type posixRunner struct {
	variant               *Variant
	oracle, translated    *corpus.Launcher
	mu                    sync.Mutex
	runs, failing, differ int
	doubtful              []posixRun // failed beside others, where times are not kept
}

const passed = "exit 0"

// compare runs a test under QEMU and, if it passes, translated.
func (r *posixRunner) compare(t *testing.T, p posixRun) {
	want := r.run(t, r.oracle, p)
	var got *corpus.Result
	if want.Status == passed {
		got = r.run(t, r.translated, p)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.runs++
	switch {
	case got == nil:
		r.failing++
		t.Logf("does not pass under QEMU: %s: %s", p, want.Status)
	case got.Status != passed:
		r.doubtful = append(r.doubtful, p)
	}
}

// decide repeats a test that failed translated, without others beside it, and at
// last asks the host.
func (r *posixRunner) decide(t *testing.T, p posixRun) {
	var got *corpus.Result
	for try := range posixTries {
		if got = r.run(t, r.translated, p); got.Status == passed {
			t.Logf("%s: passes alone, run %d", p, try+1)
			return
		}
	}
	if host, err := r.onHost(t, p); err != nil {
		t.Logf("%s: not asked what the host does: %v", p, err)
	} else if host.Status == got.Status {
		t.Logf("%s: passes under QEMU, %s on the host and translated", p, got.Status)
		return
	}
	r.differ++
	t.Errorf("%s: passes under QEMU, translated: %s\n%s%s\n%s %s", p, got.Status,
		got.Stdout, got.Stderr, r.translated.Program, strings.Join(p.args, " "))
}

// onHost builds a test for the guest whose programs the host runs itself, and
// runs it.
func (r *posixRunner) onHost(t *testing.T, p posixRun) (*corpus.Result, error) {
	g, err := corpus.GuestNamed("i386")
	if err != nil {
		return nil, err
	}
	switch emulator, err := g.Oracle(); {
	case err != nil:
		return nil, err
	case emulator != "":
		return nil, fmt.Errorf("the host does not run programs of %s", g.Name)
	}
	m, err := newMaker(builder, g, r.variant, posixDriver, int(posixLimit.Seconds()))
	if err != nil {
		return nil, err
	}
	batch, err := m.build([]Test{p.test.Test})
	if err != nil {
		return nil, err
	}
	return r.run(t, &corpus.Launcher{Program: batch.Path}, p), nil
}

func (r *posixRunner) run(t *testing.T, l *corpus.Launcher, p posixRun) *corpus.Result {
	result, err := l.Run(t.TempDir(), &corpus.Case{Args: p.args, Limit: posixLimit})
	if err != nil {
		t.Error(err)
		return &corpus.Result{Status: err.Error()}
	}
	return result
}
