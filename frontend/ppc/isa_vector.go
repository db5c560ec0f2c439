package ppc

import (
	"fmt"
	"strings"

	"translate/frontend/decode"
	"translate/ir"
)

// Vector rows: AltiVec, which the manual calls the category Vector. [Power I, 6]

// vectorMemory are the loads and stores. [Power I, 6.7]
var vectorMemory = []decode.Row[Op]{
	row("LVSL   011111 vd:5 ra:5 rb:5 0000000110 -", shiftControl(fromLeft)),
	row("LVSR   011111 vd:5 ra:5 rb:5 0000100110 -", shiftControl(fromRight)),
	row("LVEBX  011111 vd:5 ra:5 rb:5 0000000111 -", loadElement(ir.I8)),
	row("LVEHX  011111 vd:5 ra:5 rb:5 0000100111 -", loadElement(ir.I16)),
	row("LVEWX  011111 vd:5 ra:5 rb:5 0001000111 -", loadElement(ir.I32)),
	row("LVX    011111 vd:5 ra:5 rb:5 0001100111 -", lvx),
	row("LVXL   011111 vd:5 ra:5 rb:5 0101100111 -", lvx),
	row("STVEBX 011111 vd:5 ra:5 rb:5 0010000111 -", storeElement(ir.I8)),
	row("STVEHX 011111 vd:5 ra:5 rb:5 0010100111 -", storeElement(ir.I16)),
	row("STVEWX 011111 vd:5 ra:5 rb:5 0011000111 -", storeElement(ir.I32)),
	row("STVX   011111 vd:5 ra:5 rb:5 0011100111 -", stvx),
	row("STVXL  011111 vd:5 ra:5 rb:5 0111100111 -", stvx),
}

// A vectorRow is an instruction of the primary opcode 4, with its extended
// opcode. op gets the name of the runtime's function for the instruction.
type vectorRow struct {
	name   string
	opcode uint32
	op     func(helper string) lift
}

// vectors returns the rows of the primary opcode 4.
func vectors() []decode.Row[Op] {
	var rows []decode.Row[Op]
	add := func(table []vectorRow, picture string) {
		for _, r := range table {
			spec := fmt.Sprintf("%s 000100 "+picture, r.name, r.opcode)
			rows = append(rows, row(spec, r.op("rt_"+strings.ToLower(r.name))))
		}
	}
	add(vectorPairs, "vd:5 va:5 vb:5 %011b")
	add(vectorSingles, "vd:5 ----- vb:5 %011b")
	add(vectorScaled, "vd:5 uim:5 vb:5 %011b")
	add(vectorTriples, "vd:5 va:5 vb:5 vc:5 %06b")
	for _, r := range vectorCompares {
		rows = append(rows, variants(fmt.Sprintf("%s 000100 vd:5 va:5 vb:5 RC %010b", r.name, r.opcode), func(v variant) lift {
			return vectorCompare(v, r.op("rt_"+strings.ToLower(r.name)))
		})...)
	}
	return append(rows,
		row("VSLDOI   000100 vd:5 va:5 vb:5 - shb:4 101100", vsldoi),
		row("VSPLTB   000100 vd:5 - uim:4 vb:5 01000001100", splat(ir.I8)),
		row("VSPLTH   000100 vd:5 -- uim:3 vb:5 01001001100", splat(ir.I16)),
		row("VSPLTW   000100 vd:5 --- uim:2 vb:5 01010001100", splat(ir.I32)),
		row("VSPLTISB 000100 vd:5 sim:s5 ----- 01100001100", splatImmediate(ir.I8)),
		row("VSPLTISH 000100 vd:5 sim:s5 ----- 01101001100", splatImmediate(ir.I16)),
		row("VSPLTISW 000100 vd:5 sim:s5 ----- 01110001100", splatImmediate(ir.I32)),
		row("MFVSCR   000100 vd:5 ----- ----- 11000000100", mfvscr),
		row("MTVSCR   000100 ----- ----- vb:5 11001000100", mtvscr),
	)
}

