package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// speed prints how fast the programs run, each way, and the ratios.
func (s *session) speed(w io.Writer) error {
	list, err := s.programsOf()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "guest %s, CPU time in ms, %s of %d interleaved runs\n", s.guest.Name, s.counts(), s.runs)
	fmt.Fprintf(w, "%-12s %4s %8s %8s %8s %8s", "program", "", "qemu", "transl.", "native", "scalar")
	names := []string{"qemu/tr.", "tr./native", "tr./scalar"}
	if s.runsItself() {
		fmt.Fprintf(w, " %8s", "guest")
		names = append(names, "tr./guest")
	}
	for _, n := range names {
		fmt.Fprintf(w, " %10s", n)
	}
	fmt.Fprintln(w)
	ratios := map[string][]ratio{}
	for _, p := range list {
		t, err := s.times(p)
		if err != nil {
			return err
		}
		r := ratio{t[onQEMU] / t[translated], t[translated] / t[native], t[translated] / t[scalar]}
		if s.runsItself() {
			r = append(r, t[translated]/t[itself])
		}
		ratios[p.kind] = append(ratios[p.kind], r)
		fmt.Fprintf(w, "%-12s %4s", p.name, p.kind)
		for way, ms := range t {
			if way != itself || s.runsItself() {
				fmt.Fprintf(w, " %8.1f", ms)
			}
		}
		fmt.Fprintln(w, r)
	}
	for _, kind := range []string{"int", "fp"} {
		if list := ratios[kind]; len(list) > 0 {
			fmt.Fprintf(w, "%-12s %4s %*s%s\n", "geomean", kind, 9*(len(list[0])+1), "", geomean(list))
		}
	}
	return nil
}

// counts says which of the runs of a program counts.
func (s *session) counts() string {
	if s.least {
		return "shortest"
	}
	return "median"
}

// A ratio holds qemu/translated, translated/native, translated/scalar and, where
// the host runs the guest's programs, translated/guest. What was not measured is
// not a number.
type ratio []float64

func (r ratio) String() string {
	var s strings.Builder
	for _, v := range r {
		fmt.Fprintf(&s, " %10.2f", v)
	}
	return s.String()
}

func geomean(list []ratio) ratio {
	g := make(ratio, len(list[0]))
	for i := range g {
		n := 0
		for _, r := range list {
			if !math.IsNaN(r[i]) {
				g[i] += math.Log(r[i])
				n++
			}
		}
		g[i] = math.Exp(g[i] / float64(n))
	}
	return g
}

// times runs a program in all ways in turn and returns the run of each that
// counts, in milliseconds. A way that it cannot be run has none: the emulator
// does not know every instruction that C libraries try.
func (s *session) times(p *program) (counted [kinds]float64, err error) {
	var all [kinds][]float64
	want := map[bool][]byte{} // by whether the host's compiler made it
	for range s.runs {
		for way := range p.cmds {
			if p.cmds[way] == nil {
				continue
			}
			out, t, err := timed(p.cmds[way])
			if way == onQEMU && illegal(err) {
				p.cmds[way] = nil
				continue
			}
			if err != nil {
				return counted, fmt.Errorf("%s: %w", p.name, err)
			}
			// The guest's compiler may fuse multiplications and additions, or make
			// x87 code, which rounds less.
			made := hostFlags[way] != nil
			if want[made] == nil {
				want[made] = out
			}
			if !bytes.Equal(out, want[made]) {
				return counted, fmt.Errorf("%s: %s prints %.60q, want %.60q", p.name, filepath.Base(p.cmds[way][0]), out, want[made])
			}
			all[way] = append(all[way], t)
		}
	}
	for way, times := range all {
		switch {
		case len(times) == 0:
			counted[way] = math.NaN()
		case s.least:
			counted[way] = slices.Min(times)
		default:
			counted[way] = middle(times)
		}
	}
	return counted, nil
}

// timed runs a command and returns what it prints and its CPU time in
// milliseconds.
func timed(words []string) (out []byte, ms float64, err error) {
	cmd := exec.Command(words[0], words[1:]...)
	out, err = cmd.Output()
	if err != nil {
		return nil, 0, err
	}
	t := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return out, math.Max(t.Seconds()*1e3, 0.01), nil
}

// illegal reports whether a command ended at an illegal instruction.
func illegal(err error) bool {
	var ended *exec.ExitError
	return errors.As(err, &ended) && ended.Sys().(syscall.WaitStatus).Signal() == syscall.SIGILL
}

func middle(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}

// translator prints what the translations cost.
func (s *session) translator(w io.Writer) error {
	fmt.Fprintf(w, "\ntranslation: %.1f KB of guest text per second and core (%.0f KB in %.1f s CPU)\n",
		float64(s.text)/1024/s.cpu.Seconds(), float64(s.text)/1024, s.cpu.Seconds())
	fmt.Fprintf(w, "output: %.2f bytes per byte of guest text\n", float64(s.output)/float64(s.text))
	fmt.Fprintf(w, "memory: the largest process of a translation had %.0f MB resident\n", float64(s.rss)/1024)
	return nil
}

// start prints how long a static hello takes, translated and native.
func (s *session) start(w io.Writer) error {
	if s.starts == 0 {
		return nil
	}
	source := filepath.Join(s.root, "corpus", "c", "hello.c")
	cc, err := s.guest.Tool("gcc")
	if err != nil {
		return err
	}
	guest, host := filepath.Join(s.work, "hello.guest"), filepath.Join(s.work, "hello.host")
	if err := command(cc, "-O2", "-static", source, "-o", guest); err != nil {
		return err
	}
	if err := command("gcc", "-O2", "-static", source, "-o", host); err != nil {
		return err
	}
	out, err := s.translate(guest, "hello")
	if err != nil {
		return err
	}
	a, b, err := s.startTimes(out, host)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "start: hello translated %.3f ms, native %.3f ms, ratio %.2f (median of %d)\n", a, b, a/b, s.starts)
	return nil
}

// startTimes returns the median wall times of two programs run in turn, in
// milliseconds.
func (s *session) startTimes(a, b string) (ta, tb float64, err error) {
	var times [2][]float64
	for range s.starts {
		for i, path := range []string{a, b} {
			begin := time.Now()
			p, err := os.StartProcess(path, []string{path}, &os.ProcAttr{})
			if err != nil {
				return 0, 0, err
			}
			if _, err := p.Wait(); err != nil {
				return 0, 0, err
			}
			times[i] = append(times[i], time.Since(begin).Seconds()*1e3)
		}
	}
	return middle(times[0]), middle(times[1]), nil
}
