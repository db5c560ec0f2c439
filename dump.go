package main

import (
	"fmt"
	"io"

	"translate/frontend"
	"translate/frontend/cfg"
	"translate/frontend/image"
)

// dumpImage prints the loaded program.
func dumpImage(w io.Writer, img *image.Image) {
	fmt.Fprintf(w, "image %s\nentry 0x%08x bias 0x%x\n", oneLine(img.Path), img.Entry, img.Bias)
	for _, s := range img.Segments {
		fmt.Fprintf(w, "segment 0x%08x-0x%08x file 0x%x %s\n", s.Addr, s.End(), len(s.Data), permissions(s.Perm))
	}
	for _, s := range img.Sections {
		fmt.Fprintf(w, "section 0x%08x-0x%08x %q\n", s.Addr, s.Addr+s.Size, s.Name)
	}
	for _, s := range img.Symbols {
		fmt.Fprintf(w, "symbol 0x%08x size 0x%x %s %q\n", s.Addr, s.Size, symbolKinds[s.Kind], s.Name)
	}
}

var symbolKinds = map[image.SymbolKind]string{image.SymOther: "other", image.SymFunc: "func", image.SymObject: "object"}

func permissions(p image.Perm) string {
	b := []byte("---")
	for i, bit := range []image.Perm{image.Read, image.Write, image.Exec} {
		if p&bit != 0 {
			b[i] = "rwx"[i]
		}
	}
	return string(b)
}

// dumpFunc prints the blocks of a function with their instructions.
func dumpFunc(w io.Writer, code *frontend.Code, f *cfg.Func) {
	fmt.Fprintf(w, "func %s 0x%08x-0x%08x\n", oneLine(f.Name), f.Start, f.End)
	for i := range f.Blocks {
		b := &f.Blocks[i]
		fmt.Fprintf(w, " block 0x%08x-0x%08x%s\n", b.PC, b.End, entryMark(b))
		for pc := b.PC; pc < b.End; pc += code.Machine.Align() {
			word, _ := code.Image.Word(image.Addr(pc))
			fmt.Fprintf(w, "  %08x: %08x  %s\n", pc, word, code.Machine.Disasm(pc))
		}
	}
}

func entryMark(b *cfg.Block) string {
	if b.Entry {
		return " entry"
	}
	return ""
}