// vectorPairs have two operands. [Power I, 6.8, 6.9, 6.10]
var vectorPairs = []vectorRow{
	{"VADDUBM", 0, host("paddb")}, {"VADDUHM", 64, host("paddw")}, {"VADDUWM", 128, host("paddd")},
	{"VADDCUW", 384, inline(carryOut)},
	{"VADDUBS", 512, saturating("paddusb", "paddb")}, {"VADDUHS", 576, saturating("paddusw", "paddw")},
	{"VADDUWS", 640, helper2},
	{"VADDSBS", 768, saturating("paddsb", "paddb")}, {"VADDSHS", 832, saturating("paddsw", "paddw")},
	{"VADDSWS", 896, helper2},
	{"VSUBUBM", 1024, host("psubb")}, {"VSUBUHM", 1088, host("psubw")}, {"VSUBUWM", 1152, host("psubd")},
	{"VSUBCUW", 1408, inline(noBorrow)},
	{"VSUBUBS", 1536, saturating("psubusb", "psubb")}, {"VSUBUHS", 1600, saturating("psubusw", "psubw")},
	{"VSUBUWS", 1664, helper2},
	{"VSUBSBS", 1792, saturating("psubsb", "psubb")}, {"VSUBSHS", 1856, saturating("psubsw", "psubw")},
	{"VSUBSWS", 1920, helper2},

	{"VMAXUB", 2, host("pmaxub")}, {"VMAXUH", 66, host("pmaxuw")}, {"VMAXUW", 130, host("pmaxud")},
	{"VMAXSB", 258, host("pmaxsb")}, {"VMAXSH", 322, host("pmaxsw")}, {"VMAXSW", 386, host("pmaxsd")},
	{"VMINUB", 514, host("pminub")}, {"VMINUH", 578, host("pminuw")}, {"VMINUW", 642, host("pminud")},
	{"VMINSB", 770, host("pminsb")}, {"VMINSH", 834, host("pminsw")}, {"VMINSW", 898, host("pminsd")},
	{"VAVGUB", 1026, host("pavgb")}, {"VAVGUH", 1090, host("pavgw")}, {"VAVGUW", 1154, helper2},
	{"VAVGSB", 1282, biased("pavgb", ir.I8)}, {"VAVGSH", 1346, biased("pavgw", ir.I16)}, {"VAVGSW", 1410, helper2},

	{"VRLB", 4, helper2}, {"VRLH", 68, helper2}, {"VRLW", 132, helper2},
	{"VSLB", 260, helper2}, {"VSLH", 324, helper2}, {"VSLW", 388, helper2},
	{"VSRB", 516, helper2}, {"VSRH", 580, helper2}, {"VSRW", 644, helper2},
	{"VSRAB", 772, helper2}, {"VSRAH", 836, helper2}, {"VSRAW", 900, helper2},
	{"VSL", 452, inline(shiftLeft)}, {"VSR", 708, inline(shiftRight)},
	{"VSLO", 1036, inline(bytesLeft)}, {"VSRO", 1100, inline(bytesRight)},

	{"VAND", 1028, inline(and)}, {"VANDC", 1092, inline(andComplement)}, {"VOR", 1156, inline(or)},
	{"VXOR", 1220, inline(xor)},
	{"VNOR", 1284, inline(nor)},

	{"VMULOUB", 8, inline(multiply("pmullw", lowHalves(ir.I16)))},
	{"VMULOUH", 72, inline(multiply("pmulld", lowHalves(ir.I32)))},
	{"VMULOSB", 264, inline(multiply("pmullw", signedLowHalves(ir.I16)))},
	{"VMULOSH", 328, inline(multiply("pmulld", signedLowHalves(ir.I32)))},
	{"VMULEUB", 520, inline(multiply("pmullw", highHalves("psrlw", ir.I16)))},
	{"VMULEUH", 584, inline(multiply("pmulld", highHalves("psrld", ir.I32)))},
	{"VMULESB", 776, inline(multiply("pmullw", highHalves("psraw", ir.I16)))},
	{"VMULESH", 840, inline(multiply("pmulld", highHalves("psrad", ir.I32)))},

	{"VSUM4UBS", 1544, helper2}, {"VSUM4SBS", 1800, helper2}, {"VSUM4SHS", 1608, helper2}, {"VSUM2SWS", 1672, helper2},
	{"VSUMSWS", 1928, helper2},

	// The host's high elements are the guest's first ones.
	{"VMRGHB", 12, swapped("punpckhbw")}, {"VMRGHH", 76, swapped("punpckhwd")}, {"VMRGHW", 140, swapped("punpckhdq")},
	{"VMRGLB", 268, swapped("punpcklbw")}, {"VMRGLH", 332, swapped("punpcklwd")}, {"VMRGLW", 396, swapped("punpckldq")},

	{"VPKUHUM", 14, inline(packModulo("packuswb", 0x00ff00ff00ff00ff))},
	{"VPKUWUM", 78, inline(packModulo("packusdw", 0x0000ffff0000ffff))},
	{"VPKUHUS", 142, inline(pack("packuswb", "pminuw", 0x00ff00ff00ff00ff, "", 0))},
	{"VPKUWUS", 206, inline(pack("packusdw", "pminud", 0x0000ffff0000ffff, "", 0))},
	{"VPKSHUS", 270, inline(pack("packuswb", "pminsw", 0x00ff00ff00ff00ff, "pmaxsw", 0))},
	{"VPKSWUS", 334, inline(pack("packusdw", "pminsd", 0x0000ffff0000ffff, "pmaxsd", 0))},
	{"VPKSHSS", 398, inline(pack("packsswb", "pminsw", 0x007f007f007f007f, "pmaxsw", 0xff80ff80ff80ff80))},
	{"VPKSWSS", 462, inline(pack("packssdw", "pminsd", 0x00007fff00007fff, "pmaxsd", 0xffff8000ffff8000))},
	{"VPKPX", 782, helper2},

	{"VADDFP", 10, helper2}, {"VSUBFP", 74, helper2}, {"VMAXFP", 1034, helper2}, {"VMINFP", 1098, helper2},
}

