package corpus

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A Real is a program built from a Debian source package. Its directory
// holds build.sh, which says in its head what it builds; cases, a line per
// run; files, which every run finds; and perhaps prepare.sh, which makes from
// the source what does not depend on the guest.
type Real struct {
	Name    string
	Dir     string
	Source  string   // Debian source package
	Libs    []string // "glibc", "musl"
	Applets []string // names the program also goes by
	Short   bool     // also with -short
	Cases   []RealCase
}

// A RealCase is one run of a real program.
type RealCase struct {
	Name string
	Case Case
}

// A RealVariant is one way to build and translate a real program.
type RealVariant struct {
	Name   string
	Lib    Lib
	Opt    string // how hard the guest's compiler optimizes
	TFlags []string
	Strip  bool
	Short  bool
}

// RealVariants are the ways the real programs are built.
var RealVariants = []RealVariant{
	{Name: "musl-stripped", Lib: Musl, Opt: "-O2", Strip: true, Short: true},
	{Name: "musl-O0", Lib: Musl, Opt: "-O0", TFlags: flags("--precise")},
	{Name: "musl-O3-stripped", Lib: Musl, Opt: "-O3", TFlags: flags("-O3"), Strip: true},
	{Name: "interpret", Lib: Musl, Opt: "-O2", TFlags: flags("--interpret")},
	{Name: "base", Lib: Glibc, Opt: "-O2"},
	{Name: "O3-stripped", Lib: Glibc, Opt: "-O3", Strip: true},
}

// Fits reports whether the program builds with the variant's C library.
func (v *RealVariant) Fits(r *Real) bool {
	return slices.Contains(r.Libs, map[Lib]string{Glibc: "glibc", Musl: "musl"}[v.Lib])
}

const realLimit = 3 * time.Minute

// Reals reads the real programs under dir.
func Reals(dir string) ([]*Real, error) {
	scripts, err := filepath.Glob(filepath.Join(dir, "*", "build.sh"))
	if err != nil {
		return nil, err
	}
	var list []*Real
	for _, path := range scripts {
		r, err := readReal(filepath.Dir(path))
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

func readReal(dir string) (*Real, error) {
	r := &Real{Name: filepath.Base(dir), Dir: dir}
	script, err := os.ReadFile(filepath.Join(dir, "build.sh"))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(script)) {
		rest, ok := strings.CutPrefix(strings.TrimSpace(line), "# corpus: ")
		if !ok {
			continue
		}
		if err := r.directive(rest); err != nil {
			return nil, fmt.Errorf("%s/build.sh: %w", dir, err)
		}
	}
	return r, r.readCases()
}

func (r *Real) directive(text string) error {
	name, rest, _ := strings.Cut(text, " ")
	switch name {
	case "source":
		r.Source = rest
	case "libs":
		r.Libs = strings.Fields(rest)
	case "applets":
		r.Applets = append(r.Applets, strings.Fields(rest)...)
	case "short":
		r.Short = true
	default:
		return fmt.Errorf("unknown directive %q", name)
	}
	return nil
}

// readCases reads lines such as "name: word word <stdin". A case whose name
// ends in a question mark may end with any status.
func (r *Real) readCases() error {
	text, err := os.ReadFile(filepath.Join(r.Dir, "cases"))
	if err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(r.Dir, "files", "*"))
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		name, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		c := RealCase{Name: name, Case: Case{Files: files, Applets: r.Applets, Limit: realLimit, Want: "exit 0"}}
		if c.Name, ok = strings.CutSuffix(name, "?"); ok {
			c.Case.Want = ""
		}
		for _, w := range strings.Fields(rest) {
			if in, ok := strings.CutPrefix(w, "<"); ok {
				data, err := os.ReadFile(filepath.Join(r.Dir, "files", in))
				if err != nil {
					return err
				}
				c.Case.Stdin = string(data)
				continue
			}
			c.Case.Args = append(c.Case.Args, w)
		}
		r.Cases = append(r.Cases, c)
	}
	return nil
}

// BuildReal builds a real program for a guest in a variant and returns its path
// and the files the build wants in the directory of every run.
func (b *Builder) BuildReal(r *Real, g *Guest, v *RealVariant) (prog string, files []string, err error) {
	cc, err := g.Tool("gcc")
	if err != nil {
		return "", nil, err
	}
	lib, err := b.LibFlags(g, v.Lib)
	if err != nil {
		return "", nil, err
	}
	src, err := b.prepare(r)
	if err != nil {
		return "", nil, err
	}
	words := strings.Join(slices.Concat([]string{cc}, flags("-static -w -g0"), g.CFlags, lib), " ")
	key := Key(Version(cc), words, v.Opt, src, r.scripts())
	dir, err := b.Cache.Build("real", r.Name+"-"+key, func(dir string) error {
		return r.make(filepath.Join(r.Dir, "build.sh"), src, dir, "CC="+words, "OPT="+v.Opt, "CROSS="+g.Prefix, "HOST="+strings.TrimSuffix(g.Prefix, "-"))
	})
	if err != nil {
		return "", nil, err
	}
	files, err = filepath.Glob(filepath.Join(dir, "files", "*"))
	prog = filepath.Join(dir, "prog")
	if err == nil && v.Strip {
		prog, err = b.stripped(g, prog)
	}
	return prog, files, err
}

// stripped returns a copy of the program without symbols.
func (b *Builder) stripped(g *Guest, prog string) (string, error) {
	dir, err := b.Cache.Build("stripped", Key(FileKey(prog)), func(dir string) error {
		out := filepath.Join(dir, "prog")
		if err := copyFile(out, prog, 0o755); err != nil {
			return err
		}
		return b.strip(g, out)
	})
	return filepath.Join(dir, "prog"), err
}

// prepare returns the source of the program, after prepare.sh where there is
// one.
func (b *Builder) prepare(r *Real) (string, error) {
	src, err := b.Cache.Sources(r.Source)
	if err != nil {
		return "", err
	}
	script := filepath.Join(r.Dir, "prepare.sh")
	if _, err := os.Stat(script); err != nil {
		return src, nil
	}
	return b.Cache.Build("prepared", r.Name+"-"+FileKey(script), func(dir string) error {
		return r.make(script, src, dir)
	})
}

// scripts is a key of what says how the program is built.
func (r *Real) scripts() string {
	paths, _ := filepath.Glob(filepath.Join(r.Dir, "*"))
	var keys []string
	for _, p := range paths {
		if name := filepath.Base(p); name != "cases" && name != "files" {
			keys = append(keys, FileKey(p))
		}
	}
	return Key(keys...)
}

// make runs a script in a new directory. It finds the source in $SRC, its own
// directory in $RECIPE, the compiler in $CC and how hard it is to optimize in
// $OPT, and leaves what it makes in $OUT.
func (r *Real) make(script, src, out string, env ...string) error {
	work, err := os.MkdirTemp(filepath.Dir(out), ".work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if script, err = filepath.Abs(script); err != nil {
		return err
	}
	cmd := exec.Command("/bin/sh", "-e", script)
	cmd.Dir = work
	cmd.Env = append(os.Environ(), "SRC="+src, "OUT="+out, "RECIPE="+filepath.Dir(script), "LC_ALL=C")
	cmd.Env = append(cmd.Env, env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s of %s: %w\n%s", filepath.Base(script), r.Name, err, tail(text, 2000))
	}
	return nil
}
