package x86

import (
	"strings"

	"translate/ir"
)

// sseRows returns the vector instructions up to SSE4.2, and those of AES and
// PCLMULQDQ, which the host need not have: then CPUID says so. [SDM 2D, A]
func sseRows() []*Row {
	var rs []*Row
	for _, family := range []struct {
		rows []string
		lift func(name string) lift
		tail string
	}{
		{packedIntegers, vv, "Vx Wx"},
		{packedFloats, vv, "Vx Wx"},
		{cipherRounds, vv, "Vx Wx"},
		{scalarSingles, vv, "Vx Wd"},
		{scalarDoubles, vv, "Vx Wq"},
		{unaryVectors, v1, ""},
		{withImmediate, vvImm, ""},
	} {
		for _, spec := range family.rows {
			name, _, _ := strings.Cut(spec, " ")
			rs = append(rs, row(spec+" "+family.tail, family.lift(strings.ToLower(name))))
		}
	}
	rs = append(rs, sseTable...)
	return append(rs, mmxRows()...)
}

// packedIntegers are host instructions on two registers; most have an MMX form
// without the prefix (mmxForm).
var packedIntegers = []string{
	"PUNPCKLBW 66 0f 60", "PUNPCKLWD 66 0f 61", "PUNPCKLDQ 66 0f 62", "PACKSSWB 66 0f 63",
	"PCMPGTB 66 0f 64", "PCMPGTW 66 0f 65", "PCMPGTD 66 0f 66", "PACKUSWB 66 0f 67",
	"PUNPCKHBW 66 0f 68", "PUNPCKHWD 66 0f 69", "PUNPCKHDQ 66 0f 6a", "PACKSSDW 66 0f 6b",
	"PUNPCKLQDQ 66 0f 6c", "PUNPCKHQDQ 66 0f 6d",
	"PCMPEQB 66 0f 74", "PCMPEQW 66 0f 75", "PCMPEQD 66 0f 76",
	"PSRLW 66 0f d1", "PSRLD 66 0f d2", "PSRLQ 66 0f d3", "PADDQ 66 0f d4", "PMULLW 66 0f d5",
	"PSUBUSB 66 0f d8", "PSUBUSW 66 0f d9", "PMINUB 66 0f da", "PADDUSB 66 0f dc", "PADDUSW 66 0f dd", "PMAXUB 66 0f de",
	"PAVGB 66 0f e0", "PSRAW 66 0f e1", "PSRAD 66 0f e2", "PAVGW 66 0f e3", "PMULHUW 66 0f e4", "PMULHW 66 0f e5",
	"PSUBSB 66 0f e8", "PSUBSW 66 0f e9", "PMINSW 66 0f ea", "PADDSB 66 0f ec", "PADDSW 66 0f ed", "PMAXSW 66 0f ee",
	"PSLLW 66 0f f1", "PSLLD 66 0f f2", "PSLLQ 66 0f f3", "PMULUDQ 66 0f f4", "PMADDWD 66 0f f5", "PSADBW 66 0f f6",
	"PSUBB 66 0f f8", "PSUBW 66 0f f9", "PSUBD 66 0f fa", "PSUBQ 66 0f fb", "PADDB 66 0f fc", "PADDW 66 0f fd", "PADDD 66 0f fe",
	"PSHUFB 66 0f 38 00", "PHADDW 66 0f 38 01", "PHADDD 66 0f 38 02", "PHADDSW 66 0f 38 03", "PMADDUBSW 66 0f 38 04",
	"PHSUBW 66 0f 38 05", "PHSUBD 66 0f 38 06", "PHSUBSW 66 0f 38 07",
	"PSIGNB 66 0f 38 08", "PSIGNW 66 0f 38 09", "PSIGND 66 0f 38 0a", "PMULHRSW 66 0f 38 0b",
	"PMULDQ 66 0f 38 28", "PCMPEQQ 66 0f 38 29", "PACKUSDW 66 0f 38 2b", "PCMPGTQ 66 0f 38 37",
	"PMINSB 66 0f 38 38", "PMINSD 66 0f 38 39", "PMINUW 66 0f 38 3a", "PMINUD 66 0f 38 3b",
	"PMAXSB 66 0f 38 3c", "PMAXSD 66 0f 38 3d", "PMAXUW 66 0f 38 3e", "PMAXUD 66 0f 38 3f", "PMULLD 66 0f 38 40",
}

