package backend

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"translate/frontend/image"
	"translate/ir"
)

// hostBase is where the host part of the output begins, with the code of
// ir.Miss: above the 4 GiB that belong to the guest.
const hostBase = 0x2_0000_0000

// pageSize of the host.
const pageSize = 4096

// link writes the executable. It links twice: host addresses of guest
// instructions are known after the first time only.
func (b *builder) link(ctx context.Context, out string, archive []byte, objects []string) error {
	lib, err := writeFile(b.opt.WorkDir, "runtime.o", archive)
	if err != nil {
		return err
	}
	source, err := b.programSource()
	if err != nil {
		return err
	}
	program, err := b.assemble(ctx, "program", source)
	if err != nil {
		return err
	}
	objects = append([]string{lib, program}, objects...)
	if err := b.linkWith(ctx, out, nil, objects); err != nil {
		return err
	}
	lines, err := readLines(out)
	if err != nil {
		return err
	}
	if err := os.Remove(out); err != nil {
		return fmt.Errorf("linking again: %w", err)
	}
	return b.linkWith(ctx, out, lines, objects, "--strip-debug")
}

// linkWith links objects and a table of guest PCs.
func (b *builder) linkWith(ctx context.Context, out string, lines []line, objects []string, flags ...string) error {
	script, err := writeFile(b.opt.WorkDir, "link.ld", b.linkerScript())
	if err != nil {
		return err
	}
	source, err := b.linesSource(lines)
	if err != nil {
		return err
	}
	table, err := b.assemble(ctx, "lines", source)
	if err != nil {
		return err
	}
	args := append([]string{"-o", out, "-T", script, "--no-pie", "-static", "-z", "noexecstack",
		"--build-id=none", "--threads=1", table}, objects...)
	return b.opt.Tools.run(ctx, nil, "ld.lld", append(args, flags...)...)
}

// quote returns a string as assembly has it, where the bytes of other characters
// than ASCII's are in octal.
func quote(s string) string {
	var w strings.Builder
	for _, b := range []byte(s) {
		if b < ' ' || b > '~' || b == '"' || b == '\\' {
			fmt.Fprintf(&w, "\\%03o", b)
		} else {
			w.WriteByte(b)
		}
	}
	return `"` + w.String() + `"`
}

// assemble makes an object file called name from assembly.
func (b *builder) assemble(ctx context.Context, name string, source []byte) (string, error) {
	asm, err := writeFile(b.opt.WorkDir, name+".s", source)
	if err != nil {
		return "", err
	}
	obj := filepath.Join(b.opt.WorkDir, name+".o")
	return obj, b.opt.Tools.run(ctx, nil, "llvm-mc", "-triple=x86_64-unknown-linux-gnu", "-filetype=obj", asm, "-o", obj)
}

// mapped reports for each segment whether the output's own program headers can
// put it in place: no other segment shares its pages, and what is not in the
// file can be zeroed, which the kernel does in writable segments only.
func (b *builder) mapped() []bool {
	segs := b.in.Image.Segments
	ok := make([]bool, len(segs))
	for i := range segs {
		s := &segs[i]
		ok[i] = s.Size > 0 && (uint64(len(s.Data)) == s.Size || s.Perm&image.Write != 0)
		if i > 0 && s.Addr/pageSize <= (segs[i-1].End()-1)/pageSize {
			ok[i], ok[i-1] = false, false
		}
	}
	return ok
}

// Flags of enum program_flags in xlat.h that do not depend on the machine.
const (
	flagExecStack = 4
	flagExact     = 16
)

// flags returns enum program_flags of the program.
func (b *builder) flags() uint32 {
	flags := b.in.Flags
	if b.in.Image.GNUStackExec {
		flags |= flagExecStack
	}
	if b.in.Exact == ir.AtFaults {
		flags |= flagExact
	}
	return flags
}

// programSource returns the assembly of what the runtime must know of the
// program: struct program of xlat.h, the dispatch table and the segments.
func (b *builder) programSource() ([]byte, error) {
	var w bytes.Buffer
	img := b.in.Image
	fmt.Fprintf(&w, ".section .rodata,\"a\"\n.globl xlat_program\n.hidden xlat_program\n.balign 8\nxlat_program:\n")
	for _, v := range []uint64{img.Entry, img.PHdr, uint64(img.PHNum), img.End(), img.Bias, uint64(b.flags()),
		uint64(b.in.Text.Start), uint64(b.in.Text.End)} {
		fmt.Fprintf(&w, ".long %#x\n", uint32(v))
	}
	fmt.Fprintf(&w, ".quad %s\n.long %d, 0\n.quad .Lsegments\n.quad xlat_lines, xlat_line_chunks, xlat_line_chunks_end, .Lfunctions, .Lfunctions_end, .Lrelied, .Lrelied_end\n", ir.DispatchTable, len(img.Segments))
	if err := b.writeSegments(&w); err != nil {
		return nil, err
	}
	b.writeFunctions(&w)
	b.writeRelied(&w)
	b.writeDispatch(&w)
	return w.Bytes(), nil
}

