package x86

import (
	"fmt"

	"translate/ir"
)

// tables returns the tables of rows, in the order in which they are matched.
func tables() [][]*Row {
	return [][]*Row{arithmetic(), conditional(), stringRows(), integer[:], fpuRows(), sseRows()}
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

// stringRows returns the string instructions, each with a row for addresses of
// 16 bits before that for 32.
func stringRows() []*Row {
	var rs []*Row
	for _, s := range []struct {
		name        string
		opcode      int
		once        lift
		repe, repne lift
		compares    bool
	}{
		{"MOVS", 0xa4, movs, repMovs, repMovs, false},
		{"CMPS", 0xa6, cmps, repCmps("repecmps", true), repCmps("repnecmps", false), true},
		{"STOS", 0xaa, stos, repStos, repStos, false},
		{"LODS", 0xac, lods, repLods, repLods, false},
		{"SCAS", 0xae, scas, repScas("repescas", true), repScas("repnescas", false), true},
	} {
		repe, repne := "REP_"+s.name, "REP_"+s.name
		repe16, repne16 := repeated16(s.once, nil), repeated16(s.once, nil)
		if s.compares {
			repe, repne = "REPE_"+s.name, "REPNE_"+s.name
			repe16, repne16 = repeated16(s.once, differs(true)), repeated16(s.once, differs(false))
		}
		for op := s.opcode; op < s.opcode+2; op++ {
			rs = append(rs,
				row(fmt.Sprintf("%s a16 %02x", s.name, op), s.once),
				row(fmt.Sprintf("%s a16 f3 %02x", repe, op), repe16),
				row(fmt.Sprintf("%s a16 f2 %02x", repne, op), repne16),
				row(fmt.Sprintf("%s %02x", s.name, op), s.once),
				row(fmt.Sprintf("%s f3 %02x", repe, op), s.repe),
				row(fmt.Sprintf("%s f2 %02x", repne, op), s.repne))
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
	row("ARPL 63 Ew Gw", arpl),
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
	flowing(flowService, row("CALL_PTR 9a Iv Iw", callFar)),
	row("WAIT 9b", nop),
	row("PUSHF 9c", pushf),
	row("POPF 9d", popf),
	row("SAHF 9e", sahf),
	row("LAHF 9f", lahf),
	row("MOV a0 Ab Ob", mov),
	row("MOV a1 Av Ov", mov),
	row("MOV a2 Ob Ab", mov),
	row("MOV a3 Ov Av", mov),
	row("TEST a8 Ab Ib", test),
	row("TEST a9 Av Iv", test),
	row("MOV b0+r Zb Ib", mov),
	row("MOV b8+r Zv Iv", mov),
	flowing(flowReturn, row("RET c2 Iw", ret)),
	flowing(flowReturn, row("RET c3", ret)),
	flowing(flowService, row("LES c4 Gv M", loadFar)),
	flowing(flowService, row("LDS c5 Gv M", loadFar)),
	row("MOV c6 /0 Eb Ib", mov),
	row("MOV c7 /0 Ev Iv", mov),
	flowing(flowService, row("ENTER c8 Iw Ib", enter)),
	row("LEAVE c9", leave),
	flowing(flowService, row("RETF ca Iw", retFar)),
	flowing(flowService, row("RETF cb", retFar)),
	flowing(flowService, row("INT3 cc", service("rt_break"))),
	flowing(flowService, row("INT cd Ib", interrupt)),
	row("INTO ce", into),
	flowing(flowService, row("IRET cf", iret)),
	row("AAM d4 Ib", aam),
	row("AAD d5 Ib", aad),
	row("SALC d6", salc),
	row("XLAT a16 d7", xlat),
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
	flowing(flowService, row("JMP_PTR ea Iv Iw", jmpFar)),
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
	flowing(flowService, row("CALLF ff /3 M", farAt("rt_call_far_at"))),
	flowing(flowJumpRegister, row("JMP ff /4 Ev", jmpTo)),
	flowing(flowService, row("JMPF ff /5 M", farAt("rt_jump_far_at"))),
	row("PUSH ff /6 Ev", push),

	// Two bytes.
	row("SLDT 0f 00 /0 Ev", sldt),
	row("STR 0f 00 /1 Ev", system(taskSelector)),
	flowing(flowService, row("LLDT 0f 00 /2 Ew", privileged)),
	flowing(flowService, row("LTR 0f 00 /3 Ew", privileged)),
	flowing(flowService, row("VERR 0f 00 /4 Ew", verify("rt_verr"))),
	flowing(flowService, row("VERW 0f 00 /5 Ew", verify("rt_verw"))),
	row("SGDT 0f 01 /0 M", tableAt(gdtBase)),
	row("SIDT 0f 01 /1 M", tableAt(idtBase)),
	flowing(flowService, row("LGDT 0f 01 /2 M", privileged)),
	flowing(flowService, row("LIDT 0f 01 /3 M", privileged)),
	row("SMSW 0f 01 /4 Ev", system(cr0)),
	flowing(flowService, row("LMSW 0f 01 /6 Ew", privileged)),
	flowing(flowService, row("INVLPG 0f 01 /7 M", privileged)),
	flowing(flowService, row("LAR 0f 02 Gv Ew", segmentInfo("rt_lar"))),
	flowing(flowService, row("LSL 0f 03 Gv Ew", segmentInfo("rt_lsl"))),
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
	flowing(flowService, row("SYSEXIT 0f 35", privileged)),
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
	flowing(flowService, row("LSS 0f b2 Gv M", loadFar)),
	locked(row("BTR 0f b3 Ev Gv", bt(bitReset))),
	flowing(flowService, row("LFS 0f b4 Gv M", loadFar)),
	flowing(flowService, row("LGS 0f b5 Gv M", loadFar)),
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
