package elf

const noteSpace = 64 << 10 // bytes of one note segment that are looked at

// note is an entry of a note segment or section.
type note struct {
	owner string
	kind  uint32
	desc  []byte
}

// readNotes reads the notes that segments show and, where there are none, those
// that sections show.
func (f *file) readNotes() error {
	for i := range f.progs {
		if p := &f.progs[i]; p.kind == ptNote {
			b, err := f.read(uint64(p.offset), uint64(min(p.filesz, noteSpace)))
			if err != nil {
				return err
			}
			f.addNotes(b)
		}
	}
	if len(f.notes) > 0 {
		return nil
	}
	for i := range f.sections {
		if s := &f.sections[i]; s.kind == shtNote {
			b, err := f.contents(s, noteSpace)
			if err != nil {
				return err
			}
			f.addNotes(b)
		}
	}
	return nil
}

// addNotes decodes notes until they end or make no sense.
func (f *file) addNotes(b []byte) {
	const most = 1000
	for len(b) >= 12 && len(f.notes) < most {
		namesz, descsz, kind := f.order.Uint32(b), f.order.Uint32(b[4:]), f.order.Uint32(b[8:])
		b = b[12:]
		name, rest, ok := cut(b, namesz)
		if !ok {
			return
		}
		desc, rest, ok := cut(rest, descsz)
		if !ok {
			return
		}
		f.notes = append(f.notes, note{cstring(string(name)), kind, desc})
		b = rest
	}
}

// cut splits off n bytes and the padding to a multiple of four, which may be
// missing at the end.
func cut(b []byte, n uint32) (head, tail []byte, ok bool) {
	if uint64(n) > uint64(len(b)) {
		return nil, nil, false
	}
	padded := min((uint64(n)+3)&^3, uint64(len(b)))
	return b[:n], b[padded:], true
}