// packedFloats, scalarSingles and scalarDoubles are host instructions on
// floating-point numbers.
var packedFloats = []string{
	"UNPCKLPS np 0f 14", "UNPCKHPS np 0f 15", "UNPCKLPD 66 0f 14", "UNPCKHPD 66 0f 15",
	"ADDPS np 0f 58", "MULPS np 0f 59", "SUBPS np 0f 5c", "MINPS np 0f 5d", "DIVPS np 0f 5e", "MAXPS np 0f 5f",
	"ADDPD 66 0f 58", "MULPD 66 0f 59", "SUBPD 66 0f 5c", "MINPD 66 0f 5d", "DIVPD 66 0f 5e", "MAXPD 66 0f 5f",
	"HADDPD 66 0f 7c", "HADDPS f2 0f 7c", "HSUBPD 66 0f 7d", "HSUBPS f2 0f 7d", "ADDSUBPD 66 0f d0", "ADDSUBPS f2 0f d0",
}

var cipherRounds = []string{"AESENC 66 0f 38 dc", "AESENCLAST 66 0f 38 dd", "AESDEC 66 0f 38 de", "AESDECLAST 66 0f 38 df"}

var scalarSingles = []string{
	"SQRTSS f3 0f 51", "RSQRTSS f3 0f 52", "RCPSS f3 0f 53", "ADDSS f3 0f 58", "MULSS f3 0f 59", "CVTSS2SD f3 0f 5a",
	"SUBSS f3 0f 5c", "MINSS f3 0f 5d", "DIVSS f3 0f 5e", "MAXSS f3 0f 5f",
}

var scalarDoubles = []string{
	"SQRTSD f2 0f 51", "ADDSD f2 0f 58", "MULSD f2 0f 59", "CVTSD2SS f2 0f 5a",
	"SUBSD f2 0f 5c", "MINSD f2 0f 5d", "DIVSD f2 0f 5e", "MAXSD f2 0f 5f",
}

// unaryVectors are host instructions whose result depends on their second
// operand alone.
var unaryVectors = []string{
	"SQRTPS np 0f 51 Vx Wx", "SQRTPD 66 0f 51 Vx Wx", "RSQRTPS np 0f 52 Vx Wx", "RCPPS np 0f 53 Vx Wx",
	"CVTPS2PD np 0f 5a Vx Wq", "CVTPD2PS 66 0f 5a Vx Wx",
	"CVTDQ2PS np 0f 5b Vx Wx", "CVTPS2DQ 66 0f 5b Vx Wx", "CVTTPS2DQ f3 0f 5b Vx Wx",
	"CVTTPD2DQ 66 0f e6 Vx Wx", "CVTDQ2PD f3 0f e6 Vx Wq", "CVTPD2DQ f2 0f e6 Vx Wx",
	"PABSB 66 0f 38 1c Vx Wx", "PABSW 66 0f 38 1d Vx Wx", "PABSD 66 0f 38 1e Vx Wx",
	"PMOVSXBW 66 0f 38 20 Vx Wq", "PMOVSXBD 66 0f 38 21 Vx Wd", "PMOVSXBQ 66 0f 38 22 Vx Ww",
	"PMOVSXWD 66 0f 38 23 Vx Wq", "PMOVSXWQ 66 0f 38 24 Vx Wd", "PMOVSXDQ 66 0f 38 25 Vx Wq",
	"PMOVZXBW 66 0f 38 30 Vx Wq", "PMOVZXBD 66 0f 38 31 Vx Wd", "PMOVZXBQ 66 0f 38 32 Vx Ww",
	"PMOVZXWD 66 0f 38 33 Vx Wq", "PMOVZXWQ 66 0f 38 34 Vx Wd", "PMOVZXDQ 66 0f 38 35 Vx Wq",
	"PHMINPOSUW 66 0f 38 41 Vx Wx", "AESIMC 66 0f 38 db Vx Wx",
}

