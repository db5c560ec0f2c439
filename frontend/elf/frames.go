package elf

import (
	"bytes"
	"encoding/binary"

	"translate/frontend/image"
)

// Pointer encodings of frame descriptions. [LSB Core Generic, 10.5]
const (
	peAbsolute = 0x00 // format: a word
	peUdata4   = 0x03
	peSdata4   = 0x0b

	peFormat = 0x0f
	peBase   = 0x70
	pePCRel  = 0x10
)

// readFrames notes where the pieces of code begin that .eh_frame describes:
// functions, and what compilers and assembly language put apart from them.
func (f *file) readFrames() error {
	s := f.section(".eh_frame")
	if s == nil {
		return nil
	}
	b, err := f.contents(s, uint64(f.size))
	if err != nil {
		return err
	}
	encodings := map[uint32]byte{} // of CIEs, by their offset
	for off := uint32(0); uint64(off)+8 <= uint64(len(b)); {
		size := f.order.Uint32(b[off:])
		if size < 4 || uint64(size) > uint64(len(b))-uint64(off)-4 {
			break // the terminator, or a 64-bit entry, which no 32-bit tool makes
		}
		entry, at := b[off+4:off+4+size], off+4
		if cie := f.order.Uint32(entry); cie == 0 {
			encodings[off] = pointerEncoding(entry[4:])
		} else if e, ok := encodings[at-cie]; ok {
			f.addFrame(entry[4:], s.addr+at+4, e)
		}
		off = at + size
	}
	return nil
}

// addFrame notes the start of the code that an FDE describes. The FDE's fields b
// lie at addr; pointers in it are encoded as its CIE says.
func (f *file) addFrame(b []byte, addr uint32, encoding byte) {
	switch encoding & peFormat {
	case peAbsolute, peUdata4, peSdata4:
	default:
		return
	}
	if len(b) < 4 {
		return
	}
	start := f.order.Uint32(b)
	switch encoding & peBase {
	case 0:
	case pePCRel:
		start += addr
	default:
		return
	}
	f.img.Frames = append(f.img.Frames, image.Addr(start)+image.Addr(f.img.Bias))
}

// pointerEncoding returns how the FDEs of a CIE with the fields b, from its
// version on, encode pointers to code; something unknown if the CIE makes no
// sense.
func pointerEncoding(b []byte) byte {
	const unknown = 0xff
	if len(b) == 0 {
		return unknown
	}
	version := b[0]
	augmentation, b, ok := bytes.Cut(b[1:], []byte{0})
	if !ok || !bytes.HasPrefix(augmentation, []byte("z")) {
		if ok && len(augmentation) == 0 {
			return peAbsolute
		}
		return unknown
	}
	fields := 4 // alignments of code and data, return address, size of what follows
	for i := range fields {
		n := 1
		if version != 1 || i != 2 {
			_, n = binary.Uvarint(b)
		}
		if n <= 0 || n > len(b) {
			return unknown
		}
		b = b[n:]
	}
	for _, a := range augmentation[1:] {
		n := 0
		switch a {
		case 'R':
			if len(b) > 0 {
				return b[0]
			}
		case 'L':
			n = 1
		case 'P':
			n = 5 // an encoding and a word
		}
		if n > len(b) {
			return unknown
		}
		b = b[n:]
	}
	return peAbsolute
}
