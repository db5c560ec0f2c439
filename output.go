package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// An output is a file that appears under its name only when it is complete.
// Until then it has a temporary name in the same directory.
type output struct {
	path string
	temp *os.File
}

// createOutput prepares to write path. It fails early where that is impossible.
func createOutput(path, input string) (*output, error) {
	path, err := checkOutput(path, input)
	if err != nil {
		return nil, err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".translate-*")
	if err != nil {
		return nil, fmt.Errorf("cannot create %s: %w", path, bare(err))
	}
	temporary.add(temp.Name())
	return &output{path, temp}, nil
}

// checkOutput returns the path to write, with symbolic links followed, unless
// something there must not be overwritten.
func checkOutput(path, input string) (string, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	if err != nil {
		return "", fmt.Errorf("cannot write %s: %w", path, bare(err))
	}
	if in, err := os.Stat(input); err == nil && os.SameFile(in, info) {
		return "", usageError{fmt.Errorf("%s is both input and output", path)}
	}
	switch {
	case info.IsDir():
		return "", usageError{fmt.Errorf("output %s is a directory", path)}
	case !info.Mode().IsRegular():
		return "", usageError{fmt.Errorf("output %s is not a regular file", path)}
	}
	return path, nil
}

// commit gives the output the contents of the file from, what the mask leaves of
// the permissions mode, and its name.
func (o *output) commit(from string, mode fs.FileMode) error {
	if err := o.fill(from, mode); err != nil {
		return fmt.Errorf("cannot write %s: %w", o.path, bare(err))
	}
	if err := os.Rename(o.temp.Name(), o.path); err != nil {
		return fmt.Errorf("cannot write %s: %w", o.path, bare(err))
	}
	temporary.forget(o.temp.Name())
	return nil
}

func (o *output) fill(from string, mode fs.FileMode) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	if _, err := io.Copy(o.temp, src); err != nil {
		return err
	}
	if err := o.temp.Chmod(mode &^ umask()); err != nil {
		return err
	}
	return o.temp.Close()
}

// discard removes what commit has not given its name.
func (o *output) discard() {
	o.temp.Close()
	temporary.remove(o.temp.Name())
}

// umask returns the file mode creation mask, which can only be read by setting
// it.
func umask() fs.FileMode {
	mask := syscall.Umask(0o77)
	syscall.Umask(mask)
	return fs.FileMode(mask)
}

// bare strips paths and wrappers off a file error, whose message names the path
// itself.
func bare(err error) error {
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno
	}
	return err
}
