package syscalls

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed *.tbl
var tables embed.FS

// How is the disposition of a row.
type How string

const (
	Pass  How = "pass"
	Conv  How = "conv"
	Emul  How = "emul"
	Nosys How = "nosys"
)

// A Row is one system call.
type Row struct {
	Nr     int // offset from the table's base, -1 for a row that has no number
	Name   string
	How    How
	Wait   bool // the host may block in it
	VDSO   bool // a function of the host's vDSO does it
	Result string
	Args   []Arg
	Host   string // name of the host's call, or of the function, where another
	Note   string // caveat
}

// Direction says which way data behind a pointer goes.
type Direction int

const (
	Scalar Direction = iota
	In
	Out
	InOut
)

// An Arg is one argument: a scalar, or a pointer to something.
type Arg struct {
	Type  string // scalar type, map, structure, "bytes", "u32" or "i64"
	Dir   Direction
	Null  bool // may be null
	Count int  // number of the argument that holds the count, from 1; 0 for none
	Fixed int  // number of elements, 0 for one
}

// A ScalarType says how an argument word becomes a C value.
type ScalarType struct {
	Signed bool // sign-extended to the host's long
	Wide   bool // two words
	C      string
	Trace  string // constant of enum trace_kind
}

// Scalars are the types of arguments that are not pointers to data.
var Scalars = map[string]ScalarType{
	"int":    {true, false, "int32_t", "T_INT"},
	"uint":   {false, false, "uint32_t", "T_UINT"},
	"hex":    {false, false, "uint32_t", "T_HEX"},
	"fd":     {true, false, "int32_t", "T_FD"},
	"dirfd":  {true, false, "int32_t", "T_DIRFD"},
	"pid":    {true, false, "int32_t", "T_INT"},
	"id":     {false, false, "uint32_t", "T_INT"},
	"id16":   {false, false, "uint32_t", "T_INT"}, // of the calls older than 32-bit identities
	"mode":   {false, false, "uint32_t", "T_MODE"},
	"path":   {false, false, "gaddr", "T_STRING"},
	"str":    {false, false, "gaddr", "T_STRING"},
	"addr":   {false, false, "gaddr", "T_ADDR"},
	"len":    {false, false, "uint32_t", "T_UINT"}, // of a range of addresses
	"size":   {true, false, "uint32_t", "T_UINT"},  // absurd sizes stay absurd
	"off32":  {true, false, "int32_t", "T_INT"},
	"off64":  {true, true, "int64_t", "T_OFF64"},  // a pair, aligned as the ABI wants
	"lohi64": {true, true, "int64_t", "T_LOHI64"}, // always low word, then high
	"zero":   {false, false, "uint32_t", "T_HEX"}, // 0 for the host, whatever the guest says
}

// Results are the types of results, with their trace kinds.
var Results = map[string]string{
	"int": "T_INT", "uint": "T_UINT", "hex": "T_HEX", "fd": "T_INT", "pid": "T_INT", "id": "T_INT", "id16": "T_INT", "mode": "T_MODE",
	"ssize": "T_INT", "addr": "T_ADDR", "off32": "T_INT", "time": "T_UINT", "void": "T_VOID",
}

// Pointees are the types behind pointers that are neither structures nor bytes.
var Pointees = map[string]int{"u32": 4, "i64": 8}

// A Table is the system calls of one ABI, with a row for every number.
type Table struct {
	Name string
	ABI  *ABI
	Base int
	Rows []Row // index is the number
	// Others are the rows of linux.tbl that have no number here.
	Others []Row
}

// LinuxMIPS returns the table of Linux on MIPS, o32 ABI.
func LinuxMIPS() (*Table, error) { return load("linux_mips_o32", MIPS, 4000) }

// LinuxI386 returns the table of Linux on i386.
func LinuxI386() (*Table, error) { return load("linux_i386", I386, 0) }

