package elf

import (
	"bytes"
	"debug/elf"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"translate/frontend/image"
)

func TestParse(t *testing.T) {
	for _, little := range []bool{false, true} {
		img := mustParse(t, full(little))
		if len(img.Warnings) > 0 || img.Unsupported != "" {
			t.Errorf("little %v: warnings %q, unsupported %q", little, img.Warnings, img.Unsupported)
		}
		if img.Machine != image.MIPS || img.BigEnd == little || img.ABI != "o32" || img.System != image.Linux || img.Linkage != image.Static {
			t.Errorf("little %v: %v, big-endian %v, %s, %v, %v", little, img.Machine, img.BigEnd, img.ABI, img.System, img.Linkage)
		}
		if img.Entry != 0x400200 || img.PHdr != 0x400034 || img.PHNum != 7 || img.Bias != 0 {
			t.Errorf("entry 0x%x, program headers 0x%x × %d, bias 0x%x", img.Entry, img.PHdr, img.PHNum, img.Bias)
		}
		if img.MIPS != (image.MIPSInfo{FPMode: image.FR0, GP: 0x427ff0}) {
			t.Errorf("MIPS: %+v", img.MIPS)
		}
		if img.GNUStackExec {
			t.Error("the stack is not executable")
		}
		checkFull(t, img)
	}
}

// checkFull checks segments, sections and symbols of the program full.
func checkFull(t *testing.T, img *image.Image) {
	t.Helper()
	if n := len(img.Segments); n != 2 {
		t.Fatalf("%d segments", n)
	}
	s := img.Segments[1]
	if s.Addr != 0x420000 || s.Size != 0x100 || len(s.Data) != 16 || s.Perm != image.Read|image.Write {
		t.Errorf("segment 1: 0x%x, 0x%x bytes, 0x%x in the file, %v", s.Addr, s.Size, len(s.Data), s.Perm)
	}
	if w, ok := img.Word(0x420004); !ok || w != 2 {
		t.Errorf("word at 0x420004: %d, %v", w, ok)
	}
	want := []image.Section{{Name: ".text", Addr: 0x400200, Size: 8, Exec: true}, {Name: ".data", Addr: 0x420000, Size: 16}}
	if len(img.Sections) != 2 || img.Sections[0] != want[0] || img.Sections[1] != want[1] {
		t.Errorf("sections: %+v", img.Sections)
	}
	symbols := []image.Symbol{
		{Name: "main", Addr: 0x400200, Size: 8, Kind: image.SymFunc},
		{Name: "buffer", Addr: 0x420010, Size: 16, Kind: image.SymObject, Global: true},
	}
	if len(img.Symbols) != 2 || img.Symbols[0] != symbols[0] || img.Symbols[1] != symbols[1] {
		t.Errorf("symbols: %+v", img.Symbols)
	}
}

