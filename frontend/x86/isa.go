package x86

import (
	"fmt"

	"translate/ir"
)

// tables returns the tables of rows, in the order in which they are matched.
func tables() [][]*Row {
	return [][]*Row{arithmetic(), conditional(), unsupported(), integer[:], fpuRows(), sseRows()}
}

// arithmetic returns the eight instructions that share six encodings each, and
// the shifts. [SDM 2D, A]
func arithmetic() []*Row {
	var rs []*Row
	for n, a := range []struct {
		name string
		lift lift
	}{
		{"ADD", add}, {"OR", logic(ir.AtomicOr, ir.Builder.Or)}, {"ADC", adc}, {"SBB", sbb},
		{"AND", logic(ir.AtomicAnd, ir.Builder.And)}, {"SUB", sub}, {"XOR", logic(ir.AtomicXor, ir.Builder.Xor)}, {"CMP", cmp},
	} {
		for k, operands := range []string{"Eb Gb", "Ev Gv", "Gb Eb", "Gv Ev", "Ab Ib", "Av Iv"} {
			r := row(fmt.Sprintf("%s %02x %s", a.name, 8*n+k, operands), a.lift)
			r.lockable = k < 2 && a.name != "CMP"
			rs = append(rs, r)
		}
		for _, form := range []string{"80 /%d Eb Ib", "81 /%d Ev Iv", "82 /%d Eb Ib", "83 /%d Ev Ibs"} {
			r := row(a.name+" "+fmt.Sprintf(form, n), a.lift)
			r.lockable = a.name != "CMP"
			rs = append(rs, r)
		}
	}
	for n, s := range []struct {
		name string
		lift lift
	}{{"ROL", rol}, {"ROR", ror}, {"RCL", rcl}, {"RCR", rcr}, {"SHL", shl}, {"SHR", shr}, {"SAL", shl}, {"SAR", sar}} {
		for _, form := range []string{"c0 /%d Eb Ib", "c1 /%d Ev Ib", "d0 /%d Eb 1", "d1 /%d Ev 1", "d2 /%d Eb Cb", "d3 /%d Ev Cb"} {
			rs = append(rs, row(s.name+" "+fmt.Sprintf(form, n), s.lift))
		}
	}
	return rs
}

// conditions are the suffixes of conditional instructions, in order of their
// codes.
var conditions = [16]string{"O", "NO", "B", "NB", "Z", "NZ", "BE", "NBE", "S", "NS", "P", "NP", "L", "NL", "LE", "NLE"}

// unsupported returns instructions that end in SIGILL, if a program should have
// one: with 16-bit addresses in index registers, and those that make frames and
// x87 environments of 16-bit words.
func unsupported() []*Row {
	rs := []*Row{
		flowing(flowService, row("XLAT16 a16 d7", illegal)),
		flowing(flowService, row("MASKMOVQ16 a16 np 0f f7 Pq Nq", illegal)),
		flowing(flowService, row("MASKMOVDQU16 a16 66 0f f7 Vx Ux", illegal)),
		flowing(flowService, row("ENTER16 66 c8 Iw Ib", illegal)),
		flowing(flowService, row("FLDENV16 66 d9 /4 M", illegal)),
		flowing(flowService, row("FNSTENV16 66 d9 /6 M", illegal)),
		flowing(flowService, row("FRSTOR16 66 dd /4 M", illegal)),
		flowing(flowService, row("FNSAVE16 66 dd /6 M", illegal)),
	}
	for _, op := range []int{0xa4, 0xa5, 0xa6, 0xa7, 0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf} {
		for _, prefix := range []string{"", "f2 ", "f3 "} {
			rs = append(rs, flowing(flowService, row(fmt.Sprintf("STRING16 a16 %s%02x", prefix, op), illegal)))
		}
	}
	return rs
}

// conditional returns the instructions that end in a condition.
func conditional() []*Row {
	var rs []*Row
	for cc, name := range conditions {
		rs = append(rs,
			flowing(flowBranch, row(fmt.Sprintf("J%s %02x Jb", name, 0x70+cc), jcc(cc))),
			flowing(flowBranch, row(fmt.Sprintf("J%s 0f %02x Jv", name, 0x80+cc), jcc(cc))),
			row(fmt.Sprintf("SET%s 0f %02x Eb", name, 0x90+cc), set(cc)),
			row(fmt.Sprintf("CMOV%s 0f %02x Gv Ev", name, 0x40+cc), cmov(cc)))
	}
	return rs
}