// withImmediate are host instructions on two registers and an immediate.
var withImmediate = []string{
	"PSHUFD 66 0f 70 Vx Wx Ib", "PSHUFHW f3 0f 70 Vx Wx Ib", "PSHUFLW f2 0f 70 Vx Wx Ib",
	"CMPPS np 0f c2 Vx Wx Ib", "CMPPD 66 0f c2 Vx Wx Ib", "CMPSS f3 0f c2 Vx Wd Ib", "CMPSD f2 0f c2 Vx Wq Ib",
	"SHUFPS np 0f c6 Vx Wx Ib", "SHUFPD 66 0f c6 Vx Wx Ib",
	"ROUNDPS 66 0f 3a 08 Vx Wx Ib", "ROUNDPD 66 0f 3a 09 Vx Wx Ib", "ROUNDSS 66 0f 3a 0a Vx Wd Ib", "ROUNDSD 66 0f 3a 0b Vx Wq Ib",
	"BLENDPS 66 0f 3a 0c Vx Wx Ib", "BLENDPD 66 0f 3a 0d Vx Wx Ib", "PBLENDW 66 0f 3a 0e Vx Wx Ib", "PALIGNR 66 0f 3a 0f Vx Wx Ib",
	"DPPS 66 0f 3a 40 Vx Wx Ib", "DPPD 66 0f 3a 41 Vx Wx Ib", "MPSADBW 66 0f 3a 42 Vx Wx Ib",
	"PCLMULQDQ 66 0f 3a 44 Vx Wx Ib", "AESKEYGENASSIST 66 0f 3a df Vx Wx Ib",
}

