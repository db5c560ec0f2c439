package mips

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"translate/ir"
	"translate/ir/eval"
)

var update = flag.Bool("update", false, "record the vectors in testdata anew, with the cross compiler and QEMU")

// A vector is one instruction with what it reads and leaves. Its words name
// the registers a0, a1 and v0, and hi and lo; loads and stores have a0 near
// scratch memory of 16 bytes, 80, 91, a2 ... 7f.
type vector struct {
	word    uint32
	in, out [5]uint32
	mem     [16]byte // afterwards
	signal  uint32   // 0, or the guest's number of the one it raises
}

var vectorRegs = [5]string{"a0", "a1", "v0", "hi", "lo"}

const scratch = 0x10000000

func freshScratch() []byte {
	m := make([]byte, 16)
	for i := range m {
		m[i] = byte(0x80 + 0x11*i)
	}
	return m
}

// String returns the line of testdata for v: only what changes is said of the
// outcome.
func (v vector) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%08x ", v.word)
	for i, name := range vectorRegs {
		fmt.Fprintf(&b, " %s=%x", name, v.in[i])
	}
	b.WriteString(" =>")
	if v.signal != 0 {
		fmt.Fprintf(&b, " signal=%d", v.signal)
		return b.String()
	}
	for i, name := range vectorRegs {
		if v.out[i] != v.in[i] {
			fmt.Fprintf(&b, " %s=%x", name, v.out[i])
		}
	}
	if !bytes.Equal(v.mem[:], freshScratch()) {
		fmt.Fprintf(&b, " mem=%x", v.mem)
	}
	return b.String()
}

// TestVectors runs the instructions of testdata through ir/eval. What they
// leave was recorded from QEMU.
func TestVectors(t *testing.T) {
	for _, file := range []string{"big", "little"} {
		t.Run(file, func(t *testing.T) {
			name := filepath.Join("testdata", "integer-"+file+".txt")
			if *update {
				record(t, name, file == "big")
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for n, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
				if strings.HasPrefix(line, "#") {
					continue
				}
				want := parseVector(t, line)
				if got := evaluate(want, file == "big"); got != want {
					t.Errorf("%s:%d: %s\n\tgot  %v\n\twant %v", name, n+1, Disasm(0, want.word), got, want)
				}
			}
		})
	}
}

func parseVector(t *testing.T, line string) (v vector) {
	copy(v.mem[:], freshScratch())
	in, out, ok := strings.Cut(line, "=>")
	fields := strings.Fields(in)
	if _, err := fmt.Sscanf(fields[0], "%x", &v.word); err != nil || !ok {
		t.Fatalf("bad vector %q", line)
	}
	for i := range v.in {
		fmt.Sscanf(fields[i+1], vectorRegs[i]+"=%x", &v.in[i])
	}
	v.out = v.in
	for _, f := range strings.Fields(out) {
		name, value, _ := strings.Cut(f, "=")
		if name == "mem" {
			hex.Decode(v.mem[:], []byte(value))
		}
		if name == "signal" {
			fmt.Sscanf(value, "%d", &v.signal)
		}
		for i := range v.out {
			if vectorRegs[i] == name {
				fmt.Sscanf(value, "%x", &v.out[i])
			}
		}
	}
	return v
}

// signals are the guest's signals for the services of traps.
var signals = map[string]uint32{"rt_overflow": 8, "rt_trap": 5, "rt_illegal": 4}

// evaluate runs the instruction of v on its input.
func evaluate(v vector, bigEnd bool) vector {
	m := &eval.Machine{BigEnd: bigEnd, Base: scratch, Memory: freshScratch()}
	set := []func(uint32){
		func(x uint32) { m.Set(gprBank, 4, uint64(x)) },
		func(x uint32) { m.Set(gprBank, 5, uint64(x)) },
		func(x uint32) { m.Set(gprBank, 2, uint64(x)) },
		func(x uint32) { m.Set(accBank, 0, m.Get(accBank, 0)|uint64(x)<<32) },
		func(x uint32) { m.Set(accBank, 0, m.Get(accBank, 0)|uint64(x)) },
	}
	for i, f := range set {
		f(v.in[i])
	}
	l := &lifter{Builder: m, bigEndian: bigEnd, pc: ir.ConstOf(ir.I32, 0x400000)}
	m.Run(func() {
		Decode(v.word).Payload.lift(l, inst{m, ir.ConstOf(ir.I32, uint64(v.word))})
	})
	v.signal = 0
	if len(m.Services) > 0 {
		v.signal = signals[m.Services[0].Name]
	}
	v.out = [5]uint32{
		uint32(m.Get(gprBank, 4)), uint32(m.Get(gprBank, 5)), uint32(m.Get(gprBank, 2)),
		uint32(m.Get(accBank, 0) >> 32), uint32(m.Get(accBank, 0)),
	}
	copy(v.mem[:], m.Memory)
	return v
}

