package i386

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"translate/corpus/difftest"
	"translate/frontend/x86"
)

// A Body is a sequence as programs run it, and the flags that may differ after
// it.
type Body struct {
	Sequence
	undefined uint32
}

// A Program is what bodies are put in.
type Program = difftest.Program[*Body, *State]

// Layout of a state and of an outcome in the guest.
const (
	offFlags = 32
	offFX    = 64
	offWork  = offFX + 512
	allBytes = offWork + workSize
)

// driver runs everything in turn and writes each outcome to standard output.
// [man 2 write]
const driver = `
	.text
	.globl	_start
	.type	_start, @function
_start:
	movl	$243, %%eax		# set_thread_area
	movl	$area, %%ebx
	int	$0x80
	movl	area, %%eax
	leal	3(,%%eax,8), %%eax
	movw	%%ax, %%gs
	movl	$192, %%eax		# mmap2, private, anonymous, fixed; Linux may refuse the address
	movl	$%[6]d, %%ebx
	movl	$%[7]d, %%ecx
	movl	$3, %%edx
	movl	$0x32, %%esi
	movl	$-1, %%edi
	xorl	%%ebp, %%ebp
	int	$0x80
	cmpl	%%ebx, %%eax
	sete	work+%[2]d
	movl	$list, listp
next:
	movl	listp, %%ebx
	movl	(%%ebx), %%esi
	testl	%%esi, %%esi
	jz	finish
	movl	4(%%ebx), %%eax
	movl	%%eax, target
	addl	$8, listp
	leal	%[1]d(%%esi), %%esi
	movl	$work, %%edi
	movl	$%[2]d, %%ecx
	cld
	rep movsb
	movl	-8+listp, %%eax
	movl	listp, %%ebx
	movl	-8(%%ebx), %%ebx
	fxrstor	%[3]d(%%ebx)
	movl	%%esp, saved
	pushl	32(%%ebx)
	movl	(%%ebx), %%eax
	movl	4(%%ebx), %%ecx
	movl	8(%%ebx), %%edx
	movl	20(%%ebx), %%ebp
	movl	24(%%ebx), %%esi
	movl	28(%%ebx), %%edi
	pushl	12(%%ebx)
	popl	%%ebx
	popf
	movl	$work+%[4]d, %%esp
	jmp	*target
	.globl	done
	.type	done, @function
done:
	movl	%%eax, out
	movl	%%ecx, out+4
	movl	%%edx, out+8
	movl	%%ebx, out+12
	movl	%%esp, out+16
	movl	%%ebp, out+20
	movl	%%esi, out+24
	movl	%%edi, out+28
	movl	saved, %%esp
	pushf
	popl	out+32
	cld
	fxsave	out+%[3]d
	movl	$work, %%esi
	movl	$out+%[1]d, %%edi
	movl	$%[2]d, %%ecx
	rep movsb
	movl	$4, %%eax
	movl	$1, %%ebx
	movl	$out, %%ecx
	movl	$%[5]d, %%edx
	int	$0x80
	jmp	next
finish:
	movl	$1, %%eax
	xorl	%%ebx, %%ebx
	int	$0x80
`

// Assembly implements difftest.Guest.
func (m Mode) Assembly(p *Program) string {
	var b strings.Builder
	fmt.Fprintf(&b, driver, offWork, workSize, offFX, stack, allBytes, lowAddr, lowSize)
	for i, s := range p.Sequences {
		fmt.Fprintf(&b, "\t.p2align 4\n\t.globl seq%d\n\t.type seq%[1]d, @function\nseq%[1]d:\n", i)
		for _, in := range s.Sequence {
			writeBytes(&b, in)
		}
		fmt.Fprintf(&b, "\tjmp done\n")
	}
	fmt.Fprintf(&b, "\t.data\n\t.p2align 4\n")
	for i, s := range p.States {
		fmt.Fprintf(&b, "st%d:\n", i)
		var w bytes.Buffer
		binary.Write(&w, binary.LittleEndian, s.GPR)
		binary.Write(&w, binary.LittleEndian, s.Flags)
		w.Write(make([]byte, offFX-w.Len()))
		w.Write(s.FX[:])
		w.Write(s.Work[:])
		for data := w.Bytes(); len(data) > 0; data = data[min(64, len(data)):] {
			writeBytes(&b, data[:min(64, len(data))])
		}
		fmt.Fprintf(&b, "\t.p2align 4\n")
	}
	fmt.Fprintf(&b, "list:\n")
	for _, r := range p.Runs() {
		fmt.Fprintf(&b, "\t.long st%d, seq%d\n", r.State, r.Seq)
	}
	fmt.Fprintf(&b, "\t.long 0, 0\nlistp: .long 0\ntarget: .long 0\nsaved: .long 0\narea: .long -1, %#x, 0xfffff, 0x51\n\t.bss\n\t.p2align 4\nout: .space %d\n", workAddr, allBytes)
	fmt.Fprintf(&b, "\t.section .work, \"aw\", @nobits\n\t.p2align 4\n\t.globl work\nwork: .space %d\n", workSize+1)
	return b.String()
}

func writeBytes(b *strings.Builder, data []byte) {
	b.WriteString("\t.byte ")
	for i, c := range data {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(b, "%#x", c)
	}
	b.WriteByte('\n')
}

// Compiler implements difftest.Guest.
func (m Mode) Compiler() []string {
	return []string{"i686-linux-gnu-gcc", "-no-pie", fmt.Sprintf("-Wl,--section-start=.work=%#x", workAddr)}
}