// integer holds the other integer instructions, in opcode order. [SDM 2D, A]
var integer = []*Row{
	row("PUSH_ES 06", pushSegment),
	flowing(flowService, row("POP_ES 07", popSegment)),
	row("PUSH_CS 0e", pushSegment),
	row("PUSH_SS 16", pushSegment),
	flowing(flowService, row("POP_SS 17", popSegment)),
	row("PUSH_DS 1e", pushSegment),
	flowing(flowService, row("POP_DS 1f", popSegment)),
	row("DAA 27", decimal(ir.Builder.Add)),
	row("DAS 2f", decimal(ir.Builder.Sub)),
	row("AAA 37", adjust(ir.Builder.Add)),
	row("AAS 3f", adjust(ir.Builder.Sub)),
	row("INC 40+r Zv", inc),
	row("DEC 48+r Zv", dec),
	row("PUSH 50+r Zv", push),
	row("POP 58+r Zv", pop),
	row("PUSHA 60", pusha),
	row("POPA 61", popa),
	row("BOUND 62 Gv Mv", bound),
	row("PUSH 68 Iv", push),
	row("IMUL 69 Gv Ev Iv", imul(1, 2)),
	row("PUSH 6a Ibs", push),
	row("IMUL 6b Gv Ev Ibs", imul(1, 2)),
	flowing(flowService, row("INS 6c", privileged)),
	flowing(flowService, row("INS 6d", privileged)),
	flowing(flowService, row("OUTS 6e", privileged)),
	flowing(flowService, row("OUTS 6f", privileged)),
	row("TEST 84 Eb Gb", test),
	row("TEST 85 Ev Gv", test),
	locked(row("XCHG 86 Eb Gb", xchg)),
	locked(row("XCHG 87 Ev Gv", xchg)),
	row("MOV 88 Eb Gb", mov),
	row("MOV 89 Ev Gv", mov),
	row("MOV 8a Gb Eb", mov),
	row("MOV 8b Gv Ev", mov),
	row("MOV 8c Ev Sw", movFromSegment),
	noSegment(row("LEA 8d Gv M", lea)),
	flowing(flowService, row("MOV 8e Sw Ew", movToSegment)),
	afterPop(row("POP 8f /0 Ev", pop)),
	row("XCHG 90+r Zv Av", xchg),
	row("CBW 98", widen),
	row("CWD 99", spread),
	row("WAIT 9b", nop),
	row("PUSHF 9c", pushf),
	row("POPF 9d", popf),
	row("SAHF 9e", sahf),
	row("LAHF 9f", lahf),
	row("MOV a0 Ab Ob", mov),
	row("MOV a1 Av Ov", mov),
	row("MOV a2 Ob Ab", mov),
	row("MOV a3 Ov Av", mov),
	row("MOVS a4", movs),
	row("MOVS a5", movs),
	row("REP_MOVS f3 a4", repMovs),
	row("REP_MOVS f3 a5", repMovs),
	row("REP_MOVS f2 a4", repMovs),
	row("REP_MOVS f2 a5", repMovs),
	row("CMPS a6", cmps),
	row("CMPS a7", cmps),
	row("REPE_CMPS f3 a6", repCmps("repecmps", true)),
	row("REPE_CMPS f3 a7", repCmps("repecmps", true)),
	row("REPNE_CMPS f2 a6", repCmps("repnecmps", false)),
	row("REPNE_CMPS f2 a7", repCmps("repnecmps", false)),
	row("TEST a8 Ab Ib", test),
	row("TEST a9 Av Iv", test),
	row("STOS aa", stos),
	row("STOS ab", stos),
	row("REP_STOS f3 aa", repStos),
	row("REP_STOS f3 ab", repStos),
	row("REP_STOS f2 aa", repStos),
	row("REP_STOS f2 ab", repStos),
	row("LODS ac", lods),
	row("LODS ad", lods),
	row("REP_LODS f3 ac", repLods),
	row("REP_LODS f3 ad", repLods),
	row("REP_LODS f2 ac", repLods),
	row("REP_LODS f2 ad", repLods),
	row("SCAS ae", scas),
	row("SCAS af", scas),
	row("REPE_SCAS f3 ae", repScas("repescas", true)),
	row("REPE_SCAS f3 af", repScas("repescas", true)),
	row("REPNE_SCAS f2 ae", repScas("repnescas", false)),
	row("REPNE_SCAS f2 af", repScas("repnescas", false)),
	row("MOV b0+r Zb Ib", mov),
	row("MOV b8+r Zv Iv", mov),
	flowing(flowReturn, row("RET c2 Iw", ret)),
	flowing(flowReturn, row("RET c3", ret)),
	row("MOV c6 /0 Eb Ib", mov),
	row("MOV c7 /0 Ev Iv", mov),
	flowing(flowService, row("ENTER c8 Iw Ib", enter)),
	row("LEAVE c9", leave),
	flowing(flowService, row("INT3 cc", service("rt_break"))),
	flowing(flowService, row("INT cd Ib", interrupt)),
	row("INTO ce", into),
	row("AAM d4 Ib", aam),
	row("AAD d5 Ib", aad),
	row("SALC d6", salc),
	row("XLAT d7", xlat),
	flowing(flowBranch, row("LOOPNE a16 e0 Jb", loop(whileNotEqual))),
	flowing(flowBranch, row("LOOPE a16 e1 Jb", loop(whileEqual))),
	flowing(flowBranch, row("LOOP a16 e2 Jb", loop(always))),
	flowing(flowBranch, row("LOOPNE e0 Jb", loop(whileNotEqual))),
	flowing(flowBranch, row("LOOPE e1 Jb", loop(whileEqual))),
	flowing(flowBranch, row("LOOP e2 Jb", loop(always))),
	flowing(flowBranch, row("JCXZ a16 e3 Jb", jecxz)),
	flowing(flowBranch, row("JECXZ e3 Jb", jecxz)),
	flowing(flowService, row("IN e4 Ib", privileged)),
	flowing(flowService, row("IN e5 Ib", privileged)),
	flowing(flowService, row("OUT e6 Ib", privileged)),
	flowing(flowService, row("OUT e7 Ib", privileged)),
	flowing(flowCall, row("CALL e8 Jv", call)),
	flowing(flowJump, row("JMP e9 Jv", jmp)),
	flowing(flowJump, row("JMP eb Jb", jmp)),
	flowing(flowService, row("IN ec", privileged)),
	flowing(flowService, row("IN ed", privileged)),
	flowing(flowService, row("OUT ee", privileged)),
	flowing(flowService, row("OUT ef", privileged)),
	flowing(flowService, row("INT1 f1", service("rt_debug"))),
	flowing(flowService, row("HLT f4", privileged)),
	row("CMC f5", cmc),
	row("TEST f6 /0 Eb Ib", test),
	row("TEST f6 /1 Eb Ib", test),
	locked(row("NOT f6 /2 Eb", not)),
	locked(row("NEG f6 /3 Eb", neg)),
	row("MUL f6 /4 Eb", mul(ir.Builder.ZExt)),
	row("IMUL f6 /5 Eb", mul(ir.Builder.SExt)),
	row("DIV f6 /6 Eb", div("div")),
	row("IDIV f6 /7 Eb", div("idiv")),
	row("TEST f7 /0 Ev Iv", test),
	row("TEST f7 /1 Ev Iv", test),
	locked(row("NOT f7 /2 Ev", not)),
	locked(row("NEG f7 /3 Ev", neg)),
	row("MUL f7 /4 Ev", mul(ir.Builder.ZExt)),
	row("IMUL f7 /5 Ev", mul(ir.Builder.SExt)),
	row("DIV f7 /6 Ev", div("div")),
	row("IDIV f7 /7 Ev", div("idiv")),
	row("CLC f8", setTo(cf, false)),
	row("STC f9", setTo(cf, true)),
	flowing(flowService, row("CLI fa", privileged)),
	flowing(flowService, row("STI fb", privileged)),
	row("CLD fc", setTo(df, false)),
	row("STD fd", setTo(df, true)),
	locked(row("INC fe /0 Eb", inc)),
	locked(row("DEC fe /1 Eb", dec)),
	locked(row("INC ff /0 Ev", inc)),
	locked(row("DEC ff /1 Ev", dec)),
	flowing(flowCallRegister, row("CALL ff /2 Ev", callTo)),
	flowing(flowJumpRegister, row("JMP ff /4 Ev", jmpTo)),
	row("PUSH ff /6 Ev", push),

	// Two bytes.
	flowing(flowService, row("LLDT 0f 00 /2 Ew", privileged)),
	flowing(flowService, row("LTR 0f 00 /3 Ew", privileged)),
	flowing(flowService, row("LGDT 0f 01 /2 M", privileged)),
	flowing(flowService, row("LIDT 0f 01 /3 M", privileged)),
	flowing(flowService, row("INVLPG 0f 01 /7 M", privileged)),
	flowing(flowService, row("CLTS 0f 06", privileged)),
	flowing(flowService, row("INVD 0f 08", privileged)),
	flowing(flowService, row("WBINVD 0f 09", privileged)),
	row("PREFETCH 0f 0d M", nop),
	row("PREFETCH 0f 18 M", nop),
	register(row("NOP 0f 18 Ev", nop)),
	row("NOP 0f 19 Ev", nop),
	row("NOP 0f 1a Ev", nop),
	row("NOP 0f 1b Ev", nop),
	row("NOP 0f 1c Ev", nop),
	row("NOP 0f 1d Ev", nop),
	row("ENDBR32 f3 0f 1e fb", nop),
	row("NOP 0f 1e Ev", nop),
	row("NOP 0f 1f Ev", nop),
	flowing(flowService, register(row("MOV_CR 0f 20 Ed", privileged))),
	flowing(flowService, register(row("MOV_DR 0f 21 Ed", privileged))),
	flowing(flowService, register(row("MOV_CR 0f 22 Ed", privileged))),
	flowing(flowService, register(row("MOV_DR 0f 23 Ed", privileged))),
	flowing(flowService, row("WRMSR 0f 30", privileged)),
	row("RDTSC 0f 31", rdtsc),
	flowing(flowService, row("RDMSR 0f 32", privileged)),
	flowing(flowService, row("RDPMC 0f 33", privileged)),
	row("PUSH_FS 0f a0", pushSegment),
	flowing(flowService, row("POP_FS 0f a1", popSegment)),
	flowing(flowService, row("CPUID 0f a2", service("rt_cpuid"))),
	row("BT 0f a3 Ev Gv", bt(bitTest)),
	row("SHLD 0f a4 Ev Gv Ib", shld),
	row("SHLD 0f a5 Ev Gv Cb", shld),
	row("PUSH_GS 0f a8", pushSegment),
	flowing(flowService, row("POP_GS 0f a9", popSegment)),
	locked(row("BTS 0f ab Ev Gv", bt(bitSet))),
	row("SHRD 0f ac Ev Gv Ib", shrd),
	row("SHRD 0f ad Ev Gv Cb", shrd),
	row("IMUL 0f af Gv Ev", imul(0, 1)),
	locked(row("CMPXCHG 0f b0 Eb Gb", cmpxchg)),
	locked(row("CMPXCHG 0f b1 Ev Gv", cmpxchg)),
	locked(row("BTR 0f b3 Ev Gv", bt(bitReset))),
	row("MOVZX 0f b6 Gv Eb", movx(ir.Builder.ZExt)),
	row("MOVZX 0f b7 Gv Ew", movx(ir.Builder.ZExt)),
	row("POPCNT f3 0f b8 Gv Ev", popcnt),
	row("BT 0f ba /4 Ev Ib", bt(bitTest)),
	locked(row("BTS 0f ba /5 Ev Ib", bt(bitSet))),
	locked(row("BTR 0f ba /6 Ev Ib", bt(bitReset))),
	locked(row("BTC 0f ba /7 Ev Ib", bt(bitComplement))),
	locked(row("BTC 0f bb Ev Gv", bt(bitComplement))),
	row("BSF 0f bc Gv Ev", scan(lowest)),
	row("BSR 0f bd Gv Ev", scan(highest)),
	row("MOVSX 0f be Gv Eb", movx(ir.Builder.SExt)),
	row("MOVSX 0f bf Gv Ew", movx(ir.Builder.SExt)),
	locked(row("XADD 0f c0 Eb Gb", xadd)),
	locked(row("XADD 0f c1 Ev Gv", xadd)),
	locked(row("CMPXCHG8B 0f c7 /1 Mq", cmpxchg8b)),
	row("BSWAP 0f c8+r Zv", bswap),

	// Three bytes.
	row("CRC32 f2 0f 38 f0 Gd Eb", crc32),
	row("CRC32 f2 0f 38 f1 Gd Ev", crc32),
	row("MOVBE np 0f 38 f0 Gv Mv", movbe),
	row("MOVBE 66 0f 38 f0 Gv Mv", movbe),
	row("MOVBE np 0f 38 f1 Mv Gv", movbe),
	row("MOVBE 66 0f 38 f1 Mv Gv", movbe),
}

// noSegment says that the row's address is not one of memory.
func noSegment(r *Row) *Row { r.noSeg = true; return r }

// afterPop says that the row's address counts from the stack pointer after it
// has popped.
func afterPop(r *Row) *Row { r.popEA = true; return r }
