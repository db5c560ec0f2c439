package main

import (
	"context"
	"fmt"
	"io"
	"os"
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
	native, err := j.compile(ctx)
	if err != nil {
		return err
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return out.commit(native)
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
