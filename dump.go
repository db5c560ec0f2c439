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
		for pc := b.PC; pc < b.End; {
			size := code.Machine.Align()
			if in, ok := code.Machine.Decode(pc); ok {
				size = in.Size
			}
			text := code.Machine.Disasm(pc)
			fmt.Fprintf(w, "  %08x: %s  %s\n", pc, hexBytes(code.Image, pc, size), text)
			pc += size
		}
	}
}

// hexBytes returns the bytes of an instruction, words of an instruction set
// of words in its byte order.
func hexBytes(img *image.Image, pc, size uint32) string {
	if word, ok := img.Word(image.Addr(pc)); ok && size == 4 && img.Machine != image.I386 {
		return fmt.Sprintf("%08x", word)
	}
	return fmt.Sprintf("%-20x", img.Bytes(image.Addr(pc), int(size)))
}

func entryMark(b *cfg.Block) string {
	if b.Entry {
		return " entry"
	}
	return ""
}
