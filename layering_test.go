package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers says which of our packages each package may import. Arrows point one
// way: instruction sets never import each other, the frontend never sees the
// backend or the host, and ir and backend never name a guest.
var layers = map[string][]string{
	"":                     {"*"},
	"frontend":             {"frontend/*", "ir"},
	"frontend/image":       {},
	"frontend/elf":         {"frontend/image"},
	"frontend/aout":        {"frontend/image"},
	"frontend/golang":      {"frontend/image"},
	"frontend/decode":      {},
	"frontend/cfg":         {"frontend/image"},
	"frontend/constprop":   {"frontend/cfg", "frontend/image"},
	"frontend/shape":       {"frontend/cfg", "ir"},
	"frontend/mips":        {"frontend/decode", "frontend/cfg", "frontend/constprop", "frontend/image", "frontend/shape", "ir"},
	"frontend/ppc":         {"frontend/decode", "frontend/cfg", "frontend/constprop", "frontend/image", "frontend/shape", "ir", "ir/eval"},
	"frontend/x86":         {"frontend/decode", "frontend/cfg", "frontend/image", "frontend/shape", "ir"},
	"ir":                   {},
	"ir/eval":              {"ir"},
	"ir/interp":            {"ir", "frontend/*"},
	"backend":              {"ir", "frontend/image", "runtime"},
	"runtime":              {},
	"syscalls":             {},
	"syscalls/gen":         {"syscalls"},
	"corpus":               {},
	"corpus/bench":         {"corpus"},
	"corpus/torture":       {"corpus"},
	"corpus/golang":        {"corpus"},
	"corpus/difftest":      {},
	"corpus/difftest/mips": {"corpus/difftest", "frontend/mips"}, // the table instructions are made from
	"corpus/difftest/ppc":  {"corpus/difftest", "frontend/ppc"},
	"corpus/difftest/i386": {"corpus/difftest", "frontend/x86"},
}

const module = "translate"

// imports returns the direct imports of each of our packages.
func imports(t *testing.T) map[string][]string {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}: {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	m := make(map[string][]string)
	for line := range strings.Lines(string(out)) {
		path, list, _ := strings.Cut(strings.TrimSpace(line), ":")
		m[path] = strings.Fields(list)
	}
	return m
}

// TestLayering compares the imports of every package with the table.
func TestLayering(t *testing.T) {
	for path, list := range imports(t) {
		pkg := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
		allowed, known := layers[pkg]
		if !known {
			t.Errorf("package %s has no row in the table of layers", path)
		}
		for _, imp := range list {
			ours, ok := strings.CutPrefix(imp, module+"/")
			if ok && !slices.ContainsFunc(allowed, covers(ours)) {
				t.Errorf("%s imports %s", path, imp)
			}
		}
	}
}

// covers returns whether a pattern of the table covers a package.
func covers(pkg string) func(pattern string) bool {
	return func(pattern string) bool {
		prefix, wild := strings.CutSuffix(pattern, "*")
		return pattern == pkg || wild && strings.HasPrefix(pkg, prefix)
	}
}

// TestOneIRPackage checks that only ir knows the library that prints LLVM IR.
func TestOneIRPackage(t *testing.T) {
	for path, list := range imports(t) {
		for _, imp := range list {
			if strings.HasPrefix(imp, "github.com/llir/") && path != module+"/ir" {
				t.Errorf("%s imports %s; only ir may", path, imp)
			}
		}
	}
}
