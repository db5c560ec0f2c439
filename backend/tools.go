package backend

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// The versions of LLVM that are accepted, and the one that is preferred: it
// compiles lifted code fastest of those measured.
const (
	preferredLLVM = 19
	oldestLLVM    = 14
	newestLLVM    = 22
)

// toolNames are the LLVM programs the backend runs.
var toolNames = [...]string{"opt", "llc", "llvm-mc", "ld.lld"}

// A Toolchain is a set of LLVM programs of one version.
type Toolchain struct {
	Version int
	paths   map[string]string
	Trace   io.Writer // where commands are printed before they run; may be nil
}

// ErrNoLLVM says that no usable LLVM was found.
var ErrNoLLVM = errors.New("no LLVM tools found (opt, llc, llvm-mc, ld.lld of version 14 or later): install the packages llvm-19 and lld-19, or name their directory with --llvm=DIR")

// FindToolchain finds the tools in dir, or when dir is empty in PATH: those
// with the suffix of the preferred version, of others, and without one.
func FindToolchain(dir string) (*Toolchain, error) {
	if dir != "" {
		t, err := toolchainAt(func(name string) (string, error) {
			return exec.LookPath(filepath.Join(dir, name))
		})
		if err != nil {
			return nil, fmt.Errorf("looking for LLVM in %s: %w", dir, err)
		}
		return t, nil
	}
	for _, suffix := range suffixes() {
		t, err := toolchainAt(func(name string) (string, error) { return exec.LookPath(name + suffix) })
		if err == nil {
			return t, nil
		}
	}
	return nil, ErrNoLLVM
}

// suffixes returns the suffixes distributions give tools, best first.
func suffixes() []string {
	s := []string{fmt.Sprintf("-%d", preferredLLVM)}
	for v := newestLLVM; v >= oldestLLVM; v-- {
		if v != preferredLLVM {
			s = append(s, fmt.Sprintf("-%d", v))
		}
	}
	return append(s, "")
}

// toolchainAt collects the tools that find returns and checks their version.
func toolchainAt(find func(name string) (string, error)) (*Toolchain, error) {
	t := &Toolchain{paths: map[string]string{}}
	for _, name := range toolNames {
		p, err := find(name)
		if err != nil {
			return nil, err
		}
		t.paths[name] = p
	}
	v, err := llvmVersion(t.paths["llc"])
	if err != nil {
		return nil, err
	}
	if v < oldestLLVM {
		return nil, fmt.Errorf("%s is LLVM %d; %d or later is needed", t.paths["llc"], v, oldestLLVM)
	}
	t.Version = v
	return t, nil
}

var versionLine = regexp.MustCompile(`LLVM version (\d+)`)

// llvmVersion asks an LLVM tool for its major version.
func llvmVersion(path string) (int, error) {
	out, err := exec.Command(path, "--version").Output()
	if err != nil {
		return 0, fmt.Errorf("running %s --version: %w", path, err)
	}
	m := versionLine.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("%s --version names no LLVM version", path)
	}
	return strconv.Atoi(string(m[1]))
}

// run runs a tool. Its error is one line: the tool and the first thing it said.
func (t *Toolchain) run(ctx context.Context, stdin io.Reader, name string, args ...string) error {
	path := t.paths[name]
	if t.Trace != nil {
		fmt.Fprintln(t.Trace, path, strings.Join(args, " "))
	}
	cmd := exec.CommandContext(ctx, path, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	cmd.Stdin = stdin
	// A tool must not outlive translate in a directory that is being removed.
	cmd.SysProcAttr = dieWithParent
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return &ToolError{Tool: path, Err: err, Said: firstLine(stderr.String())}
	}
	return nil
}

// A ToolError is the failure of an external program.
type ToolError struct {
	Tool string
	Err  error
	Said string // the first line of its error output
}

func (e *ToolError) Error() string {
	if e.Said == "" {
		return fmt.Sprintf("%s failed: %v", e.Tool, e.Err)
	}
	return fmt.Sprintf("%s failed: %v: %s", e.Tool, e.Err, e.Said)
}

// Unwrap returns what running the tool returned.
func (e *ToolError) Unwrap() error { return e.Err }

// firstLine returns the first line of s that is not empty and no banner.
func firstLine(s string) string {
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "PLEASE submit") {
			return line
		}
	}
	return ""
}

// writeFile writes data to a new file in dir and returns its path.
func writeFile(dir, name string, data []byte) (string, error) {
	p := filepath.Join(dir, name)
	if err := os.WriteFile(p, data, 0o600); err != nil {
		return "", fmt.Errorf("writing a temporary file: %w", err)
	}
	return p, nil
}
