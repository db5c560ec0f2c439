package ppc

import (
	"encoding/binary"
	"testing"

	"translate/frontend/cfg"
	"translate/frontend/image"
)

// TestBitsOfMFCR finds what of the condition register must be right where the
// first word, mfcr r12, reads it.
func TestBitsOfMFCR(t *testing.T) {
	const start, mfcrR12 = 0x1000, 0x7d800026
	for _, c := range []struct {
		name string
		code []uint32 // after mfcr, before blr
		want uint32
	}{
		{"a mask: rlwinm r12,r12,3,31,31", []uint32{0x558c1ffe}, 1 << 29},
		{"an AND: andis. r12,r12,8192", []uint32{0x758c2000}, 1 << 29},
		{"one of two uses is anything: add r3,r12,r4", []uint32{0x7c6c2214, 0x558c1ffe}, allCR},
		{"a copy of a field: mtcrf 128,r12; li r12,0", []uint32{0x7d880120, 0x39800000}, 0xf0000000},
		{"replaced: li r12,0", []uint32{0x39800000}, 0},
		{"saved: stw r12,12(r1); lwz r12,12(r1); mtcrf 8,r12", []uint32{0x9181000c, 0x8181000c, 0x7d808120}, preservedCR},
		{"saved for more: stw r12,12(r1); lwz r12,12(r1); mtcrf 128,r12", []uint32{0x9181000c, 0x8181000c, 0x7d880120}, allCR},
		{"saved above a moving stack: stwu r1,-32(r1); stw r12,12(r1); lwz r12,-20(r11); mtcrf 8,r12",
			[]uint32{0x9421ffe0, 0x9181000c, 0x818bffec, 0x7d808120}, preservedCR},
		{"stored: stw r12,12(r1)", []uint32{0x9181000c}, allCR},
		{"copied: mr r9,r12; li r12,0; andis. r9,r9,4096", []uint32{0x7d896378, 0x39800000, 0x75291000}, 1 << 28},
		{"copied and stored: mr r9,r12; li r12,0; stw r9,0(r3)", []uint32{0x7d896378, 0x39800000, 0x91230000}, allCR},
		{"stored elsewhere: stw r12,12(r3); lwz r12,12(r1); mtcrf 8,r12", []uint32{0x9183000c, 0x8181000c, 0x7d808120}, allCR},
		{"copied to be passed: mr r11,r12; li r12,0; blr", []uint32{0x7d8b6378, 0x39800000}, allCR},
		{"before what is no instruction: .long 0", []uint32{0}, 0},
	} {
		words := append(append([]uint32{mfcrR12}, c.code...), 0x4e800020)
		var data []byte
		for _, w := range words {
			data = binary.BigEndian.AppendUint32(data, w)
		}
		img := &image.Image{BigEnd: true, Segments: []image.Segment{{Addr: start, Size: uint64(len(data)), Data: data, Perm: image.Exec}}}
		end := start + uint32(len(data))
		f := &cfg.Func{Start: start, End: end, Blocks: []cfg.Block{{PC: start, End: end, LastPC: end - 4, Last: cfg.Insn{Kind: cfg.Return}}}}
		d := &driver{c: New(img), fn: f}
		if got := d.crWanted(&f.Blocks[0], start); got != c.want {
			t.Errorf("%s: bits %#08x, want %#08x", c.name, got, c.want)
		}
	}
}

// In r0 the number 0 of an address, a nop and a system call's number are told
// from what mfcr left there.
func TestUsesOfR0(t *testing.T) {
	for _, c := range []struct {
		name              string
		word              uint32
		mentions, replace bool
	}{
		{"li r0,1", 0x38000001, true, true},
		{"addi r0,r3,1", 0x38030001, true, true},
		{"addi r3,r0,1, which is li r3,1", 0x38600001, false, false},
		{"lwz r9,8(0)", 0x81200008, false, false},
		{"lwarx r9,0,r29", 0x7d20e828, false, false},
		{"lwarx r9,r29,r0", 0x7d3d0028, true, false},
		{"add r9,r0,r3", 0x7d201a14, true, false},
		{"stw r0,8(r1)", 0x90010008, true, false},
	} {
		row := Decode(c.word)
		if got := mentions(row, c.word, 0); got != c.mentions {
			t.Errorf("%s mentions r0: %v", c.name, got)
		}
		if got := c.mentions && replaces(row, c.word, 0); got != c.replace {
			t.Errorf("%s replaces r0: %v", c.name, got)
		}
	}
}
