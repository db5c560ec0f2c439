package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"translate/backend"
	"translate/frontend"
	"translate/frontend/cfg"
	"translate/ir"
)

// native is a finished executable in the temporary directory, with what else
// belongs beside the output.
type native struct {
	path string
	kept []string // files for --emit
}

// compile lifts the program and builds the native executable.
func (j *job) compile(ctx context.Context) (*native, error) {
	tools, err := backend.FindToolchain(j.llvm)
	if err != nil {
		return nil, err
	}
	if j.commands {
		tools.Trace = j.stderr
	}
	if j.img.AllRegisters != "" {
		j.logf("registers are exact at signals: %s", j.img.AllRegisters)
	} else if j.precise {
		j.img.AllRegisters = "--precise"
	}
	start := time.Now()
	code, err := j.analyse()
	if err != nil {
		return nil, err
	}
	discovery := time.Since(start)
	j.logf("found %d functions and %d entries in %v", len(code.Funcs), len(code.Entries), discovery.Round(time.Millisecond))
	n := &native{path: filepath.Join(j.work, "native")}
	in, opt := input(code), j.backendOptions(tools, n)
	switch {
	case j.precise:
		in.Exact = ir.AtFaults
	case j.img.AllRegisters != "":
		in.Exact = ir.AtSignals
	}
	if j.interpret {
		in.Funcs, in.Entries = nil, nil
	}
	if err := j.dumpCode(ctx, code, in, opt); err != nil {
		return nil, err
	}
	result, err := backend.Build(ctx, in, n.path, opt)
	if err != nil {
		return nil, err
	}
	j.progress.end()
	j.logf("compiled %d shards with LLVM %d in %v summed over them, linked in %v", result.Shards, tools.Version,
		(result.LiftTime + result.LLVMTime).Round(time.Millisecond), result.LinkTime.Round(time.Millisecond))
	if j.report != "" {
		r := newReport(code, result)
		if j.interpret {
			r.Lifted = 0
		}
		r.Seconds.Discovery = discovery.Seconds()
		err = r.print(j.stdout, j.report)
	}
	return n, err
}

// analyse finds the code of the program.
func (j *job) analyse() (*frontend.Code, error) {
	code, err := frontend.Analyse(j.img)
	if err == nil && len(code.Funcs) == 0 {
		err = errors.New("no executable segment or section: no code to translate")
	}
	if err != nil {
		return nil, &frontend.InputError{Path: j.prog, Err: err}
	}
	return code, nil
}

// input turns discovered code into what the backend compiles.
func input(code *frontend.Code) *backend.Input {
	in := &backend.Input{
		Image: code.Image,
		Guest: code.Machine.Guest(),
		Text:  backend.Range{Start: code.Ranges[0].Start, End: code.Ranges[len(code.Ranges)-1].End},
	}
	in.Runtime, in.Flags = code.Machine.Runtime()
	in.Relied = code.Relied
	for _, f := range code.Funcs {
		in.Funcs = append(in.Funcs, backendFunc(code, f))
	}
	for _, e := range code.Entries {
		in.Entries = append(in.Entries, backend.Entry{PC: e.PC, Func: e.Func.Name})
	}
	return in
}

func backendFunc(code *frontend.Code, f *cfg.Func) backend.Func {
	return backend.Func{
		Name:  f.Name,
		Start: f.Start,
		Size:  int(f.End - f.Start),
		Shape: func() (*ir.FuncSpec, func(ir.Code, int)) { return code.Machine.Shape(f) },
	}
}

// backendOptions collects what the backend wants to know of the command line.
func (j *job) backendOptions(tools *backend.Toolchain, n *native) backend.Options {
	emit := make(map[string]bool)
	for _, kind := range j.emit {
		emit[kind] = true
	}
	var mu sync.Mutex
	return backend.Options{
		Level:    j.level,
		Jobs:     j.jobs,
		CPU:      j.cpu,
		Tools:    tools,
		WorkDir:  j.work,
		Progress: func(done, total int) { j.progress.step("translating", done, total) },
		Emit:     emit,
		Keep: func(_, path string) error {
			mu.Lock()
			defer mu.Unlock()
			n.kept = append(n.kept, path)
			return nil
		},
	}
}

// dumpCode prints the functions that --func selects after the stages that
// --dump names.
func (j *job) dumpCode(ctx context.Context, code *frontend.Code, in *backend.Input, opt backend.Options) error {
	var funcs []*cfg.Func
	var lifts []backend.Func
	for _, f := range code.Funcs {
		if j.match(f.Name, uint64(f.Start)) {
			funcs = append(funcs, f)
			lifts = append(lifts, backendFunc(code, f))
		}
	}
	if slices.Contains(j.dump, "cfg") {
		for _, f := range funcs {
			dumpFunc(j.stdout, code, f)
		}
	}
	for _, stage := range []string{"lift", "opt", "asm"} {
		if !slices.Contains(j.dump, stage) {
			continue
		}
		text, err := backend.Inspect(ctx, in, lifts, stage, opt)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(j.stdout, "%s\n", text); err != nil {
			return err
		}
	}
	return nil
}
