package main

import (
	"fmt"
	"io"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"translate/frontend/image"
)

// version is the release. The Makefile sets revision to the commit.
const version = "0.1"

var revision string

// A usageError is a command line we cannot follow.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// options are the command line.
type options struct {
	prog      string
	out       string
	level     int
	jobs      int
	cpu       string
	system    string
	identify  bool
	emit      []string
	dump      []string
	function  string
	report    string
	hints     string
	verbose   bool
	commands  bool
	keep      bool
	llvm      string
	interpret bool
	precise   bool

	guestSystem image.System
	match       func(name string, addr uint64) bool // functions that dumps show
}

// emits and dumps are the values of --emit and --dump.
var (
	emits   = []string{"ll", "asm", "obj"}
	dumps   = []string{"image", "cfg", "lift", "opt", "asm"}
	reports = []string{"text", "json"}
)

const usage = `Usage: translate [flags] PROG [-o OUT]

Translates the 32-bit guest executable PROG into a native x86-64 Linux
executable that needs no emulator and no guest libraries.

Flags:
`

// flags returns the flag set that fills o.
func (o *options) flags(help, showVersion *bool) *pflag.FlagSet {
	fs := pflag.NewFlagSet("translate", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.SetOutput(io.Discard)
	fs.StringVarP(&o.out, "output", "o", "", "write the native executable to `OUT` (default PROG.native)")
	fs.IntVarP(&o.level, "optimize", "O", 2, "optimize at `LEVEL` 0 to 3")
	fs.IntVarP(&o.jobs, "jobs", "j", runtime.NumCPU(), "run up to `N` compilations at a time")
	fs.StringVar(&o.cpu, "cpu", "x86-64-v2", "host `PROCESSOR` the output may require, as LLVM names it; native: this one")
	fs.StringVar(&o.system, "os", "", "take PROG as a program of `SYSTEM` linux, irix or plan9, whatever it looks like")
	fs.BoolVar(&o.identify, "identify", false, "only print what PROG is and how that was found out")
	fs.StringSliceVar(&o.emit, "emit", nil, "also write `KINDS` ll, asm, obj beside OUT")
	fs.StringSliceVar(&o.dump, "dump", nil, "print the program after `STAGES` image, cfg, lift, opt, asm")
	fs.StringVar(&o.function, "func", "", "limit dumps to functions matching a regular expression or at an address (`REGEXP|0xADDR`)")
	fs.StringVar(&o.hints, "hints", "", "make the addresses in `FILE`, written as XLAT_MISSES tells translated programs to, enterable")
	fs.StringVar(&o.report, "report", "", "print what was and was not translated, sizes and times, as `FORMAT` text or json")
	fs.Lookup("report").NoOptDefVal = "text"
	fs.BoolVar(&o.interpret, "interpret", false, "lift nothing: the output interprets the whole program (a second opinion, slow)")
	fs.BoolVar(&o.precise, "precise", false, "keep all guest registers exact where a signal handler may look at them (slower)")
	fs.BoolVarP(&o.verbose, "verbose", "v", false, "say what is going on")
	fs.BoolVarP(&o.commands, "commands", "x", false, "print external commands")
	fs.BoolVar(&o.keep, "work", false, "keep the temporary directory and print its name")
	fs.StringVar(&o.llvm, "llvm", "", "use the LLVM tools in `DIR`")
	fs.BoolVar(showVersion, "version", false, "print the version")
	fs.BoolVarP(help, "help", "h", false, "print this text")
	return fs
}

// parse reads the command line. It reports done if that was all there is to do.
func (o *options) parse(args []string, stdout io.Writer) (done bool, err error) {
	var help, showVersion bool
	fs := o.flags(&help, &showVersion)
	switch err := fs.Parse(args); {
	case err != nil:
		return false, usageError{fmt.Errorf("%w (see translate --help)", err)}
	case help:
		_, err := io.WriteString(stdout, usage+fs.FlagUsages())
		return true, err
	case showVersion:
		_, err := fmt.Fprintln(stdout, strings.TrimSpace("translate "+version+" "+revision))
		return true, err
	case fs.NArg() != 1:
		return false, usageError{fmt.Errorf("want one program to translate, got %d (see translate --help)", fs.NArg())}
	}
	o.prog = fs.Arg(0)
	if o.out == "" {
		o.out = o.prog + ".native"
	}
	if err := o.check(); err != nil {
		return false, usageError{err}
	}
	return false, nil
}

// check checks the values of flags.
func (o *options) check() (err error) {
	if o.level < 0 || o.level > 3 {
		return fmt.Errorf("-O %d: want 0 to 3", o.level)
	}
	if o.jobs < 1 {
		return fmt.Errorf("-j %d: want at least 1", o.jobs)
	}
	if o.system != "" {
		if o.guestSystem, err = image.ParseSystem(o.system); err != nil {
			return fmt.Errorf("--os: %w", err)
		}
	}
	for _, list := range []struct {
		flag         string
		values, want []string
	}{{"emit", o.emit, emits}, {"dump", o.dump, dumps}, {"report", reportValues(o.report), reports}} {
		for _, v := range list.values {
			if !slices.Contains(list.want, v) {
				return fmt.Errorf("--%s: unknown %q: want %s", list.flag, v, strings.Join(list.want, ", "))
			}
		}
	}
	o.match, err = matcher(o.function)
	return err
}

func reportValues(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// matcher compiles --func.
func matcher(s string) (func(name string, addr uint64) bool, error) {
	if s == "" {
		return func(string, uint64) bool { return true }, nil
	}
	if strings.HasPrefix(s, "0x") {
		want, err := strconv.ParseUint(s, 0, 32)
		if err != nil {
			return nil, fmt.Errorf("--func: %q is no address", s)
		}
		return func(_ string, addr uint64) bool { return addr == want }, nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, fmt.Errorf("--func: %w", err)
	}
	return func(name string, _ uint64) bool { return re.MatchString(name) }, nil
}
