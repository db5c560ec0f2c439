// Package elf reads 32-bit ELF executables into an image. It knows what the
// linkers of Linux and IRIX put into such files, and no instruction set.
//
// A file that the guest's kernel would run is accepted: what the kernel does
// not look at, such as the section table, may be missing or wrong and costs
// only a warning. Headers may lie; every length is checked against the size of
// the file before anything is read or allocated.
package elf

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"

	"translate/frontend/image"
)

// Options change how a file is read.
type Options struct {
	System image.System // take the program as one of this system, whatever it looks like
}

// Match reports whether a file that begins with magic is an ELF file.
func Match(magic []byte) bool {
	return bytes.HasPrefix(magic, []byte("\x7fELF"))
}

// file is an ELF file while it is being read.
type file struct {
	reader
	order    binary.ByteOrder
	hdr      header
	machine  *machine
	progs    []prog
	sections []section
	dynamic  []dyn
	notes    []note
	img      *image.Image
}

// Parse reads the executable of size bytes in r.
func Parse(r io.ReaderAt, size int64, opts Options) (*image.Image, error) {
	f := &file{reader: reader{r, size}, img: new(image.Image)}
	if err := f.parse(opts); err != nil {
		return nil, fmt.Errorf("elf: %w", err)
	}
	return f.img, nil
}

// parse runs the stages in order. Up to the segments the kernel reads what we
// read, so problems are errors; after that they are warnings.
func (f *file) parse(opts Options) error {
	for _, stage := range []func() error{
		f.readHeader, f.readProgs, f.checkLoads, f.choosePlace, f.loadSegments, f.checkEntry, f.readInterp,
	} {
		if err := stage(); err != nil {
			return err
		}
	}
	for _, stage := range []struct {
		what string
		run  func() error
	}{
		{"sections", f.readSections},
		{"dynamic section", f.readDynamic},
		{"notes", f.readNotes},
		{"symbols", f.readSymbols},
		{"frame descriptions", f.readFrames},
	} {
		if err := stage.run(); err != nil {
			f.warn("%s ignored: %v", stage.what, err)
		}
	}
	f.describe()
	if f.machine.describe != nil {
		f.machine.describe(f)
	}
	f.identify(opts.System)
	return nil
}

// warn records that something the program can do without was not understood.
func (f *file) warn(format string, args ...any) {
	f.img.Warnings = append(f.img.Warnings, "elf: "+fmt.Sprintf(format, args...))
}

// unsupported records why the program cannot be translated. The first reason
// stays.
func (f *file) unsupported(format string, args ...any) {
	if f.img.Unsupported == "" {
		f.img.Unsupported = fmt.Sprintf(format, args...)
	}
}

// describe fills in what is the same for every machine.
func (f *file) describe() {
	m := f.img
	m.GNUStackExec = true // as the kernel assumes for a file that does not say
	if p := f.prog(ptGNUStack); p != nil {
		m.GNUStackExec = p.flags&pfExec != 0
	}
	switch {
	case m.Interp != "":
		m.Linkage = image.Dynamic
	case f.hdr.kind == etDyn:
		m.Linkage = image.StaticPIE
	default:
		m.Linkage = image.Static
	}
}

// reader reads ranges of a file whose size is known.
type reader struct {
	r    io.ReaderAt
	size int64
}

// read returns n bytes at offset. It allocates only what the file can hold.
func (r reader) read(offset, n uint64) ([]byte, error) {
	if size := uint64(r.size); offset > size || n > size-offset {
		return nil, fmt.Errorf("0x%x bytes at offset 0x%x exceed the file's 0x%x bytes", n, offset, size)
	}
	b := make([]byte, n)
	if k, err := r.r.ReadAt(b, int64(offset)); k < len(b) {
		return nil, fmt.Errorf("reading 0x%x bytes at offset 0x%x: %w", n, offset, err)
	}
	return b, nil
}

// cstring returns the string at the start of b up to its zero byte, or to the
// end of b, or to a length no sane name has: overlapping names in a hostile
// file must not take quadratic time.
func cstring(b string) string {
	const longest = 16 << 10
	for i := 0; i < len(b); i++ {
		if b[i] == 0 || i == longest {
			return b[:i]
		}
	}
	return b
}
