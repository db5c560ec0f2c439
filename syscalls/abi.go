// Package syscalls holds what is known about the system calls of the guests:
// which numbers there are and what their arguments mean, and the structures,
// flags and numbers that both sides know under different layouts and values.
// It knows no machine instruction and no executable format; syscalls/gen turns
// its tables into the C that runs in the output.
package syscalls

import "fmt"

// An ABI says how a C compiler lays out structures.
type ABI struct {
	Name    string
	Word    int // size of long and of pointers
	Align64 int // alignment of a 64-bit member
	// C compilers that can tell the truth, little- and big-endian where both exist.
	Compilers []string
}

// The machines we know. Host is the one the output runs on.
var (
	MIPS  = &ABI{Name: "mips", Word: 4, Align64: 8, Compilers: []string{"mips-linux-gnu-gcc", "mipsel-linux-gnu-gcc"}}
	PPC   = &ABI{Name: "ppc", Word: 4, Align64: 8, Compilers: []string{"powerpc-linux-gnu-gcc"}}
	I386  = &ABI{Name: "i386", Word: 4, Align64: 4, Compilers: []string{"i686-linux-gnu-gcc"}}
	AMD64 = &ABI{Name: "x86-64", Word: 8, Align64: 8, Compilers: []string{"gcc"}}
)

// A Kind is the abstract type of a field.
type Kind int

const (
	U8 Kind = iota
	I8
	U16
	I16
	U32
	I32
	U64
	I64
	Long
	ULong
	Pointer
	U64Split // two words that form a 64-bit integer in memory, aligned to a word
	Nested   // Field.Of
)

// A Field is a member of a structure, or N of them in a row.
type Field struct {
	Name string
	Kind Kind
	N    int // elements of an array, 0 for a plain member
	Of   *Struct
	// Skip marks a member that is not carried over: padding, or one whose
	// meaning the C code handles itself.
	Skip bool
	// Low marks a 64-bit member of which the kernel reads the low half only.
	Low bool
}

// A Struct is a kernel structure that both sides know under different layouts.
type Struct struct {
	Name   string
	Fields []Field
	// Only replaces Fields for the ABIs that order or size them differently.
	Only map[*ABI][]Field
	// Packed lists ABIs that do not align members.
	Packed *ABI
	// Max is the number of elements an array of them may have as an argument.
	Max int
	// C is the type's name in C and Headers declare it, for the test that asks
	// the compilers. No name, no comparison; Why says why not.
	C       string
	Headers []string
	Why     string
	// CName maps a field to another spelling in C.
	CName map[string]string
}

// A Member is a field with its place.
type Member struct {
	Field
	Offset int
	Size   int // of one element
}

// size returns the size and the alignment of one element of kind k.
func (a *ABI) size(f Field) (size, align int) {
	switch f.Kind {
	case U8, I8:
		return 1, 1
	case U16, I16:
		return 2, 2
	case U32, I32:
		return 4, 4
	case U64, I64:
		return 8, a.Align64
	case Long, ULong, Pointer:
		return a.Word, a.Word
	case U64Split:
		return 8, a.Word
	case Nested:
		_, size, align := f.Of.Layout(a)
		return size, align
	}
	panic(fmt.Sprintf("BUG: field %s has no kind", f.Name))
}

// FieldsFor returns the members in the order ABI a has them.
func (s *Struct) FieldsFor(a *ABI) []Field {
	if f, ok := s.Only[a]; ok {
		return f
	}
	return s.Fields
}

// Layout places the members of s as a C compiler for a would.
func (s *Struct) Layout(a *ABI) (members []Member, size, align int) {
	align = 1
	for _, f := range s.FieldsFor(a) {
		n, al := a.size(f)
		if s.Packed == a {
			al = 1
		}
		size = (size + al - 1) / al * al
		members = append(members, Member{f, size, n})
		size += n * max(f.N, 1)
		align = max(align, al)
	}
	return members, (size + align - 1) / align * align, align
}
