package main

import (
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"translate/corpus"
)

// A session is one run of the command.
type session struct {
	*options
	builder *corpus.Builder
	work    string // temporary directory

	text   int64         // bytes of guest text translated
	cpu    time.Duration // of translate and what it started
	output int64         // bytes of translated programs
	rss    int64         // largest resident set of a process, KB
}

// A program is one benchmark, built in every way it is measured.
type program struct {
	name  string
	kind  string // "int" or "fp"
	guest string
	cmds  [kinds][]string
}

// The ways a program is run.
const (
	onQEMU = iota
	translated
	native
	scalar
	itself // the guest's program, where the host runs it
	kinds
)

// hostFlags are those of the host's compiler, by the way a program is run.
var hostFlags = map[int][]string{
	native: {"-O2"},
	scalar: {"-O2", "-fno-tree-vectorize"},
}

var (
	kindLine   = regexp.MustCompile(`^/\* (int|fp): `)
	repeatLine = regexp.MustCompile(`\n/\* bench: repeat (\d+) \*/\n`)
)

// programs builds the benchmarks that were asked for.
func (s *session) programsOf() ([]*program, error) {
	paths, err := filepath.Glob(filepath.Join(s.root, "corpus", "bench", "c", "*.c"))
	if err != nil {
		return nil, err
	}
	var list []*program
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".c")
		if !s.programs.MatchString(name) {
			continue
		}
		p, err := s.build(name, path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, p)
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no program matches %s", s.programs)
	}
	return list, nil
}

func (s *session) build(name, path string) (*program, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	kind, repeat := kindLine.FindSubmatch(text), repeatLine.FindSubmatch(text)
	if kind == nil || repeat == nil {
		return nil, fmt.Errorf("want a first line with int or fp and a second with the repetitions")
	}
	p := &program{name: name, kind: string(kind[1])}
	emulator, err := s.guest.Emulator()
	if err != nil {
		return nil, err
	}
	if p.guest, err = s.compileGuest(p, path, string(repeat[1])); err != nil {
		return nil, err
	}
	out, err := s.translate(p.guest, name)
	if err != nil {
		return nil, err
	}
	fitting := filepath.Join(s.work, name+".qemu")
	if err := corpus.LinkEmulated(fitting, p.guest); err != nil {
		return nil, err
	}
	p.cmds[onQEMU] = []string{emulator, fitting}
	p.cmds[translated] = []string{out}
	if s.runsItself() {
		p.cmds[itself] = []string{p.guest}
	}
	for way, flags := range hostFlags {
		out := filepath.Join(s.work, fmt.Sprintf("%s.host%d", name, way))
		if err := s.compile("gcc", flags, path, string(repeat[1]), out); err != nil {
			return nil, err
		}
		p.cmds[way] = []string{out}
	}
	return p, nil
}

// runsItself reports whether the host runs the guest's programs.
func (s *session) runsItself() bool {
	emulator, err := s.guest.Oracle()
	return err == nil && emulator == ""
}

func (s *session) compileGuest(p *program, path, repeat string) (string, error) {
	cc, err := s.guest.Tool("gcc")
	if err != nil {
		return "", err
	}
	flags, err := s.builder.LibFlags(s.guest, s.lib)
	if err != nil {
		return "", err
	}
	out := filepath.Join(s.work, p.name+".guest")
	return out, s.compile(cc, slices.Concat([]string{"-O2"}, s.guest.CFlags, s.cflags, flags), path, repeat, out)
}

// compile builds a benchmark and the loop around it.
func (s *session) compile(cc string, flags []string, path, repeat, out string) error {
	object := out + ".o"
	driver := filepath.Join(s.root, "corpus", "bench", "driver", "driver.c")
	base := slices.Concat([]string{"-w", "-static"}, flags)
	err := command(cc, slices.Concat(base, []string{"-Dmain=bench_main", "-c", path, "-o", object})...)
	if err != nil {
		return err
	}
	return command(cc, slices.Concat(base, []string{"-DREPEAT=" + repeat, driver, object, "-o", out, "-lm"})...)
}

func command(name string, args ...string) error {
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, out)
	}
	return nil
}

// translate translates a guest program and notes what that cost.
func (s *session) translate(guest, name string) (string, error) {
	out := filepath.Join(s.work, name+".translated")
	cmd := exec.Command(s.builder.Translate, slices.Concat(s.tflags, []string{guest, "-o", out})...)
	if msg, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("translate: %w\n%s", err, msg)
	}
	st := cmd.ProcessState
	s.cpu += st.UserTime() + st.SystemTime()
	s.rss = max(s.rss, st.SysUsage().(*syscall.Rusage).Maxrss)
	info, err := os.Stat(out)
	if err != nil {
		return "", err
	}
	s.output += info.Size()
	n, err := textSize(guest)
	s.text += n
	return out, err
}

// textSize returns the size of the executable sections of an ELF file.
func textSize(path string) (n int64, err error) {
	f, err := elf.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for _, sec := range f.Sections {
		if sec.Flags&elf.SHF_EXECINSTR != 0 {
			n += int64(sec.Size)
		}
	}
	return n, nil
}
