// Package image holds a loaded guest program as plain data: segments, symbols,
// identification. It knows no file format and no instruction set.
package image

import "fmt"

// An Addr is a guest address. Guests are 32-bit; the wider type keeps sums
// such as Addr+Size from wrapping.
type Addr = uint64

// PageSize is what guests take for the size of a page, as AT_PAGESZ tells them.
const PageSize = 4096

// A Machine is a guest instruction set architecture.
type Machine uint8

// The machines a loader can name. Not every one can be translated.
const (
	MachineUnknown Machine = iota
	MIPS
	PowerPC
	I386
)

var machineNames = [...]string{"unknown", "MIPS", "PowerPC", "i386"}

func (m Machine) String() string { return machineNames[m] }

// A System is the operating system whose conventions the program follows.
type System uint8

// The systems a probe can find.
const (
	SystemUnknown System = iota
	Linux
	IRIX
	Plan9
)

var systemNames = [...]string{"unknown", "linux", "irix", "plan9"}

func (s System) String() string { return systemNames[s] }

// ParseSystem finds a System by the name that String prints.
func ParseSystem(name string) (System, error) {
	for i, n := range systemNames[1:] {
		if n == name {
			return System(i + 1), nil
		}
	}
	return SystemUnknown, fmt.Errorf("unknown system %q: want linux, irix or plan9", name)
}

// A Linkage says how the program reaches its libraries and its load address.
type Linkage uint8

// Static programs load where they were linked; a StaticPIE may load anywhere
// and relocates itself; a Dynamic one names an interpreter.
const (
	Static Linkage = iota
	StaticPIE
	Dynamic
)

var linkageNames = [...]string{"static", "static PIE", "dynamic"}

func (l Linkage) String() string { return linkageNames[l] }

// Perm is a set of segment access rights.
type Perm uint8

// The access rights of a segment.
const (
	Exec Perm = 1 << iota
	Write
	Read
)

// A Segment is a contiguous range of guest memory as the program starts.
// Bytes beyond len(Data) are zero.
type Segment struct {
	Addr Addr
	Size uint64 // in memory, at least len(Data)
	Data []byte
	Perm Perm
}

// End returns the first address after the segment.
func (s *Segment) End() Addr { return s.Addr + s.Size }

// A Range is a contiguous part of guest memory.
type Range struct{ Start, End Addr }

// A Section names a range of guest memory; stripped programs may have none.
type Section struct {
	Name string
	Addr Addr
	Size uint64
	Exec bool // holds instructions
}

// SymbolKind says what a symbol stands for.
type SymbolKind uint8

// The kinds of symbols discovery makes use of.
const (
	SymOther SymbolKind = iota
	SymFunc
	SymObject
)

// A Symbol is a named guest address.
type Symbol struct {
	Name   string
	Addr   Addr
	Size   uint64
	Kind   SymbolKind
	Global bool
}

// MIPSFPMode is how 64-bit values lie in MIPS floating-point registers.
type MIPSFPMode uint8

// FR0 pairs 32-bit registers; FR1 has 32 registers of 64 bits; SoftFloat
// programs use none.
const (
	FR0 MIPSFPMode = iota
	FR1
	SoftFloat
)

var fpModeNames = [...]string{"FR=0", "FR=1", "soft float"}

func (m MIPSFPMode) String() string { return fpModeNames[m] }

// MIPSInfo is what a MIPS executable says about the processor it wants.
type MIPSInfo struct {
	FPMode  MIPSFPMode
	NaN2008 bool // IEEE 754-2008 NaN encoding rather than the legacy one
	GP      Addr // value of $gp from the register info section, 0 if unknown
}

// An Image is a guest program as it lies in memory when it starts, after the
// load bias has been added to every address in it.
type Image struct {
	Path         string // file it was read from
	Machine      Machine
	System       System
	Linkage      Linkage
	BigEnd       bool
	ABI          string // the psABI's short name, such as "o32"
	Probe        string // which probe decided System, for people
	Interp       string // PT_INTERP path of a Dynamic program
	Flags        uint32 // e_flags
	Entry        Addr
	Bias         uint64    // load address minus link address
	PHdr         Addr      // address of the program headers in memory, 0 if not loaded
	PHNum        int       // their number
	Segments     []Segment // ascending, not overlapping
	Sealed       Range     // what the program makes read-only when it has started
	Sections     []Section // ascending
	Symbols      []Symbol  // in file order
	Frames       []Addr    // where pieces of code begin that have a frame description
	Hints        []Addr    // where code was seen to be entered, for discovery
	MIPS         MIPSInfo
	GNUStackExec bool     // the program asks for an executable stack
	AllRegisters string   // why handlers of signals need all registers exact, "" if nothing says so
	Unsupported  string   // why the program cannot be translated, "" if it can
	Warnings     []string // what in the file was not understood but does not matter much
}

// Segment returns the segment that holds a, or nil.
func (m *Image) Segment(a Addr) *Segment {
	for i := range m.Segments {
		if s := &m.Segments[i]; a >= s.Addr && a < s.End() {
			return s
		}
	}
	return nil
}

// End returns the first address after the last segment.
func (m *Image) End() Addr {
	var end Addr
	for i := range m.Segments {
		end = max(end, m.Segments[i].End())
	}
	return end
}

// Bytes returns the up to n bytes at a that the file part of its segment holds.
func (m *Image) Bytes(a Addr, n int) []byte {
	s := m.Segment(a)
	if s == nil || a-s.Addr >= uint64(len(s.Data)) {
		return nil
	}
	b := s.Data[a-s.Addr:]
	return b[:min(n, len(b))]
}

// Fixed returns the n bytes at a, or nil if the file does not hold them all or the
// program may write there. What it seals when it has started it may write before:
// only pointers are taken for fixed there, because they have their values already.
func (m *Image) Fixed(a Addr, n int) []byte {
	s := m.Segment(a)
	if s == nil || s.Perm&Write != 0 && !m.isSealedPointer(a, n) {
		return nil
	}
	if b := m.Bytes(a, n); len(b) == n {
		return b
	}
	return nil
}

// isSealedPointer reports whether there are n bytes at a of which the program
// makes read-only what it has not changed since it was linked: a pointer to its own
// memory. Programs that relocate themselves have to change theirs.
func (m *Image) isSealedPointer(a Addr, n int) bool {
	word, ok := m.Word(a)
	return ok && m.Linkage == Static && n == 4 && a%4 == 0 && a >= m.Sealed.Start && a+4 <= m.Sealed.End && m.Segment(Addr(word)) != nil
}

// Word reads the 32-bit word at a in guest byte order. It reports false where
// no segment holds all four bytes in its file part.
func (m *Image) Word(a Addr) (uint32, bool) {
	s := m.Segment(a)
	if s == nil || a-s.Addr+4 > uint64(len(s.Data)) {
		return 0, false
	}
	b := s.Data[a-s.Addr:]
	if m.BigEnd {
		return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3]), true
	}
	return uint32(b[3])<<24 | uint32(b[2])<<16 | uint32(b[1])<<8 | uint32(b[0]), true
}
