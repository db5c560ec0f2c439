package mips

import (
	"encoding/binary"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var long = flag.Bool("long", false, "test more random words")

const objdump = "mips-linux-gnu-objdump"

// TestDecodeAgainstObjdump disassembles random words, most of them made from
// rows of the table, and compares with binutils.
func TestDecodeAgainstObjdump(t *testing.T) {
	if _, err := exec.LookPath(objdump); err != nil {
		t.Skip(objdump + " is not installed")
	}
	n := 40000
	if *long {
		n = 2000000
	}
	rng := rand.New(rand.NewSource(1))
	words := make([]uint32, n)
	for i := range words {
		words[i] = rng.Uint32()
		if i%8 != 0 {
			e := Rows()[rng.Intn(len(Rows()))]
			words[i] = e.Word(rng.Uint32())
		}
		if i%8 == 1 {
			words[i] ^= 1 << rng.Intn(32)
		}
	}
	const base = 0x10000000
	want := disassemble(t, words, base)
	bad := 0
	for i, w := range words {
		got := strings.ReplaceAll(Disasm(base+uint32(4*i), w), "\t", " ")
		if got == want[i] || agreed(w, got, want[i]) != "" {
			continue
		}
		t.Errorf("%08x: got %q, objdump %q", w, got, want[i])
		if bad++; bad > 40 {
			t.Fatal("too many differences")
		}
	}
}

// disassemble runs objdump on the words, loaded at base.
func disassemble(t *testing.T, words []uint32, base uint32) []string {
	file := filepath.Join(t.TempDir(), "words")
	image := make([]byte, 0, 4*len(words))
	for _, w := range words {
		image = binary.BigEndian.AppendUint32(image, w)
	}
	if err := os.WriteFile(file, image, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(objdump, "-D", "-z", "-b", "binary", "-m", "mips:isa32r2", "-EB",
		"-M", "no-aliases,gpr-names=32,cp0-names=numeric,hwr-names=numeric,fpr-names=numeric",
		fmt.Sprintf("--adjust-vma=%#x", base), file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var text []string
	for _, line := range strings.Split(string(out), "\n") {
		f := strings.SplitN(line, "\t", 3)
		if len(f) == 3 && strings.HasSuffix(f[0], ":") {
			s := strings.ReplaceAll(f[2], "\t", " ")
			s, _, _ = strings.Cut(s, " <")
			text = append(text, strings.ReplaceAll(strings.TrimSpace(s), "s8", "fp"))
		}
	}
	if len(text) != len(words) {
		t.Fatalf("%d lines from objdump for %d words", len(text), len(words))
	}
	return text
}

// agreed returns why our reading of w may differ from objdump's, or "".
func agreed(w uint32, got, want string) string {
	return ""
}
