package mips

import "testing"

// TestFloatMode shows which functions need exact Cause bits.
func TestFloatMode(t *testing.T) {
	const (
		cfc1 = 0x4442f800 // cfc1 v0,$31
		ctc1 = 0x44c2f800 // ctc1 v0,$31
		andi = 0x3042007c // andi v0,v0,0x7c
		mask = 0x3042f000 // andi v0,v0,0xf000
		ori  = 0x34430003 // ori v1,v0,3
		move = 0x00402825 // move a1,v0
		sw   = 0xafa20010 // sw v0,16(sp)
		lw   = 0x8fa50010 // lw a1,16(sp)
		out  = 0xac820000 // sw v0,0(a0)
		call = 0x0c100000
		ret  = 0x03e00008
		add  = 0x46201000 // add.d $f0,$f2,$f0
		nop  = 0
	)
	for _, c := range []struct {
		name  string
		words []uint32
		want  fpMode
	}{
		{"none", []uint32{add, ret, nop}, fpFast},
		{"set", []uint32{ctc1, add, ret, nop}, fpOrdered},
		{"flags", []uint32{add, cfc1, andi, ret, nop}, fpOrdered},
		{"flags in slot", []uint32{add, cfc1, ret, andi}, fpOrdered},
		{"cause", []uint32{add, cfc1, mask, ret, nop}, fpPrecise},
		{"returned", []uint32{add, cfc1, ret, nop}, fpPrecise},
		{"saved and set", []uint32{cfc1, ori, 0x44c3f800, add, ctc1, 0x00001025, 0x00001825, ret, nop}, fpOrdered},
		{"stored", []uint32{add, cfc1, out, 0x24020000, ret, nop}, fpPrecise},
		{"spilled", []uint32{cfc1, sw, 0x24020000, add, 0x8fa20010, ctc1, 0x24020000, ret, nop}, fpOrdered},
		{"passed", []uint32{add, cfc1, sw, lw, call, nop, ret, nop}, fpPrecise},
		{"passed in slot", []uint32{add, cfc1, call, move, ret, nop}, fpPrecise},
		{"branch on it", []uint32{add, cfc1, 0x14400003, nop, ret, 0x24020000}, fpPrecise},
		{"elsewhere", []uint32{cfc1, 0x10000004, nop, move, call, nop, andi, ret, nop}, fpOrdered},
		{"left in an argument register", []uint32{0x4445f800, 0x10800002, nop, ret, call, nop, ret, nop}, fpOrdered},
		{"lost in call", []uint32{add, cfc1, call, nop, ret, nop}, fpOrdered},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fpModeOf(0x400000, c.words); got != c.want {
				t.Errorf("mode %d, want %d", got, c.want)
			}
		})
	}
}
