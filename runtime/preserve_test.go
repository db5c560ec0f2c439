package runtime

import (
	"bytes"
	"debug/elf"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/arch/x86/x86asm"
)

// TestPreserveAll checks that functions which promise to preserve all registers
// restore none that they have not saved: LLVM may give back a frame of eight
// bytes by a pop into a register that it believes to be free.
func TestPreserveAll(t *testing.T) {
	preserving := preservingFunctions(t)
	for _, name := range []string{"mips-big", "mips-little", "ppc", "x86"} {
		data, err := Archive(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := elf.NewFile(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		symbols, err := file.Symbols()
		if err != nil {
			t.Fatal(err)
		}
		checked := 0
		for _, s := range symbols {
			if !preserving.MatchString(s.Name) || elf.ST_TYPE(s.Info) != elf.STT_FUNC {
				continue
			}
			text, err := file.Sections[s.Section].Data()
			if err != nil {
				t.Fatal(err)
			}
			if r := popsUnsaved(text[s.Value : s.Value+s.Size]); r != 0 {
				t.Errorf("%s: %s pops %v without having pushed it", name, s.Name, r)
			}
			checked++
		}
		if checked == 0 {
			t.Errorf("%s: no function that preserves all registers", name)
		}
	}
}

// preservingFunctions returns an expression for the names of those the sources
// declare.
func preservingFunctions(t *testing.T) *regexp.Regexp {
	sources, err := filepath.Glob("src/*.[ch]")
	if err != nil {
		t.Fatal(err)
	}
	function := regexp.MustCompile(`\brt_[\w#]+`)
	pasted := regexp.MustCompile(`##\w+(##)?`)
	var names []string
	for _, h := range sources {
		text, err := os.ReadFile(h)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if strings.Contains(line, "preserve_all") || strings.Contains(line, "COLD_HELPER") {
				for _, n := range function.FindAllString(line, -1) {
					names = append(names, pasted.ReplaceAllString(n, `\w+`))
				}
			}
		}
	}
	return regexp.MustCompile("^(" + strings.Join(names, "|") + ")$")
}

// popsUnsaved returns a register that code pops and nowhere pushes, or 0.
func popsUnsaved(code []byte) x86asm.Reg {
	saved := map[x86asm.Arg]bool{x86asm.RAX: true} // holds the result
	var popped []x86asm.Reg
	for len(code) > 0 {
		inst, err := x86asm.Decode(code, 64)
		if err != nil { // of an extension the decoder lacks; neither push nor pop
			code = code[1:]
			continue
		}
		switch r, _ := inst.Args[0].(x86asm.Reg); inst.Op {
		case x86asm.PUSH:
			saved[r] = true
		case x86asm.POP:
			popped = append(popped, r)
		}
		code = code[inst.Len:]
	}
	for _, r := range popped {
		if !saved[r] {
			return r
		}
	}
	return 0
}
