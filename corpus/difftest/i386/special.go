package i386

import (
	"encoding/binary"
	"slices"
)

// A special is instructions that belong together: operands are prepared before
// the one that is meant, and what may differ is mended after it. It leaves
// baseReg, indexReg, the stack and the depth of the x87 stack as they were.
type special func(g *Generator) [][]byte

// specials are those of each mode.
var specials = map[string][]special{
	"integer": {
		stringInsn, stringLow, divide, divide, farBit, aam, defined, pushAll, frame, enter, popFlags, bound, into, translate, salc,
		pushSegment, moveSegment, absolute, countedLoop, countedBranch, callNear, callComputed, jumpComputed, jumpNear, address16,
		loadFar, returnFar, callFar, jumpFar, descriptor, descriptor,
	},
	"x87": {
		statusWord, statusWord, statusInMemory, constants, controlWord, environment, saveAll, initialize, turn, freed, freedPop, wait,
	},
	"sse": {maskedMove, mxcsrThrough, fxsave, compareStrings},
	"mmx": {maskedMoveMMX, emms},
}

// special returns one of the mode's, in one piece.
func (g *Generator) special() []byte {
	list := specials[g.mode.Name]
	return slices.Concat(list[g.rng.IntN(len(list))](g)...)
}

func le32(v uint32, b ...byte) []byte { return binary.LittleEndian.AppendUint32(b, v) }

// at returns a random address in the scratch memory, and displacement a random
// one from baseReg that is a byte.
func (g *Generator) at() uint32            { return uint32(workAddr + base + g.rng.IntN(2*reach) - reach) }
func (g *Generator) displacement() byte    { return byte(g.rng.IntN(100)) }
func (g *Generator) choose(b ...byte) byte { return b[g.rng.IntN(len(b))] }

// low returns a number whose low half is an address in the scratch memory of GS.
func (g *Generator) low() uint32 { return g.rng.Uint32()<<16 | g.at() - workAddr }

// restore gives baseReg and indexReg their values.
func (g *Generator) restore() []byte {
	return slices.Concat(le32(workAddr+base, 0xbf), le32(uint32(g.rng.IntN(8)), 0xbe))
}

// short returns the operand-size prefix, sometimes.
func (g *Generator) short() []byte {
	if g.rng.IntN(3) == 0 {
		return []byte{0x66}
	}
	return nil
}

// stringOpcode returns a string instruction, repeated or not, before which
// prefixes may stand.
func stringOpcode(g *Generator) []byte {
	op := []byte{g.choose(0xa4, 0xa6, 0xaa, 0xac, 0xae) | byte(g.rng.IntN(2))}
	if op[0]&1 != 0 {
		op = append(g.short(), op...)
	}
	return append([][]byte{nil, {0xf2}, {0xf3}}[g.rng.IntN(3)], op...)
}

// direction sets the direction flag, sometimes.
func direction(g *Generator) []byte {
	if g.rng.IntN(3) == 0 {
		return []byte{0xfd}
	}
	return nil
}

// stringInsn is a string instruction in both directions.
func stringInsn(g *Generator) [][]byte {
	op := stringOpcode(g)
	from := g.at()
	if g.rng.IntN(4) == 0 {
		op = append([]byte{0x65}, op...)
		from -= workAddr
	}
	return [][]byte{le32(g.at(), 0xbf), le32(from, 0xbe), le32(uint32(g.rng.IntN(12)), 0xb9), direction(g), op, {0xfc}, g.restore()}
}

// stringLow is one with addresses and a count of 16 bits, where there is memory
// for it: filled before, copied afterwards to where it is compared.
func stringLow(g *Generator) [][]byte {
	const words = 32
	move := func(to, from uint32) []byte {
		return slices.Concat([]byte{0xfc}, le32(to, 0xbf), le32(from, 0xbe), le32(words, 0xb9), []byte{0xf3, 0xa5})
	}
	half := func(low int) uint32 { return g.rng.Uint32()<<16 | uint32(low) }
	at := func() int { return lowAddr + 48 + g.rng.IntN(4*words-96) }
	op, from := append([]byte{0x67}, stringOpcode(g)...), at()
	if g.rng.IntN(2) == 0 {
		op, from = append([]byte{0x65}, op...), base+int(g.displacement())
	}
	body := slices.Concat(
		move(lowAddr, g.at()), le32(half(at()), 0xbf), le32(half(from), 0xbe), le32(half(g.rng.IntN(12)), 0xb9), direction(g), op,
		le32(g.at(), 0x89, 0x3d), le32(g.at(), 0x89, 0x35), le32(g.at(), 0x89, 0x0d), move(g.at(), lowAddr), g.restore())
	g.undefined = 0
	return [][]byte{le32(lowFlag, 0x80, 0x3d), {0}, le32(uint32(len(body)), 0x0f, 0x84), body}
}