// LinuxPPC returns the table of Linux on 32-bit PowerPC.
func LinuxPPC() (*Table, error) { return load("linux_ppc", PPC, 0) }

// Tables returns all tables.
func Tables() (list []*Table, err error) {
	for _, read := range []func() (*Table, error){LinuxMIPS, LinuxPPC, LinuxI386} {
		t, err := read()
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// load reads a numbering and the rows it refers to.
func load(name string, abi *ABI, base int) (*Table, error) {
	common, err := tables.ReadFile("linux.tbl")
	if err != nil {
		return nil, err
	}
	numbers, err := tables.ReadFile(name + ".tbl")
	if err != nil {
		return nil, err
	}
	known, err := ParseRows(string(common))
	if err != nil {
		return nil, fmt.Errorf("linux.tbl:%w", err)
	}
	t := &Table{Name: name, ABI: abi, Base: base}
	t.Rows, err = ParseNumbers(string(numbers), known)
	if err != nil {
		return nil, fmt.Errorf("%s.tbl:%w", name, err)
	}
	used := map[string]bool{}
	for _, r := range t.Rows {
		used[r.Name] = true
	}
	for _, r := range known {
		if !used[r.Name] {
			t.Others = append(t.Others, r)
		}
	}
	return t, nil
}

// ParseRows reads rows without numbers.
func ParseRows(text string) ([]Row, error) {
	var rows []Row
	seen := map[string]bool{}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		r, err := parseRow(line)
		if err == nil && seen[r.Name] {
			err = fmt.Errorf("%s has two rows", r.Name)
		}
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n+1, err)
		}
		seen[r.Name] = true
		r.Nr = -1
		rows = append(rows, r)
	}
	return rows, nil
}

// ParseNumbers reads a numbering: every number from 0 has a line, in order,
// with the name of a known row or a row of its own.
func ParseNumbers(text string, known []Row) ([]Row, error) {
	byName := map[string]Row{}
	for _, r := range known {
		byName[r.Name] = r
	}
	var rows []Row
	for n, line := range strings.Split(text, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		number, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		nr, err := strconv.Atoi(number)
		var r Row
		switch {
		case err != nil:
			err = fmt.Errorf("%q is not a number", number)
		case nr != len(rows):
			err = fmt.Errorf("number %d where %d is due", nr, len(rows))
		case len(strings.Fields(rest)) == 1:
			var ok bool
			if r, ok = byName[strings.TrimSpace(rest)]; !ok {
				err = fmt.Errorf("no row says what %q is", strings.TrimSpace(rest))
			}
		default:
			r, err = parseRow(rest)
		}
		if err != nil {
			return nil, fmt.Errorf("%d: %w", n+1, err)
		}
		r.Nr = nr
		rows = append(rows, r)
	}
	return rows, nil
}

// parseRow reads "how name result arguments [= host's call, or function] [# caveat]".
func parseRow(line string) (Row, error) {
	var r Row
	line, r.Note, _ = strings.Cut(line, "#")
	r.Note = strings.TrimSpace(r.Note)
	line, r.Host, _ = strings.Cut(line, "=")
	r.Host = strings.TrimSpace(r.Host)
	f := strings.Fields(line)
	if len(f) < 3 {
		return r, fmt.Errorf("want how, name and result in %q", line)
	}
	how, by, _ := strings.Cut(f[0], "/")
	r.How, r.Wait, r.VDSO, r.Name, r.Result = How(how), by == "wait", by == "vdso", f[1], f[2]
	switch r.How {
	case Pass, Conv, Emul, Nosys:
	default:
		return r, fmt.Errorf("%s: disposition %q", r.Name, how)
	}
	if by != "" && !r.Wait && (!r.VDSO || r.How != Conv) {
		return r, fmt.Errorf("%s: disposition %q", r.Name, f[0])
	}
	if Results[r.Result] == "" {
		return r, fmt.Errorf("%s: result type %q", r.Name, r.Result)
	}
	for _, s := range f[3:] {
		a, err := parseArg(s)
		if err != nil {
			return r, fmt.Errorf("%s: argument %q: %w", r.Name, s, err)
		}
		r.Args = append(r.Args, a)
	}
	for i, a := range r.Args {
		if a.Count > len(r.Args) || a.Count == i+1 {
			return r, fmt.Errorf("%s: argument %d is counted by %d", r.Name, i+1, a.Count)
		}
	}
	return r, r.check()
}

