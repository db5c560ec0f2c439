// Package ppc knows the 32-bit PowerPC instruction set as user programs of
// Linux use it: the classic PowerPC architecture with its optional
// floating-point instructions, AltiVec, and what later versions of the Power
// ISA added for 32-bit programs up to version 2.06. It decodes words, describes
// control transfers and builds the semantics of instructions; it knows no file
// format and no operating system. [Power I, n] is "Power ISA Version 2.06, Book
// I", section n or the instruction named; [Power II, n] is Book II.
package ppc

import (
	"strings"

	"translate/frontend/decode"
	"translate/ir"
)

// A lift builds the semantics of one instruction.
type lift = func(l *lifter, i inst)

// An Op is what a row of the table knows about its instruction.
type Op struct {
	Flow   Flow
	setsSO bool // may set SO of XER
	lift   lift
}

// A Row is an instruction of the table.
type Row = decode.Entry[Op]

// isa is every instruction that does not end in SIGILL.
var isa = decode.MustCompile(rows())

func rows() []decode.Row[Op] {
	var all []decode.Row[Op]
	for _, t := range [][]decode.Row[Op]{
		arithmetic(), logical(), immediate, compares, traps, branches, conditions, special,
		loads, stores, multiples, atomics, storage, fpMemory, fpMoves(), fpArithmetic(), fpStatus(), vectorMemory, vectors(),
	} {
		all = append(all, t...)
	}
	return all
}

// Decode returns the row that matches word, or nil where it is illegal.
func Decode(word uint32) *Row { return isa.Lookup(word) }

// Rows returns every instruction, in the order of the table.
func Rows() []*Row { return isa.Entries() }

func row(spec string, f lift) decode.Row[Op] {
	return decode.Row[Op]{Spec: spec, Payload: Op{lift: f}}
}

// settingSO is row for an instruction that may set SO of XER.
func settingSO(spec string, f lift) decode.Row[Op] {
	return decode.Row[Op]{Spec: spec, Payload: Op{setsSO: true, lift: f}}
}

// flow is row for a control transfer.
func flow(spec string, f Flow, sem lift) decode.Row[Op] {
	return decode.Row[Op]{Spec: spec, Payload: Op{Flow: f, lift: sem}}
}

// A variant says which forms of an instruction a row is.
type variant struct {
	rc bool // records: sets field 0 of the condition register
	oe bool // sets OV and SO
}

// variants writes a row out for each form. In the picture of the word, OE and RC
// stand for the bits that choose.
func variants(spec string, f func(v variant) lift) []decode.Row[Op] {
	var rows []decode.Row[Op]
	name, picture, _ := strings.Cut(spec, " ")
	for _, v := range []variant{{}, {rc: true}, {oe: true}, {true, true}} {
		if v.oe && !strings.Contains(picture, "OE") || v.rc && !strings.Contains(picture, "RC") {
			continue
		}
		n, oe, rc, form := name, "0", "0", row
		if v.oe {
			n, oe, form = n+"O", "1", settingSO
		}
		if v.rc {
			n, rc = n+".", "1"
		}
		rows = append(rows, form(n+" "+strings.NewReplacer("OE", oe, "RC", rc).Replace(picture), f(v)))
	}
	return rows
}

// all concatenates tables.
func all(tables ...[]decode.Row[Op]) []decode.Row[Op] {
	var rows []decode.Row[Op]
	for _, t := range tables {
		rows = append(rows, t...)
	}
	return rows
}

// The tables follow the chapters of the manual. [Power I, 3.3]

