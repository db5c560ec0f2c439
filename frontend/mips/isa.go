// Package mips knows the MIPS instruction set as 32-bit Linux and IRIX programs
// use it: MIPS I and II, MIPS32 releases 1 and 2, and the floating-point part
// of MIPS III and IV. It decodes words, describes control transfers and builds
// the semantics of instructions; it knows no file format and no operating
// system. [MIPS32 II] is "MIPS32 Architecture For Programmers, Volume II: The
// MIPS32 Instruction Set", revision 2.62.
package mips

import (
	"translate/frontend/decode"
	"translate/ir"
)

// A lift builds the semantics of one instruction.
type lift = func(l *lifter, i inst)

// An Op is what a row of the table knows about its instruction.
type Op struct {
	Syntax string // operands as assembler text, see Disasm
	Level  string // of the architecture that introduced it: I to IV, 32, 32r2
	Flow   Flow
	lift   lift
}

// A Row is an instruction of the table.
type Row = decode.Entry[Op]

// isa is every instruction that does not end in SIGILL.
var isa = decode.MustCompile(rows())

func rows() []decode.Row[Op] {
	var all []decode.Row[Op]
	for _, t := range [][]decode.Row[Op]{
		special, regimm, primary, special2, special3, memory,
		cop1, fpFormats(), comparisons(), fpMemory,
	} {
		all = append(all, t...)
	}
	return all
}

// Decode returns the row that matches word, or nil where it is illegal.
func Decode(word uint32) *Row { return isa.Lookup(word) }

// Rows returns every instruction, in the order of the table.
func Rows() []*Row { return isa.Entries() }

func row(spec, syntax, level string, f lift) decode.Row[Op] {
	return decode.Row[Op]{Spec: spec, Payload: Op{Syntax: syntax, Level: level, lift: f}}
}

// flow is row for a control transfer.
func flow(spec, syntax, level string, f Flow, sem lift) decode.Row[Op] {
	return decode.Row[Op]{Spec: spec, Payload: Op{Syntax: syntax, Level: level, Flow: f, lift: sem}}
}

// br is row for a branch.
func br(spec, syntax, level string, f Flow, cond compare) decode.Row[Op] {
	return flow(spec, syntax, level, f, branchOn(f, cond))
}

// The tables follow the manual's opcode maps. [MIPS32 II, A]