var sseTable = []*Row{
	row("MOVUPS np 0f 10 Vx Wu", vload),
	row("MOVUPD 66 0f 10 Vx Wu", vload),
	row("MOVSS f3 0f 10 Vx Wd", loadScalar(ir.F32)),
	row("MOVSD f2 0f 10 Vx Wq", loadScalar(ir.F64)),
	row("MOVUPS np 0f 11 Wu Vx", vstore),
	row("MOVUPD 66 0f 11 Wu Vx", vstore),
	row("MOVSS f3 0f 11 Wd Vx", storeScalar(ir.F32)),
	row("MOVSD f2 0f 11 Wq Vx", storeScalar(ir.F64)),
	row("MOVLPS np 0f 12 Vx Wq", loadHalf(0, 1)),
	memory(row("MOVLPD 66 0f 12 Vx Wq", loadHalf(0, 1))),
	row("MOVSLDUP f3 0f 12 Vx Wx", duplicate(ir.I32, 0, 0, 2, 2)),
	row("MOVDDUP f2 0f 12 Vx Wq", duplicate(ir.I64, 0, 0)),
	memory(row("MOVLPS np 0f 13 Wq Vx", storeHalf(0))),
	memory(row("MOVLPD 66 0f 13 Wq Vx", storeHalf(0))),
	row("MOVHPS np 0f 16 Vx Wq", loadHalf(1, 0)),
	memory(row("MOVHPD 66 0f 16 Vx Wq", loadHalf(1, 0))),
	row("MOVSHDUP f3 0f 16 Vx Wx", duplicate(ir.I32, 1, 1, 3, 3)),
	memory(row("MOVHPS np 0f 17 Wq Vx", storeHalf(1))),
	memory(row("MOVHPD 66 0f 17 Wq Vx", storeHalf(1))),
	row("MOVAPS np 0f 28 Vx Wx", vload),
	row("MOVAPD 66 0f 28 Vx Wx", vload),
	row("MOVAPS np 0f 29 Wx Vx", vstore),
	row("MOVAPD 66 0f 29 Wx Vx", vstore),
	row("CVTSI2SS f3 0f 2a Vx Ed", fromInteger("cvtsi2ss")),
	row("CVTSI2SD f2 0f 2a Vx Ed", fromInteger("cvtsi2sd")),
	memory(row("MOVNTPS np 0f 2b Wx Vx", vstore)),
	memory(row("MOVNTPD 66 0f 2b Wx Vx", vstore)),
	row("CVTTSS2SI f3 0f 2c Gd Wd", toInteger("cvttss2si")),
	row("CVTTSD2SI f2 0f 2c Gd Wq", toInteger("cvttsd2si")),
	row("CVTSS2SI f3 0f 2d Gd Wd", toInteger("cvtss2si")),
	row("CVTSD2SI f2 0f 2d Gd Wq", toInteger("cvtsd2si")),
	row("UCOMISS np 0f 2e Vx Wd", comis(ir.F32, true)),
	row("UCOMISD 66 0f 2e Vx Wq", comis(ir.F64, true)),
	row("COMISS np 0f 2f Vx Wd", comis(ir.F32, false)),
	row("COMISD 66 0f 2f Vx Wq", comis(ir.F64, false)),
	row("MOVMSKPS np 0f 50 Gd Ux", toInteger("movmskps")),
	row("MOVMSKPD 66 0f 50 Gd Ux", toInteger("movmskpd")),
	row("ANDPS np 0f 54 Vx Wx", vectorLogic(ir.Builder.And)),
	row("ANDPD 66 0f 54 Vx Wx", vectorLogic(ir.Builder.And)),
	row("ANDNPS np 0f 55 Vx Wx", vectorLogic(andNot)),
	row("ANDNPD 66 0f 55 Vx Wx", vectorLogic(andNot)),
	row("ORPS np 0f 56 Vx Wx", vectorLogic(ir.Builder.Or)),
	row("ORPD 66 0f 56 Vx Wx", vectorLogic(ir.Builder.Or)),
	row("XORPS np 0f 57 Vx Wx", vectorLogic(ir.Builder.Xor)),
	row("XORPD 66 0f 57 Vx Wx", vectorLogic(ir.Builder.Xor)),
	row("MOVD 66 0f 6e Vx Ed", movdTo),
	row("MOVDQA 66 0f 6f Vx Wx", vload),
	row("MOVDQU f3 0f 6f Vx Wu", vload),
	row("PSRLW 66 0f 71 /2 Ux Ib", shiftImm("psrlw")),
	row("PSRAW 66 0f 71 /4 Ux Ib", shiftImm("psraw")),
	row("PSLLW 66 0f 71 /6 Ux Ib", shiftImm("psllw")),
	row("PSRLD 66 0f 72 /2 Ux Ib", shiftImm("psrld")),
	row("PSRAD 66 0f 72 /4 Ux Ib", shiftImm("psrad")),
	row("PSLLD 66 0f 72 /6 Ux Ib", shiftImm("pslld")),
	row("PSRLQ 66 0f 73 /2 Ux Ib", shiftImm("psrlq")),
	row("PSRLDQ 66 0f 73 /3 Ux Ib", shiftBytes("psrldq")),
	row("PSLLQ 66 0f 73 /6 Ux Ib", shiftImm("psllq")),
	row("PSLLDQ 66 0f 73 /7 Ux Ib", shiftBytes("pslldq")),
	row("MOVD 66 0f 7e Ed Vx", movdFrom),
	row("MOVQ f3 0f 7e Vx Wq", movqTo),
	row("MOVDQA 66 0f 7f Wx Vx", vstore),
	row("MOVDQU f3 0f 7f Wu Vx", vstore),
	flowing(flowService, row("FXSAVE np 0f ae /0 M", memoryService("rt_fxsave"))),
	flowing(flowService, row("FXRSTOR np 0f ae /1 M", memoryService("rt_fxrstor"))),
	row("LDMXCSR np 0f ae /2 Md", mxcsr("ldmxcsr")),
	row("STMXCSR np 0f ae /3 Md", mxcsr("stmxcsr")),
	row("CLFLUSH np 0f ae /7 M", clflush),
	register(row("LFENCE np 0f ae /5", fence)),
	register(row("MFENCE np 0f ae /6", fence)),
	register(row("SFENCE np 0f ae /7", fence)),
	memory(row("MOVNTI np 0f c3 Md Gd", mov)),
	row("PINSRW 66 0f c4 Vx Ew Ib", insert(ir.I16)),
	row("PEXTRW 66 0f c5 Gd Ux Ib", pextrw),
	row("MOVQ 66 0f d6 Wq Vx", movqFrom),
	row("PMOVMSKB 66 0f d7 Gd Ux", toInteger("pmovmskb")),
	row("PAND 66 0f db Vx Wx", vectorLogic(ir.Builder.And)),
	row("PANDN 66 0f df Vx Wx", vectorLogic(andNot)),
	memory(row("MOVNTDQ 66 0f e7 Wx Vx", vstore)),
	row("POR 66 0f eb Vx Wx", vectorLogic(ir.Builder.Or)),
	row("PXOR 66 0f ef Vx Wx", vectorLogic(ir.Builder.Xor)),
	memory(row("LDDQU f2 0f f0 Vx Wu", vload)),
	row("MASKMOVDQU a16 66 0f f7 Vx Ux", maskmov),
	row("MASKMOVDQU 66 0f f7 Vx Ux", maskmov),

	row("PBLENDVB 66 0f 38 10 Vx Wx", blendv("pblendvb")),
	row("BLENDVPS 66 0f 38 14 Vx Wx", blendv("blendvps")),
	row("BLENDVPD 66 0f 38 15 Vx Wx", blendv("blendvpd")),
	row("PTEST 66 0f 38 17 Vx Wx", ptest),
	memory(row("MOVNTDQA 66 0f 38 2a Vx Wx", vload)),
	row("PEXTRB 66 0f 3a 14 Eb Vx Ib", extract(ir.I8)),
	row("PEXTRW 66 0f 3a 15 Ew Vx Ib", extract(ir.I16)),
	row("PEXTRD 66 0f 3a 16 Ed Vx Ib", extract(ir.I32)),
	row("EXTRACTPS 66 0f 3a 17 Ed Vx Ib", extract(ir.I32)),
	row("PINSRB 66 0f 3a 20 Vx Eb Ib", insert(ir.I8)),
	row("INSERTPS 66 0f 3a 21 Vx Wd Ib", insertps),
	row("PINSRD 66 0f 3a 22 Vx Ed Ib", insert(ir.I32)),
	row("PCMPESTRM 66 0f 3a 60 Vx Wu Ib", pcmpstr(1, comparedMask)),
	row("PCMPESTRI 66 0f 3a 61 Vx Wu Ib", pcmpstr(1, comparedIndex)),
	row("PCMPISTRM 66 0f 3a 62 Vx Wu Ib", pcmpstr(0, comparedMask)),
	row("PCMPISTRI 66 0f 3a 63 Vx Wu Ib", pcmpstr(0, comparedIndex)),
}

