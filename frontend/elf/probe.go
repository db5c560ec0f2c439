package elf

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"translate/frontend/image"
)

// A verdict is what a probe found: a system and the evidence for it. A foreign
// system is known by name only; nothing is known where both are unset.
type verdict struct {
	system   image.System
	foreign  string
	evidence string
}

func (v verdict) decided() bool { return v.system != image.SystemUnknown || v.foreign != "" }

// probes find the system of a program, as kernels do it: in order, until one
// decides. What a linker wrote on purpose comes first, habits of tools follow,
// and what the code does comes last.
var probes = []struct {
	name string
	run  func(*file) verdict
}{
	{"EI_OSABI", probeOSABI},
	{"note", probeNotes},
	{"PT_INTERP", probeInterp},
	{"SGI linker", probeSGI},
	{".comment", probeComment},
	{"__libc_atexit", probeAtexit},
	{"MIPS ABI flags", probeABIFlags},
	{"system calls", probeSyscalls},
	{"e_flags", probeFlags},
	{"fallback", probeFallback},
}

// identify sets the image's system.
func (f *file) identify(override image.System) {
	if override != image.SystemUnknown {
		f.img.System, f.img.Probe = override, "as told"
		return
	}
	for _, p := range probes {
		v := p.run(f)
		if !v.decided() {
			continue
		}
		f.img.System = v.system
		f.img.Probe = p.name + ": " + v.evidence
		if v.foreign != "" {
			f.unsupported("%s programs are not supported", v.foreign)
		}
		return
	}
}

// osABIs are the values of EI_OSABI that name a system. Zero names none: most
// tools leave it.
var osABIs = map[byte]verdict{
	1:  {foreign: "HP-UX"},
	2:  {foreign: "NetBSD"},
	3:  {system: image.Linux},
	4:  {foreign: "Hurd"},
	6:  {foreign: "Solaris"},
	7:  {foreign: "AIX"},
	8:  {system: image.IRIX},
	9:  {foreign: "FreeBSD"},
	10: {foreign: "Tru64"},
	12: {foreign: "OpenBSD"},
}

func probeOSABI(f *file) verdict {
	v := osABIs[f.hdr.osabi]
	v.evidence = fmt.Sprint(f.hdr.osabi)
	return v
}

// noteOwners are the names of notes that only one system's tools write. GNU
// notes are everywhere; their ABI tag says where.
var noteOwners = map[string]verdict{
	"NetBSD":  {foreign: "NetBSD"},
	"FreeBSD": {foreign: "FreeBSD"},
	"OpenBSD": {foreign: "OpenBSD"},
	"Android": {system: image.Linux},
}

// gnuABITags are the systems of the GNU ABI tag.
var gnuABITags = []verdict{
	{system: image.Linux}, {foreign: "Hurd"}, {foreign: "Solaris"}, {foreign: "FreeBSD"}, {foreign: "NetBSD"},
}

func probeNotes(f *file) verdict {
	const ntGNUABITag, ntGoBuildID = 1, 4
	for _, n := range f.notes {
		if v, known := noteOwners[n.owner]; known {
			v.evidence = n.owner
			return v
		}
		if n.owner == "Go" && n.kind == ntGoBuildID && f.img.Machine == image.MIPS {
			return verdict{system: image.Linux, evidence: "Go build ID, and Go for MIPS exists for Linux only"}
		}
		if n.owner != "GNU" || n.kind != ntGNUABITag || len(n.desc) < 16 {
			continue
		}
		word := func(i int) uint32 { return f.order.Uint32(n.desc[4*i:]) }
		if id := word(0); id < uint32(len(gnuABITags)) {
			v := gnuABITags[id]
			v.evidence = fmt.Sprintf("GNU ABI tag %d, version %d.%d.%d", id, word(1), word(2), word(3))
			return v
		}
	}
	return verdict{}
}

// interps are patterns of dynamic linkers. One without a slash matches the last
// element, wherever the linker was installed.
var interps = []struct {
	pattern string
	found   verdict
}{
	{"/usr/lib/libc.so.1", verdict{system: image.IRIX}},
	{"/usr/lib32/libc.so.1", verdict{system: image.IRIX}},
	{"/usr/lib64/libc.so.1", verdict{system: image.IRIX}},
	{"/usr/lib/ld.so*", verdict{foreign: "System V"}},
	{"ld.elf_so", verdict{foreign: "NetBSD"}},
	{"ld-elf.so*", verdict{foreign: "FreeBSD"}},
	{"ld.so", verdict{foreign: "OpenBSD"}},
	{"ld.so.*", verdict{system: image.Linux}},
	{"ld-linux*", verdict{system: image.Linux}},
	{"ld-musl-*", verdict{system: image.Linux}},
	{"ld-uClibc*", verdict{system: image.Linux}},
	{"ld64-uClibc*", verdict{system: image.Linux}},
	{"linker", verdict{system: image.Linux}},
}

