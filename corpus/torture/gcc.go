package torture

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"translate/corpus"
)

// A group is a directory of GCC's testsuite, run as the .exp file there says.
type group struct {
	dir    string
	cflags string
	run    bool   // only what asks to be run; the rest is for the compiler
	also   string // a file that is part of every test
}

// torture are GCC's execution tests, made to be run with all levels of
// optimization.
var torture = []group{
	{dir: "gcc.c-torture/execute"},
	{dir: "gcc.c-torture/execute/builtins", also: "lib/main.c",
		cflags: "-fno-tree-dse -fno-tree-loop-distribute-patterns -fno-tracer -fno-ipa-ra -fno-inline-functions"},
	{dir: "gcc.c-torture/execute/ieee", cflags: "-fno-inline"},
}

// more are tests of the compiler that run what it made.
var more = []group{
	{dir: "gcc.dg", run: true},
	{dir: "gcc.dg/atomic", run: true},
	{dir: "gcc.dg/compat"},
	{dir: "gcc.dg/ipa", run: true},
	{dir: "gcc.dg/torture", run: true},
	{dir: "gcc.dg/torture/stackalign", run: true},
	{dir: "gcc.dg/torture/tls", run: true},
	{dir: "gcc.dg/tree-ssa", run: true},
	{dir: "gcc.dg/vect"},
	{dir: "gcc.target/mips", run: true},
	{dir: "c-c++-common/torture", run: true},
}

// gccSource unpacks the testsuite of GCC from Debian's source package, which
// holds GCC's own archive.
func gccSource(c *corpus.Cache) (string, error) {
	dir, err := c.Build("torture", gccKey, func(dir string) error {
		src, err := c.Sources("gcc-12")
		if err != nil {
			return err
		}
		archives, err := filepath.Glob(filepath.Join(src, "gcc-12*.tar.*"))
		if err != nil || len(archives) == 0 {
			return fmt.Errorf("no archive of GCC in %s: %v", src, err)
		}
		args := []string{"-C", dir, "--strip-components=3", "--wildcards", "-xf", archives[0]}
		for _, sub := range []string{"gcc.c-torture/execute", "gcc.dg", "gcc.target/mips", "c-c++-common"} {
			args = append(args, "*/gcc/testsuite/"+sub+"/*")
		}
		_, err = output("tar", args...)
		return err
	})
	return dir, err
}

const gccKey = "gcc-12-testsuite"

// GCC returns the tests of groups, found under dir.
func GCC(dir string, groups []group) ([]Test, error) {
	var tests []Test
	for _, g := range groups {
		programs, err := files(filepath.Join(dir, g.dir, "*.c"))
		if err != nil {
			return nil, err
		}
		for _, f := range programs {
			base := strings.TrimSuffix(f.path, ".c")
			if g.run && !dgRun.Match(f.text) || isPart(base) {
				continue
			}
			asked, err := askedFlags(base, f.text)
			if err != nil {
				return nil, err
			}
			tests = append(tests, Test{
				Name:    filepath.Join(g.dir, filepath.Base(base)),
				Sources: g.sources(dir, base),
				CFlags:  slices.Concat(strings.Fields(g.cflags), asked),
			})
		}
	}
	return tests, nil
}

// isPart reports whether a file belongs to a test of another name.
func isPart(base string) bool {
	for _, end := range []string{"-lib", "_x", "_y"} {
		if strings.HasSuffix(base, end) {
			return true
		}
	}
	return false
}

// sources returns the files of a test: its own, those beside it that belong
// to it, and that of the group.
func (g *group) sources(dir, base string) []string {
	list := []string{base + ".c"}
	start, isMain := strings.CutSuffix(base, "_main")
	for _, path := range []string{base + "-lib.c", start + "_x.c", start + "_y.c"} {
		if _, err := os.Stat(path); err == nil && (isMain || start == base) {
			list = append(list, path)
		}
	}
	if g.also != "" {
		list = append(list, filepath.Join(dir, g.dir, g.also))
	}
	return list
}

// What a test says: that it is to be run, and which flags it wants, in
// directives without a selector of machines and in the script beside it.
var (
	dgRun     = regexp.MustCompile(`\{\s*dg-do\s+run\b`)
	dgOptions = regexp.MustCompile(`\{\s*dg-(?:additional-)?options\s+\{?\s*"([^"]*)"\s*\}?\s*\}`)
	dotX      = regexp.MustCompile(`(?m)^(?:set|lappend) additional_flags (.*)$`)
)

// askedFlags returns the flags a test asks for. What it says of machines is
// not looked at: QEMU tells whether the test works.
func askedFlags(base string, text []byte) (flags []string, err error) {
	for _, m := range dgOptions.FindAllStringSubmatch(string(text), -1) {
		value := false
		for _, word := range strings.Fields(m[1]) {
			if value || strings.HasPrefix(word, "-") { // others are words of gcc.target
				flags = append(flags, word)
			}
			value = word == "--param"
		}
	}
	script, err := os.ReadFile(base + ".x")
	if os.IsNotExist(err) {
		return flags, nil
	}
	for _, m := range dotX.FindAllStringSubmatch(string(script), -1) {
		for _, word := range strings.Fields(m[1]) {
			flags = append(flags, strings.Trim(word, `"`))
		}
	}
	return flags, err
}