// TestErrors gives every refusal its exact text.
func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		name string
		edit func(*spec)
		want string
	}{
		{"class", func(s *spec) { s.class = 3 }, "class 3 at 0x4 is neither 32-bit nor 64-bit"},
		{"64-bit", func(s *spec) { s.class = elfClass64 }, "64-bit MIPS is not supported"},
		{"machine", func(s *spec) { s.machine = 62 }, "machine 62 (x86-64) is not supported"},
		{"unknown machine", func(s *spec) { s.machine = 9999 }, "machine 9999 is not supported"},
		{"big-endian i386", func(s *spec) { s.machine = 3 }, "i386 in big-endian order is not supported"},
		{"object", func(s *spec) { s.kind = 1 }, "relocatable object file, not linked yet"},
		{"core", func(s *spec) { s.kind = 4 }, "core dump, not an executable"},
		{"type", func(s *spec) { s.kind = 0xfe00 }, "file type 0xfe00 is not supported"},
		{"no segments", func(s *spec) { s.progs = nil }, "no program headers: not an executable"},
		{"no loads", func(s *spec) { s.progs = s.progs[:1]; s.progs[0].kind = ptNote }, "no PT_LOAD program header: nothing to run"},
		{"no entry", func(s *spec) { s.kind, s.entry = etDyn, 0 }, "shared object without an entry point"},
		{"wild entry", func(s *spec) { s.entry = 0x500000 }, "entry point 0x500000 is in no segment"},
		{"kernel address", func(s *spec) { s.progs[1].vaddr = 0x7fff7f80 }, "PT_LOAD 1 at 0x54: addresses 0x7fff7f80 to 0x7fff8080 are beyond the program's address space, which ends at 0x7fff8000"},
		{"wrap", func(s *spec) { s.progs[1].vaddr = 0xfffffff0 }, "PT_LOAD 1 at 0x54: addresses 0xfffffff0 to 0x1000000f0 are beyond the program's address space, which ends at 0x7fff8000"},
		{"overlap", func(s *spec) { s.progs[1].vaddr = 0x400100 }, "PT_LOAD 1 at address 0x400100 overlaps PT_LOAD 0, which ends at 0x400274"},
		{"long interpreter", func(s *spec) { s.progs = append(s.progs, testProg{kind: ptInterp, data: make([]byte, 5000)}) }, "PT_INTERP: path of 0x1388 bytes"},
		{"empty interpreter", func(s *spec) { s.progs = append(s.progs, testProg{kind: ptInterp}) }, "PT_INTERP: empty path"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := minimal()
			tt.edit(s)
			_, err := parse(s)
			if err == nil || err.Error() != "elf: "+tt.want {
				t.Errorf("got  %v\nwant elf: %s", err, tt.want)
			}
		})
	}
}

// TestLyingHeaders patches bytes of a good file.
func TestLyingHeaders(t *testing.T) {
	put32 := func(off int, v uint32) func([]byte) []byte {
		return func(b []byte) []byte {
			copy(b[off:], (&spec{}).words(v))
			return b
		}
	}
	put16 := func(off int, v uint16) func([]byte) []byte {
		return func(b []byte) []byte {
			b[off], b[off+1] = byte(v>>8), byte(v)
			return b
		}
	}
	for _, tt := range []struct {
		name string
		edit func([]byte) []byte
		want string
	}{
		{"magic", func(b []byte) []byte { b[0] = 0; return b }, "no ELF magic at offset 0"},
		{"short", func(b []byte) []byte { return b[:40] }, "file ends inside the ELF header, at 0x28 of 0x34 bytes"},
		{"order", func(b []byte) []byte { b[5] = 7; return b }, "data encoding 7 at 0x5 is neither little nor big endian"},
		{"version", func(b []byte) []byte { b[6] = 9; return b }, "version 9 at 0x6 is not supported"},
		{"cut", func(b []byte) []byte { return b[:0x200] }, "PT_LOAD 0 at 0x34: contents end at 0x274, the file at 0x200"},
		{"cut in headers", func(b []byte) []byte { return b[:64] }, "program headers: 0x40 bytes at offset 0x34 exceed the file's 0x40 bytes"},
		{"phentsize", put16(42, 56), "program header size 56 at 0x2a: want 32"},
		{"phnum", put16(44, 0xffff), "65535 program headers are more than a kernel takes"},
		{"phoff", put32(28, 0xfffffff0), "program headers: 0x40 bytes at offset 0xfffffff0 exceed the file's 0x284 bytes"},
		{"filesz", put32(0x34+16, 0x3000), "PT_LOAD 0 at 0x34: file size 0x3000 exceeds memory size 0x274"},
		{"offset", put32(0x34+4, 0xfffffff0), "PT_LOAD 0 at 0x34: contents end at 0x100000264, the file at 0x284"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parseBytes(tt.edit(minimal().build()), Options{})
			if err == nil || err.Error() != "elf: "+tt.want {
				t.Errorf("got  %v\nwant elf: %s", err, tt.want)
			}
		})
	}
}

// TestMultiplied checks that segments cannot make much memory out of a small
// file.
func TestMultiplied(t *testing.T) {
	s := minimal()
	s.progs[0].data = make([]byte, 1<<20)
	for i := range uint32(8) {
		s.progs = append(s.progs, testProg{kind: ptLoad, vaddr: 0x1000000 + i<<21, headers: true, flags: pfRead})
	}
	if _, err := parse(s); err == nil || !strings.HasPrefix(err.Error(), "elf: PT_LOADs hold 0x") {
		t.Errorf("got %v", err)
	}
}

