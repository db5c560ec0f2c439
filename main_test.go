package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"translate/backend"
	rt "translate/runtime"
)

// command is the translator these tests run.
var command string

func TestMain(m *testing.M) {
	os.Exit(testMain(m))
}

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "translate-test-*")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	command = filepath.Join(dir, "translate")
	if out, err := exec.Command("go", "build", "-o", command, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// bigEndian is a file that a test writes number by number.
type bigEndian []byte

func (b *bigEndian) put16(vs ...uint16) {
	for _, v := range vs {
		*b = binary.BigEndian.AppendUint16(*b, v)
	}
}

func (b *bigEndian) put32(vs ...uint32) {
	for _, v := range vs {
		*b = binary.BigEndian.AppendUint32(*b, v)
	}
}

// exitProgram returns a big-endian MIPS executable that does nothing but end
// with a status.
func exitProgram(status uint16) []byte {
	const base, headers = 0x400000, 52 + 32
	code := []uint32{0x24020fa1, 0x24040000 | uint32(status), 0x0000000c} // li v0,4001; li a0,status; syscall
	size := uint32(headers + 4*len(code))
	var b bigEndian
	b = append(b, "\x7fELF\x01\x02\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	b.put16(2, 8)
	b.put32(1, base+headers, 52, 0, 0x50001005)
	b.put16(52, 32, 1, 40, 0, 0)
	b.put32(1, 0, base, base, size, size, 5, 0x10000)
	b.put32(code...)
	return b
}

// sandbox is where a test runs the command: everything the command may write
// to is in it.
type sandbox struct {
	t              *testing.T
	dir, tmp, prog string
}

func newSandbox(t *testing.T) *sandbox {
	t.Helper()
	dir := t.TempDir()
	s := &sandbox{t, dir, filepath.Join(dir, "tmp"), filepath.Join(dir, "prog")}
	if err := os.Mkdir(s.tmp, 0o755); err != nil {
		t.Fatal(err)
	}
	s.write("prog", exitProgram(7), 0o755)
	return s
}

func (s *sandbox) write(name string, data []byte, mode os.FileMode) string {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, mode); err != nil {
		s.t.Fatal(err)
	}
	return path
}

// cmd returns the command with temporary files in the sandbox.
func (s *sandbox) cmd(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "TMPDIR="+s.tmp)
	return cmd
}

// run runs translate and returns what it wrote and its exit status.
func (s *sandbox) run(args ...string) (stdout, stderr string, status int) {
	s.t.Helper()
	return runCmd(s.t, s.cmd(command, args...))
}

