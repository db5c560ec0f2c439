package corpus

import (
	"bytes"
	"context"
	"debug/elf"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A Case is one run of a program: what it is given and, where it matters, how
// it must end.
type Case struct {
	Args        []string
	Stdin       string
	ClosedStdin bool
	Env         []string
	NoEnv       bool
	Files       []string // host paths, copied into the directory of the run
	Applets     []string // names in bin/ and $PATH that start the program itself
	Want        string   // status both must have; "" for any
	Oracle      string   // status of the oracle, where it is known to be wrong
	Stdout      []byte   // the right output then; there is none on stderr
	Limit       time.Duration
}

// A Result is all that a run shows to the world.
type Result struct {
	Status string // "exit N", "signal NAME" or "timeout"
	Stdout []byte
	Stderr []byte
	Files  map[string]File
	Time   time.Duration
}

// A File is what a run left under one name.
type File struct {
	Mode   os.FileMode
	Target string // of a symbolic link
	Data   []byte
}

const (
	defaultLimit = time.Minute
	maxOutput    = 32 << 20
)

// baseEnv is the environment of every run: nothing of the caller's.
var baseEnv = []string{"PATH=./bin", "HOME=/", "LANG=C", "TZ=UTC", "CORPUS=1"}

// A Launcher says how a program file is started in the directory of a run,
// where it is called ./prog.
type Launcher struct {
	Emulator string // "" for a program that runs on the host
	CPU      string // the emulator's, "" for its default
	Program  string
}

// command returns the words that start ./prog with its arguments.
func (l *Launcher) command(argv0 string, args []string) []string {
	if l.Emulator == "" {
		return append([]string{argv0}, args...)
	}
	return append(l.emulator(), slices.Concat([]string{"-0", argv0, "./prog"}, args)...)
}

// emulator returns the words that start the emulator.
func (l *Launcher) emulator() []string {
	if l.CPU == "" {
		return []string{l.Emulator}
	}
	return []string{l.Emulator, "-cpu", l.CPU}
}

// Judge checks the status of the oracle's result and corrects it where the
// oracle is known to be wrong.
func (c *Case) Judge(r *Result) error {
	want := c.Want
	if c.Oracle != "" {
		want = c.Oracle
	}
	if want != "" && want != r.Status {
		return fmt.Errorf("oracle: want %s, got %s\n%s", want, r.Status, tail(r.Stderr, 500))
	}
	if c.Oracle != "" {
		r.Status = c.Want
		if c.Stdout != nil {
			r.Stdout, r.Stderr = c.Stdout, nil
		}
	}
	return nil
}

// prepare fills the directory of a run.
func (l *Launcher) prepare(dir string, c *Case) error {
	link := linkFile
	if l.Emulator != "" {
		link = LinkEmulated
	}
	if err := link(filepath.Join(dir, "prog"), l.Program); err != nil {
		return err
	}
	for _, f := range c.Files {
		if err := copyFile(filepath.Join(dir, filepath.Base(f)), f, 0o644); err != nil {
			return err
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "bin"), 0o755); err != nil {
		return err
	}
	for _, name := range append([]string{"self"}, c.Applets...) {
		if err := l.applet(dir, name); err != nil {
			return err
		}
	}
	return nil
}

// applet makes bin/name start the program under that name. An emulated
// program cannot be executed by the kernel, so there it is a script.
func (l *Launcher) applet(dir, name string) error {
	path := filepath.Join(dir, "bin", name)
	prog := filepath.Join(dir, "prog")
	if l.Emulator == "" {
		return os.Symlink(prog, path)
	}
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' -0 '%s' '%s' \"$@\"\n", strings.Join(l.emulator(), "' '"), name, prog)
	return os.WriteFile(path, []byte(script), 0o755)
}

// Run runs the case in dir, which must be empty.
func (l *Launcher) Run(dir string, c *Case) (*Result, error) {
	if err := l.prepare(dir, c); err != nil {
		return nil, err
	}
	limit := c.Limit
	if limit == 0 {
		limit = defaultLimit
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd, out, errs := l.start(ctx, dir, c)
	begin := time.Now()
	err := l.execute(cmd)
	r := &Result{Stdout: out.Bytes(), Stderr: withoutQEMU(errs.Bytes()), Time: time.Since(begin)}
	if cmd.ProcessState == nil {
		return nil, err
	}
	r.Status = status(cmd.ProcessState.Sys().(syscall.WaitStatus))
	if ctx.Err() != nil {
		r.Status = fmt.Sprintf("timeout after %v", limit)
	}
	r.Files, err = readTree(dir)
	return r, err
}

// execute runs the command. A 32-bit program of the host's is told that its
// machine has 32 bits, as on one where that is true.
func (l *Launcher) execute(cmd *exec.Cmd) error {
	const perLinux32, query = 8, 0xffffffff
	if l.Emulator != "" || !is32(l.Program) {
		return cmd.Run()
	}
	runtime.LockOSThread()
	was, _, _ := syscall.Syscall(syscall.SYS_PERSONALITY, query, 0, 0)
	syscall.Syscall(syscall.SYS_PERSONALITY, perLinux32, 0, 0)
	err := cmd.Start() // a child of this thread
	syscall.Syscall(syscall.SYS_PERSONALITY, was, 0, 0)
	runtime.UnlockOSThread()
	if err != nil {
		return err
	}
	return cmd.Wait()
}

// is32 reports whether a file is a 32-bit ELF file.
func is32(path string) bool {
	f, err := elf.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	return f.Class == elf.ELFCLASS32
}

// start prepares the command of a run and the buffers of its output.
func (l *Launcher) start(ctx context.Context, dir string, c *Case) (cmd *exec.Cmd, out, errs *limited) {
	argv0 := "./prog"
	if len(c.Applets) > 0 {
		argv0 = c.Applets[0]
	}
	words := l.command(argv0, c.Args)
	if c.ClosedStdin {
		words = append([]string{"/bin/sh", "-c", `exec "$@" <&-`, "sh"}, words...)
	}
	path := words[0]
	if path == argv0 {
		path = "./prog"
	}
	cmd = exec.CommandContext(ctx, path)
	cmd.Args = words
	cmd.Dir = dir
	cmd.Stdin = strings.NewReader(c.Stdin)
	if !c.NoEnv {
		cmd.Env = slices.Concat(baseEnv, c.Env)
		if l.Emulator != "" {
			slices.Reverse(cmd.Env) // QEMU turns it round
		}
	} else {
		cmd.Env = []string{}
	}
	out, errs = &limited{}, &limited{}
	cmd.Stdout, cmd.Stderr = out, errs
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
	return cmd, out, errs
}

// limited is a buffer that stops growing, for programs that run wild.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxOutput {
		return 0, errors.New("too much output")
	}
	return l.Buffer.Write(p)
}

