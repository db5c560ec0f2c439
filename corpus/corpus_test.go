package corpus

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

var builder *Builder

func TestMain(m *testing.M) {
	if err := setup(); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func setup() (err error) {
	// A program that dies must not leave a core file behind.
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return err
	}
	syscall.Umask(0o022)
	builder, err = NewBuilder("..")
	return err
}

// missing skips a test because of a tool that is not installed.
func missing(t *testing.T, err error) {
	t.Helper()
	t.Skip("not run:", err)
}

// needTools skips the test where the guest's programs cannot be built or run.
func needTools(t *testing.T, g *Guest) (emulator string) {
	t.Helper()
	for _, tool := range []string{"gcc", "strip"} {
		if _, err := g.Tool(tool); err != nil {
			missing(t, err)
		}
	}
	emulator, err := g.Oracle()
	if err != nil {
		missing(t, err)
	}
	return emulator
}

// needTranslator skips the test where the translator is not built.
func needTranslator(t *testing.T) {
	t.Helper()
	if builder.Translate == "" {
		missing(t, fmt.Errorf("missing bin/translate (make build)"))
	}
}

// workDir makes a new directory for a test, removed if the test succeeds.
func workDir(t *testing.T) string {
	t.Helper()
	dir := builder.Cache.Dir("runs", t.Name())
	for _, sub := range []string{"", "want", "got"} {
		if err := remake(filepath.Join(dir, sub)); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("kept %s; run again with sh %s/rerun.sh", dir, dir)
			return
		}
		os.RemoveAll(dir)
	})
	return dir
}

func remake(dir string) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.MkdirAll(dir, 0o777)
}

// A subject is one guest program, what the oracle runs it with, and its
// translation, if there is a translator.
type subject struct {
	emulator string
	guest    string
	tflags   []string
	native   string
}

// oracle names what the translation is compared with.
func (s *subject) oracle() string {
	if s.emulator == "" {
		return "the original"
	}
	return filepath.Base(s.emulator)
}

// translate translates the subject, once for all its cases.
func (s *subject) translate(t *testing.T) {
	t.Helper()
	if builder.Translate == "" {
		return
	}
	var err error
	if s.native, err = builder.TranslateFile(s.guest, s.tflags); err != nil {
		t.Fatal(err)
	}
}

// check runs the subject's original and its translation and compares them.
func (s *subject) check(t *testing.T, c *Case) {
	t.Helper()
	dir := workDir(t)
	want := s.reference(t, filepath.Join(dir, "want"), c)
	needTranslator(t)
	s.script(t, dir, c)
	got := s.runIn(t, filepath.Join(dir, "got"), &Launcher{Program: s.native}, c)
	if d := Diff(want, got); d != "" {
		t.Errorf("translation differs from %s:\n%s", s.oracle(), d)
	}
}

// oracleTries is how often an original may fail its own case: QEMU sometimes
// loses a race among a program's threads and signals.
const oracleTries = 3

// reference runs the subject's original and returns a result that is as the
// case says.
func (s *subject) reference(t *testing.T, dir string, c *Case) *Result {
	t.Helper()
	for try := 1; ; try++ {
		want := s.runIn(t, dir, &Launcher{Emulator: s.emulator, Program: s.guest}, c)
		err := c.Judge(want)
		if err == nil {
			return want
		}
		if try == oracleTries {
			t.Fatal(err)
		}
		t.Logf("try %d: %v", try, err)
		if err := remake(dir); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *subject) runIn(t *testing.T, dir string, l *Launcher, c *Case) *Result {
	t.Helper()
	r, err := l.Run(dir, c)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"stdout": r.Stdout, "stderr": r.Stderr} {
		if err := os.WriteFile(dir+"."+name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// script leaves a script that runs the translation again, in the directory
// where it ran first.
func (s *subject) script(t *testing.T, dir string, c *Case) {
	t.Helper()
	stdin := filepath.Join(dir, "stdin")
	text := fmt.Sprintf("#!/bin/sh\n# guest program: %s\n# original: %s %s\n# %s %s %s -o OUT\ncd %s/got && env -i %s %s %s <%s\n",
		s.guest, s.emulator, filepath.Join(dir, "want", "prog"), builder.Translate, strings.Join(s.tflags, " "), s.guest,
		dir, strings.Join(append(baseEnv, c.Env...), " "), s.native, strings.Join(c.Args, " "), stdin)
	for path, data := range map[string]string{stdin: c.Stdin, filepath.Join(dir, "rerun.sh"): text} {
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTools says which of the tools the corpus needs are there.
func TestTools(t *testing.T) {
	for _, g := range Guests {
		for _, tool := range []string{"gcc", "g++", "strip", "objdump"} {
			if _, err := g.Tool(tool); err != nil {
				t.Log(g.Name, "-", err)
			}
		}
		if _, err := g.Oracle(); err != nil {
			t.Log(g.Name, "-", err)
		}
	}
	for _, tool := range []string{"apt-get", "dpkg-source", "make", "gcc"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Log(err)
		}
	}
}