// interesting are operands of which every instruction sees some pairs.
var interesting = [][2]uint32{
	{0, 0}, {1, 0xffffffff}, {0x7fffffff, 1}, {0x80000000, 0xffffffff}, {0x12345678, 0x9abcdef0},
	{0xffffffff, 0xffffffff}, {7, 0}, {0x80000000, 0}, {33, 0x80000001}, {0xfffffff9, 2},
}

// inputs makes the instructions and operands to record.
func inputs() []vector {
	var all []vector
	add := func(row *Row, word, a0, a1 uint32) {
		for name, n := range map[string]uint32{"rs": 4, "rt": 5, "rd": 2} {
			if f, ok := row.Field(name); ok && name != "rd" || ok && row.Name != "EXT" && row.Name != "INS" {
				word = f.Set(word, n)
			}
		}
		all = append(all, vector{word: word, in: [5]uint32{a0, a1, 0x0badf00d, 0x00c0ffee, 0xfee1dead}})
	}
	for _, table := range []struct {
		memory bool
		names  string
	}{
		{false, "SLL SRL ROTR SRA SLLV SRLV ROTRV SRAV MOVZ MOVN MFHI MTHI MFLO MTLO MULT MULTU DIV DIVU ADD ADDU " +
			"SUB SUBU AND OR XOR NOR SLT SLTU TGE TGEU TLT TLTU TEQ TNE TGEI TGEIU TLTI TLTIU TEQI TNEI ADDI ADDIU " +
			"SLTI SLTIU ANDI ORI XORI LUI MADD MADDU MUL MSUB MSUBU CLZ CLO EXT INS WSBH SEB SEH"},
		{true, "LB LH LWL LW LBU LHU LWR SB SH SWL SW SWR"},
	} {
		for _, name := range strings.Fields(table.names) {
			row := rowNamed(name)
			_, signed := row.Field("imm")
			_, unsigned := row.Field("uimm")
			_, sa := row.Field("sa")
			switch {
			case table.memory:
				for k := range uint32(4) {
					if size := map[string]uint32{"LH": 2, "LHU": 2, "SH": 2, "LW": 4, "SW": 4}[name]; size == 0 || k%size == 0 {
						add(row, row.Word(4), scratch+k, 0x89abcdef)
						add(row, row.Word(0xfffc), scratch+8+k, 0x01234567)
					}
				}
			case signed || unsigned:
				for i, imm := range []uint32{0, 1, 0x7fff, 0x8000, 0xffff, 0x1234} {
					add(row, row.Word(imm), interesting[i][0], interesting[i][1])
					add(row, row.Word(imm), interesting[i+4][0], interesting[i+4][1])
				}
			case name == "EXT" || name == "INS":
				for _, f := range [][2]uint32{{0, 0}, {0, 31}, {4, 7}, {31, 31}, {16, 20}, {20, 5}} {
					pos, msb := f[0], f[1]
					if name == "EXT" && msb >= pos {
						msb -= pos
					}
					add(row, row.Word(msb<<11|pos<<6), 0x12345678, 0x9abcdef0)
				}
			case sa:
				for i, n := range []uint32{0, 1, 15, 16, 31} {
					add(row, row.Word(n<<6), interesting[i][0], interesting[i][1])
					add(row, row.Word(n<<6), interesting[i+4][0], interesting[i+4][1])
				}
			default:
				for _, p := range interesting {
					add(row, row.Word(0), p[0], p[1])
				}
			}
		}
	}
	return all
}

func rowNamed(name string) *Row {
	for _, r := range Rows() {
		if r.Name == name {
			return r
		}
	}
	panic("BUG: no row " + name)
}

// record writes a file of vectors, with the outcome QEMU gives.
func record(t *testing.T, name string, bigEnd bool) {
	prefix, emulator, order := "mips", "qemu-mips", binary.ByteOrder(binary.BigEndian)
	if !bigEnd {
		prefix, emulator, order = "mipsel", "qemu-mipsel", binary.LittleEndian
	}
	exe := filepath.Join(t.TempDir(), "oracle")
	build := exec.Command(prefix+"-linux-gnu-gcc", "-O1", "-mips32r2", "-static", "-o", exe, filepath.Join("testdata", "oracle.c"))
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var in, out bytes.Buffer
	vectors := inputs()
	for _, v := range vectors {
		binary.Write(&in, order, v.word)
		binary.Write(&in, order, v.in)
	}
	run := exec.Command(emulator, exe)
	run.Stdin, run.Stdout, run.Stderr = &in, &out, os.Stderr
	if err := run.Run(); err != nil {
		t.Fatal(err)
	}
	text := "# Recorded from " + emulator + " by go test -update; see vectors_test.go.\n"
	for _, v := range vectors {
		binary.Read(&out, order, &v.signal)
		binary.Read(&out, order, &v.out)
		binary.Read(&out, order, &v.mem)
		text += v.String() + "\n"
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
