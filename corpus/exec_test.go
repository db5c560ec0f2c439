package corpus

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestExec runs a program that executes programs without a translation, in all
// the ways there are. The emulator cannot execute such programs, so what is
// right is beside the source; it was checked against what the kernel does with
// programs of the host.
func TestExec(t *testing.T) {
	p, err := ReadProgram("exec/exec.c")
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("exec/exec.want")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range Guests {
		t.Run(g.Name, func(t *testing.T) {
			t.Parallel()
			needTools(t, g)
			needTranslator(t)
			guest := compile(t, p, g, &Variant{Lib: Musl, CFlags: flags("-O2")})
			got := runExec(t, guest)
			if !bytes.Equal(got, want) {
				t.Error(Diff(&Result{Stdout: want}, &Result{Stdout: got}))
			}
		})
	}
}

// runExec runs the translation of a guest program in a directory that has the
// program itself as guest, and returns what it printed.
func runExec(t *testing.T, guest string) []byte {
	t.Helper()
	native, err := builder.TranslateFile(guest, nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := copyFile(filepath.Join(dir, "guest"), guest, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, native)
	cmd.Dir = dir
	cmd.Env = []string{"PATH=/usr/bin:/bin"}
	out, err := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != 42 {
		t.Errorf("%v\n%s", err, tail(out, 2000))
	}
	return out
}