func runCmd(t *testing.T, cmd *exec.Cmd) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// files lists everything in the sandbox.
func (s *sandbox) files() map[string]bool {
	m := make(map[string]bool)
	err := filepath.WalkDir(s.dir, func(path string, _ os.DirEntry, err error) error {
		m[path] = true
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return m
}

// clean returns a function that checks that no files came since.
func (s *sandbox) clean() func() {
	before := s.files()
	return func() {
		s.t.Helper()
		for path := range s.files() {
			if !before[path] {
				s.t.Errorf("left behind: %s", path)
			}
		}
	}
}

// wantFailure checks one line of error output and the status.
func wantFailure(t *testing.T, stderr string, status, wantStatus int, wantText string) {
	t.Helper()
	line, rest, _ := strings.Cut(stderr, "\n")
	if rest != "" || !strings.HasPrefix(line, "translate: ") || !strings.Contains(line, wantText) || status != wantStatus {
		t.Errorf("status %d, %q; want %d and one line with %q", status, stderr, wantStatus, wantText)
	}
}

// TestBadInput runs translate on what it must refuse.
func TestBadInput(t *testing.T) {
	s := newSandbox(t)
	s.write("text", []byte("hello\n"), 0o644)
	s.write("line\nbreak", []byte("hello\n"), 0o644)
	s.write("cut", exitProgram(7)[:90], 0o644)
	s.write("subdir/file", nil, 0o644)
	defer s.clean()()
	for _, tt := range []struct {
		args string
		want string
	}{
		{"", "want one program to translate, got 0"},
		{"prog prog", "want one program to translate, got 2"},
		{"--frobnicate prog", "unknown flag: --frobnicate"},
		{"-O7 prog", "-O 7: want 0 to 3"},
		{"-j0 prog", "-j 0: want at least 1"},
		{"--os=vms prog", `--os: unknown system "vms"`},
		{"--emit=pdf prog", `--emit: unknown "pdf": want ll, asm, obj`},
		{"--dump=everything prog", `--dump: unknown "everything"`},
		{"--report=xml prog", `--report: unknown "xml"`},
		{"--func=( prog", "--func: error parsing regexp"},
		{"--func=0xzz prog", `--func: "0xzz" is no address`},
		{"--hints=missing prog", "--hints: open missing: no such file or directory"},
		{"--hints=text prog", `--hints: text:1: "hello": want an address, a reason and two numbers`},
		{"missing", "missing: cannot open: no such file or directory"},
		{"subdir", "subdir: is a directory"},
		{"text", "text: not an executable: it is a text file"},
		{"line\nbreak", "line; break: not an executable"},
		{"cut", "cut: elf: PT_LOAD 0 at 0x34: contents end at 0x60, the file at 0x5a"},
		{"prog -o prog", "is both input and output"},
		{"prog -o subdir", "output " + s.dir + "/subdir is a directory"},
		{"prog -o /dev/null", "output /dev/null is not a regular file"},
		{"--os=irix prog", "irix programs cannot be translated yet"},
	} {
		t.Run(tt.args, func(t *testing.T) {
			args := strings.Split(tt.args, " ")
			if tt.args == "" {
				args = nil
			}
			stdout, stderr, status := s.run(args...)
			want := strings.ReplaceAll(tt.want, s.dir+"/", "")
			wantFailure(t, stderr, status, statusUsage, want)
			if stdout != "" {
				t.Errorf("stdout: %q", stdout)
			}
		})
	}
}

// TestMutatedPrograms runs translate on hostile files: it may accept them for
// identification, but never crash.
func TestMutatedPrograms(t *testing.T) {
	s := newSandbox(t)
	n := 300
	if testing.Short() {
		n = 50
	}
	good := exitProgram(7)
	for i := range n {
		r := rand.New(rand.NewPCG(2, uint64(i)))
		b := append([]byte(nil), good[:len(good)-r.IntN(3)*r.IntN(len(good)/2)]...)
		for range 1 + r.IntN(3) {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		s.write("bad", b, 0o644)
		stdout, stderr, status := s.run("--identify", "bad")
		switch {
		case status == statusDone && stderr == "" && strings.HasPrefix(stdout, "program: "):
		case status == statusUsage && stdout == "" && strings.Count(stderr, "\n") == 1:
			_, stderr, status := s.run("bad", "-o", "out")
			wantFailure(t, stderr, status, statusUsage, "bad: ")
			if _, err := os.Stat(filepath.Join(s.dir, "out")); err == nil {
				t.Errorf("mutation %d: there is an output", i)
			}
		default:
			t.Errorf("mutation %d: status %d, %q, %q", i, status, stdout, stderr)
		}
	}
}

func TestIdentify(t *testing.T) {
	s := newSandbox(t)
	defer s.clean()()
	stdout, stderr, status := s.run("--identify", "prog")
	if stderr != "" || status != 0 {
		t.Errorf("status %d, %q", status, stderr)
	}
	for _, want := range []string{
		"machine:     MIPS\n", "byte order:  big-endian\n", "ABI:         o32, FR=0, legacy NaN\n", "system:      linux\n",
		"decided by:  system calls: 1 with numbers of Linux, 0 of IRIX\n", "linkage:     static\n",
		"entry point: 0x00400054\n", "translation: yes\n",
	} {
		if !strings.Contains(stdout, want) {
			t.Errorf("no line %q in\n%s", want, stdout)
		}
	}
	stdout, _, _ = s.run("--identify", "--os=irix", "prog")
	if !strings.Contains(stdout, "decided by:  as told\n") {
		t.Errorf("with --os:\n%s", stdout)
	}
}

func TestHelpAndVersion(t *testing.T) {
	s := newSandbox(t)
	for arg, want := range map[string]string{"--help": "Usage: translate [flags] PROG", "--version": "translate " + version} {
		stdout, stderr, status := s.run(arg)
		if status != 0 || stderr != "" || !strings.HasPrefix(stdout, want) {
			t.Errorf("%s: status %d, %q, %q", arg, status, stdout, stderr)
		}
	}
}

// TestPanic checks what a bug of ours looks like.
func TestPanic(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		var stderr bytes.Buffer
		status := func() (status int) {
			defer catch(&options{verbose: verbose}, &stderr, &status)
			panic("BUG: two\nlines")
		}()
		line, stack, _ := strings.Cut(stderr.String(), "\n")
		if line != "translate: internal error: BUG: two; lines" || status != statusFailed || verbose != strings.Contains(stack, "goroutine") {
			t.Errorf("verbose %v: status %d, %q", verbose, status, stderr.String())
		}
	}
}

// needBackend skips a test that gets as far as compiling.
func needBackend(t *testing.T) {
	t.Helper()
	if _, err := rt.Archive("mips-big"); err != nil {
		t.Skip(err)
	}
}

// TestTemporaryDirectory translates where paths of temporary files hold what
// assembly and linker scripts write differently.
func TestTemporaryDirectory(t *testing.T) {
	needBackend(t)
	if _, err := backend.FindToolchain(""); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"a b", `"`, `\`, "\xff0", "\u200b", "é", "\n", "\x017", "$x;'"} {
		s := newSandbox(t)
		s.tmp = filepath.Join(s.dir, "tmp"+name)
		if err := os.Mkdir(s.tmp, 0o755); err != nil {
			t.Fatal(err)
		}
		if _, stderr, status := s.run("prog", "-O0", "-o", "out"); status != 0 || stderr != "" {
			t.Errorf("TMPDIR=%q: status %d, %q", s.tmp, status, stderr)
		}
	}
}

// TestTranslate is the whole way, on the smallest program there is.
func TestTranslate(t *testing.T) {
	needBackend(t)
	if _, err := backend.FindToolchain(""); err != nil {
		t.Skip(err)
	}
	s := newSandbox(t)
	check := s.clean()
	if _, stderr, status := s.run("prog", "-o", "out"); status != 0 || stderr != "" {
		t.Fatalf("status %d, %q", status, stderr)
	}
	out := filepath.Join(s.dir, "out")
	info, err := os.Stat(out)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o755&^umask() {
		t.Errorf("mode %v", mode)
	}
	if _, stderr, status := runCmd(t, s.cmd(out)); status != 7 || stderr != "" {
		t.Errorf("translated program: status %d, %q", status, stderr)
	}
	first, _ := os.ReadFile(out)
	if _, stderr, status := s.run("prog", "-o", "out", "-j1"); status != 0 || stderr != "" {
		t.Fatalf("again: status %d, %q", status, stderr)
	}
	if second, _ := os.ReadFile(out); !bytes.Equal(first, second) {
		t.Error("translating twice gives different files")
	}
	os.Remove(out)
	check()
}
