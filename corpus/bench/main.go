// Command bench measures translated guest programs against an emulator and
// against the same sources compiled for the host, and the translator itself.
//
//	go run ./corpus/bench -guest mipsel -runs 9 -programs 'sort|fft'
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"

	"translate/corpus"
)

// options are what the flags say.
type options struct {
	root     string // of the source tree
	guest    *corpus.Guest
	lib      corpus.Lib
	runs     int
	starts   int
	least    bool
	programs *regexp.Regexp
	cflags   []string
	tflags   []string
}

func main() {
	if err := realMain(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func realMain(w io.Writer, args []string) error {
	o, err := parse(args)
	if err != nil {
		return err
	}
	return o.measure(w)
}

func parse(args []string) (*options, error) {
	o := &options{}
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	fs.StringVar(&o.root, "root", ".", "directory of the source tree")
	guest := fs.String("guest", "mips", "guest machine")
	lib := fs.String("lib", "glibc", "the guests' C library, glibc or musl")
	fs.IntVar(&o.runs, "runs", 5, "runs of each program, of which the median counts")
	fs.BoolVar(&o.least, "least", false, "count the shortest run instead")
	fs.IntVar(&o.starts, "starts", 200, "runs of hello")
	programs := fs.String("programs", ".", "measure programs matching this expression")
	level := fs.String("O", "", "optimization level of translate")
	cflags := fs.String("cflags", "", "flags of the guest's compiler, such as -msse2 -mfpmath=sse")
	err := fs.Parse(args)
	if err != nil {
		return nil, err
	}
	if o.guest, err = corpus.GuestNamed(*guest); err != nil {
		return nil, err
	}
	libs := map[string]corpus.Lib{"glibc": corpus.Glibc, "musl": corpus.Musl}
	var ok bool
	if o.lib, ok = libs[*lib]; !ok {
		return nil, fmt.Errorf("unknown C library %q", *lib)
	}
	if *level != "" {
		o.tflags = []string{"-O" + *level}
	}
	o.cflags = strings.Fields(*cflags)
	o.programs, err = regexp.Compile(*programs)
	return o, err
}

// measure prints all tables.
func (o *options) measure(w io.Writer) error {
	b, err := corpus.NewBuilder(o.root)
	if err != nil {
		return err
	}
	if b.Translate == "" {
		return fmt.Errorf("missing bin/translate (make build)")
	}
	s := &session{options: o, builder: b}
	if s.work, err = os.MkdirTemp("", "bench-"); err != nil {
		return err
	}
	defer os.RemoveAll(s.work)
	if err := s.speed(w); err != nil {
		return err
	}
	if err := s.translator(w); err != nil {
		return err
	}
	return s.start(w)
}