var special = []decode.Row[Op]{
	row("SLL     000000 00000 rt:5 rd:5 sa:5 000000", "rd,rt,sa", "I", shift(ir.Builder.Shl)),
	row("MOVF    000000 rs:5 cc:3 00 rd:5 00000 000001", "rd,rs,cc", "IV", moveOnFCC(0)),
	row("MOVT    000000 rs:5 cc:3 01 rd:5 00000 000001", "rd,rs,cc", "IV", moveOnFCC(1)),
	row("SRL     000000 00000 rt:5 rd:5 sa:5 000010", "rd,rt,sa", "I", shift(ir.Builder.LShr)),
	row("ROTR    000000 00001 rt:5 rd:5 sa:5 000010", "rd,rt,sa", "32r2", shift(ir.Builder.RotR)),
	row("SRA     000000 00000 rt:5 rd:5 sa:5 000011", "rd,rt,sa", "I", shift(ir.Builder.AShr)),
	row("SLLV    000000 rs:5 rt:5 rd:5 00000 000100", "rd,rt,rs", "I", shiftVar(ir.Builder.Shl)),
	row("SRLV    000000 rs:5 rt:5 rd:5 00000 000110", "rd,rt,rs", "I", shiftVar(ir.Builder.LShr)),
	row("ROTRV   000000 rs:5 rt:5 rd:5 00001 000110", "rd,rt,rs", "32r2", shiftVar(ir.Builder.RotR)),
	row("SRAV    000000 rs:5 rt:5 rd:5 00000 000111", "rd,rt,rs", "I", shiftVar(ir.Builder.AShr)),
	flow("JR     000000 rs:5 00000 00000 hint:5 001000", "rs", "I", Flow{Kind: FlowRegister}, jr),
	flow("JALR   000000 rs:5 00000 rd:5 hint:5 001001", "rd,rs", "I", Flow{Kind: FlowRegister, Links: true}, jalr),
	row("MOVZ    000000 rs:5 rt:5 rd:5 00000 001010", "rd,rs,rt", "IV", moveIf(ir.Builder.Eq)),
	row("MOVN    000000 rs:5 rt:5 rd:5 00000 001011", "rd,rs,rt", "IV", moveIf(ir.Builder.Ne)),
	row("SYSCALL 000000 code:20 001100", "?code", "I", syscall),
	row("BREAK   000000 code:20 001101", "?code10", "I", breakpoint),
	row("SYNC    000000 00000 00000 00000 stype:5 001111", "?stype", "II", fence),
	row("MFHI    000000 00000 00000 rd:5 00000 010000", "rd", "I", moveFrom(hi)),
	row("MTHI    000000 rs:5 00000 00000 00000 010001", "rs", "I", moveTo(hi)),
	row("MFLO    000000 00000 00000 rd:5 00000 010010", "rd", "I", moveFrom(lo)),
	row("MTLO    000000 rs:5 00000 00000 00000 010011", "rs", "I", moveTo(lo)),
	row("MULT    000000 rs:5 rt:5 00000 00000 011000", "rs,rt", "I", mult(ir.Builder.SExt)),
	row("MULTU   000000 rs:5 rt:5 00000 00000 011001", "rs,rt", "I", mult(ir.Builder.ZExt)),
	row("DIV     000000 rs:5 rt:5 00000 00000 011010", "zero,rs,rt", "I", div),
	row("DIVU    000000 rs:5 rt:5 00000 00000 011011", "zero,rs,rt", "I", divu),
	row("ADD     000000 rs:5 rt:5 rd:5 00000 100000", "rd,rs,rt", "I", add),
	row("ADDU    000000 rs:5 rt:5 rd:5 00000 100001", "rd,rs,rt", "I", alu(ir.Builder.Add)),
	row("SUB     000000 rs:5 rt:5 rd:5 00000 100010", "rd,rs,rt", "I", sub),
	row("SUBU    000000 rs:5 rt:5 rd:5 00000 100011", "rd,rs,rt", "I", alu(ir.Builder.Sub)),
	row("AND     000000 rs:5 rt:5 rd:5 00000 100100", "rd,rs,rt", "I", alu(ir.Builder.And)),
	row("OR      000000 rs:5 rt:5 rd:5 00000 100101", "rd,rs,rt", "I", alu(ir.Builder.Or)),
	row("XOR     000000 rs:5 rt:5 rd:5 00000 100110", "rd,rs,rt", "I", alu(ir.Builder.Xor)),
	row("NOR     000000 rs:5 rt:5 rd:5 00000 100111", "rd,rs,rt", "I", nor),
	row("SLT     000000 rs:5 rt:5 rd:5 00000 101010", "rd,rs,rt", "I", setLess(ir.Builder.SLT)),
	row("SLTU    000000 rs:5 rt:5 rd:5 00000 101011", "rd,rs,rt", "I", setLess(ir.Builder.ULT)),
	row("TGE     000000 rs:5 rt:5 code:10 110000", "rs,rt?,code", "II", trapIf(reversed(ir.Builder.SLE))),
	row("TGEU    000000 rs:5 rt:5 code:10 110001", "rs,rt?,code", "II", trapIf(reversed(ir.Builder.ULE))),
	row("TLT     000000 rs:5 rt:5 code:10 110010", "rs,rt?,code", "II", trapIf(ir.Builder.SLT)),
	row("TLTU    000000 rs:5 rt:5 code:10 110011", "rs,rt?,code", "II", trapIf(ir.Builder.ULT)),
	row("TEQ     000000 rs:5 rt:5 code:10 110100", "rs,rt?,code", "II", trapIf(ir.Builder.Eq)),
	row("TNE     000000 rs:5 rt:5 code:10 110110", "rs,rt?,code", "II", trapIf(ir.Builder.Ne)),
}

