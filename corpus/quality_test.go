package corpus

import (
	"bytes"
	"debug/elf"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the tables of code quality")

// measured are the functions of quality/funcs.c in the table.
var measured = []string{
	"sum", "copy", "length", "gcd", "crc", "fibonacci", "choose", "wide", "sort", "indirect", "dot", "scale", "unaligned",
}

// TestQuality compares the size of translated code with the committed table,
// so that a change of code quality shows in review. With -update it rewrites
// the table.
func TestQuality(t *testing.T) {
	for _, g := range Guests {
		t.Run(g.Name, func(t *testing.T) { testQuality(t, g) })
	}
}

func testQuality(t *testing.T, g *Guest) {
	needTools(t, g)
	needTranslator(t)
	disassembler, err := find("llvm-objdump-19", "llvm-objdump", "objdump")
	if err != nil {
		missing(t, err)
	}
	cc, err := g.Tool("gcc")
	if err != nil {
		missing(t, err)
	}
	head := "# compiler: " + Version(cc) + "\n# LLVM: " + llvmVersion() + "\n"
	path := filepath.Join("quality", g.Name+".txt")
	want, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if !*update && !bytes.HasPrefix(want, []byte(head)) {
		missing(t, fmt.Errorf("the table is of other versions of the tools:\n%s", bytes.Join(bytes.SplitN(want, []byte("\n"), 3)[:2], []byte("\n"))))
	}
	got := head + qualityTable(t, g, disassembler)
	switch {
	case *update:
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	case got != string(want):
		var b strings.Builder
		diffText(&b, path, want, []byte(got))
		t.Errorf("code quality changed; if that is right, run go test ./corpus -run Quality -update\n%s", b.String())
	}
}

var llvmLine = regexp.MustCompile(`LLVM version (\S+)`)

// llvmVersion returns the version of the LLVM that translates.
func llvmVersion() string {
	out, err := exec.Command("llc-19", "--version").Output()
	if err != nil {
		return "unknown"
	}
	if m := llvmLine.FindSubmatch(out); m != nil {
		return string(m[1])
	}
	return "unknown"
}

func qualityTable(t *testing.T, g *Guest, disassembler string) string {
	t.Helper()
	p := &Program{Name: "quality", Source: filepath.Join("quality", "funcs.c"), Tags: []string{"bare"}}
	guest, err := builder.Compile(p, g, &Variant{Name: "quality",
		CFlags: append(flags("-O2 -ffreestanding -fno-tree-loop-distribute-patterns"), g.Plain...)})
	if err != nil {
		t.Fatal(err)
	}
	native, err := builder.TranslateFile(guest, nil)
	if err != nil {
		t.Fatal(err)
	}
	guests, hosts := symbolSizes(t, guest), symbolSizes(t, native)
	var b strings.Builder
	row := func(name string, guest, insts, bytes int) {
		fmt.Fprintf(&b, "%-12s %5d %5d %6d %8.2f %8.2f\n", name, guest, insts, bytes,
			float64(insts)/float64(guest), float64(bytes)/float64(guest))
	}
	fmt.Fprintf(&b, "# %-10s guest  host  bytes host/gu. bytes/gu.\n", "function")
	var total [3]int
	for _, name := range measured {
		size, ok := hosts[name]
		if !ok || guests[name] == 0 {
			t.Errorf("%s: no such symbol in the translation", name)
			continue
		}
		n := [3]int{instructions(t, disassembler, guest, name), instructions(t, disassembler, native, name), size}
		row(name, n[0], n[1], n[2])
		for i := range total {
			total[i] += n[i]
		}
	}
	row("total", total[0], total[1], total[2])
	return b.String()
}

// symbolSizes returns the sizes of an ELF file's functions.
func symbolSizes(t *testing.T, path string) map[string]int {
	t.Helper()
	f, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	list, err := f.Symbols()
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{}
	for _, s := range list {
		if slices.Contains(measured, s.Name) {
			sizes[s.Name] = int(s.Size)
		}
	}
	return sizes
}

var instructionLine = regexp.MustCompile(`(?m)^\s*[0-9a-f]+:\s+\S`)

// instructions counts the instructions of a function.
func instructions(t *testing.T, disassembler, path, name string) int {
	t.Helper()
	flag := "--disassemble-symbols=" + name
	if !strings.Contains(filepath.Base(disassembler), "llvm") {
		flag = "--disassemble=" + name
	}
	out, err := exec.Command(disassembler, "--no-show-raw-insn", flag, path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return len(instructionLine.FindAll(out, -1))
}
