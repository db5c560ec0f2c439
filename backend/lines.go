package backend

import (
	"bytes"
	"debug/dwarf"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
)

// A line says that host code from Host on, counted from hostBase, belongs to
// the guest instruction at Guest; 0 where it belongs to none.
type line struct {
	Host, Guest uint32
}

// readLines returns the line tables of a linked executable, ascending by host
// address.
func readLines(path string) ([]line, error) {
	f, err := elf.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the linked program: %w", err)
	}
	defer f.Close()
	if f.Section(".debug_info") == nil {
		return nil, nil // nothing was lifted
	}
	d, err := f.DWARF()
	if err != nil {
		return nil, fmt.Errorf("reading debug lines of the linked program: %w", err)
	}
	var lines []line
	for r := d.Reader(); ; {
		unit, err := r.Next()
		if err != nil {
			return nil, fmt.Errorf("reading debug lines of the linked program: %w", err)
		}
		if unit == nil {
			break
		}
		if unit.Tag == dwarf.TagCompileUnit {
			if lines, err = unitLines(lines, d, unit); err != nil {
				return nil, fmt.Errorf("reading debug lines of the linked program: %w", err)
			}
		}
		r.SkipChildren()
	}
	slices.SortStableFunc(lines, func(a, b line) int { return int(int64(a.Host) - int64(b.Host)) })
	return compact(lines), nil
}

// unitLines appends the lines of one compilation unit.
func unitLines(lines []line, d *dwarf.Data, unit *dwarf.Entry) ([]line, error) {
	r, err := d.LineReader(unit)
	if r == nil || err != nil {
		return lines, err
	}
	var unknown *line // the first of lines without a number
	for {
		var e dwarf.LineEntry
		err := r.Next(&e)
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
		l := line{Host: uint32(e.Address - hostBase), Guest: uint32(e.Line)}
		switch {
		case e.EndSequence:
			l.Guest = 0
		case e.Line == 0:
			// A load that LLVM split from an operation comes just before it.
			if unknown == nil {
				unknown = &line{Host: l.Host}
			}
			continue
		case unknown != nil:
			l.Host = unknown.Host
		}
		unknown = nil
		lines = append(lines, l)
	}
}

// compact drops lines that say what the one before them says. Of several at
// one address the last counts.
func compact(lines []line) []line {
	out := lines[:0]
	for i, l := range lines {
		if i+1 < len(lines) && lines[i+1].Host == l.Host {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Guest == l.Guest {
			continue
		}
		out = append(out, l)
	}
	return out
}

// chunkLines is how many lines one chunk of the encoded table holds.
const chunkLines = 128

// encodeLines returns the table in the form runtime/src/lines.c decodes:
// differences of host and guest addresses as variable-length integers, and the
// values each chunk begins with.
func encodeLines(lines []line) (data, chunks []byte) {
	var prev line
	for i, l := range lines {
		if i%chunkLines == 0 {
			prev = line{Host: l.Host}
			for _, v := range []uint32{l.Host, uint32(len(data))} {
				chunks = binary.LittleEndian.AppendUint32(chunks, v)
			}
		}
		data = binary.AppendUvarint(data, uint64(l.Host-prev.Host))
		data = binary.AppendVarint(data, int64(int32(l.Guest-prev.Guest)))
		prev = l
	}
	return data, chunks
}

// linesSource returns the assembly of the table of guest PCs.
func (b *builder) linesSource(lines []line) ([]byte, error) {
	data, chunks := encodeLines(lines)
	var w bytes.Buffer
	fmt.Fprintf(&w, ".section .lines,\"a\"\n")
	for _, part := range []struct {
		symbol string
		bytes  []byte
	}{{"xlat_line_chunks", chunks}, {"xlat_line_chunks_end", nil}, {"xlat_lines", data}} {
		file, err := writeFile(b.opt.WorkDir, part.symbol+".bin", part.bytes)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&w, ".globl %s\n.hidden %s\n%s: .incbin %s\n", part.symbol, part.symbol, part.symbol, quote(file))
	}
	fmt.Fprintf(&w, ".zero 256\n") // the decoder may look beyond the last line
	return w.Bytes(), nil
}
