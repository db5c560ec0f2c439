package mips

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"translate/corpus/difftest"
)

const scratchSize = difftest.ScratchSize // scratchReg addresses the middle

// flushBit is FCSR.FS.
const flushBit = 1 << 24

// A Program is what sequences of a mode are put in.
type Program = difftest.Program[Sequence, *State]

// An Outcome is what one run leaves.
type Outcome struct {
	GPR     [32]uint32
	HI, LO  uint32
	FCSR    uint32
	_       uint32
	FPR     [32]uint64 // with FR=0 the upper half of the array is zero
	Scratch [scratchSize]byte
}

// Layout of a state and an outcome in the guest, which is that of the structs.
const (
	offHI    = 128
	offLO    = 132
	offFCSR  = 136
	offFPR   = 144 // aligned
	offWork  = offFPR + 256
	allBytes = offWork + scratchSize
)

// Assembly implements difftest.Guest. FCSR is set and read in functions of its
// own, so that the others know nothing of it.
func (m Mode) Assembly(p *Program) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	function := func(name string) {
		line("\t.globl\t%s\n\t.type\t%s, @function\n\t.ent\t%s\n%s:", name, name, name, name)
	}
	line("\t.set\tnoreorder\n\t.set\tnoat\n\t.set\tnomacro\n\t.text")

	function("set_fcsr")
	line("\tctc1\t$4, $31\n\tjr\t$31\n\tnop\n\t.end\tset_fcsr")
	function("get_fcsr")
	line("\tcfc1\t$2, $31\n\tjr\t$31\n\tnop\n\t.end\tget_fcsr")

	// run(a0 state, a1 sequence): frame holds both and the caller's registers.
	function("run")
	line("\taddiu\t$29, $29, -64\n\tsw\t$31, 60($29)\n\tsw\t$5, 52($29)\n\tsw\t$4, 48($29)")
	line("\tmove\t$8, $4\n\tlui\t$9, %%hi(work)\n\taddiu\t$9, $9, %%lo(work)\n\taddiu\t$10, $8, %d", scratchSize)
	line("1:\tlw\t$11, %d($8)\n\tsw\t$11, 0($9)\n\taddiu\t$8, $8, 4\n\tbne\t$8, $10, 1b\n\taddiu\t$9, $9, 4", offWork)
	line("\tlw\t$4, %d($4)\n\tjal\tset_fcsr\n\tnop\n\tlw\t$4, 48($29)", offFCSR)
	line("\tlw\t$8, %d($4)\n\tmthi\t$8\n\tlw\t$8, %d($4)\n\tmtlo\t$8", offHI, offLO)
	m.floats(line, "l", "$4")
	for i := 1; i < 32; i++ {
		if i != 4 && i < scratchReg-1 && i != 25 || i == indexReg || i == fcsrReg {
			line("\tlw\t$%d, %d($4)", i, 4*i)
		}
	}
	line("\tlui\t$28, %%hi(work+%d)\n\taddiu\t$28, $28, %%lo(work+%d)", scratchSize/2, scratchSize/2)
	line("\tlw\t$25, 52($29)\n\tlw\t$4, 16($4)\n\tjalr\t$25\n\tnop")
	line("\tsw\t$25, 56($29)\n\tlui\t$25, %%hi(out)\n\taddiu\t$25, $25, %%lo(out)")
	for i := range 31 {
		if i != 25 {
			line("\tsw\t$%d, %d($25)", i, 4*i)
		}
	}
	line("\tmove\t$4, $25\n\tlw\t$8, 56($29)\n\tsw\t$8, 100($4)\n\tmfhi\t$8\n\tsw\t$8, %d($4)\n\tmflo\t$8\n\tsw\t$8, %d($4)", offHI, offLO)
	m.floats(line, "s", "$4")
	line("\tsw\t$0, 116($4)\n\tjal\tget_fcsr\n\tnop\n\tlui\t$4, %%hi(out)\n\taddiu\t$4, $4, %%lo(out)\n\tsw\t$2, %d($4)", offFCSR)
	line("\tlui\t$8, %%hi(work)\n\taddiu\t$8, $8, %%lo(work)\n\taddiu\t$10, $8, %d\n\tmove\t$9, $4", scratchSize)
	line("1:\tlw\t$11, 0($8)\n\tsw\t$11, %d($9)\n\taddiu\t$8, $8, 4\n\tbne\t$8, $10, 1b\n\taddiu\t$9, $9, 4", offWork)
	line("\tmove\t$5, $4\n\taddiu\t$4, $0, 1\n\taddiu\t$6, $0, %d\n\taddiu\t$2, $0, 4004\n\tsyscall", allBytes)
	line("\tlw\t$31, 60($29)\n\tjr\t$31\n\taddiu\t$29, $29, 64\n\t.end\trun")

	// __start walks a list of (state, sequence) pairs.
	function("__start")
	line("\tlui\t$16, %%hi(list)\n\taddiu\t$16, $16, %%lo(list)")
	line("1:\tlw\t$4, 0($16)\n\tbeq\t$4, $0, 2f\n\tlw\t$5, 4($16)\n\tjal\tmain\n\taddiu\t$16, $16, 8\n\tb\t1b\n\tnop")
	line("2:\taddiu\t$2, $0, 4001\n\taddiu\t$4, $0, 0\n\tsyscall\n\tb\t2b\n\tnop\n\t.end\t__start")
	// main keeps what the driver needs across run, which keeps nothing.
	function("main")
	line("\taddiu\t$29, $29, -32\n\tsw\t$31, 28($29)\n\tsw\t$16, 24($29)\n\tjal\trun\n\tnop")
	line("\tlw\t$31, 28($29)\n\tlw\t$16, 24($29)\n\tjr\t$31\n\taddiu\t$29, $29, 32\n\t.end\tmain")

	for i, s := range p.Sequences {
		function(fmt.Sprintf("seq%d", i))
		if m.Links {
			line("\tsw\t$31, 44($29)")
		}
		line("body%d:", i)
		for _, w := range s {
			if isJump(w) {
				line("\t%s\tbody%d+%d", []string{"j", "jal"}[w>>26&1], i, 4*(w&0x03ffffff))
			} else {
				line("\t.word\t%#x", w)
			}
		}
		if m.Control { // at least here
			line("\tcfc1\t$2, $31")
		}
		if m.Links {
			line("\tlw\t$31, 44($29)")
		}
		line("\tjr\t$31\n\tnop\n\t.end\tseq%d", i)
	}

	line("\t.data\n\t.align\t3")
	for i, s := range p.States {
		line("st%d:", i)
		words := append(append(s.GPR[:], s.HI, s.LO, s.FCSR, 0), m.words(s.FPR[:])...)
		words = append(words, s.Scratch[:]...)
		for _, w := range words {
			line("\t.word\t%#x", w)
		}
	}
	line("list:")
	for _, r := range p.Runs() {
		line("\t.word\tst%d, seq%d", r.State, r.Seq)
	}
	line("\t.word\t0, 0\n\t.bss\n\t.align\t3\nwork:\t.space\t%d\nout:\t.space\t%d", scratchSize, allBytes)
	return b.String()
}