// Oracle implements difftest.Guest: it is the host's processor.
func (m Mode) Oracle() []string { return nil }

// OutcomeSize implements difftest.Guest.
func (m Mode) OutcomeSize() int { return allBytes }

func (m Mode) String() string { return m.Name }

// Generator implements difftest.Guest.
func (m Mode) Generator(seed int64) difftest.Generator[*Body, *State] {
	return bodies{NewGenerator(m, uint64(seed))}
}

// bodies makes a Body of each sequence.
type bodies struct{ *Generator }

func (b bodies) Sequence(n int) *Body {
	s := b.Generator.Sequence(n)
	return &Body{s, b.undefined}
}

// nop is what is in place of bytes that were taken out.
const nop = 0x90

// Live implements difftest.Guest.
func (m Mode) Live(s *Body) []int {
	var live []int
	for i, in := range s.Sequence {
		if !isNops(in) {
			live = append(live, i)
		}
	}
	return live
}

func isNops(b []byte) bool {
	return !slices.ContainsFunc(b, func(c byte) bool { return c != nop })
}

// Without implements difftest.Guest. Only the end of a sequence may go, because
// instructions rely on flags, and on registers of the x87, that others before
// them leave; and as it ended with defined flags that others may lack, they are
// not compared then.
func (m Mode) Without(s *Body, gone []int) (*Body, bool) {
	if len(gone) == 0 {
		return s, true
	}
	for _, i := range m.Live(s) {
		if i > gone[0] && !slices.Contains(gone, i) {
			return nil, false
		}
	}
	c := &Body{slices.Clone(s.Sequence), allFlags}
	for _, i := range gone {
		c.Sequence[i] = bytes.Repeat([]byte{nop}, len(c.Sequence[i]))
	}
	return c, true
}

// Describe implements difftest.Guest.
func (m Mode) Describe(s *Body, _ *State) string {
	var b strings.Builder
	for _, i := range m.Live(s) {
		text := "(several)"
		if in, ok := x86.Decode(append(slices.Clone(s.Sequence[i]), make([]byte, 15)...)); ok && int(in.Len) == len(s.Sequence[i]) {
			text = in.String(0)
		}
		fmt.Fprintf(&b, "\t% x\t%s\n", s.Sequence[i], text)
	}
	return b.String()
}

// maxShown bounds how many differences of a run are told.
const maxShown = 8

// Differences implements difftest.Guest.
func (m Mode) Differences(s *Body, _ *State, want, got []byte) []string {
	d := compare(want, got, s.undefined, m.Name)
	return d[:min(maxShown, len(d))]
}

// compare says in what two outcomes of a mode differ; undefined are flags that may.
func compare(want, got []byte, undefined uint32, mode string) []string {
	var d []string
	le := binary.LittleEndian
	for i, name := range []string{"eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi"} {
		if a, b := le.Uint32(want[4*i:]), le.Uint32(got[4*i:]); a != b {
			d = append(d, fmt.Sprintf("%s: want %08x, got %08x", name, a, b))
		}
	}
	if a, b := le.Uint32(want[offFlags:]), le.Uint32(got[offFlags:]); (a^b)&^undefined != 0 {
		d = append(d, fmt.Sprintf("eflags: want %08x, got %08x", a, b))
	}
	return append(append(d, compareFX(want[offFX:offWork], got[offFX:offWork], mode)...), compareWork(want[offWork:], got[offWork:])...)
}

// statusMask leaves out C1, which says how an inexact result was rounded, and
// DE: a denormal operand in memory is loaded first, which raises it also where
// the other operand is a NaN.
const statusMask = 0xfdfd

// mxcsrMask leaves out DE, which comparisons raise: one whose result nobody
// reads is not made.
const mxcsrMask = 0xfffd

// compareFX compares two FXSAVE images, but for the addresses of the last
// instruction and its operand, and registers that are empty: of those only MMX
// values last.
func compareFX(want, got []byte, mode string) []string {
	var d []string
	le := binary.LittleEndian
	field := func(name string, at, size int, mask uint64) {
		var a, b [8]byte
		copy(a[:], want[at:at+size])
		copy(b[:], got[at:at+size])
		if x, y := le.Uint64(a[:])&mask, le.Uint64(b[:])&mask; x != y {
			d = append(d, fmt.Sprintf("%s: want %x, got %x", name, x, y))
		}
	}
	field("fcw", 0, 2, 0xffff)
	field("fsw", 2, 2, statusMask)
	field("ftw", 4, 1, 0xff)
	if mode == "x87" {
		field("mxcsr", 24, 4, 0xffff)
	} else {
		field("mxcsr", 24, 4, mxcsrMask)
	}
	top := int(le.Uint16(want[2:])) >> 11 & 7
	for i := range 8 {
		full := want[4]>>((top+i)&7)&1 != 0
		if full || mode == "mmx" {
			field(fmt.Sprintf("st%d", i), 32+16*i, 8, ^uint64(0))
		}
		if full {
			field(fmt.Sprintf("st%d exponent", i), 40+16*i, 2, 0xffff)
		}
		field(fmt.Sprintf("xmm%d low", i), 160+16*i, 8, ^uint64(0))
		field(fmt.Sprintf("xmm%d high", i), 168+16*i, 8, ^uint64(0))
	}
	return d
}

func compareWork(want, got []byte) []string {
	var d []string
	for i := 0; i < len(want); i += 4 {
		if !bytes.Equal(want[i:i+4], got[i:i+4]) {
			d = append(d, fmt.Sprintf("memory %+d: want % x, got % x", i-base, want[i:i+4], got[i:i+4]))
		}
	}
	return d
}