// TestBadSections checks that what the kernel does not read costs a warning
// only.
func TestBadSections(t *testing.T) {
	b := full(false).build()
	copy(b[32:], []byte{0xff, 0xff, 0xff, 0xf0}) // e_shoff
	img, err := parseBytes(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(img.Warnings) != 1 || !strings.HasPrefix(img.Warnings[0], "elf: sections ignored: ") {
		t.Errorf("warnings: %q", img.Warnings)
	}
	if img.System != image.Linux || len(img.Segments) != 2 {
		t.Errorf("system %v, %d segments", img.System, len(img.Segments))
	}
}

func TestStaticPIE(t *testing.T) {
	for _, tt := range []struct {
		name       string
		low, align uint32
		bias       uint64
	}{
		{"at zero", 0, 0x10000, 0x550000},
		{"big pages", 0, 0x200000, 0x600000},
		{"misaligned alignment", 0, 0x30000, 0x550000},
		{"linked high", 0x30000000, 0x10000, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := minimal()
			s.kind, s.entry = etDyn, tt.low+0x100
			s.progs[0].vaddr, s.progs[1].vaddr = tt.low, tt.low+0x20000
			s.progs[0].align = tt.align
			img := mustParse(t, s)
			if img.Bias != tt.bias || img.Entry != tt.bias+uint64(s.entry) || img.Segments[0].Addr != tt.bias+uint64(tt.low) {
				t.Errorf("bias 0x%x, entry 0x%x, first segment 0x%x", img.Bias, img.Entry, img.Segments[0].Addr)
			}
			if img.Linkage != image.StaticPIE {
				t.Errorf("linkage %v", img.Linkage)
			}
		})
	}
}

func TestMIPSFacts(t *testing.T) {
	abi := func(rev, fp byte, ases byte) testProg {
		return testProg{kind: ptMIPSABIFlags, data: []byte{0, 0, 32, rev, 1, 1, 0, fp, 0, 0, 0, 0, 0, 0, ases << 1, 0, 0, 0, 0, 0, 0, 0, 0, 0}}
	}
	for _, tt := range []struct {
		name        string
		flags       uint32
		progs       []testProg
		mode        image.MIPSFPMode
		unsupported string
	}{
		{"double", 0x70001005, []testProg{abi(2, 1, 0)}, image.FR0, ""},
		{"soft", 0x70001005, []testProg{abi(2, 3, 0)}, image.SoftFloat, ""},
		{"FPXX", 0x70001005, []testProg{abi(2, 5, 0)}, image.FR0, ""},
		{"FP64", 0x70001005, []testProg{abi(2, 6, 0)}, image.FR1, ""},
		{"FP64A", 0x70001005, []testProg{abi(2, 7, 0)}, image.FR1, ""},
		{"old FP64", 0x70001205, nil, image.FR1, ""},
		{"any", 0x70001205, []testProg{abi(2, 0, 0)}, image.FR1, ""},
		{"MIPS III o32", 0x20001005, nil, image.FR0, ""},
		{"new FP ABI", 0x70001005, []testProg{abi(2, 9, 0)}, image.FR0, "floating-point ABI 9 is not known"},
		{"MSA", 0x70001005, []testProg{abi(2, 1, 1)}, image.FR0, "MSA code is not supported"},
		{"MIPS16", 0x74001005, nil, image.FR0, "MIPS16 code is not supported"},
		{"microMIPS", 0x72001005, nil, image.FR0, "microMIPS code is not supported"},
		{"R6", 0x90001405, nil, image.FR0, "MIPS32r6 is not supported: release 6 encodes instructions differently"},
		{"level", 0xf0001005, nil, image.FR0, "MIPS architecture level 0xf is not known"},
		{"n32", 0x20000026, nil, image.FR0, "the MIPS n32 ABI is not supported"},
		{"o64", 0x20002005, nil, image.FR0, "the MIPS o64 ABI is not supported"},
		{"strange ABI", 0x2000f005, nil, image.FR0, "the MIPS ABI 0xf000 ABI is not supported"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := minimal()
			s.flags = tt.flags
			s.progs = append(s.progs, tt.progs...)
			img := mustParse(t, s)
			if img.MIPS.FPMode != tt.mode || img.Unsupported != tt.unsupported {
				t.Errorf("%v, %q; want %v, %q", img.MIPS.FPMode, img.Unsupported, tt.mode, tt.unsupported)
			}
			if nan := tt.flags&efNaN2008 != 0; img.MIPS.NaN2008 != nan {
				t.Errorf("NaN2008 %v", img.MIPS.NaN2008)
			}
		})
	}
}

