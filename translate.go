package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"translate/frontend"
	"translate/frontend/image"
)

// job is one translation.
type job struct {
	*options
	img            *image.Image
	work           string // temporary directory
	stdout, stderr io.Writer
	progress       *progress
}

// translate runs the stages in order.
func translate(ctx context.Context, opts *options, stdout, stderr io.Writer) error {
	img, err := frontend.Open(opts.prog, frontend.OpenOptions{System: opts.guestSystem})
	if err != nil {
		return err
	}
	if opts.identify {
		return printIdentity(stdout, img)
	}
	if err := frontend.Supported(img); err != nil {
		return err
	}
	if slices.Contains(opts.dump, "image") {
		dumpImage(stdout, img)
	}
	j := &job{options: opts, img: img, stdout: stdout, stderr: stderr}
	if opts.hints != "" {
		n, err := readHints(opts.hints, img)
		if err != nil {
			return usageError{fmt.Errorf("--hints: %w", err)}
		}
		j.logf("%s has %d hints for %s", opts.hints, n, opts.prog)
	}
	for _, w := range img.Warnings {
		j.logf("%s: %s", opts.prog, w)
	}
	return j.run(ctx)
}

// run makes the output of a program that can be translated.
func (j *job) run(ctx context.Context) error {
	out, err := createOutput(j.out, j.prog)
	if err != nil {
		return err
	}
	defer out.discard()
	if err := j.makeWork(); err != nil {
		return err
	}
	defer j.removeWork()
	j.progress = newProgress(j.stderr)
	defer j.progress.end()
	n, err := j.compile(ctx)
	if err != nil {
		return err
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return j.deliver(out, n)
}

// deliver puts the results in place: all of them or none.
func (j *job) deliver(out *output, n *native) (err error) {
	var extra []string
	defer func() {
		if err != nil {
			for _, path := range extra {
				os.Remove(path)
			}
		}
	}()
	for _, path := range n.kept {
		o, err := createOutput(j.out+"."+filepath.Base(path), j.prog)
		if err != nil {
			return err
		}
		defer o.discard()
		if err := o.commit(path, 0o644); err != nil {
			return err
		}
		extra = append(extra, o.path)
	}
	return out.commit(n.path, 0o755)
}

// makeWork creates the temporary directory.
func (j *job) makeWork() error {
	dir, err := os.MkdirTemp("", "translate-*")
	if err != nil {
		return fmt.Errorf("cannot create a temporary directory: %w", err)
	}
	if !j.keep {
		temporary.add(dir)
	}
	j.work = dir
	return nil
}

// removeWork removes the temporary directory, or says where it stays.
func (j *job) removeWork() {
	if j.keep {
		fmt.Fprintf(j.stderr, "translate: kept %s\n", j.work)
		return
	}
	temporary.remove(j.work)
}

// logf prints a line for -v.
func (j *job) logf(format string, args ...any) {
	if j.verbose {
		fmt.Fprintf(j.stderr, "translate: %s\n", oneLine(fmt.Sprintf(format, args...)))
	}
}