func arithmetic() []decode.Row[Op] {
	return all(
		variants("SUBFC  011111 rt:5 ra:5 rb:5 OE 000001000 RC", subtract(withCarry)),
		variants("ADDC   011111 rt:5 ra:5 rb:5 OE 000001010 RC", sum(withCarry)),
		variants("MULHWU 011111 rt:5 ra:5 rb:5 -  000001011 RC", mulHigh(ir.Builder.ZExt)),
		variants("SUBF   011111 rt:5 ra:5 rb:5 OE 000101000 RC", subtract(plain)),
		variants("MULHW  011111 rt:5 ra:5 rb:5 -  001001011 RC", mulHigh(ir.Builder.SExt)),
		variants("NEG    011111 rt:5 ra:5 ----- OE 001101000 RC", neg),
		variants("SUBFE  011111 rt:5 ra:5 rb:5 OE 010001000 RC", extended(notRA, operandRB)),
		variants("ADDE   011111 rt:5 ra:5 rb:5 OE 010001010 RC", extended(operandRA, operandRB)),
		variants("SUBFZE 011111 rt:5 ra:5 ----- OE 011001000 RC", extended(notRA, number(0))),
		variants("ADDZE  011111 rt:5 ra:5 ----- OE 011001010 RC", extended(operandRA, number(0))),
		variants("SUBFME 011111 rt:5 ra:5 ----- OE 011101000 RC", extended(notRA, number(0xffffffff))),
		variants("ADDME  011111 rt:5 ra:5 ----- OE 011101010 RC", extended(operandRA, number(0xffffffff))),
		variants("MULLW  011111 rt:5 ra:5 rb:5 OE 011101011 RC", mullw),
		variants("ADD    011111 rt:5 ra:5 rb:5 OE 100001010 RC", sum(plain)),
		variants("DIVWEU 011111 rt:5 ra:5 rb:5 OE 110001011 RC", divweu),
		variants("DIVWE  011111 rt:5 ra:5 rb:5 OE 110101011 RC", divwe),
		variants("DIVWU  011111 rt:5 ra:5 rb:5 OE 111001011 RC", divwu),
		variants("DIVW   011111 rt:5 ra:5 rb:5 OE 111101011 RC", divw),
	)
}

func logical() []decode.Row[Op] {
	return all(
		variants("SLW    011111 rs:5 ra:5 rb:5 0000011000 RC", shift(ir.Builder.Shl)),
		variants("CNTLZW 011111 rs:5 ra:5 ----- 0000011010 RC", unary((*lifter).clz)),
		variants("AND    011111 rs:5 ra:5 rb:5 0000011100 RC", bitwise(ir.Builder.And)),
		variants("ANDC   011111 rs:5 ra:5 rb:5 0000111100 RC", bitwise(andc)),
		variants("NOR    011111 rs:5 ra:5 rb:5 0001111100 RC", bitwise(inverted(ir.Builder.Or))),
		variants("EQV    011111 rs:5 ra:5 rb:5 0100011100 RC", bitwise(inverted(ir.Builder.Xor))),
		variants("XOR    011111 rs:5 ra:5 rb:5 0100111100 RC", bitwise(ir.Builder.Xor)),
		variants("ORC    011111 rs:5 ra:5 rb:5 0110011100 RC", bitwise(orc)),
		variants("OR     011111 rs:5 ra:5 rb:5 0110111100 RC", bitwise(ir.Builder.Or)),
		variants("NAND   011111 rs:5 ra:5 rb:5 0111011100 RC", bitwise(inverted(ir.Builder.And))),
		variants("SRW    011111 rs:5 ra:5 rb:5 1000011000 RC", shift(ir.Builder.LShr)),
		variants("SRAW   011111 rs:5 ra:5 rb:5 1100011000 RC", sraw),
		variants("SRAWI  011111 rs:5 ra:5 sh:5 1100111000 RC", srawi),
		variants("EXTSH  011111 rs:5 ra:5 ----- 1110011010 RC", unary(signExtend(ir.I16))),
		variants("EXTSB  011111 rs:5 ra:5 ----- 1110111010 RC", unary(signExtend(ir.I8))),
		variants("RLWIMI 010100 rs:5 ra:5 sh:5 mb:5 me:5 RC", rlwimi),
		variants("RLWINM 010101 rs:5 ra:5 sh:5 mb:5 me:5 RC", rotateAnd(inst.sh)),
		variants("RLWNM  010111 rs:5 ra:5 rb:5 mb:5 me:5 RC", rlwnm),
		[]decode.Row[Op]{
			row("POPCNTB 011111 rs:5 ra:5 ----- 0001111010 -", unary((*lifter).popcntb)(variant{})),
			row("PRTYW   011111 rs:5 ra:5 ----- 0010011010 -", unary((*lifter).prtyw)(variant{})),
			row("POPCNTW 011111 rs:5 ra:5 ----- 0101111010 -", unary((*lifter).popcntw)(variant{})),
			row("CMPB    011111 rs:5 ra:5 rb:5 0111111100 -", cmpb),
			row("ISEL    011111 rt:5 ra:5 rb:5 bc:5 01111 -", isel),
		})
}

