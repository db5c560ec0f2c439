// Package frontend turns an executable file into a loaded program and picks the
// instruction set that lifts it. It knows nothing of the host.
package frontend

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"
	"unicode"
	"unicode/utf8"

	"translate/frontend/elf"
	"translate/frontend/golang"
	"translate/frontend/image"
)

// OpenOptions change how a program is read.
type OpenOptions struct {
	System image.System // the program's system; SystemUnknown: find out
}

// An InputError says what is wrong with the program to translate, in one line.
// It is the user's to mend, unlike every other error.
type InputError struct {
	Path string
	Err  error
}

func (e *InputError) Error() string { return e.Path + ": " + e.Err.Error() }

// Unwrap returns the error without the path.
func (e *InputError) Unwrap() error { return e.Err }

// formats lists the executable formats we read, tried in order.
var formats = []struct {
	name  string
	match func(magic []byte) bool
	parse func(r io.ReaderAt, size int64, opts OpenOptions) (*image.Image, error)
}{
	{"ELF", elf.Match, func(r io.ReaderAt, size int64, opts OpenOptions) (*image.Image, error) {
		return elf.Parse(r, size, elf.Options{System: opts.System})
	}},
}

// foreign names files that people may take for programs we read.
var foreign = []struct{ magic, what string }{
	{"#!", "a script"},
	{"MZ", "a DOS or Windows executable"},
	{"!<arch>\n", "a library archive"},
	{"\x1f\x8b", "a gzip file"},
	{"\xfd7zXZ\x00", "an xz file"},
	{"PK\x03\x04", "a zip archive"},
	{"\xfe\xed\xfa", "a Mach-O file"},
	{"\xcf\xfa\xed\xfe", "a Mach-O file"},
	{"\xce\xfa\xed\xfe", "a Mach-O file"},
	{"\x00\x00\x01\xeb", "a Plan 9 a.out, which is not supported yet,"},
	{"\x00\x00\x04\x07", "a Plan 9 a.out, which is not supported yet,"},
	{"\x00\x00\x05\x8f", "a Plan 9 a.out, which is not supported yet,"},
	{"\x00\x00\x06\xeb", "a Plan 9 a.out, which is not supported yet,"},
	{"\x01\x60", "a MIPS ECOFF file"},
	{"\x01\x62", "a MIPS ECOFF file"},
}

// Open reads the program in the file at path. Whatever goes wrong is an
// *InputError.
func Open(path string, opts OpenOptions) (*image.Image, error) {
	img, err := open(path, opts)
	if err != nil {
		return nil, &InputError{path, err}
	}
	img.Path = path
	golang.Describe(img)
	return img, nil
}

func open(path string, opts OpenOptions) (*image.Image, error) {
	// Without O_NONBLOCK opening a FIFO would wait for a writer.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, reason(err)
	}
	switch {
	case info.IsDir():
		return nil, errors.New("is a directory")
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() == 0:
		return nil, errors.New("file is empty")
	}
	return parse(f, info.Size(), opts)
}

// parse finds the format of a file and reads it.
func parse(r io.ReaderAt, size int64, opts OpenOptions) (*image.Image, error) {
	magic := make([]byte, min(size, 64))
	if n, err := r.ReadAt(magic, 0); n < len(magic) {
		return nil, fmt.Errorf("reading the first bytes: %w", reason(err))
	}
	for _, f := range formats {
		if f.match(magic) {
			return f.parse(r, size, opts)
		}
	}
	return nil, refuse(magic)
}

// refuse says what a file of no known format is.
func refuse(magic []byte) error {
	for _, f := range foreign {
		if bytes.HasPrefix(magic, []byte(f.magic)) {
			return fmt.Errorf("not an executable this program reads: it is %s by its first bytes", f.what)
		}
	}
	if isText(magic) {
		return errors.New("not an executable: it is a text file")
	}
	return fmt.Errorf("not an executable this program reads: it begins with % x", magic[:min(len(magic), 4)])
}

// isText reports whether the start of a file is printable text. A character cut
// off at the end does not count against it.
func isText(b []byte) bool {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			return len(b) < utf8.UTFMax
		}
		if !unicode.IsPrint(r) && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			return false
		}
		b = b[n:]
	}
	return true
}

// reason strips the path off an error that is about to get it in front.
func reason(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("cannot %s: %w", e.Op, e.Err)
	}
	return err
}