// divide is a division whose quotient fits: of a sign-extended number, or one
// whose high half is less than the divisor.
func divide(g *Generator) [][]byte {
	signed := byte(g.rng.IntN(2))
	width := []uint{8, 16, 32}[g.rng.IntN(3)]
	mask := uint32(1<<width - 1)
	divisor, low := g.rng.Uint32()&mask>>g.rng.IntN(int(width)), g.number()
	if divisor+1&mask <= 1 {
		divisor = 3
	}
	high := g.rng.Uint32() & mask % divisor
	var prefix []byte
	op := byte(0xf7)
	extend := []byte{0x99}
	eax, edx := low, high
	switch width {
	case 8:
		op, extend, eax = 0xf6, []byte{0x66, 0x98}, low&0xff|high<<8
	case 16:
		prefix, extend = []byte{0x66}, []byte{0x66, 0x99}
	}
	if signed == 0 {
		extend = nil
	}
	d := g.displacement()
	operand := [][]byte{le32(divisor, 0xb9), {0xf1 | signed<<3}}
	if g.rng.IntN(2) == 0 {
		operand = [][]byte{le32(divisor, 0xc7, 0x40|baseReg, d), {0x70 | signed<<3 | baseReg, d}}
	}
	return [][]byte{le32(eax, 0xb8), le32(edx, 0xba), operand[0], extend, prefix, {op}, operand[1], g.define()}
}

// farBit tests a bit of memory beyond the operand.
func farBit(g *Generator) [][]byte {
	op := g.choose(0xa3, 0xab, 0xb3, 0xbb)
	var lock []byte
	if op != 0xa3 && g.rng.IntN(3) == 0 {
		lock = []byte{0xf0}
	}
	return [][]byte{le32(uint32(g.rng.IntN(4000)-2000), 0xb8), lock, g.short(), {0x0f, op, 0x47, 0x10}, g.define()}
}

func aam(g *Generator) [][]byte { return [][]byte{{0xd4, byte(1 + g.rng.IntN(255))}, g.define()} }

func defined(g *Generator) [][]byte { return [][]byte{g.define()} }

// pushAll is PUSHA, an addition to something pushed, and POPA.
func pushAll(g *Generator) [][]byte {
	prefix := g.short()
	add := append(append(slices.Clone(prefix), 0x81, 0x44, 0x24, byte(g.rng.IntN(32))&^1), le32(g.number())[:4-2*len(prefix)]...)
	return [][]byte{prefix, {0x60}, add, prefix, {0x61}, g.restore(), g.define()}
}

// frame makes a frame and ends it with LEAVE.
func frame(g *Generator) [][]byte {
	prefix := g.short()
	return [][]byte{prefix, {0x55, 0x89, 0xe5, 0x8d, 0x64, 0x24, byte(-g.rng.IntN(100))}, prefix, {0xc9}}
}

// enter is ENTER, which copies pointers to frames, and LEAVE.
func enter(g *Generator) [][]byte {
	prefix := g.short()
	return [][]byte{{0x89, 0xfd}, prefix, {0xc8, byte(g.rng.IntN(100)), 0, byte(g.rng.IntN(5))}, prefix, {0xc9}}
}

// popFlags pops flags: the arithmetic ones, NT and ID, and DF for the moment.
func popFlags(g *Generator) [][]byte {
	v := g.rng.Uint32() & (allFlags | 1<<14 | 1<<21 | 1<<10)
	g.undefined = 0
	if g.rng.IntN(2) == 0 {
		return [][]byte{{0x66, 0x68, byte(v), byte(v >> 8), 0x66, 0x9d, 0xfc}}
	}
	return [][]byte{le32(v, 0x68), {0x9d, 0xfc}}
}