// withoutQEMU drops what the emulator itself says when a signal kills the
// guest.
func withoutQEMU(b []byte) []byte {
	var keep []byte
	for line := range bytes.Lines(b) {
		if !bytes.HasPrefix(line, []byte("qemu: uncaught target signal")) {
			keep = append(keep, line...)
		}
	}
	return keep
}

// signals names the signals a program of the corpus may die of.
var signals = map[syscall.Signal]string{
	syscall.SIGABRT: "SIGABRT", syscall.SIGSEGV: "SIGSEGV", syscall.SIGFPE: "SIGFPE",
	syscall.SIGILL: "SIGILL", syscall.SIGBUS: "SIGBUS", syscall.SIGTRAP: "SIGTRAP",
	syscall.SIGTERM: "SIGTERM", syscall.SIGKILL: "SIGKILL", syscall.SIGUSR1: "SIGUSR1",
	syscall.SIGPIPE: "SIGPIPE", syscall.SIGALRM: "SIGALRM", syscall.SIGINT: "SIGINT",
}

func status(ws syscall.WaitStatus) string {
	if !ws.Signaled() {
		return fmt.Sprintf("exit %d", ws.ExitStatus())
	}
	if name := signals[ws.Signal()]; name != "" {
		return "signal " + name
	}
	return fmt.Sprintf("signal %d", ws.Signal())
}

// readTree reads what is in dir, apart from what prepare put there to start
// the program.
func readTree(dir string) (map[string]File, error) {
	files := map[string]File{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return err
		case name == "bin":
			return filepath.SkipDir
		case name == "." || name == "prog":
			return nil
		}
		files[name], err = readFile(path)
		return err
	})
	return files, err
}

func readFile(path string) (f File, err error) {
	info, err := os.Lstat(path)
	if err != nil {
		return f, err
	}
	f.Mode = info.Mode()
	switch {
	case f.Mode.IsRegular():
		f.Data, err = os.ReadFile(path)
	case f.Mode&os.ModeSymlink != 0:
		f.Target, err = os.Readlink(path)
	}
	return f, err
}

// linkFile links rather than copies programs where it can: a file that was
// just written may still be open for writing in a child being started, and
// then cannot be executed.
func linkFile(dst, src string) error {
	if os.Link(src, dst) == nil {
		return nil
	}
	return copyFile(dst, src, 0o755)
}

func copyFile(dst, src string, mode os.FileMode) error {
	in, err := os.Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
