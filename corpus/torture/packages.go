package torture

import (
	"path/filepath"
	"regexp"
	"strings"

	"translate/corpus"
)

// packages are Debian source packages, and their directories in which each C
// file with a main is a program.
var packages = map[string]string{
	"glibc": "crypt ctype io libio math misc posix setjmp signal stdio-common stdlib string time wcsmbs wctype",
	"tcc":   "tests/tests2",
}

var mainFunction = regexp.MustCompile(`\bmain *\(`)

// Packaged returns the programs in a Debian source package.
func Packaged(c *corpus.Cache, pkg string) ([]Test, error) {
	src, err := c.Sources(pkg)
	if err != nil {
		return nil, err
	}
	var tests []Test
	for dir := range strings.FieldsSeq(packages[pkg]) {
		programs, err := files(filepath.Join(src, dir, "*.c"))
		if err != nil {
			return nil, err
		}
		for _, f := range programs {
			if mainFunction.Match(f.text) {
				name := filepath.Join(pkg, dir, strings.TrimSuffix(filepath.Base(f.path), ".c"))
				tests = append(tests, Test{Name: name, Sources: []string{f.path}, CFlags: []string{"-D_GNU_SOURCE"}})
			}
		}
	}
	return tests, nil
}
