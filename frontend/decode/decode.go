// Package decode turns pictures of instruction words into a decoder. It knows
// no instruction set: what a row means is the payload its owner gives it.
package decode

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// A Row is one instruction of a table to be compiled. Spec is its name and a
// picture of the 32-bit word, most significant bit first: 0 and 1 are fixed,
// name:N is a field of N bits, name:sN a signed field, "-" a bit the processor
// ignores. Spaces separate the parts:
//
//	ADDIU  001001 rs:5 rt:5 imm:s16
type Row[T any] struct {
	Spec    string
	Payload T
}

// An Entry is a compiled row.
type Entry[T any] struct {
	Name    string
	Mask    uint32 // ones where the row fixes the bit
	Match   uint32 // the fixed bits
	Fields  []Field
	Payload T
}

// A Field is a named part of an instruction word.
type Field struct {
	Name   string
	Shift  uint // of its least significant bit
	Width  uint
	Signed bool
}

// Get returns the field of word, sign-extended when the field is signed.
func (f Field) Get(word uint32) int32 {
	x := word << (32 - f.Shift - f.Width)
	if f.Signed {
		return int32(x) >> (32 - f.Width)
	}
	return int32(x >> (32 - f.Width))
}

// Set returns word with the field replaced by the low bits of v.
func (f Field) Set(word, v uint32) uint32 {
	ones := uint32(1)<<f.Width - 1
	return word&^(ones<<f.Shift) | v&ones<<f.Shift
}

// Field returns the field called name.
func (e *Entry[T]) Field(name string) (Field, bool) {
	for _, f := range e.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// Word returns the word that matches the row and has the given bits wherever
// the row does not fix them.
func (e *Entry[T]) Word(free uint32) uint32 { return e.Match | free&^e.Mask }

// A Table is a compiled decoder.
type Table[T any] struct {
	entries []*Entry[T]
	root    node[T]
}

// A node of the lookup tree either selects a child by some bits of the word or
// holds the few rows that are left.
type node[T any] struct {
	shift uint
	mask  uint32
	kids  []node[T]
	rows  []*Entry[T]
}

// Compile checks the rows and builds their decoder. Every row describes
// exactly 32 bits, and no two rows match the same word.
func Compile[T any](rows []Row[T]) (*Table[T], error) {
	t := new(Table[T])
	names := make(map[string]bool)
	for _, r := range rows {
		e, err := parse(r)
		if err != nil {
			return nil, err
		}
		if names[e.Name] {
			return nil, fmt.Errorf("decode: %s: two rows of this name", e.Name)
		}
		names[e.Name] = true
		for _, f := range t.entries {
			if both := e.Mask & f.Mask; e.Match&both == f.Match&both {
				return nil, fmt.Errorf("decode: %s and %s overlap: both match %#08x", f.Name, e.Name, e.Match|f.Match)
			}
		}
		t.entries = append(t.entries, e)
	}
	t.root = split(t.entries, 0)
	return t, nil
}

// MustCompile is Compile for tables that are part of the program: it panics on
// a bad row.
func MustCompile[T any](rows []Row[T]) *Table[T] {
	t, err := Compile(rows)
	if err != nil {
		panic("BUG: " + err.Error())
	}
	return t
}

// Entries returns the rows in the order they were given.
func (t *Table[T]) Entries() []*Entry[T] { return t.entries }

// Lookup returns the row that matches word, or nil.
func (t *Table[T]) Lookup(word uint32) *Entry[T] {
	n := &t.root
	for n.kids != nil {
		n = &n.kids[word>>n.shift&n.mask]
	}
	for _, e := range n.rows {
		if word&e.Mask == e.Match {
			return e
		}
	}
	return nil
}

// parse compiles one row.
func parse[T any](r Row[T]) (*Entry[T], error) {
	parts := strings.Fields(r.Spec)
	if len(parts) == 0 {
		return nil, fmt.Errorf("decode: a row is empty")
	}
	e := &Entry[T]{Name: parts[0], Payload: r.Payload}
	left := 32 // bits not described yet
	for _, p := range parts[1:] {
		if name, width, ok := strings.Cut(p, ":"); ok {
			f := Field{Name: name}
			width, f.Signed = strings.CutPrefix(width, "s")
			n, err := strconv.ParseUint(width, 10, 6)
			if err != nil || n == 0 || n > 32 || name == "" {
				return nil, fmt.Errorf("decode: %s: bad field %q, want name:N or name:sN", e.Name, p)
			}
			if _, ok := e.Field(name); ok {
				return nil, fmt.Errorf("decode: %s: two fields called %s", e.Name, name)
			}
			left -= int(n)
			f.Width, f.Shift = uint(n), uint(max(left, 0))
			e.Fields = append(e.Fields, f)
			continue
		}
		for _, c := range p {
			left--
			if left < 0 {
				continue // counted, reported below
			}
			switch c {
			case '0':
				e.Mask |= 1 << left
			case '1':
				e.Mask |= 1 << left
				e.Match |= 1 << left
			case '-':
			default:
				return nil, fmt.Errorf("decode: %s: bad bit %q in %q", e.Name, c, p)
			}
		}
	}
	switch {
	case left > 0:
		return nil, fmt.Errorf("decode: %s: %d bits missing", e.Name, left)
	case left < 0:
		return nil, fmt.Errorf("decode: %s: %d bits too many", e.Name, -left)
	}
	return e, nil
}

// split builds the lookup tree of rows, of which the bits in used are known to
// be equal.
func split[T any](rows []*Entry[T], used uint32) node[T] {
	common := ^used
	for _, e := range rows {
		common &= e.Mask
	}
	if len(rows) <= 2 || common == 0 {
		return node[T]{rows: rows}
	}
	// The highest run of bits that every row fixes, at most 8 of them.
	top := 31 - uint(bits.LeadingZeros32(common))
	width := uint(min(bits.LeadingZeros32(^(common << (31 - top))), 8))
	n := node[T]{shift: top + 1 - width, mask: 1<<width - 1}
	groups := make([][]*Entry[T], 1<<width)
	for _, e := range rows {
		k := e.Match >> n.shift & n.mask
		groups[k] = append(groups[k], e)
	}
	n.kids = make([]node[T], 1<<width)
	for k, g := range groups {
		n.kids[k] = split(g, used|n.mask<<n.shift)
	}
	return n
}