var regimm = []decode.Row[Op]{
	br("BLTZ    000001 rs:5 00000 offset:s16", "rs,target", "I", branch, ltz),
	br("BGEZ    000001 rs:5 00001 offset:s16", "rs,target", "I", branch, gez),
	br("BLTZL   000001 rs:5 00010 offset:s16", "rs,target", "II", branchLikely, ltz),
	br("BGEZL   000001 rs:5 00011 offset:s16", "rs,target", "II", branchLikely, gez),
	row("TGEI   000001 rs:5 01000 imm:s16", "rs,imm", "II", trapIfImm(reversed(ir.Builder.SLE))),
	row("TGEIU  000001 rs:5 01001 imm:s16", "rs,imm", "II", trapIfImm(reversed(ir.Builder.ULE))),
	row("TLTI   000001 rs:5 01010 imm:s16", "rs,imm", "II", trapIfImm(ir.Builder.SLT)),
	row("TLTIU  000001 rs:5 01011 imm:s16", "rs,imm", "II", trapIfImm(ir.Builder.ULT)),
	row("TEQI   000001 rs:5 01100 imm:s16", "rs,imm", "II", trapIfImm(ir.Builder.Eq)),
	row("TNEI   000001 rs:5 01110 imm:s16", "rs,imm", "II", trapIfImm(ir.Builder.Ne)),
	br("BLTZAL  000001 rs:5 10000 offset:s16", "rs,target", "I", branchLink, ltz),
	br("BGEZAL  000001 rs:5 10001 offset:s16", "rs,target", "I", branchLink, gez),
	br("BLTZALL 000001 rs:5 10010 offset:s16", "rs,target", "II", branchLinkLikely, ltz),
	br("BGEZALL 000001 rs:5 10011 offset:s16", "rs,target", "II", branchLinkLikely, gez),
	row("SYNCI  000001 rs:5 11111 imm:s16", "imm(rs)", "32r2", synci),
}

var primary = []decode.Row[Op]{
	flow("J     000010 index:26", "jump", "I", Flow{Kind: FlowJump}, j),
	flow("JAL   000011 index:26", "jump", "I", Flow{Kind: FlowJump, Links: true}, jal),
	br("BEQ     000100 rs:5 rt:5 offset:s16", "rs,rt,target", "I", branch, two(ir.Builder.Eq)),
	br("BNE     000101 rs:5 rt:5 offset:s16", "rs,rt,target", "I", branch, two(ir.Builder.Ne)),
	br("BLEZ    000110 rs:5 00000 offset:s16", "rs,target", "I", branch, lez),
	br("BGTZ    000111 rs:5 00000 offset:s16", "rs,target", "I", branch, gtz),
	row("ADDI   001000 rs:5 rt:5 imm:s16", "rt,rs,imm", "I", addi),
	row("ADDIU  001001 rs:5 rt:5 imm:s16", "rt,rs,imm", "I", addiu),
	row("SLTI   001010 rs:5 rt:5 imm:s16", "rt,rs,imm", "I", setLessImm(ir.Builder.SLT)),
	row("SLTIU  001011 rs:5 rt:5 imm:s16", "rt,rs,imm", "I", setLessImm(ir.Builder.ULT)),
	row("ANDI   001100 rs:5 rt:5 uimm:16", "rt,rs,uimm", "I", aluImm(ir.Builder.And)),
	row("ORI    001101 rs:5 rt:5 uimm:16", "rt,rs,uimm", "I", aluImm(ir.Builder.Or)),
	row("XORI   001110 rs:5 rt:5 uimm:16", "rt,rs,uimm", "I", aluImm(ir.Builder.Xor)),
	row("LUI    001111 00000 rt:5 uimm:16", "rt,uimm", "I", lui),
	br("BEQL    010100 rs:5 rt:5 offset:s16", "rs,rt,target", "II", branchLikely, two(ir.Builder.Eq)),
	br("BNEL    010101 rs:5 rt:5 offset:s16", "rs,rt,target", "II", branchLikely, two(ir.Builder.Ne)),
	br("BLEZL   010110 rs:5 00000 offset:s16", "rs,target", "II", branchLikely, lez),
	br("BGTZL   010111 rs:5 00000 offset:s16", "rs,target", "II", branchLikely, gtz),
}

