package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// patience is how long work may go on after a signal before temporary files
// are removed behind its back.
const patience = 3 * time.Second

// interrupts turns signals that end a process into the end of a context, so
// that everything temporary is removed first.
type interrupts struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	mu     sync.Mutex
	sig    syscall.Signal // 0: none came
}

// watchSignals starts to watch for signals.
func watchSignals() *interrupts {
	in := new(interrupts)
	in.ctx, in.cancel = context.WithCancelCause(context.Background())
	ch := make(chan os.Signal, 1)
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		if !signal.Ignored(sig) { // as with nohup, or in the background of a script
			signal.Notify(ch, sig)
		}
	}
	go func() {
		sig := (<-ch).(syscall.Signal)
		in.mu.Lock()
		in.sig = sig
		in.mu.Unlock()
		in.cancel(fmt.Errorf("stopped by signal %d (%v)", int(sig), sig))
		time.Sleep(patience)
		fmt.Fprintf(os.Stderr, "translate: %v\n", context.Cause(in.ctx))
		temporary.removeAll()
		in.raise()
	}()
	return in
}

// raise ends the process by the signal that came, so that a shell or make sees
// an interrupted command and stops as well. It returns if none came.
func (in *interrupts) raise() {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.sig == 0 {
		return
	}
	signal.Reset(in.sig)
	if syscall.Kill(os.Getpid(), in.sig) == nil {
		time.Sleep(time.Second) // until it arrives
	}
	os.Exit(statusFailed)
}

// files is a set of files and directories to remove however the process ends.
type files struct {
	mu    sync.Mutex
	paths map[string]bool
}

// temporary holds what the process would leave behind.
var temporary = files{paths: make(map[string]bool)}

// add notes a path.
func (f *files) add(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.paths[path] = true
}

// remove removes a path now.
func (f *files) remove(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.paths, path)
	os.RemoveAll(path)
}

// forget drops a path that is to stay.
func (f *files) forget(path string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.paths, path)
}

// removeAll removes every path. Nothing can be added any more: the lock is
// kept, as the process is about to end.
func (f *files) removeAll() {
	f.mu.Lock()
	for path := range f.paths {
		os.RemoveAll(path)
	}
}
