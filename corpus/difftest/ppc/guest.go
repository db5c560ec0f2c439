package ppc

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"translate/corpus/difftest"
)

const scratchSize = difftest.ScratchSize // scratchReg addresses the middle

// A Program is what sequences of a mode are put in.
type Program = difftest.Program[Sequence, *State]

// An Outcome is what one run leaves.
type Outcome struct {
	GPR                 [32]uint32
	CR, XER, CTR, FPSCR uint32
	FPR                 [32]uint64
	VR                  [32][4]uint32
	VSCR                [4]uint32
	Scratch             [scratchSize]byte
}

// Layout of a state and an outcome in the guest, which is that of the structs.
const (
	offCR    = 128
	offXER   = 132
	offCTR   = 136
	offFPSCR = 140
	offFPR   = 144
	offVR    = offFPR + 256
	offVSCR  = offVR + 512
	offWork  = offVSCR + 16
	allBytes = offWork + scratchSize
)

// driver loads a state, calls a sequence through LR, and stores the outcome.
const driver = `
	.text
	.globl	_start
_start:
	lis	31, list@ha
	addi	31, 31, list@l
	stwu	1, -64(1)
1:	stw	31, 8(1)
	lwz	3, 0(31)
	cmpwi	3, 0
	beq	2f
	lwz	4, 4(31)
	bl	run
	lwz	31, 8(1)
	addi	31, 31, 8
	b	1b
2:	li	3, 0
	li	0, 1
	sc
	.type	set_fpscr, @function
set_fpscr:
	lfd	0, 0(5)
	mtfsf	255, 0
	blr
	.type	get_fpscr, @function
get_fpscr:
	mffs	0
	stfd	0, 0(5)
	blr
	.type	run, @function
run:
	mflr	0
	stw	0, 12(1)
	stw	3, 16(1)
	stw	4, 20(1)
	lis	5, work@ha
	addi	5, 5, work@l
	addi	6, 3, %d - 4
	subi	7, 5, 4
	li	8, %d
	mtctr	8
1:	lwzu	0, 4(6)
	stwu	0, 4(7)
	bdnz	1b
	lwz	0, %d(3)
	stw	0, 28(1)
	li	0, 0
	stw	0, 24(1)
	addi	5, 1, 24
	bl	set_fpscr
	lwz	3, 16(1)
`

// Assembly implements difftest.Guest.
func (m Mode) Assembly(p *Program) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	fmt.Fprintf(&b, driver, offWork, scratchSize/4, offFPSCR)
	line("\tli\t4, %d\n\tlvx\t0, 3, 4\n\tmtvscr\t0", offVSCR)
	for i := range 32 {
		line("\tlfd\t%d, %d(3)\n\tli\t4, %d\n\tlvx\t%d, 3, 4", i, offFPR+8*i, offVR+16*i, i)
	}
	line("\tlwz\t0, %d(3)\n\tmtcrf\t255, 0\n\tlwz\t0, %d(3)\n\tmtxer\t0\n\tlwz\t0, %d(3)\n\tmtctr\t0", offCR, offXER, offCTR)
	line("\tlwz\t0, 20(1)\n\tmtlr\t0")
	for i := range 32 {
		if i != stackReg && i != 3 && i != scratchReg {
			line("\tlwz\t%d, %d(3)", i, 4*i)
		}
	}
	line("\tlis\t%d, (work+%d)@ha\n\taddi\t%d, %d, (work+%d)@l", scratchReg, scratchSize/2, scratchReg, scratchReg, scratchSize/2)
	line("\tlwz\t3, 12(3)\n\tblrl\n\tstw\t3, 16(1)\n\tlis\t3, out@ha\n\taddi\t3, 3, out@l")
	for i := range 32 {
		if i != stackReg && i != 3 {
			line("\tstw\t%d, %d(3)", i, 4*i)
		}
		line("\tstfd\t%d, %d(3)", i, offFPR+8*i)
	}
	line("\tlwz\t0, 16(1)\n\tstw\t0, 12(3)\n\tmfcr\t0\n\tstw\t0, %d(3)\n\tmfxer\t0\n\tstw\t0, %d(3)\n\tmfctr\t0\n\tstw\t0, %d(3)", offCR, offXER, offCTR)
	for i := range 32 {
		line("\tli\t6, %d\n\tstvx\t%d, 3, 6", offVR+16*i, i)
	}
	line("\tli\t6, %d\n\tmfvscr\t0\n\tstvx\t0, 3, 6", offVSCR)
	line("\taddi\t5, 1, 24\n\tbl\tget_fpscr\n\tlwz\t0, 28(1)\n\tstw\t0, %d(3)", offFPSCR)
	line("\tlis\t5, work@ha\n\taddi\t5, 5, work@l-4\n\taddi\t6, 3, %d-4\n\tli\t8, %d\n\tmtctr\t8", offWork, scratchSize/4)
	line("1:\tlwzu\t0, 4(5)\n\tstwu\t0, 4(6)\n\tbdnz\t1b")
	line("\tmr\t4, 3\n\tli\t3, 1\n\tli\t5, %d\n\tli\t0, 4\n\tsc\n\tlwz\t0, 12(1)\n\tmtlr\t0\n\tblr", allBytes)
	for i, s := range p.Sequences {
		line("\t.type\tseq%d, @function\nseq%d:", i, i)
		for _, w := range s {
			line("\t.long\t%#x", w)
		}
		if m == Control { // at least here
			line("\tmcrfs\t0, 4")
		}
		line("\tblr")
	}
	line("\t.data\n\t.align\t4")
	for i, s := range p.States {
		line("st%d:", i)
		words := append(s.GPR[:], s.CR, s.XER, s.CTR, s.FPSCR)
		for _, v := range s.FPR {
			words = append(words, uint32(v>>32), uint32(v))
		}
		for _, v := range s.VR {
			words = append(words, v[:]...)
		}
		words = append(words, 0, 0, 0, s.VSCR)
		for _, w := range append(words, s.Scratch[:]...) {
			line("\t.long\t%#x", w)
		}
	}
	line("list:")
	for _, r := range p.Runs() {
		line("\t.long\tst%d, seq%d", r.State, r.Seq)
	}
	line("\t.long\t0, 0\n\t.bss\n\t.align\t5\nwork:\t.space\t%d\nout:\t.space\t%d", scratchSize, allBytes)
	return b.String()
}

// Compiler implements difftest.Guest.
func (m Mode) Compiler() []string { return []string{"powerpc-linux-gnu-gcc"} }

// Oracle implements difftest.Guest: a processor with AltiVec.
func (m Mode) Oracle() []string { return []string{"qemu-ppc", "-cpu", "7400"} }

// OutcomeSize implements difftest.Guest.
func (m Mode) OutcomeSize() int { return allBytes }

// outcome takes an outcome apart.
func outcome(b []byte) *Outcome {
	var o Outcome
	if err := binary.Read(bytes.NewReader(b), binary.BigEndian, &o); err != nil {
		panic("BUG: " + err.Error())
	}
	return &o
}