func probeInterp(f *file) verdict {
	for _, row := range interps {
		name := f.img.Interp
		if !strings.Contains(row.pattern, "/") {
			name = path.Base(name)
		}
		if ok, _ := path.Match(row.pattern, name); ok && f.img.Interp != "" {
			v := row.found
			v.evidence = fmt.Sprintf("%q", f.img.Interp)
			return v
		}
	}
	return verdict{}
}

// sgiSections, sgiTags and sgiProgs are what SGI's linker writes into o32 files
// and GNU's does not.
var (
	sgiSections = []string{".liblist", ".msym", ".conflict", ".MIPS.interfaces", ".MIPS.content", ".MIPS.events", ".MIPS.options"}
	sgiTags     = []uint32{dtMIPSIChecksum, dtMIPSIVersion, dtMIPSMSym, dtMIPSConflict, dtMIPSLiblist}
	sgiProgs    = []uint32{ptMIPSRtproc, ptMIPSOptions}
)

func probeSGI(f *file) verdict {
	if f.img.Machine != image.MIPS {
		return verdict{}
	}
	for _, name := range sgiSections {
		if f.section(name) != nil {
			return verdict{system: image.IRIX, evidence: "section " + name}
		}
	}
	for _, tag := range sgiTags {
		if f.tag(tag) != nil {
			return verdict{system: image.IRIX, evidence: fmt.Sprintf("dynamic tag 0x%x", tag)}
		}
	}
	for _, kind := range sgiProgs {
		if f.prog(kind) != nil {
			return verdict{system: image.IRIX, evidence: fmt.Sprintf("program header type 0x%x", kind)}
		}
	}
	return verdict{}
}

// compilers are beginnings of what compilers leave in .comment that make Linux
// likely, given that nothing names another system.
var compilers = []string{"GCC: (", "clang version ", "Linker: LLD", "rustc version "}

func probeComment(f *file) verdict {
	s := f.section(".comment")
	if s == nil {
		return verdict{}
	}
	b, err := f.contents(s, 64<<10)
	if err != nil {
		return verdict{}
	}
	for _, line := range bytes.Split(b, []byte{0}) {
		for _, c := range compilers {
			if bytes.Contains(line, []byte(c)) {
				return verdict{system: image.Linux, evidence: fmt.Sprintf("%.60q", line)}
			}
		}
	}
	return verdict{}
}

func probeAtexit(f *file) verdict {
	if f.section("__libc_atexit") == nil {
		return verdict{}
	}
	return verdict{system: image.Linux, evidence: "section of static GNU C library programs"}
}

func probeABIFlags(f *file) verdict {
	if f.img.Machine != image.MIPS || f.prog(ptMIPSABIFlags) == nil && f.section(".MIPS.abiflags") == nil {
		return verdict{}
	}
	return verdict{system: image.Linux, evidence: "present, and newer than IRIX"}
}

// probeSyscalls counts which system's numbers the code loads into $v0 right
// before it makes system calls: 4000 and up on Linux, 1000 and up on IRIX.
func probeSyscalls(f *file) verdict {
	if f.img.Machine != image.MIPS {
		return verdict{}
	}
	linux, irix := 0, 0
	for i := range f.img.Segments {
		s := &f.img.Segments[i]
		if s.Perm&image.Exec == 0 {
			continue
		}
		l, x := f.countSyscalls(s.Data)
		linux, irix = linux+l, irix+x
	}
	evidence := fmt.Sprintf("%d with numbers of Linux, %d of IRIX", linux, irix)
	switch {
	case linux > irix:
		return verdict{system: image.Linux, evidence: evidence}
	case irix > linux:
		return verdict{system: image.IRIX, evidence: evidence}
	}
	return verdict{}
}

// countSyscalls looks for "li $v0, N" up to four words before "syscall".
func (f *file) countSyscalls(text []byte) (linux, irix int) {
	const syscall, liV0, window = 0x0000000c, 0x24020000, 4
	number, age := uint32(0), window+1
	for ; len(text) >= 4; text = text[4:] {
		switch w := f.order.Uint32(text); {
		case w&0xffff0000 == liV0:
			number, age = w&0xffff, 0
		case w == syscall && age < window:
			switch {
			case number >= 4000 && number < 5000:
				linux++
			case number >= 1000 && number < 2000:
				irix++
			}
			age = window
		default:
			age++
		}
	}
	return linux, irix
}

// probeFlags takes the ABI field of e_flags: GNU tools for Linux set it, SGI's
// leave it zero and only made big-endian programs.
func probeFlags(f *file) verdict {
	if f.img.Machine != image.MIPS {
		return verdict{}
	}
	switch evidence := fmt.Sprintf("0x%x", f.hdr.flags); {
	case f.hdr.flags&efABIMask != 0, !f.img.BigEnd:
		return verdict{system: image.Linux, evidence: evidence}
	default:
		return verdict{system: image.IRIX, evidence: evidence + ", no ABI field, big-endian"}
	}
}

func probeFallback(*file) verdict {
	return verdict{system: image.Linux, evidence: "nothing says otherwise"}
}
