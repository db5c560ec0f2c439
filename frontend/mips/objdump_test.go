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
	name, _, _ := strings.Cut(want, " ")
	mine, _, _ := strings.Cut(got, " ")
	opcode := w >> 26
	switch {
	case strings.HasPrefix(want, strings.Replace(mine, "rot", "ro", 1)+" ") && mine != "":
		return "objdump spells ROTR ror"
	case mine == "clz" || mine == "clo":
		return "objdump writes both registers where rt and rd differ"
	case (mine == "jr" || mine == "jalr") && (name == ".word" || name == mine+".hb"):
		return "reserved hints have no effect"
	case mine == "ext" || mine == "ins":
		return "objdump shows fields that leave the word in its own way"
	case mine == "sub" && name == "neg" || mine == "subu" && name == "negu":
		return "objdump shows the alias with $zero"
	case got != fmt.Sprintf(".word %#x", w):
		return ""
	case opcode == 0x10 || opcode == 0x2f || opcode == 0x1f && w&0x3f == 0x3d:
		return "privileged, or CACHE"
	case opcode == 0x12 || opcode == 0x32 || opcode == 0x36 || opcode == 0x3a || opcode == 0x3e:
		return "coprocessor 2 is not usable"
	case name == "c1" || strings.HasPrefix(name, "cabs.") || strings.Contains(name, ".p"):
		return "unknown to objdump too; MIPS-3D; paired single"
	case strings.HasPrefix(name, "udi"):
		return "user-defined instructions"
	case opcode == 0x1d:
		return "JALX enters MIPS16 or microMIPS"
	case opcode == 0x1e || opcode == 0x11 && w>>21&31 >= 0x18 || name == "lsa" || name == "bz.v" || name == "bnz.v":
		return "MSA"
	case opcode == 0x1f:
		return "DSP, MT and EVA"
	case strings.Contains(want, "$ac"):
		return "DSP"
	}
	for reason, names := range extensions {
		if strings.Contains(" "+names+" ", " "+name+" ") {
			return reason
		}
	}
	return ""
}

// extensions are instructions objdump knows and the table leaves out.
var extensions = map[string]string{
	"MIPS-3D":   "bc1any2f bc1any2t bc1any4f bc1any4t recip1.s recip1.d recip2.s recip2.d rsqrt1.s rsqrt1.d rsqrt2.s rsqrt2.d",
	"MCU":       "aset aclr",
	"SmartMIPS": "mtlhx mflhxu pperm lwxs",
	"EJTAG":     "sdbbp",
	"DSP":       "bposge32",
}
