// Package torture runs suites of many small guest programs. It links programs
// by the hundred into one executable, so that the C library is translated once
// for all of them, and compares what each does with QEMU.
package torture

import (
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"translate/corpus"
)

// A Test is one program of a suite.
type Test struct {
	Name    string
	Sources []string
	CFlags  []string
}

// A Batch is an executable made of many tests, in order, and a driver that
// runs them.
type Batch struct {
	Path     string
	Stripped string // the path of the same without symbols
	Tests    []Test
	Refused  map[string]string // tests that did not build → why
}

// A Variant is one way to build guest programs.
type Variant struct {
	Name   string
	Lib    corpus.Lib
	CFlags []string
	Guest  string // the only one it is for; "" where it is for all
}

// A maker builds batches for one guest in one variant.
type maker struct {
	builder *corpus.Builder
	guest   *corpus.Guest
	driver  string   // its source
	limit   int      // seconds a test may take
	cc      []string // compiler and flags
	objcopy string
}

// newMaker finds the tools and the C library. driver is the path of driver.c.
func newMaker(b *corpus.Builder, g *corpus.Guest, v *Variant, driver string, limit int) (*maker, error) {
	cc, err := g.Tool("gcc")
	if err != nil {
		return nil, err
	}
	objcopy, err := g.Tool("objcopy")
	if err != nil {
		return nil, err
	}
	lib, err := b.LibFlags(g, v.Lib)
	if err != nil {
		return nil, err
	}
	m := &maker{builder: b, guest: g, driver: driver, limit: limit, objcopy: objcopy}
	m.cc = slices.Concat([]string{cc}, strings.Fields("-w -g0 -fno-ident -static"), g.CFlags, lib, v.CFlags)
	return m, nil
}

// build makes a batch, or finds it in the cache.
func (m *maker) build(tests []Test) (*Batch, error) {
	parts := []string{"linked alone first", corpus.Version(m.cc[0]), strings.Join(m.cc, " "), corpus.FileKey(m.driver), fmt.Sprint(m.limit)}
	for _, t := range tests {
		parts = append(parts, t.Name, strings.Join(t.CFlags, " "))
		for _, s := range t.Sources {
			parts = append(parts, corpus.FileKey(s))
		}
	}
	dir, err := m.builder.Cache.Build("torture", corpus.Key(parts...), func(dir string) error {
		return m.make(dir, tests)
	})
	if err != nil {
		return nil, err
	}
	return readBatch(dir, tests)
}

// readBatch reads which tests the batch in dir does not hold.
func readBatch(dir string, tests []Test) (*Batch, error) {
	b := &Batch{Path: filepath.Join(dir, "prog"), Stripped: filepath.Join(dir, "stripped"), Refused: map[string]string{}}
	text, err := os.ReadFile(filepath.Join(dir, "refused"))
	for line := range strings.Lines(string(text)) {
		name, why, _ := strings.Cut(strings.TrimSpace(line), ": ")
		b.Refused[name] = why
	}
	for _, t := range tests {
		if _, refused := b.Refused[t.Name]; !refused {
			b.Tests = append(b.Tests, t)
		}
	}
	return b, err
}

// make compiles and links the tests; those that cannot be are written down.
func (m *maker) make(dir string, tests []Test) error {
	work, err := os.MkdirTemp(dir, "work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	var refused, table, rows strings.Builder
	objects := []string{m.driver, filepath.Join(work, "table.c")}
	for _, t := range tests {
		n := len(objects) - 2
		object, err := m.object(work, n, t)
		if err != nil {
			fmt.Fprintf(&refused, "%s: %s\n", t.Name, firstLine(err))
			continue
		}
		objects = append(objects, object)
		fmt.Fprintf(&table, "extern int t%d_main();\n", n)
		fmt.Fprintf(&rows, "\t{ %q, t%d_main },\n", t.Name, n)
	}
	fmt.Fprintf(&table, "const struct { const char *name; int (*main)(); } tests[] = {\n%s};\nconst int tests_count = %d;\n",
		rows.String(), len(objects)-2)
	if err := os.WriteFile(objects[1], []byte(table.String()), 0o666); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "refused"), []byte(refused.String()), 0o666); err != nil {
		return err
	}
	out := filepath.Join(dir, "prog")
	if err := m.link(out, objects, fmt.Sprintf("-DSECONDS=%d", m.limit), "-O2"); err != nil {
		return err
	}
	strip, err := m.guest.Tool("strip")
	if err != nil {
		return err
	}
	_, err = output(strip, "-o", filepath.Join(dir, "stripped"), out)
	return err
}

// object makes one object of a test, in which every name it defines is marked
// with the test's number, and which can be linked.
func (m *maker) object(work string, n int, t Test) (string, error) {
	var parts []string
	for i, source := range t.Sources {
		part := filepath.Join(work, fmt.Sprintf("%d-%d.o", n, i))
		if err := m.compile([]string{source}, append(slices.Clone(t.CFlags), "-c", "-o", part)...); err != nil {
			return "", err
		}
		parts = append(parts, part)
	}
	object := parts[0]
	if len(parts) > 1 {
		object = filepath.Join(work, fmt.Sprintf("%d.o", n))
		if err := m.compile(parts, "-r", "-nostdlib", "-o", object); err != nil {
			return "", err
		}
	}
	names, err := definedNames(object)
	if err != nil {
		return "", err
	}
	var renames strings.Builder
	for _, name := range names {
		fmt.Fprintf(&renames, "%s t%d_%s\n", name, n, name)
	}
	list := filepath.Join(work, "renames")
	if err := os.WriteFile(list, []byte(renames.String()), 0o666); err != nil {
		return "", err
	}
	if _, err := output(m.objcopy, "--redefine-syms="+list, object); err != nil {
		return "", err
	}
	// What needs a symbol that no library has would keep the others of its
	// batch from being linked.
	main := fmt.Sprintf("-Wl,--defsym=main=t%d_main", n)
	return object, m.link(filepath.Join(work, "alone"), []string{object}, main)
}

// definedNames returns the symbols an object defines for others.
func definedNames(path string) ([]string, error) {
	f, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	symbols, err := f.Symbols()
	if err != nil {
		return nil, err
	}
	var names []string
	for _, s := range symbols {
		if elf.ST_BIND(s.Info) != elf.STB_LOCAL && s.Section != elf.SHN_UNDEF && !strings.HasPrefix(s.Name, "DW.ref.") {
			names = append(names, s.Name)
		}
	}
	return names, nil
}

// link makes an executable of sources and objects.
func (m *maker) link(path string, files []string, flags ...string) error {
	return m.compile(files, append(flags, "-o", path, "-lm")...)
}

func (m *maker) compile(files []string, flags ...string) error {
	_, err := output(m.cc[0], slices.Concat(m.cc[1:], files, flags)...)
	return err
}

// output runs a command and returns what it prints; the error holds what it
// says.
func output(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s%w", errs.String(), err)
	}
	return string(out), nil
}

// firstLine is the line of a compiler's or linker's message that says what is
// wrong.
func firstLine(err error) string {
	text := err.Error()
	for line := range strings.Lines(text) {
		if strings.Contains(line, "error:") || strings.Contains(line, "undefined ") {
			return strings.TrimSpace(line)
		}
	}
	line, _, _ := strings.Cut(text, "\n")
	return line
}
