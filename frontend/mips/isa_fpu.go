package mips

import (
	"strings"

	"translate/frontend/decode"
	"translate/ir"
)

// Floating-point rows, by the manual's maps of COP1 and COP1X. [MIPS32 II, A]

var cop1 = []decode.Row[Op]{
	row("MFC1  010001 00000 rt:5 fs:5 00000 000000", "rt,fs", "I", mfc1),
	row("CFC1  010001 00010 rt:5 fs:5 00000 000000", "rt,fcr", "I", cfc1),
	row("MFHC1 010001 00011 rt:5 fs:5 00000 000000", "rt,fs", "32r2", mfhc1),
	row("MTC1  010001 00100 rt:5 fs:5 00000 000000", "rt,fs", "I", mtc1),
	row("CTC1  010001 00110 rt:5 fs:5 00000 000000", "rt,fcr", "I", ctc1),
	row("MTHC1 010001 00111 rt:5 fs:5 00000 000000", "rt,fs", "32r2", mthc1),
	br("BC1F   010001 01000 cc:3 00 offset:s16", "cc,target", "I", branch, onFCC(0)),
	br("BC1T   010001 01000 cc:3 01 offset:s16", "cc,target", "I", branch, onFCC(1)),
	br("BC1FL  010001 01000 cc:3 10 offset:s16", "cc,target", "II", branchLikely, onFCC(0)),
	br("BC1TL  010001 01000 cc:3 11 offset:s16", "cc,target", "II", branchLikely, onFCC(1)),
	row("CVT.S.D 010001 10001 00000 fs:5 fd:5 100000", "fd,fs", "I", cvtSD),
	row("CVT.S.W 010001 10100 00000 fs:5 fd:5 100000", "fd,fs", "I", fromWord(ir.F32)),
	row("CVT.S.L 010001 10101 00000 fs:5 fd:5 100000", "fd,fs", "III", fromLong(ir.F32)),
	row("CVT.D.S 010001 10000 00000 fs:5 fd:5 100001", "fd,fs", "I", cvtDS),
	row("CVT.D.W 010001 10100 00000 fs:5 fd:5 100001", "fd,fs", "I", fromWord(ir.F64)),
	row("CVT.D.L 010001 10101 00000 fs:5 fd:5 100001", "fd,fs", "III", fromLong(ir.F64)),
}

var fpMemory = []decode.Row[Op]{
	row("LWC1   110001 rs:5 ft:5 imm:s16", "ft,imm(rs)", "I", fpLoad(ir.F32)),
	row("LDC1   110101 rs:5 ft:5 imm:s16", "ft,imm(rs)", "II", fpLoad(ir.F64)),
	row("SWC1   111001 rs:5 ft:5 imm:s16", "ft,imm(rs)", "I", fpStore(ir.F32)),
	row("SDC1   111101 rs:5 ft:5 imm:s16", "ft,imm(rs)", "II", fpStore(ir.F64)),
	row("LWXC1  010011 rs:5 rt:5 00000 fd:5 000000", "fd,rt(rs)", "IV", fpLoadIndexed(ir.F32)),
	row("LDXC1  010011 rs:5 rt:5 00000 fd:5 000001", "fd,rt(rs)", "IV", fpLoadIndexed(ir.F64)),
	row("LUXC1  010011 rs:5 rt:5 00000 fd:5 000101", "fd,rt(rs)", "32r2", luxc1),
	row("SWXC1  010011 rs:5 rt:5 fs:5 00000 001000", "fs,rt(rs)", "IV", fpStoreIndexed(ir.F32)),
	row("SDXC1  010011 rs:5 rt:5 fs:5 00000 001001", "fs,rt(rs)", "IV", fpStoreIndexed(ir.F64)),
	row("SUXC1  010011 rs:5 rt:5 fs:5 00000 001101", "fs,rt(rs)", "32r2", suxc1),
	row("PREFX  010011 rs:5 rt:5 hintx:5 00000 001111", "hintx,rt(rs)", "IV", nothing),
}

