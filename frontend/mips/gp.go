package mips

import (
	"translate/frontend/image"
)

// findGP finds the value of $gp in programs whose register info does not tell:
// the one that most functions compute from their own address. Where a function
// computes it, a function begins.
func findGP(img *image.Image) (gp uint32, starts []image.Addr) {
	found := map[uint32][]image.Addr{}
	for i := range img.Segments {
		s := &img.Segments[i]
		if s.Perm&image.Exec == 0 {
			continue
		}
		for a := (s.Addr + 3) &^ 3; a+12 <= s.Addr+uint64(len(s.Data)); a += 4 {
			if v, ok := computesGP(img, a); ok {
				found[v] = append(found[v], a)
			}
		}
	}
	gp = uint32(img.MIPS.GP)
	if gp == 0 {
		for v, at := range found {
			if n := len(found[gp]); len(at) > n || len(at) == n && v > gp {
				gp = v
			}
		}
	}
	return gp, found[gp]
}

// computesGP returns what the code at pc makes of $gp when it is a function's
// start: lui gp,%hi(_gp_disp); addiu gp,gp,%lo(_gp_disp); addu gp,gp,t9.
// [MIPS psABI, Position-Independent Function Prologue]
func computesGP(img *image.Image, pc image.Addr) (uint32, bool) {
	const lui, addiu, addu = 0x3c1c0000, 0x279c0000, 0x0399e021
	hi, _ := img.Word(pc)
	if hi&0xffff0000 != lui {
		return 0, false
	}
	lo, _ := img.Word(pc + 4)
	sum, _ := img.Word(pc + 8)
	return uint32(pc) + hi<<16 + uint32(int32(int16(lo))), lo&0xffff0000 == addiu && sum == addu
}