// bound checks a number that is within the bounds.
func bound(g *Generator) [][]byte {
	d := g.displacement()
	n := int32(g.number())
	low, high := n, n
	if n > -1000000 && n < 1000000 {
		low, high = n-int32(g.rng.IntN(5)), n+int32(g.rng.IntN(5))
	}
	if g.rng.IntN(3) == 0 {
		l, h := int32(int16(n)), int32(int16(n))
		return [][]byte{le32(uint32(n), 0xb8), le32(uint32(l)&0xffff|uint32(h)<<16, 0xc7, 0x47, d), {0x66, 0x62, 0x47, d}}
	}
	return [][]byte{le32(uint32(n), 0xb8), le32(uint32(low), 0xc7, 0x47, d), le32(uint32(high), 0xc7, 0x47, d+4), {0x62, 0x47, d}}
}

// into does nothing: there is no overflow after a number is compared with
// itself.
func into(g *Generator) [][]byte {
	g.undefined = 0
	return [][]byte{{0x39, 0xc0, 0xce}}
}

func translate(g *Generator) [][]byte {
	switch g.rng.IntN(4) {
	case 0:
		return [][]byte{le32(g.at()-workAddr, 0xbb), {0x65, 0xd7}}
	case 1:
		return [][]byte{le32(g.low(), 0xbb), {0x65, 0x67, 0xd7}}
	}
	return [][]byte{le32(g.at(), 0xbb), {0xd7}}
}

func salc(g *Generator) [][]byte { return [][]byte{g.define(), {0xd6}} }

// The instructions that push and pop each segment register but CS.
var segmentPairs = [][2][]byte{
	{{0x06}, {0x07}}, {{0x16}, {0x17}}, {{0x1e}, {0x1f}}, {{0x0f, 0xa0}, {0x0f, 0xa1}}, {{0x0f, 0xa8}, {0x0f, 0xa9}},
}

// pushSegment pushes a segment register and pops it there or elsewhere.
// Processors may leave the upper half of what they push as it was in memory, or
// write zeros there; it is made zero before. [SDM 2B, PUSH]
func pushSegment(g *Generator) [][]byte {
	prefix, r := g.short(), g.choose(general...)
	zeros := []byte{0x6a, 0, 0x58 | r}
	pair := segmentPairs[g.rng.IntN(len(segmentPairs))]
	switch g.rng.IntN(3) {
	case 0:
		return [][]byte{zeros, prefix, pair[0], prefix, {0x58 | r}}
	case 1:
		return [][]byte{zeros, prefix, {0x0e}, prefix, {0x58 | r}}
	}
	return [][]byte{zeros, prefix, pair[0], prefix, pair[1]}
}

// moveSegment moves a segment register elsewhere, and that into ES.
func moveSegment(g *Generator) [][]byte {
	r, d := g.choose(general...), g.displacement()
	reg := byte(g.rng.IntN(6)) << 3
	if g.rng.IntN(2) == 0 {
		return [][]byte{{0x8c, 0x47 | reg, d}, {0x8c, 0x5f, d, 0x8e, 0x47, d}}
	}
	return [][]byte{g.short(), {0x8c, 0xc0 | reg | r}, {0x8c, 0xd8 | r, 0x8e, 0xc0 | r}}
}

// absolute moves between EAX and an address.
func absolute(g *Generator) [][]byte {
	op := g.choose(0xa0, 0xa1, 0xa2, 0xa3)
	var prefix []byte
	if op&1 != 0 {
		prefix = g.short()
	}
	if g.rng.IntN(3) == 0 {
		return [][]byte{{0x65}, prefix, le32(g.at()-workAddr, op)}
	}
	return [][]byte{prefix, le32(g.at(), op)}
}

// countedLoop adds in a loop.
func countedLoop(g *Generator) [][]byte {
	r := g.choose(0, 2, 3)
	body := slices.Concat([]byte{0x81, 0xc0 | r}, le32(g.number()), []byte{0x85, 0xc0 | r<<3 | r})
	ecx := uint32(1 + g.rng.IntN(5))
	var prefix []byte
	if g.rng.IntN(3) == 0 {
		prefix, ecx = []byte{0x67}, ecx|g.rng.Uint32()<<16
	}
	loop := append(prefix, g.choose(0xe0, 0xe1, 0xe2), byte(-len(body)-len(prefix)-2))
	g.undefined = allFlags
	return [][]byte{le32(ecx, 0xb9), body, loop, g.define()}
}

// countedBranch jumps over an instruction where ECX or CX is 0.
func countedBranch(g *Generator) [][]byte {
	ecx := g.number()
	if g.rng.IntN(2) == 0 {
		ecx &= 0xffff0000
	}
	var prefix []byte
	if g.rng.IntN(2) == 0 {
		prefix = []byte{0x67}
	}
	return [][]byte{le32(ecx, 0xb9), prefix, {0xe3, 2, 0xf7, 0xd0}}
}