var immediate = []decode.Row[Op]{
	row("MULLI  000111 rt:5 ra:5 si:s16", mulli),
	row("SUBFIC 001000 rt:5 ra:5 si:s16", subfic),
	row("ADDIC  001100 rt:5 ra:5 si:s16", addic(variant{})),
	row("ADDIC. 001101 rt:5 ra:5 si:s16", addic(variant{rc: true})),
	row("ADDI   001110 rt:5 ra:5 si:s16", addi),
	row("ADDIS  001111 rt:5 ra:5 si:s16", addis),
	row("ORI    011000 rs:5 ra:5 ui:16", immediateOp(ir.Builder.Or, 0, variant{})),
	row("ORIS   011001 rs:5 ra:5 ui:16", immediateOp(ir.Builder.Or, 16, variant{})),
	row("XORI   011010 rs:5 ra:5 ui:16", immediateOp(ir.Builder.Xor, 0, variant{})),
	row("XORIS  011011 rs:5 ra:5 ui:16", immediateOp(ir.Builder.Xor, 16, variant{})),
	row("ANDI.  011100 rs:5 ra:5 ui:16", immediateOp(ir.Builder.And, 0, variant{rc: true})),
	row("ANDIS. 011101 rs:5 ra:5 ui:16", immediateOp(ir.Builder.And, 16, variant{rc: true})),
}

// The bit L of comparisons would make them 64-bit ones; 32-bit processors
// ignore it. [Power I, 3.3.10]
var compares = []decode.Row[Op]{
	row("CMPLI 001010 bf:3 - - ra:5 ui:16", compareImm(inst.ui, ir.Builder.ULT)),
	row("CMPI  001011 bf:3 - - ra:5 si:s16", compareImm(inst.si, ir.Builder.SLT)),
	row("CMP   011111 bf:3 - - ra:5 rb:5 0000000000 -", compare(ir.Builder.SLT)),
	row("CMPL  011111 bf:3 - - ra:5 rb:5 0000100000 -", compare(ir.Builder.ULT)),
}

var traps = []decode.Row[Op]{
	row("TWI 000011 to:5 ra:5 si:s16", trap(inst.si)),
	row("TW  011111 to:5 ra:5 rb:5 0000000100 -", trap(nil)),
}

// [Power I, 2.4]
var branches = []decode.Row[Op]{
	flow("BC     010000 bo:5 bi:5 bd:14 0 0", Flow{Kind: FlowBranch, Cond: true}, bc),
	flow("BCL    010000 bo:5 bi:5 bd:14 0 1", Flow{Kind: FlowBranch, Cond: true, Links: true}, bc),
	flow("BCA    010000 bo:5 bi:5 bd:14 1 0", Flow{Kind: FlowBranch, Cond: true, Absolute: true}, bc),
	flow("BCLA   010000 bo:5 bi:5 bd:14 1 1", Flow{Kind: FlowBranch, Cond: true, Links: true, Absolute: true}, bc),
	flow("SC     010001 ----- ----- ---- lev:7 --- 1 -", Flow{Kind: FlowService}, sc),
	flow("B      010010 li:24 0 0", Flow{Kind: FlowBranch}, b),
	flow("BL     010010 li:24 0 1", Flow{Kind: FlowBranch, Links: true}, b),
	flow("BA     010010 li:24 1 0", Flow{Kind: FlowBranch, Absolute: true}, b),
	flow("BLA    010010 li:24 1 1", Flow{Kind: FlowBranch, Links: true, Absolute: true}, b),
	flow("BCLR   010011 bo:5 bi:5 --- bh:2 0000010000 0", Flow{Kind: FlowLR, Cond: true}, bclr),
	flow("BCLRL  010011 bo:5 bi:5 --- bh:2 0000010000 1", Flow{Kind: FlowLR, Cond: true, Links: true}, bclr),
	flow("BCCTR  010011 bo:5 bi:5 --- bh:2 1000010000 0", Flow{Kind: FlowCTR, Cond: true}, bcctr),
	flow("BCCTRL 010011 bo:5 bi:5 --- bh:2 1000010000 1", Flow{Kind: FlowCTR, Cond: true, Links: true}, bcctr),
}

// [Power I, 2.5]
var conditions = []decode.Row[Op]{
	row("MCRF   010011 bf:3 -- bfa:3 -- ----- 0000000000 -", mcrf),
	row("CRNOR  010011 bt:5 ba:5 bb:5 0000100001 -", crLogic(func(l *lifter, x, y ir.Value) ir.Value { return l.not(l.Or(x, y)) })),
	row("CRANDC 010011 bt:5 ba:5 bb:5 0010000001 -", crLogic(func(l *lifter, x, y ir.Value) ir.Value { return l.And(x, l.not(y)) })),
	row("CRXOR  010011 bt:5 ba:5 bb:5 0011000001 -", crXor(0)),
	row("CRNAND 010011 bt:5 ba:5 bb:5 0011100001 -", crLogic(func(l *lifter, x, y ir.Value) ir.Value { return l.not(l.And(x, y)) })),
	row("CRAND  010011 bt:5 ba:5 bb:5 0100000001 -", crLogic(func(l *lifter, x, y ir.Value) ir.Value { return l.And(x, y) })),
	row("CREQV  010011 bt:5 ba:5 bb:5 0100100001 -", crXor(1)),
	row("CRORC  010011 bt:5 ba:5 bb:5 0110100001 -", crLogic(func(l *lifter, x, y ir.Value) ir.Value { return l.Or(x, l.not(y)) })),
	row("CROR   010011 bt:5 ba:5 bb:5 0111000001 -", crLogic(func(l *lifter, x, y ir.Value) ir.Value { return l.Or(x, y) })),
}

