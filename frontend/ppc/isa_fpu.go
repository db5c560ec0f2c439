package ppc

import (
	"translate/frontend/decode"
	"translate/ir"
)

// Floating-point rows. [Power I, 4.6]

var fpMemory = []decode.Row[Op]{
	row("LFS    110000 frt:5 ra:5 d:s16", loadSingle(byDisp)),
	row("LFSU   110001 frt:5 ra:5 d:s16", loadSingle(byDisp.updating())),
	row("LFD    110010 frt:5 ra:5 d:s16", loadDouble(byDisp)),
	row("LFDU   110011 frt:5 ra:5 d:s16", loadDouble(byDisp.updating())),
	row("STFS   110100 frs:5 ra:5 d:s16", storeSingle(byDisp)),
	row("STFSU  110101 frs:5 ra:5 d:s16", storeSingle(byDisp.updating())),
	row("STFD   110110 frs:5 ra:5 d:s16", storeDouble(byDisp)),
	row("STFDU  110111 frs:5 ra:5 d:s16", storeDouble(byDisp.updating())),
	row("LFSX   011111 frt:5 ra:5 rb:5 1000010111 -", loadSingle(byIndex)),
	row("LFSUX  011111 frt:5 ra:5 rb:5 1000110111 -", loadSingle(byIndex.updating())),
	row("LFDX   011111 frt:5 ra:5 rb:5 1001010111 -", loadDouble(byIndex)),
	row("LFDUX  011111 frt:5 ra:5 rb:5 1001110111 -", loadDouble(byIndex.updating())),
	row("STFSX  011111 frs:5 ra:5 rb:5 1010010111 -", storeSingle(byIndex)),
	row("STFSUX 011111 frs:5 ra:5 rb:5 1010110111 -", storeSingle(byIndex.updating())),
	row("STFDX  011111 frs:5 ra:5 rb:5 1011010111 -", storeDouble(byIndex)),
	row("STFDUX 011111 frs:5 ra:5 rb:5 1011110111 -", storeDouble(byIndex.updating())),
	row("LFIWAX 011111 frt:5 ra:5 rb:5 1101010111 -", loadWord(ir.Builder.SExt)),
	row("LFIWZX 011111 frt:5 ra:5 rb:5 1101110111 -", loadWord(ir.Builder.ZExt)),
	row("STFIWX 011111 frs:5 ra:5 rb:5 1111010111 -", stfiwx),
}

func fpMoves() []decode.Row[Op] {
	return all(
		variants("FCPSGN 111111 frt:5 fra:5 frb:5 0000001000 RC", copySign),
		variants("FNEG   111111 frt:5 ----- frb:5 0000101000 RC", fpMove(ir.Builder.FNeg)),
		variants("FMR    111111 frt:5 ----- frb:5 0001001000 RC", fpMove(same)),
		variants("FNABS  111111 frt:5 ----- frb:5 0010001000 RC", fpMove(negativeAbs)),
		variants("FABS   111111 frt:5 ----- frb:5 0100001000 RC", fpMove(ir.Builder.FAbs)),
		variants("FSEL   111111 frt:5 fra:5 frb:5 frc:5 10111 RC", fsel),
	)
}

