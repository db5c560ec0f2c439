// Translate turns a 32-bit guest executable into one self-contained native
// x86-64 Linux executable that behaves as the guest program does on its own
// system.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"unicode"

	"translate/backend"
	"translate/frontend"
)

// Exit statuses.
const (
	statusDone   = 0
	statusFailed = 1 // a tool or the machine failed, or we did
	statusUsage  = 2 // the command line or the program to translate is wrong
)

func main() {
	// Without this a write beyond the file size limit ends the process before
	// it can clean up.
	signal.Ignore(syscall.SIGXFSZ)
	in := watchSignals()
	status := run(in.ctx, os.Args[1:], os.Stdout, os.Stderr)
	in.raise()
	os.Exit(status)
}

// run does what the arguments say and returns the exit status. Every failure
// is one line on stderr.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) (status int) {
	opts := new(options)
	defer catch(opts, stderr, &status)
	done, err := opts.parse(args, stdout)
	if err == nil && !done {
		err = translate(ctx, opts, stdout, stderr)
	}
	if err == nil {
		return statusDone
	}
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	bug, ours := errors.AsType[*backend.LiftError](err)
	if ours {
		err = fmt.Errorf("internal error: %w", err)
	}
	fmt.Fprintf(stderr, "translate: %s\n", oneLine(err.Error()))
	if ours && opts.verbose {
		stderr.Write(bug.Stack)
	}
	return exitStatus(err)
}

// catch, deferred, turns a panic into one line, with -v and the stack.
func catch(opts *options, stderr io.Writer, status *int) {
	p := recover()
	if p == nil {
		return
	}
	fmt.Fprintf(stderr, "translate: internal error: %s\n", oneLine(fmt.Sprint(p)))
	if opts.verbose {
		stderr.Write(debug.Stack())
	}
	*status = statusFailed
}

// exitStatus tells whose fault an error is.
func exitStatus(err error) int {
	if _, bad := errors.AsType[*frontend.InputError](err); bad {
		return statusUsage
	}
	if _, bad := errors.AsType[usageError](err); bad {
		return statusUsage
	}
	return statusFailed
}

// oneLine makes a message fit one line of a terminal: file names and the output
// of tools may hold anything.
func oneLine(s string) string {
	const longest = 1000
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, l := range lines {
		lines[i] = strings.TrimSpace(l)
	}
	s = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, strings.Join(lines, "; "))
	if len(s) > longest {
		return strings.ToValidUTF8(s[:longest], "") + " ..."
	}
	return s
}
