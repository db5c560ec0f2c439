package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// good are stand-ins for LLVM's tools: each writes its output file, the linker
// a big one.
var good = map[string]string{
	"opt":     fakeTool("echo bitcode > $out"),
	"llc":     fakeTool("echo object > $out"),
	"llvm-mc": fakeTool("echo object > $out"),
	"ld.lld":  fakeTool(fakeLink),
}

// fakeLink writes an executable of 2000000 bytes, an ELF header and nothing.
const fakeLink = `{ printf '\177ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\76\0\1\0\0\0'; head -c 1999976 /dev/zero; } > $out`

// fakeTool returns a script that knows its version and its output file.
func fakeTool(body string) string {
	return `#!/bin/sh
case "$*" in *--version*) echo "LLVM version 19.1.0"; exit 0;; esac
while [ $# -gt 0 ]; do [ "$1" = -o ] && out=$2; shift; done
` + body + "\n"
}

// fakeLLVM puts the tools into the sandbox, some of them replaced.
func (s *sandbox) fakeLLVM(replace map[string]string) (flag string) {
	for name, script := range good {
		if r, ok := replace[name]; ok {
			script = r
		}
		s.write(filepath.Join("llvm", name), []byte(script), 0o755)
	}
	return "--llvm=" + filepath.Join(s.dir, "llvm")
}

// TestFailingTools checks what is left when a tool fails: one line.
func TestFailingTools(t *testing.T) {
	needBackend(t)
	for _, tool := range []string{"opt", "llc", "llvm-mc", "ld.lld"} {
		for _, tt := range []struct{ name, body, want string }{
			{"fails", `echo oops > $out; echo "error: no such luck" >&2; echo "second line" >&2; exit 3`, "exit status 3: error: no such luck"},
			{"fails silently", "exit 1", "exit status 1"},
			{"killed", "echo oops > $out; kill -9 $$", "signal: killed"},
		} {
			t.Run(tool+" "+tt.name, func(t *testing.T) {
				s := newSandbox(t)
				llvm := s.fakeLLVM(map[string]string{tool: fakeTool(tt.body)})
				defer s.clean()()
				_, stderr, status := s.run(llvm, "prog", "-o", "out")
				wantFailure(t, stderr, status, statusFailed, filepath.Join(s.dir, "llvm", tool)+" failed: "+tt.want)
			})
		}
	}
}

func TestMissingTools(t *testing.T) {
	s := newSandbox(t)
	defer s.clean()()
	_, stderr, status := s.run("--llvm=nowhere", "prog", "-o", "out")
	wantFailure(t, stderr, status, statusFailed, "looking for LLVM in nowhere")
}