func parseArg(s string) (Arg, error) {
	spec, typ, pointer := strings.Cut(s, ":")
	if !pointer {
		if _, ok := Scalars[s]; !ok && MapNamed(s) == nil {
			return Arg{}, fmt.Errorf("no such type")
		}
		return Arg{Type: s}, nil
	}
	a := Arg{Type: typ}
	if spec, a.Null = strings.CutSuffix(spec, "?"); spec == "" {
		return a, fmt.Errorf("no direction")
	}
	if dir, count, ok := strings.Cut(spec, "["); ok {
		n, err := strconv.Atoi(strings.TrimSuffix(count, "]"))
		if err != nil || n < 1 {
			return a, fmt.Errorf("bad count")
		}
		spec, a.Count = dir, n
	}
	if t, n, ok := strings.Cut(typ, "*"); ok {
		fixed, err := strconv.Atoi(n)
		if err != nil || fixed < 2 {
			return a, fmt.Errorf("bad number of elements")
		}
		a.Type, a.Fixed = t, fixed
	}
	switch spec {
	case "in":
		a.Dir = In
	case "out":
		a.Dir = Out
	case "inout":
		a.Dir = InOut
	default:
		return a, fmt.Errorf("direction %q", spec)
	}
	if a.Type != "bytes" && StructNamed(a.Type) == nil && Pointees[a.Type] == 0 {
		return a, fmt.Errorf("no such structure")
	}
	return a, nil
}

// check finds rows whose disposition does not fit their arguments.
func (r Row) check() error {
	converts := r.Result == "id16"
	for i, a := range r.Args {
		switch {
		case a.Dir != Scalar:
			converts = converts || a.Type != "bytes"
			if a.Type == "bytes" && a.Count == 0 {
				return fmt.Errorf("%s: argument %d: bytes have no count", r.Name, i+1)
			}
			if s := StructNamed(a.Type); r.How == Conv && a.Count > 0 && s != nil && s.Max == 0 {
				return fmt.Errorf("%s: argument %d: arrays of %s have no limit", r.Name, i+1, a.Type)
			}
		case a.Type == "zero" || a.Type == "id16":
			converts = true
		default:
			if m := MapNamed(a.Type); m != nil && !m.Identity() {
				converts = true
			}
		}
	}
	if r.How == Pass && converts {
		return fmt.Errorf("%s: passed on, but its arguments need conversion", r.Name)
	}
	if r.How == Conv && !converts {
		return fmt.Errorf("%s: converted, but its arguments need none", r.Name)
	}
	return nil
}

// Identity reports whether m's values are the same on every machine and
// nothing is dropped or refused, so that it serves only to show names.
func (m *Map) Identity() bool {
	for _, v := range m.Values {
		if v.MIPS != v.AMD64 || v.PPC != v.AMD64 || v.I386 != v.AMD64 {
			return false
		}
	}
	return m.Other == Keep
}

// Slots returns the first argument word of each argument under ABI a, and how
// many words there are in all.
func (r Row) Slots(a *ABI) (slots []int, words int) {
	for _, arg := range r.Args {
		s := Scalars[arg.Type]
		if s.Wide && arg.Type == "off64" && a.Align64 == 8 {
			words = (words + 1) &^ 1
		}
		slots = append(slots, words)
		words++
		if s.Wide {
			words++
		}
	}
	return slots, words
}