var special2 = []decode.Row[Op]{
	row("MADD   011100 rs:5 rt:5 00000 00000 000000", "rs,rt", "32", multAcc(ir.Builder.Add, ir.Builder.SExt)),
	row("MADDU  011100 rs:5 rt:5 00000 00000 000001", "rs,rt", "32", multAcc(ir.Builder.Add, ir.Builder.ZExt)),
	row("MUL    011100 rs:5 rt:5 rd:5 00000 000010", "rd,rs,rt", "32", mul),
	row("MSUB   011100 rs:5 rt:5 00000 00000 000100", "rs,rt", "32", multAcc(ir.Builder.Sub, ir.Builder.SExt)),
	row("MSUBU  011100 rs:5 rt:5 00000 00000 000101", "rs,rt", "32", multAcc(ir.Builder.Sub, ir.Builder.ZExt)),
	// CLZ and CLO repeat rd in rt; what happens otherwise is UNPREDICTABLE.
	row("CLZ    011100 rs:5 rt:5 rd:5 00000 100000", "rd,rs", "32", countLeading(0)),
	row("CLO    011100 rs:5 rt:5 rd:5 00000 100001", "rd,rs", "32", countLeading(0xffffffff)),
}

var special3 = []decode.Row[Op]{
	row("EXT    011111 rs:5 rt:5 rd:5 sa:5 000000", "rt,rs,sa,extsize", "32r2", ext),
	row("INS    011111 rs:5 rt:5 rd:5 sa:5 000100", "rt,rs,sa,inssize", "32r2", ins),
	row("WSBH   011111 00000 rt:5 rd:5 00010 100000", "rd,rt", "32r2", wsbh),
	row("SEB    011111 00000 rt:5 rd:5 10000 100000", "rd,rt", "32r2", signExtend(ir.I8)),
	row("SEH    011111 00000 rt:5 rd:5 11000 100000", "rd,rt", "32r2", signExtend(ir.I16)),
	row("RDHWR  011111 00000 rt:5 rd:5 00000 111011", "rt,hwr", "32r2", rdhwr),
}

var memory = []decode.Row[Op]{
	row("LB     100000 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", load(ir.I8, ir.Builder.SExt)),
	row("LH     100001 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", load(ir.I16, ir.Builder.SExt)),
	row("LWL    100010 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", lwl),
	row("LW     100011 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", load(ir.I32, ir.Builder.ZExt)),
	row("LBU    100100 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", load(ir.I8, ir.Builder.ZExt)),
	row("LHU    100101 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", load(ir.I16, ir.Builder.ZExt)),
	row("LWR    100110 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", lwr),
	row("SB     101000 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", store(ir.I8)),
	row("SH     101001 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", store(ir.I16)),
	row("SWL    101010 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", partial(true)),
	row("SW     101011 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", store(ir.I32)),
	row("SWR    101110 rs:5 rt:5 imm:s16", "rt,imm(rs)", "I", partial(false)),
	row("LL     110000 rs:5 rt:5 imm:s16", "rt,imm(rs)", "II", ll),
	row("PREF   110011 rs:5 hint:5 imm:s16", "hint,imm(rs)", "IV", nothing),
	row("SC     111000 rs:5 rt:5 imm:s16", "rt,imm(rs)", "II", sc),
}
