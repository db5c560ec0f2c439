package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

// speed prints how fast the programs run, each way, and the ratios.
func (s *session) speed(w io.Writer) error {
	list, err := s.programsOf()
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "guest %s, CPU time in ms, median of %d interleaved runs\n", s.guest.Name, s.runs)
	fmt.Fprintf(w, "%-12s %4s %8s %8s %8s %8s %10s %10s %10s\n", "program", "", "qemu", "transl.", "native", "scalar",
		"qemu/tr.", "tr./native", "tr./scalar")
	ratios := map[string][]ratio{}
	for _, p := range list {
		t, err := s.times(p)
		if err != nil {
			return err
		}
		r := ratio{t[onQEMU] / t[translated], t[translated] / t[native], t[translated] / t[scalar]}
		ratios[p.kind] = append(ratios[p.kind], r)
		fmt.Fprintf(w, "%-12s %4s %8.1f %8.1f %8.1f %8.1f %s\n", p.name, p.kind,
			t[onQEMU], t[translated], t[native], t[scalar], r)
	}
	for _, kind := range []string{"int", "fp"} {
		if len(ratios[kind]) > 0 {
			fmt.Fprintf(w, "%-12s %4s %35s %s\n", "geomean", kind, "", geomean(ratios[kind]))
		}
	}
	return nil
}

// A ratio holds qemu/translated, translated/native and translated/scalar.
type ratio [3]float64

func (r ratio) String() string { return fmt.Sprintf("%10.2f %10.2f %10.2f", r[0], r[1], r[2]) }

func geomean(list []ratio) (g ratio) {
	for i := range g {
		for _, r := range list {
			g[i] += math.Log(r[i])
		}
		g[i] = math.Exp(g[i] / float64(len(list)))
	}
	return g
}

// times runs a program in all ways in turn and returns the median of each, in
// milliseconds.
func (s *session) times(p *program) (median [kinds]float64, err error) {
	var all [kinds][]float64
	var want []byte
	for range s.runs {
		for way := range p.cmds {
			out, t, err := timed(p.cmds[way])
			if err != nil {
				return median, fmt.Errorf("%s: %w", p.name, err)
			}
			if want == nil {
				want = out
			}
			if !bytes.Equal(out, want) {
				return median, fmt.Errorf("%s: %s prints %.60q, want %.60q", p.name, filepath.Base(p.cmds[way][0]), out, want)
			}
			all[way] = append(all[way], t)
		}
	}
	for way := range all {
		median[way] = middle(all[way])
	}
	return median, nil
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
