// Package difftest runs random sequences of instructions where somebody else
// executes them, under an emulator or on the host's processor, and as
// translated, and compares what they leave. It uses the built translator only.
// The packages below it say for one machine each how to make sequences, what
// they start from, and what may differ.
package difftest

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A Guest is a kind of guest program: a machine and what sequences of its
// instructions do. Sequences are of type Q, the states they start from of type
// S.
type Guest[Q, S any] interface {
	// String returns the name of the kind.
	String() string
	// Generator returns a generator whose output the seed decides.
	Generator(seed int64) Generator[Q, S]
	// Assembly returns a program that does the runs of p in turn and writes the
	// outcome of each to standard output.
	Assembly(p *Program[Q, S]) string
	// OutcomeSize is the bytes of an outcome.
	OutcomeSize() int
	// Compiler is the command that builds programs, but for the names of files.
	Compiler() []string
	// Oracle is the command that executes programs; nothing where the host does.
	Oracle() []string
	// Differences tells in what two outcomes of a run differ, of which one is the
	// oracle's.
	Differences(s Q, start S, want, got []byte) []string
	// Live returns the places of the instructions of s that may be taken out.
	Live(s Q) []int
	// Without returns s with something that does nothing in the places gone,
	// which ascend; false where what is left would not make sense.
	Without(s Q, gone []int) (Q, bool)
	// Describe prints s and what it reads of a state.
	Describe(s Q, start S) string
}

// A Generator makes random sequences and states.
type Generator[Q, S any] interface {
	// Sequence returns n instructions.
	Sequence(n int) Q
	State() S
}

// A Program is sequences, each of which runs from some of the states.
type Program[Q, S any] struct {
	Sequences []Q
	States    []S
	// Each sequence i runs from PerSeq states, beginning with number i*PerSeq
	// modulo their count.
	PerSeq int
}

// A Run is a sequence that runs from a state, by their numbers.
type Run struct{ Seq, State int }

// Runs returns the runs of p in their order.
func (p *Program[Q, S]) Runs() []Run {
	var runs []Run
	for i := range p.Sequences {
		for k := range p.PerSeq {
			runs = append(runs, Run{i, (i*p.PerSeq + k) % len(p.States)})
		}
	}
	return runs
}

// A Size is how much a random program does.
type Size struct{ Sequences, Length, States, PerSeq int }

// instructions returns how many a program of that size executes.
func (z Size) instructions() int { return z.Sequences * z.Length * z.PerSeq }

// random returns a random program.
func random[Q, S any](g Generator[Q, S], z Size) *Program[Q, S] {
	p := &Program[Q, S]{PerSeq: z.PerSeq}
	for range z.Sequences {
		p.Sequences = append(p.Sequences, g.Sequence(z.Length))
	}
	for range z.States {
		p.States = append(p.States, g.State())
	}
	return p
}

// A difference is a run that ended differently.
type difference struct {
	Run
	text []string
}

// A runner runs programs of one kind both ways.
type runner[Q, S any] struct {
	guest      Guest[Q, S]
	translator string
	options    []string
	dir        string
}

// run returns how p differs.
func (r *runner[Q, S]) run(p *Program[Q, S]) ([]difference, error) {
	exe, err := r.build(p)
	if err != nil {
		return nil, err
	}
	want, err := r.outcomes(p, append(r.guest.Oracle(), exe))
	if err != nil {
		return nil, err
	}
	native := exe + ".native"
	if err := command(append(append([]string{r.translator}, r.options...), exe, "-o", native)); err != nil {
		return nil, err
	}
	got, err := r.outcomes(p, []string{native})
	if err != nil {
		return nil, err
	}
	var all []difference
	size := r.guest.OutcomeSize()
	for n, run := range p.Runs() {
		w, g := want[n*size:(n+1)*size], got[n*size:(n+1)*size]
		if text := r.guest.Differences(p.Sequences[run.Seq], p.States[run.State], w, g); text != nil {
			all = append(all, difference{run, text})
		}
	}
	return all, nil
}

// build assembles and links p.
func (r *runner[Q, S]) build(p *Program[Q, S]) (exe string, err error) {
	src, exe := filepath.Join(r.dir, "guest.s"), filepath.Join(r.dir, "guest")
	if err := os.WriteFile(src, []byte(r.guest.Assembly(p)), 0o666); err != nil {
		return "", err
	}
	return exe, command(append(r.guest.Compiler(), "-nostdlib", "-static", "-o", exe, src))
}

// command runs a command that is to succeed.
func command(args []string) error {
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %v\n%s", args[0], err, out)
	}
	return nil
}

// outcomes returns what the runs of p leave when a command executes it.
func (r *runner[Q, S]) outcomes(p *Program[Q, S], args []string) ([]byte, error) {
	cmd := exec.Command(args[0], args[1:]...)
	var out, diag bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &diag
	size := r.guest.OutcomeSize()
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s: %v after %d outcomes\n%s", args[0], err, out.Len()/size, diag.Bytes())
	}
	if want := len(p.Runs()) * size; out.Len() != want {
		return nil, fmt.Errorf("%s: %d bytes of output, want %d\n%s", args[0], out.Len(), want, diag.Bytes())
	}
	return out.Bytes(), nil
}
