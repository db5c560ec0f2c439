package main

import (
	"debug/elf"
	"flag"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"translate/backend"
)

var namesSeed = flag.Uint64("names", 0, "seed of the random names of TestNames; 0: any")

// oddNames are names of functions that could mean something else on their way to
// the linker. Names that are listed twice belong to two functions.
var oddNames = []string{
	"main", "twice", "twice", "twice.400100", "sub_400100", "f", "f.nofma", "f%nofma", "f.local", "f.part.400100",
	`type:.eq.struct { Header *json.RawMessage "json:\"header\""; Body string "json:\"body\"" }`,
	"xlat_miss", "xlat_enter", "xlat_start", "xlat_table", "xlat_program", "rt_syscall", "rt_syscall.kept",
	"segments", "segment0", "functions", "functions_end", ".Lfunctions", ".Lsegments", "head",
	"llvm.trap", "llvm.bswap.i32", "llvm.used", "\x01main", "regs", ".", "..", ".text", ".rodata", ".Ltmp0", "$", "-", "_",
	"_GLOBAL_OFFSET_TABLE_", "__ehdr_start", "_end", "__bss_start", "_start", "__tls_get_addr",
	"memcpy", "memset", "memcpy@@GLIBC_2.0", "memcpy@GLIBC_2.0", "foo@PLT", "@", "@@",
	"0", "42", "4294967296", "123456789012345678901234567890", "0x10", "1b", "2f", "7up",
	"%", "%s%n", "%d", "%rax", "rax", "eax", "%22", "\"", "\"\"", "\\", "\\\\", "\\22", "a\\", "'", "''", " ", "a b", "a\tb",
	"a\nb", "\n", "\r\n.globl x", "#x", "/*", "*/", "//", ";", "a;b", ",", "(", ")", "[", "]", "{", "}", "<", ">", "!", "?", "~",
	"é", "世界", "\u200b", "\u2028", "\U0001f600", "\x7f", "\x80", "\xff\xfe", "\xe2\x80", "\ufffd", "\xe2808B",
	strings.Repeat("long", 1000), strings.Repeat("long", 1000) + "er", strings.Repeat("\"", 5000), strings.Repeat("é", 3000),
}

// randomNames returns names of bytes and of pieces of odd names.
func randomNames(rng *rand.Rand, n int) []string {
	var names []string
	for range n {
		var b []byte
		for range 1 + rng.IntN(6) {
			if rng.IntN(3) == 0 {
				piece := oddNames[rng.IntN(len(oddNames))]
				b = append(b, piece[:min(len(piece), 1+rng.IntN(12))]...)
			} else {
				b = append(b, byte(1+rng.IntN(255)))
			}
		}
		names = append(names, string(b))
	}
	return names
}

// namesProgram returns a big-endian MIPS executable with functions of the names,
// which gives each back its number, called directly and by its address. It ends
// with status 7 if they all do, otherwise with 1.
func namesProgram(names []string) []byte {
	const base, headers = 0x400000, 52 + 32
	const shStrTab = "\x00.symtab\x00.strtab\x00"
	const mainInsns, exitInsns, funcInsns = 11, 6, 4
	start := uint32(base + headers)
	exit := start + 4*uint32(mainInsns*len(names))
	funcs := exit + 4*exitInsns
	branch := func(from, to uint32) uint32 { return uint32(uint16((to - from - 4) / 4)) }
	var code, syms []uint32
	strs := []byte{0}
	for i := range names {
		f := funcs + 4*funcInsns*uint32(i)
		n := uint32(i + 1)
		pc := start + 4*uint32(len(code))
		code = append(code,
			0x0c000000|f>>2, 0, // jal f
			0x24010000|n,                         // li at,n
			0x14610000|branch(pc+12, exit+12), 0, // bne v1,at,fail
			0x3c190000|f>>16, 0x37390000|f&0xffff, 0x0320f809, 0, // lui t9; ori t9; jalr t9
			0x14610000|branch(pc+36, exit+12), 0) // bne v1,at,fail
	}
	code = append(code,
		0x24040007, 0x10000002, 0, // li a0,7; b end
		0x24040001,             // fail: li a0,1
		0x24020fa1, 0x0000000c) // end: li v0,4001; syscall
	for i, name := range names {
		n := uint32(i + 1)
		code = append(code, 0x03e00008, 0x24030000|n, 0, 0) // jr ra; li v1,n
		syms = append(syms, uint32(len(strs)), funcs+4*funcInsns*uint32(i), 4*funcInsns, 0x12<<24|1)
		strs = append(append(strs, name...), 0)
	}
	size := uint32(headers + 4*len(code))
	var b bigEndian
	symSize, strSize := 16+4*uint32(len(syms)), uint32(len(strs))
	b = append(b, "\x7fELF\x01\x02\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	b.put16(2, 8)
	b.put32(1, start, 52, size+symSize+strSize+uint32(len(shStrTab)), 0x50001005)
	b.put16(52, 32, 1, 40, 5, 4)
	b.put32(1, 0, base, base, size, size, 5, 0x10000)
	b.put32(code...)
	b.put32(0, 0, 0, 0)
	b.put32(syms...)
	b = append(append(b, strs...), shStrTab...)
	b = append(b, make([]byte, 40)...)
	b.put32(0, 1, 6, start, start-base, size-headers, 0, 0, 4, 0) // .text, without a name
	b.put32(1, 2, 0, 0, size, symSize, 3, 1, 4, 16)
	b.put32(9, 3, 0, 0, size+symSize, strSize, 0, 0, 1, 0)
	b.put32(9, 3, 0, 0, size+symSize+strSize, uint32(len(shStrTab)), 0, 0, 1, 0)
	return b
}

// TestNames translates functions with names of all kinds. They call each other,
// and the output's symbols have readable names.
func TestNames(t *testing.T) {
	needBackend(t)
	if _, err := backend.FindToolchain(""); err != nil {
		t.Skip(err)
	}
	seed := *namesSeed
	if seed == 0 {
		seed = rand.Uint64()
	}
	random := randomNames(rand.New(rand.NewPCG(seed, 0)), 400)
	for _, tt := range []struct {
		name  string
		names []string
	}{{"odd", oddNames}, {fmt.Sprintf("random-%d", seed), random}} {
		t.Run(tt.name, func(t *testing.T) {
			s := newSandbox(t)
			s.write("prog", namesProgram(tt.names), 0o755)
			_, stderr, status := s.run("prog", "-O1", "-o", "out", "--emit=asm")
			if status != 0 || stderr != "" {
				t.Fatalf("status %d, %q", status, stderr)
			}
			out := filepath.Join(s.dir, "out")
			err := exec.Command(out).Run()
			if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 7 {
				t.Errorf("the translation ends with %v, want 7", err)
			}
			f, err := elf.Open(out)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			symbols, err := f.Symbols()
			if err != nil {
				t.Fatal(err)
			}
			seen := map[string]bool{}
			for _, s := range symbols {
				seen[s.Name] = true
			}
			if tt.name == "odd" {
				for _, want := range []string{
					"main", "twice", "世界", "memcpy", "f.nofma", "f%25nofma", "%78lat_miss",
					"type:.eq.struct { Header *json.RawMessage %22json:%5C%22header%5C%22%22; Body string %22json:%5C%22body%5C%22%22 }",
				} {
					if !seen[want] {
						t.Errorf("no symbol %q", want)
					}
				}
			}
		})
	}
}