// Special registers by number, the halves of which the word has swapped.
// [Power I, 3.3.17]
var special = []decode.Row[Op]{
	row("MFCR    011111 rt:5 0 -------- - 0000010011 -", mfcr),
	row("MFOCRF  011111 rt:5 1 fxm:8 - 0000010011 -", mfcr),
	row("MTCRF   011111 rs:5 0 fxm:8 - 0010010000 -", mtcrf),
	row("MTOCRF  011111 rs:5 1 fxm:8 - 0010010000 -", mtcrf),
	row("MCRXR   011111 bf:3 -- ----- ----- 1000000000 -", mcrxr),
	row("MFXER   011111 rt:5 00001 00000 0101010011 -", mfxer),
	row("MFLR    011111 rt:5 01000 00000 0101010011 -", mfspr(lrBank)),
	row("MFCTR   011111 rt:5 01001 00000 0101010011 -", mfspr(ctrBank)),
	row("MFVRSAVE 011111 rt:5 00000 01000 0101010011 -", mfspr(saveBank)),
	row("MFTBL   011111 rt:5 01100 01000 0101010011 -", timebase(0)),
	row("MFTBU   011111 rt:5 01101 01000 0101010011 -", timebase(1)),
	row("MFTB    011111 rt:5 01100 01000 0101110011 -", timebase(0)),
	row("MFTBHI  011111 rt:5 01101 01000 0101110011 -", timebase(1)),
	row("MFPVR   011111 rt:5 11111 01000 0101010011 -", mfpvr),
	settingSO("MTXER   011111 rs:5 00001 00000 0111010011 -", mtxer),
	row("MTLR    011111 rs:5 01000 00000 0111010011 -", mtspr(lrBank)),
	row("MTCTR   011111 rs:5 01001 00000 0111010011 -", mtspr(ctrBank)),
	row("MTVRSAVE 011111 rs:5 00000 01000 0111010011 -", mtspr(saveBank)),
}

// [Power I, 3.3.2, 3.3.3]
var loads = []decode.Row[Op]{
	row("LWZ   100000 rt:5 ra:5 d:s16", load(ir.I32, ir.Builder.ZExt, byDisp)),
	row("LWZU  100001 rt:5 ra:5 d:s16", load(ir.I32, ir.Builder.ZExt, byDisp.updating())),
	row("LBZ   100010 rt:5 ra:5 d:s16", load(ir.I8, ir.Builder.ZExt, byDisp)),
	row("LBZU  100011 rt:5 ra:5 d:s16", load(ir.I8, ir.Builder.ZExt, byDisp.updating())),
	row("LHZ   101000 rt:5 ra:5 d:s16", load(ir.I16, ir.Builder.ZExt, byDisp)),
	row("LHZU  101001 rt:5 ra:5 d:s16", load(ir.I16, ir.Builder.ZExt, byDisp.updating())),
	row("LHA   101010 rt:5 ra:5 d:s16", load(ir.I16, ir.Builder.SExt, byDisp)),
	row("LHAU  101011 rt:5 ra:5 d:s16", load(ir.I16, ir.Builder.SExt, byDisp.updating())),
	row("LWZX  011111 rt:5 ra:5 rb:5 0000010111 -", load(ir.I32, ir.Builder.ZExt, byIndex)),
	row("LWZUX 011111 rt:5 ra:5 rb:5 0000110111 -", load(ir.I32, ir.Builder.ZExt, byIndex.updating())),
	row("LBZX  011111 rt:5 ra:5 rb:5 0001010111 -", load(ir.I8, ir.Builder.ZExt, byIndex)),
	row("LBZUX 011111 rt:5 ra:5 rb:5 0001110111 -", load(ir.I8, ir.Builder.ZExt, byIndex.updating())),
	row("LHZX  011111 rt:5 ra:5 rb:5 0100010111 -", load(ir.I16, ir.Builder.ZExt, byIndex)),
	row("LHZUX 011111 rt:5 ra:5 rb:5 0100110111 -", load(ir.I16, ir.Builder.ZExt, byIndex.updating())),
	row("LHAX  011111 rt:5 ra:5 rb:5 0101010111 -", load(ir.I16, ir.Builder.SExt, byIndex)),
	row("LHAUX 011111 rt:5 ra:5 rb:5 0101110111 -", load(ir.I16, ir.Builder.SExt, byIndex.updating())),
	row("LWBRX 011111 rt:5 ra:5 rb:5 1000010110 -", loadReversed(ir.I32)),
	row("LHBRX 011111 rt:5 ra:5 rb:5 1100010110 -", loadReversed(ir.I16)),
}