// vectorSingles have one operand. [Power I, 6.8.2, 6.10]
var vectorSingles = []vectorRow{
	{"VUPKHSB", 526, widened("pmovsxbw", 1)}, {"VUPKHSH", 590, widened("pmovsxwd", 1)},
	{"VUPKLSB", 654, widened("pmovsxbw", 0)}, {"VUPKLSH", 718, widened("pmovsxwd", 0)},
	{"VUPKHPX", 846, helper1}, {"VUPKLPX", 974, helper1},
	{"VREFP", 266, helper1}, {"VRSQRTEFP", 330, helper1}, {"VEXPTEFP", 394, helper1}, {"VLOGEFP", 458, helper1},
	{"VRFIN", 522, helper1}, {"VRFIZ", 586, helper1}, {"VRFIP", 650, helper1}, {"VRFIM", 714, helper1},
}

// vectorScaled convert numbers with a binary exponent. [Power I, 6.10.2]
var vectorScaled = []vectorRow{
	{"VCFUX", 778, helperScaled}, {"VCFSX", 842, helperScaled}, {"VCTUXS", 906, helperScaled},
	{"VCTSXS", 970, helperScaled},
}

// vectorTriples have three operands. [Power I, 6.9.1.4, 6.8.5, 6.8.4, 6.10.1]
var vectorTriples = []vectorRow{
	{"VMHADDSHS", 32, helper3}, {"VMHRADDSHS", 33, helper3}, {"VMLADDUHM", 34, inline3(multiplyLowAdd)},
	{"VMSUMUBM", 36, helper3}, {"VMSUMMBM", 37, helper3}, {"VMSUMUHM", 38, helper3}, {"VMSUMUHS", 39, helper3},
	{"VMSUMSHM", 40, inline3(sumProducts)}, {"VMSUMSHS", 41, helper3},
	{"VSEL", 42, inline3(vsel)}, {"VPERM", 43, inline3(permute)},
	{"VMADDFP", 46, helper3}, {"VNMSUBFP", 47, helper3},
}

// vectorCompares give all ones or zeros, VCMPBFP two bits. [Power I, 6.9.3, 6.10.3]
var vectorCompares = []vectorRow{
	{"VCMPEQUB", 6, host("pcmpeqb")}, {"VCMPEQUH", 70, host("pcmpeqw")}, {"VCMPEQUW", 134, host("pcmpeqd")},
	{"VCMPGTUB", 518, unsigned("pcmpgtb", ir.I8)}, {"VCMPGTUH", 582, unsigned("pcmpgtw", ir.I16)},
	{"VCMPGTUW", 646, unsigned("pcmpgtd", ir.I32)},
	{"VCMPGTSB", 774, host("pcmpgtb")}, {"VCMPGTSH", 838, host("pcmpgtw")}, {"VCMPGTSW", 902, host("pcmpgtd")},
	{"VCMPEQFP", 198, helper2}, {"VCMPGEFP", 454, helper2}, {"VCMPGTFP", 710, helper2}, {"VCMPBFP", 966, helper2},
}