// words splits doubles as they lie in guest memory.
func (m Mode) words(d []uint64) []uint32 {
	var w []uint32
	for _, v := range d {
		if m.BigEnd {
			w = append(w, uint32(v>>32), uint32(v))
		} else {
			w = append(w, uint32(v), uint32(v>>32))
		}
	}
	return w
}

// floats loads or stores the floating-point registers.
func (m Mode) floats(line func(string, ...any), dir, base string) {
	for i := 0; i < 32; i++ {
		if m.FR1 || i%2 == 0 {
			line("\t%sdc1\t$f%d, %d(%s)", dir, i, offFPR+8*i, base)
		}
	}
}

// Compiler implements difftest.Guest.
func (m Mode) Compiler() []string {
	c := []string{"mipsel-linux-gnu-gcc", "-mips32r2", "-mno-abicalls", "-fno-pic", "-mfp32", "-mnan=legacy"}
	if m.BigEnd {
		c[0] = "mips-linux-gnu-gcc"
	}
	if m.FR1 {
		c = append(c, "-mfp64")
	}
	if m.NaN2008 {
		c = append(c, "-mnan=2008")
	}
	return c
}

// Oracle implements difftest.Guest.
func (m Mode) Oracle() []string {
	emulator := "qemu-mipsel"
	if m.BigEnd {
		emulator = "qemu-mips"
	}
	if m.NaN2008 {
		return []string{emulator, "-cpu", "P5600"}
	}
	return []string{emulator}
}

// OutcomeSize implements difftest.Guest.
func (m Mode) OutcomeSize() int { return allBytes }

// outcome takes an outcome apart.
func (m Mode) outcome(b []byte) *Outcome {
	order := binary.ByteOrder(binary.LittleEndian)
	if m.BigEnd {
		order = binary.BigEndian
	}
	var o Outcome
	if err := binary.Read(bytes.NewReader(b), order, &o); err != nil {
		panic("BUG: " + err.Error())
	}
	return &o
}