// TestFakeTools checks that the stand-ins work where nothing fails, that an
// older output is replaced, and what --work and --emit leave.
func TestFakeTools(t *testing.T) {
	needBackend(t)
	s := newSandbox(t)
	llvm := s.fakeLLVM(nil)
	s.write("out", []byte("old"), 0o600)
	_, stderr, status := s.run(llvm, "prog", "-o", "out", "--emit=ll,obj", "-x", "--work")
	if status != 0 || !strings.Contains(stderr, "/llvm/opt ") || !strings.Contains(stderr, "translate: kept "+s.tmp+"/translate-") {
		t.Errorf("status %d, %q", status, stderr)
	}
	for name, want := range map[string]int64{"out": 2000000, "out.shard000.o": 7} {
		if info, err := os.Stat(filepath.Join(s.dir, name)); err != nil || info.Size() != want {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	if text, err := os.ReadFile(filepath.Join(s.dir, "out.shard000.ll")); err != nil || !bytes.Contains(text, []byte("define ")) {
		t.Errorf("out.shard000.ll: %v", err)
	}
}

// TestOutputDirectory tries directories that nothing can be created in. Root
// may write anywhere, so one of them is /proc.
func TestOutputDirectory(t *testing.T) {
	s := newSandbox(t)
	defer s.clean()()
	for path, want := range map[string]string{
		"nowhere/out": "cannot create nowhere/out: no such file or directory",
		"/proc/out":   "cannot create /proc/out: ",
		"prog/out":    "cannot write prog/out: not a directory",
	} {
		_, stderr, status := s.run("prog", "-o", path)
		wantFailure(t, stderr, status, statusFailed, want)
	}
}

func TestReadOnlyDirectory(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write to read-only directories")
	}
	s := newSandbox(t)
	s.write("closed/file", nil, 0o644)
	if err := os.Chmod(filepath.Join(s.dir, "closed"), 0o555); err != nil {
		t.Fatal(err)
	}
	defer s.clean()()
	_, stderr, status := s.run("prog", "-o", "closed/out")
	wantFailure(t, stderr, status, statusFailed, "permission denied")
}

// TestFileSizeLimit makes copying the output fail, after a linker that lifts
// the limit for itself.
func TestFileSizeLimit(t *testing.T) {
	needBackend(t)
	s := newSandbox(t)
	llvm := s.fakeLLVM(map[string]string{"ld.lld": fakeTool("ulimit -S -f unlimited; " + fakeLink)})
	defer s.clean()()
	limited := `ulimit -S -f 1800; exec "$@"` // blocks of 512 bytes, or 1024
	_, stderr, status := runCmd(t, s.cmd("sh", "-c", limited, "sh", command, llvm, "prog", "-o", "out"))
	wantFailure(t, stderr, status, statusFailed, "cannot write out: file too large")
}

// TestFullDisk writes the output to a file system that is too small for it.
func TestFullDisk(t *testing.T) {
	needBackend(t)
	s := newSandbox(t)
	small := filepath.Join(s.dir, "small")
	if err := os.Mkdir(small, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", small, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("cannot mount a small file system here: %v", err)
	}
	defer syscall.Unmount(small, 0)
	llvm := s.fakeLLVM(nil)
	check := s.clean()
	_, stderr, status := s.run(llvm, "prog", "-o", "small/out")
	wantFailure(t, stderr, status, statusFailed, "cannot write small/out: no space left on device")
	check()
}

// TestFullTemporary has no room for temporary files.
func TestFullTemporary(t *testing.T) {
	needBackend(t)
	s := newSandbox(t)
	if err := syscall.Mount("none", s.tmp, "tmpfs", 0, "size=4k"); err != nil {
		t.Skipf("cannot mount a small file system here: %v", err)
	}
	defer syscall.Unmount(s.tmp, 0)
	llvm := s.fakeLLVM(nil)
	defer s.clean()()
	_, stderr, status := s.run(llvm, "prog", "-o", "out")
	wantFailure(t, stderr, status, statusFailed, "no space left on device")
}

// TestSignals ends translate while a tool runs. It must end by that signal,
// with everything cleaned up and the tool gone.
func TestSignals(t *testing.T) {
	needBackend(t)
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(sig.String(), func(t *testing.T) {
			if signal.Ignored(sig) {
				t.Skip("not run: the signal is ignored, and stays so")
			}
			t.Parallel()
			s := newSandbox(t)
			pidFile := filepath.Join(t.TempDir(), "pid")
			llvm := s.fakeLLVM(map[string]string{"llc": fakeTool(fmt.Sprintf("echo oops > $out; echo $$ > %[1]s.new; mv %[1]s.new %[1]s; exec sleep 100", pidFile))})
			defer s.clean()()
			var stderr bytes.Buffer
			cmd := s.cmd(command, llvm, "prog", "-o", "out")
			cmd.Stderr = &stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			tool := waitFor(t, pidFile)
			cmd.Process.Signal(sig)
			cmd.Wait()
			ws := cmd.ProcessState.Sys().(syscall.WaitStatus)
			if !ws.Signaled() || ws.Signal() != sig {
				t.Errorf("ended with %v", cmd.ProcessState)
			}
			wantFailure(t, stderr.String(), 0, 0, fmt.Sprintf("stopped by signal %d", int(sig)))
			if _, err := os.Stat("/proc/" + tool); err == nil {
				t.Errorf("the tool, process %s, still runs", tool)
			}
		})
	}
}

// waitFor waits until a file exists and returns its contents.
func waitFor(t *testing.T, path string) string {
	t.Helper()
	for range 200 {
		if b, err := os.ReadFile(path); err == nil {
			return strings.TrimSpace(string(b))
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s did not come", path)
	return ""
}

// TestStubbornTool ends translate while a tool's child keeps its pipes open.
func TestStubbornTool(t *testing.T) {
	needBackend(t)
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s := newSandbox(t)
	pidFile := filepath.Join(t.TempDir(), "pid")
	llvm := s.fakeLLVM(map[string]string{"llc": fakeTool(fmt.Sprintf("sleep 20 & echo $! > %[1]s.new; mv %[1]s.new %[1]s; wait", pidFile))})
	defer s.clean()()
	var stderr bytes.Buffer
	cmd := s.cmd(command, llvm, "prog", "-o", "out")
	log, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	child := waitFor(t, pidFile)
	defer exec.Command("kill", child).Run()
	cmd.Process.Signal(syscall.SIGTERM)
	start := time.Now()
	cmd.Wait()
	if d := time.Since(start); d > patience+5*time.Second {
		t.Errorf("took %v", d)
	}
	b, _ := os.ReadFile(log.Name())
	stderr.Write(b)
	wantFailure(t, stderr.String(), 0, 0, "stopped by signal 15")
}
