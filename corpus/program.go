package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A Program is one guest program of ours: a source file that starts with a
// line saying what only it uses, and directives on how to build and run it:
//
//	/* corpus: args one two */
type Program struct {
	Name   string
	Source string // path of the C, C++ or assembly file

	Args   []string
	Stdin  string   // text; a file beside the source when it starts with @
	Closed bool     // start without a standard input
	Env    []string // added to the environment
	NoEnv  bool     // start with an empty environment
	CFlags []string
	Libs   []string
	Guests []string // empty: all
	Musl   []string // guests on which the original runs only with musl
	Tags   []string // choose variants, see Variant.Tag
	Want   string   // how the program must end: "exit 0" unless said
	Oracle string   // how the emulator ends it, where the emulator is wrong;
	// the right output is then beside the source in NAME.want
	Files []string // files beside the source that the run finds
}

// directives say what a line "corpus: NAME ARGUMENTS" sets.
var directives = map[string]func(p *Program, rest string){
	"args":   func(p *Program, rest string) { p.Args = strings.Fields(rest) },
	"stdin":  func(p *Program, rest string) { p.Stdin = rest },
	"closed": func(p *Program, _ string) { p.Closed = true },
	"env":    func(p *Program, rest string) { p.Env = strings.Fields(rest) },
	"noenv":  func(p *Program, _ string) { p.NoEnv = true },
	"cflags": func(p *Program, rest string) { p.CFlags = strings.Fields(rest) },
	"libs":   func(p *Program, rest string) { p.Libs = strings.Fields(rest) },
	"guests": func(p *Program, rest string) { p.Guests = strings.Fields(rest) },
	"musl":   func(p *Program, rest string) { p.Musl = strings.Fields(rest) },
	"tags":   func(p *Program, rest string) { p.Tags = strings.Fields(rest) },
	"want":   func(p *Program, rest string) { p.Want = rest },
	"oracle": func(p *Program, rest string) { p.Oracle = rest },
	"files":  func(p *Program, rest string) { p.Files = strings.Fields(rest) },
}

// Programs reads the programs under the directories, in order of name.
func Programs(dirs ...string) ([]*Program, error) {
	var list []*Program
	for _, dir := range dirs {
		for _, ext := range []string{"c", "cc", "S"} {
			paths, err := filepath.Glob(filepath.Join(dir, "*."+ext))
			if err != nil {
				return nil, err
			}
			for _, path := range paths {
				p, err := ReadProgram(path)
				if err != nil {
					return nil, err
				}
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(a, b *Program) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// ReadProgram reads the directives of one source file.
func ReadProgram(path string) (*Program, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	base := filepath.Base(path)
	p := &Program{Name: strings.TrimSuffix(base, filepath.Ext(base)), Source: path, Want: "exit 0"}
	return p, p.parse(string(text))
}

// parse reads the comment lines at the head of the source.
func (p *Program) parse(text string) error {
	lines := strings.Split(text, "\n")
	if !strings.HasPrefix(lines[0], "/* Only here: ") {
		return fmt.Errorf(`%s:1: want "/* Only here: " and what only this program uses`, p.Source)
	}
	for n, line := range lines[1:] {
		rest, ok := strings.CutPrefix(line, "/* corpus: ")
		if !ok {
			return nil
		}
		rest, ok = strings.CutSuffix(rest, " */")
		name, arg, _ := strings.Cut(rest, " ")
		set := directives[name]
		if !ok || set == nil {
			return fmt.Errorf("%s:%d: bad directive %q", p.Source, n+2, line)
		}
		set(p, arg)
	}
	return nil
}

// Tagged reports whether the program has a tag; every program has "".
func (p *Program) Tagged(tag string) bool {
	return tag == "" || slices.Contains(p.Tags, tag)
}

// RunsWith reports whether the original runs on the guest with a C library.
func (p *Program) RunsWith(lib Lib, g *Guest) bool {
	if lib == Glibc {
		return !slices.Contains(p.Musl, g.Name)
	}
	return !p.Tagged("glibc")
}

// For reports whether the program is meant for the guest.
func (p *Program) For(g *Guest) bool {
	return len(p.Guests) == 0 || slices.Contains(p.Guests, g.Name)
}

// Case returns how the program is run.
func (p *Program) Case() (*Case, error) {
	c := &Case{Args: p.Args, Env: p.Env, NoEnv: p.NoEnv, ClosedStdin: p.Closed, Stdin: p.Stdin, Want: p.Want, Oracle: p.Oracle}
	dir := filepath.Dir(p.Source)
	if name, ok := strings.CutPrefix(p.Stdin, "@"); ok {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, err
		}
		c.Stdin = string(text)
	}
	if text, err := os.ReadFile(filepath.Join(dir, p.Name+".want")); err == nil {
		c.Stdout = text
	}
	for _, f := range p.Files {
		c.Files = append(c.Files, filepath.Join(dir, f))
	}
	return c, nil
}
