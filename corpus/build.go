package corpus

import (
	"fmt"
	"hash/crc32"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// A Lib is the C library a program is linked with.
type Lib int

// The C libraries. MuslSoft is musl built for machines without an FPU; Bare is
// none at all.
const (
	Glibc Lib = iota
	Musl
	MuslSoft
	Bare
)

// A Variant is one way to build and translate a program.
type Variant struct {
	Name   string
	Tag    string   // for programs with this tag only
	Guests []string // for these guests only; empty: all
	Lib    Lib
	CFlags []string
	TFlags []string // of translate
	Strip  bool
	PIE    bool // static position-independent executable
	OneOf  bool // a program has one of the variants so marked, see Fits
	Short  bool // also with -short
}

// Variants are the ways the programs of ours are built: with the small C library
// in all ways that matter; for those tagged codegen with all that the compiler
// can be told of the machine; and once with glibc, whose translation takes ten
// times as long. Those tagged exact look at registers at faults, for which there are
// ways of their own. A program tagged glibc builds with no other library, so that
// one has all of these.
var Variants = []Variant{
	{Name: "musl", Lib: Musl, CFlags: flags("-O2"), Short: true},
	{Name: "musl-O0-stripped", Lib: Musl, CFlags: flags("-O0"), Strip: true},
	{Name: "musl-O3-stripped", Lib: Musl, CFlags: flags("-O3 -funroll-loops"), TFlags: flags("-O3"), Strip: true},
	{Name: "musl-pie-stripped", Lib: Musl, CFlags: flags("-Os"), PIE: true, Strip: true},
	{Name: "musl-O1", Lib: Musl, CFlags: flags("-O1 -fno-delayed-branch"), TFlags: flags("-O0")},
	{Name: "musl-interpret", Lib: Musl, CFlags: flags("-O2"), TFlags: flags("--interpret")},
	{Name: "soft-float", Guests: mipses, Lib: MuslSoft, CFlags: flags("-O2"), TFlags: flags("--precise")},

	{Name: "base", CFlags: flags("-O2"), OneOf: true},
	{Name: "O0", CFlags: flags("-O0"), OneOf: true},
	{Name: "stripped-O3", CFlags: flags("-O3"), TFlags: flags("-O3"), Strip: true, OneOf: true},
	{Name: "translate-O0", CFlags: flags("-O2"), TFlags: flags("-O0"), Strip: true, OneOf: true},
	{Name: "precise", CFlags: flags("-O2"), TFlags: flags("--precise"), OneOf: true},
	{Name: "interpret", CFlags: flags("-O2"), TFlags: flags("--interpret"), OneOf: true},

	{Name: "musl-precise", Lib: Musl, CFlags: flags("-O2"), TFlags: flags("--precise"), Tag: "exact", Short: true},
	{Name: "musl-exact-interpret", Lib: Musl, CFlags: flags("-O2"), TFlags: flags("--interpret"), Tag: "exact"},

	{Name: "mips1", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -march=mips1 -mfp32"), Tag: "codegen"},
	{Name: "mips2", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -march=mips2"), Tag: "codegen"},
	{Name: "mips32", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -march=mips32"), Tag: "codegen"},
	{Name: "mips32r2", Guests: mipses, Lib: Musl, CFlags: flags("-O3 -march=mips32r2 -mtune=74kc"), Tag: "codegen"},
	{Name: "fp64", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -march=mips32r2 -mfp64"), Tag: "codegen"},
	{Name: "fpxx", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -mfpxx -mno-odd-spreg"), Tag: "codegen"},
	{Name: "plt", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -mplt -mno-shared -fno-pic"), Tag: "codegen"},
	{Name: "xgot", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -mxgot -fPIC"), Tag: "codegen"},
	{Name: "no-abicalls", Guests: mipses, Lib: Musl, CFlags: flags("-O2 -mno-abicalls -fno-pic"), Tag: "codegen"},
	{Name: "Os", Lib: Musl, CFlags: flags("-Os -fno-jump-tables"), Tag: "codegen"},
}

// mipses are the guests that flags of the MIPS compilers are for.
var mipses = flags("mips mipsel")

func flags(s string) []string { return strings.Fields(s) }

// InShort reports whether a short run, which has minutes, includes the program
// in the variant: each once, with the small C library where that will do.
func (v *Variant) InShort(p *Program) bool {
	if p.Tagged("long") { // stress, which depends on time and load
		return false
	}
	if p.Tagged("bare") || p.Tagged("short") {
		return v.Name == "base"
	}
	return v.Short
}

// Fits reports whether the guest's program is built in the variant.
func (v *Variant) Fits(p *Program, g *Guest) bool {
	switch {
	case !p.Tagged(v.Tag), v.Guests != nil && !slices.Contains(v.Guests, g.Name), !p.RunsWith(v.Lib, g):
		return false
	case p.Tagged("exact"):
		return v.Tag == "exact"
	case p.Tagged("bare"):
		return v.Lib == Glibc && !slices.Contains(v.CFlags, "-O0")
	case p.Tagged("glibc"):
		return true
	}
	return !v.OneOf || v == chosen(p.Name, g.Name)
}

// chosen picks one of the variants of which a program has only one, another
// for the same program of another guest.
func chosen(program, guest string) *Variant {
	var list []*Variant
	for i := range Variants {
		if Variants[i].OneOf {
			list = append(list, &Variants[i])
		}
	}
	at := slices.IndexFunc(Guests, func(g *Guest) bool { return g.Name == guest })
	return list[(int(crc32.ChecksumIEEE([]byte(program)))+at)%len(list)]
}

// A Builder builds guest programs with the cross tools and translates them.
type Builder struct {
	Cache     *Cache
	Translate string // path of the translator; "" where it is not built
	version   string // key of the translator
}

// NewBuilder finds the translator: $CORPUS_TRANSLATE, or else bin/translate
// under root. With $CORPUS_TRANSLATE=none there is none and the programs only
// run as they are.
func NewBuilder(root string) (*Builder, error) {
	cache, err := OpenCache()
	if err != nil {
		return nil, err
	}
	b := &Builder{Cache: cache}
	path := os.Getenv("CORPUS_TRANSLATE")
	asked := path != ""
	if !asked {
		path = filepath.Join(root, "bin", "translate")
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if os.Getenv("CORPUS_TRANSLATE") == "none" {
		return b, nil
	}
	if _, err := os.Stat(path); err != nil && !asked {
		return b, nil
	}
	cache.Prune("translated", 3)
	cache.Prune("translator", 3)
	return b, b.snapshot(path)
}

// snapshot makes the builder use a copy of the translator, so that one that is
// rebuilt meanwhile does not change in the middle of a run.
func (b *Builder) snapshot(path string) error {
	b.version = FileKey(path)
	dir, err := b.Cache.Build("translator", b.version, func(dir string) error {
		return copyFile(filepath.Join(dir, "translate"), path, 0o755)
	})
	b.Translate = filepath.Join(dir, "translate")
	return err
}

// Compile builds a program for a guest and returns the path of the result.
func (b *Builder) Compile(p *Program, g *Guest, v *Variant) (string, error) {
	cc, args, err := b.compiler(p, g, v)
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(p.Source)
	if err != nil {
		return "", err
	}
	key := Key(Version(cc), strings.Join(args, " "), string(source), headers(p), fmt.Sprint(v.Strip))
	dir, err := b.Cache.Build("programs", key, func(dir string) error {
		out := filepath.Join(dir, "prog")
		if err := run("", cc, slices.Concat(args, []string{p.Source, "-o", out}, p.Libs, flags("-lm"))...); err != nil {
			return err
		}
		if v.Strip {
			return b.strip(g, out)
		}
		return nil
	})
	return filepath.Join(dir, "prog"), err
}

// headers is a key of the header files a program may include.
func headers(p *Program) string {
	paths, _ := filepath.Glob(filepath.Join(filepath.Dir(p.Source), "*.h"))
	var keys []string
	for _, path := range paths {
		keys = append(keys, FileKey(path))
	}
	return Key(keys...)
}

// compiler returns the compiler driver and its flags, apart from files.
func (b *Builder) compiler(p *Program, g *Guest, v *Variant) (cc string, args []string, err error) {
	name := "gcc"
	if filepath.Ext(p.Source) == ".cc" {
		name = "g++"
	}
	if cc, err = g.Tool(name); err != nil {
		return "", nil, err
	}
	args = slices.Concat(flags("-w -g0 -fno-ident"), g.CFlags, v.CFlags, p.CFlags)
	if p.Tagged("bare") {
		return cc, append(args, "-nostdlib", "-static"), nil
	}
	specs, err := b.LibFlags(g, v.Lib)
	if err != nil {
		return "", nil, err
	}
	args = append(args, specs...)
	if v.PIE {
		return cc, append(args, "-fPIE", "-static-pie"), nil
	}
	return cc, append(args, "-static"), nil
}

func (b *Builder) strip(g *Guest, path string) error {
	strip, err := g.Tool("strip")
	if err != nil {
		return err
	}
	return run("", strip, path)
}

// TranslateFile translates a guest program and returns the path of the result.
func (b *Builder) TranslateFile(guest string, tflags []string) (string, error) {
	if b.Translate == "" {
		return "", fmt.Errorf("missing bin/translate")
	}
	kind := filepath.Join("translated", b.version)
	key := Key(FileKey(guest), strings.Join(tflags, " "))
	dir, err := b.Cache.Build(kind, key, func(dir string) error {
		return run("", b.Translate, slices.Concat(tflags, []string{guest, "-o", filepath.Join(dir, "prog")})...)
	})
	return filepath.Join(dir, "prog"), err
}

// run runs a command; its error holds the end of what the command printed.
func run(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, tail(out, 2000))
	}
	return nil
}

func tail(b []byte, n int) []byte { return b[max(0, len(b)-n):] }