// callNear calls a function that complements a register; it may free an
// argument.
func callNear(g *Generator) [][]byte {
	if g.rng.IntN(2) == 0 {
		return [][]byte{le32(2, 0xe8), {0xeb, 3, 0xf7, 0xd0, 0xc3}}
	}
	return [][]byte{{0x53}, le32(2, 0xe8), {0xeb, 5, 0xf7, 0xd3, 0xc2, 4, 0}}
}

// callComputed calls such a function by its address, in a register or on the
// stack.
func callComputed(g *Generator) [][]byte {
	if g.rng.IntN(2) == 0 {
		return [][]byte{le32(0, 0xe8), {0x58, 0x83, 0xc0, 8, 0xff, 0xd0, 0xeb, 3, 0xf7, 0xd3, 0xc3}, g.define()}
	}
	return [][]byte{le32(0, 0xe8), {0x83, 0x04, 0x24, 9, 0xff, 0x14, 0x24, 0xeb, 3, 0xf7, 0xd3, 0xc3, 0x58}, g.define()}
}

// jumpComputed jumps to the next instruction but one.
func jumpComputed(g *Generator) [][]byte {
	if g.rng.IntN(2) == 0 {
		return [][]byte{le32(0, 0xe8), {0x58, 0x83, 0xc0, 8, 0xff, 0xe0, 0xf7, 0xd3}, g.define()}
	}
	return [][]byte{le32(0, 0xe8), {0x83, 0x04, 0x24, 9, 0xff, 0x24, 0x24, 0xf7, 0xd3, 0x58}, g.define()}
}

func jumpNear(g *Generator) [][]byte {
	if g.rng.IntN(2) == 0 {
		return [][]byte{le32(2, 0xe9), {0xf7, 0xd0}}
	}
	return [][]byte{{0xeb, 2, 0xf7, 0xd0}}
}

// loadFar loads a far pointer, whose selector is the one in the segment register.
func loadFar(g *Generator) [][]byte {
	d, prefix := g.displacement(), g.short()
	opcode, segment := [][]byte{{0xc4}, {0xc5}, {0x0f, 0xb2}, {0x0f, 0xb4}, {0x0f, 0xb5}}, []byte{3, 0, 2, 3, 5}
	n := g.rng.IntN(len(opcode))
	return [][]byte{{0x8c, 0x47 | segment[n]<<3, d + 4 - byte(2*len(prefix))}, prefix, opcode[n], {0x47 | g.choose(general...)<<3, d}}
}

// descriptor asks about one, by a selector in a register or in memory.
func descriptor(g *Generator) [][]byte {
	selector := g.rng.Uint32()<<16 | uint32(g.choose(0, 3, 4, 0x20, 0x23, 0x28, 0x2b, 0x30, 0x33, 0x40, 0x60, 0x63, 0x6b, 0x83))
	insn := [][]byte{{0x0f, 2, g.choose(general...) << 3}, {0x0f, 3, g.choose(general...) << 3}, {0x0f, 0, 4 << 3}, {0x0f, 0, 5 << 3}}[g.rng.IntN(4)]
	if g.rng.IntN(2) == 0 {
		insn[2] |= 0xc1
		return [][]byte{le32(selector, 0xb9), g.short(), insn}
	}
	d := g.displacement()
	insn[2] |= 0x40 | baseReg
	return [][]byte{le32(selector, 0xc7, 0x47, d), g.short(), insn, {d}}
}

// returnFar calls a function that returns far, or as from an interrupt. Where CS
// is pushed memory is made zero before, as pushSegment does.
func returnFar(g *Generator) [][]byte {
	zeros := []byte{0x6a, 0, 0x6a, 0, 0x58, 0x58}
	switch g.rng.IntN(3) {
	case 0:
		return [][]byte{zeros, {0x0e}, le32(2, 0xe8), {0xeb, 3, 0xf7, 0xd0, 0xcb}}
	case 1:
		return [][]byte{zeros, {0x53, 0x0e}, le32(2, 0xe8), {0xeb, 5, 0xf7, 0xd3, 0xca, 4, 0}}
	}
	clearNT := slices.Concat([]byte{0x9c}, le32(^uint32(1<<14), 0x81, 0x24, 0x24), []byte{0x9d})
	return [][]byte{zeros, g.define(), clearNT, {0x9c, 0x0e}, le32(2, 0xe8), {0xeb, 3, 0xf7, 0xd0, 0xcf}}
}