// mmxRows returns the instructions on MMX registers.
func mmxRows() []*Row {
	rs := mmxTable
	for _, spec := range packedIntegers {
		name, code, _ := strings.Cut(spec, " 66 ")
		if semantics := mmxForm(name); semantics != nil {
			size := "Qq"
			if strings.HasPrefix(name, "PUNPCKL") {
				size = "Qd"
			}
			rs = append(rs, row(name+" np "+code+" Pq "+size, semantics))
		}
	}
	for _, r := range rs {
		r.mmx = true
		r.lift = usingMMX(r.lift)
	}
	return append(rs, flowing(flowService, row("EMMS np 0f 77", service("rt_emms"))))
}

// mmxForm returns the semantics on MMX registers of one of packedIntegers, nil
// where there is no such instruction.
func mmxForm(name string) lift {
	host := strings.ToLower(name)
	switch {
	case notMMX[name]:
		return nil
	case name == "PSHUFB":
		return mmShuffleBytes
	case strings.HasPrefix(name, "PUNPCKH"):
		return mmHigh(strings.Replace(host, "h", "l", 1))
	case strings.HasPrefix(name, "PACK"), strings.HasPrefix(name, "PHADD"), strings.HasPrefix(name, "PHSUB"):
		return mmJoined(host)
	}
	return mm2(host)
}

