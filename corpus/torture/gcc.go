package torture

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"translate/corpus"
)

// gccTests is where the execution tests are in GCC's source.
const gccTests = "gcc/testsuite/gcc.c-torture/execute"

// gccSource unpacks the execution tests of GCC from Debian's source package,
// which holds GCC's own archive.
func gccSource(c *corpus.Cache) (string, error) {
	dir, err := c.Build("torture-sources", "gcc-12", func(dir string) error {
		src, err := c.Sources("gcc-12")
		if err != nil {
			return err
		}
		archives, err := filepath.Glob(filepath.Join(src, "gcc-12*.tar.*"))
		if err != nil || len(archives) == 0 {
			return err
		}
		_, err = output("tar", "-C", dir, "--strip-components=1", "--wildcards", "-xf", archives[0], "*/"+gccTests+"/*")
		return err
	})
	return filepath.Join(dir, gccTests), err
}

// GCC returns GCC's execution tests, found under dir. The three directories
// are run as their .exp files say.
func GCC(dir string) ([]Test, error) {
	var tests []Test
	for _, kind := range []struct {
		dir    string
		cflags string
		also   string // a file that is part of every test
	}{
		{dir: "."},
		{dir: "builtins", also: "lib/main.c",
			cflags: "-fno-tree-dse -fno-tree-loop-distribute-patterns -fno-tracer -fno-ipa-ra -fno-inline-functions"},
		{dir: "ieee", cflags: "-fno-inline"},
	} {
		paths, err := filepath.Glob(filepath.Join(dir, kind.dir, "*.c"))
		if err != nil {
			return nil, err
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "-lib.c") {
				continue
			}
			base := strings.TrimSuffix(path, ".c")
			t := Test{Name: filepath.Join(kind.dir, filepath.Base(base)), Sources: []string{path}}
			if kind.also != "" {
				t.Sources = append(t.Sources, base+"-lib.c", filepath.Join(dir, kind.dir, kind.also))
			}
			asked, err := askedFlags(base)
			if err != nil {
				return nil, err
			}
			t.CFlags = slices.Concat(strings.Fields(kind.cflags), asked)
			tests = append(tests, t)
		}
	}
	return tests, nil
}

// Where a test says which flags it wants: in directives without a selector of
// machines, and in the script beside it.
var (
	dgOptions = regexp.MustCompile(`\{\s*dg-(?:additional-)?options\s+\{?\s*"([^"]*)"\s*\}?\s*\}`)
	dotX      = regexp.MustCompile(`(?m)^(?:set|lappend) additional_flags (.*)$`)
)

// askedFlags returns the flags a test asks for. What it says of machines is
// not looked at: QEMU tells whether the test works.
func askedFlags(base string) (flags []string, err error) {
	text, err := os.ReadFile(base + ".c")
	if err != nil {
		return nil, err
	}
	for _, m := range dgOptions.FindAllStringSubmatch(string(text), -1) {
		flags = append(flags, strings.Fields(m[1])...)
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
