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
		{"stored: stw r12,12(r1)", []uint32{0x9181000c}, allCR},
		{"stored elsewhere: stw r12,12(r3); lwz r12,12(r1); mtcrf 8,r12", []uint32{0x9183000c, 0x8181000c, 0x7d808120}, allCR},
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