// fpFormats returns the rows that exist for single and double, once for each.
func fpFormats() []decode.Row[Op] {
	var all []decode.Row[Op]
	for _, f := range []struct {
		t                ir.Type
		name, bits, last string
	}{{ir.F32, "S", "10000", "0"}, {ir.F64, "D", "10001", "1"}} {
		t := f.t
		for _, r := range []decode.Row[Op]{
			row("ADD.fmt     010001 fmt ft:5 fs:5 fd:5 000000", "fd,fs,ft", "I", fpBinary(t, fpAdd)),
			row("SUB.fmt     010001 fmt ft:5 fs:5 fd:5 000001", "fd,fs,ft", "I", fpBinary(t, fpSub)),
			row("MUL.fmt     010001 fmt ft:5 fs:5 fd:5 000010", "fd,fs,ft", "I", fpBinary(t, fpMul)),
			row("DIV.fmt     010001 fmt ft:5 fs:5 fd:5 000011", "fd,fs,ft", "I", fpBinary(t, fpDiv)),
			row("SQRT.fmt    010001 fmt 00000 fs:5 fd:5 000100", "fd,fs", "II", fpUnary(t, (*lifter).sqrt)),
			row("ABS.fmt     010001 fmt 00000 fs:5 fd:5 000101", "fd,fs", "I", fpUnary(t, (*lifter).magnitude)),
			row("MOV.fmt     010001 fmt 00000 fs:5 fd:5 000110", "fd,fs", "I", fpMove(t)),
			row("NEG.fmt     010001 fmt 00000 fs:5 fd:5 000111", "fd,fs", "I", fpUnary(t, (*lifter).negate)),
			row("ROUND.L.fmt 010001 fmt 00000 fs:5 fd:5 001000", "fd,fs", "III", toLong(t, toNearest)),
			row("TRUNC.L.fmt 010001 fmt 00000 fs:5 fd:5 001001", "fd,fs", "III", toLong(t, toZero)),
			row("CEIL.L.fmt  010001 fmt 00000 fs:5 fd:5 001010", "fd,fs", "III", toLong(t, toPlusInf)),
			row("FLOOR.L.fmt 010001 fmt 00000 fs:5 fd:5 001011", "fd,fs", "III", toLong(t, toMinusInf)),
			row("ROUND.W.fmt 010001 fmt 00000 fs:5 fd:5 001100", "fd,fs", "II", toWord(t, toNearest)),
			row("TRUNC.W.fmt 010001 fmt 00000 fs:5 fd:5 001101", "fd,fs", "II", toWord(t, toZero)),
			row("CEIL.W.fmt  010001 fmt 00000 fs:5 fd:5 001110", "fd,fs", "II", toWord(t, toPlusInf)),
			row("FLOOR.W.fmt 010001 fmt 00000 fs:5 fd:5 001111", "fd,fs", "II", toWord(t, toMinusInf)),
			row("MOVF.fmt    010001 fmt cc:3 00 fs:5 fd:5 010001", "fd,fs,cc", "IV", fpMoveOnFCC(t, 0)),
			row("MOVT.fmt    010001 fmt cc:3 01 fs:5 fd:5 010001", "fd,fs,cc", "IV", fpMoveOnFCC(t, 1)),
			row("MOVZ.fmt    010001 fmt rt:5 fs:5 fd:5 010010", "fd,fs,rt", "IV", fpMoveIf(t, ir.Builder.Eq)),
			row("MOVN.fmt    010001 fmt rt:5 fs:5 fd:5 010011", "fd,fs,rt", "IV", fpMoveIf(t, ir.Builder.Ne)),
			row("RECIP.fmt   010001 fmt 00000 fs:5 fd:5 010101", "fd,fs", "IV", fpUnary(t, (*lifter).recip)),
			row("RSQRT.fmt   010001 fmt 00000 fs:5 fd:5 010110", "fd,fs", "IV", fpUnary(t, (*lifter).rsqrt)),
			row("CVT.W.fmt   010001 fmt 00000 fs:5 fd:5 100100", "fd,fs", "I", toWord(t, asFCSR)),
			row("CVT.L.fmt   010001 fmt 00000 fs:5 fd:5 100101", "fd,fs", "III", toLong(t, asFCSR)),
			row("MADD.fmt    010011 fr:5 ft:5 fs:5 fd:5 10000F", "fd,fr,fs,ft", "IV", fpMulAdd(t, fpAdd, "rt_xmadd", false)),
			row("MSUB.fmt    010011 fr:5 ft:5 fs:5 fd:5 10100F", "fd,fr,fs,ft", "IV", fpMulAdd(t, fpSub, "rt_xmsub", false)),
			row("NMADD.fmt   010011 fr:5 ft:5 fs:5 fd:5 11000F", "fd,fr,fs,ft", "IV", fpMulAdd(t, fpAdd, "rt_xmadd", true)),
			row("NMSUB.fmt   010011 fr:5 ft:5 fs:5 fd:5 11100F", "fd,fr,fs,ft", "IV", fpMulAdd(t, fpSub, "rt_xmsub", true)),
		} {
			r.Spec = strings.NewReplacer(".fmt", "."+f.name, " fmt ", " "+f.bits+" ", "0F", "0"+f.last).Replace(r.Spec)
			all = append(all, r)
		}
	}
	return all
}