// TestAgainstDebugELF compares real programs with what debug/elf reads.
func TestAgainstDebugELF(t *testing.T) {
	for _, cc := range []string{"mips-linux-gnu-gcc", "mipsel-linux-gnu-gcc", "powerpc-linux-gnu-gcc", "i686-linux-gnu-gcc"} {
		for _, flags := range [][]string{{"-static"}, {"-static", "-s"}, {"-no-pie"}, {"-pie", "-fPIE"}} {
			t.Run(cc+strings.Join(flags, ""), func(t *testing.T) {
				path := compile(t, cc, flags...)
				compareWithDebugELF(t, path)
			})
		}
	}
}

func compareWithDebugELF(t *testing.T, path string) {
	img := parseFile(t, path)
	want, err := elf.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer want.Close()
	if len(img.Warnings) > 0 || img.Unsupported != "" {
		t.Errorf("warnings %q, unsupported %q", img.Warnings, img.Unsupported)
	}
	byTag := strings.HasPrefix(img.Probe, "note: GNU ABI tag 0")
	byOSABI := img.Probe == "EI_OSABI: 3" // programs with IFUNC symbols
	if img.System != image.Linux || !byTag && !byOSABI {
		t.Errorf("system %v by %q", img.System, img.Probe)
	}
	if img.Entry != want.Entry+img.Bias {
		t.Errorf("entry 0x%x: want 0x%x", img.Entry, want.Entry)
	}
	i := 0
	for _, p := range want.Progs {
		if p.Type != elf.PT_LOAD {
			continue
		}
		s := img.Segments[i]
		data := make([]byte, p.Filesz)
		if _, err := p.ReadAt(data, 0); err != nil {
			t.Fatal(err)
		}
		if s.Addr != p.Vaddr+img.Bias || s.Size != p.Memsz || !bytes.Equal(s.Data, data) {
			t.Errorf("segment %d differs", i)
		}
		i++
	}
	compareSymbols(t, img, want)
}

// compareSymbols looks for each function and object of the oracle.
func compareSymbols(t *testing.T, img *image.Image, want *elf.File) {
	have := make(map[image.Symbol]bool)
	for _, s := range img.Symbols {
		have[s] = true
	}
	syms, err := want.Symbols()
	if err != nil {
		syms, _ = want.DynamicSymbols()
	}
	for _, s := range syms {
		kind := map[elf.SymType]image.SymbolKind{elf.STT_FUNC: image.SymFunc, elf.STT_OBJECT: image.SymObject}[elf.ST_TYPE(s.Info)]
		if kind == image.SymOther || s.Section == elf.SHN_UNDEF || s.Section >= elf.SHN_LORESERVE || s.Name == "" {
			continue
		}
		if img.Segment(s.Value+img.Bias) == nil {
			continue // such as _SDA_BASE_ of PowerPC, right after the end
		}
		sym := image.Symbol{Name: s.Name, Addr: s.Value + img.Bias, Size: s.Size, Kind: kind, Global: elf.ST_BIND(s.Info) != elf.STB_LOCAL}
		if !have[sym] {
			t.Errorf("missing symbol %+v", sym)
		}
	}
}

// compile compiles hello.c of testdata with a cross compiler and skips the test
// where there is none.
func compile(t testing.TB, cc string, flags ...string) string {
	if _, err := exec.LookPath(cc); err != nil {
		t.Skipf("%s is not installed", cc)
	}
	out := filepath.Join(t.TempDir(), "hello")
	cmd := exec.Command(cc, append(flags, "-O1", "-o", out, "testdata/hello.c")...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Skipf("%s %v cannot link here: %s", cc, flags, text)
	}
	return out
}