// farPointer writes the address n bytes after it, and CS, to memory at a
// displacement from baseReg.
func (g *Generator) farPointer(d, n byte) []byte {
	return slices.Concat(le32(0, 0xe8), []byte{0x58, 0x83, 0xc0, 10 + n, 0x89, 0x47, d, 0x8c, 0x4f, d + 4})
}

// callFar calls by a far pointer a function that returns far; jumpFar jumps over
// an instruction.
func callFar(g *Generator) [][]byte {
	d := g.displacement()
	return [][]byte{{0x6a, 0, 0x58}, g.farPointer(d, 5), {0xff, 0x5f, d, 0xeb, 3, 0xf7, 0xd3, 0xcb}, g.define()}
}

func jumpFar(g *Generator) [][]byte {
	d := g.displacement()
	return [][]byte{{0x6a, 0, 0x58}, g.farPointer(d, 5), {0xff, 0x6f, d, 0xf7, 0xd3}, g.define()}
}

// address16 forms an address of 16 bits.
func address16(g *Generator) [][]byte {
	modrm := g.choose(0, 1, 2)<<6 | g.choose(general...)<<3 | byte(g.rng.IntN(8))
	b := append(g.short(), 0x67, 0x8d, modrm)
	switch {
	case modrm>>6 == 1:
		b = append(b, byte(g.number()))
	case modrm>>6 == 2 || modrm&7 == 6:
		b = append(b, le32(g.number())[:2]...)
	}
	return [][]byte{b}
}

// comparedStatus are the bits of the status word that are compared: neither C1
// nor DE.
const comparedStatus = statusMask

// statusWord reads the status word.
func statusWord(*Generator) [][]byte {
	return [][]byte{{0xdf, 0xe0, 0x66, 0x25, comparedStatus & 0xff, comparedStatus >> 8}}
}

func statusInMemory(g *Generator) [][]byte {
	d := g.displacement()
	return [][]byte{{0xdd, 0x7f, d}, maskStatus(d)}
}

// maskStatus drops from a status word in memory what is not compared.
func maskStatus(d byte) []byte {
	return []byte{0x66, 0x81, 0x67, d, comparedStatus & 0xff, comparedStatus >> 8}
}

// constants pushes a constant and computes two results of it: of other operands
// the instructions may push nothing.
func constants(g *Generator) [][]byte {
	if g.depth > 6 {
		return statusWord(g)
	}
	g.depth += 2
	return [][]byte{{0xd9, g.choose(0xe8, 0xeb, 0xed), 0xd9, g.choose(0xf2, 0xfb)}}
}

// controlWord loads a control word with all exceptions masked.
func controlWord(g *Generator) [][]byte {
	d := g.displacement()
	return [][]byte{le32(uint32(g.controlBits()), 0xc7, 0x47, d), {0xd9, 0x6f, d}}
}

// environment stores the environment and loads it; of what it holds the
// addresses of the last instruction and its operand are cleared.
func environment(g *Generator) [][]byte {
	d := g.displacement()
	prefix, status, last, _ := g.environmentForm(d)
	return [][]byte{prefix, {0xd9, 0x77, d}, maskStatus(status), last, prefix, {0xd9, 0x67, d}}
}

// environmentForm chooses the form of an environment: the prefix, where the
// status word is in one at displacement d, what clears the addresses of the last
// instruction and its operand, and where the environment ends.
func (g *Generator) environmentForm(d byte) (prefix []byte, status byte, last []byte, end byte) {
	prefix = g.short()
	word := byte(4 - 2*len(prefix))
	for n := d + 3*word; n < d+7*word; n += 4 {
		last = append(last, le32(0, 0xc7, 0x47, n)...)
	}
	return prefix, d + word, last, d + 7*word
}

// saveAll stores the environment and the registers, and loads them. What is
// left of the registers in memory is cleared: some may be empty.
func saveAll(g *Generator) [][]byte {
	prefix, status, last, end := g.environmentForm(8)
	return [][]byte{prefix, {0xdd, 0x77, 8}, maskStatus(status), last, prefix, {0xdd, 0x67, 8}, g.clearMemory(uint32(end), 80)}
}

// clearMemory clears n bytes of memory from a displacement.
func (g *Generator) clearMemory(disp, n uint32) []byte {
	return slices.Concat([]byte{0x31, 0xc0}, le32(workAddr+base+disp, 0xbf), le32(n/4, 0xb9), []byte{0xf3, 0xab}, g.restore(), g.define())
}