// writeSegments writes the segment table and the contents of the segments.
func (b *builder) writeSegments(w *bytes.Buffer) error {
	mapped := b.mapped()
	fmt.Fprintf(w, ".balign 8\n.Lsegments:\n")
	for i, s := range b.in.Image.Segments {
		data := "0"
		if !mapped[i] && len(s.Data) > 0 {
			data = fmt.Sprintf(".Lsegment%d", i)
		}
		fmt.Fprintf(w, ".long %#x, %#x, %d, %#x\n.quad %s\n", s.Addr, s.Size, hostProt(s.Perm), len(s.Data), data)
	}
	for i, s := range b.in.Image.Segments {
		file, err := writeFile(b.opt.WorkDir, fmt.Sprintf("segment%d.bin", i), s.Data)
		if err != nil {
			return err
		}
		flags := "a"
		if mapped[i] && s.Perm&image.Write != 0 {
			flags = "aw"
		}
		name := ".rodata"
		if mapped[i] {
			name = fmt.Sprintf(".guest%d", i)
		}
		fmt.Fprintf(w, ".section %s,\"%s\"\n.Lsegment%d: .incbin %s\n", name, flags, i, quote(file))
		if zero := s.Size - uint64(len(s.Data)); mapped[i] && zero > 0 {
			fmt.Fprintf(w, ".section .guestbss%d,\"aw\",@nobits\n.zero %d\n", i, zero)
		}
	}
	return nil
}

// hostProt returns the host's PROT_* bits.
func hostProt(p image.Perm) int {
	prot := 0
	for _, m := range []struct {
		perm image.Perm
		prot int
	}{{image.Read, 1}, {image.Write, 2}, {image.Exec, 4}} {
		if p&m.perm != 0 {
			prot |= m.prot
		}
	}
	return prot
}

// writeFunctions writes the table of lifted functions.
func (b *builder) writeFunctions(w *bytes.Buffer) {
	fmt.Fprintf(w, ".section .rodata,\"a\"\n.balign 4\n.Lfunctions:\n")
	for _, f := range b.in.Funcs {
		fmt.Fprintf(w, ".long %#x, %#x, %q - %#x\n", f.Start, f.Size, ir.Symbol(f.Name), uint64(hostBase))
	}
	fmt.Fprintf(w, ".Lfunctions_end:\n")
}

// writeRelied writes the table of pages that lifted functions rely on.
func (b *builder) writeRelied(w *bytes.Buffer) {
	fmt.Fprintf(w, ".Lrelied:\n")
	for _, page := range b.in.Relied {
		fmt.Fprintf(w, ".long %#x\n", page)
	}
	fmt.Fprintf(w, ".Lrelied_end:\n")
}

// writeDispatch writes the table that leads from guest PCs to host code.
func (b *builder) writeDispatch(w *bytes.Buffer) {
	fmt.Fprintf(w, ".section .rodata.dispatch,\"a\"\n.globl %s\n.hidden %s\n.balign 4\n%s:\n", ir.DispatchTable, ir.DispatchTable, ir.DispatchTable)
	next := b.in.Text.Start
	miss := func(until uint32) {
		if until > next {
			fmt.Fprintf(w, ".zero %d\n", (until-next)/b.in.Guest.Align*4)
		}
	}
	for _, e := range b.in.Entries {
		miss(e.PC)
		fmt.Fprintf(w, ".long %q - %#x\n", ir.Symbol(e.Func), uint64(hostBase))
		next = e.PC + b.in.Guest.Align
	}
	miss(b.in.Text.End + b.in.Guest.Align)
}

// linkerScript places the guest segments at their addresses and everything
// else above them.
func (b *builder) linkerScript() []byte {
	var phdrs, sections bytes.Buffer
	for i, ok := range b.mapped() {
		if !ok {
			continue
		}
		s := &b.in.Image.Segments[i]
		flags := 4
		if s.Perm&image.Write != 0 {
			flags = 6
		}
		fmt.Fprintf(&phdrs, "  guest%d PT_LOAD FLAGS(%d);\n", i, flags)
		fmt.Fprintf(&sections, "  .guest%d %#x : { *(.guest%d) } :guest%d\n", i, s.Addr, i, i)
		if uint64(len(s.Data)) < s.Size {
			fmt.Fprintf(&sections, "  .guestbss%d %#x (NOLOAD) : { *(.guestbss%d) } :guest%d\n", i, s.Addr+uint64(len(s.Data)), i, i)
		}
	}
	return fmt.Appendf(nil, `ENTRY(xlat_start)
PHDRS {
%s  text PT_LOAD FLAGS(5);
  rodata PT_LOAD FLAGS(4);
  data PT_LOAD FLAGS(6);
  lines PT_LOAD FLAGS(4);
  stack PT_GNU_STACK FLAGS(6);
}
SECTIONS {
%s  .text %#x : { *(%s) *(.text .text.*) } :text
  . = ALIGN(%d);
  .rodata : { *(.rodata .rodata.*) } :rodata
  .eh_frame : { *(.eh_frame) } :rodata
  . = ALIGN(%d);
  .data : { *(.data .data.*) } :data
  .bss : { *(.bss .bss.*) } :data
  . = ALIGN(%d);
  .lines : { *(.lines) } :lines
  /DISCARD/ : { *(.comment) *(.note*) }
}
`, phdrs.Bytes(), sections.Bytes(), uint64(hostBase), ir.MissSection, pageSize, pageSize, pageSize)
}