var stores = []decode.Row[Op]{
	row("STW    100100 rs:5 ra:5 d:s16", store(ir.I32, byDisp)),
	row("STWU   100101 rs:5 ra:5 d:s16", store(ir.I32, byDisp.updating())),
	row("STB    100110 rs:5 ra:5 d:s16", store(ir.I8, byDisp)),
	row("STBU   100111 rs:5 ra:5 d:s16", store(ir.I8, byDisp.updating())),
	row("STH    101100 rs:5 ra:5 d:s16", store(ir.I16, byDisp)),
	row("STHU   101101 rs:5 ra:5 d:s16", store(ir.I16, byDisp.updating())),
	row("STWX   011111 rs:5 ra:5 rb:5 0010010111 -", store(ir.I32, byIndex)),
	row("STWUX  011111 rs:5 ra:5 rb:5 0010110111 -", store(ir.I32, byIndex.updating())),
	row("STBX   011111 rs:5 ra:5 rb:5 0011010111 -", store(ir.I8, byIndex)),
	row("STBUX  011111 rs:5 ra:5 rb:5 0011110111 -", store(ir.I8, byIndex.updating())),
	row("STHX   011111 rs:5 ra:5 rb:5 0110010111 -", store(ir.I16, byIndex)),
	row("STHUX  011111 rs:5 ra:5 rb:5 0110110111 -", store(ir.I16, byIndex.updating())),
	row("STWBRX 011111 rs:5 ra:5 rb:5 1010010110 -", storeReversed(ir.I32)),
	row("STHBRX 011111 rs:5 ra:5 rb:5 1110010110 -", storeReversed(ir.I16)),
}

// [Power I, 3.3.5, 3.3.6]
var multiples = []decode.Row[Op]{
	row("LMW   101110 rt:5 ra:5 d:s16", lmw),
	row("STMW  101111 rs:5 ra:5 d:s16", stmw),
	row("LSWI  011111 rt:5 ra:5 nb:5 1001010101 -", lswi),
	row("STSWI 011111 rs:5 ra:5 nb:5 1011010101 -", stswi),
	flow("LSWX  011111 rt:5 ra:5 rb:5 1000010101 -", Flow{Kind: FlowService}, byService("rt_lswx")),
	flow("STSWX 011111 rs:5 ra:5 rb:5 1010010101 -", Flow{Kind: FlowService}, byService("rt_stswx")),
}

// [Power II, 4.4.2]
var atomics = []decode.Row[Op]{
	row("LWARX  011111 rt:5 ra:5 rb:5 0000010100 -", lwarx),
	row("STWCX. 011111 rs:5 ra:5 rb:5 0010010110 1", stwcx),
	row("SYNC   011111 --- l:2 ----- ----- 1001010110 -", fence),
	row("EIEIO  011111 ----- ----- ----- 1101010110 -", fence),
	row("ISYNC  010011 ----- ----- ----- 0010010110 -", fence),
}

// Cache instructions. Only those that write have an effect on programs.
// [Power II, 4.3]
var storage = []decode.Row[Op]{
	row("DCBST  011111 ----- ra:5 rb:5 0000110110 -", nothing),
	row("DCBF   011111 ----- ra:5 rb:5 0001010110 -", nothing),
	row("DCBTST 011111 ----- ra:5 rb:5 0011110110 -", nothing),
	row("DCBT   011111 ----- ra:5 rb:5 0100010110 -", nothing),
	row("DCBA   011111 ----- ra:5 rb:5 1011110110 -", nothing),
	row("ICBI   011111 ----- ra:5 rb:5 1111010110 -", nothing),
	row("DCBZ   011111 ----- ra:5 rb:5 1111110110 -", dcbz),
	row("DST    011111 t:1 -- strm:2 ra:5 rb:5 0101010110 -", nothing),
	row("DSTST  011111 t:1 -- strm:2 ra:5 rb:5 0101110110 -", nothing),
	row("DSS    011111 a:1 -- strm:2 ----- ----- 1100110110 -", nothing),
}
