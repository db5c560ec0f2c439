package elf

import (
	"testing"

	"translate/frontend/image"
)

// TestProbes gives each probe a file that no earlier one decides.
func TestProbes(t *testing.T) {
	bare := func() *spec { s := minimal(); s.flags = 0; return s }
	code := func(words ...uint32) func(*spec) {
		return func(s *spec) { s.progs[0].data = append(s.progs[0].data, s.words(words...)...) }
	}
	prog := func(p testProg) func(*spec) { return func(s *spec) { s.progs = append(s.progs, p) } }
	section := func(x testSection) func(*spec) { return func(s *spec) { s.sections = append(s.sections, x) } }
	note := func(owner string, kind uint32, words ...uint32) func(*spec) {
		return func(s *spec) {
			s.progs = append(s.progs, testProg{kind: ptNote, data: s.note(owner, kind, s.words(words...))})
		}
	}
	for _, tt := range []struct {
		name        string
		edit        func(*spec)
		want        image.System
		probe       string
		unsupported string
	}{
		{"Linux OSABI", func(s *spec) { s.osabi = 3 }, image.Linux, "EI_OSABI: 3", ""},
		{"IRIX OSABI", func(s *spec) { s.osabi = 8 }, image.IRIX, "EI_OSABI: 8", ""},
		{"FreeBSD OSABI", func(s *spec) { s.osabi = 9 }, image.SystemUnknown, "EI_OSABI: 9", "FreeBSD programs are not supported"},
		{"ABI tag", note("GNU", 1, 0, 3, 2, 0), image.Linux, "note: GNU ABI tag 0, version 3.2.0", ""},
		{"Hurd tag", note("GNU", 1, 1, 0, 0, 0), image.SystemUnknown, "note: GNU ABI tag 1, version 0.0.0", "Hurd programs are not supported"},
		{"NetBSD note", note("NetBSD", 1, 999), image.SystemUnknown, "note: NetBSD", "NetBSD programs are not supported"},
		{"Go", note("Go", 4, 1, 2), image.Linux, "note: Go build ID, and Go for MIPS exists for Linux only", ""},
		{"note section", func(s *spec) {
			section(testSection{name: ".note.ABI-tag", kind: shtNote, data: s.note("GNU", 1, s.words(0, 2, 6, 1))})(s)
		}, image.Linux, "note: GNU ABI tag 0, version 2.6.1", ""},
		{"glibc linker", prog(testProg{kind: ptInterp, data: []byte("/lib/ld.so.1\x00")}), image.Linux, `PT_INTERP: "/lib/ld.so.1"`, ""},
		{"musl linker", prog(testProg{kind: ptInterp, data: []byte("/opt/x/ld-musl-mips-sf.so.1\x00")}), image.Linux, `PT_INTERP: "/opt/x/ld-musl-mips-sf.so.1"`, ""},
		{"IRIX linker", prog(testProg{kind: ptInterp, data: []byte("/usr/lib/libc.so.1\x00")}), image.IRIX, `PT_INTERP: "/usr/lib/libc.so.1"`, ""},
		{"NetBSD linker", prog(testProg{kind: ptInterp, data: []byte("/usr/libexec/ld.elf_so\x00")}), image.SystemUnknown, `PT_INTERP: "/usr/libexec/ld.elf_so"`, "NetBSD programs are not supported"},
		{"liblist", section(testSection{name: ".liblist", kind: 1}), image.IRIX, "SGI linker: section .liblist", ""},
		{"checksum", prog(testProg{kind: ptDynamic, data: (&spec{}).words(dtMIPSIChecksum, 1, 0, 0)}), image.IRIX, "SGI linker: dynamic tag 0x70000003", ""},
		{"options", prog(testProg{kind: ptMIPSOptions}), image.IRIX, "SGI linker: program header type 0x70000002", ""},
		{"comment", section(testSection{name: ".comment", kind: 1, data: []byte("\x00GCC: (GNU) 3.4.6\x00")}), image.Linux, `.comment: "GCC: (GNU) 3.4.6"`, ""},
		{"libc_atexit", section(testSection{name: "__libc_atexit", kind: 1}), image.Linux, "__libc_atexit: section of static GNU C library programs", ""},
		{"abiflags", prog(testProg{kind: ptMIPSABIFlags, data: make([]byte, 24)}), image.Linux, "MIPS ABI flags: present, and newer than IRIX", ""},
		{"Linux calls", code(0x24020fa1, 0, 0x0000000c, 0x24020fa4, 0x0000000c), image.Linux, "system calls: 2 with numbers of Linux, 0 of IRIX", ""},
		{"IRIX calls", code(0x240203ec, 0x0000000c), image.IRIX, "system calls: 0 with numbers of Linux, 1 of IRIX", ""},
		{"number far away", code(0x24020fa1, 0, 0, 0, 0, 0x0000000c), image.IRIX, "e_flags: 0x0, no ABI field, big-endian", ""},
		{"o32 field", func(s *spec) { s.flags = 0x1005 }, image.Linux, "e_flags: 0x1005", ""},
		{"little-endian", func(s *spec) { s.little = true }, image.Linux, "e_flags: 0x0", ""},
		{"no MIPS", func(s *spec) { s.machine = 20 }, image.Linux, "fallback: nothing says otherwise", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := bare()
			tt.edit(s)
			img := mustParse(t, s)
			if img.System != tt.want || img.Probe != tt.probe || img.Unsupported != tt.unsupported {
				t.Errorf("got  %v, %q, %q\nwant %v, %q, %q", img.System, img.Probe, img.Unsupported, tt.want, tt.probe, tt.unsupported)
			}
		})
	}
}

func TestOverride(t *testing.T) {
	s := minimal()
	s.osabi = 9
	img, err := parseBytes(s.build(), Options{System: image.IRIX})
	if err != nil {
		t.Fatal(err)
	}
	if img.System != image.IRIX || img.Probe != "as told" || img.Unsupported != "" {
		t.Errorf("%v, %q, %q", img.System, img.Probe, img.Unsupported)
	}
}

func TestDynamic(t *testing.T) {
	s := minimal()
	s.progs = append(s.progs, testProg{kind: ptInterp, data: []byte("/lib/ld.so.1\x00")})
	img := mustParse(t, s)
	if img.Linkage != image.Dynamic || img.Interp != "/lib/ld.so.1" {
		t.Errorf("%v, %q", img.Linkage, img.Interp)
	}
}