// initialize initializes the x87, whose registers are empty then.
func initialize(g *Generator) [][]byte {
	g.depth = 2
	return [][]byte{{0xdb, 0xe3, 0xd9, 0xeb, 0xd9, 0xe8}}
}

// turn turns the stack there and back.
func turn(g *Generator) [][]byte {
	if g.rng.IntN(2) == 0 {
		return [][]byte{{0xd9, 0xf6, 0xd9, 0xf7}}
	}
	return [][]byte{{0xd9, 0xf7, 0xd9, 0xf6}}
}

// freed frees the top of the stack that a copy of a register was pushed on, or
// an empty register.
func freed(g *Generator) [][]byte {
	if g.depth > 7 {
		return turn(g)
	}
	if g.depth == 0 || g.rng.IntN(2) == 0 {
		return [][]byte{{0xdd, 0xc7}}
	}
	return [][]byte{{0xd9, 0xc0 | byte(g.rng.IntN(g.depth)), 0xdd, 0xc0, 0xd9, 0xf7}}
}

func freedPop(g *Generator) [][]byte {
	if g.depth > 7 || g.depth == 0 {
		return turn(g)
	}
	return [][]byte{{0xd9, 0xc0 | byte(g.rng.IntN(g.depth)), 0xdf, 0xc0}}
}

func wait(*Generator) [][]byte { return [][]byte{{0x9b}} }

// maskedMove stores bytes that a mask selects.
func maskedMove(g *Generator) [][]byte { return g.masked([]byte{0x66}) }

func maskedMoveMMX(g *Generator) [][]byte { return g.masked(nil) }

func (g *Generator) masked(prefix []byte) [][]byte {
	to := le32(g.at(), 0xbf)
	if g.rng.IntN(3) == 0 {
		to = append(le32(g.low(), 0xbf), 0x65, 0x67)
	}
	return [][]byte{to, prefix, {0x0f, 0xf7, 0xc0 | byte(g.rng.IntN(64))}, g.restore()}
}

// mxcsrThrough loads MXCSR and stores it, without DE.
func mxcsrThrough(g *Generator) [][]byte {
	d := g.displacement()
	if g.rng.IntN(2) == 0 {
		return [][]byte{{0x0f, 0xae, 0x5f, d}, le32(0xffff&mxcsrMask, 0x81, 0x67, d), g.define()}
	}
	return [][]byte{le32(g.mxcsr(), 0xc7, 0x47, d), {0x0f, 0xae, 0x57, d}}
}

// fxsave stores all registers and loads them. Cleared is what saveAll clears,
// and the mask of MXCSR, which processors differ in.
func fxsave(g *Generator) [][]byte {
	const at = 16 // from baseReg, which is a multiple of 16
	return [][]byte{
		{0x0f, 0xae, 0x47, at}, maskStatus(at + 2), le32(mxcsrMask, 0x81, 0x67, at+24), {0x0f, 0xae, 0x4f, at},
		{0x66, 0xc7, 0x47, at + 6, 0, 0}, g.clearMemory(at+8, 16), g.clearMemory(at+28, 132),
	}
}

// compareStrings compares strings of few kinds of elements and given lengths.
func compareStrings(g *Generator) [][]byte {
	const few = 0x33
	length := func() uint32 { return uint32(g.rng.IntN(40) - 20) }
	x, y := byte(g.rng.IntN(8)), byte(g.rng.IntN(8))
	d := byte(16 * g.rng.IntN(6))
	spread := le32(few*0x01010101, 0xc7, 0x47, d)
	for n := byte(4); n < 16; n += 4 {
		spread = append(spread, le32(g.rng.Uint32()&(few*0x01010101), 0xc7, 0x47, d+n)...)
	}
	return [][]byte{
		le32(length(), 0xb8), le32(length(), 0xba), spread,
		{0x66, 0x0f, 0x6f, 0x47 | x<<3, d}, {0x66, 0x0f, 0x70, 0xc0 | y<<3 | x, byte(g.rng.IntN(256))},
		{0x66, 0x0f, 0x3a, 0x60 | byte(g.rng.IntN(4)), 0xc0 | x<<3 | y, byte(g.rng.IntN(128))},
	}
}

// emms empties the registers and loads all again: what was in them is lost
// where code is translated.
func emms(g *Generator) [][]byte {
	b := []byte{0x0f, 0x77}
	for reg := range byte(8) {
		b = append(b, 0x0f, 0x6f, 0x47|reg<<3, g.displacement())
	}
	return [][]byte{b}
}