var notMMX = map[string]bool{
	"PUNPCKLQDQ": true, "PUNPCKHQDQ": true, "PMULDQ": true, "PCMPEQQ": true, "PACKUSDW": true, "PCMPGTQ": true,
	"PMINSB": true, "PMINSD": true, "PMINUW": true, "PMINUD": true, "PMAXSB": true, "PMAXSD": true, "PMAXUW": true, "PMAXUD": true,
	"PMULLD": true,
}

var mmxTable = []*Row{
	row("CVTPI2PS np 0f 2a Vx Qq", floatsFromMM),
	row("CVTPI2PD 66 0f 2a Vx Qq", doublesFromMM),
	row("CVTTPS2PI np 0f 2c Pq Wq", mmFromXMM("cvttps2dq")),
	row("CVTTPD2PI 66 0f 2c Pq Wx", mmFromXMM("cvttpd2dq")),
	row("CVTPS2PI np 0f 2d Pq Wq", mmFromXMM("cvtps2dq")),
	row("CVTPD2PI 66 0f 2d Pq Wx", mmFromXMM("cvtpd2dq")),
	row("MOVD np 0f 6e Pq Ed", mmMovdTo),
	row("MOVQ np 0f 6f Pq Qq", mmLoad),
	row("PSHUFW np 0f 70 Pq Qq Ib", mmShuffle),
	row("PSRLW np 0f 71 /2 Nq Ib", mmShiftImm("psrlw")),
	row("PSRAW np 0f 71 /4 Nq Ib", mmShiftImm("psraw")),
	row("PSLLW np 0f 71 /6 Nq Ib", mmShiftImm("psllw")),
	row("PSRLD np 0f 72 /2 Nq Ib", mmShiftImm("psrld")),
	row("PSRAD np 0f 72 /4 Nq Ib", mmShiftImm("psrad")),
	row("PSLLD np 0f 72 /6 Nq Ib", mmShiftImm("pslld")),
	row("PSRLQ np 0f 73 /2 Nq Ib", mmShiftImm("psrlq")),
	row("PSLLQ np 0f 73 /6 Nq Ib", mmShiftImm("psllq")),
	row("MOVD np 0f 7e Ed Pq", mmMovdFrom),
	row("MOVQ np 0f 7f Qq Pq", mmStore),
	row("PINSRW np 0f c4 Pq Ew Ib", mmInsert),
	row("PEXTRW np 0f c5 Gd Nq Ib", mmExtract),
	row("MOVQ2DQ f3 0f d6 Vx Nq", mmToXMM),
	row("MOVDQ2Q f2 0f d6 Pq Ux", xmmToMM),
	row("PMOVMSKB np 0f d7 Gd Nq", mmMask),
	row("PAND np 0f db Pq Qq", mmLogic(ir.Builder.And)),
	row("PANDN np 0f df Pq Qq", mmLogic(andNot)),
	memory(row("MOVNTQ np 0f e7 Qq Pq", mmStore)),
	row("POR np 0f eb Pq Qq", mmLogic(ir.Builder.Or)),
	row("PXOR np 0f ef Pq Qq", mmLogic(ir.Builder.Xor)),
	row("MASKMOVQ a16 np 0f f7 Pq Nq", mmMaskmov),
	row("MASKMOVQ np 0f f7 Pq Nq", mmMaskmov),
	row("PABSB np 0f 38 1c Pq Qq", mm1("pabsb")),
	row("PABSW np 0f 38 1d Pq Qq", mm1("pabsw")),
	row("PABSD np 0f 38 1e Pq Qq", mm1("pabsd")),
	row("PALIGNR np 0f 3a 0f Pq Qq Ib", mmAlign),
}