func fpArithmetic() []decode.Row[Op] {
	return all(
		variants("FDIVS    111011 frt:5 fra:5 frb:5 ----- 10010 RC", twoOperands(fdiv, ir.F32)),
		variants("FSUBS    111011 frt:5 fra:5 frb:5 ----- 10100 RC", twoOperands(fsub, ir.F32)),
		variants("FADDS    111011 frt:5 fra:5 frb:5 ----- 10101 RC", twoOperands(fadd, ir.F32)),
		variants("FSQRTS   111011 frt:5 ----- frb:5 ----- 10110 RC", squareRoot(ir.F32)),
		variants("FRES     111011 frt:5 ----- frb:5 ----- 11000 RC", exactly("rt_xres")),
		variants("FMULS    111011 frt:5 fra:5 ----- frc:5 11001 RC", twoOperands(fmul, ir.F32)),
		variants("FRSQRTES 111011 frt:5 ----- frb:5 ----- 11010 RC", exactly("rt_xrsqrtes")),
		variants("FMSUBS   111011 frt:5 fra:5 frb:5 frc:5 11100 RC", multiplyAdd(fmsub, ir.F32)),
		variants("FMADDS   111011 frt:5 fra:5 frb:5 frc:5 11101 RC", multiplyAdd(fmadd, ir.F32)),
		variants("FNMSUBS  111011 frt:5 fra:5 frb:5 frc:5 11110 RC", multiplyAdd(fnmsub, ir.F32)),
		variants("FNMADDS  111011 frt:5 fra:5 frb:5 frc:5 11111 RC", multiplyAdd(fnmadd, ir.F32)),
		variants("FRSP     111111 frt:5 ----- frb:5 0000001100 RC", frsp),
		variants("FCTIW    111111 frt:5 ----- frb:5 0000001110 RC", toInteger(ir.I32, asFPSCR)),
		variants("FCTIWZ   111111 frt:5 ----- frb:5 0000001111 RC", toInteger(ir.I32, toZero)),
		variants("FCTID    111111 frt:5 ----- frb:5 1100101110 RC", toInteger(ir.I64, asFPSCR)),
		variants("FCTIDZ   111111 frt:5 ----- frb:5 1100101111 RC", toInteger(ir.I64, toZero)),
		variants("FCFID    111111 frt:5 ----- frb:5 1101001110 RC", fcfid),
		variants("FDIV     111111 frt:5 fra:5 frb:5 ----- 10010 RC", twoOperands(fdiv, ir.F64)),
		variants("FSUB     111111 frt:5 fra:5 frb:5 ----- 10100 RC", twoOperands(fsub, ir.F64)),
		variants("FADD     111111 frt:5 fra:5 frb:5 ----- 10101 RC", twoOperands(fadd, ir.F64)),
		variants("FSQRT    111111 frt:5 ----- frb:5 ----- 10110 RC", squareRoot(ir.F64)),
		variants("FRE      111111 frt:5 ----- frb:5 ----- 11000 RC", exactly("rt_xre")),
		variants("FMUL     111111 frt:5 fra:5 ----- frc:5 11001 RC", twoOperands(fmul, ir.F64)),
		variants("FRSQRTE  111111 frt:5 ----- frb:5 ----- 11010 RC", exactly("rt_xrsqrte")),
		variants("FMSUB    111111 frt:5 fra:5 frb:5 frc:5 11100 RC", multiplyAdd(fmsub, ir.F64)),
		variants("FMADD    111111 frt:5 fra:5 frb:5 frc:5 11101 RC", multiplyAdd(fmadd, ir.F64)),
		variants("FNMSUB   111111 frt:5 fra:5 frb:5 frc:5 11110 RC", multiplyAdd(fnmsub, ir.F64)),
		variants("FNMADD   111111 frt:5 fra:5 frb:5 frc:5 11111 RC", multiplyAdd(fnmadd, ir.F64)),
		variants("FRIN     111111 frt:5 ----- frb:5 0110001000 RC", exactly("rt_xrin")),
		variants("FRIZ     111111 frt:5 ----- frb:5 0110101000 RC", exactly("rt_xriz")),
		variants("FRIP     111111 frt:5 ----- frb:5 0111001000 RC", exactly("rt_xrip")),
		variants("FRIM     111111 frt:5 ----- frb:5 0111101000 RC", exactly("rt_xrim")),
		[]decode.Row[Op]{
			row("FCMPU 111111 bf:3 -- fra:5 frb:5 0000000000 -", fcmp(0)),
			row("FCMPO 111111 bf:3 -- fra:5 frb:5 0000100000 -", fcmp(1)),
		})
}

func fpStatus() []decode.Row[Op] {
	return all(
		variants("MTFSB1 111111 bt:5 ----- ----- 0000100110 RC", mtfsb(1)),
		variants("MTFSB0 111111 bt:5 ----- ----- 0001000110 RC", mtfsb(0)),
		variants("MTFSFI 111111 bf:3 -- ----- u:4 - 0010000110 RC", mtfsfi),
		variants("MFFS   111111 frt:5 ----- ----- 1001000111 RC", mffs),
		variants("MTFSF  111111 - flm:8 - frb:5 1011000111 RC", mtfsf),
		[]decode.Row[Op]{row("MCRFS 111111 bf:3 -- bfa:3 -- ----- 0001000000 -", mcrfs)},
	)
}
